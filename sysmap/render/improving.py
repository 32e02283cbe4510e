"""Shorter links by turning, mirroring and swapping cells.

Every search stops after a fixed number of looks, not after a time, so that the picture is the same on every machine.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import hypot, inf

from sysmap.render.embedding import LARGE
from sysmap.render.plan import Pull
from sysmap.render.slicing import GAP, WIDE, Cell, Cut, Frame, cuts_in, measure_up, put_beside, swap, take_out

_LOOKS = 400_000
"""Links and cells looked at in one search, at most."""

_TRIES = 60
"""Changes tried for each cell, at most."""

_TURNED = 1200
"""How many cuts are turned to see whether the whole fits a screen better, the outermost ones."""

_NEAR = 5
"""Beside how many others a cell is tried."""

_BULK = 0.4
"""How much shorter links must get on the mean for a picture that much larger."""

_ASTRAY = 250.0
"""How much longer links may get on the mean for payers to stand at the top and outcomes at the bottom."""

_CROSSED = 400.0
_STRUCK = 300.0
"""How much longer a link may be, in map units, to run through one shape less."""


def tidy(root: Frame, pulls: Sequence[Pull]) -> None:
    """Place a picture, its cuts turned so that it is compact and mirrored so that links are short: quick on any map.

    Parameters
    ----------
    root : Frame
        The frame round the whole picture.
    pulls : sequence of Pull
        What draws cells together, by id.
    """
    cuts = list(cuts_in(root))
    # Of very many cuts the outer ones decide what shape the whole has.
    _turn(root, cuts[-_TURNED:])
    root.place(0, 0, root.width, root.height)
    if len(cuts) < LARGE:
        _mirror(root, pulls)
        return
    from sysmap.render.large import mirror

    mirror(root, pulls)
    root.place(0, 0, root.width, root.height)


def bulk(root: Cell) -> float:
    """Give how large a picture is, as the height of the screen of 16 to 10 that holds it: the less the better.

    Parameters
    ----------
    root : Cell
        The whole picture; where it is not placed yet, its size is what counts.
    """
    return max(root.width / WIDE, root.height) + 0.05 * (root.width / WIDE + root.height)


def _turn(root: Cell, cuts: Sequence[Cut]) -> None:
    """Turn cuts where that makes the whole fit a screen better."""
    for _ in range(3):
        turned = False
        for cut in cuts:
            before = bulk(root)
            cut.across = not cut.across
            measure_up(cut)
            if bulk(root) < before - 1e-6:
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


def _mirror(root: Cell, pulls: Sequence[Pull]) -> None:
    """Let the two sides of a cut change places where links get shorter; sizes stay."""
    cells = {cell.id: cell for cell in root.cells() if cell.id}
    spots = {cell_id: _spot(cell) for cell_id, cell in cells.items()}
    near: dict[str, list[tuple[str, float]]] = {cell_id: [] for cell_id in cells}
    for pull in pulls:
        near[pull.one].append((pull.other, pull.weight))
        near[pull.other].append((pull.one, pull.weight))
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


def search(root: Frame, pulls: Sequence[Pull], levels: Mapping[str, float], start: int = 0) -> float:
    """Swap cells of one box, turn cuts and move single cells elsewhere, keeping what makes the picture better.

    Parameters
    ----------
    root : Frame
        The frame round the whole picture, placed.
    pulls : sequence of Pull
        What draws cells together, by id.
    levels : Mapping of str to float
        How far down some cells belong, by id: 0 is the top of the picture, 1 the bottom.
    start : int
        A search from another start goes another way, and may end at a better picture.

    Returns
    -------
    float
        The cost of the picture: the less, the better.
    """
    judge = _Judge(root, pulls, levels)
    boxes = [cell for cell in root.cells() if isinstance(cell, Frame)]
    groups = [sorted(_members(box.content), key=lambda cell: cell.id) for box in boxes]
    # A box with more in it is searched more.
    ballot = [index for index, group in enumerate(groups) if len(group) > 1 for _ in group]
    draw = _Draw(start)
    best = judge.cost()
    for _ in range(_TRIES * len(judge.cells) if ballot else 0):
        if judge.looks > _LOOKS:
            break
        index = ballot[draw.below(len(ballot))]
        undo = _try(boxes[index], groups[index], judge, draw)
        root.place(0, 0, root.width, root.height)
        cost = judge.cost(best)
        if cost < best:
            best = cost
        else:
            undo()
    root.place(0, 0, root.width, root.height)
    return best


class _Draw:
    """Numbers that jump about, and are the same in every run and on every machine (Knuth's MMIX generator)."""

    def __init__(self, start: int) -> None:
        self._state = start

    def below(self, end: int) -> int:
        """Give a number from 0 to one below the end."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self._state >> 33) % end


_TURN, _MIRROR = 4, 5
"""Of ten changes, below the first number are swaps, at it a cut is turned, at the second mirrored, above cells move."""

_Undo = Callable[[], None]


def _try(box: Frame, members: Sequence[Cell], judge: "_Judge", draw: _Draw) -> _Undo:
    """Change one thing in a box, and give what changes it back."""
    one = members[draw.below(len(members))]
    chance = draw.below(10)
    if chance < _TURN:
        other = members[draw.below(len(members))]
        return _swapping(one, other) if other is not one else _nothing
    if chance <= _MIRROR:
        cuts = list(cuts_in(box.content, deep=False))
        cut = cuts[draw.below(len(cuts))]
        return _turning(cut) if chance == _TURN else _mirroring(cut)
    near = _nearest(one, members, judge)
    side = draw.below(4)
    return _moving(one, near[draw.below(len(near))], across=side < 2, before=side % 2 == 0)


def _nothing() -> None:
    pass


def _swapping(one: Cell, other: Cell) -> _Undo:
    swap(one, other)
    return partial(swap, one, other)


def _turning(cut: Cut) -> _Undo:
    def turn() -> None:
        cut.across = not cut.across
        measure_up(cut)

    turn()
    return turn


def _mirroring(cut: Cut) -> _Undo:
    swap(cut.first, cut.second)
    return partial(swap, cut.first, cut.second)


def _moving(cell: Cell, target: Cell, *, across: bool, before: bool) -> _Undo:
    """Take a cell out of its cut and cut another in two to stand beside it."""
    old = cell.parent
    if not isinstance(old, Cut):
        return _nothing
    sibling = old.second if old.first is cell else old.first
    if sibling is target and old.across == across and (old.first is cell) == before:
        return _nothing
    was_first, was_across = old.first is cell, old.across
    take_out(cell)
    put_beside(old, cell, target, across=across, before=before)

    def undo() -> None:
        take_out(cell)
        put_beside(old, cell, sibling, across=was_across, before=was_first)

    return undo


def _nearest(member: Cell, members: Sequence[Cell], judge: "_Judge") -> list[Cell]:
    """Give the members nearest to where a member's links pull it."""
    x, y = judge.pulled_to(member)

    def distance(cell: Cell) -> float:
        spot = _spot(cell)
        return hypot(spot[0] - x, spot[1] - y)

    return sorted((cell for cell in members if cell is not member), key=lambda cell: (distance(cell), cell.id))[:_NEAR]


def _members(cell: Cell) -> list[Cell]:
    return [*_members(cell.first), *_members(cell.second)] if isinstance(cell, Cut) else [cell]


class _Judge:
    """Says how good a picture is: compact, short links, and few that run through what they do not join."""

    def __init__(self, root: Cell, pulls: Sequence[Pull], levels: Mapping[str, float]) -> None:
        self.root = root
        self.looks = 0
        self.cells = [cell for cell in root.cells() if cell.id]
        self.at = {cell.id: index for index, cell in enumerate(self.cells)}
        self.pulls = [(self.at[pull.one], self.at[pull.other], pull.weight) for pull in pulls]
        self.seen = [(self.at[pull.one], self.at[pull.other], pull.seen) for pull in pulls if pull.seen]
        self.weight = sum(pull.weight for pull in pulls) or 1.0
        self.levels = [(self.at[cell_id], level) for cell_id, level in levels.items() if cell_id in self.at]
        self.near: list[list[tuple[int, float]]] = [[] for _ in self.cells]
        for one, other, weight in self.pulls:
            self.near[one].append((other, weight))
            self.near[other].append((one, weight))

    def pulled_to(self, cell: Cell) -> tuple[float, float]:
        """Give the point that the links of a cell, and of all in it, pull it to; its own where there are none."""
        held = [self.at[each.id] for each in cell.cells()]
        inside = set(held)
        pulls = [pull for index in held for pull in self.near[index] if pull[0] not in inside]
        total = sum(weight for _, weight in pulls)
        if not total:
            return _spot(cell)
        spots = [(_spot(self.cells[index]), weight) for index, weight in pulls]
        return (
            sum(spot[0] * weight for spot, weight in spots) / total,
            sum(spot[1] * weight for spot, weight in spots) / total,
        )

    def cost(self, enough: float = inf) -> float:
        """Give the cost of the picture as it is placed now; once it is more than enough, how much more is not said."""
        self.looks += len(self.pulls) + len(self.cells)
        spots = [_spot(cell) for cell in self.cells]
        length = 0.0
        for one, other, weight in self.pulls:
            length += weight * hypot(spots[one][0] - spots[other][0], spots[one][1] - spots[other][1])
        cost = length / self.weight + _BULK * bulk(self.root)
        if self.levels:
            astray = sum(abs(spots[index][1] / self.root.height - level) for index, level in self.levels)
            cost += _ASTRAY * astray / len(self.levels)
        if cost >= enough:
            return cost
        shapes = [_shape(cell) for cell in self.cells]
        self.looks += 4 * len(self.seen)
        for one, other, weight in self.seen:
            cost += _STRUCK * weight * _struck(spots[one], spots[other], shapes, (one, other)) / self.weight
            if cost >= enough:
                return cost
        self.looks += len(self.seen) ** 2 // 4
        return cost + _CROSSED * _crossings(spots, self.seen) / self.weight


def _crossings(spots: Sequence[tuple[float, float]], links: Sequence[tuple[int, int, float]]) -> float:
    """Count pairs of straight links that cross, each by the lesser weight of the two; a shared end is no crossing."""
    lines = []
    for one, other, weight in links:
        (x, y), (to_x, to_y) = spots[one], spots[other]
        if x > to_x:
            x, y, to_x, to_y = to_x, to_y, x, y
        lines.append((x, to_x, y, to_y, to_x - x, to_y - y, weight, one, other))
    lines.sort()
    count = 0.0
    for index, (x, to_x, y, to_y, run, rise, weight, one, other) in enumerate(lines):
        for x2, to_x2, y2, to_y2, run2, rise2, weight2, one2, other2 in lines[index + 1 :]:
            if x2 > to_x:
                break
            if one in (one2, other2) or other in (one2, other2):
                continue
            a = run * (y2 - y) - rise * (x2 - x)
            b = run * (to_y2 - y) - rise * (to_x2 - x)
            if a * b >= 0:
                continue
            a = run2 * (y - y2) - rise2 * (x - x2)
            b = run2 * (to_y - y2) - rise2 * (to_x - x2)
            if a * b < 0:
                count += min(weight, weight2)
    return count


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
