"""What an answer hangs on: the links about which knowing more would say most (METHODS 11.5).

For each link three things may be unsure: whether it is there, which way it works, how strong it is. The share of a
response's variance that goes when one of them becomes known is its first-order index (Sobol 1993), here over two halves
of the versions; the three add up, as they are drawn independently.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sysmap.analysis.press.causal_matrix import CausalMatrix
from sysmap.analysis.press.ensemble import Floats, Versions

Doubt = Literal["there", "way", "strength"]
DOUBTS: tuple[Doubt, ...] = ("there", "way", "strength")

SHOWN = 3
LINKS_TO_CHECK = 10
_NOISE = 4.0
"""Standard errors by which a difference must stand out to be shown."""


@dataclass(frozen=True, slots=True)
class Check:
    """A link to ask about.

    Parameters
    ----------
    effect : int
        Its place among the effects of the matrix.
    links : tuple of str
        Ids of the links that say so.
    worth : float
        The share of the variance that goes when all about it is known, 0 to 1.
    doubt : {"there", "way", "strength"}
        What about it matters most.
    difference : float
        How much the mean response differs by that, -2 to 2: there less not there, the same way less the opposite way,
        strong less weak.
    """

    effect: int
    links: tuple[str, ...]
    worth: float
    doubt: Doubt
    difference: float


class Hangs:
    """Adds up, as versions are drawn, what responses are with and without each thing that is unsure."""

    def __init__(self, matrix: CausalMatrix) -> None:
        self._matrix = matrix
        self._with: Floats | None = None
        self._among: Floats | None = None
        self._n_with = self._n_among = np.zeros(0)
        self._squares: Floats = np.zeros(0)
        self._total: Floats = np.zeros(0)
        self._versions = 0

    def add(self, versions: Versions, weights: Floats | None = None) -> None:
        """Take some versions.

        Parameters
        ----------
        versions : Versions
            Drawn from the matrix this was made for.
        weights : ndarray of float, shape (k, outcomes), optional
            A value of each version to explain instead of its responses to the first push.
        """
        value = versions.responses[:, :, 0].astype(float) if weights is None else weights
        # Counts of versions are whole numbers, which keep exact in whatever floats the value comes.
        there = versions.exists.astype(value.dtype)
        everything = np.ones_like(there)
        splits = (there, there * versions.positive, there * versions.strong)
        wholes = (everything, there, there)
        with_it = np.stack([value.T @ each for each in splits])
        # The same sums, of all versions and of those in which the link is there, without adding them up again.
        everywhere = np.broadcast_to(value.sum(axis=0)[:, None], with_it[0].shape)
        among = np.stack([everywhere, with_it[0], with_it[0]])
        n_with = np.stack([each.sum(axis=0, dtype=float) for each in splits])
        n_among = np.stack([each.sum(axis=0, dtype=float) for each in wholes])
        if self._with is None or self._among is None:
            self._with, self._among, self._n_with, self._n_among = with_it, among, n_with, n_among
            self._squares, self._total = (value**2).sum(axis=0), value.sum(axis=0)
        else:
            self._with, self._among = self._with + with_it, self._among + among
            self._n_with, self._n_among = self._n_with + n_with, self._n_among + n_among
            self._squares, self._total = self._squares + (value**2).sum(axis=0), self._total + value.sum(axis=0)
        self._versions += len(value)

    def most_of_all(self, rows: Sequence[int] | None = None, count: int = LINKS_TO_CHECK) -> tuple[Check, ...]:
        """Give the links that several values hang on most, by their mean worth over them; all where not given."""
        if self._with is None:
            return ()
        rows = range(self._with.shape[1]) if rows is None else rows
        worth: dict[int, float] = {}
        best: dict[int, Check] = {}
        for row in rows:
            for check in self.most(row, len(self._matrix.effects)):
                worth[check.effect] = worth.get(check.effect, 0.0) + check.worth / len(rows)
                if check.effect not in best or check.worth > best[check.effect].worth:
                    best[check.effect] = check
        first = sorted(worth, key=lambda each: (-worth[each], each))[:count]
        return tuple(replace(best[each], worth=worth[each]) for each in first)

    def most(self, row: int, count: int = SHOWN) -> tuple[Check, ...]:
        """Give the links that one value hangs on most, the weightiest first; none that may be noise of the drawing."""
        if self._with is None or self._among is None or not self._versions:
            return ()
        variance = float(self._squares[row]) / self._versions - (float(self._total[row]) / self._versions) ** 2
        if variance <= 0:
            return ()
        n_without = self._n_among - self._n_with
        with np.errstate(divide="ignore", invalid="ignore"):
            with_it = self._with[:, row].astype(float)
            difference = with_it / self._n_with - (self._among[:, row] - with_it) / n_without
            error = np.sqrt(variance * (1 / self._n_with + 1 / n_without))
            share = self._n_with * n_without / (self._n_among * self._versions)
        heard = np.isfinite(difference) & (np.abs(difference) > _NOISE * error)
        index = np.where(heard, share * np.square(np.nan_to_num(difference)) / variance, 0.0)
        worth = index.sum(axis=0)
        order = np.lexsort((np.arange(len(worth)), -worth))[:count]
        checks = []
        for place in order:
            if worth[place] > 0:
                doubt = int(index[:, place].argmax())
                links = self._matrix.effects[place].links
                checks.append(
                    Check(int(place), links, float(worth[place]), DOUBTS[doubt], float(difference[doubt, place]))
                )
        return tuple(checks)
