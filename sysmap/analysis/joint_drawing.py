"""One joint drawing of versions for every place to act: what each is worth in each, how they rank, in which groups.

Half of the versions are of the map as it is drawn, and say what responds; the other half, of the map with one choice of
its drawing made otherwise, count in ranks and groups only (METHODS 11.2 and 11.3).
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from sysmap.analysis.press.causal_matrix import CausalMatrix
from sysmap.analysis.press.choices import redrawings
from sysmap.analysis.press.ensemble import Floats, Push, Versions, draw_versions
from sysmap.analysis.press.hangs import Hangs
from sysmap.analysis.press.report import Progress
from sysmap.analysis.press.seen import Fitting
from sysmap.analysis.press.settings import CONSISTENT, Regime, Settings
from sysmap.analysis.press.verdicts import Tally


class JointDrawing:
    """All versions, drawn once: the benefit of every candidate in each, and what responses hang on.

    Parameters
    ----------
    matrix : CausalMatrix
        What is known.
    rows, candidates : sequence of int
        The elements asked for, those that are chosen first, and those that are pushed.
    settings : Settings
        How many versions, from which seed, with what sizes.
    """

    def __init__(
        self, matrix: CausalMatrix, rows: Sequence[int], candidates: Sequence[int], settings: Settings
    ) -> None:
        self.matrix, self.rows, self.candidates, self.settings = matrix, list(rows), list(candidates), settings
        self.tally = Tally(len(rows), len(candidates))
        self.hangs = Hangs(matrix)
        self.benefits: dict[Regime, list[Floats]] = {}
        self.redrawn: dict[Regime, list[Floats]] = {}
        self.fitting: Fitting | None = None

    def run(self, want: Floats, shares: Floats, progress: Progress | None) -> None:
        """Draw; `want` and `shares` are of the outcomes chosen, which are the first rows."""
        settings = self.settings
        pull = want * shares / shares.sum()
        pushes: list[Push] = [{place: 1.0} for place in self.candidates]
        sight = self.fitting.sight if self.fitting else None
        for drawn in draw_versions(
            self.matrix,
            self.rows,
            pushes,
            draws=settings.draws,
            seed=settings.seed,
            regimes=settings.regimes,
            weights=settings.weights,
            sight=sight,
        ):
            versions = self.fitting.keep(drawn) if self.fitting else drawn
            self.tally.add(versions)
            benefit = _benefit(pull, versions)
            self.benefits.setdefault(versions.regime, []).append(benefit)
            self.hangs.add(versions, benefit)
            if progress and len(drawn.numbers):
                progress((int(drawn.numbers[-1]) + 1) / settings.draws / 2)
        done = 0
        for redrawn, draws, seed in redrawings(self.matrix, self.rows, settings.draws, settings.seed):
            for drawn in draw_versions(
                redrawn,
                self.rows,
                pushes,
                draws=draws,
                seed=seed,
                regimes=settings.regimes,
                weights=settings.weights,
                sight=sight,
            ):
                versions = drawn.fitting() if sight else drawn
                self.redrawn.setdefault(versions.regime, []).append(_benefit(pull, versions))
            done += draws
            if progress:
                progress((1 + done / settings.draws) / 2)


def _benefit(pull: Floats, versions: Versions) -> Floats:
    """Give the benefit of every candidate in every version, shape (versions, candidates)."""
    benefit: Floats = np.einsum("o,koc->kc", pull, versions.responses[:, : len(pull)].astype(float))
    return benefit


def compare(benefits: Floats) -> tuple[Floats, Floats]:
    """Rank candidates within each version, and count how often each does better than each other.

    Parameters
    ----------
    benefits : ndarray of float, shape (versions, candidates)
        The benefit of each candidate in each version.

    Returns
    -------
    tuple of ndarray
        Ranks, shape (versions, candidates), 1 the best, those that are level sharing the middle of theirs; and
        `beats[j, k]`, the share of versions in which j does better than k.
    """
    versions, candidates = benefits.shape
    ranks = np.empty((versions, candidates))
    beats = np.empty((candidates, candidates))
    for candidate in range(candidates):
        own = benefits[:, candidate, None]
        better = benefits > own
        level = benefits == own
        ranks[:, candidate] = 1 + better.sum(axis=1) + (level.sum(axis=1) - 1) / 2
        beats[:, candidate] = better.mean(axis=0)
    return ranks, beats


_ERRORS = 2.0
"""How many standard errors a share of versions has to lie above nine of ten, so that other draws would say so too."""


def groups_by_dominance(beats: Floats, versions: int) -> list[int]:
    """Peel off, again and again, the candidates that none of those left does better than in nine of ten versions.

    Parameters
    ----------
    beats : ndarray of float, shape (candidates, candidates)
        The share of versions in which one does better than another, as of `compare`.
    versions : int
        How many versions were drawn: of few, a share just above nine of ten is chance as much as not.

    Returns
    -------
    list of int
        The group of each candidate, from 1.
    """
    enough = min(1.0, CONSISTENT + _ERRORS * sqrt(CONSISTENT * (1 - CONSISTENT) / versions))
    groups = [0] * len(beats)
    left = set(range(len(beats)))
    group = 0
    while left:
        group += 1
        first = {each for each in left if not any(beats[other, each] >= enough for other in left)}
        for each in first:
            groups[each] = group
        left -= first
    return groups
