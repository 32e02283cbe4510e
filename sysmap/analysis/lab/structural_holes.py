"""Whose links lead to each other: Burt's constraint, effective size, efficiency and hierarchy (METHODS 9).

`p[i][j]` is the share that j has in all of i's ties, those from i and those to i counted together. Only neighbours of i
enter its constraint. Sources: Burt 1992, Structural Holes, chapter 2; effective size of ties that are there or not as
shortened by Borgatti 1997, Connections 20:35.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from sysmap.analysis.redrawing import numbered_links
from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import Layer
from sysmap.model.maps import Branch

Tie = tuple[int, int]

WORK = 2_400_000
"""Redrawings times elements and links, at most: about ten seconds."""


@dataclass(frozen=True, slots=True)
class Holes:
    """How an element's neighbours hang together.

    Parameters
    ----------
    neighbours : int
        How many others it has ties with.
    constraint : float
        How far its ties lead, directly and through each other, to the same few; with one or two neighbours it can be 1
        or more.
    effective_size : float
        Its neighbours, less the mean number of ties each of them has to the others of them.
    efficiency : float
        Its effective size as a share of its neighbours.
    hierarchy : float or None
        How unevenly its neighbours bring its constraint: 0 alike, 1 all by one; None with fewer than two.
    """

    neighbours: int
    constraint: float
    effective_size: float
    efficiency: float
    hierarchy: float | None


@dataclass(frozen=True, slots=True)
class HolesReport:
    """The answer for a map.

    Parameters
    ----------
    elements : tuple of str
        Ids, by their places.
    holes : tuple of Holes
        As drawn.
    ranks : tuple of int
        By constraint, the least constrained first; those that are level share the better rank.
    between : tuple of (int, int)
        The 5th and 95th percentile of each element's rank over the redrawn maps that join it; empty without redrawing.
    draws, seed : int
        How often the map was redrawn, which is less than asked on a large one, and where random numbers began.
    findings : tuple of Finding
        What it says.
    """

    elements: tuple[str, ...]
    holes: tuple[Holes, ...]
    ranks: tuple[int, ...]
    between: tuple[tuple[int, int], ...]
    draws: int
    seed: int
    findings: tuple[Finding, ...]


def find_holes(ties: Sequence[Tie], size: int) -> tuple[Holes | None, ...]:
    """Measure how each element's neighbours hang together; None for one without ties.

    Parameters
    ----------
    ties : sequence of (int, int)
        From and to of each tie, each pair once; a tie to itself is left out.
    size : int
        How many elements there are.
    """
    joint: list[dict[int, int]] = [{} for _ in range(size)]
    for start, finish in ties:
        if start != finish:
            joint[start][finish] = joint[start].get(finish, 0) + 1
            joint[finish][start] = joint[finish].get(start, 0) + 1
    totals = [sum(each.values()) for each in joint]
    return tuple(_measure(element, joint, totals) if joint[element] else None for element in range(size))


def _measure(element: int, joint: Sequence[dict[int, int]], totals: Sequence[int]) -> Holes:
    own = joint[element]
    reach = {each: count / totals[element] for each, count in own.items()}
    among = 0
    for through, count in own.items():
        share = count / totals[element] / totals[through]
        for other, ties in joint[through].items():
            if other in own:
                reach[other] += share * ties
                among += 1
    neighbours = len(own)
    parts = [each * each for each in reach.values()]
    constraint = sum(parts)
    uneven = None
    if neighbours > 1:
        level = [part * neighbours / constraint for part in parts]
        uneven = max(0.0, sum(each * log(each) for each in level) / (neighbours * log(neighbours)))
    effective = neighbours - among / neighbours
    return Holes(neighbours, constraint, effective, effective / neighbours, uneven)


def report_holes(branch: Branch, *, layer: Layer = "all", draws: int = 200, seed: int = 1) -> HolesReport:
    """Say how the neighbours of each element of a map hang together, as drawn and redrawn.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    layer : {"influences", "money", "all"}
        Which links.
    draws, seed : int
        How often to redraw the map, each link kept by how sure people are of it, and where random numbers begin.

    Raises
    ------
    NoAnswerError
        When no links of the layer join two elements.
    """
    elements, ties, likely = numbered_links(branch, layer)
    holes = tuple(each for each in find_holes(ties, len(elements)) if each is not None)
    draws = min(draws, WORK // (len(elements) + len(ties)))
    between = _redraw(len(elements), ties, likely, draws, seed) if draws else ()
    findings = tuple(_say(branch, element, holes[at]) for at, element in enumerate(elements))
    ranks = tuple(int(each) for each in _ranks(holes) if each is not None)
    return HolesReport(elements, holes, ranks, between, draws, seed, findings)


def _ranks(holes: Sequence[Holes | None]) -> list[int | None]:
    """Rank by constraint, the least first; those equal to nine decimals share the better rank."""
    rounded = [None if each is None else round(each.constraint, 9) for each in holes]
    first: dict[float, int] = {}
    for at, constraint in enumerate(sorted(each for each in rounded if each is not None), 1):
        first.setdefault(constraint, at)
    return [None if each is None else first[each] for each in rounded]


def _redraw(
    size: int, ties: Sequence[Tie], likely: Sequence[float], draws: int, seed: int
) -> tuple[tuple[int, int], ...]:
    import numpy as np

    numbers = np.random.default_rng(seed)
    ranks: list[list[int]] = [[] for _ in range(size)]
    for _ in range(draws):
        kept = np.flatnonzero(numbers.random(len(ties)) < likely).tolist()
        for at, rank in enumerate(_ranks(find_holes([ties[each] for each in kept], size))):
            if rank is not None:
                ranks[at].append(rank)
    between = []
    for each in ranks:
        # Joined to nothing in every one of few redrawn maps: it could be anywhere.
        low, high = np.quantile(each or [1, size], (0.05, 0.95), method="closest_observation")
        between.append((int(low), int(high)))
    return tuple(between)


def _say(branch: Branch, element: str, holes: Holes) -> Finding:
    name = f"“{branch.name_of(element)}”"
    if holes.neighbours == 1:
        sentence = f"{name} has links with one other only."
    else:
        sentence = (
            f"{name} has links with {holes.neighbours} others, which count as {holes.effective_size:.1f} because of the"
            " links between them."
        )
    figures = {
        "constraint": Figure(f"{holes.constraint:.6f}", "", "how far its links lead to the same few"),
        "effective_size": Figure(f"{holes.effective_size:.6f}", "neighbours", "less what of them leads to each other"),
    }
    return Finding("structural_holes", sentence, (element,), figures, scenario=branch.scenario)
