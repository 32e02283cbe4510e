"""Answers: what a command has to say, in the shapes in which it can leave.

One value holds sentences and tables for people, plain values for programs and one table for spreadsheets, so that every
command says the same thing in every format.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sysmap.analysis.flows import Selection
from sysmap.model.findings import Figure, Finding
from sysmap.model.money import say_money
from sysmap.model.vocabulary import kind_of

LISTED = 20
"""Rows that a text lists where nobody asks for more; the other formats hold all."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings.

    Parameters
    ----------
    columns : tuple of str
        The headings.
    rows : tuple of tuple of str
        The cells, as text.
    right : frozenset of str
        Headings of columns of numbers, which stand to the right.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say.

    Parameters
    ----------
    parts : tuple of str or Table
        For people: lines and tables, in order. An empty text is an empty line.
    data : Mapping of str to Any
        For programs: plain JSON values under keys that are documented and do not change.
    table : Table
        For spreadsheets: one table, its headings as stable as the keys.
    notes : tuple of str
        What the person at the keyboard should know beside the answer; never part of the output itself.
    fine : bool
        False where problems were found or there is no answer.
    """

    parts: tuple[str | Table, ...]
    data: Mapping[str, Any]
    table: Table
    notes: tuple[str, ...] = ()
    fine: bool = True


def make_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[str] = ()) -> Table:
    """Make a table of any sequences of text."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), frozenset(right))


def say_amount(amount: Decimal) -> str:
    """Say an exact amount for reading: thousands apart, pence where there are any."""
    if amount == amount.to_integral_value():
        return f"{amount:,.0f}"
    to_the_penny = amount.quantize(Decimal("0.01"))
    return f"{to_the_penny:,f}" if amount == to_the_penny else f"{amount:,f}"


def say_figure(figure: Figure) -> str:
    """Say a figure of money, rounded for reading; "not known" where it is not."""
    return say_money(figure.value, figure.unit) if isinstance(figure.value, Decimal) else "not known"


def exact(figure: Figure) -> str | None:
    """Give a figure with every digit, for programs; None where it is not known."""
    return str(figure.value) if isinstance(figure.value, Decimal) else None


def which_money(selection: Selection) -> dict[str, Any]:
    """Give which money the figures of an answer are made of, as every answer about money says it to programs."""
    return {
        "year": str(selection.year) if selection.year else None,
        "basis": selection.basis,
        "currency": selection.currency,
    }


def say_none(selection: Selection, nothing: str) -> str:
    """Say that there is nothing in a year, and what was left out; no year where the map has no dated money at all.

    Parameters
    ----------
    selection : Selection
        The year that was chosen, without a flow.
    nothing : str
        What there is none of, such as "No money is on this map".
    """
    said = nothing + (f" for {selection.label}" if selection.year else "")
    return said + (f": {'; '.join(selection.left_out)}." if selection.left_out else ".")


def say_more(count: int, listed: int | None, more: str = "more") -> list[str]:
    """Say how many rows a text leaves out, and how to have them all; nothing where it leaves out none.

    Parameters
    ----------
    count : int
        How many there are.
    listed : int or None
        How many of them the text lists; None for all.
    more : str
        What the others are.
    """
    if listed is None or count <= listed:
        return []
    return [f"{count - listed:,} {more}: --list {count} lists all."]


def say_counts(counts: Mapping[str, int]) -> str:
    """Say how many records of each kind, in words: 18 organisations, 46 “influences” links."""
    return ", ".join(f"{number:,} {_kind_words(kind, number)}" for kind, number in counts.items())


def _kind_words(kind: str, number: int) -> str:
    declared = kind_of(kind)
    if declared.form == "relationship":
        return f"“{declared.words}” link{'s' * (number != 1)}"
    return declared.words if number == 1 else declared.plural


def missing_lines(findings: Iterable[Finding], more: Iterable[str] = ()) -> list[str]:
    """Give what is not known behind findings, and what more is not known behind the answer, each thing once."""
    known = dict.fromkeys((*(each for finding in findings for each in finding.missing), *more))
    return [f"Not known: {each}." for each in known]
