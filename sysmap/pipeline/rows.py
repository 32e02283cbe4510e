"""Rows that a question gave, whatever values are in them, as an answer in every format."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from sysmap.pipeline.answers import Answer, Table, make_table, say_amount, say_more


def tell_rows(
    asked: Mapping[str, Any],
    heading: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    listed: int,
    *,
    below: str = "",
) -> Answer:
    """Make an answer of rows.

    Parameters
    ----------
    asked : Mapping of str to any
        What was asked, for programs.
    heading : str
        The question in words; empty where it has none.
    columns : sequence of str
        The names of the columns.
    rows : sequence of sequence
        The values.
    listed : int
        How many rows the text lists.
    below : str
        What is said under the rows; empty for nothing.
    """
    plain = [[plain_value(cell) for cell in row] for row in rows]
    right = [
        column
        for at, column in enumerate(columns)
        if (cells := [row[at] for row in plain if row[at] is not None])
        and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    ]
    parts: list[str | Table] = [heading] if heading else []
    # What a question's numbers are is known; one's own may be years, which nobody wants in thousands.
    show = _shown if heading else _cell
    if rows:
        parts.append(make_table(columns, [[show(cell) for cell in row] for row in plain[:listed]], right))
        parts.extend(say_more(len(rows), listed))
    else:
        parts.append("No rows.")
    if below:
        parts.append(below)
    data = {**asked, "columns": list(columns), "rows": [dict(zip(columns, row, strict=True)) for row in plain]}
    return Answer(tuple(parts), data, make_table(columns, [[_cell(cell) for cell in row] for row in plain], right))


def plain_value(value: Any) -> Any:
    """Give a value as JSON has it; whole numbers as such, as a database and Python differ in how they write them."""
    for types, convert in _CONVERSIONS:
        if isinstance(value, types):
            return convert(value)
    return str(value)


def _number(value: float | Decimal) -> int | float | str:
    number = float(value)
    if not math.isfinite(number):
        return str(number)  # which JSON has no number for
    return int(number) if number.is_integer() else number


_CONVERSIONS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (type(None) | bool | int | str, lambda value: value),
    (float | Decimal, _number),
    (date | time, lambda value: value.isoformat()),
    (Mapping, lambda value: {str(name): plain_value(each) for name, each in value.items()}),
    (list | tuple | set | frozenset, lambda value: [plain_value(each) for each in value]),
)
"""How each type becomes plain; the first that fits. Anything else is told in its own words."""


def _cell(value: Any) -> str:
    """Give a plain value as a cell of a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return "; ".join(map(_cell, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _shown(value: Any) -> str:
    """Give a plain value for reading: figures in thousands, to the hundredth."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return say_amount(round(Decimal(str(value)), 2))
    return _cell(value)
