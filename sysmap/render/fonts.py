"""The typefaces that ship with sysmap, and what each can write.

`frontend/build.mjs` puts them into `sysmap/static/fonts`. Atkinson Hyperlegible writes Latin with all that Welsh and
most of Europe need. What else a map is written in is looked for among the typefaces of this machine.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sysmap.resources import resource


@dataclass(frozen=True, slots=True)
class Face:
    """A file of letters.

    Parameters
    ----------
    name : str
        The file's name in `static/fonts`, without the ending.
    family : str
        What it is called in a drawing.
    bold : bool
        Whether it is bold.
    range : str
        Which characters it is for, as CSS says it; empty for whatever it holds.
    embeds : bool
        Whether an SVG file holds it: the two that every picture uses.
    """

    name: str
    family: str
    bold: bool
    range: str = ""
    embeds: bool = False


_LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212"
_FURTHER = "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1EFF,U+20A0-20AB,U+20AD-20C0"


def _faces() -> Iterator[Face]:
    for weight, bold in (("400", False), ("700", True)):
        yield Face(f"atkinson-hyperlegible-latin-{weight}", "latin", bold, _LATIN, embeds=True)
        yield Face(f"atkinson-hyperlegible-latin-ext-{weight}", "further", bold, _FURTHER, embeds=True)


FACES: tuple[Face, ...] = tuple(_faces())


def font_path(face: Face) -> Path:
    """Find the file of a face.

    Raises
    ------
    SysmapError
        When the bundle was never built.
    """
    return resource(f"static/fonts/{face.name}.woff")


def font_bytes(face: Face) -> bytes:
    """Read the file of a face."""
    return font_path(face).read_bytes()


@cache
def characters_of(path: Path) -> frozenset[int]:
    """Give the characters that a file of letters can write, the first of several in it; none if it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap() or ()) if "glyf" in font or "CFF " in font else frozenset()
    except (OSError, TTLibError, KeyError, ValueError):
        return frozenset()


_UNWRITTEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn"})
"""Sorts of character that have no letter of their own: controls, joiners, halves, marks on other letters."""


def is_written(character: str) -> bool:
    """Whether a character is one that a typeface has a letter for, or a mark on one."""
    return unicodedata.category(character) not in _UNWRITTEN or unicodedata.combining(character) > 0


def scripts_of(characters: Iterable[str]) -> tuple[str, ...]:
    """Give the scripts that some characters belong to, by the first word of their Unicode names; signs have none."""
    return tuple(sorted({_script_of(each) for each in characters}))


def _script_of(character: str) -> str:
    if unicodedata.category(character) == "So":
        return "emoji and signs"
    return unicodedata.name(character, "unknown").split(" ", 1)[0].capitalize()


_SYSTEM_FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts", "/System/Library/Fonts/Supplemental", "/Library/Fonts"),
}
_OTHER_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")

_SYSTEM_FILES = (
    "segoeui.ttf",
    "arial.ttf",
    "msyh.ttc",
    "YuGothM.ttc",
    "malgun.ttf",
    "Nirmala.ttc",
    "Nirmala.ttf",
    "LeelawUI.ttf",
    "seguisym.ttf",
    "Arial Unicode.ttf",
    "PingFang.ttc",
    "NotoSans-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansDevanagari-Regular.ttf",
    "DejaVuSans.ttf",
    "DroidSansFallbackFull.ttf",
    "wqy-microhei.ttc",
    "LiberationSans-Regular.ttf",
)
"""Typefaces that come with Windows, macOS and Linux and write much, in the order in which they are asked."""


def find_system_fonts(characters: Iterable[str]) -> tuple[list[Path], set[str]]:
    """Find typefaces of this machine for some characters.

    Parameters
    ----------
    characters : iterable of str
        What is to be written.

    Returns
    -------
    tuple of list and set
        Files, and the characters that none of them has.
    """
    missing = set(characters)
    found: list[Path] = []
    there = _system_files() if missing else {}
    for name in _SYSTEM_FILES:
        path = there.get(name)
        if path is None or not missing:
            continue
        has = characters_of(path)
        helped = {each for each in missing if ord(each) in has}
        if helped:
            found.append(path)
            missing -= helped
    return found, missing


@cache
def _system_files() -> dict[str, Path]:
    """Give the files of letters of this machine by their names."""
    folders = (*map(Path, _SYSTEM_FOLDERS.get(sys.platform, _OTHER_FOLDERS)), Path.home() / ".local/share/fonts")
    files: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.rglob("*.tt?")):
                files.setdefault(path.name, path)
    return files
