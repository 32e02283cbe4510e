"""Small sets of loops that stand for many: the shortest independent ones, and the strongest that a search meets.

Graphs are as in `sysmap.analysis.loop_search`; loops of one element are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sysmap.analysis.loop_search import Graph, find_connected_parts, find_loops
from sysmap.errors import NoAnswerError

Cycle = tuple[str, ...]
Link = tuple[str, str]

MOST_IN_A_PART = 2_000
"""Elements of a strong part up to which all pairs are joined by shortest ways."""

MOST_STEPS = 2_000_000
"""Steps of the search for strong loops, after which it stops and says so."""

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
    """What a search along the strongest links met.

    Parameters
    ----------
    loops : tuple of tuple of str
        By the product of their links' sizes, the largest first. Never complete by promise.
    stopped : bool
        It ended for its length and not because it was done.
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


def find_strong_loops(successors: Graph, sizes: Mapping[Link, float]) -> StrongLoops:
    """Look for strong loops along the strongest links first (Eberlein and Schoenberg 2020).

    From each element ways are followed, the strongest link first, and given up where the element they come to was
    reached more strongly before. What returns to the start is a loop. It does not find all loops, nor surely the
    strongest.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.
    sizes : mapping of (str, str) to float
        The size of each link, above 0.
    """
    found: dict[Cycle, float] = {}
    left = MOST_STEPS
    for part in find_connected_parts(successors):
        inside = {
            node: sorted(out, key=lambda each, node=node: (-sizes[node, each], each))  # type: ignore[misc]  # bound now
            for node, out in _inside(successors, part).items()
        }
        for start in part:
            left = _walk_strongest(start, inside, sizes, found, left)
            if not left:
                break
    return StrongLoops(tuple(sorted(found, key=lambda loop: (-found[loop], len(loop), loop))), not left)


def _walk_strongest(
    start: str, inside: Mapping[str, Sequence[str]], sizes: Mapping[Link, float], found: dict[Cycle, float], left: int
) -> int:
    best: dict[str, float] = {}
    path, scores, stack = [start], [1.0], [iter(inside[start])]
    on_path = {start}
    while stack and left:
        for node in stack[-1]:
            left -= 1
            score = scores[-1] * sizes[path[-1], node]
            if node == start:
                found.setdefault(_begun_lowest(path), score)
            elif node not in on_path and score >= best.get(node, 0.0):
                best[node] = score
                path.append(node)
                scores.append(score)
                on_path.add(node)
                stack.append(iter(inside[node]))
                break
            if not left:
                break
        else:
            stack.pop()
            scores.pop()
            on_path.discard(path.pop())
    return left


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
