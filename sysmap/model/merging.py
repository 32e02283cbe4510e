"""Two elements made one, with every name kept and a record of what was done, so that they can be split again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sysmap.errors import NotFoundError, UsageError
from sysmap.model.edits import Change, Edit, add, apply, make_edit, remove, set_values
from sysmap.model.ids import new_id
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.references import hangs_on
from sysmap.model.values import join_list, split_list
from sysmap.model.visibility import DEFAULT_SENSITIVITY

_OWN_TO_EACH = {"name", "aliases", "created_by", "confirmed", "sensitivity"}

_EYES = {"public": 2, "partner": 1}
"""How many may see a thing of each sensitivity; any other word is for the council only."""


def merge_elements(
    system_map: SystemMap, keep_id: str, drop_id: str, *, by: str, why: str = "", naming: Iterable[Record] | None = None
) -> Edit:
    """Merge one element into another of its kind.

    The kept element takes the other's names as aliases and its values where it has none; whatever was joined to the
    other is joined to it. A link between the two falls away, and what hangs on that link. The kept element is then seen
    only by those who could see both. That the two were told apart is forgotten.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    keep_id, drop_id : str
        The element that stays, and the one that goes into it.
    by, why : str
        The role that does it, and its reason.
    naming : iterable of Record, optional
        All records that name the dropped element, where they are known; found on the map where not.

    Raises
    ------
    NotFoundError
        When either is not on the map.
    UsageError
        When they are one, of different kinds, or not both in the base or in one scenario.
    """
    keep, drop = system_map.get(keep_id), system_map.get(drop_id)
    if keep is None or drop is None:
        raise NotFoundError(f"nothing on this map has the id {(keep_id if keep is None else drop_id)!r}")
    if keep_id == drop_id:
        raise UsageError(f"“{keep.name}” cannot be merged into itself")
    if keep.kind != drop.kind or keep.joins:
        raise UsageError(f"“{keep.name}” and “{drop.name}” are not two of one kind")
    if keep.scenario != drop.scenario or {"change", "remove"} & {each.get("scenario_action") for each in (keep, drop)}:
        raise UsageError(f"“{keep.name}” and “{drop.name}” are not both in the base map or in one scenario")
    taken = _names_from_merges(system_map, keep_id)
    own = [each for each in keep.items("aliases") if each not in taken]
    names = [each for each in dict.fromkeys([drop.name, *drop.items("aliases")]) if each not in {keep.name, *own}]
    filled = {name: text for name, text in drop.values.items() if name not in _OWN_TO_EACH and name not in keep.values}
    default = system_map.about.get("sensitivity", DEFAULT_SENSITIVITY)
    kept_for, dropped_for = (each.get("sensitivity", default) for each in (keep, drop))
    sensitivity_before = ""
    if _EYES.get(dropped_for, 0) < _EYES.get(kept_for, 0):
        sensitivity_before = keep.get("sensitivity")
        filled["sensitivity"] = dropped_for
    aliases = join_list(dict.fromkeys([*keep.items("aliases"), *names]))
    changes: list[Change] = [*filter(None, [set_values(keep, {"aliases": aliases, **filled})])]
    moved: list[str] = []
    lost: list[Record] = []
    for record in system_map if naming is None else naming:
        if record.id in {keep_id, drop_id} or record.kind == "Merge":
            continue
        pointing = dict(_re_pointed(record, drop_id, keep_id))
        if not pointing:
            continue
        if {keep_id, drop_id} in ({record.from_id, record.to_id}, {record.get("one_id"), record.get("other_id")}):
            lost.append(record)
            continue
        moved.extend(_places(record, drop_id))
        changes.extend(filter(None, [set_values(record, pointing)]))
    lost = _with_what_hangs_on(system_map, lost)
    # What was re-pointed and is lost all the same is removed as it was.
    changes = [change for change in changes if change.record_id not in {each.id for each in lost}]
    changes.extend(remove(each) for each in reversed(lost))
    changes.append(remove(drop))
    dropped = [{"id": each.id, "kind": each.kind, "values": dict(each.values)} for each in (drop, *lost)]
    note = Record(
        new_id("Merge"),
        "Merge",
        {
            name: text
            for name, text in {
                "kept_id": keep_id,
                "dropped_id": drop_id,
                "dropped": json.dumps(dropped),
                "filled": join_list(filled),
                "names": join_list(names),
                "sensitivity_before": sensitivity_before,
                "moved": join_list(moved),
            }.items()
            if text
        },
    )
    changes.append(add(note))
    return make_edit(f"merged “{drop.name}” into “{keep.name}”", changes, by=by, why=why)


class Merging:
    """Many merges one after the other; what names what is looked up once, not for every merge.

    Parameters
    ----------
    system_map : SystemMap
        The map to begin with.
    by : str
        The role that merges.
    """

    def __init__(self, system_map: SystemMap, *, by: str) -> None:
        self.map = system_map
        self._by = by
        self._naming: dict[str, dict[str, None]] = defaultdict(dict)
        for record in system_map:
            for named in _named_by(record):
                self._naming[named][record.id] = None

    def merge(self, keep_id: str, drop_id: str) -> None:
        """Merge one element into another, as `merge_elements` does; `map` is the map after it."""
        ids = self._naming.get(drop_id, {})
        naming = [self.map[each] for each in ids if each in self.map]
        self.map = apply(self.map, merge_elements(self.map, keep_id, drop_id, by=self._by, naming=naming))
        self._naming[keep_id].update(self._naming.pop(drop_id, {}))


def split_element(system_map: SystemMap, merge_id: str, *, by: str, why: str = "") -> Edit:
    """Take a merge apart again: the dropped element comes back with its id, and what was re-pointed returns to it.

    What has been changed since stays as it is now: only references that still lead to the kept element return.

    Raises
    ------
    NotFoundError
        When no merge has that id, or the kept element is gone.
    """
    note = system_map.get(merge_id)
    if note is None or note.kind != "Merge":
        raise NotFoundError(f"no merge has the id {merge_id!r}")
    keep = system_map.get(note.get("kept_id"))
    if keep is None:
        raise NotFoundError(f"{note.get('kept_id')!r}, which was kept then, is no longer on the map")
    dropped = [Record(each["id"], each["kind"], each["values"]) for each in json.loads(note.get("dropped"))]
    drop, links = dropped[0], dropped[1:]
    changes: list[Change] = [add(drop)]
    theirs = set(note.items("names")) - _names_from_merges(system_map, keep.id, but=merge_id)
    default = system_map.about.get("sensitivity", DEFAULT_SENSITIVITY)
    took = {**drop.values, "sensitivity": drop.get("sensitivity", default)}
    given_back = {name: "" for name in note.items("filled") if keep.get(name) == took.get(name)}
    if "sensitivity" in given_back:
        given_back["sensitivity"] = note.get("sensitivity_before")
    aliases = join_list(each for each in keep.items("aliases") if each not in theirs)
    changes.extend(filter(None, [set_values(keep, {"aliases": aliases, **given_back})]))
    returning: dict[str, dict[str, str]] = {}
    for place in note.items("moved"):
        _give_back(system_map, place, keep.id, drop.id, returning)
    for record_id, back in returning.items():
        changes.extend(filter(None, [set_values(system_map[record_id], back)]))
    on_map = {*system_map.records, drop.id}
    for link in links:
        if link.id not in on_map and {link.from_id, link.to_id} - {""} <= on_map:
            on_map.add(link.id)
            changes.append(add(link))
    changes.append(remove(note))
    return make_edit(f"split “{drop.name}” from “{keep.name}” again", changes, by=by, why=why)


def current_id(system_map: SystemMap, record_id: str) -> str:
    """Give the id under which a record lives now, following merges; its own where it was not merged."""
    into = {note.get("dropped_id"): note.get("kept_id") for note in system_map.of("Merge")}
    seen: set[str] = set()
    while record_id not in system_map and record_id in into and record_id not in seen:
        seen.add(record_id)
        record_id = into[record_id]
    return record_id


def _names_from_merges(system_map: SystemMap, keep_id: str, *, but: str = "") -> set[str]:
    """Give the aliases that an element has only because others were merged into it."""
    merges = (each for each in system_map.of("Merge") if each.get("kept_id") == keep_id and each.id != but)
    return {name for merge in merges for name in merge.items("names")}


def _with_what_hangs_on(system_map: SystemMap, links: list[Record]) -> list[Record]:
    """Give links and what hangs on them, such as what ties a note to one; payments stay, for the flow may come back."""
    found = {link.id: link for link in links}
    fresh = set(found)
    while fresh:
        hanging = [
            record
            for record in system_map
            if record.id not in found and not record.declared.bulk and hangs_on(record, fresh)
        ]
        fresh = {record.id for record in hanging}
        found.update((record.id, record) for record in hanging)
    return list(found.values())


def _named_by(record: Record) -> Iterator[str]:
    for prop in record.declared.properties:
        if prop.reads in {"ref", "refs"} and prop.name in record.values:
            yield from record.items(prop.name) if prop.several else (record.values[prop.name],)


def _re_pointed(record: Record, old_id: str, new_id_: str) -> Iterator[tuple[str, str]]:
    """Give the reference properties that name one id, naming the other instead."""
    for prop in record.declared.properties:
        text = record.values.get(prop.name)
        if text is None:
            continue
        if prop.reads == "ref" and text == old_id:
            yield prop.name, new_id_
        elif prop.reads == "refs" and old_id in record.items(prop.name):
            yield prop.name, join_list(new_id_ if each == old_id else each for each in record.items(prop.name))


def _places(record: Record, old_id: str) -> Iterator[str]:
    """Say where a record names an id: record, property and, in a list, which item."""
    for prop in record.declared.properties:
        text = record.values.get(prop.name)
        if text is None:
            continue
        if prop.reads == "ref" and text == old_id:
            yield f"{record.id}/{prop.name}"
        elif prop.reads == "refs":
            items = record.items(prop.name)
            yield from (f"{record.id}/{prop.name}/{index}" for index, each in enumerate(items) if each == old_id)


def _give_back(
    system_map: SystemMap, place: str, keep_id: str, drop_id: str, returning: dict[str, dict[str, str]]
) -> None:
    """Note that a place names the dropped element again, where it still names the kept one."""
    path, _, last = place.rpartition("/")
    index = int(last) if last.isdigit() else None
    record_id, _, name = (path if index is not None else place).rpartition("/")
    record = system_map.get(record_id)
    if record is None:
        return
    back = returning.setdefault(record_id, {})
    if index is None:
        if record.get(name) == keep_id:
            back[name] = drop_id
        return
    items = list(split_list(back.get(name, record.get(name))))
    if index < len(items) and items[index] == keep_id:
        items[index] = drop_id
        back[name] = join_list(items)
