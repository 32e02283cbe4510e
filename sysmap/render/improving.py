"""Shorter links by turning, mirroring and swapping cells.

Every search stops after a fixed number of looks, not after a time, so that the picture is the same on every machine.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import hypot

from sysmap.render.embedding import LARGE
from sysmap.render.judging import Judge, bulk, spot
from sysmap.render.plan import Pull
from sysmap.render.slicing import GAP, Cell, Cut, Frame, cuts_in, measure_up, put_beside, swap, take_out

_TRIES = 60
"""Changes tried for each cell, at most."""

_LOOKS = 120_000
"""Changes times cells, at most: on a larger picture each takes longer to judge."""

_PAIRS = 200_000_000
"""Pairs of a link with another link or a name that are looked at, at most: two seconds where links are very many."""

_PATIENCE = 0.007
"""By what share of its cost a picture may get worse in one change at the beginning."""

_ENOUGH = 40
"""Changes tried for each cell from which a search may be as patient as that."""

_PATIENT = 0.8
"""For what share of the changes it may get worse at all."""

_TURNED = 1200
"""How many cuts are turned to see whether the whole fits a screen better, the outermost ones."""

_NEAR = 5
"""Beside how many others a cell is tried."""


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


def _mirror(root: Cell, pulls: Sequence[Pull]) -> None:
    """Let the two sides of a cut change places where links get shorter; sizes stay."""
    cells = {cell.id: cell for cell in root.cells() if cell.id}
    spots = {cell_id: spot(cell) for cell_id, cell in cells.items()}
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


def search(
    root: Frame, pulls: Sequence[Pull], levels: Mapping[str, float], start: int = 0, effort: float = 1.0
) -> float:
    """Swap cells of one box, turn cuts and move single cells elsewhere, keeping what makes the picture better.

    It may first get a little worse, and less so as it goes on (threshold accepting, Dueck and Scheuer 1990).

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
    effort : float
        What share is tried of the changes that a picture of this size is worth.

    Returns
    -------
    float
        The cost of the picture: the less, the better.
    """
    judge = Judge(root, pulls, levels)
    boxes = [cell for cell in root.cells() if isinstance(cell, Frame)]
    groups = [sorted(_members(box.content), key=lambda cell: cell.id) for box in boxes]
    # A box with more in it is searched more.
    ballot = [index for index, group in enumerate(groups) if len(group) > 1 for _ in group]
    draw = _Draw(start)
    now = judge.cost()
    worth = min(_TRIES * len(judge.cells), _LOOKS // len(judge.cells), _PAIRS // max(1, judge.pairs)) if ballot else 0
    tries = round(effort * worth)
    # A short search has no time to climb out again of where it went down.
    patience = _PATIENCE * now * min(1.0, tries / (_ENOUGH * len(judge.cells))) ** 2
    for number in range(tries):
        # At first it may get a little worse, so that it does not end in the first hollow.
        enough = now + max(0.0, patience * (1 - number / (_PATIENT * tries)))
        index = ballot[draw.below(len(ballot))]
        undo = _try(boxes[index], groups[index], judge, draw)
        root.place(0, 0, root.width, root.height)
        cost = judge.cost(enough)
        if cost < enough:
            now = cost
        else:
            undo()
    root.place(0, 0, root.width, root.height)
    return now


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


def _try(box: Frame, members: Sequence[Cell], judge: "Judge", draw: _Draw) -> _Undo:
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


def _nearest(member: Cell, members: Sequence[Cell], judge: "Judge") -> list[Cell]:
    """Give the members nearest to where a member's links pull it."""
    x, y = judge.pulled_to(member)

    def distance(cell: Cell) -> float:
        at = spot(cell)
        return hypot(at[0] - x, at[1] - y)

    return sorted((cell for cell in members if cell is not member), key=lambda cell: (distance(cell), cell.id))[:_NEAR]


def _members(cell: Cell) -> list[Cell]:
    return [*_members(cell.first), *_members(cell.second)] if isinstance(cell, Cut) else [cell]
