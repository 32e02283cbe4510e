"""Telling rows as sentences, a finding each, for those of the thirty questions that have no command of their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.model.commands import say_link
from sysmap.model.findings import Finding
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.opening import asked
from sysmap.pipeline.thirty.wish import Wish

Row = Mapping[str, Any]


def tell_named(wish: Wish, name: str, given: Mapping[str, Any], tell: Callable[[Row], str], none: str) -> Answer:
    """Put a question of the library to the map in memory, and tell each of its rows as a sentence.

    None of the thirty needs the single payments behind a flow, so that the map is read once and without them.

    Parameters
    ----------
    wish : Wish
        The map, and for whom.
    name : str
        The question of the library.
    given : Mapping of str to Any
        Its parameters: ids, the number of a year.
    tell : callable
        Gives the sentence of a row; what was given for the question is in it too.
    none : str
        What is said where there is no row.
    """
    from sysmap.analysis.questions import TWINS

    scenario = wish.opened.branch.scenario
    found = sorted(TWINS[name](wish.opened.branch, **given), key=_order)
    findings = tuple(
        Finding(name, tell({**given, **row}), tuple(_ids_in(row)), rests_on=tuple(_ids_in(row)), scenario=scenario)
        for row in found
    )
    rows = [{column: _plain(value) for column, value in row.items()} for row in found]
    return tell_rows(wish, "rows", rows, findings, none, question=name)


def _order(row: Row) -> tuple[Decimal, list[str]]:
    """Order the largest first, of equals by their ids."""
    largest = Decimal(row.get("amount") or row.get("outcomes") or 0)
    return -largest, _ids_in(row)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


def _listed(wish: Wish, findings: Sequence[Finding]) -> list[str]:
    return [finding.sentence for finding in findings[: wish.listed]] + more_of(wish, len(findings))


def more_of(wish: Wish, count: int) -> list[str]:
    """Say how many there are beyond those that a text lists."""
    return say_more(count, wish.listed)


def shown_rows(
    wish: Wish, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()
) -> list[str | Table]:
    """Give the first rows of a table for a text, and how many more there are."""
    return [make_table(heads, rows[: wish.listed], right), *more_of(wish, len(rows))]


_ID_COLUMNS = ("service", "body", "funder", "id", "link", "factor", "element", "place")


def _ids_in(row: Row) -> list[str]:
    return [row[column] for column in _ID_COLUMNS if column in row]


def name_in(wish: Wish, record_id: Any) -> str:
    """Give the name of a record in quotation marks."""
    return f"“{wish.opened.branch.name_of(str(record_id))}”"


def names_in(wish: Wish, ids: Iterable[Any]) -> str:
    """Give the names of records, each in quotation marks."""
    return ", ".join(name_in(wish, each) for each in ids)


def say_record(wish: Wish, record_id: Any) -> str:
    """Say a link as a sentence, anything else by its name."""
    record = wish.opened.branch[str(record_id)]
    return say_link(wish.opened.branch, record) if record.joins else f"“{record.name}”"


def say_percent(share: Any) -> str:
    """Round a share for reading."""
    return f"{Decimal(share).quantize(Decimal('0.1')):f}".removesuffix(".0") + "%"


def tell_rows(
    wish: Wish,
    name: str,
    rows: list[dict[str, Any]],
    findings: tuple[Finding, ...],
    none: str,
    *,
    shape: Sequence[str | Table] = (),
    **more: Any,
) -> Answer:
    """Make the answer of a question from its rows and findings.

    Parameters
    ----------
    wish : Wish
        The map, and for whom.
    name : str
        The key of the rows.
    rows : list of dict
        Plain values, alike in their keys.
    findings : tuple of Finding
        What they say, what matters most first.
    none : str
        What is said where there are none.
    shape : sequence of str or Table
        What a text shows in place of the sentences: a table, cards.
    **more : Any
        What else programs should know.
    """
    columns = tuple(rows[0]) if rows else (name,)
    cells = [[_cell(cell) for cell in row.values()] for row in rows]
    findings = findings or (Finding(name, none, scenario=wish.opened.branch.scenario),)
    data = {
        **asked(wish.opened),
        **more,
        name: rows,
        "findings": [finding.to_json() for finding in findings],
    }
    withheld = [wish.opened.withheld] if wish.opened.withheld else []
    told = [findings[0].sentence, "", *shape] if shape else _listed(wish, findings)
    parts = (f"{wish.opened.heading}.", *told, *withheld)
    return Answer(parts, data, make_table(columns, cells), wish.opened.cautions)


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def exact(figure: Any) -> str | None:
    """Give a figure with every digit, or None where it is not known."""
    return None if figure is None else str(figure)
