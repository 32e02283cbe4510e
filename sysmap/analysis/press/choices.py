"""The same map as another modeller might have drawn it: one choice made otherwise (METHODS 8 and 11.2).

After Crielaard and others (2023): where to put an element between the ends of a link, which element that only passes on
to leave out, which short cut to draw, are choices, and what is said of a place should not hang on them.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import cycle

import numpy as np

from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect

EACH = 40
"""Versions that are drawn of each redrawing."""

MOST = 50
"""Redrawings of a map; with more versions asked for, each has more of them."""


def redrawings(
    matrix: CausalMatrix, fixed: Collection[int], draws: int, seed: int
) -> Iterator[tuple[CausalMatrix, int, int]]:
    """Give a map redrawn in one place, again and again.

    Elements keep their places; one that is put in comes last.

    Parameters
    ----------
    matrix : CausalMatrix
        The map as it is.
    fixed : collection of int
        Elements that must go on responding, and so are not passed over.
    draws : int
        How many versions are wanted in all.
    seed : int
        Where the random numbers begin.

    Yields
    ------
    Redrawing
        Each from a seed of its own.
    """
    numbers = np.random.default_rng([seed, len(matrix.effects)])
    count = max(1, min(MOST, draws // EACH))
    for redrawing, choose in zip(range(count), cycle((_split, _pass_over, _cut_short)), strict=False):
        share = draws // count + (redrawing < draws % count)
        # A map that offers nothing of one sort is drawn as it is that time.
        yield choose(matrix, fixed, numbers) or matrix, share, int(numbers.integers(1 << 62))


def _split(matrix: CausalMatrix, fixed: Collection[int], numbers: np.random.Generator) -> CausalMatrix:
    """Put an element between the ends of a link."""
    del fixed
    effect = matrix.effects[numbers.integers(len(matrix.effects))]
    between = matrix.size
    onward = Effect(effect.row, between, "+", effect.smallest, effect.largest)
    effects = (*_without(matrix, effect), replace(effect, row=between), onward)
    return CausalMatrix((*matrix.elements, "+"), _in_order(effects), (*matrix.limited, True))


def _pass_over(matrix: CausalMatrix, fixed: Collection[int], numbers: np.random.Generator) -> CausalMatrix | None:
    """Let a link go past an element that does nothing but pass it on; what is pushed there is passed on as before."""
    pairs = {(each.row, each.column) for each in matrix.effects}
    choices = []
    for element in set(range(matrix.size)) - set(fixed):
        into = [each for each in matrix.effects if each.row == element]
        out = [each for each in matrix.effects if each.column == element]
        if len(into) == len(out) == 1 and into[0].column not in {element, out[0].row}:
            choices.append((into[0], out[0]))
    choices = [(first, second) for first, second in choices if (second.row, first.column) not in pairs]
    if not choices:
        return None
    first, second = choices[numbers.integers(len(choices))]
    past = Effect(
        second.row,
        first.column,
        _joint(first, second),
        first.smallest * second.smallest,
        first.largest * second.largest,
        first.existence * second.existence,
    )
    return replace(matrix, effects=_in_order((*_without(matrix, first), past)))


def _cut_short(matrix: CausalMatrix, fixed: Collection[int], numbers: np.random.Generator) -> CausalMatrix | None:
    """Draw a link that closes a chain of two, the way the chain works."""
    del fixed
    pairs = {(each.row, each.column) for each in matrix.effects}
    chains = [
        (first, second)
        for first in matrix.effects
        for second in matrix.effects
        if second.column == first.row and second.row != first.column and (second.row, first.column) not in pairs
    ]
    if not chains:
        return None
    first, second = chains[numbers.integers(len(chains))]
    smallest, largest = min(first.smallest, second.smallest), max(first.largest, second.largest)
    short = Effect(second.row, first.column, _joint(first, second), smallest, largest)
    return replace(matrix, effects=_in_order((*matrix.effects, short)))


def _joint(first: Effect, second: Effect) -> str:
    if "?" in {first.polarity, second.polarity}:
        return "?"
    return "+" if first.polarity == second.polarity else "-"


def _without(matrix: CausalMatrix, effect: Effect) -> tuple[Effect, ...]:
    return tuple(each for each in matrix.effects if each is not effect)


def _in_order(effects: Collection[Effect]) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda each: (each.row, each.column)))
