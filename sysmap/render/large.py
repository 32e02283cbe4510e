"""The same for thousands of things at once, in arrays: where they would like to be, and which way round cuts go."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sysmap.render.plan import Pull
from sysmap.render.slicing import GAP, Cell, Cut, Frame

_Numbers = NDArray[np.float64]

_PINNED = 0.7
_LOOSE = 0.02
"""How strongly payers and outcomes hang at their ends, and all else in the middle; as in `embedding`."""

_WORTH = 1e-6

_FEW = 12
"""A cut of fewer cells is left as it is: it makes no link much shorter."""


def hang_and_spread(
    near: Sequence[Mapping[int, float]], pins: Mapping[int, float], sweeps: int
) -> tuple[list[float], list[float]]:
    """Work out heights and places from left to right, as `embedding` does one by one.

    Parameters
    ----------
    near : sequence of Mapping of int to float
        How strongly each item is drawn to which others, by their numbers.
    pins : Mapping of int to float
        The end at which some items hang.
    sweeps : int
        How often everything is moved.

    Returns
    -------
    tuple of list of float and list of float
        The heights and the places from left to right.
    """
    count = len(near)
    rows = np.repeat(np.arange(count), [len(each) for each in near])
    others = np.fromiter((other for each in near for other in each), dtype=np.int64, count=len(rows))
    weights = np.fromiter((weight for each in near for weight in each.values()), dtype=np.float64, count=len(rows))

    def drawn(values: _Numbers) -> _Numbers:
        return np.bincount(rows, weights * values[others], minlength=count).astype(np.float64)

    degrees = drawn(np.ones(count))
    ends = np.zeros(count)
    hold = np.full(count, _LOOSE)
    for item, end in pins.items():
        ends[item], hold[item] = end, _PINNED * degrees[item]
    total = np.maximum(hold + degrees, 1e-12)
    heights = ends.copy()
    for _ in range(sweeps):
        heights = (drawn(heights) + hold * ends) / total
    level, mass = np.ones(count), degrees + 0.1
    across: _Numbers = np.modf(np.arange(count) * 0.6180339887498949)[0] - 0.5
    for _ in range(sweeps):
        for other in (level, heights):
            size = float((mass * other * other).sum())
            if size:
                across = across - float((mass * across * other).sum()) / size * other
        across = 0.5 * (across + drawn(across) / mass)
        across = across / (float(np.abs(across).max()) or 1.0)
    return heights.tolist(), across.tolist()


def mirror(root: Cell, pulls: Sequence[Pull]) -> None:
    """Let the two sides of large cuts change places where links get shorter, from the outermost cut in; sizes stay.

    Parameters
    ----------
    root : Cell
        The whole picture, placed. What is in it moves; place it anew afterwards.
    pulls : sequence of Pull
        What draws cells together, by id.
    """
    cells = [cell for cell in root.cells() if cell.id]
    number = {cell.id: index for index, cell in enumerate(cells)}
    x = np.array([cell.x + (cell.head_width if isinstance(cell, Frame) else cell.width) / 2 for cell in cells])
    y = np.array([cell.y + (cell.head_height if isinstance(cell, Frame) else cell.height) / 2 for cell in cells])
    one, other = (np.array([number[getattr(pull, end)] for pull in pulls], dtype=np.int64) for end in ("one", "other"))
    weights = np.array([pull.weight for pull in pulls])
    ends = np.concatenate([one, other]) if len(pulls) else np.zeros(0, dtype=np.int64)
    order = np.argsort(ends, kind="stable")
    far, weight = np.concatenate([other, one])[order], np.concatenate([weights, weights])[order]
    starts = np.searchsorted(ends[order], np.arange(len(cells) + 1))
    for cut, low, middle, high in reversed(_spans(root)):
        if high - low < _FEW:
            continue
        place, aside = (x, y) if cut.across else (y, x)
        shift = np.zeros(len(cells))
        shift[low:middle], shift[middle:high] = cut.slots[1] + GAP, -(cut.slots[0] + GAP)
        touched = slice(starts[low], starts[high])
        begin = np.repeat(np.arange(low, high), np.diff(starts[low : high + 1]))
        end = far[touched]
        share = np.where((end >= low) & (end < high), 0.5, 1.0) * weight[touched]
        across, along = aside[begin] - aside[end], place[begin] - place[end]
        gain = share * (np.hypot(across, along) - np.hypot(across, along + shift[begin] - shift[end]))
        if float(gain.sum()) > _WORTH:
            place += shift
            cut.first, cut.second = cut.second, cut.first
            cut.slots = (cut.slots[1], cut.slots[0])


def _spans(root: Cell) -> list[tuple[Cut, int, int, int]]:
    """Give every cut, the innermost first, with the numbers of the cells on its sides: they follow one another."""
    found: list[tuple[Cut, int, int, int]] = []

    def number(cell: Cell, low: int) -> int:
        if isinstance(cell, Cut):
            middle = number(cell.first, low)
            high = number(cell.second, middle)
            found.append((cell, low, middle, high))
            return high
        own = low + bool(cell.id)
        return number(cell.content, own) if isinstance(cell, Frame) else own

    number(root, 0)
    return found
