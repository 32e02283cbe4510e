"""What was done to a map: its log, its named moments, and what differs between two moments or two maps."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sysmap.analysis.loops import FoundLoop, LoopChanges, compare_loops
from sysmap.analysis.readings import GOING, Reading, read_measures, say_day, say_value
from sysmap.errors import UsageError
from sysmap.model.commands import name_in_words
from sysmap.model.diffs import Difference, ValueChange, difference
from sysmap.model.edits import Edit
from sysmap.model.history import Snapshot
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.polarity import say_loop
from sysmap.model.records import Record
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.editing import find_target
from sysmap.pipeline.loops import one_loop, path_of
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import NOW, START, Opened, find_moment, is_moment, open_map, withheld_counts
from sysmap.pipeline.showing import plain
from sysmap.stores.base import open_store


def read_log(
    address: str, *, last: int | None = None, since: str = "", of: Sequence[str] = (), ask: Ask | None = None
) -> Answer:
    """List the edits of a map, the first first.

    Parameters
    ----------
    address : str
        The map.
    last : int, optional
        Only so many of the latest.
    since : str
        Only those after a moment.
    of : sequence of str
        Only those that touched one element, by its name, or one link, by its three words.
    ask : callable, optional
        Asks which of several is meant.
    """
    with open_store(address) as store:
        log = list(enumerate(store.log(), 1))
        snapshots = store.snapshots()
        start = find_moment(store, since) if since else 0
        record_id = find_target(store.read_map(), of, ask).id if of else ""
    wanted = [(number, edit) for number, edit in log if number > start and (not of or record_id in edit.touched)]
    if last is not None:
        wanted = wanted[len(wanted) - min(last, len(wanted)) :]
    named: dict[int, list[str]] = {}
    for snapshot in snapshots:
        named.setdefault(snapshot.number, []).append(snapshot.name)
    rows = [
        (str(number), _local(edit.time), edit.by, _what(edit), ", ".join(named.get(number, ())))
        for number, edit in wanted
    ]
    parts: list[str | Table] = [make_table(("edit", "when", "by", "what", "snapshot"), rows, ("edit",))]
    if not rows:
        parts = ["Nothing was done that fits." if log else "Nothing was done on this map yet."]
    elif len(wanted) < len(log):
        parts.append(f"{len(wanted)} of {len(log)} edits.")
    data = {
        "edits": [{"number": number, **edit.to_json()} for number, edit in wanted],
        "snapshots": [_snapshot(each) for each in snapshots],
    }
    columns = ("number", "time", "by", "what", "why", "changes", "undoes", "redoes", "id")
    table_rows = [
        (
            str(number),
            each.time,
            each.by,
            each.what,
            each.why,
            str(len(each.changes)),
            each.undoes,
            each.redoes,
            each.id,
        )
        for number, each in wanted
    ]
    return Answer(tuple(parts), data, make_table(columns, table_rows))


def _what(edit: Edit) -> str:
    return f"{edit.what} (because: {edit.why})" if edit.why else edit.what


def _local(time: str) -> str:
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "name": snapshot.name,
        "edit": snapshot.number,
        "time": snapshot.time,
        "by": snapshot.by,
        "note": snapshot.note,
    }


def name_moment(address: str, name: str, *, by: str, note: str = "", at: str = "") -> Answer:
    """Name a moment of a map.

    Parameters
    ----------
    address : str
        The map.
    name : str
        The name.
    by : str
        The role that names it.
    note : str
        Anything worth knowing about it.
    at : str
        Which moment; now where empty.
    """
    if not name.strip():
        raise UsageError("a snapshot needs a name, such as “before lunch”")
    if is_moment(name):
        raise UsageError(
            f"{name.strip()!r} is a moment already; a snapshot needs a name of its own, such as “before lunch”"
        )
    with open_store(address) as store:
        made = store.snapshot(name.strip(), by=by, note=note, number=find_moment(store, at) if at else None)
        cautions = store.cautions
    line = f"Snapshot “{made.name}” after edit {made.number}."
    return Answer((line,), _snapshot(made), _snapshot_table([made]), cautions)


def list_moments(address: str) -> Answer:
    """List the named moments of a map.

    Parameters
    ----------
    address : str
        The map.
    """
    with open_store(address) as store:
        snapshots = store.snapshots()
    rows = [(each.name, str(each.number), _local(each.time), each.by, each.note) for each in snapshots]
    told = make_table(("snapshot", "after edit", "when", "by", "note"), rows, ("after edit",))
    parts = (told,) if rows else (f"No moment was named yet: sysmap snapshot {address} NAME names this one.",)
    return Answer(parts, {"snapshots": [_snapshot(each) for each in snapshots]}, _snapshot_table(snapshots))


def _snapshot_table(snapshots: Sequence[Snapshot]) -> Table:
    rows = [(each.name, str(each.number), each.time, each.by, each.note) for each in snapshots]
    return make_table(("name", "edit", "time", "by", "note"), rows)


def compare_moments(address: str, start: str, end: str, *, scenario: str, audience: str, listed: int) -> Answer:
    """Say what differs between two moments of a map.

    Parameters
    ----------
    address : str
        The map.
    start, end : str
        The moments; the first edit and now where empty.
    scenario, audience : str
        As for `open_map`; the scenario decides whose loops are compared.
    listed : int
        How many of each the text lists.
    """
    before, after = (
        open_map(address, at=each, scenario=scenario, audience=audience) for each in (start or START, end or NOW)
    )
    return compare(before, after, words=(before.moment or NOW, after.moment or NOW), listed=listed)


def compare_maps(first: str, second: str, *, scenario: str, audience: str, listed: int) -> Answer:
    """Say what differs between two maps.

    Parameters
    ----------
    first, second : str
        The maps.
    scenario, audience : str
        As for `open_map`; the scenario decides whose loops are compared.
    listed : int
        How many of each the text lists.
    """
    before, after = (open_map(each, scenario=scenario, audience=audience) for each in (first, second))
    return compare(before, after, words=(first, second), listed=listed)


def compare(before: Opened, after: Opened, *, words: tuple[str, str], listed: int) -> Answer:
    """Say what differs between two maps, loops made and broken among it.

    Parameters
    ----------
    before, after : Opened
        The maps, or the same one at two moments.
    words : tuple of str
        What to call them.
    listed : int
        How many of each the text lists.
    """
    found = difference(before.view.map, after.view.map)
    loops = compare_loops(before.branch, after.branch)
    # One that is new closes for the first time, and is told among what was added.
    mended = [each for each in found.loops_mended if each.id in before.view.map]
    parts: list[str | Table] = [f"From {words[0]} to {words[1]}."]
    parts.extend(_section("Added", [_name(after.view.map, each) for each in found.added], listed))
    parts.extend(_section("Removed", [_name(before.view.map, each) for each in found.removed], listed))
    parts.extend(_section("Changed", [_change(after.view.map, each) for each in found.changed], listed))
    moved = _moved(before.branch, after.branch)
    parts.extend(_section("Measures moved", [_move(each) for each in moved], listed))
    parts.extend(_section("Loops made", [_loop(after.branch, each) for each in loops.made], listed))
    parts.extend(_section("Loops broken", [_loop(before.branch, each) for each in loops.broken], listed))
    parts.extend(f"The named loop “{each.name}” closes again." for each in mended)
    parts.extend(f"The named loop “{each.name}” is broken." for each in found.loops_broken)
    if not found:
        parts.append("Nothing differs.")
    if loops.made or loops.broken:
        parts.append(f"Loops are compared to length {loops.complete_to_length}.")
    told = [each.withheld for each in (before, after)]
    if told[0] == told[1]:
        parts.extend(filter(None, told[:1]))
    else:
        parts.extend(f"{when}: {said}" for when, said in zip(("Before", "After"), told, strict=True) if said)
    data = {
        "from": words[0],
        "to": words[1],
        "withheld_before": withheld_counts(before.view),
        "withheld_after": withheld_counts(after.view),
        "added": [plain(each) for each in found.added],
        "removed": [plain(each) for each in found.removed],
        "changed": [
            {
                "id": each.record.id,
                "kind": each.record.kind,
                "property": each.property,
                "old": each.old,
                "new": each.new,
            }
            for each in found.changed
        ],
        "measures_moved": [
            {
                "measure": now.measure.id,
                "name": now.measure.name,
                "before": _exact(then),
                "after": _exact(now),
            }
            for then, now in moved
        ],
        "loops_made": [one_loop(each) for each in loops.made],
        "loops_broken": [one_loop(each) for each in loops.broken],
        "loops_complete_to_length": loops.complete_to_length,
        "named_loops_mended": [each.id for each in mended],
        "named_loops_broken": [each.id for each in found.loops_broken],
    }
    return Answer(tuple(parts), data, _difference_table(before, after, found, loops), (*before.cautions,))


def _moved(before: Branch, after: Branch) -> list[tuple[Reading | None, Reading]]:
    """Give the measures whose latest value is another one, with what it was; None where there was no such measure."""
    known = {each.measure.id: each for each in read_measures(before, date.max)}
    found = [(known.get(each.measure.id), each) for each in read_measures(after, date.max) if each.latest]
    return [(then, now) for then, now in found if _exact(then) != _exact(now)]


def _exact(reading: Reading | None) -> str | None:
    return str(reading.latest.value) if reading and reading.latest else None


def _move(moved: tuple[Reading | None, Reading]) -> str:
    then, now = moved
    unit = now.measure.get("unit")
    was, value = (
        f"{say_value(each.latest.value, unit)} ({say_day(each.latest.day)})" if each and each.latest else "no value"
        for each in (then, now)
    )
    return f"“{now.measure.name}”: {was} → {value}, {GOING[now.going]}"


def _section(title: str, lines: Sequence[str], listed: int) -> list[str]:
    if not lines:
        return []
    told = [*lines[:listed], *say_more(len(lines), listed)]
    return ["", f"{title} ({len(lines)})", *(f"  {line}" for line in told)]


def _name(system_map: SystemMap, record: Record) -> str:
    words = name_in_words(system_map, record)
    return words if record.joins else f"{record.declared.words} {words}"


def _change(system_map: SystemMap, change: ValueChange) -> str:
    prop = change.record.declared.property(change.property)
    said = [prop.words_for(text) if prop and text else text or "nothing" for text in (change.old, change.new)]
    name = name_in_words(system_map, change.record)
    return f"{name}: {prop.on_screen if prop else change.property}, {said[0]} → {said[1]}"


def _loop(branch: Branch, loop: FoundLoop) -> str:
    name = f"“{loop.name}” " if loop.name else ""
    return f"{name}{say_loop(loop.polarity, len(loop.contested))}: {path_of(branch, loop)}"


def _difference_table(before: Opened, after: Opened, found: Difference, loops: LoopChanges) -> Table:
    rows = [("added", each.id, each.kind, _name(after.view.map, each), "", "", "") for each in found.added]
    rows.extend(("removed", each.id, each.kind, _name(before.view.map, each), "", "", "") for each in found.removed)
    rows.extend(
        (
            "changed",
            each.record.id,
            each.record.kind,
            _name(after.view.map, each.record),
            each.property,
            each.old,
            each.new,
        )
        for each in found.changed
    )
    rows.extend(("loop made", each.id, "Loop", _loop(after.branch, each), "", "", "") for each in loops.made)
    rows.extend(("loop broken", each.id, "Loop", _loop(before.branch, each), "", "", "") for each in loops.broken)
    return make_table(("what", "id", "kind", "name", "property", "old", "new"), rows)
