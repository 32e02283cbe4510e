"""Shorter links by turning, mirroring and swapping cells.

Every search stops after a fixed number of looks, not after a time, so that the picture is the same on every machine.
"""

from collections.abc import Sequence
from math import hypot

from sysmap.render.slicing import GAP, WIDE, Cell, Cut, Frame, cuts_in, measure_up, swap

_TRIES = 40_000
"""Links looked at while swapping: a small map is searched thoroughly, a large one is left as it is."""


def improve(root: Cell, pulls: Sequence[tuple[str, str, float]]) -> None:
    """Turn, mirror and swap cells where that makes the picture more compact or its links shorter."""
    _turn(root)
    root.place(0, 0, root.width, root.height)
    _mirror(root, pulls)
    _swap(root, pulls)
    _mirror(root, pulls)


def _bulk(root: Cell) -> float:
    """Give how much a picture must be shrunk to fit a screen: the less the better."""
    return max(root.width / WIDE, root.height) + 0.05 * (root.width / WIDE + root.height)


def _turn(root: Cell) -> None:
    """Turn cuts where that makes the whole fit a screen better."""
    for _ in range(3):
        turned = False
        for cut in cuts_in(root):
            before = _bulk(root)
            cut.across = not cut.across
            measure_up(cut)
            if _bulk(root) < before - 1e-6:
                turned = True
            else:
                cut.across = not cut.across
                measure_up(cut)
        if not turned:
            return


def _spot(cell: Cell) -> tuple[float, float]:
    """Give the point that links of a cell aim at."""
    if isinstance(cell, Frame):
        return cell.x + cell.head_width / 2, cell.y + cell.head_height / 2
    return cell.x + cell.width / 2, cell.y + cell.height / 2


def _mirror(root: Cell, pulls: Sequence[tuple[str, str, float]]) -> None:
    """Let the two sides of a cut change places where links get shorter; sizes stay."""
    cells = {cell.id: cell for cell in root.cells()}
    spots = {cell_id: _spot(cell) for cell_id, cell in cells.items()}
    near: dict[str, list[tuple[str, float]]] = {cell_id: [] for cell_id in cells}
    for one, other, weight in pulls:
        near[one].append((other, weight))
        near[other].append((one, weight))
    for _ in range(2):
        changed = False
        for cut in reversed(list(cuts_in(root))):
            sides = [[cell.id for cell in side.cells()] for side in (cut.first, cut.second)]
            shifts = (cut.slots[1] + GAP, -(cut.slots[0] + GAP))
            moved: dict[str, tuple[float, float]] = {}
            for ids, shift in zip(sides, shifts, strict=True):
                for cell_id in ids:
                    x, y = spots[cell_id]
                    moved[cell_id] = (x + shift, y) if cut.across else (x, y + shift)
            gain = 0.0
            for cell_id, (x, y) in moved.items():
                old_x, old_y = spots[cell_id]
                for other, weight in near[cell_id]:
                    share = weight / 2 if other in moved else weight
                    ox, oy = spots[other]
                    nx, ny = moved.get(other, (ox, oy))
                    gain += share * (hypot(old_x - ox, old_y - oy) - hypot(x - nx, y - ny))
            if gain > 1e-6:
                cut.first, cut.second = cut.second, cut.first
                cut.slots = (cut.slots[1], cut.slots[0])
                spots.update(moved)
                changed = True
        if not changed:
            break
    root.place(0, 0, root.width, root.height)


def _swap(root: Cell, pulls: Sequence[tuple[str, str, float]]) -> None:
    """Let cells of one box change places, or a cut turn, where the picture gets better for it."""
    if not pulls:
        return
    judge = _Judge(root, pulls)
    best = judge.cost()
    left = _TRIES
    changed = True
    while changed and left > 0:
        changed = False
        for one, other in [*_pairs(root), *((cut, None) for cut in cuts_in(root))]:
            if left <= 0:
                break
            left -= len(pulls)
            _try(one, other)
            root.place(0, 0, root.width, root.height)
            cost = judge.cost()
            if cost < best - 1e-6:
                best, changed = cost, True
            else:
                _try(one, other)
        root.place(0, 0, root.width, root.height)


def _try(one: Cell, other: Cell | None) -> None:
    if other is not None:
        swap(one, other)
    elif isinstance(one, Cut):
        one.across = not one.across
        measure_up(one)


def _pairs(root: Cell) -> list[tuple[Cell, Cell | None]]:
    """Give all pairs of cells that stand directly in the same box."""
    pairs: list[tuple[Cell, Cell | None]] = []
    groups = [root, *(cell.content for cell in root.cells() if isinstance(cell, Frame))]
    for group in groups:
        members = sorted(_members(group), key=lambda cell: cell.id)
        pairs.extend((one, other) for index, one in enumerate(members) for other in members[index + 1 :])
    return pairs


def _members(cell: Cell) -> list[Cell]:
    return [*_members(cell.first), *_members(cell.second)] if isinstance(cell, Cut) else [cell]


class _Judge:
    """Says how good a picture is: compact, short links, and few that run through what they do not join."""

    def __init__(self, root: Cell, pulls: Sequence[tuple[str, str, float]]) -> None:
        self.root = root
        self.cells = list(root.cells())
        at = {cell.id: index for index, cell in enumerate(self.cells)}
        self.pulls = [(at[one], at[other], weight) for one, other, weight in pulls]
        self.weight = sum(weight for _, _, weight in pulls) or 1.0

    def cost(self) -> float:
        """Give the cost of the picture as it is placed now; the less the better."""
        spots = [_spot(cell) for cell in self.cells]
        shapes = [_shape(cell) for cell in self.cells]
        length = struck = 0.0
        for one, other, weight in self.pulls:
            start, end = spots[one], spots[other]
            length += weight * hypot(start[0] - end[0], start[1] - end[1])
            struck += weight * _struck(start, end, shapes, (one, other))
        return (length + 120.0 * struck) / self.weight + 0.6 * _bulk(self.root)


def _shape(cell: Cell) -> tuple[float, float, float, float]:
    """Give the left, upper, right and lower edge of what is drawn: of a frame its tab."""
    width, height = (cell.head_width, cell.head_height) if isinstance(cell, Frame) else (cell.width, cell.height)
    return cell.x, cell.y, cell.x + width, cell.y + height


def _struck(
    start: tuple[float, float],
    end: tuple[float, float],
    shapes: list[tuple[float, float, float, float]],
    ends: tuple[int, int],
) -> int:
    """Count the shapes that a straight link runs through, its own ends left out."""
    (x, y), (to_x, to_y) = start, end
    low_x, high_x = (x, to_x) if x < to_x else (to_x, x)
    low_y, high_y = (y, to_y) if y < to_y else (to_y, y)
    run, rise = to_x - x, to_y - y
    count = 0
    for index, (left, top, right, bottom) in enumerate(shapes):
        if right < low_x or left > high_x or bottom < low_y or top > high_y or index in ends:
            continue
        # All four corners on one side of the line: it passes by.
        a = run * (top - y) - rise * (left - x)
        b = run * (top - y) - rise * (right - x)
        c = run * (bottom - y) - rise * (left - x)
        d = run * (bottom - y) - rise * (right - x)
        if not ((a > 0 and b > 0 and c > 0 and d > 0) or (a < 0 and b < 0 and c < 0 and d < 0)):
            count += 1
    return count
