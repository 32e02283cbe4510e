"""Structural controllability: where inputs must enter for every element to be steered at all (METHODS 5).

Links are followed from cause to effect: an element is matched where one link into it is chosen, and each element gives
at most one chosen link out. What no choice can match needs an input of its own. Signs, strengths and what anybody wants
play no part. Sources: Liu, Slotine and Barabási 2011, Nature 473:167; Jia and others 2013, Nature Communications 4:2002
(always, sometimes, never); Hopcroft and Karp 1973, SIAM J. Comput. 2:225; Régin 1994 (which links are in every choice);
Cowan and others 2012, PLoS ONE 7:e38398 (what links to oneself do).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sysmap.analysis.redrawing import numbered_links
from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import Layer
from sysmap.model.maps import Branch

Driver = Literal["always", "sometimes", "never"]
Arc = tuple[int, int]

WORK = 3_000_000
"""Redrawings times elements and links, at most: about ten seconds."""


@dataclass(frozen=True, slots=True)
class Control:
    """Where inputs must enter.

    Parameters
    ----------
    inputs : int
        How many inputs are needed at the least.
    matched : int
        How many elements the largest choice of links matches.
    drivers : tuple of str
        By the places of the elements: "always", "sometimes" or "never" one of those where an input enters.
    critical : tuple of (int, int)
        Links without any one of which one more input is needed.
    """

    inputs: int
    matched: int
    drivers: tuple[Driver, ...]
    critical: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class ControlReport:
    """The answer for a map.

    Parameters
    ----------
    elements : tuple of str
        Ids, by their places.
    arcs : tuple of (int, int)
        The links, by the places of cause and effect.
    control : Control
        As drawn.
    shares : tuple of (float, float, float)
        In what share of the redrawn maps each element is always, sometimes and never a driver; empty without redrawing.
    inputs_between : tuple of (int, int) or None
        Between what two numbers of inputs nine in ten redrawn maps lie.
    draws, seed : int
        How often the map was redrawn, which is less than asked on a large one, and where random numbers began.
    self_links : int
        Elements with a link to themselves.
    findings : tuple of Finding
        What it says.
    """

    elements: tuple[str, ...]
    arcs: tuple[Arc, ...]
    control: Control
    shares: tuple[tuple[float, float, float], ...]
    inputs_between: tuple[int, int] | None
    draws: int
    seed: int
    self_links: int
    findings: tuple[Finding, ...]


def match(size: int, arcs: Sequence[Arc]) -> tuple[list[int], list[int]]:
    """Choose as many links as can be, no two out of one element and no two into one (Hopcroft and Karp).

    Parameters
    ----------
    size : int
        How many elements there are.
    arcs : sequence of (int, int)
        From and to of each link; a link to itself counts like any other.

    Returns
    -------
    tuple of list of int
        `into[i]`, the element that i's chosen link leads to, and `out[j]`, the one that j's comes from; -1 for none.
    """
    after: list[list[int]] = [[] for _ in range(size)]
    for start, finish in arcs:
        after[start].append(finish)
    into, out = [-1] * size, [-1] * size
    while True:
        depth = _layers(after, into, out)
        if depth is None:
            return into, out
        tried = [0] * size
        for start in range(size):
            if into[start] < 0:
                _augment(start, after, into, out, depth, tried)


def _layers(after: list[list[int]], into: list[int], out: list[int]) -> list[int] | None:
    """Give each element's distance along alternating links from one without a chosen link; None where none is open."""
    depth = [0 if chosen < 0 else -1 for chosen in into]
    queue = [start for start, chosen in enumerate(into) if chosen < 0]
    open_ = False
    for start in queue:
        for finish in after[start]:
            holder = out[finish]
            if holder < 0:
                open_ = True
            elif depth[holder] < 0:
                depth[holder] = depth[start] + 1
                queue.append(holder)
    return depth if open_ else None


def _augment(  # noqa: PLR0917 - the state of one search
    start: int, after: list[list[int]], into: list[int], out: list[int], depth: list[int], tried: list[int]
) -> None:
    """Follow one alternating way down the layers to an element that nothing is chosen for, and turn it round."""
    way = [start]
    while way:
        here = way[-1]
        if tried[here] == len(after[here]):
            way.pop()
            continue
        finish = after[here][tried[here]]
        tried[here] += 1
        holder = out[finish]
        if holder < 0:
            for each in reversed(way):
                into[each], out[finish], finish = finish, each, into[each]
            return
        if depth[holder] == depth[here] + 1:
            way.append(holder)


def find_drivers(size: int, arcs: Sequence[Arc]) -> Control:
    """Say where inputs must enter.

    Parameters
    ----------
    size : int
        How many elements there are.
    arcs : sequence of (int, int)
        From and to of each link, each pair once.
    """
    import rustworkx as rx

    into, out = match(size, arcs)
    matched = sum(chosen >= 0 for chosen in into)
    after: list[list[int]] = [[] for _ in range(size)]
    before: list[list[int]] = [[] for _ in range(size)]
    for start, finish in arcs:
        after[start].append(finish)
        before[finish].append(start)
    if matched == size:
        # Everything is matched: one input is enough, joined to each ring, and without any one link it still is.
        anywhere: list[Driver] = ["sometimes"] * size
        return Control(min(1, size), matched, tuple(anywhere), ())
    # What an alternating way joins to something unmatched can be left unmatched in its place.
    spared = _spared([each for each in range(size) if out[each] < 0], before, into)
    idle = _spared([each for each in range(size) if into[each] < 0], after, out)
    drivers: list[Driver] = [
        "always" if not before[each] else "sometimes" if each in spared else "never" for each in range(size)
    ]
    # A chosen link can be done without where a way to an end or a ring of alternating links offers another choice.
    swaps = rx.PyDiGraph()
    swaps.add_nodes_from(range(size))
    swaps.extend_from_edge_list(
        [(start, out[finish]) for start, finish in arcs if out[finish] >= 0 and out[finish] != start]
    )
    ring = {each for part in rx.strongly_connected_components(swaps) if len(part) > 1 for each in part}
    critical = tuple(
        (start, finish)
        for start, finish in enumerate(into)
        if finish >= 0 and finish not in spared and start not in idle and start not in ring
    )
    return Control(size - matched, matched, tuple(drivers), critical)


def _spared(free: list[int], joined: list[list[int]], chosen: list[int]) -> set[int]:
    """Give what an alternating way leads to from something free: over any link, then over a chosen one."""
    found = set(free)
    queue = list(free)
    for each in queue:
        for other in joined[each]:
            end = chosen[other]
            if end >= 0 and end not in found:
                found.add(end)
                queue.append(end)
    return found


def report_drivers(branch: Branch, *, layer: Layer = "influences", draws: int = 200, seed: int = 1) -> ControlReport:
    """Say where inputs must enter a map, as drawn and redrawn.

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
    elements, arcs, likely = numbered_links(branch, layer)
    control = find_drivers(len(elements), arcs)
    draws = min(draws, WORK // (len(elements) + len(arcs)))
    shares, between = _redraw(len(elements), arcs, likely, draws, seed)
    own = len({link.from_id for link in branch.of("INFLUENCES") if link.from_id == link.to_id})
    findings = tuple(_say(branch, element, control, at, shares) for at, element in enumerate(elements))
    return ControlReport(elements, arcs, control, shares, between, draws, seed, own, findings)


def _redraw(
    size: int, arcs: Sequence[Arc], likely: Sequence[float], draws: int, seed: int
) -> tuple[tuple[tuple[float, float, float], ...], tuple[int, int] | None]:
    import numpy as np

    if not draws:
        return (), None
    numbers = np.random.default_rng(seed)
    kinds = {"always": 0, "sometimes": 1, "never": 2}
    counts = np.zeros((size, 3))
    inputs = []
    for _ in range(draws):
        kept = np.flatnonzero(numbers.random(len(arcs)) < likely).tolist()
        found = find_drivers(size, [arcs[each] for each in kept])
        inputs.append(found.inputs)
        counts[np.arange(size), [kinds[each] for each in found.drivers]] += 1
    low, high = np.quantile(inputs, (0.05, 0.95), method="closest_observation")
    always, sometimes, never = (counts / draws).T.tolist()
    return tuple(zip(always, sometimes, never, strict=True)), (int(low), int(high))


def _say(
    branch: Branch, element: str, control: Control, at: int, shares: Sequence[tuple[float, float, float]]
) -> Finding:
    kind = control.drivers[at]
    name = f"“{branch.name_of(element)}”"
    words = {
        "always": f"nothing drawn leads to {name}, so an input must enter there",
        "sometimes": f"an input may enter at {name}, or elsewhere instead",
        "never": f"no input of its own is ever needed at {name}",
    }
    figures = {"driver": Figure(kind, "", "over all largest choices of links")}
    if shares:
        share = dict(zip(("always", "sometimes", "never"), shares[at], strict=True))[kind]
        figures["redrawn"] = Figure(f"{share:.4f}", "share of redrawn maps", "in which it is the same")
    sentence = f"{words[kind][0].upper()}{words[kind][1:]}."
    return Finding("driver", sentence, (element,), figures, scenario=branch.scenario)
