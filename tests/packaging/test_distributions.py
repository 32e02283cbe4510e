"""The wheel alone is enough: it is built, put into a wheelhouse, installed from it without an index, and used.

One build, two wheelhouses and one installation serve all tests of this file.
"""

import importlib.metadata
import json
import os
import platform
import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
HERE = {
    ("Linux", "x86_64"): "linux-x86_64",
    ("Darwin", "arm64"): "macos-arm64",
    ("Darwin", "x86_64"): "macos-x86_64",
    ("Windows", "AMD64"): "windows-x86_64",
}[platform.system(), platform.machine()]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
WINDOWS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.0",
    "extra": "",
}


def run(*command, cwd, path=os.environ["PATH"], status=0):
    """Run a program with nothing on its search path but `path`, and give what it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "PYTEST"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, "PATH": str(path), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Build the sdist, and the wheel from the sdist."""
    if not (ROOT / "sysmap" / "static" / "page.js").is_file():
        pytest.fail("The browser bundle is not built: run `make build`.", pytrace=False)
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built):
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def in_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def in_sdist(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: archive.extractfile(member).read() for member in files}


@pytest.fixture(scope="session")
def houses(wheel, tmp_path_factory):
    """Make and unzip the wheelhouses of this machine and of Windows, for this version of Python."""
    folder = tmp_path_factory.mktemp("houses")
    command = [sys.executable, ROOT / "scripts" / "wheelhouse.py", wheel, "--out", folder, "--python", PYTHON]
    command += ["--constraints", ROOT / "constraints.txt"]
    for name in sorted({HERE, "windows-x86_64"}):
        command += ["--platform", name]
    run(*command, cwd=folder)
    found = {}
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        found[path.stem.partition("-offline-")[2]] = folder / path.stem
    return found


@pytest.fixture(scope="session")
def installed(houses, tmp_path_factory):
    """Install from the wheelhouse of this machine, as its INSTALL.txt says, and give the folder of programs."""
    folder = tmp_path_factory.mktemp("laptop")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = ["-m", "pip", "install", "--quiet", "--no-index", "--find-links", ".", "sysmap"]
    run(programs / "python", *install, cwd=houses[HERE])
    return programs


@pytest.fixture
def sysmap(installed, tmp_path):
    """Run the installed sysmap from an empty folder with only its own programs in reach: no Node, Java or browser."""
    return lambda *words, status=0: run(installed / "sysmap", *words, cwd=tmp_path, path=installed, status=status)


def test_the_wheel_holds_the_package_its_page_and_its_maps(in_wheel):
    sources = {str(path.relative_to(ROOT)) for path in (ROOT / "sysmap").rglob("*") if path.is_file()}
    sources = {name for name in sources if "__pycache__" not in name}
    beside = [path for folder in ("cypher", "sample_maps") for path in (ROOT / folder).rglob("*") if path.is_file()]
    others = {f"sysmap/{path.relative_to(ROOT)}" for path in beside}
    assert {name for name in in_wheel if ".dist-info/" not in name} == sources | others
    assert "sysmap/cypher/questions/spend_by_tier.cypher" in in_wheel
    assert "sysmap/static/page.js" in in_wheel
    assert "sysmap/static/fonts/atkinson-hyperlegible-latin-400.woff" in in_wheel
    assert "sysmap/sample_maps/thornmere/nodes.csv" in in_wheel


def test_the_sdist_holds_all_that_it_takes_to_test_and_build_again(in_sdist):
    for name in ("Makefile", "constraints.txt", ".importlinter", ".ci/run", "LICENSE", "frontend/package-lock.json"):
        assert name in in_sdist
    assert "sysmap/static/page.js" in in_sdist
    assert "sample_maps/thornmere/nodes.csv" in in_sdist
    assert "cypher/store/nodes.cypher" in in_sdist
    assert not [name for name in in_sdist if name.endswith(".jar")]
    assert f"tests/packaging/{Path(__file__).name}" in in_sdist


def test_neither_holds_what_belongs_to_this_machine(in_wheel, in_sdist):
    for name, content in [*in_wheel.items(), *in_sdist.items()]:
        assert not re.search(r"node_modules|__pycache__|\.venv|\.egg-info|(^|/)\.git/", name), name
        assert str(ROOT).encode() not in content, name
        assert str(Path.home()).encode() + b"/" not in content, name


def test_the_metadata_says_what_a_reader_needs(in_wheel):
    (name,) = [name for name in in_wheel if name.endswith(".dist-info/METADATA")]
    metadata = HeaderParser().parsestr(in_wheel[name].decode())
    assert metadata["Name"] == "sysmap"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_payload().startswith("# ")  # the README
    required = [Requirement(line) for line in metadata.get_all("Requires-Dist")]
    needed = {canonicalize_name(each.name) for each in required if "extra" not in str(each.marker)}
    assert needed == {
        "charset-normalizer",
        "click",
        "cryptography",
        "defusedxml",
        "fpdf2",
        "ijson",
        "neo4j",
        "numpy",
        "ocdsmerge",
        "openpyxl",
        "python-docx",
        "rapidfuzz",
        "rich",
        "rustworkx",
        "threadpoolctl",
    }


def test_the_licences_of_all_that_is_inside_are_there(in_wheel):
    (own,) = [content for name, content in in_wheel.items() if name.endswith(".dist-info/licenses/LICENSE")]
    assert b"Apache License" in own
    bundled = in_wheel["sysmap/static/licences.txt"].decode()
    assert re.search(r"^@fontsource/atkinson-hyperlegible \d+\.", bundled, flags=re.MULTILINE)
    assert "SIL OPEN FONT LICENSE" in bundled


def test_the_windows_wheelhouse_is_complete(houses):
    wheels = {parse_wheel_filename(path.name)[0]: path for path in houses["windows-x86_64"].glob("*.whl")}
    version = tuple(int(part) for part in PYTHON.split("."))
    interpreter = f"cp{version[0]}{version[1]}"
    usable = {*cpython_tags(version, platforms=["win_amd64"]), *compatible_tags(version, interpreter, ["win_amd64"])}
    for path in wheels.values():
        assert usable & parse_wheel_filename(path.name)[3], path.name
        (found,) = importlib.metadata.distributions(path=[str(path)])
        for requirement in map(Requirement, found.requires or []):
            if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
                neighbour = wheels[canonicalize_name(requirement.name)]
                assert requirement.specifier.contains(parse_wheel_filename(neighbour.name)[1]), (path.name, requirement)
    assert "win_amd64" in wheels["numpy"].name
    assert "pexpect" not in wheels


def test_the_wheelhouse_says_how_to_install_it(houses):
    for folder in houses.values():
        text = (folder / "INSTALL.txt").read_text(encoding="utf-8")
        assert "pip install --no-index --find-links . sysmap" in text


def test_the_installed_program_says_its_version(sysmap, wheel):
    assert str(parse_wheel_filename(wheel.name)[1]) in sysmap("--version")


def test_nothing_is_imported_from_the_checkout(installed, tmp_path):
    script = "import sysmap, sysmap.resources as r; print(sysmap.__file__); print(r.resource('sample_maps/thornmere'))"
    for line in run(installed / "python", "-c", script, cwd=tmp_path, path=installed).splitlines():
        assert Path(line).is_relative_to(installed.parent)


def test_every_module_imports_without_the_development_tools(installed, tmp_path):
    script = (
        "import importlib, pkgutil, sysmap\n"
        "names = [module.name for module in pkgutil.walk_packages(sysmap.__path__, 'sysmap.')]\n"
        "[importlib.import_module(name) for name in names if not name.endswith('__main__')]\n"
        "print(len(names))"
    )
    assert int(run(installed / "python", "-W", "error", "-c", script, cwd=tmp_path, path=installed)) > 30


def test_the_demo_runs_from_the_wheel_alone(sysmap, tmp_path):
    said = sysmap("demo", "--out", "out")
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert len(pages) == 2
    for page in pages:
        assert page.name in said
        assert "</html>" in page.read_text(encoding="utf-8")


def test_a_map_is_made_asked_and_drawn_from_the_wheel_alone(sysmap, tmp_path):
    sysmap("new", "town.sysmap")
    sysmap("add", "town.sysmap", "factor", "Carer strain")
    sysmap("add", "town.sysmap", "factor", "Hospital admissions")
    sysmap("link", "town.sysmap", "Carer strain", "more", "Hospital admissions")
    sysmap("link", "town.sysmap", "Hospital admissions", "more", "Carer strain")
    loops = json.loads(sysmap("loops", "town.sysmap", "--format", "json"))
    assert loops["count"] == 1
    assert len(loops["loops"][0]["elements"]) == 2
    sysmap("render", "town.sysmap", "town.html")
    assert "Carer strain" in (tmp_path / "town.html").read_text(encoding="utf-8")


def test_wrong_use_ends_with_status_2(sysmap):
    sysmap("no-such-command", status=2)
