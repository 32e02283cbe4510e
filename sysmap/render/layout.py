"""The picture: every element in its box, near what it is joined to, money above and outcomes below.

Equal input gives an equal picture. Elements that people put somewhere stay there. docs/decisions/0007-layout.md says
why it is done this way.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from sysmap.render.embedding import LARGE, Wish, find_wishes
from sysmap.render.geometry import Rect, around
from sysmap.render.improving import search, tidy
from sysmap.render.judging import bulk
from sysmap.render.keeping import Kept, keeps
from sysmap.render.marks import place_marks
from sysmap.render.plan import Item, Plan
from sysmap.render.slicing import WIDE, Cell, Cut, Frame, Leaf

_OFTEN, _SEARCHED = 60, 240
"""Up to so many things it is searched from more than one start, and up to so many at all."""

_SHAPES = (0.8 * WIDE, WIDE, 1.25 * WIDE, 1.6 * WIDE)
"""Shapes of ground to cut up, of which the one is taken whose picture comes out nearest to 16 to 10."""

_HELD = 12.0
"""Room that a box keeps round what was put at its edge by hand; the page keeps the same."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything is.

    Parameters
    ----------
    places : Mapping of str to Rect
        The rectangle of every element's own shape by id; an organisation that holds others has its tab here.
    boxes : Mapping of str to Rect
        The whole box of every organisation that holds others, an outer one before those in it.
    parents : Mapping of str to str
        The box that an element stands in; empty for free ground.
    """

    places: Mapping[str, Rect]
    boxes: Mapping[str, Rect]
    parents: Mapping[str, str]


def lay_out(plan: Plan, put: Mapping[str, tuple[float, float]] | None = None, *, effort: float = 2.0) -> Picture:
    """Place all items of a plan.

    Parameters
    ----------
    plan : Plan
        What there is to place.
    put : Mapping of str to (float, float), optional
        The middle of elements that people put somewhere. They stay there, the boxes they stand in grow to hold them,
        and nothing else moves. Where that is most of the picture it was saved: the rest is new, and finds free ground.
    effort : float
        How many searches it is worth, each from another start; less than one where many pictures are laid out for one
        page.

    Returns
    -------
    Picture
        The place of every item. No two shapes overlap, nor do two boxes unless one is in the other, where people did
        not put them so.
    """
    items = {item.id: item for item in (*plan.items, *plan.marks)}
    picture = Picture({}, {}, {item.id: item.parent for item in items.values()})
    inside: dict[str, list[Item]] = {}
    for item in plan.items:
        inside.setdefault(item.parent, []).append(item)
    if plan.items:
        root = _best(plan, inside, effort)
        picture = _read(root, picture.parents)
        if put and keeps(plan.items, put):
            kept = Kept(plan.items, plan.pulls, picture.places, picture.boxes, put)
            picture = Picture(kept.places, kept.boxes, picture.parents)
            put = {each: at for each, at in put.items() if each not in kept.places}
    marks = place_marks(plan.marks, plan.pulls, picture.places)
    picture = Picture({**picture.places, **marks}, picture.boxes, picture.parents)
    return _put(picture, inside, put or {})


def _best(plan: Plan, inside: Mapping[str, Sequence[Item]], effort: float) -> Frame:
    """Place cells; on a map that fits a wall search on from several starts, and take the best."""
    wishes = _with_members(inside, find_wishes(plan))
    shapes = {item.id for item in plan.items}
    pulls = [pull for pull in plan.pulls if pull.one in shapes and pull.other in shapes]
    levels = {item.id: 0.0 if item.top else 1.0 for item in plan.items if item.top or item.bottom}

    def placed() -> Frame:
        cells = [_cell(item, inside, wishes) for item in inside[""]]
        shape = WIDE
        if len(plan.items) <= LARGE:
            shape = min(_SHAPES, key=lambda shape: bulk(Frame("", 0, 0, _cut(cells, wishes, shape))))
        root = Frame("", 0, 0, _cut(cells, wishes, shape))
        tidy(root, pulls)
        return root

    count = len(plan.items)
    starts = range(ceil(effort) if count <= _OFTEN else int(count <= _SEARCHED))
    share = min(effort, 1.0)
    tried = [(search(root, pulls, levels, start, share), start, root) for start in starts for root in (placed(),)]
    return min(tried)[2] if tried else placed()


def _with_members(inside: Mapping[str, Sequence[Item]], wishes: Mapping[str, Wish]) -> dict[str, Wish]:
    """Give where each item would like to be, a box with all that is in it."""
    joint: dict[str, Wish] = {}

    def add_up(item_id: str) -> tuple[float, float, int]:
        x, y, count = wishes[item_id].x, wishes[item_id].y, 1
        for member in inside.get(item_id, ()):
            member_x, member_y, member_count = add_up(member.id)
            x, y, count = x + member_x, y + member_y, count + member_count
        joint[item_id] = Wish(x / count, y / count)
        return x, y, count

    for item in inside[""]:
        add_up(item.id)
    return joint


def _cell(item: Item, inside: Mapping[str, Sequence[Item]], wishes: Mapping[str, Wish]) -> Cell:
    members = inside.get(item.id)
    if not members:
        return Leaf(item.id, item.lettering.width, item.lettering.height)
    content = _cut([_cell(member, inside, wishes) for member in members], wishes, WIDE)
    return Frame(item.id, item.lettering.width, item.lettering.height, content)


def _cut(cells: Sequence[Cell], wishes: Mapping[str, Wish], shape: float) -> Cell:
    """Cut cells into two halves of about equal area again and again, across the longer side of the ground they have.

    Longer is meant in cells: ground of two wide cells is cut across only where both fit side by side.
    """
    if len(cells) == 1:
        return cells[0]
    across = shape * sum(cell.height for cell in cells) >= sum(cell.width for cell in cells)
    ordered = sorted(cells, key=lambda cell: (wishes[cell.id].x if across else wishes[cell.id].y, cell.id))
    gone = list(accumulate(cell.area for cell in ordered))
    total = gone[-1]
    # The first sum from which on the halves would only get more unlike again.
    past = bisect_left(gone, total / 2)
    at = past if past and total - 2 * gone[past - 1] <= 2 * gone[past] - total else min(past + 1, len(ordered) - 1)
    share = gone[at - 1] / total
    shapes = (shape * share, shape * (1 - share)) if across else (shape / share, shape / (1 - share))
    return Cut(_cut(ordered[:at], wishes, shapes[0]), _cut(ordered[at:], wishes, shapes[1]), across=across)


def _read(root: Cell, parents: Mapping[str, str]) -> Picture:
    places: dict[str, Rect] = {}
    boxes: dict[str, Rect] = {}
    for cell in root.cells():
        if not cell.id:
            continue
        x, y = round(cell.x), round(cell.y)
        if isinstance(cell, Frame):
            boxes[cell.id] = Rect(x, y, round(cell.width), round(cell.height))
            places[cell.id] = Rect(x, y, cell.head_width, cell.head_height)
        else:
            places[cell.id] = Rect(x, y, cell.width, cell.height)
    return Picture(places, boxes, parents)


def _put(picture: Picture, inside: Mapping[str, Sequence[Item]], put: Mapping[str, tuple[float, float]]) -> Picture:
    """Put elements where people put them: a box with all that is in it, then what is in it where that was put too."""
    places, boxes = dict(picture.places), dict(picture.boxes)

    def shift(item_id: str, x: float, y: float) -> None:
        places[item_id] = places[item_id].moved(x, y)
        if item_id in boxes:
            boxes[item_id] = boxes[item_id].moved(x, y)
        for member in inside.get(item_id, ()):
            shift(member.id, x, y)

    outer_first = sorted(
        (item_id for item_id in put if item_id in places), key=lambda item_id: (_depth(picture, item_id), item_id)
    )
    for item_id in outer_first:
        x, y = (boxes.get(item_id) or places[item_id]).centre
        shift(item_id, put[item_id][0] - x, put[item_id][1] - y)
    for item_id in reversed(outer_first):
        box = picture.parents[item_id]
        held = boxes.get(item_id) or places[item_id]
        while box:
            boxes[box] = around([boxes[box], held.grown(_HELD)])
            places[box] = Rect(boxes[box].x, boxes[box].y, places[box].width, places[box].height)
            box, held = picture.parents[box], boxes[box]
    return Picture(places, boxes, picture.parents)


def _depth(picture: Picture, item_id: str) -> int:
    depth = 0
    while item_id := picture.parents[item_id]:
        depth += 1
    return depth
