"""What differs between two moments of a branch, as a page marks and lists it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sysmap.model.commands import name_in_words, say_link
from sysmap.model.diffs import ValueChange, difference
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.render.facts import Fact, fact
from sysmap.render.figures import NOT_KNOWN
from sysmap.render.links import describe_links
from sysmap.render.money import gather_flows
from sysmap.render.submaps import Submap, lay_out_part, submap
from sysmap.render.things import describe_elements

_NOT_TOLD = frozenset({"created_by", "confirmed", "review_date"})
"""Properties whose change says nothing about the system."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two moments.

    Parameters
    ----------
    before, after : str
        What the moments are called.
    listed : dict of str to list of dict
        What was `added`, `changed` and `removed`, each with its `id`, its `text` and, where changed, `facts`.
    gone : dict
        The `elements` and `links` that are no longer on the map, as a page takes them, so that it can show them.
    part : Submap or None
        All that differs with what it is joined to, laid out; None where that is the whole map.
    """

    before: str
    after: str
    listed: dict[str, list[dict[str, Any]]]
    gone: dict[str, list[dict[str, Any]]]
    part: Submap | None

    def to_json(self) -> dict[str, Any]:
        """Give it as `frontend/src/contract.ts` describes changes."""
        return {"from": self.before, "to": self.after, **self.listed, "gone": self.gone}


def find_changes(before: Branch, after: Branch, words: tuple[str, str], as_of: date, view_id: str = "") -> Changes:
    """Compare two moments of a branch, both already filtered for their reader.

    Parameters
    ----------
    before, after : Branch
        The moments.
    words : tuple of str
        What to call them.
    as_of : date
        The day by which a review is overdue.
    view_id : str
        The view that shows it, for places that people put by hand there.
    """
    found = difference(before, after)
    added = [record for record in found.added if _is_told(record)]
    removed = [record for record in found.removed if _is_told(record)]
    changed: dict[str, list[ValueChange]] = {}
    for change in found.changed:
        if _is_told(change.record) and change.property not in _NOT_TOLD:
            changed.setdefault(change.record.id, []).append(change)
    listed = {
        "added": [_line(after, record) for record in added],
        "changed": [
            {**_line(after, after[each]), "facts": [_said(before, after, change) for change in several]}
            for each, several in changed.items()
        ],
        "removed": [_line(before, record) for record in removed],
    }
    both = after.where([*after, *removed, *_ends(before, after, removed)])
    differing = [*added, *removed, *(after[each] for each in changed)]
    laid = lay_out_part(both, _things(differing), view_id)
    gone: dict[str, list[dict[str, Any]]] = {"elements": [], "links": []}
    if laid is not None:
        lost = {record.id for record in removed}
        gone["elements"] = [each for each in describe_elements(both, *laid, as_of) if each["id"] in lost]
        links = describe_links(both, gather_flows(both, None), {}, as_of)
        gone["links"] = [each for each in links if each["id"] in lost]
    return Changes(*words, listed, gone, None if laid is None else submap(laid[1]))


def _is_told(record: Record) -> bool:
    return record.kind == "Loop" or record.joins or record.declared.form == "element"


def _line(system_map: SystemMap, record: Record) -> dict[str, Any]:
    if record.joins:
        return {"id": record.id, "text": f"{say_link(system_map, record)}."}
    return {"id": record.id, "text": f"{name_in_words(system_map, record)} ({record.declared.words})"}


def _said(before: Branch, after: Branch, change: ValueChange) -> Fact:
    prop = change.record.declared.property(change.property)

    def words(branch: Branch, text: str) -> str:
        if not text:
            return NOT_KNOWN
        if prop is not None and prop.reads in {"ref", "refs"}:
            return "; ".join(branch.name_of(item) for item in text.split(";"))
        return prop.words_for(text) if prop else text

    label = prop.on_screen if prop else change.property.replace("_", " ")
    return fact(label, words(after, change.new), f"before: {words(before, change.old)}")


def _ends(before: Branch, after: Branch, removed: Collection[Record]) -> Iterator[Record]:
    """Give what the removed links joined and what the later moment has no more."""
    for link in removed:
        for end in (link.from_id, link.to_id):
            if end and end not in after and end in before:
                yield before[end]


def _things(differing: Collection[Record]) -> set[str]:
    things: set[str] = set()
    for record in differing:
        things.update((record.from_id, record.to_id) if record.joins else record.items("element_ids") or [record.id])
    return things
