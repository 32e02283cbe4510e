"""Whether orders agree: Kendall's W, tau-b with intervals, and who is among the first of both (METHODS 11).

Sources: Kendall and Babington Smith 1939, Annals of Mathematical Statistics 10:275 (W, corrected for ties as by Kendall
1970, Rank Correlation Methods); Kendall 1945, Biometrika 33:239 (tau-b).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LARGE = 2000
"""Elements from which no intervals of tau are worked out: their cost grows with the square."""


def mean_ranks(values: Floats) -> Floats:
    """Rank each row from the largest, 1 the first; those that are level to nine decimals share the mean of their ranks.

    Parameters
    ----------
    values : ndarray of float, shape (m, n)
        For each of m methods the value of each of n elements.
    """
    ranks = np.empty(values.shape)
    for row, each in enumerate(np.round(values, 9)):
        ordered = np.sort(-each)
        before = np.searchsorted(ordered, -each, side="left")
        ranks[row] = (before + 1 + np.searchsorted(ordered, -each, side="right")) / 2
    return ranks


def concordance(values: Floats) -> float | None:
    """Give Kendall's W, corrected for ties: 0 no agreement, 1 the same order; None where all is level or too few.

    Parameters
    ----------
    values : ndarray of float, shape (m, n)
        For each of m methods the value of each of n elements; the largest is first.
    """
    methods, elements = values.shape
    if methods < 2 or elements < 2:
        return None
    ranks = mean_ranks(values)
    spread = float(np.square(ranks.sum(axis=0) - methods * (elements + 1) / 2).sum())
    ties = 0
    for row in ranks:
        _, level = np.unique(row, return_counts=True)
        ties += int((level**3 - level).sum())
    most = methods**2 * (elements**3 - elements) - methods * ties
    return 12 * spread / most if most else None


def concordance_by_chance(values: Floats, *, dealings: int = 1000, seed: int = 1) -> float | None:
    """Give the W that one in twenty reach when each method's values are dealt out anew among the elements.

    Parameters
    ----------
    values : ndarray of float, shape (m, n)
        As of `concordance`.
    dealings, seed : int
        How often they are dealt out, and where random numbers begin.
    """
    ranks = mean_ranks(values)
    whole = concordance(values)
    if whole is None:
        return None
    methods, elements = values.shape
    middle = methods * (elements + 1) / 2
    scale = whole / spread if (spread := float(np.square(ranks.sum(axis=0) - middle).sum())) else None
    if scale is None:
        return None
    numbers = np.random.default_rng(seed)
    dealt = np.zeros((dealings, elements))
    for row in ranks:
        dealt += numbers.permuted(np.tile(row, (dealings, 1)), axis=1)
    return float(np.quantile(np.square(dealt - middle).sum(axis=1) * scale, 0.95))


def tau_b(one: Floats, other: Floats) -> float | None:
    """Give Kendall's tau-b of two orders; None where all of either are level.

    Parameters
    ----------
    one, other : ndarray of float, shape (n,)
        The value of each element.
    """
    weights = np.ones((1, len(one)))
    found = _tau(_signs(one), _signs(other), weights)[0]
    return None if np.isnan(found) else float(found)


def tau_between(one: Floats, other: Floats, *, resamples: int = 1000, seed: int = 1) -> tuple[float, float] | None:
    """Give the 5th and 95th percentile of tau-b when elements are drawn anew from those there are (bootstrap).

    Parameters
    ----------
    one, other : ndarray of float, shape (n,)
        The value of each element.
    resamples, seed : int
        How often they are drawn, and where random numbers begin.

    Returns
    -------
    tuple of float or None
        None where all are level, or there are more than `LARGE` elements.
    """
    size = len(one)
    if size > LARGE or tau_b(one, other) is None:
        return None
    numbers = np.random.default_rng(seed)
    weights = numbers.multinomial(size, np.full(size, 1 / size), size=resamples).astype(float)
    found = _tau(_signs(one), _signs(other), weights)
    low, high = np.nanquantile(found, (0.05, 0.95))
    return float(low), float(high)


def _signs(values: Floats) -> Floats:
    rounded = np.round(values, 9)
    return np.sign(rounded[:, None] - rounded[None, :])


def _tau(first: Floats, second: Floats, weights: Floats) -> Floats:
    """Give tau-b with each element counted as often as its weight says; one a row of weights."""

    def total(pairs: Floats) -> Floats:
        found: Floats = ((weights @ pairs) * weights).sum(axis=1)
        return found

    norm = np.sqrt(total(np.abs(first)) * total(np.abs(second)))
    tau: Floats = np.divide(total(first * second), norm, out=np.full(len(weights), np.nan), where=norm > 0)
    return tau


def first_of(values: Sequence[float], count: int) -> frozenset[int] | None:
    """Give the places of the first, all that are level with the last of them included.

    Parameters
    ----------
    values : sequence of float
        The value of each element.
    count : int
        How many.

    Returns
    -------
    frozenset of int or None
        None where more than twice as many are level, so that nobody is among the first.
    """
    rounded = [round(each, 9) for each in values]
    if len(rounded) <= count:
        return frozenset(range(len(rounded)))
    last = sorted(rounded, reverse=True)[count - 1]
    found = frozenset(place for place, each in enumerate(rounded) if each >= last)
    return found if len(found) <= 2 * count else None
