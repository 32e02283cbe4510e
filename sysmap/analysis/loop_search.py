"""Feedback loops of any directed graph: shortest first, streamed, with an honest account of what was looked at.

Loops lie inside strongly connected parts, which are found first. Inside them each loop is searched for from its lowest
node, as Johnson (1975) does, but bounded by length and pruned by exact distance: see `sysmap.analysis.loop_core`.

A graph is a mapping from each node to the nodes it points at. It is simple: several links between the same two nodes
count once, so the caller merges them first and keeps what they say. A link from a node to itself is a loop of length 1;
such loops are reported apart and are in no count. Nodes are strings, and their order, not that of the input, decides
the order of the answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

from sysmap.analysis.loop_core import Loop, LoopCore, OutOfTimeError, find_strong_parts

Graph = Mapping[str, Iterable[str]]

DEFAULT_MAX_LENGTH = 8
DEFAULT_LIMIT = 200_000
DEFAULT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class LoopAccount:
    """What a search for loops can vouch for.

    Attributes
    ----------
    count : int
        Loops found, those of length 1 left out.
    complete_to_length : int
        Every loop of at most this many elements has been found.
    at_least : bool
        The search did not get to the end of what was asked, so there may be more loops than `count`.
    is_whole : bool
        No loop of any length is missing: none is longer than those found.
    stopped_by : {"limit", "time"} or None
        What ended the search early, or None.
    """

    count: int
    complete_to_length: int
    at_least: bool
    is_whole: bool
    stopped_by: Literal["limit", "time"] | None


@dataclass(frozen=True, slots=True)
class LoopCounts:
    """How many loops there are, and how many pass through each element and link.

    Attributes
    ----------
    account : LoopAccount
        What the search can vouch for; its `count` includes loops longer than `complete_to_length`.
    self_loops : tuple of str
        Nodes that point at themselves; they are in none of the counts.
    by_length : mapping of int to int
        Loops of each length that has any, complete: lengths above `complete_to_length` are left out.
    by_node : mapping of str to int
        Loops through each node that is on any, over the same lengths.
    by_link : mapping of (str, str) to int
        Loops through each link that is on any, over the same lengths.
    by_sign : mapping of int to int
        Loops with an even number of opposite links (1), an odd one (-1) and an unsure link (0);
        with those met of a length that was not finished.
    """

    account: LoopAccount
    self_loops: tuple[str, ...]
    by_length: Mapping[int, int] = field(default_factory=dict)
    by_node: Mapping[str, int] = field(default_factory=dict)
    by_link: Mapping[tuple[str, str], int] = field(default_factory=dict)
    by_sign: Mapping[int, int] = field(default_factory=dict)


class LoopStream(Iterator[tuple[str, ...]]):
    """Loops one by one, shortest first; made by `find_loops` and `find_loops_through`.

    Taking some and leaving the rest costs no more than those taken. Memory does not grow with the number of loops.

    Attributes
    ----------
    self_loops : tuple of str
        Nodes that point at themselves, among those asked about.
    """

    def __init__(self, search: "_Search") -> None:
        self.self_loops = search.self_loops
        self._search = search
        names = search.names
        self._loops = (tuple([names[node] for node in loop]) for block in search.find_blocks() for loop in block)
        self._given = 0

    def __next__(self) -> tuple[str, ...]:
        loop = next(self._loops)
        self._given += 1
        return loop

    @property
    def account(self) -> LoopAccount:
        """What can be vouched for so far; final once the stream has ended."""
        return self._search.make_account(self._given)


def find_loops(
    successors: Graph,
    *,
    max_length: int | None = None,
    limit: int | None = None,
    seconds: float | None = None,
) -> LoopStream:
    """Find the loops of two or more elements, each once, starting at its lowest node.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.
    max_length : int, optional
        The most elements a loop may have; without it loops of any length are found.
    limit : int, optional
        Stop after this many loops.
    seconds : float, optional
        Stop when the search itself, without what the caller does between loops, has taken this long.

    Returns
    -------
    LoopStream
        Loops sorted by length and then by their nodes, whatever the order of the input.

    Raises
    ------
    ValueError
        If `max_length` is below 1, or `limit` or `seconds` below 0.

    Examples
    --------
    >>> loops = find_loops({"a": ["b", "c"], "b": ["a"], "c": ["b"]})
    >>> list(loops)
    [('a', 'b'), ('a', 'c', 'b')]
    >>> loops.account.is_whole
    True
    """
    return LoopStream(_Search(successors, None, max_length, limit, seconds))


def find_loops_through(
    successors: Graph,
    node: str,
    *,
    max_length: int | None = None,
    limit: int | None = None,
    seconds: float | None = None,
) -> LoopStream:
    """Find the loops through one node, each starting there.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.
    node : str
        The node; one that is in no link is on no loop.
    max_length : int, optional
        The most elements a loop may have; without it loops of any length are found.
    limit : int, optional
        Stop after this many loops.
    seconds : float, optional
        Stop when the search itself, without what the caller does between loops, has taken this long.

    Returns
    -------
    LoopStream
        Loops sorted by length and then by their nodes. The account speaks of loops through this node only.

    Raises
    ------
    ValueError
        If `max_length` is below 1, or `limit` or `seconds` below 0.

    Examples
    --------
    >>> list(find_loops_through({"a": ["b", "c"], "b": ["a"], "c": ["b"]}, "c"))
    [('c', 'b', 'a')]
    """
    return LoopStream(_Search(successors, node, max_length, limit, seconds))


def count_loops(
    successors: Graph,
    *,
    signs: Mapping[tuple[str, str], int] | None = None,
    through: str | None = None,
    max_length: int | None = None,
    limit: int | None = None,
    seconds: float | None = None,
) -> LoopCounts:
    """Count loops, in all and through each node and link, without keeping them.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.
    signs : mapping of (str, str) to int, optional
        The sign of each link, 1 or -1; a link that is not in it is unsure.
    through : str, optional
        Count only the loops through this node.
    max_length : int, optional
        The most elements a loop may have; without it loops of any length are counted.
    limit : int, optional
        Stop after this many loops.
    seconds : float, optional
        Stop when the search has taken this long.

    Returns
    -------
    LoopCounts
        Counts over the lengths that were searched to the end, so that stopping early biases none of them.

    Raises
    ------
    ValueError
        If `max_length` is below 1, or `limit` or `seconds` below 0.
    """
    search = _Search(successors, through, max_length, limit, seconds)
    return search.count(signs or {})


def find_connected_parts(successors: Graph) -> list[tuple[str, ...]]:
    """Find the strongly connected parts that hold loops: every element in one can affect every other in it.

    Parameters
    ----------
    successors : mapping of str to iterable of str
        The nodes each node points at.

    Returns
    -------
    list of tuple of str
        Parts of two nodes or more, each sorted, largest first and then by their nodes.
    """
    names, targets = _number_nodes(successors)
    parts = (tuple(names[node] for node in sorted(part)) for part in find_strong_parts(targets) if len(part) > 1)
    return sorted(parts, key=lambda part: (-len(part), part))


class _Search:
    """One search: the graph by numbers, the limits and the account."""

    def __init__(
        self, successors: Graph, through: str | None, max_length: int | None, limit: int | None, seconds: float | None
    ) -> None:
        if (max_length is not None and max_length < 1) or (limit or 0) < 0 or (seconds or 0) < 0:
            raise ValueError("max_length must be 1 or more; limit and seconds must be 0 or more")
        names, targets = _number_nodes(successors, first=through)
        self.self_loops = tuple(names[node] for node, out in enumerate(targets) if node in out)
        parts = [sorted(part) for part in find_strong_parts(targets) if len(part) > 1]
        if through is not None:
            # Numbered first, the node is the lowest of its part and so the root of every loop through it.
            parts = [part for part in parts if names[part[0]] == through]
            self.self_loops = tuple(name for name in self.self_loops if name == through)
        part_of = {node: index for index, part in enumerate(parts) for node in part}
        kept = sorted(part_of)
        number = {node: index for index, node in enumerate(kept)}
        self.names = [names[node] for node in kept]
        inside = [
            [number[target] for target in targets[node] if target != node and part_of.get(target) == part_of[node]]
            for node in kept
        ]
        self._longest_possible = max(map(len, parts), default=1)
        self._max_length = self._longest_possible if max_length is None else max_length
        roots = range(len(inside)) if through is None else range(min(1, len(inside)))
        self._inside, self._roots = inside, roots
        self._core = LoopCore(inside, roots, min(self._max_length, self._longest_possible))
        self._limit = limit
        self._seconds_left = seconds
        self._is_done = False
        self._stopped_by: Literal["limit", "time"] | None = None

    def find_blocks(self) -> Iterator[list[Loop]]:
        """Give the loops in blocks until they, the limit or the time end; only time spent in here counts."""
        blocks = self._core.find_blocks()
        count = 0
        while True:
            started = monotonic()
            if self._seconds_left is not None:
                self._core.deadline = started + self._seconds_left
            try:
                block = next(blocks, None)
            except OutOfTimeError:
                self._stopped_by = "time"
                return
            if self._seconds_left is not None:
                self._seconds_left -= monotonic() - started
            if block is None:
                self._is_done = True
                return
            if self._limit is not None and count + len(block) > self._limit:
                self._stopped_by = "limit"
                block = block[: self._limit - count]
                if block:
                    yield block
                return
            count += len(block)
            yield block

    def count(self, signs: Mapping[tuple[str, str], int]) -> LoopCounts:
        """Count the loops length by length, until they, the limit or the time end."""
        from sysmap.analysis.loop_counting import SignedGraph, count_by_length

        names = self.names
        numbered = [
            [signs.get((names[cause], names[effect]), 0) for effect in out] for cause, out in enumerate(self._inside)
        ]
        most = min(self._max_length, self._longest_possible)
        tally = count_by_length(SignedGraph(self._inside, self._roots, numbered), most, self._limit, self._seconds_left)
        links = [(names[cause], names[effect]) for cause, out in enumerate(self._inside) for effect in out]
        by_link = {link: count for link, count in zip(links, tally.by_link.tolist(), strict=True) if count}
        by_node: Counter[str] = Counter()
        for (_, effect), count in by_link.items():
            by_node[effect] += count
        done = tally.stopped_by is None
        account = LoopAccount(
            count=tally.count,
            complete_to_length=self._max_length if done else tally.complete_to,
            at_least=not done,
            is_whole=done and (tally.exhausted or self._max_length >= self._longest_possible),
            stopped_by=tally.stopped_by,
        )
        by_sign = {sign: count for sign, count in zip((0, 1, -1), tally.by_sign.tolist(), strict=True) if count}
        return LoopCounts(account, self.self_loops, tally.by_length, dict(sorted(by_node.items())), by_link, by_sign)

    @property
    def complete_to_length(self) -> int:
        """Every loop of at most this length has been given."""
        return self._max_length if self._is_done else self._core.complete_to

    def make_account(self, count: int) -> LoopAccount:
        """State what can be vouched for after this many loops."""
        return LoopAccount(
            count=count,
            complete_to_length=self.complete_to_length,
            at_least=not self._is_done,
            is_whole=self._is_done and (self._core.exhausted or self._max_length >= self._longest_possible),
            stopped_by=self._stopped_by,
        )


def _number_nodes(successors: Graph, first: str | None = None) -> tuple[Sequence[str], list[list[int]]]:
    """Give the names of the nodes in order, one of them first if asked for, and the targets of each by number."""
    targets = {node: set(out) for node, out in successors.items()}
    names = sorted(targets.keys() | set().union(*targets.values()), key=lambda node: (node != first, node))
    number = {node: index for index, node in enumerate(names)}
    return names, [sorted(number[target] for target in targets.get(node, ())) for node in names]
