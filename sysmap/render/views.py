"""The views of a page: each a question, what it lays over the boxes, and its own part of the map where it has one."""

from collections.abc import Mapping
from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.views import MapView, views_of
from sysmap.render.changes import Changes
from sysmap.render.submaps import submap_of

_HINTS = {
    "whole": "Choose anything on the map to see what moves it and what it moves.",
    "outcome": "Arrows lead towards it. Choose anything to read on.",
    "organisation": "What it answers for, whom it pays and what it depends on.",
    "loop": "Step round it, one sentence at a time.",
    "loops": "Choose a loop: its links light up in order, with its story.",
    "levers": "Point at a place to see what moves; choose it for the ways there.",
    "rests": "Choose something to see what would stop with it.",
    "money": "The wider a ribbon, the more money. Choose one for the exact figure, its year and its basis.",
    "boundaries": "Colour and width say how far a link reaches; it thickens where it leaves or enters an organisation.",
    "changes": "What was added, changed or removed stands out on the map and is listed here.",
    "findings": "Choose one to see on the map what it rests on.",
    "tables": "Everything on this map, to read, copy or print.",
}


def describe_views(
    drawn: Branch,
    told: Branch,
    changes: Mapping[str, Changes],
    says: Mapping[str, bool],
    around: Branch | None = None,
) -> tuple[list[dict[str, Any]], list[str]]:
    """Give the views as a page takes them, and why some of them are not shown.

    Parameters
    ----------
    drawn : Branch
        What the picture of the whole shows.
    told : Branch
        Everything that can be found and read.
    changes : Mapping of str to Changes
        What differs between the two moments of a view, by the view's id.
    says : Mapping of str to bool
        Whether the map has anything for a view of that shape; one that nobody made is left out where it has not.
    around : Branch, optional
        What parts of the map are laid out with, so that they stand alike in it and in what is drawn.
    """
    views: list[dict[str, Any]] = []
    problems: list[str] = []
    for view in views_of(told):
        if view.problem:
            problems.append(view.problem)
        elif view.shape == "changes" and view.id not in changes:
            problems.append(f"The view “{view.question}” is not shown: what changed is not told here.")
        elif view.made or says.get(view.shape, True):
            views.append(_describe(view, drawn, told, changes.get(view.id), around))
    return views, problems


def changes_view(view_id: str, question: str, changes: Changes) -> dict[str, Any]:
    """Give a view of what differs, as a page takes it."""
    view = {"id": view_id, "shape": "changes", "question": question, "hint": _HINTS["changes"]}
    part = {"part": changes.part.to_json()} if changes.part is not None else {}
    return {**view, "changes": changes.to_json(), **part}


def _describe(
    view: MapView, drawn: Branch, told: Branch, changes: Changes | None, around: Branch | None
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": view.id,
        "shape": view.shape,
        "question": view.question,
        "hint": _HINTS.get(view.shape, ""),
    }
    if view.made:
        described["own"] = True
    if view.note:
        described["note"] = view.note
    if view.focus:
        described["focus"] = view.focus
    if view.layers:
        described["layers"] = list(view.layers)
    if view.hide:
        described["hide"] = {facet: list(values) for facet, values in view.hide.items()}
    # A body too small to be drawn on the whole picture is drawn on the view that is about it.
    submap = submap_of(told if view.focus and view.focus not in drawn else drawn, view, around)
    if submap is not None:
        described["part"] = submap.to_json()
    if changes is not None:
        described["changes"] = changes.to_json()
        if changes.part is not None:
            described["part"] = changes.part.to_json()
    return described
