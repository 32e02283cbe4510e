"""A short report on a map: what a director reads, in sections of sentences and small tables."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A small table.

    Parameters
    ----------
    heads : tuple of str
        The headings.
    rows : tuple of tuple of str
        The cells.
    figures : frozenset of int
        Numbers of the columns that hold figures and stand to the right.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What the report says of one question.

    Parameters
    ----------
    title : str
        The question.
    sentences : tuple of str
        What the map says to it, what matters most first.
    table : ReportTable or None
        A small table under them.
    more : str
        How to see all of it.
    """

    title: str
    sentences: tuple[str, ...]
    table: ReportTable | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of two pages.

    Parameters
    ----------
    title, question : str
        What the map is called, and what it was made to answer.
    day : date
        The day it speaks of.
    lines : tuple of str
        Who says so, which version, for whom, what was left out.
    sections : tuple of ReportSection
        What it says.
    claim : str
        How far to trust it.
    """

    title: str
    question: str
    day: date
    lines: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    claim: str
