"""Harmonic closeness of every node of a graph, which rustworkx has not."""

from collections.abc import Collection

_AT_ONCE = 512
"""Nodes whose searches run side by side, 64 to a machine word."""


def harmonic_closeness(size: int, arcs: Collection[tuple[int, int]]) -> list[float]:
    """Give, for each node, the mean over all others of one over the number of steps from there to it.

    Marchiori and Latora (2000). Many breadth-first searches run at once, a bit for each, as Then and others (2014) do
    it: a step of all of them is one "or" over the links.

    Parameters
    ----------
    size : int
        How many nodes.
    arcs : collection of tuple of int and int
        The links between them.

    Returns
    -------
    list of float
        Between 0, nothing leads there, and 1, everything leads there directly.
    """
    import numpy as np

    if size < 2 or not arcs:
        return [0.0] * size
    ends = np.array(sorted(arcs, key=lambda arc: arc[1]), dtype=np.intp)
    starts, reached, first = ends[:, 0], *np.unique(ends[:, 1], return_index=True)
    total = np.zeros(size)
    for batch in range(0, size, _AT_ONCE):
        sources = np.arange(batch, min(batch + _AT_ONCE, size))
        bit = sources - batch
        frontier = np.zeros((size, _AT_ONCE // 64), dtype=np.uint64)
        frontier[sources, bit // 64] = np.uint64(1) << (bit % 64).astype(np.uint64)
        seen = frontier.copy()
        steps = 0
        while frontier.any():
            steps += 1
            arrived = np.zeros_like(frontier)
            arrived[reached] = np.bitwise_or.reduceat(frontier[starts], first, axis=0)
            frontier = arrived & ~seen
            seen |= frontier
            total += np.bitwise_count(frontier).sum(axis=1) / steps
    return [float(each) for each in total / (size - 1)]
