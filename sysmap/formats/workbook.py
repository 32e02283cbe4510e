"""A map as one Excel workbook, one sheet a table: read here, written in `workbook_writer`."""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.interface import Format, Reading
from sysmap.formats.layout import CONTINUED, fold
from sysmap.formats.table_reader import RawTable, read_tables
from sysmap.formats.tables import ALWAYS_WRITTEN
from sysmap.formats.workbook_writer import HELP_TITLE, LISTS_TITLE, sheet_title, write_workbook
from sysmap.model.problems import Problem
from sysmap.model.values import write_number
from sysmap.model.vocabulary import kinds_in_table, tables

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_OTHER_TITLES = {"links": "relationships", "connections": "relationships"}
_OURS = frozenset({fold(HELP_TITLE), fold(LISTS_TITLE)})
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_")
_SHEET_NAME = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CHUNK = 1 << 20

Cells = Sequence[Any]
"""Cells of one row, as openpyxl gives them when it only reads."""


def read_workbook(path: Path) -> Reading:
    """Read a map from an Excel workbook, filled in by sysmap or by hand.

    Parameters
    ----------
    path : Path
        An .xlsx file. Formulas count with the value that Excel last worked out.

    Returns
    -------
    Reading
        Records, problems, and where each record stood; the row is the row of the sheet.

    Raises
    ------
    BadInputError
        When it is no workbook, is locked with a password, is damaged or far too large; one line.
    """
    guards.check_file(path, max_bytes=guards.MAX_WORKBOOK_BYTES)
    if not guards.is_workbook(path):
        raise BadInputError(f"{path}: this is text, not a workbook, whatever its name says; name it .csv")
    guards.check_workbook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about decorations that openpyxl does not keep; we only read
        try:
            return _read(path)
        except BadInputError:
            raise
        except Exception as error:  # openpyxl raises whatever comes up where a file is damaged
            raise BadInputError(f"{path}: the workbook is damaged; open it in Excel and save it again") from error


def _read(path: Path) -> Reading:
    import openpyxl

    problems: list[Problem] = []
    with ExitStack() as open_files:

        def load(*, data_only: bool) -> "Workbook":
            # openpyxl leaves a file that it opened itself open where the workbook is damaged.
            stream = open_files.enter_context(path.open("rb"))
            return openpyxl.load_workbook(stream, read_only=True, data_only=data_only)

        book = load(data_only=True)
        formulas = load(data_only=False) if _has_formulas(path) else None
        raw = list(_raw_tables(path, book, formulas, problems))
        if not raw:
            wanted = ", ".join(sheet_title(table) for table in tables())
            raise BadInputError(f"{path}: no sheet of a map in this workbook; the sheets are called {wanted}")
        reading = read_tables(raw)
    return replace(reading, problems=(*problems, *reading.problems))


def _raw_tables(
    path: Path, book: "Workbook", formulas: "Workbook | None", problems: list[Problem]
) -> Iterator[RawTable]:
    for sheet in book.worksheets:
        place = f"{path.name}, sheet {sheet.title}"
        table = _table_of(sheet.title)
        if table is None:
            if fold(sheet.title) not in _OURS:
                todo = "the sheets of a map are " + ", ".join(sheet_title(each) for each in tables())
                problems.append(Problem("this was not read: it is no sheet of ours", todo, "warning", place))
            continue
        sheet.reset_dimensions()  # other programs state them wrongly
        twins: Iterable[Cells] = ()
        if formulas is not None:
            twin = formulas[sheet.title]
            twin.reset_dimensions()
            twins = twin.iter_rows()
        yield RawTable(table, place, _joined(_rows(place, sheet.iter_rows(), twins, problems)))


def _table_of(title: str) -> str | None:
    wanted = fold(title)
    for table in tables():
        names = {fold(table), fold(sheet_title(table))}
        if kinds_in_table(table)[0].form == "record":
            names.update(fold(kind.plural) for kind in kinds_in_table(table))
        if wanted in names:
            return table
    return _OTHER_TITLES.get(wanted)


def _rows(
    place: str, rows: Iterable[Cells], twins: Iterable[Cells], problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    for number, (cells, twin) in enumerate(zip_longest(rows, twins, fillvalue=()), 1):
        texts = []
        for at, cell in enumerate(cells):
            texts.append(_text(cell))
            formula = at < len(twin) and twin[at].data_type == "f"
            if cell.data_type == "e" or (formula and cell.value is None):
                problems.append(_unusable(place, number, cell if cell.value is not None else twin[at]))
        yield number, texts


def _unusable(place: str, number: int, cell: Any) -> Problem:
    if cell.data_type == "e":
        message, todo = f"cell {cell.coordinate} holds the error {cell.value}", "correct the formula"
    else:
        message = f"cell {cell.coordinate} holds a formula that was never worked out"
        todo = "open the workbook in Excel or LibreOffice and save it, or write the value"
    return Problem(message, todo, "error", place, number, cell.coordinate)


def _text(cell: Any) -> str:
    """Give a cell as the text that a person sees in it, numbers and dates in our own way of writing."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: "_" if match[0] == "_x005F_" else "", value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        return write_number(number * 100) + "%" if "%" in cell.number_format else write_number(number)
    return _moment(value, cell.number_format)


def _moment(value: Any, number_format: str) -> str:
    if isinstance(value, datetime):
        if value.time() != time():
            return value.isoformat(sep=" ", timespec="minutes")
        value = value.date()
    if isinstance(value, date):
        # Excel makes a day of a month that is typed as 2025-04, and shows it without one.
        plain = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", number_format.lower())
        return value.isoformat()[:7] if "y" in plain and "m" in plain and "d" not in plain else value.isoformat()
    return str(value) if isinstance(value, timedelta) else value.isoformat()


def _joined(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Join the cells of columns that carry on the texts of the column to their left; our own header stands first."""
    carried: dict[int, int] | None = None
    for number, cells in rows:
        if carried is None and any(cells):
            carried = _carried(cells)
            yield number, [text for at, text in enumerate(cells) if at not in carried]
        elif not carried:
            yield number, cells
        else:
            joined = list(cells)
            for at, base in carried.items():
                if at < len(cells):
                    joined[base] += cells[at]
            yield number, [text for at, text in enumerate(joined) if at not in carried]


def _carried(headers: list[str]) -> dict[int, int]:
    """Give the columns that carry on another, and which."""
    carried: dict[int, int] = {}
    for at, header in enumerate(headers):
        base = carried.get(at - 1, at - 1)
        if base >= 0 and header == CONTINUED + headers[base]:
            carried[at] = base
    return carried


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    tail = b""
                    while chunk := part.read(_CHUNK):
                        if _FORMULA.search(tail + chunk):
                            return True
                        tail = chunk[-20:]
    return False


def _is_workbook(path: Path) -> bool:
    if path.suffix.lower() not in {".xlsx", ".xlsm"} or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            titles = _SHEET_NAME.findall(part.read(_CHUNK).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False
    return any(_table_of(title) in ALWAYS_WRITTEN for title in titles)


FORMAT = Format("xlsx", "one Excel workbook", (".xlsx",), _is_workbook, read_workbook, write_workbook)
