"""A list of questions that somebody answers in a spreadsheet: written so that it opens well, read as it comes back."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError, NotFoundError
from sysmap.formats import guards
from sysmap.formats.cells import guard, unguard
from sysmap.formats.layout import fold
from sysmap.formats.text_files import read_text
from sysmap.formats.whole_files import write_whole

_DELIMITERS = (",", ";", "\t")
_HEADER_WITHIN = 20
_MAX_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answered question.

    Parameters
    ----------
    number : int
        Its row, as a spreadsheet counts.
    cells : Mapping of str to str
        Its cells by column, trimmed; empty where the row ends early.
    """

    number: int
    cells: Mapping[str, str]


def write_review(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list as CSV that spreadsheets open with every letter right, and with nothing in it that they would run.

    Parameters
    ----------
    path : Path
        The file; it appears whole or not at all.
    columns : sequence of str
        The headings.
    rows : iterable of sequence of str
        The rows.

    Raises
    ------
    BadInputError
        When it cannot be written.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guard(cell) for cell in row] for row in rows)

    def write(stage: Path) -> None:
        stage.write_text(stream.getvalue(), encoding="utf-8-sig", newline="")

    write_whole(path, write)


def read_review(path: Path, needed: Sequence[str], columns: Sequence[str]) -> list[ReviewRow]:
    """Read a list that came back: CSV with any delimiter, or the first sheet of an .xlsx.

    Columns may stand in any order, others beside them; empty rows and lines above the headings are passed over.

    Parameters
    ----------
    path : Path
        The file.
    needed : sequence of str
        Headings that must be there.
    columns : sequence of str
        All headings that are read.

    Raises
    ------
    NotFoundError
        When there is no such file.
    BadInputError
        When it cannot be read, or a needed column is missing; one line.
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: there is no such file")
    guards.check_file(path)
    rows = list(_sheet(path) if guards.is_workbook(path) else _text(path, needed))
    known = {fold(name): name for name in columns}
    for at, (_, header) in enumerate(rows[:_HEADER_WITHIN]):
        places = {known[fold(cell)]: place for place, cell in enumerate(header) if fold(cell) in known}
        if set(needed) <= set(places):
            return [_row(number, cells, places) for number, cells in rows[at + 1 :] if any(map(str.strip, cells))]
    best = max((cells for _, cells in rows[:_HEADER_WITHIN]), key=lambda cells: len(_known(cells, known)), default=[])
    missing = [name for name in needed if name not in _known(best, known)]
    raise BadInputError(f"{path}: no column {' and none '.join(missing)}; keep the headings as they were written")


def _known(cells: Sequence[str], known: Mapping[str, str]) -> set[str]:
    return {known[fold(cell)] for cell in cells if fold(cell) in known}


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> ReviewRow:
    return ReviewRow(
        number, {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
    )


def _text(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    head = text[:20_000].split("\n")[:_HEADER_WITHIN]
    wanted = {fold(name) for name in needed}

    def fits(delimiter: str) -> int:
        return max(len(wanted & {fold(cell.strip('"')) for cell in line.split(delimiter)}) for line in head)

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=fits), strict=True)
    start = 1
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unguard(cell) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadInputError(
            f"{path}: the row that begins on line {start} cannot be read ({error}); look for a stray quotation mark"
        ) from error


def _sheet(path: Path) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    guards.check_workbook(path)
    try:
        with path.open("rb") as stream:
            book = load_workbook(stream, read_only=True, data_only=True)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                rows = sheet.iter_rows(values_only=True, max_row=_MAX_ROWS)
                return [(number, [unguard(_cell(value)) for value in row]) for number, row in enumerate(rows, 1)]
            finally:
                book.close()
    except Exception as error:
        # openpyxl lets whatever the damage causes through: KeyError, TypeError, zlib and XML errors and more.
        what = type(error).__name__
        raise BadInputError(f"{path}: the workbook is damaged ({what}); save it again from Excel") from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
