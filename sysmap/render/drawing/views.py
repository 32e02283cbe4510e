"""The drawing of one view of a page: its part of the map, in the places that it has there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sysmap.errors import NotFoundError
from sysmap.render.drawing.picture import Drawing, Hue, Layer, drawing_of, say_drawn

_SHAPES: Mapping[str, tuple[tuple[Layer, ...], tuple[str, ...], Hue]] = {
    "outcome": (("causal",), (), "polarity"),
    "loop": (("causal",), (), "polarity"),
    "loops": (("causal",), (), "polarity"),
    "levers": (("causal",), (), "polarity"),
    "rests": (("money", "other"), ("Factor",), "polarity"),
    "organisation": (("causal", "money"), (), "polarity"),
    "changes": (("causal", "money", "other", "marks"), (), "polarity"),
    "money": (("money",), ("Factor",), "polarity"),
    "boundaries": ((), (), "boundary"),
}
"""What views of some shapes lay over the boxes, which kinds they leave out, and what the colour of links says."""

_UNDRAWN = frozenset({"tables", "findings"})
_UNKNOWN = "unknown"


def drawing_of_view(data: Mapping[str, Any], view_id: str, notes: Sequence[str] = ()) -> Drawing:
    """Give the drawing of a view.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes.
    view_id : str
        The view, by its id.
    notes : sequence of str
        What stands below it.

    Raises
    ------
    NotFoundError
        When no view that can be drawn is called so; the message names those that are.
    """
    views = {view["id"]: view for view in data.get("views", ()) if view["shape"] not in _UNDRAWN}
    view = views.get(view_id)
    if view is None:
        raise NotFoundError(f"There is no view “{view_id}” to draw; there are {', '.join(views) or 'none'}.")
    layers, without, hue = _SHAPES.get(view["shape"], ((), (), "polarity"))
    part = view.get("part")
    drawn = drawing_of(
        _only(data, part) if part else data,
        [*([view["note"]] if view.get("note") else []), *notes],
        layers=view.get("layers") or layers,
        without=without,
        hue=hue,
    )
    shown = _without_hidden(drawn, view.get("hide") or {})
    subtitle = f"Part of a map of {data['summary']}" if part else data["summary"]
    folded = "" if part else data.get("folded", "")
    told = " ".join(said for said in (say_drawn(data, shown), folded) if said)
    return replace(shown, title=view["question"], subtitle=subtitle, drawn=told)


def _only(data: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of a part, everything where the part has it."""
    parents = {each["id"]: each["parent"] for each in data["elements"]}
    inside = {box[0] for box in part["boxes"]}

    def parent(item_id: str) -> str | None:
        at = parents.get(item_id)
        while at is not None and at not in inside:
            at = parents.get(at)
        return at

    places = {item_id: (x, y) for item_id, x, y in part["places"]}
    elements = [
        {**each, "x": places[each["id"]][0], "y": places[each["id"]][1], "parent": parent(each["id"])}
        for each in data["elements"]
        if each["id"] in places and "w" in each
    ]
    named = {each["id"] for each in elements}
    boxes = [
        {"id": box_id, "x": x, "y": y, "w": w, "h": h, "parent": parent(box_id)}
        for box_id, x, y, w, h in part["boxes"]
        if box_id in named
    ]
    wanted = part.get("links")
    links = data["links"] if wanted is None else [link for link in data["links"] if link["id"] in set(wanted)]
    return {**data, "elements": elements, "boxes": boxes, "links": links}


def _without_hidden(drawing: Drawing, hide: Mapping[str, Sequence[str]]) -> Drawing:
    """Leave out what a view filters out at first, a link with either of its ends."""
    elements = tuple(
        each
        for each in drawing.elements
        if ("Outcome" if each["outcome"] else each["kind"]) not in hide.get("kind", ())
        and (each["sector"] or _UNKNOWN) not in hide.get("sector", ())
        and (each["confidence"] or _UNKNOWN) not in hide.get("confidence", ())
    )
    shown = {each["id"] for each in elements}
    links = tuple(
        link
        for link in drawing.links
        if shown.issuperset((link["from"], link["to"]))
        and (link["confidence"] or _UNKNOWN) not in hide.get("confidence", ())
        and link["boundary"] not in hide.get("boundary", ())
    )
    boxes = tuple(box for box in drawing.boxes if box["id"] in shown)
    return replace(drawing, elements=elements, boxes=boxes, links=links)
