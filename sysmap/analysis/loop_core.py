"""Elementary loops of a graph with numbered nodes, shortest first, in little memory.

The search behind `sysmap.analysis.loop_search`, which adds names, limits and the account. A loop is found from its
lowest node, its *root*, walking only over higher nodes, so each is found once. For every root two halves meet:

* **tails**: all ways back to the root in exactly ``level + 1`` steps, by the node they start from. They grow by one
  step a length: a loop of length ``level + 2`` is a tail that begins beside the root. All tables together hold a
  bounded number of rows; beyond that, or beyond half the wanted length, they stop growing.
* **heads**: for longer loops, paths from the root, walked depth first and joined to those tails of their last node
  that they do not touch.

Heads and tails both come in node order, so loops come sorted by length, then by node. Each length walks the heads of
the one before again; their number grows geometrically, so this costs little beside the last length.

Deep heads are pruned by exact distance: every few steps the way back that avoids the path is measured anew, and the
head dropped where the shortest is too long, or where too few nodes are left for a long one. The smallest length that
would have fitted says when to try this root again; where no head got through and none waits for a greater length, the
root is finished.
"""

import sys
from collections.abc import Generator, Iterator, Sequence
from time import monotonic

Loop = tuple[int, ...]
Tails = dict[int, list[Loop]]

ROWS_KEPT = 100_000  # tails held by all roots together: about 10 MB
MOST_LEVELS = 8  # how far tails may grow, however long the loops asked for
STRIDE = 6  # steps between two measurements of the way back: one costs about as much as walking that far
SHARE_WORTH_COUNTING = 8  # a loop can only lack nodes where it needs a good share (one in so many) of all there are
LOOK_EVERY = 256  # steps between two looks at the clock
NEVER = sys.maxsize


class OutOfTimeError(Exception):
    """The deadline passed inside the search."""


class LoopCore:
    """One search over a simple graph without self-loops.

    Parameters
    ----------
    successors : sequence of sequence of int
        For each node ``0 .. n-1`` the nodes it points at, ascending. Links between strong parts only cost time.
    roots : sequence of int
        The nodes to search from, ascending. All of them give every loop; node 0 alone gives the loops through it.
    max_length : int
        The longest loop wanted.

    Attributes
    ----------
    deadline : float
        The `time.monotonic` moment after which the search raises `OutOfTimeError`; the caller may move it.
    complete_to : int
        Every loop of at most this length has been given.
    exhausted : bool
        There is no longer loop either.
    """

    def __init__(self, successors: Sequence[Sequence[int]], roots: Sequence[int], max_length: int) -> None:
        self.deadline = float("inf")
        self.complete_to = 1
        self.exhausted = False
        self._successors = successors
        self._predecessors: list[list[int]] = [[] for _ in successors]
        for node, targets in enumerate(successors):
            for target in targets:
                self._predecessors[target].append(node)
        self._max_length = max_length
        self._max_level = min((max_length - 1) // 2, MOST_LEVELS)
        self._roots = roots
        self._tails: dict[int, Tails] = {}
        self._level = [0] * len(successors)
        self._room = ROWS_KEPT
        self._busy = bytearray(len(successors))

    def find_blocks(self) -> Iterator[list[Loop]]:
        """Give the loops in lists that share a beginning, each loop from its root on.

        Yields
        ------
        list of tuple of int
            Loops of one length, never an empty list.

        Raises
        ------
        OutOfTimeError
            When the deadline has passed.
        """
        due = [(2, root) for root in self._roots]
        length = 2
        while due and length <= self._max_length:
            later = []
            for when, root in due:
                if when > length:
                    later.append((when, root))
                    continue
                self._look_at_clock()
                again = yield from self._visit(root, length)
                if again == NEVER:
                    self._drop_tails(root)
                else:
                    later.append((again, root))
            due = later
            self.complete_to = length
            length = max(length + 1, min(due, default=(0, 0))[0])
        self.complete_to = self._max_length
        self.exhausted = not due

    def _visit(self, root: int, length: int) -> Generator[list[Loop], None, int]:
        """Give the loops of this length from this root; return the length at which to come again."""
        if self._level[root] == length - 2 and length - 1 <= self._max_level:
            loops = self._grow_tails(root)
            if loops is not None:
                if loops:
                    yield loops
                return length + 1 if self._tails[root] else NEVER
        return (yield from self._walk_heads(root, length))

    def _tails_of(self, root: int) -> Tails:
        """Return the tails kept, or the shortest ones: the nodes that point at the root."""
        kept = self._tails.get(root)
        return {node: [()] for node in self._predecessors[root] if node > root} if kept is None else kept

    def _drop_tails(self, root: int) -> None:
        self._room += sum(map(len, self._tails.pop(root, {}).values()))

    def _grow_tails(self, root: int) -> list[Loop] | None:
        """Make the tails of this root one step longer.

        Returns
        -------
        list of tuple or None
            The loops this closes; None where there is no room, and nothing has changed.
        """
        tails = self._tails_of(root)
        room = self._room + (sum(map(len, tails.values())) if root in self._tails else 0)
        longer: Tails = {}
        closed: list[Loop] = []
        for node in sorted(tails):
            rows = tails[node]
            head = (node,)
            for before in self._predecessors[node]:
                if before > root:
                    extended = [head + row for row in rows if before not in row]
                    if extended:
                        room -= len(extended)
                        if room < 0:
                            return None
                        longer.setdefault(before, []).extend(extended)
                elif before == root:
                    beginning = (root, node)
                    closed += [beginning + row for row in rows]
        self._tails[root] = longer
        self._room = room
        self._level[root] += 1
        return closed

    def _walk_heads(self, root: int, length: int) -> Generator[list[Loop], None, int]:
        """Walk every path from the root that leaves just a tail's length to close; give what closes."""
        tails = self._tails_of(root)
        steps = length - 1 - self._level[root]
        busy = self._busy
        path = [root]
        stack = [iter(self._successors[root])]
        again = NEVER
        until_look = LOOK_EVERY
        while stack:
            for node in stack[-1]:
                if node <= root or busy[node]:
                    continue
                if len(path) == steps:
                    again = length + 1
                    rows = tails.get(node)
                    if rows:
                        head = (*path, node)
                        is_apart = set(head).isdisjoint
                        block = [head + row for row in rows if is_apart(row)]
                        if block:
                            yield block
                    continue
                if (steps - len(path)) % STRIDE == 0:
                    fits = self._find_fitting_length(node, root, len(path), length)
                    if fits > length:
                        again = min(again, fits)
                        continue
                until_look -= 1
                if not until_look:
                    until_look = LOOK_EVERY
                    self._look_at_clock()
                path.append(node)
                busy[node] = True
                stack.append(iter(self._successors[node]))
                break
            else:
                stack.pop()
                busy[path.pop()] = False
        return again

    def _find_fitting_length(self, node: int, root: int, taken: int, length: int) -> int:
        """Find the smallest length from `length` up that a head coming to this node may close at.

        Parameters
        ----------
        node : int
            The node the head would come to next.
        root : int
            Where it has to close.
        taken : int
            Steps from the root to the node.
        length : int
            The length looked for.

        Returns
        -------
        int
            `length` itself where both bounds allow it; `NEVER` when there is no way back, or all are too short.
        """
        self._look_at_clock()
        shortest = self._count_steps_back(node, root)
        if shortest == NEVER:
            return NEVER
        wanted = length - taken
        if wanted * SHARE_WORTH_COUNTING > len(self._successors):
            onward = self._reach(node, self._successors, root)
            if len(onward & self._reach(root, self._predecessors, root)) < wanted:
                return NEVER
        return max(length, taken + shortest)

    def _count_steps_back(self, node: int, root: int) -> int:
        """Count the steps of the shortest way to the root over free higher nodes; `NEVER` when there is none."""
        busy = self._busy
        steps = {node: 1}
        queue = [node]
        for here in queue:
            for there in self._successors[here]:
                if there == root:
                    return steps[here]
                if there > root and not busy[there] and there not in steps:
                    steps[there] = steps[here] + 1
                    queue.append(there)
        return NEVER

    def _reach(self, start: int, links: Sequence[Sequence[int]], root: int) -> set[int]:
        """Collect the free nodes above the root that can be reached from a node, and the node."""
        busy = self._busy
        reached = {start}
        queue = [start]
        for here in queue:
            for there in links[here]:
                if there > root and not busy[there] and there not in reached:
                    reached.add(there)
                    queue.append(there)
        return reached

    def _look_at_clock(self) -> None:
        if monotonic() > self.deadline:
            raise OutOfTimeError


def find_strong_parts(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """Find the strongly connected parts, without recursion and in time linear in the graph (Kosaraju and Sharir 1981).

    Parameters
    ----------
    successors : sequence of sequence of int
        For each node ``0 .. n-1`` the nodes it points at.

    Returns
    -------
    list of list of int
        Every node once. A part of one node is on no loop of two or more.
    """
    predecessors: list[list[int]] = [[] for _ in successors]
    for node, targets in enumerate(successors):
        for target in targets:
            predecessors[target].append(node)
    taken = bytearray(len(successors))
    parts = []
    for start in reversed(_order_by_finish(successors)):
        if taken[start]:
            continue
        taken[start] = True
        part = [start]
        for node in part:
            for before in predecessors[node]:
                if not taken[before]:
                    taken[before] = True
                    part.append(before)
        parts.append(part)
    return parts


def _order_by_finish(successors: Sequence[Sequence[int]]) -> list[int]:
    """Order the nodes by when a depth-first walk leaves them for good."""
    seen = bytearray(len(successors))
    finished = []
    for start in range(len(successors)):
        if seen[start]:
            continue
        seen[start] = True
        stack = [(start, iter(successors[start]))]
        while stack:
            node, rest = stack[-1]
            for target in rest:
                if not seen[target]:
                    seen[target] = True
                    stack.append((target, iter(successors[target])))
                    break
            else:
                finished.append(node)
                stack.pop()
    return finished
