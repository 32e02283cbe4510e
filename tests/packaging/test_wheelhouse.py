"""The wheelhouse follows requirements with the markers of the platform it is for. No network is needed here."""

import importlib.util
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]

spec = importlib.util.spec_from_file_location("wheelhouse", ROOT / "scripts" / "wheelhouse.py")
wheelhouse = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wheelhouse)

WINDOWS = wheelhouse.PLATFORMS["windows-x86_64"]
LINUX = wheelhouse.PLATFORMS["linux-x86_64"]

REQUIRES = {
    "town": ["Shapes_Lib>=2"],
    "shapes-lib": ["colours ; sys_platform == 'win32'", "forms[quick]", "old-typing ; python_version < '3.12'"],
    "forms": ["fast ; extra == 'quick'", "slow ; extra == 'careful'", "town"],
    "colours": [],
    "fast": [],
    "slow": [],
    "old-typing": [],
}
PINS = [
    Requirement(line)
    for line in (
        "shapes-lib==2.1",
        "colours==1 ; sys_platform == 'win32'",
        "forms==1 ; python_version < '3.12'",
        "forms==2 ; python_version >= '3.12'",
        "fast==1",
        "slow==1",
        "old-typing==1",
    )
]


def write_wheel(folder, name, version):
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    headers = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    headers += [f"Requires-Dist: {line}" for line in REQUIRES[name]]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", "\n".join(headers) + "\n")
    return path


def collect(tmp_path, platform, python, pins=PINS):
    """Collect for one platform from wheels made on the spot, and give their names and versions."""
    (tmp_path / "made").mkdir()
    (tmp_path / "house").mkdir()

    def download(wanted, folder):
        for pin in wanted:
            name, _, version = pin.partition("==")
            write_wheel(folder, name, version)

    environment = platform.environment(python)
    wheelhouse.collect_wheels(
        write_wheel(tmp_path / "made", "town", "1"),
        tmp_path / "house",
        pins=pins,
        environment=environment,
        download=download,
    )
    wheelhouse.check_versions(tmp_path / "house", environment)
    return {"-".join(path.name.split("-")[:2]) for path in (tmp_path / "house").iterdir()}


@pytest.mark.parametrize(
    ("platform", "python", "expected"),
    [
        (LINUX, "3.11", {"town-1", "shapes_lib-2.1", "forms-1", "fast-1", "old_typing-1"}),
        (LINUX, "3.12", {"town-1", "shapes_lib-2.1", "forms-2", "fast-1"}),
        (WINDOWS, "3.11", {"town-1", "shapes_lib-2.1", "forms-1", "fast-1", "old_typing-1", "colours-1"}),
        (WINDOWS, "3.13", {"town-1", "shapes_lib-2.1", "forms-2", "fast-1", "colours-1"}),
    ],
)
def test_each_platform_gets_what_its_markers_ask_for(tmp_path, platform, python, expected):
    assert collect(tmp_path, platform, python) == expected


def test_a_missing_pin_names_the_package_and_what_to_do(tmp_path):
    pins = [pin for pin in PINS if pin.name != "colours"]
    with pytest.raises(wheelhouse.WheelhouseError, match=r"no version of colours for win32 .* `make pins`"):
        collect(tmp_path, WINDOWS, "3.11", pins)


def test_a_pin_that_a_neighbour_refuses_is_found(tmp_path):
    pins = [Requirement("shapes-lib==1.0"), *PINS[1:]]
    with pytest.raises(wheelhouse.WheelhouseError, match=r"town-1.* wants Shapes_Lib>=2, .* give 1.0"):
        collect(tmp_path, LINUX, "3.11", pins)


@pytest.mark.parametrize("platform", wheelhouse.PLATFORMS.values(), ids=wheelhouse.PLATFORMS)
def test_every_runtime_dependency_is_pinned_for_every_platform(platform):
    pins = wheelhouse.read_pins(ROOT / "constraints.txt")
    for python in wheelhouse.PYTHONS:
        for name in ("click", "rapidfuzz", "openpyxl"):
            assert wheelhouse.find_pin(name, pins, platform.environment(python)).startswith(f"{name}==")
