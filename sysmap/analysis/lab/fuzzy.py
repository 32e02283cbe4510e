"""Fuzzy cognitive maps: states that push each other on, step by step, until they stay or go round (METHODS 4).

The literature writes `W[i, j]`, the influence of i on j, and a state as a row `a`; so one step is `f(a W)`. That is the
transpose of the causal matrix used for press perturbation. Sources: Kosko 1986, International Journal of Man-Machine
Studies 24:65; Stylios and Groumpos 2004, IEEE Transactions on Systems, Man and Cybernetics A 34:155 (modified);
Papageorgiou 2011, Applied Soft Computing 11:500 (rescaled); Knight, Lloyd and Penn 2014, Applied Soft Computing 15:193.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rule = Literal["kosko", "modified", "rescaled"]
Squash = Literal["sigmoid", "tanh", "bivalent", "trivalent"]

RULES: tuple[Rule, ...] = ("kosko", "modified", "rescaled")
SQUASHES: tuple[Squash, ...] = ("sigmoid", "tanh", "bivalent", "trivalent")

SPAN: Mapping[Squash, tuple[float, float]] = MappingProxyType(
    {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "bivalent": (0.0, 1.0), "trivalent": (-1.0, 1.0)}
)
"""The lowest and highest state: what an element is held at where it is pushed down or up."""

STILL = 1e-12
"""States that differ by less from one step to the next have settled. Published examples stop at 0.001, which is
wrong in the third decimal; and effects over many links are small."""

LONGEST = 50
"""The longest round that is looked for."""

CAP = 5000
"""Steps after which states that neither stay nor go round are given up, and nothing is said of them."""

_LOOK = 100
"""Every so many steps it is looked whether states go round."""

_SAME = 1e-9
"""A state has come again where nothing differs by as much."""

_STEADY = 1e-7
"""A round must swing as far as a look before, to this."""

_SWING = 1e-6
"""What swings by less is on its way to a fixed point, not going round."""


@dataclass(frozen=True, slots=True)
class Dynamics:
    """How states follow from states.

    Parameters
    ----------
    rule : {"kosko", "modified", "rescaled"}
        `f(a W)`, `f(a + a W)` or `f((2a - 1) + (2a - 1) W)`.
    squash : {"sigmoid", "tanh", "bivalent", "trivalent"}
        `f`: 1 / (1 + exp(-lambda x)), tanh(lambda x), 1 where x > 0 else 0, or the sign of x.
    steepness : float
        Lambda; plays no part in the last two.
    """

    rule: Rule = "kosko"
    squash: Squash = "sigmoid"
    steepness: float = 1.0

    def next(self, states: Floats, weights: Floats) -> Floats:
        """Give the states one step on.

        Parameters
        ----------
        states : ndarray of float, shape (k, n)
            One state a row.
        weights : ndarray of float, shape (n, n) or (k, n, n)
            `weights[..., i, j]` is the influence of i on j; one matrix for all states, or one for each.
        """
        acting = 2 * states - 1 if self.rule == "rescaled" else states
        moved = acting @ weights if weights.ndim == 2 else (acting[:, None, :] @ weights)[:, 0, :]
        return self._squash(moved if self.rule == "kosko" else acting + moved)

    def _squash(self, sums: Floats) -> Floats:
        if self.squash == "sigmoid":
            return 0.5 * (1 + np.tanh(0.5 * self.steepness * sums))  # the same as 1 / (1 + exp(-x)), without overflow
        if self.squash == "tanh":
            return np.tanh(self.steepness * sums)
        if self.squash == "bivalent":
            return (sums > 0).astype(float)
        return np.sign(sums)

    def contracts(self, weights: Floats) -> bool:
        """Whether all starts must end in one state: the steepest slope times the size of the matrix is less than 1.

        Parameters
        ----------
        weights : ndarray of float, shape (n, n)
            `weights[i, j]` is the influence of i on j.
        """
        if self.squash in {"bivalent", "trivalent"} or not weights.size:
            return False
        slope = self.steepness / 4 if self.squash == "sigmoid" else self.steepness
        acting = weights if self.rule == "kosko" else weights + np.eye(len(weights))
        size = min(float(np.linalg.norm(acting, order)) for order in (1, 2, np.inf))
        return slope * size * (2 if self.rule == "rescaled" else 1) < 1


@dataclass(frozen=True, slots=True)
class Ends:
    """Where states come to from several starts.

    Parameters
    ----------
    periods : ndarray of int, shape (k,)
        1 where it stays, 2 to 50 where it goes round in so many steps, 0 where neither was found.
    states : ndarray of float, shape (k, n)
        Where it stays, or the mean over one round; not a number where neither was found.
    """

    periods: NDArray[np.int64]
    states: Floats


def follow(
    dynamics: Dynamics,
    weights: Floats,
    starts: Floats,
    held: Mapping[int, float] | None = None,
    *,
    cap: int = CAP,
) -> Ends:
    """Follow states until each stays or goes round.

    Parameters
    ----------
    dynamics : Dynamics
        How states follow from states.
    weights : ndarray of float, shape (n, n) or (k, n, n)
        `weights[..., i, j]` is the influence of i on j.
    starts : ndarray of float, shape (k, n)
        Where to begin.
    held : Mapping of int to float, optional
        Places of elements that are held at a state.
    cap : int, optional
        After how many steps to give up. A value reached then is never told.
    """
    count, size = starts.shape
    places, levels = list(held or {}), list((held or {}).values())
    periods = np.zeros(count, dtype=np.int64)
    ends = np.full((count, size), np.nan)
    left = np.arange(count)
    states = starts.astype(float)
    states[:, places] = levels
    own = weights.ndim == 3
    recent = [states]
    # A round counts only where it is still the same a good while later: slow swings that die out look like rounds.
    earlier: Floats | None = None
    for step in range(1, cap + 1):
        following = dynamics.next(states, weights[left] if own else weights)
        following[:, places] = levels
        still = np.abs(following - states).max(axis=1, initial=0.0) < STILL
        recent = [*recent[-LONGEST:], following]
        states = following
        done = still
        periods[left[still]], ends[left[still]] = 1, following[still]
        if step % _LOOK == 0:
            rounds, means, swings = _rounds(recent)
            steady = (rounds > 0) & ~still & (swings > _SWING)
            if earlier is not None:
                steady &= np.abs(swings - earlier) <= _STEADY
                periods[left[steady]], ends[left[steady]] = rounds[steady], means[steady]
                done = still | steady
            earlier = swings
        if done.any():
            left, states = left[~done], states[~done]
            recent = [each[~done] for each in recent]
            earlier = None if earlier is None else earlier[~done]
        if not len(left):
            break
    return Ends(periods, ends)


def _rounds(recent: list[Floats]) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Give the shortest round of each row among the latest states, 0 for none, its mean, and how far it swings."""
    history = np.array(recent)
    now = history[-1]
    rounds = np.zeros(len(now), dtype=np.int64)
    means = np.full_like(now, np.nan)
    for period in range(2, len(history)):
        found = (rounds == 0) & (np.abs(now - history[-1 - period]).max(axis=1, initial=0.0) < _SAME)
        rounds[found] = period
        means[found] = history[-period:, found].mean(axis=0)
    return rounds, means, np.ptp(history, axis=0).max(axis=1, initial=0.0)
