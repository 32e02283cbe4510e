"""What is withheld must not follow from what is shown by one subtraction.

Figures of a map hang together: a contract's value is the sum of what is paid under it, what a body takes in is often
what it pays out, units times price is the amount. Where all figures of such a sum but one are shown, the one follows.
As the truth is known here, a sum is only feared where it really gives the withheld figure; then another figure of it is
withheld too, the total first (secondary suppression; see Hundepool and others, Statistical Disclosure Control, 2012).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from sysmap.model.maps import SystemMap
from sysmap.model.sharing.solving import what_follows
from sysmap.model.sharing.sums import Cell, Sum, sums_of


@dataclass(frozen=True, slots=True)
class Closed:
    """A figure that was withheld because another would have followed from it.

    Parameters
    ----------
    cell : Cell
        The figure.
    guards : Cell
        The figure that would have followed.
    words : str
        The sum by which.
    """

    cell: Cell
    guards: Cell
    words: str


@dataclass(frozen=True, slots=True)
class Guarded:
    """What has to go besides, and what may still be worked out.

    Parameters
    ----------
    closed : tuple of Closed
        Figures that have to be withheld too.
    together : tuple of str
        Sums of which several figures are withheld, so that what those come to together still follows.
    """

    closed: tuple[Closed, ...]
    together: tuple[str, ...]


def guard(system_map: SystemMap, hidden: Iterable[Cell], shown: Collection[str]) -> Guarded:
    """Find what else has to be withheld so that no withheld figure follows by one subtraction.

    Parameters
    ----------
    system_map : SystemMap
        The whole map: the truth.
    hidden : iterable of Cell
        The figures that are withheld.
    shown : collection of str
        The ids of what is shown, if not all of it.
    """
    unknown = set(hidden)

    @cache
    def value_of(cell: Cell) -> Decimal:
        return system_map[cell[0]].number(cell[1]) or Decimal(0)

    if not unknown:
        return Guarded((), ())
    sums = sums_of(system_map, unknown, shown, value_of)
    by_cell: dict[Cell, list[Sum]] = defaultdict(list)
    for each in sums:
        for cell in each.cells:
            by_cell[cell].append(each)
    closed = _close_one_by_one(sums, by_cell, unknown, value_of)
    closed += _close_together([each for each in sums if not each.product], unknown, value_of)
    return Guarded(tuple(closed), tuple(_together(sums, unknown, value_of)))


def _together(sums: Iterable[Sum], unknown: Collection[Cell], value_of: Callable[[Cell], Decimal]) -> Iterator[str]:
    """Say of which withheld figures it still follows what they come to; once for the same figures."""
    told: set[frozenset[Cell]] = set()
    for each in sums:
        cells = frozenset(cell for cell in each.cells if cell in unknown)
        if len(cells) < 2 or len(cells) == len(each.cells) or each.product or cells in told:
            continue
        if each.gives(cells, value_of, each.misses_by(value_of)):
            told.add(cells)
            yield f"{each.words}: {len(cells)} figures are withheld, and what they come to together may follow"


def _close_one_by_one(
    sums: Sequence[Sum], by_cell: Mapping[Cell, list[Sum]], unknown: set[Cell], value_of: Callable[[Cell], Decimal]
) -> list[Closed]:
    """Withhold what else has to be where all figures of one sum are shown but one."""
    closed: list[Closed] = []
    waiting = list(dict.fromkeys(each for each in sums if not unknown.isdisjoint(each.cells)))
    while waiting:
        each = waiting.pop(0)
        open_cells = [cell for cell in each.cells if cell in unknown]
        if len(open_cells) != 1 or not each.gives(open_cells, value_of, each.misses_by(value_of)):
            continue
        other = _sacrifice(each, open_cells[0], value_of, unknown)
        if other is not None:
            unknown.add(other)
            closed.append(Closed(other, open_cells[0], each.words))
            waiting.extend(by_cell[other])
    return closed


def _close_together(sums: Sequence[Sum], unknown: set[Cell], value_of: Callable[[Cell], Decimal]) -> list[Closed]:
    """Withhold what else has to be where several sums together give a figure away."""
    closed: list[Closed] = []
    misses = [each.misses_by(value_of) for each in sums]
    while True:
        true = [
            each
            for each, by in zip(sums, misses, strict=True)
            if each.gives((cell for cell in each.cells if cell in unknown), value_of, by)
        ]
        found = what_follows([_equation(each, unknown) for each in true])
        # What is nothing tells nothing.
        following = next((each for each in found if value_of(each.unknown)), None)
        if following is None:
            return closed
        for each in (true[number] for number in following.by):
            other = _sacrifice(each, following.unknown, value_of, unknown)
            if other is not None:
                unknown.add(other)
                closed.append(Closed(other, following.unknown, each.words))
                break
        else:
            return closed


def _equation(each: Sum, unknown: set[Cell]) -> dict[Cell, Fraction]:
    factors: dict[Cell, Fraction] = defaultdict(Fraction)
    for cell in each.totals:
        factors[cell] += 1
    for cell in each.parts:
        factors[cell] -= Fraction(each.times)
    return {cell: factor for cell, factor in factors.items() if cell in unknown}


def _sacrifice(each: Sum, hidden: Cell, value_of: Callable[[Cell], Decimal], unknown: Collection[Cell]) -> Cell | None:
    """Choose what is withheld too: the largest total, else the smallest part that is not nothing."""
    totals = [cell for cell in each.totals if cell != hidden and cell not in unknown]
    if totals:
        return max(totals, key=lambda cell: (value_of(cell), cell))
    parts = [cell for cell in each.parts if cell != hidden and cell not in unknown]
    return min(parts, key=lambda cell: (not value_of(cell), value_of(cell), cell)) if parts else None
