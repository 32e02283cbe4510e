"""How firm an order of elements is when the map is redrawn a little differently (METHODS 8).

Each redrawing keeps each link with the probability that its confidence stands for, and then makes one of three choices
that another modeller might have made: an element between the ends of a link, one taken out that only passes on, a link
that closes a chain of two. After the observation of Crielaard and others (2023) that such choices move centralities.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysmap.analysis.graph_engine import Arc, measure_graph
from sysmap.analysis.press.settings import EXISTENCE
from sysmap.errors import NoAnswerError
from sysmap.model.graphs import Layer, Measure, drawn_links
from sysmap.model.maps import Branch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
"""Redrawings where nobody asks for another number."""

SEED = 20250401
"""So that the same map gives the same answer."""

FIRST = 5
FIRM = 0.8
"""An element counts as one of the first five only where it is in at least this share of redrawings (METHODS 8)."""

WORK = 200_000_000
"""Redrawings times elements times links, at most: about ten seconds."""

ENOUGH = 100
"""With fewer redrawings than this nothing is said about how firm an order is."""


@dataclass(frozen=True, slots=True)
class Rank:
    """How an element's place in an order moved.

    Parameters
    ----------
    median, low, high : int
        Its median rank and the ends of the interval that holds 90% of its ranks; 1 is first.
    first_share : float
        The share of redrawings in which it was among the first five.
    """

    median: int
    low: int
    high: int
    first_share: float


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What came of redrawing a map.

    Parameters
    ----------
    draws : int
        How often it was redrawn.
    ranks : Mapping of measure to Mapping of str to Rank
        For each measure, how each element's place moved, by id.
    agreement : Mapping of measure to float or None
        For each measure, the mean of Kendall's tau-b between its order on the map and on each redrawing; None where all
        elements are level.
    """

    draws: int
    ranks: Mapping[Measure, Mapping[str, Rank]]
    agreement: Mapping[Measure, float | None]


def likely_links(branch: Branch, layer: Layer) -> dict[tuple[str, str], float]:
    """Give how likely each link is there, by how sure people are of it; of several between two the surest counts.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    layer : {"influences", "money", "all"}
        Which links.

    Returns
    -------
    dict of (str, str) to float
        By the ids of its ends, in the order of the map.
    """
    likely: dict[tuple[str, str], float] = {}
    for link in drawn_links(branch, layer):
        ends = (link.from_id, link.to_id)
        likely[ends] = max(likely.get(ends, 0.0), EXISTENCE.get(link.get("confidence"), EXISTENCE[""]))
    return likely


def numbered_links(branch: Branch, layer: Layer) -> tuple[tuple[str, ...], tuple[Arc, ...], list[float]]:
    """Give a map as numbers, for what is worked out of places in a row.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    layer : {"influences", "money", "all"}
        Which links.

    Returns
    -------
    tuple
        The ids of the elements that links join, the places of the ends of each link in them, and how likely each is.

    Raises
    ------
    NoAnswerError
        When no links of the layer join two elements.
    """
    likely = likely_links(branch, layer)
    if not likely:
        raise NoAnswerError("no such links join two elements of this map yet: draw some, as in: sysmap link MAP A + B")
    elements = tuple(sorted({end for ends in likely for end in ends}))
    place = {element: at for at, element in enumerate(elements)}
    ordered = sorted(likely)
    arcs = tuple((place[start], place[finish]) for start, finish in ordered)
    return elements, arcs, [likely[ends] for ends in ordered]


def redraw(branch: Branch, layer: Layer, measures: Sequence[Measure], *, draws: int = DRAWS) -> Redrawn | None:
    """Redraw a map many times and see how far its orders hold; the same in every run.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    layer : {"influences", "money", "all"}
        Which links.
    measures : sequence of str
        Names of `sysmap.model.graphs.MEASURES`.
    draws : int
        How often, at most: fewer on a large map.

    Returns
    -------
    Redrawn or None
        None where nothing was asked for, there are no links, or the map is too large for enough redrawings.
    """
    likely = likely_links(branch, layer)
    ids = sorted({end for ends in likely for end in ends})
    if not ids or draws < 1:
        return None
    affordable = WORK // (len(ids) * len(likely))
    if affordable < min(draws, ENOUGH):
        return None
    return _redraw(ids, likely, measures, min(draws, affordable))


def _redraw(
    ids: list[str], likely: Mapping[tuple[str, str], float], measures: Sequence[Measure], draws: int
) -> Redrawn:
    import numpy as np

    size = len(ids)
    numbers = {each: number for number, each in enumerate(ids)}
    arcs = {(numbers[start], numbers[finish]): share for (start, finish), share in likely.items()}
    base = measure_graph(size, list(arcs), measures)
    chance = random.Random(SEED)  # noqa: S311 - chance for a simulation, not for secrets
    placed: dict[Measure, list[NDArray[np.float64]]] = {measure: [] for measure in measures}
    first: dict[Measure, list[NDArray[np.bool_]]] = {measure: [] for measure in measures}
    agreed: dict[Measure, list[float]] = {measure: [] for measure in measures}
    for _ in range(draws):
        drawn, count, gone = _one_drawing(chance, arcs, size)
        values = measure_graph(count, drawn, measures)
        standing = np.array([number != gone for number in range(size)])
        for measure in measures:
            scored = np.array(values[measure][:size])
            ranks = np.full(size, np.nan)
            ranks[standing] = rank(scored[standing])
            placed[measure].append(ranks)
            first[measure].append((ranks <= FIRST) & (scored > 0))
            tau = kendall(np.array(base[measure])[standing], scored[standing])
            if tau is not None:
                agreed[measure].append(tau)
    return Redrawn(
        draws,
        {measure: _ranks(ids, np.array(placed[measure]), np.array(first[measure])) for measure in measures},
        {measure: sum(taus) / len(taus) if taus else None for measure, taus in agreed.items()},
    )


def _one_drawing(chance: random.Random, arcs: Mapping[Arc, float], size: int) -> tuple[list[Arc], int, int]:
    """Draw the map once: its links, how many elements it has, and the number of the one taken out, or -1."""
    kept = [arc for arc, share in arcs.items() if chance.random() < share]
    choice = chance.randrange(3)
    if choice == 0 and kept:
        start, finish = kept.pop(chance.randrange(len(kept)))
        return [*kept, (start, size), (size, finish)], size + 1, -1
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for start, finish in kept:
        after.setdefault(start, []).append(finish)
        before.setdefault(finish, []).append(start)
    known = set(kept)
    if choice == 1:
        passing = [n for n in range(size) if len(before.get(n, ())) == len(after.get(n, ())) == 1]
        passing = [n for n in passing if before[n] != after[n]]
        if passing:
            gone = chance.choice(passing)
            joined = (before[gone][0], after[gone][0])
            return [*(arc for arc in kept if gone not in arc), *({joined} - known)], size, gone
    if choice == 2:
        chains = [(start, end) for start, middle in kept for end in after.get(middle, ()) if end != start]
        open_ = [ends for ends in chains if ends not in known]
        if open_:
            return [*kept, chance.choice(open_)], size, -1
    return kept, size, -1


def rank(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Rank values, the largest first; those that are level share the best rank of theirs."""
    import numpy as np

    before = np.searchsorted(np.sort(-values), -values, side="left")
    return (before + 1).astype(np.float64)


def kendall(one: "NDArray[np.float64]", other: "NDArray[np.float64]") -> float | None:
    """Give Kendall's tau-b of two orders (1945); None where all of either are level."""
    import numpy as np

    first = np.sign(one[:, None] - one[None, :])
    second = np.sign(other[:, None] - other[None, :])
    norm = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / norm if norm else None


def _ranks(ids: list[str], placed: "NDArray[np.float64]", first: "NDArray[np.bool_]") -> dict[str, Rank]:
    import numpy as np

    ranks = {}
    for number, each in enumerate(ids):
        column = placed[:, number]
        stood = column[~np.isnan(column)]
        if not stood.size:
            continue  # taken out in every one of very few redrawings
        low, median, high = np.quantile(stood, (0.05, 0.5, 0.95), method="nearest")
        ranks[each] = Rank(int(median), int(low), int(high), float(first[:, number].sum() / len(stood)))
    return ranks
