"""Ids and an order of a share's own: those of the map may carry names, and gaps tell what is missing."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sysmap.model.maps import MAP_RECORD_ID, SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing.naming import Finder, is_free, is_telling_id
from sysmap.model.values import join_list
from sysmap.model.vocabulary import KINDS, values_of

_ROUNDS = 3
_SHAPES = frozenset({"map", *values_of("View", "shape")})
_NO_VIEW = "gone"
"""What stands for a view that is not on the map: its id may say what it was about."""

_ORDER = {kind: number for number, kind in enumerate(KINDS)}


def shown_order(system_map: SystemMap) -> list[Record]:
    """Give the records in an order that follows from nothing but what they show: kind, name, content, neighbours.

    Where records were added, how they are called elsewhere or how large they are must not be told by where they stand.
    """
    looks = {record.id: _digest(record.kind, *_content(record)) for record in system_map}
    beside: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in system_map:
        for name, target in _references(record):
            if target in looks:
                beside[record.id].append((name, target))
                beside[target].append((f"of {name}", record.id))
    for _ in range(_ROUNDS):
        looks = {
            record_id: _digest(look, *sorted(f"{name} {looks[other]}" for name, other in beside[record_id]))
            for record_id, look in looks.items()
        }
    # What looks alike to its last neighbour is ordered by what nobody can read back.
    return sorted(
        system_map,
        key=lambda record: (
            _ORDER.get(record.kind, len(_ORDER)),
            record.kind,
            record.get("name").casefold(),
            looks[record.id],
            _digest(record.id),
        ),
    )


def with_own_ids(system_map: SystemMap) -> tuple[SystemMap, Mapping[str, str]]:
    """Give a map with ids of its own, numbered without gaps in an order that tells nothing.

    Parameters
    ----------
    system_map : SystemMap
        What may be seen.

    Returns
    -------
    tuple of SystemMap and Mapping of str to str
        The map, and the old id of each new one.
    """
    ordered = shown_order(system_map)
    counts: Counter[str] = Counter()
    new: dict[str, str] = {}
    for record in ordered:
        if record.id == MAP_RECORD_ID:
            new[record.id] = MAP_RECORD_ID
            continue
        prefix = record.declared.prefix
        counts[prefix] += 1
        new[record.id] = f"{prefix}_{counts[prefix]}"
    flows = list(dict.fromkeys(record.get("flow_id") for record in ordered if record.get("flow_id")))
    joined = {flow: f"flow_{number}" for number, flow in enumerate(flows, 1)}
    finder = Finder(each for each in new if each != MAP_RECORD_ID and is_telling_id(each))
    records = [_renamed(record, new, joined, finder) for record in ordered]
    return SystemMap(records), {fresh: old for old, fresh in new.items()}


def _renamed(record: Record, new: Mapping[str, str], flows: Mapping[str, str], finder: Finder) -> Record:
    values = dict(record.values)
    for name, text in record.values.items():
        prop = record.declared.property(name)
        if name == "flow_id":
            values[name] = flows[text]
        elif record.kind == "Position" and name == "view":
            values[name] = _view_id(text, new)
        elif prop is None or prop.reads in {"ref", "refs"}:
            if text in new:
                values[name] = new[text]
            elif prop is None or prop.several:
                items = record.items(name)
                if any(item in new for item in items):
                    values[name] = join_list(new.get(item, item) for item in items)
        if name not in {"flow_id", "view"} and values[name] == text and is_free(record, name):
            values[name] = finder.replace(text, new.__getitem__)[0]
    return Record(new[record.id], record.kind, values)


def _view_id(view: str, new: Mapping[str, str]) -> str:
    """Give the id of a view anew: somebody's own, or one that pages make, called by its shape and what it is about."""
    shape, _, focus = view.partition("-")
    if focus in new and shape in _SHAPES:
        return f"{shape}-{new[focus]}"
    return new.get(view) or (view if view in _SHAPES else _NO_VIEW)


def _references(record: Record) -> Iterable[tuple[str, str]]:
    for name in record.values:
        prop = record.declared.property(name)
        if prop is not None and prop.reads in {"ref", "refs"}:
            for item in record.items(name):
                yield name, item


def _content(record: Record) -> list[str]:
    """Give what a record shows, references apart: those are compared by what they lead to."""
    declared = record.declared
    said = []
    for name, text in sorted(record.values.items()):
        prop = declared.property(name)
        if (prop is None or prop.reads not in {"ref", "refs"}) and name != "flow_id":
            said.append(f"{name}={text}")
    return said


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
