"""Small sets of loops that stand for many: the shortest independent ones, and the strongest of all.

Graphs are as in `sysmap.analysis.loop_search`; loops of one element are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import log

from sysmap.analysis.loop_search import Graph, find_connected_parts, find_loops
from sysmap.errors import NoAnswerError

Cycle = tuple[str, ...]
Link = tuple[str, str]

MOST_IN_A_PART = 2_000
"""Elements of a strong part up to which all pairs are joined by shortest ways."""

MOST_STEPS = 300_000
"""Ways that the search for strong loops follows, after which it ends and says so."""

MOST_STRONG = 1_000
"""Strong loops it looks for."""

Way = tuple[str, "Way | None"]
"""An element and the way before it."""

Waiting = tuple[float, int, float, str, str, Way | None]
"""A way to be followed: the negative of its bound, a number of its own, its product, its root, its last element, and
the way before that."""

_LEVEL = 1e-9
"""Products that differ by no more, in proportion, are level."""

_PRIME = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class IndependentLoops:
    """The shortest independent loop set.

    Parameters
    ----------
    loops : tuple of tuple of str
        The set (Oliva 2004), by length and then by elements, each from its lowest element.
    rank : int
        Links less elements plus one, over all strong parts: how many independent loops there are.
    filled : tuple of tuple of str
        The further loops that make the set a basis of `rank` loops, as far as the search went.
    """

    loops: tuple[Cycle, ...]
    rank: int
    filled: tuple[Cycle, ...]

    @property
    def is_basis(self) -> bool:
        """Whether the two together are as many as the rank."""
        return len(self.loops) + len(self.filled) == self.rank


@dataclass(frozen=True, slots=True)
class StrongLoops:
    """The strongest loops.

    Parameters
    ----------
    loops : tuple of tuple of str
        By the product of their links' sizes, the largest first. No other loop is as strong as any of them.
    stopped : bool
        There are weaker loops. Empty as well where more are level at the top than were looked for.
    """

    loops: tuple[Cycle, ...]
    stopped: bool


def find_independent_loops(successors: Graph, *, seconds: float | None = 10.0) -> IndependentLoops:
    """Find the shortest independent loop set (Oliva 2004) and fill it to a basis.

    For each two elements of a strong part, the shortest way there and the shortest way back make a loop where they
    share nothing else. Loops are taken by length, then by their elements, where they hold a link that none before
    them holds; of ways that are equally short the first by its elements counts, so that the set is always the same.
    It is then filled with the next loops that are independent of all taken.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.
    seconds : float, optional
        How long to look for loops to fill the basis with.

    Raises
    ------
    NoAnswerError
        When a strong part is too large.
    """
    taken: list[Cycle] = []
    filled: list[Cycle] = []
    rank = 0
    for part in find_connected_parts(successors):
        if len(part) > MOST_IN_A_PART:
            raise NoAnswerError(
                f"{len(part):,} elements all act on each other: too many for a shortest independent loop set"
                f" (at most {MOST_IN_A_PART:,}); ask for the loops through one element with --through"
            )
        inside = _inside(successors, part)
        part_rank = sum(map(len, inside.values())) - len(part) + 1
        rank += part_rank
        covered: set[Link] = set()
        span = _Span()
        candidates = _geodetic_loops(inside)
        own = []
        for loop in candidates:
            steps = _steps(loop)
            if not covered.issuperset(steps):
                covered.update(steps)
                span.add(steps)
                own.append(loop)
        taken += own
        for source in (candidates, find_loops(inside, seconds=seconds)):
            for loop in source:
                if span.size == part_rank:
                    break
                if span.add(_steps(loop)):
                    filled.append(loop)
    return IndependentLoops(tuple(_sorted(taken)), rank, tuple(_sorted(filled)))


def find_strong_loops(
    successors: Graph, sizes: Mapping[Link, float], *, most: int = MOST_STRONG, steps: int = MOST_STEPS
) -> StrongLoops:
    """Find the strongest loops of all, the strongest first.

    Ways from all elements wait in one queue. The next to be followed is the one that could still become the strongest
    loop: its product so far, times that of the strongest way back to where it began. That bound is never too small, so
    loops come in the order of their products whatever the elements are called (best-first search; Hart, Nilsson and
    Raphael 1968). Where the search ends early, what it has is all there is above some product.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.
    sizes : mapping of (str, str) to float
        The size of each link, above 0 and at most 1.
    most, steps : int, optional
        End with so many loops, or after following so many ways.
    """
    inside = {node: out for part in find_connected_parts(successors) for node, out in _inside(successors, part).items()}
    before: dict[str, list[str]] = {node: [] for node in inside}
    for node, out in inside.items():
        for each in out:
            before[each].append(node)
    back: dict[str, dict[str, float]] = {}
    waiting = _first_ways(inside, before, sizes)
    heapify(waiting)
    number, left = len(inside), steps
    found: dict[Cycle, float] = {}
    while waiting and left and len(found) < most:
        _, _, product, root, node, way = heappop(waiting)
        left -= 1
        if way and node == root:
            found[_elements_of(way)] = product
            continue
        if root not in back:
            back[root] = _strongest_ways_back(root, before, sizes)
        for each in inside[node]:
            further = product * sizes[node, each]
            if each == root:
                bound = further
            elif each > root and each in back[root] and not _is_on(way, each):
                bound = further * back[root][each]
            else:
                continue
            number += 1
            heappush(waiting, (-bound, number, further, root, each, (node, way)))
    open_above = -waiting[0][0] * (1 + _LEVEL) if waiting else 0.0
    sure = [loop for loop, product in found.items() if product > open_above]
    return StrongLoops(
        tuple(sorted(sure, key=lambda loop: (-round(log(found[loop]), 9), len(loop), loop))), bool(waiting)
    )


def _first_ways(
    inside: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]], sizes: Mapping[Link, float]
) -> list[Waiting]:
    """Begin a way at each element that can be the lowest of a loop."""
    waiting: list[Waiting] = []
    for number, root in enumerate(inside):
        leaving = max((sizes[root, each] for each in inside[root] if each > root), default=0.0)
        coming = max((sizes[each, root] for each in before[root] if each > root), default=0.0)
        if leaving and coming:
            waiting.append((-leaving * coming, number, 1.0, root, root, None))
    return waiting


def _strongest_ways_back(
    root: str, before: Mapping[str, Sequence[str]], sizes: Mapping[Link, float]
) -> dict[str, float]:
    """Give the product of the strongest way to a root from each higher element, over higher elements only."""
    best: dict[str, float] = {}
    waiting = [(-1.0, root)]
    while waiting:
        product, node = heappop(waiting)
        if node in best:
            continue
        best[node] = -product
        for each in before[node]:
            if each > root and each not in best:
                heappush(waiting, (product * sizes[each, node], each))
    return best


def _is_on(way: "Way | None", element: str) -> bool:
    while way:
        if way[0] == element:
            return True
        way = way[1]
    return False


def _elements_of(way: "Way | None") -> Cycle:
    elements = []
    while way:
        elements.append(way[0])
        way = way[1]
    return tuple(reversed(elements))


def _inside(successors: Graph, part: Iterable[str]) -> dict[str, list[str]]:
    members = set(part)
    return {node: sorted({each for each in successors[node] if each in members} - {node}) for node in sorted(members)}


def _geodetic_loops(inside: Mapping[str, Sequence[str]]) -> list[Cycle]:
    ways = {start: _shortest_ways(inside, start) for start in inside}
    found = set()
    for first in inside:
        for second in inside:
            if first < second:
                there = _way(ways[first], second)
                back = _way(ways[second], first)
                if set(there[1:-1]).isdisjoint(back):
                    found.add(_begun_lowest([*there, *back[1:-1]]))
    return _sorted(found)


def _shortest_ways(inside: Mapping[str, Sequence[str]], start: str) -> dict[str, str]:
    """Give for each node the one before it on the way that is shortest and, of those, first by its elements."""
    before = {start: ""}
    queue = [start]
    for node in queue:
        for each in inside[node]:
            if each not in before:
                before[each] = node
                queue.append(each)
    return before


def _way(before: Mapping[str, str], finish: str) -> list[str]:
    way = [finish]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return way[::-1]


class _Span:
    """What some loops span, as rows in echelon form; independent modulo a prime is independent over the rationals."""

    def __init__(self) -> None:
        self._rows: dict[Link, dict[Link, int]] = {}

    @property
    def size(self) -> int:
        """How many loops are in it."""
        return len(self._rows)

    def add(self, links: Iterable[Link]) -> bool:
        """Add a loop if it is independent of those in it; say whether it was."""
        rest = dict.fromkeys(links, 1)
        while rest:
            lead = min(rest)
            row = self._rows.get(lead)
            if row is None:
                inverse = pow(rest[lead], -1, _PRIME)
                self._rows[lead] = {link: value * inverse % _PRIME for link, value in rest.items()}
                return True
            factor = rest[lead]
            for link, value in row.items():
                reduced = (rest.get(link, 0) - factor * value) % _PRIME
                if reduced:
                    rest[link] = reduced
                else:
                    rest.pop(link, None)
        return False


def _steps(loop: Sequence[str]) -> list[Link]:
    return list(zip(loop, [*loop[1:], loop[0]], strict=True))


def _sorted(loops: Iterable[Cycle]) -> list[Cycle]:
    return sorted(loops, key=lambda loop: (len(loop), loop))


def _begun_lowest(loop: Sequence[str]) -> Cycle:
    at = loop.index(min(loop))
    return (*loop[at:], *loop[:at])
