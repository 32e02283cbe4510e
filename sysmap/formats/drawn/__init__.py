"""Maps drawn in other programs: PRSM and Mental Modeler. They are read, never written."""

from pathlib import Path

from sysmap.errors import UsageError
from sysmap.formats.drawn.drawing import Drawing, as_reading
from sysmap.formats.drawn.mental_modeler import read_mental_modeler
from sysmap.formats.drawn.prsm import read_prsm
from sysmap.formats.drawn.signs import NO_SIGNS, LinkStyle, Signs, read_signs

__all__ = [
    "NAMES",
    "NO_SIGNS",
    "SUFFIXES",
    "Drawing",
    "LinkStyle",
    "Signs",
    "as_reading",
    "drawn_in",
    "read_drawn",
    "read_signs",
]

NAMES = {"prsm": "map drawn in PRSM", "mentalmodeler": "map drawn in Mental Modeler"}
"""What `--as` calls them, and what each is in words."""

SUFFIXES = {".prsm": "prsm", ".mmp": "mentalmodeler"}


def read_drawn(name: str, path: Path, signs: Signs = NO_SIGNS) -> Drawing:
    """Read a map that was drawn in another program.

    Parameters
    ----------
    name : str
        The program, as `--as` calls it.
    path : Path
        The file.
    signs : Signs
        Which way the links of each style go, for a program that knows styles only.

    Raises
    ------
    BadInputError
        When it is no such map, or a style is named that it does not have; one line.
    UsageError
        When signs are said for a map whose links have signs of their own.
    """
    if name == "prsm":
        return read_prsm(path, signs)
    if signs.said:
        raise UsageError(f"{path}: links of Mental Modeler have signs of their own; --signs is for maps from PRSM")
    return read_mental_modeler(path)


def drawn_in(path: Path) -> str:
    """Say by the ending of a file in which program it was drawn; empty where in none of these."""
    return SUFFIXES.get(path.suffix.lower(), "") if path.is_file() else ""
