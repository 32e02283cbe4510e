"""What rests on what: what stops if something stops, and what everything passes through (METHODS 9).

Sorts of support are told apart. A service that *depends on* something, unless that is marked as little critical, and a
unit that is *part of* a body cannot go on without it: one that goes is enough. A service that several *pay for* or
*deliver* stops only when the last of them goes. A body that loses a payer or something it depends on is weakened and no
more: it does other things too, and nobody draws all that it lives on. Direction matters: cut points of the drawing
without directions both miss such failures and invent others.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Literal

from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import is_drawn
from sysmap.model.maps import Branch

Sort = Literal["needs", "helped_by", "part_of", "paid_by", "delivered_by"]
_LINKS: Mapping[str, tuple[Sort, bool]] = {
    "DEPENDS_ON": ("needs", False),
    "PART_OF": ("part_of", False),
    "FUNDS": ("paid_by", True),
    "DELIVERS": ("delivered_by", True),
}
"""For each type of link: what its supported end says of it, and whether that is where it leads."""

_TOLD = 6
"""Names in one sentence."""

MOST_CUT = 4
"""Separate ways that are looked for; with so many or more nothing is said to hang by a thread."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One element that stops, and why.

    Parameters
    ----------
    element : str
        Its id.
    because : {"needs", "part_of", "paid_by", "delivered_by"}
        The sort of support that went.
    gone : tuple of str
        Ids of what it needed, or of all that paid or delivered it.
    links : tuple of str
        Ids of the links that say so.
    """

    element: str
    because: Sort
    gone: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows if one element stops.

    Parameters
    ----------
    element : str
        Its id.
    stops : tuple of Stop
        What stops with it, in the order in which it does.
    weakened : Mapping of str to tuple of str
        What loses some but not all of those that pay or deliver it, with ids of those that go.
    """

    element: str
    stops: tuple[Stop, ...]
    weakened: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DependenceReport:
    """What rests on what.

    Parameters
    ----------
    consequences : tuple of Consequences
        Of elements with which something else stops, those with most services first, as many as were asked for.
    findings : tuple of Finding
        What that says.
    in_all : int
        How many such elements there are.
    """

    consequences: tuple[Consequences, ...]
    findings: tuple[Finding, ...]
    in_all: int


@dataclass
class Support:
    """Who supports whom on a map.

    Parameters
    ----------
    supports : dict of str to dict
        For each element, by sort, those that support it and the links that say so.
    carries : dict of str to set of str
        For each element, those that it supports.
    services : set of str
        Which of them are services.
    """

    supports: dict[str, dict[Sort, dict[str, list[str]]]] = field(default_factory=dict)
    carries: dict[str, set[str]] = field(default_factory=dict)
    services: set[str] = field(default_factory=set)

    def add(self, sort: Sort, supporter: str, supported: str, link: str) -> None:
        """Note that one element supports another."""
        by_sort = self.supports.setdefault(supported, {})
        by_sort.setdefault(sort, {}).setdefault(supporter, []).append(link)
        self.carries.setdefault(supporter, set()).add(supported)

    def rests_on(self, element: str) -> Mapping[Sort, Mapping[str, Sequence[str]]]:
        """Give what an element rests on directly, by sort, with the links that say so."""
        return self.supports.get(element, {})


def read_support(branch: Branch) -> Support:
    """Read who supports whom: what is needed, who pays, who delivers.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    """
    support = Support(services={service.id for service in branch.of("Service")})
    for kind, (sort, leads_there) in _LINKS.items():
        for link in branch.of(kind):
            ends = (link.from_id, link.to_id) if leads_there else (link.to_id, link.from_id)
            if ends[0] != ends[1] and all(is_drawn(branch, end) for end in ends):
                little = kind == "DEPENDS_ON" and link.get("criticality") == "low"
                support.add("helped_by" if little else sort, *ends, link.id)
    return support


def follow(support: Support, element: str) -> Consequences:
    """Follow what stops if an element stops.

    Parameters
    ----------
    support : Support
        Who supports whom.
    element : str
        What stops.
    """
    gone = {element}
    stops: list[Stop] = []
    touched: dict[str, None] = {}
    waiting = deque([element])
    while waiting:
        stopped = waiting.popleft()
        for other in sorted(support.carries.get(stopped, ())):
            if other in gone:
                continue
            found = _stops(support, other, gone)
            if found:
                gone.add(other)
                touched.pop(other, None)
                stops.append(found)
                waiting.append(other)
            else:
                touched[other] = None
    weakened = {
        each: tuple(sorted(lost))
        for each in touched
        if (lost := {who for by in support.rests_on(each).values() for who in by if who in gone})
    }
    return Consequences(element, tuple(stops), weakened)


def _stops(support: Support, element: str, gone: set[str]) -> Stop | None:
    for sort, by in support.rests_on(element).items():
        lost = [who for who in by if who in gone]
        last = sort in {"paid_by", "delivered_by"} and len(lost) == len(by) and element in support.services
        if lost and (sort == "part_of" or (sort == "needs" and element in support.services) or last):
            return Stop(element, sort, tuple(lost), tuple(link for who in lost for link in by[who]))
    return None


def count_stops(support: Support) -> dict[str, tuple[int, int]]:
    """Count what stops with each element, for all elements at once.

    For each element the set of those whose end ends it is built up from the sets of what it rests on: their union where
    one that goes is enough, their intersection where the last must go. Sets are the bits of a whole number, and the
    least ones that fit are what `follow` finds one element at a time.

    Parameters
    ----------
    support : Support
        Who supports whom.

    Returns
    -------
    dict of str to (int, int)
        For each element that supports another: how many services stop with it, and how many elements in all.
    """
    import numpy as np

    supporters = sorted(support.carries)
    own = {element: 1 << place for place, element in enumerate(supporters)}
    ended_by = {element: own.get(element, 0) for element in {*own, *support.supports}}
    waiting = deque(sorted(support.supports))
    queued = set(waiting)
    while waiting:
        element = waiting.popleft()
        queued.discard(element)
        ends = ended_by[element] | _ended_by(support, element, ended_by)
        if ends != ended_by[element]:
            ended_by[element] = ends
            further = support.carries.get(element, set()) - queued
            waiting.extend(further)
            queued |= further
    counts = np.zeros((2, len(supporters)), dtype=np.int64)
    size = -(-len(supporters) // 8)
    for element, ends in ended_by.items():
        if others := ends & ~own.get(element, 0):
            bits = np.frombuffer(others.to_bytes(size, "little"), dtype=np.uint8)
            row = np.unpackbits(bits, count=len(supporters), bitorder="little")
            counts[1] += row
            if element in support.services:
                counts[0] += row
    return {each: (int(counts[0, place]), int(counts[1, place])) for place, each in enumerate(supporters)}


def _ended_by(support: Support, element: str, ended_by: Mapping[str, int]) -> int:
    """Give the set of those whose end ends an element through what it rests on directly, by the rules of `_stops`."""
    is_service = element in support.services
    ends = 0
    for sort, by in support.rests_on(element).items():
        sets = [ended_by[who] for who in by]
        if sort == "part_of" or (sort == "needs" and is_service):
            ends |= reduce(or_, sets)
        elif sort in {"paid_by", "delivered_by"} and is_service:
            ends |= reduce(and_, sets)
    return ends


def report_dependence(branch: Branch, most: int | None = None) -> DependenceReport:
    """Find the elements on which others rest alone.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    most : int, optional
        Follow so many of them and no more; all where not given. All are counted and put in order in any case.
    """
    support = read_support(branch)
    counts = {element: count for element, count in count_stops(support).items() if count[1]}
    order = sorted(counts, key=lambda each: (-counts[each][0], -counts[each][1], each))
    found = tuple(follow(support, element) for element in order[:most])
    return DependenceReport(found, tuple(say_consequences(branch, each) for each in found), len(order))


def _services(branch: Branch, consequences: Consequences) -> int:
    return sum(branch[stop.element].kind == "Service" for stop in consequences.stops)


def say_consequences(branch: Branch, consequences: Consequences) -> Finding:
    """Say what follows if one element stops, as one sentence."""
    name = branch.name_of(consequences.element)
    names = [f"“{branch.name_of(stop.element)}”" for stop in consequences.stops[:_TOLD]]
    if names:
        left = len(consequences.stops) - len(names)
        more = f" and {left} more" if left else ""
        said = f"If “{name}” stopped, so would {', '.join(names)}{more}"
    else:
        said = f"Nothing on this map stops only because “{name}” does"
    if consequences.weakened:
        count = len(consequences.weakened)
        said += f"; {count} more would lose some of what {'it rests' if count == 1 else 'they rest'} on"
    links = (link for stop in consequences.stops for link in stop.links)
    return Finding(
        "what_stops",
        f"{said}.",
        (consequences.element, *(stop.element for stop in consequences.stops)),
        {
            "services": Figure(_services(branch, consequences), "services", "services that stop with it"),
            "stops": Figure(len(consequences.stops), "elements", "all that stop with it"),
        },
        tuple(dict.fromkeys(links)),
        ("what is not drawn: a support that nobody put on the map cannot be missed",),
        scenario=branch.scenario,
    )


def immediate_dominators(arcs: Iterable[tuple[str, str]], sources: Iterable[str]) -> dict[str, str]:
    """Give, for each element, the last one that every way from the sources to it passes through.

    Lengauer and Tarjan 1979 by rustworkx, from one start before all sources. An element that several separate ways
    reach has none.

    Parameters
    ----------
    arcs : iterable of (str, str)
        From and to.
    sources : iterable of str
        Where ways begin.
    """
    import rustworkx

    graph = rustworkx.PyDiGraph(multigraph=False)
    number: dict[str, int] = {}

    def node(name: str) -> int:
        if name not in number:
            number[name] = graph.add_node(name)
        return number[name]

    start = graph.add_node("")
    for one, other in arcs:
        graph.add_edge(node(one), node(other), None)
    for source in sources:
        graph.add_edge(start, node(source), None)
    found = rustworkx.immediate_dominators(graph, start)
    return {graph[each]: graph[above] for each, above in found.items() if start not in {each, above}}


def separate_ways(arcs: Iterable[tuple[str, str]], sources: Iterable[str], target: str, most: int = MOST_CUT) -> int:
    """Count ways from sources to a target that share no element: as many must go to cut it off (Menger 1927).

    Parameters
    ----------
    arcs : iterable of (str, str)
        From and to.
    sources : iterable of str
        Where ways begin; one way may use each.
    target : str
        Where they end.
    most : int, optional
        Count no further.
    """
    return _fill(_pipes(arcs, sources, target), target, most)


def smallest_cut(
    arcs: Iterable[tuple[str, str]], sources: Iterable[str], target: str, most: int = MOST_CUT
) -> tuple[str, ...]:
    """Give the fewest elements without which no way leads to a target; of several such sets the one nearest its source.

    Parameters
    ----------
    arcs : iterable of (str, str)
        From and to.
    sources : iterable of str
        Where ways begin; they may be cut too.
    target : str
        Where they end.
    most : int, optional
        Look for fewer than this; empty where it takes as many or more, or where no way leads there.
    """
    room = _pipes(arcs, sources, target)
    if _fill(room, target, most) >= most:
        return ()
    near = _spread(room, ("", 1), (target, 0))
    return tuple(sorted(name for name, side in near if not side and name != target and (name, 1) not in near))


Door = tuple[str, int]
"""An element's way in (0) or out (1): one way goes through each."""

_WIDE = 1 << 30
"""Room of a link: only elements are narrow, so that what is cut is always an element."""


def _fill(room: dict[Door, dict[Door, int]], target: str, most: int) -> int:
    """Send as many ways through as there is room for, up to so many."""
    count = 0
    while count < most and (way := _way(room, ("", 1), (target, 0))):
        for one, other in pairwise(way):
            room[one][other] -= 1
            room[other][one] += 1
        count += 1
    return count


def _pipes(arcs: Iterable[tuple[str, str]], sources: Iterable[str], target: str) -> dict[Door, dict[Door, int]]:
    room: dict[Door, dict[Door, int]] = {}

    def pipe(one: Door, other: Door, wide: int = _WIDE) -> None:
        room.setdefault(one, {})[other] = wide
        room.setdefault(other, {}).setdefault(one, 0)

    names: set[str] = set()
    for source in sources:
        pipe(("", 1), (source, 0))
        names.add(source)
    for one, other in arcs:
        pipe((one, 1), (other, 0))
        names |= {one, other}
    for name in names - {target}:
        pipe((name, 0), (name, 1), 1)
    return room


def _way(room: Mapping[Door, Mapping[Door, int]], begin: Door, end: Door) -> list[Door]:
    """Find a way through what is still free, the shortest first; empty where there is none."""
    came = _spread(room, begin, end)
    if end not in came:
        return []
    way = [end]
    while way[-1] != begin:
        way.append(came[way[-1]])
    return way[::-1]


def _spread(room: Mapping[Door, Mapping[Door, int]], begin: Door, end: Door) -> dict[Door, Door]:
    """Go wherever there is room, until the end is met: each door that was reached, and from where."""
    came: dict[Door, Door] = {begin: begin}
    waiting = deque([begin])
    while waiting and end not in came:
        here = waiting.popleft()
        for there, free in room.get(here, {}).items():
            if free and there not in came:
                came[there] = here
                waiting.append(there)
    return came
