"""Which ways several things move together in any version of a map, and which never (Kristensen and others 2019).

Shares of versions hang on how versions are drawn; which combinations come up at all hangs on that much less. What never
came up is not impossible: nobody has drawn every version.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.analysis.press.causal_matrix import CausalMatrix
from sysmap.analysis.press.ensemble import draw_versions
from sysmap.analysis.press.settings import Regime, Settings
from sysmap.analysis.press.verdicts import RegimeCounts, Tally

LEAST = 100
"""Versions in which something must move a way before it is said what always goes with that."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One combination of ways.

    Parameters
    ----------
    ways : tuple of int
        For each thing asked for: 1 up, -1 down, 0 not at all.
    shares : Mapping of str to float
        In what share of the versions it comes up, under each way to damp that is used.
    """

    ways: tuple[int, ...]
    shares: Mapping[Regime, float]


@dataclass(frozen=True, slots=True)
class Always:
    """One thing that never goes without another.

    Parameters
    ----------
    first, way : int
        The number of the thing and which way it moves.
    second, goes : int
        The number of the other, and which way that always moves then.
    """

    first: int
    way: int
    second: int
    goes: int


@dataclass(frozen=True, slots=True)
class Together:
    """Which ways several things move together.

    Parameters
    ----------
    patterns : tuple of Pattern
        All that came up, the commonest first.
    always : tuple of Always
        What always goes with what, leaving out what moves one way in every version by itself.
    regimes : Mapping of str to RegimeCounts
        The ways to damp that were tried.
    """

    patterns: tuple[Pattern, ...]
    always: tuple[Always, ...]
    regimes: Mapping[Regime, RegimeCounts]


def find_together(matrix: CausalMatrix, push: Mapping[int, float], rows: Sequence[int], settings: Settings) -> Together:
    """Find every combination of ways in which some elements move under a push.

    Parameters
    ----------
    matrix : CausalMatrix
        What the versions are drawn from.
    push : Mapping of int to float
        What is pushed, by the places of elements.
    rows : sequence of int
        The elements asked for.
    settings : Settings
        How many versions, from which seed, with what sizes.
    """
    tally = Tally(len(rows), 1)
    found: dict[Regime, Counter[tuple[int, ...]]] = {}
    for versions in draw_versions(
        matrix,
        rows,
        [push],
        draws=settings.draws,
        seed=settings.seed,
        regimes=settings.regimes,
        weights=settings.weights,
    ):
        tally.add(versions)
        found.setdefault(versions.regime, Counter()).update(map(tuple, versions.responses[:, :, 0].tolist()))
    regimes = tally.counts()
    used = {regime: found[regime] for regime, counts in regimes.items() if counts.feasible}
    every = Counter[tuple[int, ...]]()
    for counter in used.values():
        every.update(counter)
    patterns = tuple(
        Pattern(ways, {regime: counter[ways] / regimes[regime].kept for regime, counter in used.items()})
        for ways, _ in sorted(every.items(), key=lambda each: (-each[1], each[0]))
    )
    return Together(patterns, _always(every, len(rows)), regimes)


def _always(every: Mapping[tuple[int, ...], int], size: int) -> tuple[Always, ...]:
    found = []
    for first in range(size):
        for way in (1, -1):
            those = {ways: count for ways, count in every.items() if ways[first] == way}
            if sum(those.values()) < LEAST:
                continue
            for second in range(size):
                goes = {ways[second] for ways in those}
                alone = {ways[second] for ways in every}
                if second != first and len(goes) == 1 and goes != alone and 0 not in goes:
                    found.append(Always(first, way, second, goes.pop()))
    return tuple(found)
