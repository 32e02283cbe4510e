"""The parts of a map in which everything acts on everything else, in however many steps."""

import numpy as np
from numpy.typing import NDArray


def strong_blocks(pattern: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Give the strongly connected parts of more than one element.

    Parameters
    ----------
    pattern : ndarray of bool, shape (n, n)
        `pattern[i, j]` is an effect of j on i; the diagonal does not matter.
    """
    from sysmap.analysis.press.zeros import reachable

    n = len(pattern)
    ends = np.argwhere(pattern)
    closed = reachable(np.ones((1, len(ends)), dtype=bool), ends[:, 0].tolist(), ends[:, 1].tolist(), n)[0]
    both = closed & closed.T
    first = both.argmax(axis=1) if n else np.empty(0, dtype=int)
    return [members for place in np.unique(first) if len(members := np.flatnonzero(first == place)) > 1]
