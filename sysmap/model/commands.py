"""What people do to a map, each as a function that makes the edit for it and changes nothing."""

from collections.abc import Iterable, Mapping

from sysmap.errors import NotFoundError, UsageError
from sysmap.model.edits import Change, Edit, add, change_between, make_edit, remove, set_values
from sysmap.model.ids import new_id
from sysmap.model.maps import MAP_RECORD_ID, SystemMap
from sysmap.model.polarity import read_aloud
from sysmap.model.records import Record
from sysmap.model.references import hangs_on, without_references
from sysmap.model.values import UnreadableError, canonical
from sysmap.model.vocabulary import kind_of


def make_record(kind: str, values: Mapping[str, str], *, record_id: str = "", joins: bool = False) -> Record:
    """Make a record with canonical values.

    Raises
    ------
    UsageError
        When a value cannot be read as its property wants.
    """
    joins = joins or "from_id" in values
    return Record(record_id or new_id(kind, joins=joins), kind, read_values(kind, values, joins=joins))


def read_values(kind: str, values: Mapping[str, str], *, joins: bool = False) -> dict[str, str]:
    """Make typed values canonical, leaving out those that are empty.

    Raises
    ------
    UsageError
        When a value cannot be read as its property wants, or the property is worked out and never typed.
    """
    declared = kind_of(kind, joins=joins)
    canonical_values: dict[str, str] = {}
    for name, text in values.items():
        prop = declared.property(name)
        if prop is not None and prop.computed:
            raise UsageError(f"{name} of {declared.one} is worked out, not typed")
        try:
            value = canonical(prop, text)
        except UnreadableError as error:
            raise UsageError(str(error)) from error
        if value:
            canonical_values[name] = value
    return canonical_values


def describe_map(system_map: SystemMap, values: Mapping[str, str], *, by: str, why: str = "") -> Edit:
    """Say what the map is called, what it is for and who answers for it."""
    if MAP_RECORD_ID in system_map:
        return set_properties(system_map, MAP_RECORD_ID, values, by=by, why=why)
    record = make_record("Map", values, record_id=MAP_RECORD_ID)
    return make_edit(f"named the map “{record.name}”", [add(record)], by=by, why=why)


def add_element(
    system_map: SystemMap, kind: str, name: str, values: Mapping[str, str] | None = None, *, by: str, why: str = ""
) -> Edit:
    """Add an element; its name is all that is required.

    Raises
    ------
    UsageError
        When a value cannot be read, or a reference names nothing on the map.
    """
    record = make_record(kind, {**({"name": name} if name else {}), **(values or {})})
    if record.declared.named and not record.get("name"):
        raise UsageError(f"{record.declared.one} needs a name")
    _refuse_loose_references(system_map, record)
    return make_edit(f"added {record.declared.words} “{record.name}”", [add(record)], by=by, why=why)


def link_elements(
    system_map: SystemMap,
    from_id: str,
    kind: str,
    to_id: str,
    values: Mapping[str, str] | None = None,
    *,
    by: str,
    why: str = "",
) -> Edit:
    """Join two records by a relationship.

    Raises
    ------
    UsageError
        When an end is not on the map, cannot be joined this way, or a value cannot be read.
    """
    record = make_record(kind, {"from_id": from_id, "to_id": to_id, **(values or {})}, joins=True)
    _refuse_wrong_ends(system_map, record)
    _refuse_loose_references(system_map, record)
    return make_edit(f"linked: {say_link(system_map, record)}", [add(record)], by=by, why=why)


def say_link(system_map: SystemMap, link: Record) -> str:
    """Say a relationship as a sentence."""
    first, second = system_map.name_of(link.from_id), system_map.name_of(link.to_id)
    if link.kind == "INFLUENCES":
        return read_aloud(first, link.get("polarity", "?"), second)
    return f"“{first}” {link.declared.words} “{second}”"


def set_properties(system_map: SystemMap, record_id: str, values: Mapping[str, str], *, by: str, why: str = "") -> Edit:
    """Set properties of a record; an empty text removes one.

    Raises
    ------
    NotFoundError
        When no record has that id.
    UsageError
        When a value cannot be read, a reference names nothing, a name would be missing, a link would join what it may
        not, or nothing would change.
    """
    record = system_map.get(record_id)
    if record is None:
        raise NotFoundError(f"nothing on this map has the id {record_id!r}")
    given = {name: text for name, text in values.items() if text.strip()}
    new = {**dict.fromkeys(values, ""), **read_values(record.kind, given, joins=record.joins)}
    patch = record.get("scenario_action") in {"change", "remove"}
    if record.declared.named and not new.get("name", "name") and not patch:
        raise UsageError(f"{record.declared.one} needs a name")
    if record.joins and not patch and {"from_id", "to_id"} & new.keys():
        _refuse_wrong_ends(system_map, record.with_values(**new))
    change = set_values(record, new)
    if change is None:
        raise UsageError(f"{name_in_words(system_map, record)} is so already")
    _refuse_loose_references(system_map, Record(record.id, record.kind, given))
    said = ", ".join(f"{name} to {text!r}" if text else f"{name} to nothing" for name, text in change.new.items())
    return make_edit(f"set {said} of {name_in_words(system_map, record)}", [change], by=by, why=why)


def name_in_words(system_map: SystemMap, record: Record) -> str:
    """Name a record for a sentence: its name in quotes, or what it joins."""
    if record.joins:
        return f"the link {say_link(system_map, record)}"
    return f"“{record.name}”"


def remove_records(system_map: SystemMap, record_ids: Iterable[str], *, by: str, why: str = "") -> Edit:
    """Remove records, all that means nothing without them, and references to them.

    Links, positions, observations, payments and merges go with what they hang on, a scenario's rows with the scenario:
    without it they would be rows of the base map. A loop that passed through one stays and shows as broken.

    Raises
    ------
    NotFoundError
        When no record has one of the ids.
    """
    targets = list(dict.fromkeys(record_ids))
    for record_id in targets:
        if record_id not in system_map:
            raise NotFoundError(f"nothing on this map has the id {record_id!r}")
    gone = set(targets)
    fresh = gone
    while fresh:
        # A merge into what an earlier merge had dropped goes with that one.
        names = fresh | {system_map[each].get("dropped_id") for each in fresh if system_map[each].kind == "Merge"}
        fresh = {record.id for record in system_map if record.id not in gone and hangs_on(record, names)}
        gone |= fresh
    changes: list[Change] = []
    for record in system_map:
        if record.id not in gone and record.kind != "Loop":
            change = change_between(record, without_references(record, gone))
            changes.extend([change] if change else [])
    # What hangs on the others goes first, so that taking the edit back adds it last.
    order = [record for record in system_map if record.id in gone]
    order.sort(key=lambda record: not record.joins)
    changes.extend(remove(record) for record in order)
    said = ", ".join(name_in_words(system_map, system_map[each]) for each in targets[:3])
    more = f" and {len(targets) - 3} more" if len(targets) > 3 else ""
    hanging = len(gone) - len(targets)
    also = f" with {hanging} that hung on it" if hanging else ""
    return make_edit(f"removed {said}{more}{also}", changes, by=by, why=why)


def bring_in(system_map: SystemMap, records: Iterable[Record], what: str, *, by: str, why: str = "") -> Edit:
    """Add records that are new and update those whose ids are known; nothing is removed.

    A value that the incoming record does not have is left as it is. One that comes as another kind than it was becomes
    that kind, and keeps its id and what is joined to it.
    """
    changes: list[Change] = []
    for record in records:
        known = system_map.get(record.id)
        if known is None:
            changes.append(add(record))
        elif known.kind != record.kind:
            changes.extend([remove(known), add(Record(record.id, record.kind, {**known.values, **record.values}))])
        elif change := set_values(known, record.values):
            changes.append(change)
    return make_edit(what, changes, by=by, why=why)


def _refuse_wrong_ends(system_map: SystemMap, link: Record) -> None:
    declared = link.declared
    for end, wanted in ((link.from_id, declared.from_kinds), (link.to_id, declared.to_kinds)):
        element = system_map.get(end)
        if element is None:
            raise UsageError(f"nothing on this map has the id {end!r}")
        if wanted and element.kind not in wanted:
            allowed = " or ".join(kind_of(each).words for each in wanted)
            raise UsageError(f"“{element.name}” is {element.declared.one}; {link.kind} wants a {allowed} there")
    if link.from_id == link.to_id and link.kind != "INFLUENCES":
        raise UsageError(f"“{system_map.name_of(link.from_id)}” cannot be joined to itself by {link.kind}")


def _refuse_loose_references(system_map: SystemMap, record: Record) -> None:
    for prop in record.declared.properties:
        if prop.reads not in {"ref", "refs"} or prop.name in {"from_id", "to_id"}:
            continue
        for target in record.items(prop.name) if prop.several else filter(None, [record.get(prop.name)]):
            if target not in system_map:
                raise UsageError(f"{prop.name} names {target!r}, which is not on this map")
