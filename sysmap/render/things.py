"""Elements and boxes of a page: where they are, who owns them, what is known of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import LINKS_WITHHELD
from sysmap.model.vocabulary import KINDS
from sysmap.render.facts import Fact, fact, facts_of, measures_of
from sysmap.render.geometry import Rect
from sysmap.render.layout import Picture
from sysmap.render.plan import Plan

_OWNERS = {"Factor": ("STEWARDS",), "Service": ("COMMISSIONS", "DELIVERS")}
"""The relationship types by which somebody on the map answers for a kind of element."""

_NOBODY = "nobody on this map owns it"
_WITHHELD = "not told: links of it are withheld"


def describe_elements(branch: Branch, plan: Plan, picture: Picture, as_of: date) -> Iterator[dict[str, Any]]:
    """Give every element of a branch as the page takes it, kind by kind in the order of the tables.

    Parameters
    ----------
    branch : Branch
        The branch.
    plan : Plan
        How their names are broken into lines.
    picture : Picture
        Where its elements are.
    as_of : date
        The day by which a review is overdue.
    """
    order = {kind: index for index, kind in enumerate(KINDS)}
    lines = {item.id: list(item.lettering.lines) for item in (*plan.items, *plan.marks)}
    measures = measures_of(branch, branch.of("Measure"))
    put = {position.get("element_id") for position in branch.of("Position") if not position.get("view")}
    for element in sorted(branch.elements, key=lambda each: order.get(each.kind, len(order))):
        owned = _is_owned(branch, element)
        described: dict[str, Any] = {"id": element.id, "kind": element.kind, "name": element.name}
        place = picture.places.get(element.id)
        if place is not None:
            described |= {**_centred(place), "lines": lines[element.id]}
            if element.id in put:
                described["pinned"] = True
        yield described | {
            "parent": picture.parents.get(element.id) or None,
            "owner": "known" if owned or element.get(LINKS_WITHHELD) else "none",
            "outcome": element.yes("outcome"),
            "sector": _sector(branch, element, picture.parents),
            "confidence": element.get("confidence"),
            "facts": [
                *_standing(branch, element, owned=owned),
                *facts_of(branch, element, as_of),
                *measures.get(element.id, _no_measure(element)),
            ],
            "note": element.get("text") or element.get("note"),
            "search": " ".join(element.items("aliases")),
        }


def describe_boxes(branch: Branch, picture: Picture) -> list[dict[str, Any]]:
    """Give the boxes of organisations that hold something, outer ones before those in them."""
    return [
        {
            "id": box_id,
            "name": branch.name_of(box_id),
            **_centred(rect),
            "parent": picture.parents[box_id] or None,
        }
        for box_id, rect in picture.boxes.items()
    ]


def _centred(rect: Rect) -> dict[str, float]:
    x, y = rect.centre
    return {"x": x, "y": y, "w": rect.width, "h": rect.height}


def _is_owned(branch: Branch, element: Record) -> bool:
    kinds = _OWNERS.get(element.kind)
    return kinds is None or bool(branch.reaching(element.id, *kinds))


def _sector(branch: Branch, element: Record, parents: Mapping[str, str]) -> str:
    """Give the sector of an element: its own, or that of the nearest box around it that has one."""
    at: str = element.id
    while at:
        record = branch.get(at)
        sector = record.get("sector") if record else ""
        if sector:
            return sector
        at = parents.get(at, "")
    return ""


def _standing(branch: Branch, element: Record, *, owned: bool) -> Iterator[Fact]:
    """Say who answers for an element and who does the work."""
    if not owned:
        yield fact("who answers for it", _WITHHELD if element.get(LINKS_WITHHELD) else _NOBODY)
    for kind, label in (
        ("STEWARDS", "who answers for it"),
        ("COMMISSIONS", "who buys it"),
        ("DELIVERS", "who does it"),
    ):
        for link in branch.reaching(element.id, kind):
            yield fact(label, branch.name_of(link.from_id), "", link.from_id)
    for link in branch.leaving(element.id, "PART_OF"):
        yield fact("part of", branch.name_of(link.to_id), "", link.to_id)


def _no_measure(element: Record) -> list[Fact]:
    return [fact("measured by", "nothing on this map")] if element.yes("outcome") else []
