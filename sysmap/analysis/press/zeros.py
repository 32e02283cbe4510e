"""Where there can be no response: decided by structure, before the sign of any float is looked at.

The response of i to a press on j is zero, whatever the sizes, where the minor of the matrix without row j and column i
has no perfect matching. A path from j to i does not suffice where elements do not damp themselves: what lies beside the
path must be able to balance too. Where all elements damp themselves it does.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Pattern = NDArray[np.bool_]

_WORD = 64


def structural_responses(pattern: Pattern) -> Pattern:
    """Say where a response is possible.

    Parameters
    ----------
    pattern : ndarray of bool, shape (n, n)
        Where the matrix has an entry, the diagonal included; `pattern[i, j]` is an effect of j on i.

    Returns
    -------
    ndarray of bool, shape (n, n)
        `[i, j]` is False where i cannot respond to a press on j.
    """
    n = len(pattern)
    row_of = _match_columns(pattern)
    missing = [column for column in range(n) if row_of[column] < 0]
    if len(missing) > 1:
        return np.zeros((n, n), dtype=bool)
    if not missing:
        return _by_exchange(pattern, row_of)
    # One short: the minor can be matched where the row left out and the column left out are those that can be spared.
    spare_columns = _spared(pattern, row_of, missing[0])
    column_of = _match_columns(pattern.T)
    short = next(row for row in range(n) if column_of[row] < 0)
    spare_rows = _spared(pattern.T, column_of, short)
    return np.outer(spare_columns, spare_rows)


def reachable(exists: Pattern, rows: Iterable[int], columns: Iterable[int], n: int) -> Pattern:
    """Say, in many versions at once, what each element reaches: Warshall's closure on sets held as bits.

    Parameters
    ----------
    exists : ndarray of bool, shape (versions, m)
        Which of m effects are there in each version.
    rows, columns : iterable of int, length m
        What each effect acts on, and what acts.
    n : int
        How many elements there are.

    Returns
    -------
    ndarray of bool, shape (versions, n, n)
        `[v, i, j]` says whether j reaches i; every element reaches itself.
    """
    versions = len(exists)
    words = -(-n // _WORD)
    # The bits of [v, j] are what j reaches.
    reach = np.zeros((versions, n, words), dtype=np.uint64)
    bit = [(place // _WORD, np.uint64(1 << (place % _WORD))) for place in range(n)]
    for place, (word, mask) in enumerate(bit):
        reach[:, place, word] |= mask
    for effect, (row, column) in enumerate(zip(rows, columns, strict=True)):
        word, mask = bit[row]
        reach[:, column, word] |= np.where(exists[:, effect], mask, np.uint64(0))
    for place, (word, mask) in enumerate(bit):
        through = (reach[:, :, word] & mask) != 0
        reach |= np.where(through[:, :, None], reach[:, place, None, :], np.uint64(0))
    as_bytes = reach.astype("<u8").view(np.uint8)
    bits = np.unpackbits(as_bytes, axis=2, bitorder="little", count=n)
    return bits.astype(bool).transpose(0, 2, 1)


def _match_columns(pattern: Pattern) -> list[int]:
    """Give each column a row of its own, as many as can be; -1 for a column left without."""
    n = len(pattern)
    rows = [np.flatnonzero(pattern[:, column]).tolist() for column in range(n)]
    column_of = [-1] * n
    for start in range(n):
        # Look along alternating paths, breadth first, for a row that is free.
        came_from: dict[int, int] = {}
        queue = [start]
        free = -1
        for column in queue:
            for row in rows[column]:
                if row not in came_from:
                    came_from[row] = column
                    if column_of[row] < 0:
                        free = row
                        break
                    queue.append(column_of[row])
            if free >= 0:
                break
        while free >= 0:
            column = came_from[free]
            held = next((row for row, holder in enumerate(column_of) if holder == column), -1)
            column_of[free] = column
            free = held
    row_of = [-1] * n
    for row, column in enumerate(column_of):
        if column >= 0:
            row_of[column] = row
    return row_of


def _by_exchange(pattern: Pattern, row_of: list[int]) -> Pattern:
    """Follow alternating paths of a perfect matching: column to a row it has an entry in, to that row's column."""
    n = len(pattern)
    holder = np.empty(n, dtype=int)
    holder[row_of] = np.arange(n)
    moves = np.zeros((n, n), dtype=bool)
    for column in range(n):
        moves[holder[np.flatnonzero(pattern[:, column])], column] = True
    ends = np.argwhere(moves)
    closed = reachable(np.ones((1, len(ends)), dtype=bool), ends[:, 0].tolist(), ends[:, 1].tolist(), n)[0]
    # Without row j, its column is the one that has to find another row; it may go on until column i gives up its own.
    possible: Pattern = closed[:, holder]
    return possible


def _spared(pattern: Pattern, row_of: list[int], missing: int) -> NDArray[np.bool_]:
    """Say which columns can be the one that goes without a row, where one must."""
    n = len(pattern)
    spared = np.zeros(n, dtype=bool)
    holder = {row: column for column, row in enumerate(row_of) if row >= 0}
    queue = [missing]
    spared[missing] = True
    for column in queue:
        for row in np.flatnonzero(pattern[:, column]).tolist():
            other = holder.get(row)
            if other is not None and not spared[other]:
                spared[other] = True
                queue.append(other)
    return spared
