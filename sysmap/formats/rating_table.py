"""Raters side by side, one column each, as people fill it in; the table of ratings has one row a rating."""

from collections.abc import Iterable, Sequence

from sysmap.formats.layout import fold
from sysmap.model.values import UnreadableError, canonical
from sysmap.model.vocabulary import property_of

TABLE = "ratings"

_INTERVENTION = "intervention"
_BESIDE = {"about": "about_id", "about id": "about_id", "acts on": "about_id", "note": "note", "date": "date"}
_ONE_A_ROW = frozenset({"rater", "level", "place"})
_HEADER_WITHIN = 20

Row = tuple[int, Sequence[str]]


def is_side_by_side(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether rows are raters side by side: a column `intervention`, two of raters, and places in them.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first rows of a file, the header among them.
    """
    for at, header in enumerate(rows):
        raters = _raters(header)
        if len(raters) >= 2:
            cells = [row[each] for row in rows[at + 1 :] for each in raters if each < len(row) and row[each].strip()]
            return bool(cells) and sum(map(_is_place, cells)) * 2 > len(cells)
    return False


def one_a_row(rows: Iterable[Row]) -> list[Row]:
    """Give raters side by side as one row a rating; rows that are so already are left as they are.

    Parameters
    ----------
    rows : iterable of (int, sequence of str)
        All rows of the file, each with its line.
    """
    told = list(rows)
    start = next((at for at, (_, cells) in enumerate(told[:_HEADER_WITHIN]) if len(_raters(cells)) >= 2), -1)
    if start < 0:
        return told
    line, header = told[start]
    raters = _raters(header)
    columns = {at: _named(cell) for at, cell in enumerate(header) if at not in raters and cell.strip()}
    made: list[Row] = [(line, (*columns.values(), "rater", "level"))]
    for number, cells in told[start + 1 :]:
        filled = [*cells, *[""] * (len(header) - len(cells))]
        beside = [filled[at] for at in columns]
        astray = [cell for at, cell in enumerate(filled) if at not in columns and at not in raters]
        made.extend((number, (*beside, header[at].strip(), filled[at], *astray)) for at in raters if filled[at].strip())
    return made


def _raters(header: Sequence[str]) -> list[int]:
    """Give the columns of raters; none where no column says what was judged, or each row is one rating already."""
    plain = [_plain(cell) for cell in header]
    if _INTERVENTION not in plain or _ONE_A_ROW & set(plain):
        return []
    return [at for at, name in enumerate(plain) if name and name != _INTERVENTION and name not in _BESIDE]


def _plain(cell: str) -> str:
    return " ".join(fold(cell).replace("_", " ").split())


def _named(cell: str) -> str:
    return _BESIDE.get(_plain(cell), cell)


def _is_place(cell: str) -> bool:
    try:
        return bool(canonical(property_of("Rating", "level"), cell))
    except UnreadableError:
        return False
