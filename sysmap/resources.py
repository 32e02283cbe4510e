"""Where the files that ship with sysmap are: sample maps, Cypher statements and the browser bundle.

In a wheel every one lies inside the package. In a checkout sample maps and statements lie beside it, where people find
them, and the browser bundle is there only once it has been built.
"""

from pathlib import Path, PurePosixPath

from sysmap.errors import SysmapError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent

# What the wheel's force-include moves into the package, and a checkout therefore keeps one folder higher.
_BESIDE_THE_PACKAGE = frozenset({"cypher", "sample_maps"})


def resource(name: str) -> Path:
    """Find a file or folder that ships with sysmap.

    Parameters
    ----------
    name : str
        Its place with forward slashes, such as ``static/page.js`` or ``sample_maps/thornmere``.

    Returns
    -------
    pathlib.Path
        Where it is on this machine. It exists.

    Raises
    ------
    SysmapError
        When it is not there: the browser bundle was never built, or the installation is damaged.
    """
    top = PurePosixPath(name).parts[0]
    in_checkout = top in _BESIDE_THE_PACKAGE and (_CHECKOUT / "pyproject.toml").is_file()
    path = (_CHECKOUT if in_checkout else _PACKAGE) / name
    if path.exists():
        return path
    if top == "static" and (_CHECKOUT / "frontend").is_dir():
        raise SysmapError(
            f"The browser part of sysmap is not built ({name} is missing): run `make build` in {_CHECKOUT}."
        )
    raise SysmapError(f"sysmap's own file {name} is missing: install sysmap again.")
