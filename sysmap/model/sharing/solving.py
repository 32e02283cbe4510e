"""Which unknown figures follow from sums that hold together, however many of those have to be put together.

The sums are equations in the figures that are withheld; a figure follows when elimination leaves it alone in one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Name = TypeVar("Name")

MOST = 400
"""Equations that are put together; of more, each is looked at by itself only."""


@dataclass(frozen=True, slots=True)
class Follows(Generic[Name]):
    """An unknown that follows.

    Parameters
    ----------
    unknown : Name
        The unknown.
    by : tuple of int
        Numbers of the equations that give it together.
    """

    unknown: Name
    by: tuple[int, ...]


def what_follows(equations: Sequence[Mapping[Name, Fraction | int]]) -> list[Follows[Name]]:
    """Give the unknowns whose value follows from equations, with those that give it.

    Parameters
    ----------
    equations : sequence of Mapping of Name to Fraction or int
        The factor of each unknown in each equation; what it comes to is known and does not matter.
    """
    solved: list[tuple[Name, dict[Name, Fraction], frozenset[int]]] = []
    for number, equation in enumerate(equations[:MOST]):
        row = {unknown: Fraction(factor) for unknown, factor in equation.items() if factor}
        by = frozenset({number})
        for pivot, known, its in solved:
            if pivot in row:
                row, by = _less(row, known, row[pivot]), by | its
        if not row:
            continue
        pivot = next(iter(row))
        row = {unknown: factor / row[pivot] for unknown, factor in row.items()}
        solved = [
            (other, _less(known, row, known[pivot]), its | by) if pivot in known else (other, known, its)
            for other, known, its in solved
        ]
        solved.append((pivot, row, by))
    return [Follows(pivot, tuple(sorted(by))) for pivot, row, by in solved if len(row) == 1]


def _less(row: Mapping[Name, Fraction], other: Mapping[Name, Fraction], times: Fraction) -> dict[Name, Fraction]:
    """Take a multiple of one equation from another."""
    result = dict(row)
    for unknown, factor in other.items():
        left = result.get(unknown, Fraction(0)) - times * factor
        if left:
            result[unknown] = left
        else:
            result.pop(unknown, None)
    return result
