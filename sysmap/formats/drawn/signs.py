"""Which way the links of a style go: said by people, never guessed from a colour."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sysmap.errors import BadInputError, UsageError
from sysmap.formats.text_files import read_text
from sysmap.model.values import UnreadableError, canonical
from sysmap.model.vocabulary import kind_of

_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_POLARITY = kind_of("INFLUENCES").property("polarity")
_SEPARATORS = ("=", "\t", ",", ";")
"""Between a style and its sign: the last of the first of these that is there."""

_HEADERS = {f"style{each}sign" for each in _SEPARATORS} | {"stylesign"}


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """How links of one style look on the map of another program.

    Parameters
    ----------
    number : int
        Its place among the styles, counted from 1 as the program does; 0 where it has none.
    label : str
        What its legend says; empty where it says nothing.
    colour : str
        `#rrggbb`, or a name.
    """

    number: int
    label: str = ""
    colour: str = ""

    @property
    def name(self) -> str:
        """What people know it by."""
        return self.label or (f"style {self.number}" if self.number else self.colour or "no style")

    @property
    def words(self) -> str:
        """Its name, and what else it can be named by."""
        number = f"style {self.number}" if self.number and self.label else ""
        besides = ", ".join(filter(None, (number, self.colour if self.colour != self.name else "")))
        return f"“{self.name}”" + (f" ({besides})" if besides else "")

    def goes_by(self, text: str) -> bool:
        """Whether somebody who names a style like this may mean it."""
        numbers = {str(self.number), f"style {self.number}"} if self.number else set()
        names = {_plain(self.label), *numbers, plain_colour(self.colour)} - {""}
        return _plain(text) in names or plain_colour(text) in names


@dataclass(frozen=True, slots=True)
class Signs:
    """Which way links go, by style, as people said it.

    Parameters
    ----------
    said : tuple of (str, str)
        What a style was called, and its sign: `+`, `-` or `?`.
    """

    said: tuple[tuple[str, str], ...] = ()

    def for_styles(self, used: Collection[LinkStyle], others: Iterable[LinkStyle], path: Path) -> dict[LinkStyle, str]:
        """Give the sign of each style that one was said for.

        Parameters
        ----------
        used : collection of LinkStyle
            Styles that links have.
        others : iterable of LinkStyle
            Styles that the map knows and no link has: naming one is no mistake.
        path : Path
            The file, for messages.

        Raises
        ------
        BadInputError
            When what was said fits no style, or several, or one style was given two signs.
        """
        spare = list(others)
        signs: dict[LinkStyle, str] = {}
        there = "; ".join(each.words for each in used) or "none"
        for text, sign in self.said:
            meant = [each for each in used if each.goes_by(text)]
            if not meant and any(each.goes_by(text) for each in spare):
                continue
            if not meant:
                raise BadInputError(f"{path}: no style of its links is called “{text}”; there are {there}")
            if len(meant) > 1:
                several = "; ".join(each.words for each in meant)
                raise BadInputError(f"{path}: “{text}” may be {several}; name one by its number, such as --signs 3=+")
            if signs.setdefault(meant[0], sign) != sign:
                raise BadInputError(f"{path}: {meant[0].words} was given two signs; say one")
        return signs


NO_SIGNS = Signs()


def read_signs(given: Sequence[str]) -> Signs:
    """Read which way the links of each style go.

    Parameters
    ----------
    given : sequence of str
        `STYLE=SIGN` each, or a file with a style and its sign on every line, parted by `=`, a comma or a tab.

    Raises
    ------
    UsageError
        When one is neither.
    BadInputError
        When a line of a file cannot be read.
    """
    said: list[tuple[str, str]] = []
    for each in given:
        if Path(each).is_file():
            said.extend(_read_file(Path(each)))
            continue
        parts = _parts(each)
        if "=" not in each or not all(parts):
            raise UsageError(
                f"--signs {each!r} is no file and says no sign; write the style, = and the sign,"
                " such as “Positive influence=+”"
            )
        said.append(_pair(parts, f"--signs {each!r}", UsageError))
    return Signs(tuple(said))


def _read_file(path: Path) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip() or (number == 1 and _plain(line).replace(" ", "") in _HEADERS):
            continue
        parts = _parts(line)
        if not all(parts):
            raise BadInputError(f"{path}, row {number}: no style and sign; write the style, = and the sign")
        said.append(_pair(parts, f"{path}, row {number}", BadInputError))
    if not said:
        raise BadInputError(f"{path}: no style and sign in it; write one a line, such as Positive influence = +")
    return said


def _parts(text: str) -> tuple[str, str]:
    """Part a style and its sign; both empty where nothing parts them."""
    separator = next((each for each in _SEPARATORS if each in text), "")
    style, _, sign = text.rpartition(separator) if separator else ("", "", "")
    return style.strip().strip('"').strip(), sign.strip().strip('"').strip()


def _pair(parts: Sequence[str], where: str, error: type[BadInputError | UsageError]) -> tuple[str, str]:
    style, text = parts
    try:
        sign = canonical(_POLARITY, text)
    except UnreadableError:
        sign = ""
    if not sign:
        raise error(f"{where}: the sign of “{style}” is {text!r}; write +, - or ? (unsure)")
    return style, sign


def plain_colour(text: str) -> str:
    """Give a colour as `#rrggbb` in small letters where it is written as numbers, else in small letters as it is."""
    found = _RGB.match(text.strip().casefold())
    if found:
        return "#" + "".join(f"{min(int(each), 255):02x}" for each in found.groups())
    return _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
