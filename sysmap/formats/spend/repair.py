"""Rows that lost commas or line ends, put right where there is exactly one way to do so.

Every repair is anchored on something whose length is known from the intact rows of the same file: a date in the form
that they use, or an amount with two decimals. Where two readings fit, nothing is repaired and the row is listed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sysmap.formats.spend.amounts import parse_amount
from sysmap.formats.spend.columns import Layout
from sysmap.formats.spend.dates import DateOrder, date_shape, parse_date
from sysmap.formats.spend.table import Record, clean

_AMOUNT = r"-?[0-9]+(?:\.[0-9]{1,2})?"
_QUOTED_OR_PLAIN = re.compile(
    r'\s*(?:"(?P<quoted>[^"]+)"|(?P<plain>[^",]+?))\s*,\s*'
    r'(?:"\s*(?P<grouped>-?[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2})\s*"|(?P<bare>-?[0-9]+\.[0-9]{2}))\s*'
)
_MOST_SHAPES = 4
_MOST_MISSING = 2


@dataclass(frozen=True, slots=True)
class Repair:
    """Cells put back, and what had been fused, in words."""

    cells: tuple[str, ...]
    what: str


def find_date_shapes(records: Iterable[Record], layout: Layout, order: DateOrder) -> tuple[str, ...]:
    """Give the forms of dates, as regular expressions, that intact rows use; none where they use many.

    Parameters
    ----------
    records : iterable of Record
        The rows below the header.
    layout : Layout
        Where the date stands.
    order : {"dmy", "mdy", "ymd"}
        How dates are read.

    Returns
    -------
    tuple of str
        Up to four shapes, each with a mark between its numbers.
    """
    column = layout.columns.get("date")
    if column is None:
        return ()
    shapes = set()
    for record in records:
        if len(record.cells) == layout.width:
            text = clean(record.cells[column.position - 1])
            shape = date_shape(text) if parse_date(text, order) and not text.isdigit() else None
            if shape:
                shapes.add(shape)
    return tuple(sorted(shapes)) if len(shapes) <= _MOST_SHAPES else ()


def repair_cells(record: Record, layout: Layout, shapes: Sequence[str], order: DateOrder) -> Repair | None:
    """Put back the commas that a row lost beside its date.

    ``25/06/2012900`` becomes date and amount, ``Catch2212/06/2012`` payee and date, ``Academy2129/05/2012740`` all
    three, if every way of cutting that leaves readable dates and amounts is the same way.

    Parameters
    ----------
    record : Record
        A row with one or two cells too few.
    layout : Layout
        The columns.
    shapes : sequence of str
        From `find_date_shapes`.
    order : {"dmy", "mdy", "ymd"}
        How dates are read.

    Returns
    -------
    Repair or None
        None where no repair or more than one fits.
    """
    missing = layout.width - len(record.cells)
    date_column = layout.columns.get("date")
    if not 1 <= missing <= _MOST_MISSING or date_column is None or not shapes:
        return None
    found: dict[tuple[str, ...], str] = {}
    date_at = date_column.position - 1
    for at, cell in enumerate(record.cells):
        if not at <= date_at <= at + missing:
            continue
        for pieces in _cuts(clean(cell), shapes, missing, has_text_before=at < date_at):
            cells = (*record.cells[:at], *pieces, *record.cells[at + 1 :])
            if _readable(cells, layout, order):
                roles = {column.position - 1: column.role for column in layout.columns.values()}
                fused = [roles.get(index, "text") for index in range(at, at + len(pieces))]
                found[cells] = " and ".join(fused) if len(fused) == 2 else "payee, date and amount"
    if len(found) != 1:
        return None
    ((cells, what),) = found.items()
    return Repair(cells, f"{what} had run together")


def _cuts(text: str, shapes: Sequence[str], missing: int, *, has_text_before: bool) -> Iterator[tuple[str, ...]]:
    """Give every way to cut a cell into one or two pieces more, at a date of a known shape."""
    for shape in shapes:
        # A lookahead, so that dates that overlap are all tried.
        for match in re.finditer(f"(?=(?P<date>{shape}))", text):
            before, day, after = text[: match.start()], match["date"], text[match.start() + len(match["date"]) :]
            if missing == 1 and not before and re.fullmatch(_AMOUNT, after):
                yield day, after
            elif missing == 1 and has_text_before and before and not after:
                yield before, day
            elif missing == 2 and before and re.fullmatch(_AMOUNT, after):
                yield before, day, after


def _readable(cells: Sequence[str], layout: Layout, order: DateOrder) -> bool:
    for role, column in layout.columns.items():
        text = clean(cells[column.position - 1])
        if role == "date" and parse_date(text, order) is None:
            return False
        if role in {"amount", "gross", "vat"} and parse_amount(text) is None:
            return False
        if role == "payee" and not text:
            return False
    return True


def join_cells(record: Record, layout: Layout, order: DateOrder) -> Repair | None:
    """Join two cells that an unquoted comma parted, where only one join leaves every column readable.

    Parameters
    ----------
    record : Record
        A row with one cell too many.
    layout : Layout
        The columns.
    order : {"dmy", "mdy", "ymd"}
        How dates are read.

    Returns
    -------
    Repair or None
        None where no join or more than one fits.
    """
    cells = record.cells
    if len(cells) != layout.width + 1:
        return None
    fits = []
    for at in range(len(cells) - 1):
        joined = (*cells[:at], f"{cells[at]},{cells[at + 1]}", *cells[at + 2 :])
        if _readable(joined, layout, order):
            fits.append((at, joined))
    if len(fits) != 1:
        return None
    ((at, joined),) = fits
    return Repair(joined, f"{layout.headers[at] or 'a cell'} had been parted at a comma")


def split_line(record: Record, layout: Layout) -> list[Repair]:
    """Cut a line of many ``name,amount`` pairs whose line ends were lost, if every pair of it can be read.

    Only for a file of two columns in which amounts have exactly two decimals, so that what follows the second decimal
    must be the next name.

    Returns
    -------
    list of Repair
        One a pair; empty where the line cannot be cut from end to end.
    """
    if layout.width != 2 or len(record.cells) < 3 or layout.columns["payee"].position != 1:
        return []
    pairs: list[Repair] = []
    at = 0
    while at < len(record.text):
        match = _QUOTED_OR_PLAIN.match(record.text, at)
        if match is None:
            return []
        name = match["quoted"] or match["plain"]
        pairs.append(Repair((name, match["grouped"] or match["bare"]), "line ends had been lost"))
        at = match.end()
    return pairs
