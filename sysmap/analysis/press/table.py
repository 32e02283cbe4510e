"""Every element of a map pushed in turn: the verdict for every other, and the link it hangs on, in one drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sysmap.analysis.press.causal_matrix import CausalMatrix, matrix_of
from sysmap.analysis.press.ensemble import Push, draw_versions
from sysmap.analysis.press.hangs import Check, Hangs
from sysmap.analysis.press.settings import Regime, Settings
from sysmap.analysis.press.verdicts import RegimeCounts, Response, Tally, judge
from sysmap.errors import NoAnswerError
from sysmap.model.maps import Branch


@dataclass(frozen=True, slots=True)
class PressTable:
    """What becomes of every element when each is pushed up and held.

    Parameters
    ----------
    matrix : CausalMatrix
        What the versions were drawn from.
    settings : Settings
        With what.
    regimes : Mapping of str to RegimeCounts
        The ways to damp that were tried, by how many versions settled.
    responses : tuple of tuple of Response
        `responses[j][i]` is what becomes of element i under more of element j; both by their places in the matrix.
    hangs_on : tuple of tuple of (Check or None)
        The link that this hangs on most; None where none stands out.
    """

    matrix: CausalMatrix
    settings: Settings
    regimes: Mapping[Regime, RegimeCounts]
    responses: tuple[tuple[Response, ...], ...]
    hangs_on: tuple[tuple[Check | None, ...], ...]


def report_table(branch: Branch, settings: Settings | None = None, *, links: bool = True) -> PressTable:
    """Push every element of a map in turn; each answer is the one that `report_press` gives for that push alone.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    settings : Settings, optional
        How many versions to draw, from which seed, with what sizes.
    links : bool, optional
        Whether to find the link that each answer hangs on, which is most of the work on a large map.

    Raises
    ------
    NoAnswerError
        When the map has no causal link whose sign is known.
    """
    settings = settings or Settings()
    matrix = matrix_of(branch, settings)
    if all(effect.polarity == "?" for effect in matrix.effects):
        raise NoAnswerError("no causal link on this map says which way it works, so nothing can be said of a push")
    places = range(matrix.size)
    pushes: list[Push] = [{place: 1.0} for place in places]
    tally = Tally(matrix.size, matrix.size)
    hangs = Hangs(matrix)
    for versions in draw_versions(
        matrix,
        places,
        pushes,
        draws=settings.draws,
        seed=settings.seed,
        regimes=settings.regimes,
        weights=settings.weights,
    ):
        tally.add(versions)
        # One value a pair: single floats hold counts of up to sixteen million versions exactly, in half the time.
        if links:
            hangs.add(versions, versions.responses.reshape(-1, matrix.size**2).astype(np.float32))
    counts = tally.counts()
    feasible = [each for each in counts.values() if each.feasible]
    responses = tuple(tuple(judge(feasible, row, pushed) for row in places) for pushed in places)
    tops = tuple(
        tuple(next(iter(hangs.most(row * matrix.size + pushed, 1)), None) for row in places) for pushed in places
    )
    return PressTable(matrix, settings, counts, responses, tops)
