"""A spend file as numbered records of text cells, whatever bytes, line ends, delimiter or workbook it came in."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.spend.profile import SpendProfile

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_RECORD_LINES = 12
"""A quoted cell may hold line breaks; one that runs on for longer is a stray quotation mark."""

MAX_CELL = 20_000
"""Characters kept of one cell."""

MAX_CELLS = 5_000_000
"""Cells read of one workbook, empty ones in front of others included."""

_DELIMITERS = (",", ";", "\t", "|")
_INVISIBLE = re.compile("[\\s\u00a0\u200b\u200e\u200f\u2060\ufeff]+")
_STRAY_DAGGERS = re.compile("^\u2020+|\u2020+(?=\\s|$)|(?<=\\s)\u2020+")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file.

    Attributes
    ----------
    line : int
        Number of the physical line (or sheet row) it begins on, from 1.
    cells : tuple of str
        As written, outer spaces included.
    text : str
        The line itself, for repairs and messages.
    """

    line: int
    cells: tuple[str, ...]
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(clean(cell) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The records of one file or sheet, and how the file was read."""

    records: tuple[Record, ...]
    encoding: str = ""
    delimiter: str = ""
    line_ends: str = ""
    sheet: str = ""
    notes: tuple[str, ...] = field(default=())


def clean(cell: str) -> str:
    """Strip a cell and make each run of spaces in it one space.

    Non-breaking spaces count as spaces, and so do the daggers that they turn into where a file passed through a
    classic Mac.
    """
    if cell.isascii() and "  " not in cell and "\n" not in cell and "\t" not in cell:
        return cell.strip()
    return _INVISIBLE.sub(" ", _STRAY_DAGGERS.sub(" ", cell)).strip()


def read_table(path: Path, profile: SpendProfile) -> list[Table]:
    """Read every table that a file holds: one of a text file, one a visible sheet of a workbook.

    Parameters
    ----------
    path : Path
        The file.
    profile : SpendProfile
        Its ``encoding``, ``delimiter`` and ``sheet`` win over what the file suggests.

    Returns
    -------
    list of Table
        At least one.

    Raises
    ------
    BadInputError
        Where the file is no table at all.
    """
    guards.check_file(path)
    if guards.is_workbook(path):
        guards.check_file(path, max_bytes=guards.MAX_WORKBOOK_BYTES)
        guards.check_workbook(path)
        return _sheets(path, profile)
    text, encoding, note = _decode(path, profile)
    line_ends = Counter(re.findall(r"\r\n|\r|\n", text[:1_000_000]))
    names = {"\r\n": "Windows (CR LF)", "\n": "Unix (LF)", "\r": "classic Mac (CR)"}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    delimiter = profile.delimiter or _find_delimiter(lines)
    return [
        Table(
            records=tuple(_records(lines, delimiter)),
            encoding=encoding,
            delimiter=delimiter,
            line_ends=" and ".join(names[end] for end, _ in line_ends.most_common()) or "none",
            notes=(note,) if note else (),
        )
    ]


def _decode(path: Path, profile: SpendProfile) -> tuple[str, str, str]:
    data = path.read_bytes()
    if profile.encoding:
        try:
            return data.decode(profile.encoding).lstrip("\ufeff"), profile.encoding, ""
        except (UnicodeDecodeError, LookupError) as error:
            raise BadInputError(f"{path}: is not written in {profile.encoding}, as the profile says") from error
    encoding, note = _find_encoding(data), ""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: the letters cannot be read; say `encoding = ...` in a profile") from error
    if encoding == "cp1252":
        odd = sorted({letter for letter in set(text) if ord(letter) > 127 and letter != "\u00a0"})
        shown = " ".join(odd[:20]) or "non-breaking spaces only"
        note = f"Read as Windows text (cp1252); check these letters: {shown}"
    return text, encoding, note


def _find_encoding(data: bytes) -> str:
    for bom, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(bom):
            return name
    if wide := guards.looks_like_utf16(data[:4096]):
        return wide
    for name in ("utf-8", "cp1252"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return best.encoding if best else "utf-8"


def _find_delimiter(lines: list[str]) -> str:
    """Choose the delimiter that cuts the most lines into the same number of cells, at least two."""
    sample = [line for line in lines[:200] if line.strip()]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = Counter(len(_split(line, delimiter)) for line in sample)
        score = max((count * min(width, 8) for width, count in widths.items() if width > 1), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _split(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _records(lines: list[str], delimiter: str) -> Iterator[Record]:
    """Cut lines into records; a quotation mark that never closes costs one line and not the rest of the file."""
    sample = Counter(len(_split(line, delimiter)) for line in lines[:500] if line.count('"') % 2 == 0)
    usual = sample.most_common(1)[0][0] if sample else 0
    at = 0
    while at < len(lines):
        line, taken = lines[at], 1
        cells = _split(line, delimiter)
        if line.count('"') % 2:
            cells, taken = _open_quote(lines, at, delimiter, usual, cells)
        text = line if taken == 1 else "\n".join(lines[at : at + taken])
        yield Record(at + 1, tuple(cell[:MAX_CELL] for cell in cells), text[:MAX_CELL])
        at += taken


def _open_quote(lines: list[str], at: int, delimiter: str, usual: int, alone: list[str]) -> tuple[list[str], int]:
    reader = csv.reader((line + "\n" for line in lines[at : at + MAX_RECORD_LINES + 1]), delimiter=delimiter)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return alone, 1
    taken = reader.line_num
    if taken == 1 or (taken <= MAX_RECORD_LINES and len(cells) == usual):
        return [cell.removesuffix("\n") for cell in cells], taken
    return lines[at].split(delimiter), 1


def _sheets(path: Path, profile: SpendProfile) -> list[Table]:
    import warnings

    from openpyxl import load_workbook

    try:
        # The stream is ours to close: openpyxl leaves a file that it opened open where it finds damage.
        with path.open("rb") as stream, warnings.catch_warnings():
            # What openpyxl warns of (styles, validations it drops) has no bearing on the values.
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(stream, read_only=True, data_only=True)
            try:
                return _visible_sheets(path, book, profile)
            finally:
                book.close()
    except BadInputError:
        raise
    except Exception as error:
        # openpyxl lets whatever the damage causes through: KeyError, TypeError, zlib and XML errors and more.
        what = type(error).__name__
        raise BadInputError(f"{path}: the workbook is damaged ({what}); save it again from Excel") from error


def _visible_sheets(path: Path, book: "Workbook", profile: SpendProfile) -> list[Table]:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    wanted = [sheet for sheet in visible if profile.sheet in ("", "*", sheet.title)]
    if not wanted:
        names = ", ".join(sheet.title for sheet in visible) or "none"
        raise BadInputError(f"{path}: has no visible sheet {profile.sheet!r}; it has: {names}")
    notes = (f"Hidden sheets were not read: {', '.join(hidden)}",) if hidden else ()
    tables, left = [], MAX_CELLS
    for sheet in wanted:
        sheet.reset_dimensions()
        records = []
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = tuple(_cell_text(value) for value in row)
            left -= len(cells)
            if left < 0:
                raise BadInputError(f"{path}: has more than {MAX_CELLS:,} cells; save the sheet you need as CSV")
            records.append(Record(number, cells, ",".join(cells)[:MAX_CELL]))
        tables.append(Table(tuple(records), "workbook", "", "", sheet.title, notes))
    return tables


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _float_text(value)
    return str(value)[:MAX_CELL]


def _float_text(value: float) -> str:
    """Write a number of a workbook exactly, less the noise that sums of binary fractions leave."""
    exact = Decimal(repr(value)) if value == value else None  # noqa: PLR0124 - only NaN differs from itself
    if exact is None or not exact.is_finite():
        return ""
    pence = round(exact, 2)
    if exact != pence and abs(exact - pence) < Decimal("1e-7"):
        exact = pence
    return format(exact, "f").removesuffix(".0")
