"""Fitting what a file holds to a map that is there already."""

from collections.abc import Mapping, Sequence

from sysmap.formats.interface import Reading
from sysmap.model.duplicates import plain_name
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from sysmap.model.values import join_list


def fit_records(before: SystemMap, reading: Reading) -> list[Record]:
    """Fit what a file holds to the map: references to what was merged lead to what was kept, names to elements there.

    A position takes the place of the one its element has already. What was merged into another is not brought back. A
    row of a scenario that changes or removes a link joins what that link joins, where it does not say.
    """
    incoming = reading.system_map
    by_name: dict[str, list[str]] = {}
    for record in before.elements:
        if record.id not in incoming:
            by_name.setdefault(plain_name(record.name), []).append(record.id)
    places = {(each.get("element_id"), each.get("view")): each.id for each in before.of("Position")}
    fitted: list[Record] = []
    for record in reading.records:
        if record.id not in before and current_id(before, record.id) != record.id:
            continue
        values = {
            prop.name: join_list(moved) if prop.several else moved[0]
            for prop in record.declared.properties
            if prop.reads in {"ref", "refs"} and (text := record.values.get(prop.name))
            for moved in [[_target(before, incoming, by_name, each) for each in _named(record, prop.name, text)]]
            if moved
        }
        moved_record = record.with_values(**values)
        if record.kind == "Position":
            known = places.get((moved_record.get("element_id"), moved_record.get("view")))
            moved_record = Record(known or record.id, record.kind, moved_record.values)
        fitted.append(moved_record)
    coming = {record.id: record for record in fitted}
    return [_with_ends(before, coming, record) for record in fitted]


def _with_ends(before: SystemMap, coming: Mapping[str, Record], row: Record) -> Record:
    """Give a row that acts on a link the ends of that link, where it says none: people write only what differs."""
    target = row.get("scenario_target") if row.joins else ""
    link = coming.get(target) or before.get(target) if target else None
    if link is None:
        return row
    ends = {end: text for end in ("from_id", "to_id") if not row.get(end) and (text := link.get(end))}
    return row.with_values(**ends) if ends else row


def _named(record: Record, name: str, text: str) -> Sequence[str]:
    prop = record.declared.property(name)
    return record.items(name) if prop and prop.several else (text,)


def _target(before: SystemMap, incoming: SystemMap, by_name: Mapping[str, list[str]], text: str) -> str:
    if text in incoming and (text in before or current_id(before, text) == text):
        return text
    if text in before:
        return text
    kept = current_id(before, text)
    if kept != text:
        return kept
    named = by_name.get(plain_name(text), [])
    return named[0] if len(named) == 1 else text


def check_incoming(before: SystemMap, records: Sequence[Record], reading: Reading) -> list[Problem]:
    """Give what is wrong with what comes in, as it would stand on the map."""
    ids = {record.id for record in records}
    joined = SystemMap({**before.records, **{record.id: record for record in records}})
    ours = _own_words(before) if any(problem.own for problem in reading.problems) else frozenset()
    told = [problem for problem in reading.problems if _still(joined, problem) and problem.own not in ours]
    seen = {(problem.record_id, problem.field) for problem in told if problem.record_id}
    told.extend(
        reading.located(problem)
        for problem in check_map(joined)
        if problem.record_id in ids and (problem.record_id, problem.field) not in seen
    )
    return told


def without_consequences(
    before: SystemMap, records: Sequence[Record], reading: Reading, problems: Sequence[Problem]
) -> list[Problem]:
    """Give the problems that are worth telling, errors first, without those that only follow from others.

    Where a whole table could not be read, what refers to its rows leads nowhere for that reason alone; where a link is
    in error, a loop may be broken only because of that.
    """
    incoming = {record.id: record for record in records}
    wrong = [incoming.get(problem.record_id) for problem in problems if problem.severity == "error"]
    links_lost = any(record is None or record.joins for record in wrong)

    def follows(problem: Problem) -> bool:
        record = incoming.get(problem.record_id)
        prop = record.declared.property(problem.field) if record else None
        if record is None or prop is None or prop.reads not in {"ref", "refs"}:
            return False
        astray = any(
            each not in incoming and each not in before for each in _named(record, prop.name, record.get(prop.name))
        )
        return (reading.lost and astray) or (links_lost and record.kind == "Loop" and problem.severity == "warning")

    return sorted((each for each in problems if not follows(each)), key=lambda each: each.severity)


def _own_words(before: SystemMap) -> frozenset[str]:
    """Give the kinds and properties on the map, of which nobody needs to be told that they are not ours."""
    return frozenset(word for record in before for word in (record.kind, *record.values))


def _still(joined: SystemMap, problem: Problem) -> bool:
    """Whether a reference that could not be followed in the file alone leads nowhere on the map either."""
    record = joined.get(problem.record_id)
    if record is None:
        return True
    prop = next((each for each in record.declared.properties if problem.field in {each.name, each.header}), None)
    if prop is None or prop.reads not in {"ref", "refs"}:
        return True
    return any(each not in joined for each in _named(record, prop.name, record.get(prop.name)))


def leave_out(records: Sequence[Record], wrong: set[str], before: SystemMap) -> list[Record]:
    """Leave out records with errors, and what would hang on them."""
    kept = [record for record in records if record.id not in wrong]
    while True:
        ids = {record.id for record in kept} | set(before.records)
        sound = [record for record in kept if ids.issuperset(_needs(record))]
        if len(sound) == len(kept):
            return sound
        kept = sound


def _needs(record: Record) -> set[str]:
    """Give the ids without which a record says nothing: both ends of a link, and what a row of a scenario acts on."""
    needed = {record.from_id, record.to_id} if record.joins else set()
    return needed | {text for text in (record.get("scenario_target"),) if text}
