"""Loops counted, with how many pass through each link, without naming any of them.

For each length all loops of exactly that length are counted, each from its lowest node, its *root*. Paths from all
roots grow side by side in blocks, a step at a time, and only to nodes from which the root can be reached in the steps
that are left. What a block's last step closes is counted on the way back: a path's count is that of its extensions, so
a link is tallied once for a path and not once for each loop. A block holds a bounded number of paths and a long block
is worked through in pieces, depth first, so that memory stays flat.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod
from time import monotonic
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sysmap.analysis.loop_core import LoopCore, OutOfTimeError

Ints = NDArray[np.integer[Any]]

PIECE = 4_096
"""Paths that are extended at once."""

TABLE_CELLS = 2_000_000
"""What the tables of the roots that are searched together may hold."""

MOST_STEPS = 40
"""Longer loops are found one by one: where they can be counted at all there are few."""

WORTH_LOOKING = 100_000
LOOKED_FOR_ONE = 50
"""Paths of a length from which on, and for each loop found, looking dominates: exact pruning pays better then."""


class LimitReachedError(Exception):
    """More loops were counted than were asked for."""


class SignedGraph(NamedTuple):
    """A graph with numbered nodes, from where to search it, and its signs.

    Parameters
    ----------
    successors : sequence of sequence of int
        For each node ``0 .. n-1`` the nodes it points at; each points at one at least.
    roots : sequence of int
        The nodes to search from: all for every loop, node 0 for the loops through it.
    signs : sequence of sequence of int
        The sign of each of these links: 1, -1, or 0 where it is unsure.
    """

    successors: Sequence[Sequence[int]]
    roots: Sequence[int]
    signs: Sequence[Sequence[int]]


@dataclass(slots=True)
class LengthCount:
    """The loops of one length.

    Parameters
    ----------
    loops : int
        How many there are.
    by_sign : ndarray of int, shape (3,)
        How many have a sign of 0, 1 and -1: unsure, an even and an odd number of opposite links.
    by_link : ndarray of int, shape (m,)
        How many pass through each link, in the order of the sources and of their targets.
    steps : int
        How many paths were looked at.
    """

    loops: int
    by_sign: Ints
    by_link: Ints
    steps: int = 0


class LoopCounter:
    """The counting of the loops of one graph, length by length.

    Parameters
    ----------
    graph : SignedGraph
        The graph.
    look : callable
        Told now and then what of this length is counted; it ends the search by raising.
    """

    def __init__(self, graph: SignedGraph, look: Callable[[LengthCount], None]) -> None:
        successors, roots, signs = graph
        self._n = len(successors)
        out = np.array([len(each) for each in successors], dtype=np.int64)
        self._starts = np.cumsum(out) - out
        self._source = np.repeat(np.arange(self._n), out)
        self._target = np.array([node for each in successors for node in each], dtype=np.int64)
        self._sign = np.array([sign for each in signs for sign in each], dtype=np.int8)
        self._roots = np.array(roots, dtype=np.int64)
        self._look = look
        self._back_from_all: Ints | None = None

    def count(self, length: int) -> LengthCount:
        """Count the loops of exactly this length.

        Parameters
        ----------
        length : int
            Elements of a loop, 2 or more.
        """
        found = LengthCount(0, np.zeros(3, dtype=np.int64), np.zeros(len(self._source), dtype=np.int64))
        per_root = max(self._n * length, len(self._source), 1)
        together = max(1, TABLE_CELLS // per_root)
        for start in range(0, len(self._roots), together):
            self._look(found)
            _Pass(self, self._roots[start : start + together], length, found).run()
        return found

    def measure_back(self, roots: Ints, most: int) -> Ints:
        """Count the steps from each node back to each root over higher nodes.

        Where all roots share one table it is measured once, for all lengths.

        Parameters
        ----------
        roots : ndarray of int, shape (g,)
            The roots.
        most : int
            Beyond so many steps nothing is measured.

        Returns
        -------
        ndarray of int, shape (g, n)
            The fewest steps; more than `most` where there are more, or no way.
        """
        if len(roots) < len(self._roots):
            return self._measure_back(roots, most)
        if self._back_from_all is None:
            self._back_from_all = self._measure_back(roots, max(most, MOST_STEPS))
        return self._back_from_all

    def _measure_back(self, roots: Ints, most: int) -> Ints:
        higher = np.arange(self._n) > roots[:, None]
        steps = np.full(higher.shape, most + 1, dtype=np.int16)
        front = np.zeros(higher.shape, dtype=bool)
        front[np.arange(len(roots)), roots] = True
        free = higher.copy()
        for step in range(1, most + 1):
            front = np.logical_or.reduceat(front[:, self._target], self._starts, axis=1) & free
            if not front.any():
                break
            steps[front] = step
            free &= ~front
        return steps

    @property
    def links(self) -> tuple[Ints, Ints, Ints]:
        """The sources, targets and signs of all links."""
        return self._source, self._target, self._sign

    @property
    def look(self) -> Callable[[LengthCount], None]:
        """What may end the search."""
        return self._look


class _Pass:
    """One length, from roots that share their tables.

    A path's *place* is its root's row times n plus its last node. The links that leave a place are kept by how far
    their target is from the root, so that those that still fit come first.
    """

    def __init__(self, counter: LoopCounter, roots: Ints, length: int, found: LengthCount) -> None:
        source, target, sign = counter.links
        self.n = counter._n  # noqa: SLF001 - one algorithm in two classes
        self.found, self.look = found, counter.look
        self.sign_of = sign
        back = counter.measure_back(roots, length)
        # A link belongs to a root where it leaves the root or a higher node, for a higher node that leads back.
        from_here = source >= roots[:, None]
        leading = from_here & (back[:, target] <= length) & (target > roots[:, None])
        root_row, link = np.nonzero(leading)
        steps = back[root_row, target[link]]
        place = root_row * self.n + source[link]
        order = np.lexsort((steps, place))
        place, steps, self.link = place[order], steps[order], link[order]
        self.goes_to = root_row[order] * self.n + target[self.link]
        cells = len(roots) * self.n
        self.begins = np.searchsorted(place, np.arange(cells))
        self.within = [np.zeros(cells, dtype=np.int64)]
        for step in range(1, length):
            self.within.append(np.bincount(place[steps <= step], minlength=cells))
        self.closing = np.full(cells, -1, dtype=np.int64)
        root_row, link = np.nonzero((target == roots[:, None]) & (source > roots[:, None]))
        self.closing[root_row * self.n + source[link]] = link
        self.start = np.arange(len(roots)) * self.n + roots
        self.length = length

    def run(self) -> None:
        """Grow the paths from all roots and count what closes."""
        self._grow(self.start, self.start[None, :0].reshape(0, len(self.start)), np.ones(len(self.start), np.int8), 1)

    def _grow(self, places: Ints, behind: Ints, signs: Ints, taken: int) -> Ints:
        """Extend paths of so many nodes; give how many loops each becomes.

        `behind` holds, column by column, the places of each path between its root and its last node.
        """
        left = self.length - taken
        counts = [self._grow_piece(*piece, taken, left) for piece in _pieces(places, behind, signs)]
        return counts[0] if len(counts) == 1 else np.concatenate(counts) if counts else np.zeros(0, dtype=np.int64)

    def _grow_piece(self, places: Ints, behind: Ints, signs: Ints, taken: int, left: int) -> Ints:
        fitting = self.within[left][places]
        ends = np.cumsum(fitting)
        total = int(ends[-1])
        self.found.steps += total
        row = np.repeat(np.arange(len(places)), fitting)
        at = np.arange(total) + np.repeat(self.begins[places] - ends + fitting, fitting)
        onward = self.goes_to[at]
        kept = np.ones(total, dtype=bool)
        for column in behind:
            kept &= column[row] != onward
        row, at, onward = row[kept], at[kept], onward[kept]
        link = self.link[at]
        signs = signs[row] * self.sign_of[link]
        if left == 1:
            close = self.closing[onward]
            self._tally(close, None)
            self.found.loops += len(row)
            self.found.by_sign += np.bincount(signs * self.sign_of[close] % 3, minlength=3)
            self.look(self.found)
            self._tally(link, None)
            return np.bincount(row, minlength=len(places))
        step = onward[None, :]
        further = step if taken == 1 else np.concatenate((behind[:, row], step))
        counts = self._grow(onward, further, signs, taken + 1)
        self._tally(link, counts)
        summed: Ints = np.bincount(row, weights=counts, minlength=len(places)).astype(np.int64)
        return summed

    def _tally(self, links: Ints, counts: Ints | None) -> None:
        tallied = np.bincount(links, weights=counts, minlength=len(self.found.by_link))
        self.found.by_link += tallied.astype(np.int64)


def _pieces(places: Ints, behind: Ints, signs: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    for start in range(0, len(places), PIECE):
        piece = slice(start, start + PIECE)
        yield places[piece], behind[:, piece], signs[piece]


@dataclass(slots=True)
class LoopTally:
    """Loops of all lengths that were counted to the end.

    Parameters
    ----------
    by_sign : ndarray of int, shape (3,)
        As in `LengthCount`, with what was met of a length that was not finished.
    by_link : ndarray of int, shape (m,)
        As in `LengthCount`, of the lengths that were finished.
    by_length : dict of int to int
        Loops of each length that has any.
    count : int
        All loops met, those of a length that was not finished too.
    complete_to : int
        The greatest length counted to the end.
    exhausted : bool
        It is known that there is no longer loop.
    stopped_by : {"limit", "time"} or None
        What ended the count early.
    """

    by_sign: Ints
    by_link: Ints
    by_length: dict[int, int] = field(default_factory=dict)
    count: int = 0
    complete_to: int = 1
    exhausted: bool = False
    stopped_by: Literal["limit", "time"] | None = None

    def add(self, length: int, found: LengthCount) -> None:
        """Add a length that is done."""
        if found.loops:
            self.by_length[length] = found.loops
        self.count += found.loops
        self.by_sign += found.by_sign
        self.by_link += found.by_link
        self.complete_to = length


def count_by_length(graph: SignedGraph, max_length: int, limit: int | None, seconds: float | None) -> LoopTally:
    """Count loops, the shortest first.

    Parameters
    ----------
    graph : SignedGraph
        The graph.
    max_length : int
        The longest loop wanted.
    limit : int or None
        Stop after this many.
    seconds : float or None
        Stop after this long.
    """
    tally = LoopTally(np.zeros(3, dtype=np.int64), np.zeros(sum(map(len, graph.successors)), dtype=np.int64))
    ends = None if seconds is None else monotonic() + seconds
    in_progress: LengthCount | None = None

    def look(found: LengthCount) -> None:
        nonlocal in_progress
        in_progress = found
        if limit is not None and tally.count + found.loops > limit:
            raise LimitReachedError
        if ends is not None and monotonic() >= ends:
            raise OutOfTimeError

    try:
        _count_all(tally, graph, max_length, look, ends)
    except OutOfTimeError:
        tally.stopped_by = "time"
    except LimitReachedError:
        tally.stopped_by = "limit"
    if tally.stopped_by and in_progress:
        tally.count += in_progress.loops
        tally.by_sign += in_progress.by_sign
    return tally


def _count_all(
    tally: LoopTally,
    graph: SignedGraph,
    max_length: int,
    look: Callable[[LengthCount], None],
    ends: float | None,
) -> None:
    """Count in blocks, and one by one from where looking dominates."""
    if not graph.successors:
        return
    counter = LoopCounter(graph, look)
    for length in range(2, min(max_length, MOST_STEPS) + 1):
        found = counter.count(length)
        tally.add(length, found)
        if found.steps > max(WORTH_LOOKING, LOOKED_FOR_ONE * found.loops):
            break
    if tally.complete_to < max_length:
        _count_one_by_one(tally, graph, max_length, look, ends)


def _count_one_by_one(
    tally: LoopTally,
    graph: SignedGraph,
    max_length: int,
    look: Callable[[LengthCount], None],
    ends: float | None,
) -> None:
    """Count what is longer than what is counted by finding each loop."""
    successors, roots, signs = graph
    core = LoopCore(successors, roots, max_length)
    core.deadline = float("inf") if ends is None else ends
    begins = [0]
    for out in successors:
        begins.append(begins[-1] + len(out))
    number = {
        (cause, effect): begin + place
        for cause, (begin, _) in enumerate(pairwise(begins))
        for place, effect in enumerate(successors[cause])
    }
    of_link = [sign for each in signs for sign in each]
    done = length = tally.complete_to
    found = LengthCount(0, np.zeros_like(tally.by_sign), np.zeros_like(tally.by_link))
    for block in core.find_blocks():
        if len(block[0]) <= done:
            continue
        if len(block[0]) != length:
            if found.loops:
                tally.add(length, found)
            length = len(block[0])
            tally.complete_to = length - 1
            found = LengthCount(0, np.zeros_like(tally.by_sign), np.zeros_like(tally.by_link))
            look(found)
        for loop in block:
            links = [number[each] for each in zip(loop, loop[1:] + loop[:1], strict=True)]
            found.loops += 1
            found.by_sign[prod(of_link[link] for link in links) % 3] += 1
            found.by_link[links] += 1
        look(found)
    if found.loops:
        tally.add(length, found)
    tally.complete_to = max_length
    tally.exhausted = core.exhausted
