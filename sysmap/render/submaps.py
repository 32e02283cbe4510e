"""Parts of a map laid out for themselves: what of it answers the question of one view, and where that stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.polarity import named_loop
from sysmap.model.views import MapView, upstream
from sysmap.render.layout import Picture, lay_out
from sysmap.render.lettering import letter
from sysmap.render.overview import HASTE, MANY
from sysmap.render.plan import SHAPES, Plan, find_parents, plan_picture

READ_IN_A_MINUTE = 22
"""So many things at most where nobody said how many steps to go: what people can read aloud in a minute."""

_STEPS = 3
_MOST_LAID_OUT = 120
"""A part of more things than that is as good as the whole, and is drawn where the whole has it."""

_TIES = ("FUNDS", "DEPENDS_ON", "WORKS_WITH", "DELIVERS", "COMMISSIONS")
_JOINED_BY = {"money": ("FUNDS",), "rests": _TIES}
"""Of which links a view shows the ends, and nothing that has none: room for larger letters."""

_OWNS = ("STEWARDS", "COMMISSIONS", "DELIVERS")
_GAP = 56.0
"""Room between two things on the ring of a loop, for the link and its sign."""


@dataclass(frozen=True, slots=True)
class Submap:
    """What a view draws, and where.

    Parameters
    ----------
    places : Mapping of str to (float, float)
        The middle of each thing that is drawn.
    boxes : Mapping of str to (float, float, float, float)
        The middle and size of each box, an outer one before those in it.
    links : tuple of str or None
        The links drawn; None for all between what is drawn.
    """

    places: Mapping[str, tuple[float, float]]
    boxes: Mapping[str, tuple[float, float, float, float]]
    links: tuple[str, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Give it as `frontend/src/contract.ts` describes a part of the map: ids and places only."""
        part: dict[str, Any] = {
            "places": [[each, round(x, 1), round(y, 1)] for each, (x, y) in self.places.items()],
            "boxes": [[each, *(round(value, 1) for value in box)] for each, box in self.boxes.items()],
        }
        return part if self.links is None else {**part, "links": list(self.links)}


def submap_of(branch: Branch, view: MapView, around: Branch | None = None) -> Submap | None:
    """Lay out what a view draws; None for a view of the whole map.

    Parameters
    ----------
    branch : Branch
        What is drawn, as its reader may see it.
    view : MapView
        The view; one that cannot be shown has no part.
    around : Branch, optional
        What it is laid out with, more than the branch, so that it stands alike in both.
    """
    if view.problem:
        return None
    if view.shape == "loop":
        return _ring(branch, view.focus)
    wanted = _wanted(branch, view)
    if wanted is None:
        return None
    if around is None or view.focus not in {"", *around.records}:
        return part_of(branch, wanted, view.id, _JOINED_BY.get(view.shape))
    found = part_of(around, wanted | (_wanted(around, view) or set()), view.id, _JOINED_BY.get(view.shape))
    shown = _with_boxes_around(branch, wanted)
    return found and Submap(
        {each: place for each, place in found.places.items() if each in shown},
        {each: box for each, box in found.boxes.items() if each in shown},
    )


def _wanted(branch: Branch, view: MapView) -> set[str] | None:
    """Give the elements that a view is about; None where it is about the whole map."""
    if view.shape == "outcome":
        return _what_moves(branch, view.focus, view.steps)
    if view.shape == "organisation":
        return _world_of(branch, view.focus, view.steps or 1)
    if view.shape == "money":
        return {end for link in branch.of("FUNDS") for end in (link.from_id, link.to_id)}
    return None


def part_of(
    branch: Branch, ids: Iterable[str], view_id: str = "", drawn_first: Iterable[str] | None = None
) -> Submap | None:
    """Lay out some elements with the boxes that they stand in; None where that is as good as all or nothing.

    Parameters
    ----------
    branch : Branch
        The branch.
    ids : iterable of str
        The elements.
    view_id : str
        The view, for places that people put by hand there.
    drawn_first : iterable of str, optional
        The relationship types that the view is about, as of `plan_picture`.
    """
    laid = lay_out_part(branch, ids, view_id, drawn_first)
    return None if laid is None else submap(laid[1])


def _with_boxes_around(branch: Branch, wanted: Iterable[str]) -> set[str]:
    """Give some elements and the boxes that they stand in."""
    parents = find_parents(branch)
    drawn = set(wanted)
    for each in list(drawn):
        above = parents.get(each, "")
        while above and above not in drawn:
            drawn.add(above)
            above = parents.get(above, "")
    return drawn


def submap(picture: Picture) -> Submap:
    """Give a picture as ids and places."""
    boxes = {each: (*rect.centre, rect.width, rect.height) for each, rect in picture.boxes.items()}
    return Submap({each: rect.centre for each, rect in picture.places.items()}, boxes)


def lay_out_part(
    branch: Branch, ids: Iterable[str], view_id: str = "", drawn_first: Iterable[str] | None = None
) -> tuple[Plan, Picture] | None:
    """Lay out some elements with the boxes that they stand in; parameters as of `part_of`."""
    wanted = {each for each in ids if each in branch and branch[each].kind in SHAPES}
    if not wanted or len(wanted) > _MOST_LAID_OUT:
        return None
    drawn = _with_boxes_around(branch, wanted)
    part = branch.where(
        record
        for record in branch
        if record.id in drawn or (record.joins and record.from_id in drawn and record.to_id in drawn)
    )
    plan = plan_picture(part, drawn_first)
    effort = HASTE if len(branch.elements) > MANY else 1.0
    return plan, lay_out(plan, put_by_hand(branch, view_id) if view_id else {}, effort=effort)


def put_by_hand(branch: Branch, view_id: str = "") -> dict[str, tuple[float, float]]:
    """Give where people put elements on one view; on the whole map where none is named."""
    put: dict[str, tuple[float, float]] = {}
    for position in branch.of("Position"):
        x, y = position.number("x"), position.number("y")
        if x is not None and y is not None and position.get("view") == view_id:
            put[position.get("element_id")] = (float(x), float(y))
    return put


def _joined_by(branch: Branch, shape: str) -> set[str]:
    """Give the ends of the links that a view is about; what causes move has no place among what rests on what."""
    links = branch.of(*_JOINED_BY[shape])
    return {
        end
        for link in links
        for end in (link.from_id, link.to_id)
        if end in branch and (shape != "rests" or branch[end].kind != "Factor")
    }


def _what_moves(branch: Branch, focus: str, steps: int | None) -> set[str]:
    """Give what leads to an element within so many steps, or as far as can still be read."""
    if steps is not None:
        return set(upstream(branch, focus, steps))
    found = set(upstream(branch, focus, 1))
    for further in range(2, _STEPS + 1):
        wider = set(upstream(branch, focus, further))
        if len(wider) > READ_IN_A_MINUTE:
            break
        found = wider
    return found


def _world_of(branch: Branch, focus: str, steps: int) -> set[str]:
    """Give an organisation, its units, what they answer for, and whom that is tied to within so many steps."""
    inside = {focus}
    waiting = [focus]
    while waiting:
        body = waiting.pop()
        for unit in branch.reaching(body, "PART_OF"):
            if unit.from_id not in inside:
                inside.add(unit.from_id)
                waiting.append(unit.from_id)
    inside |= {link.to_id for body in inside for link in branch.leaving(body, *_OWNS)}
    found = set(inside)
    for _ in range(steps):
        near = {link.to_id for each in found for link in branch.leaving(each, *_TIES)}
        found |= near | {link.from_id for each in found for link in branch.reaching(each, *_TIES)}
    return found


def _ring(branch: Branch, loop_id: str) -> Submap:
    """Put a loop on an open ring, its first element on top, so that it looks like one."""
    loop = named_loop(branch, branch[loop_id])
    elements = [each for each in loop.record.items("element_ids") if each in branch]
    letterings = [
        letter(branch[each].name, branch[each].kind, outcome=branch[each].yes("outcome")) for each in elements
    ]
    across = max((each.width for each in letterings), default=0.0) + _GAP
    down = max((each.height for each in letterings), default=0.0) + _GAP
    round_it = max(len(elements), 3) / (2 * pi)
    wide, high = max(across * round_it, across * 0.75), max(1.6 * down * round_it, down)
    places = {}
    for index, each in enumerate(elements):
        angle = 2 * pi * index / len(elements) - pi / 2
        places[each] = (round(wide * cos(angle), 1), round(high * sin(angle), 1))
    return Submap(places, {}, tuple(link.id for link in loop.links))
