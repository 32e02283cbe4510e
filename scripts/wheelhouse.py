"""Pack a wheel of sysmap with everything it needs into one zip a platform, for laptops without internet.

pip can download wheels for another platform, but it decides by the platform it runs on which requirements apply:
a Windows folder made on Linux would lack colorama. So the requirements are followed here, with the markers of the
platform they are for, and pip only fetches wheels by name and version.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename

PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True)
class Platform:
    """A kind of laptop: its wheel tags, and what requirement markers say of it."""

    name: str
    title: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]
    python: str
    scripts: str

    def environment(self, python: str) -> dict[str, str]:
        """Give every marker its value under CPython of version `python`, such as 3.11."""
        return {
            **self.markers,
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "extra": "",
        }


def _markers(os_name: str, sys_platform: str, system: str, machine: str) -> dict[str, str]:
    return {
        "os_name": os_name,
        "sys_platform": sys_platform,
        "platform_system": system,
        "platform_machine": machine,
    }


PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform(
            name="windows-x86_64",
            title="Windows, 64 bit",
            tags=("win_amd64",),
            markers=_markers("nt", "win32", "Windows", "AMD64"),
            python="py",
            scripts="sysmap-env\\Scripts\\",
        ),
        Platform(
            name="linux-x86_64",
            title="Linux, 64 bit",
            tags=("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
            markers=_markers("posix", "linux", "Linux", "x86_64"),
            python="python3",
            scripts="sysmap-env/bin/",
        ),
        Platform(
            name="macos-arm64",
            title="macOS 11 or later, Apple silicon",
            tags=("macosx_11_0_arm64",),
            markers=_markers("posix", "darwin", "Darwin", "arm64"),
            python="python3",
            scripts="sysmap-env/bin/",
        ),
        Platform(
            name="macos-x86_64",
            title="macOS 11 or later, Intel",
            tags=("macosx_11_0_x86_64",),
            markers=_markers("posix", "darwin", "Darwin", "x86_64"),
            python="python3",
            scripts="sysmap-env/bin/",
        ),
    )
}

INSTALL = """\
sysmap {version} for {title}, without internet
{line}

You need Python {pythons}; `{python} --version` says which you have.
No administrator rights, Node or Java are needed.

1. Unzip this file and open a terminal in its folder.

2. Make a place for sysmap and install it there:

     {python} -m venv sysmap-env
     {scripts}python -m pip install --no-index --find-links . sysmap

   (Where you already have an environment of your own: pip install --no-index --find-links . sysmap)

3. See that it works:

     {scripts}sysmap demo
"""


class WheelhouseError(Exception):
    """A wheelhouse cannot be completed; the message is one line."""


def read_requirements(wheel: Path) -> list[Requirement]:
    """Read what a wheel says it requires, under whatever markers."""
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        headers = HeaderParser().parsestr(archive.read(metadata).decode())
    return [Requirement(line) for line in headers.get_all("Requires-Dist", [])]


def read_pins(constraints: Path) -> list[Requirement]:
    """Read the exact versions, one a line, some only for certain platforms or Pythons."""
    lines = (line.strip() for line in constraints.read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def find_pin(name: str, pins: Iterable[Requirement], environment: Mapping[str, str]) -> str:
    """Find the one version of `name` to use in `environment`, as ``name==version``."""
    for pin in pins:
        applies = pin.marker is None or pin.marker.evaluate(dict(environment))
        if canonicalize_name(pin.name) == canonicalize_name(name) and applies:
            return f"{pin.name}{pin.specifier}"
    raise WheelhouseError(
        f"no version of {name} for {environment['sys_platform']} and Python {environment['python_version']} "
        "in the constraints: run `make pins`"
    )


def collect_wheels(
    first: Path,
    folder: Path,
    *,
    pins: Iterable[Requirement],
    environment: Mapping[str, str],
    download: Callable[[list[str], Path], None],
) -> None:
    """Put into `folder` the wheel `first` and, round by round, every wheel that it needs in `environment`.

    `download` is given pins such as ``click==8.1.8`` and the folder to put their wheels in.
    """
    shutil.copy2(first, folder)
    pins = list(pins)
    opened: set[tuple[NormalizedName, str]] = set()
    waiting: set[tuple[NormalizedName, str]] = {(parse_wheel_filename(first.name)[0], "")}
    while waiting:
        wheels = {parse_wheel_filename(path.name)[0]: path for path in folder.glob("*.whl")}
        required: set[tuple[NormalizedName, str]] = set()
        for name, extra in waiting:
            for requirement in read_requirements(wheels[name]):
                marker = requirement.marker
                if marker is None or marker.evaluate({**environment, "extra": extra}):
                    required |= {(canonicalize_name(requirement.name), part) for part in ("", *requirement.extras)}
        opened |= waiting
        waiting = required - opened
        missing = sorted({name for name, _ in waiting} - wheels.keys())
        if missing:
            download([find_pin(name, pins, environment) for name in missing], folder)


def check_versions(folder: Path, environment: Mapping[str, str]) -> None:
    """Raise WheelhouseError when a wheel in `folder` asks for another version of its neighbour than is there."""
    wheels = {parse_wheel_filename(path.name)[0]: path for path in folder.glob("*.whl")}
    for path in wheels.values():
        for requirement in read_requirements(path):
            if requirement.marker is not None and not requirement.marker.evaluate({**environment, "extra": ""}):
                continue
            found = parse_wheel_filename(wheels[canonicalize_name(requirement.name)].name)[1]
            if not requirement.specifier.contains(found, prereleases=True):
                raise WheelhouseError(f"{path.name} wants {requirement}, and the constraints give {found}")


def download_with_pip(platform: Platform, python: str) -> Callable[[list[str], Path], None]:
    """Make the function that fetches wheels for one platform and Python by pip, as pip is set up here."""

    def download(pins: list[str], folder: Path) -> None:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--python-version", python, "--implementation", "cp", "--dest", str(folder)]
        for tag in platform.tags:
            command += ["--platform", tag]
        done = subprocess.run([*command, *pins], check=False, capture_output=True, text=True)
        if done.returncode:
            reason = next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip failed")
            raise WheelhouseError(f"{platform.name}, Python {python}: {reason}")

    return download


def build_wheelhouse(
    wheel: Path,
    platform: Platform,
    *,
    pythons: Iterable[str],
    pins: Iterable[Requirement],
    out: Path,
) -> Path:
    """Write the zip of one platform, good for each of `pythons`, and return its path."""
    pins = list(pins)
    pythons = list(pythons)
    version = str(parse_wheel_filename(wheel.name)[1])
    title = f"sysmap {version} for {platform.title}, without internet"
    stem = f"sysmap-{version}-offline-{platform.name}"
    together: dict[str, bytes] = {}
    for python in pythons:
        environment = platform.environment(python)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            download = download_with_pip(platform, python)
            collect_wheels(wheel, folder, pins=pins, environment=environment, download=download)
            check_versions(folder, environment)
            together |= {path.name: path.read_bytes() for path in folder.iterdir()}
    install = INSTALL.format(
        version=version,
        title=platform.title,
        line="=" * len(title),
        pythons=" or ".join(pythons),
        python=platform.python,
        scripts=platform.scripts,
    )
    path = out / f"{stem}.zip"
    with zipfile.ZipFile(path, "w") as archive:  # stored: wheels are compressed already
        archive.writestr(f"{stem}/INSTALL.txt", install)
        for name, content in sorted(together.items()):
            archive.writestr(f"{stem}/{name}", content)
    return path


def main() -> None:
    """Build the wheelhouses that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--constraints", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--platform", action="append", choices=PLATFORMS, help="default: all")
    parser.add_argument("--python", action="append", help=f"default: {', '.join(PYTHONS)}")
    asked = parser.parse_args()
    try:
        for name in asked.platform or PLATFORMS:
            print(f"Collecting wheels for {PLATFORMS[name].title} ...", flush=True)
            path = build_wheelhouse(
                asked.wheel,
                PLATFORMS[name],
                pythons=asked.python or PYTHONS,
                pins=read_pins(asked.constraints),
                out=asked.out,
            )
            print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    except WheelhouseError as error:
        sys.exit(f"wheelhouse: {error}")


if __name__ == "__main__":
    main()
