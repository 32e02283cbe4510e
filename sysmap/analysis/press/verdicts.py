"""How surely something moves: from signs in many versions of a map to one of three words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sysmap.analysis.press.ensemble import Floats, Versions
from sysmap.analysis.press.settings import CONSISTENT, LEANING, LEAST_ACCEPTED, LEAST_FITTING, LEAST_KEPT, Regime

Counts = NDArray[np.int64]

Verdict = Literal["consistent", "leaning", "undetermined", "none"]
"""Holds in nearly every version; usually; could go either way; no way leads there."""

_Z = 1.959963984540054
"""The normal deviate of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class RegimeCounts:
    """What all versions under one way to damp say.

    Parameters
    ----------
    regime : str
        The way to damp.
    rising, falling : ndarray of int, shape (rows, columns)
        In how many versions each element asked for rises and falls when each is pushed up.
    kept, settled, tried : int
        Versions that settle and fit what was seen, those that settle, and all that were drawn.
    shifted : int
        Versions whose damping had to be raised.
    median_shift, largest_shift : float
        By how much it was, among those.
    """

    regime: Regime
    rising: Counts
    falling: Counts
    kept: int
    settled: int
    tried: int
    shifted: int
    median_shift: float
    largest_shift: float

    @property
    def acceptance(self) -> float:
        """The share of versions that settle."""
        return self.settled / self.tried if self.tried else 0.0

    @property
    def settles(self) -> bool:
        """Whether enough versions settle for the regime to be an answer."""
        if self.regime != "rejection":
            return self.settled > 0
        return self.acceptance >= LEAST_ACCEPTED and self.settled >= min(LEAST_KEPT, self.tried)

    @property
    def feasible(self) -> bool:
        """Whether enough of them settle, and fit what was seen, for the regime to be an answer."""
        return self.settles and self.kept >= min(LEAST_FITTING, self.settled)


class Tally:
    """Adds up versions as they are drawn; what it holds does not grow with their number but for the shifts."""

    def __init__(self, rows: int, columns: int) -> None:
        self._shape = (rows, columns)
        self._rising: dict[Regime, Counts] = {}
        self._falling: dict[Regime, Counts] = {}
        self._kept: dict[Regime, int] = {}
        self._settled: dict[Regime, int] = {}
        self._tried: dict[Regime, int] = {}
        self._shifts: dict[Regime, list[Floats]] = {}

    def add(self, versions: Versions) -> None:
        """Count some versions."""
        regime = versions.regime
        if regime not in self._kept:
            self._rising[regime] = np.zeros(self._shape, dtype=np.int64)
            self._falling[regime] = np.zeros(self._shape, dtype=np.int64)
            self._kept[regime] = self._settled[regime] = self._tried[regime] = 0
            self._shifts[regime] = []
        self._rising[regime] += (versions.responses > 0).sum(axis=0)
        self._falling[regime] += (versions.responses < 0).sum(axis=0)
        self._kept[regime] += len(versions.numbers)
        self._settled[regime] += versions.settled
        self._tried[regime] += versions.tried
        self._shifts[regime].append(versions.shifts[versions.shifts > 0])

    def counts(self) -> dict[Regime, RegimeCounts]:
        """Give the counts of every way to damp, in the order in which they were met."""
        found: dict[Regime, RegimeCounts] = {}
        for regime, kept in self._kept.items():
            shifts = np.concatenate([np.empty(0), *self._shifts[regime]])
            found[regime] = RegimeCounts(
                regime,
                self._rising[regime],
                self._falling[regime],
                kept,
                self._settled[regime],
                self._tried[regime],
                len(shifts),
                float(np.median(shifts)) if len(shifts) else 0.0,
                float(shifts.max(initial=0.0)),
            )
        return found


@dataclass(frozen=True, slots=True)
class Response:
    """How one element responds to a push, over all versions.

    Parameters
    ----------
    verdict : str
        "consistent", "leaning", "undetermined", or "none" where no version has a way from one to the other.
    direction : int
        1 rises, -1 falls, 0 where the verdict gives none.
    rising, falling, still : float
        P+, P- and P0, from 0 to 1: shares of the versions drawn, under the regime whose sign index is nearest to
        zero; no probabilities of what will happen.
    index : float
        The sign index P+ less P-, -1 to 1, of that regime.
    interval : tuple of float
        Its 95 % interval, from drawing no more versions than were drawn (Wilson).
    band : tuple of float
        The lowest and highest sign index over the regimes: what the choice of damping does.
    by_regime : Mapping of str to float
        The sign index under each.
    if_at_all : int
        Which way it goes in the versions in which it moves, where nearly all of those agree under every way to damp:
        1, -1, or 0 where they do not. What is unsure then is whether it moves.
    """

    verdict: Verdict
    direction: int
    rising: float
    falling: float
    still: float
    index: float
    interval: tuple[float, float]
    band: tuple[float, float]
    by_regime: Mapping[Regime, float]
    if_at_all: int


def judge(counts: Sequence[RegimeCounts], row: int, column: int) -> Response:
    """Give the verdict on one response from the counts of every feasible regime.

    Where regimes differ in direction, or one of them cannot tell, the response is undetermined: it hangs on how the map
    is damped, which nobody knows. Where they differ only in how sure they are, the weaker word holds.
    """
    indices: dict[Regime, float] = {}
    verdicts: set[tuple[Verdict, int]] = set()
    cautious: RegimeCounts | None = None
    for each in counts:
        index = (int(each.rising[row, column]) - int(each.falling[row, column])) / each.kept
        if cautious is None or abs(index) < min(map(abs, indices.values())):
            cautious = each
        indices[each.regime] = index
        verdicts.add(_verdict(index, still=not (each.rising[row, column] or each.falling[row, column])))
    if cautious is None:
        raise ValueError("no way to damp the map is feasible")
    verdict, direction = verdicts.pop() if len(verdicts) == 1 else _weaker(verdicts)
    rising = int(cautious.rising[row, column])
    falling = int(cautious.falling[row, column])
    kept = cautious.kept
    return Response(
        verdict,
        direction,
        rising / kept,
        falling / kept,
        (kept - rising - falling) / kept,
        indices[cautious.regime],
        index_interval(rising, falling, kept),
        (min(indices.values()), max(indices.values())),
        indices,
        _if_at_all(counts, row, column),
    )


def _if_at_all(counts: Sequence[RegimeCounts], row: int, column: int) -> int:
    ways: set[int] = set()
    for each in counts:
        rising, falling = int(each.rising[row, column]), int(each.falling[row, column])
        if abs(rising - falling) < CONSISTENT * (rising + falling) or rising == falling:
            return 0
        ways.add(1 if rising > falling else -1)
    return ways.pop() if len(ways) == 1 else 0


def _verdict(index: float, *, still: bool) -> tuple[Verdict, int]:
    if still:
        return "none", 0
    direction = 1 if index > 0 else -1
    if abs(index) >= CONSISTENT:
        return "consistent", direction
    if abs(index) >= LEANING:
        return "leaning", direction
    return "undetermined", 0


def _weaker(verdicts: set[tuple[Verdict, int]]) -> tuple[Verdict, int]:
    """Give what may be said where regimes differ in how sure they are: the weaker word, where all go one way."""
    directions = {direction for _, direction in verdicts}
    if len(directions) == 1 and 0 not in directions:
        return "leaning", directions.pop()
    return "undetermined", 0


def index_interval(rising: int, falling: int, kept: int) -> tuple[float, float]:
    """Give the 95 % interval of a sign index: Wilson's on the share that rises of those that move.

    Parameters
    ----------
    rising, falling, kept : int
        Versions in which it rises, in which it falls, and all.
    """
    moving = rising + falling
    if not moving:
        return 0.0, 0.0
    low, high = wilson(rising, moving)
    share = moving / kept
    return share * (2 * low - 1), share * (2 * high - 1)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share (Wilson 1927, JASA 22:209)."""
    share = successes / trials
    square = _Z * _Z / trials
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
