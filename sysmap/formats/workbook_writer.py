"""A map, or an empty template, written as one Excel workbook that people can fill in by hand."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sysmap.formats.layout import CONTINUED, Column, Layout, layout_of
from sysmap.formats.tables import Table, write_tables, written
from sysmap.formats.whole_files import write_whole
from sysmap.formats.zipping import with_fixed_times
from sysmap.model.edits import Edit
from sysmap.model.history import Snapshot
from sysmap.model.maps import SystemMap
from sysmap.model.values import write_number
from sysmap.model.vocabulary import kinds_in_table

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HELP_TITLE = "How to fill this in"
LISTS_TITLE = "Lists"

TEMPLATE: dict[str, tuple[str, ...]] = {
    "nodes": ("label", "name", "sector", "control", "outcome", "note", "confidence"),
    "relationships": (
        "type",
        "from_id",
        "to_id",
        "polarity",
        "strength",
        "delay",
        "amount",
        "period_start",
        "period_end",
        "basis",
        "collab_level",
        "note",
    ),
    "map": ("name", "question", "made_by", "date"),
    "loops": ("name", "node_ids", "story"),
    "sources": ("source_id", "publisher", "claim", "url", "date"),
}
"""The columns a room needs, sheet by sheet. Any other column may be added by its header."""

_TITLES = {"nodes": "Elements"}
_LONGEST_CELL = 15_000
"""A cell holds 32,767 half-width characters; a character may take two."""

_SPARE_ROWS = 500
_NUMBER_DIGITS = 15
_FIRST_SAFE_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year, so days before this one do not survive."""

_ESCAPES = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_STEPS = (
    "This workbook is a map of who pays, who does what, and what drives what. One sheet is one list.",
    "Elements: write what it is (Organisation, Service, Factor ...) and its name. A name is all that is needed.",
    "Word a factor so that more of it makes sense: “Carer strain”, not “Carers”.",
    "Relationships: choose the sort of link, then the two names as they stand on the sheet Elements.",
    "Which way: same = more of the first means more of the second; opposite = more means less; unsure.",
    "Money stands only on rows of FUNDS: one row for each flow, financial year and basis.",
    "Leave a cell blank where nobody knows. Leave the id blank on new rows; never change one that is there.",
    "Add columns of your own by writing a header; they are kept. The note on each header says what belongs there.",
    "Posts and organisations, never names of private people.",
)


def sheet_title(table: str) -> str:
    """Give the name of the sheet that holds a table."""
    return _TITLES.get(table, table.capitalize())


def write_workbook(
    system_map: SystemMap,
    path: Path,
    *,
    edits: Iterable[Edit] = (),  # noqa: ARG001 - sheets have no room for the log
    snapshots: Iterable[Snapshot] = (),  # noqa: ARG001 - as above
) -> None:
    """Write a map as one Excel workbook.

    Numbers and dates are real ones wherever they read back exactly; everything else is text that Excel does not run.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    path : Path
        The file; it appears whole or not at all.
    edits, snapshots : iterable
        Left out: sheets have no room for the log.

    Raises
    ------
    BadInputError
        When the file cannot be written.
    """
    _save([_with_room(table) for table in write_tables(system_map)], path, names=False)


def write_template(path: Path) -> None:
    """Write an empty workbook to send out: the columns a room needs, lists to choose from, and how to fill it in.

    Parameters
    ----------
    path : Path
        The file; it appears whole or not at all.

    Raises
    ------
    BadInputError
        When the file cannot be written.
    """
    empty = []
    for name, headers in TEMPLATE.items():
        layout = layout_of(name)
        columns = tuple(layout.resolve(header) for header in headers)
        empty.append(Table(name, layout, columns, tuple(_plain_word(layout, each) for each in columns), ()))
    _save(empty, path, names=True)


def _plain_word(layout: Layout, column: Column) -> str:
    """Give the words on screen as a header where they are read as the same column, else the header itself."""
    for prop in layout.properties(column):
        if layout.resolve(prop.on_screen) == column:
            return prop.on_screen
    return "what it is" if column.role == "kind" and not layout.joins else layout.header(column)


def _with_room(table: Table) -> Table:
    """Add the columns that people fill in first, where the table does not have them yet."""
    more = tuple(
        column
        for header in TEMPLATE.get(table.name, ())
        if (column := table.layout.resolve(header)) not in table.columns
    )
    headers = (*table.headers, *(table.layout.header(column) for column in more))
    rows = tuple((*row, *("" for _ in more)) for row in table.rows)
    return Table(table.name, table.layout, (*table.columns, *more), headers, rows)


def _save(made: Sequence[Table], path: Path, *, names: bool) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    _write_help(book.worksheets[0], made)
    sheets = [book.create_sheet(sheet_title(table.name)) for table in made]
    lists = book.create_sheet(LISTS_TITLE)
    lists.sheet_state = "hidden"
    for table, sheet in zip(made, sheets, strict=True):
        _write_table(sheet, lists, table, names=names)
    book.active = 1 if names else 0
    write_whole(path, lambda stage: _write_book(book, stage))


_ABOUT = "docProps/core.xml"
_SAYS_NOTHING = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
"""What is said of the file itself: not by whom it was made, nor at what time of day."""


def _write_book(book: "Workbook", stage: Path) -> None:
    stream = io.BytesIO()
    book.save(stream)
    stage.write_bytes(with_fixed_times(stream.getvalue(), {_ABOUT: _SAYS_NOTHING}))


def _write_help(sheet: "Worksheet", made: Sequence[Table]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = HELP_TITLE
    lines = [("How to fill this in", ""), *((step, "") for step in _STEPS), ("", "")]
    for table in made:
        lines.append((sheet_title(table.name), ""))
        lines.extend(
            (f"    {kind.name}", kind.help) for kind in kinds_in_table(table.name) if kind.room or not kind.form
        )
    for number, (left, right) in enumerate(lines, 1):
        for at, text in enumerate((left, right), 1):
            if text:
                cell = _cell(sheet, number, at)
                _put_text(cell, text)
                cell.alignment = Alignment(wrap_text=at == 2, vertical="top")
                cell.font = Font(bold=number == 1 or not (right or text in _STEPS))
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100


def _write_table(sheet: "Worksheet", lists: "Worksheet", table: Table, *, names: bool) -> None:
    from openpyxl.utils import get_column_letter

    at = 0
    last_row = len(table.rows) + _SPARE_ROWS
    for index, (column, header) in enumerate(zip(table.columns, table.headers, strict=True)):
        texts = [row[index] for row in table.rows]
        at += 1
        letter = get_column_letter(at)
        _write_header(_cell(sheet, 1, at), table.layout, column, header)
        kinds_of_value = {prop.reads for prop in table.layout.properties(column)}
        for number, text in enumerate(texts, 2):
            if text:
                _put(_cell(sheet, number, at), text[:_LONGEST_CELL], kinds_of_value)
        widest = max((len(line) for text in texts[:200] for line in text.split("\n")), default=0)
        sheet.column_dimensions[letter].width = min(48, max(10, len(header) + 4, widest + 1))
        sheet.column_dimensions[letter].number_format = _blank_format(kinds_of_value)
        area = f"{letter}2:{letter}{last_row}"
        _offer_choices(sheet, lists, area, _choices(table.layout, column))
        if names and {"from_id", "to_id"} & {column.name}:
            _offer_names(sheet, area)
        longest = max(map(len, texts), default=0)
        for start in range(_LONGEST_CELL, longest, _LONGEST_CELL):
            at += 1
            _put_text(_cell(sheet, 1, at), CONTINUED + header)
            for number, text in enumerate(texts, 2):
                if text[start:]:
                    _put_text(_cell(sheet, number, at), text[start : start + _LONGEST_CELL])
    starts = sum(1 for column in table.columns if column.role != "property" or column.name == "name")
    sheet.freeze_panes = f"{get_column_letter(min(starts, at) + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(at, 1))}{max(len(table.rows) + 1, 2)}"


def _write_header(cell: "Cell", layout: Layout, column: Column, header: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    _put_text(cell, header)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="DDE7EE")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    told = _help(layout, column)
    if told:
        cell.comment = Comment(told, "sysmap", width=360, height=40 + 18 * (len(told) // 50 + told.count("\n") + 1))


def _help(layout: Layout, column: Column) -> str:
    if column.role == "id":
        return "Made by sysmap. Leave it blank on new rows and never change one that is there."
    if column.role == "kind":
        return "\n".join(f"{kind.name}: {kind.words}" for kind in layout.kinds)
    properties = layout.properties(column)
    told = list(dict.fromkeys(prop.help for prop in properties))
    if {prop.reads for prop in properties} & {"ref", "refs"}:
        told.append("Write a name or an id.")
    if any(prop.several for prop in properties):
        told.append("Put ; between several.")
    if any(prop.computed for prop in properties):
        told.append("Leave it blank: what you write here is only compared.")
    return "\n".join(told)


def _choices(layout: Layout, column: Column) -> tuple[str, ...]:
    if column.role == "kind":
        return tuple(kind.name for kind in layout.kinds)
    values = (written(prop, choice.value) for prop in layout.properties(column) for choice in prop.allowed)
    return tuple(dict.fromkeys(values))


def _offer_choices(sheet: "Worksheet", lists: "Worksheet", area: str, values: tuple[str, ...]) -> None:
    if not values:
        return
    from openpyxl.utils import get_column_letter

    at = lists.max_column + 1 if lists["A1"].value is not None else 1
    _put_text(_cell(lists, 1, at), f"{sheet.title} {area}")
    for number, value in enumerate(values, 2):
        _put_text(_cell(lists, number, at), value)
    letter = get_column_letter(at)
    _offer(sheet, area, f"{LISTS_TITLE}!${letter}$2:${letter}${len(values) + 1}")


def _offer_names(sheet: "Worksheet", area: str) -> None:
    headers = TEMPLATE["nodes"]
    letter = chr(ord("A") + headers.index("name"))
    _offer(sheet, area, f"{sheet_title('nodes')}!${letter}$2:${letter}${_SPARE_ROWS}")


def _offer(sheet: "Worksheet", area: str, source: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    # A warning and not a stop: a word of one's own is kept and reported, never refused at the keyboard.
    offered = DataValidation(
        type="list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True
    )
    offered.errorTitle = "Not on the list"
    offered.error = "This is not on the list. Keep it anyway?"
    offered.add(area)
    sheet.add_data_validation(offered)


def _blank_format(reads: set[Any]) -> str:
    if reads & {"number", "amount", "percent"}:
        return "General"
    return "yyyy-mm-dd" if reads == {"date"} else "@"


def _put(cell: "Cell", text: str, reads: set[Any]) -> None:
    number = _exact_number(text) if reads & {"number", "amount", "percent"} else None
    day = _exact_day(text) if "date" in reads else None
    if number is not None:
        cell.value = number
    elif day is not None:
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
    else:
        _put_text(cell, text)
        cell.number_format = "@"


def _exact_day(text: str) -> date | None:
    """Give the day that a text is, where Excel has that day."""
    if not _FULL_DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_SAFE_DAY else None


def _exact_number(text: str) -> Decimal | None:
    """Give the number that a text is, where Excel keeps all its digits and reading it gives the text again."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) or sum(map(str.isdigit, text)) > _NUMBER_DIGITS:
        return None
    number = Decimal(text)
    return number if write_number(number) == text else None


def _cell(sheet: "Worksheet", row: int, column: int) -> "Cell":
    """Give a cell of a sheet; none of ours is merged."""
    return cast("Cell", sheet.cell(row, column))


def _put_text(cell: "Cell", text: str) -> None:
    cell.value = _ESCAPES.sub("_x005F_", text)
    cell.data_type = "s"  # never a formula, whatever it begins with
    if text[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True  # nor once somebody has clicked into it
