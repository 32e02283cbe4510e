"""Many versions of a map, each with its own sizes, signs and links, and what moves in each when something is pushed.

After Melbourne-Thomas and others (2012, Ecological Monographs 82:505) with two more ways to damp, as rejection keeps
next to nothing of a map of sixty elements. Every version has its own stretch of one stream of random numbers, so that
an answer depends on the seed and on nothing else: not on batches, not on threads.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sysmap.analysis.press.blocks import strong_blocks
from sysmap.analysis.press.causal_matrix import CausalMatrix
from sysmap.analysis.press.settings import MARGIN, REGIMES, Regime, WeightFamily
from sysmap.analysis.press.zeros import reachable, structural_responses

Floats = NDArray[np.floating[Any]]
Signs = NDArray[np.int8]
Mask = NDArray[np.bool_]
Push = Mapping[int, float]

_BATCH_BYTES = 4_000_000
"""What the matrices of one batch may take: a few arrays of this size are all the memory that any draws need."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen to move after something was pushed, by the places of elements.

    Parameters
    ----------
    push : Mapping of int to float
        What was pushed, as everywhere: {3: 1.0}.
    rows : tuple of int
        The elements that were seen to move.
    signs : tuple of int
        Which way each of them moved: 1 or -1.
    """

    push: Push
    rows: tuple[int, ...]
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """Some versions of a map under one way to damp.

    Parameters
    ----------
    regime : str
        The way to damp.
    numbers : ndarray of int, shape (k,)
        Which draws these are.
    responses : ndarray of int8, shape (k, rows, pushes)
        Whether each element asked for rises (1), falls (-1) or cannot respond (0) under each sustained push.
    exists : ndarray of bool, shape (k, m)
        Which of the matrix's effects are there.
    positive : ndarray of bool, shape (k, m)
        Which of them work the same way.
    strong : ndarray of bool, shape (k, m)
        Which of them are in the upper half of the range of their size.
    tried : int
        How many were drawn for these.
    settled : int
        How many of those settle; more than k only where those that contradict what was seen have been left out.
    shifts : ndarray of float, shape (k,)
        By how much damping was raised; all zero but under spectral shift.
    agrees : ndarray of bool, shape (k, s)
        Whether each agrees with each thing that was seen.
    """

    regime: Regime
    numbers: NDArray[np.int64]
    responses: Signs
    exists: Mask
    positive: Mask
    strong: Mask
    tried: int
    settled: int
    shifts: Floats
    agrees: Mask

    @property
    def fits(self) -> Mask:
        """Which of them agree with all that was seen, shape (k,)."""
        return np.asarray(self.agrees.all(axis=1))

    def fitting(self) -> "Versions":
        """Leave out those that contradict what was seen."""
        kept = self.fits
        return replace(
            self,
            numbers=self.numbers[kept],
            responses=self.responses[kept],
            exists=self.exists[kept],
            positive=self.positive[kept],
            strong=self.strong[kept],
            shifts=self.shifts[kept],
            agrees=self.agrees[kept],
        )


def draw_versions(
    matrix: CausalMatrix,
    rows: Sequence[int],
    pushes: Sequence[Push],
    *,
    draws: int,
    seed: int,
    regimes: Sequence[Regime] = REGIMES,
    weights: WeightFamily = "as_said",
    sight: Sight | None = None,
    batch: int = 0,
    threads: int = 0,
) -> Iterator[Versions]:
    """Draw versions of a map and work out their responses, a batch at a time.

    Parameters
    ----------
    matrix : CausalMatrix
        What is known.
    rows : sequence of int
        The elements whose responses are asked for.
    pushes : sequence of Mapping of int to float
        What is pushed, by the places of elements: {3: 1.0} pushes one up, {3: 1.0, 5: -1.0} another down with it.
    draws : int
        How many versions to draw; each is damped in every way asked for.
    seed : int
        Where the random numbers begin.
    regimes : sequence of str, optional
        The ways to damp.
    weights : str, optional
        "log_uniform" makes small effects as likely as large within each effect's range.
    sight : Sight, optional
        What was seen: each version tells whether it agrees. Versions are the same with it and without.
    batch, threads : int, optional
        How many versions at once, and on how many threads; chosen by the map's size and the machine where 0.

    Yields
    ------
    Versions
        In the order of the draws; for each batch one for each way to damp.
    """
    model = _Model(matrix, rows, pushes, seed=seed, regimes=regimes, weights=weights, sight=sight)
    size = batch or max(1, min(250, _BATCH_BYTES // (8 * max(1, matrix.size) ** 2)))
    starts = range(0, draws, size)
    # A batch's algebra runs outside Python's lock; one thread within each is faster than several.
    workers = threads or min(4, os.cpu_count() or 1)
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1), ThreadPoolExecutor(workers) as pool:
        pending = []
        for start in starts:
            pending.append(pool.submit(model.run, start, min(start + size, draws)))
            if len(pending) > workers:
                yield from pending.pop(0).result()
        for each in pending:
            yield from each.result()


class _Model:
    """What is the same for all versions, and the working out of some of them."""

    def __init__(
        self,
        matrix: CausalMatrix,
        rows: Sequence[int],
        pushes: Sequence[Push],
        *,
        seed: int,
        regimes: Sequence[Regime],
        weights: WeightFamily,
        sight: Sight | None = None,
    ) -> None:
        effects = matrix.effects
        self.n, self.m = matrix.size, len(effects)
        self.asked = np.s_[:, : len(rows), : len(pushes)]
        # What was seen is one more push, and more rows; they are cut off again.
        self.seen = np.s_[:, len(rows) :, len(pushes)] if sight else None
        self.signs = np.array(sight.signs if sight else (), dtype=np.int8)
        rows, pushes = [*rows, *(sight.rows if sight else ())], [*pushes, *([sight.push] if sight else ())]
        self.rows = rows
        self.pushed = np.zeros((self.n, len(pushes)))
        for number, push in enumerate(pushes):
            for place, size in push.items():
                self.pushed[place, number] = size
        self.seed, self.regimes, self.log = seed, tuple(regimes), weights == "log_uniform"
        self.acted_on = np.array([each.row for each in effects], dtype=int)
        self.acting = np.array([each.column for each in effects], dtype=int)
        self.existence = np.array([each.existence for each in effects])
        self.smallest = np.array([each.smallest for each in effects])
        self.largest = np.array([each.largest for each in effects])
        chances = {"+": 1.0, "-": 0.0}
        self.positive = np.array([chances.get(each.polarity, 0.5) for each in effects])
        self.limited = np.array(matrix.limited, dtype=bool)
        pattern = np.zeros((self.n, self.n), dtype=bool)
        pattern[self.acted_on, self.acting] = True
        self.blocks = strong_blocks(pattern)
        # What lies on no circle has its own damping for an eigenvalue.
        self.loose = np.setdiff1d(np.arange(self.n), np.concatenate([[], *self.blocks])).astype(int)
        pattern[np.diag_indices(self.n)] |= self.limited
        self.always = bool((self.existence >= 1).all())
        self.possible = self._to_pushes(structural_responses(pattern)) if self.always else None

    def run(self, start: int, stop: int) -> list[Versions]:
        """Draw the versions from `start` up to `stop` and work them out under every regime."""
        uniform = self._numbers(start, stop)
        exists = uniform[:, : self.m] < self.existence
        positive = uniform[:, self.m : 2 * self.m] < self.positive
        of_range = uniform[:, 2 * self.m : 3 * self.m]
        size, strong = self._sizes(of_range), of_range > 0.5
        links = np.zeros((stop - start, self.n, self.n))
        links[:, self.acted_on, self.acting] = np.where(exists, np.where(positive, size, -size), 0.0)
        own = uniform[:, 3 * self.m :]
        responds = self._responds(exists)
        numbers = np.arange(start, stop)
        found = []
        place = np.arange(self.n)
        if {"rejection", "spectral_shift"} & set(self.regimes):
            damped = links.copy()
            damped[:, place, place] -= np.where(self.limited, own, 0.0)
            growth = self._growth(damped)
        for regime in self.regimes:
            kept, shifts = slice(None), np.zeros(stop - start)
            if regime == "rejection":
                kept = np.flatnonzero(growth < 0)  # type: ignore[assignment]  # an index of either sort
                drawn = damped[kept]
            elif regime == "spectral_shift":
                shifts = np.maximum(0.0, growth + MARGIN)
                drawn = damped.copy()
                drawn[:, place, place] -= shifts[:, None]
            else:
                drawn = links.copy()
                across = np.abs(links).sum(axis=2) - np.abs(links[:, place, place])
                drawn[:, place, place] -= across + own + np.maximum(0.0, links[:, place, place])
            possible = responds if responds.ndim == 2 else responds[kept]
            responses = self._solve(drawn, possible)
            of_links = (exists[kept], positive[kept], strong[kept])
            agrees = responses[self.seen] == self.signs if self.seen else np.empty((len(responses), 0), dtype=bool)
            counts = (stop - start, len(responses))
            answers = responses[self.asked]
            found.append(Versions(regime, numbers[kept], answers, *of_links, *counts, shifts[kept], agrees))
        return found

    def _numbers(self, start: int, stop: int) -> Floats:
        """Give the random numbers of some draws: each draw has its own stretch of the stream."""
        return numbers_of_draws(self.seed, self.m, self.n, start, stop)

    def _sizes(self, uniform: Floats) -> Floats:
        return sizes_between(self.smallest, self.largest, uniform, log=self.log)

    def _responds(self, exists: Mask) -> Mask:
        if self.possible is not None:
            return self.possible
        if self.limited.all():
            all_pairs = reachable(exists, self.acted_on.tolist(), self.acting.tolist(), self.n)
            return self._to_pushes(all_pairs)
        found = np.empty((len(exists), len(self.rows), self.pushed.shape[1]), dtype=bool)
        for version, there in enumerate(exists):
            pattern = np.diag(self.limited)
            pattern[self.acted_on[there], self.acting[there]] = True
            found[version] = self._to_pushes(structural_responses(pattern))
        return found

    def _to_pushes(self, possible: Mask) -> Mask:
        """Give where the rows asked for can respond to each push, from where they can to each element."""
        asked: Mask = possible[..., self.rows, :]
        alone = (self.pushed != 0).sum(axis=0) == 1
        if alone.all():
            reached: Mask = asked[..., np.abs(self.pushed).argmax(axis=0)]
        else:
            reached = asked.astype(np.uint16) @ (self.pushed != 0).astype(np.uint16) > 0
        return reached

    def _growth(self, matrices: Floats) -> Floats:
        """Give the largest real part of each matrix's eigenvalues, block by block of what acts in a circle."""
        growth: Floats = matrices[:, self.loose, self.loose].max(axis=1, initial=-np.inf)
        for block in self.blocks:
            growth = np.maximum(growth, np.linalg.eigvals(matrices[:, block[:, None], block]).real.max(axis=1))
        return growth

    def _solve(self, matrices: Floats, possible: Mask) -> Signs:
        """Give the signs of -A^-1 in the rows and columns asked for, solving for the fewer."""
        if self.pushed.shape[1] <= len(self.rows):
            solved = _each_solved(matrices, -self.pushed)[:, self.rows]
        else:
            sides = np.zeros((self.n, len(self.rows)))
            sides[self.rows, np.arange(len(self.rows))] = -1.0
            solved = _each_solved(matrices.transpose(0, 2, 1), sides).transpose(0, 2, 1) @ self.pushed
        return np.where(possible, np.sign(solved), 0.0).astype(np.int8)


def numbers_of_draws(seed: int, effects: int, elements: int, start: int, stop: int) -> Floats:
    """Give the random numbers of some draws: each draw has its own stretch of one stream.

    Parameters
    ----------
    seed : int
        Where the stream begins.
    effects, elements : int
        How many effects and elements the matrix has.
    start, stop : int
        The first draw and the one after the last.

    Returns
    -------
    ndarray of float, shape (stop - start, 3 * effects + elements)
        From 0 to 1, by draw: for each effect whether it is there, then which way it works, then how large it is; then
        how much each element damps itself.
    """
    width = 3 * effects + elements
    stream = np.random.PCG64(seed)
    stream.advance(start * width)
    return np.random.Generator(stream).random((stop - start, width))


def sizes_between(smallest: Floats, largest: Floats, uniform: Floats, *, log: bool) -> Floats:
    """Give sizes within the range of each effect: evenly, or with small ones as likely as large."""
    if log:
        least = np.maximum(smallest, 1e-9)
        return np.asarray(least * (largest / least) ** uniform)
    return np.asarray(smallest + (largest - smallest) * uniform)


def _each_solved(matrices: Floats, sides: Floats) -> Floats:
    """Solve for each matrix; one that has no inverse responds to nothing that can be said."""
    try:
        return np.linalg.solve(matrices, np.broadcast_to(sides, (len(matrices), *sides.shape)))
    except np.linalg.LinAlgError:
        solved = np.zeros((len(matrices), *sides.shape))
        for version, matrix in enumerate(matrices):
            if np.linalg.matrix_rank(matrix) == len(matrix):
                solved[version] = np.linalg.solve(matrix, sides)
        return solved
