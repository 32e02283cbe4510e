"""One CSV file that is one of our tables: the positions that the page saves, a list of factors somebody typed."""

from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats.csv_folder import read_csv_rows
from sysmap.formats.interface import Reading
from sysmap.formats.layout import Layout, fold, layout_of
from sysmap.formats.rating_table import TABLE as RATINGS
from sysmap.formats.rating_table import is_side_by_side, one_a_row
from sysmap.formats.table_reader import RawTable, known_columns, read_tables
from sysmap.formats.text_files import read_text
from sysmap.model.vocabulary import tables

SUFFIXES = (".csv", ".tsv", ".txt")

_DELIMITERS = (",", ";", "\t", "|")
_LINES = 20
"""The header is among the first lines."""


def find_table(path: Path) -> str:
    """Say which of our tables a file is; empty where it is none.

    A file named like a table is that one where a header fits; any other is the table of which all that a row needs is
    among its headers.

    Parameters
    ----------
    path : Path
        The file; nothing that is no text is an error.
    """
    rows = _rows(path)
    for table in tables():
        if fold(path.stem) == fold(table) and any(known_columns(table, row) for row in rows):
            return table
    for table in tables():
        needed = _needed(layout_of(table))
        for row in rows:
            headers = {_name(layout_of(table), cell) for cell in row if cell}
            if needed <= headers and known_columns(table, row) * 2 > len(headers):
                return table
    return RATINGS if any(is_side_by_side(each) for each in _ways(path)) else ""


def is_list_of_names(path: Path) -> bool:
    """Say whether a file is a list of elements that does not say what each of them is."""
    layout = layout_of("nodes")
    for row in _rows(path):
        headers = [cell for cell in row if cell]
        if len(headers) == known_columns("nodes", headers):
            names = {_name(layout, cell) for cell in headers}
            if "name" in names and "kind" not in names:
                return True
    return False


def read_single_table(path: Path, table: str) -> Reading:
    """Read one CSV file as one of our tables.

    Parameters
    ----------
    path : Path
        The file.
    table : str
        The table that it is.

    Raises
    ------
    BadInputError
        When it is no text, or a quotation mark is astray; one line.
    """
    rows = read_csv_rows(path, table)
    return read_tables([RawTable(table, path.name, one_a_row(rows) if table == RATINGS else rows)])


def _rows(path: Path) -> list[list[str]]:
    return [row for way in _ways(path) for row in way]


def _ways(path: Path) -> list[list[list[str]]]:
    """Give the first lines of a text, split in each way that tables are; nothing where it is no text."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return []
    try:
        text = read_text(path)
    except BadInputError:
        return []
    return [[[cell.strip().strip('"') for cell in line.split(each)] for line in _first(text)] for each in _DELIMITERS]


def _first(text: str) -> list[str]:
    return text[:20_000].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LINES]


def _name(layout: Layout, header: str) -> str:
    column = layout.resolve(header)
    return "kind" if column.role == "kind" else column.name


def _needed(layout: Layout) -> set[str]:
    """Give what a row of a table cannot do without, by which its header is known."""
    if layout.kind_header:
        return {"from_id", "to_id"} if layout.joins else {"kind", "name"}
    first = layout.kinds[0]
    return {"element_id", "x", "y"} if first.name == "Position" else {prop.name for prop in first.properties[:3]}
