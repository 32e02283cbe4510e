"""Edits: every change to a map as a value, applied purely.

An edit is a list of changes made together by one role for one reason. It carries an id made where it was made, so that
sending it twice does it once, and the old values it was made on, so that a write on stale state is seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sysmap.errors import BadInputError, ConflictError
from sysmap.model.ids import new_edit_id
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record

Operation = Literal["add", "set", "remove"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one record.

    Parameters
    ----------
    operation : {"add", "set", "remove"}
        What is done.
    record_id, kind : str
        To which record.
    old, new : Mapping of str to str
        Values before and after. For `add`, `new` holds all values; for `remove`, `old` does; for `set`, both hold the
        properties that change, an absent one being "" there.
    """

    operation: Operation
    record_id: str
    kind: str
    old: Mapping[str, str]
    new: Mapping[str, str]

    def inverse(self) -> "Change":
        """Give the change that takes this one back."""
        operation: dict[Operation, Operation] = {"add": "remove", "remove": "add", "set": "set"}
        return Change(operation[self.operation], self.record_id, self.kind, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes made together.

    Parameters
    ----------
    id : str
        Made where the edit was made; the same edit sent twice is done once.
    time : str
        When, ISO 8601 in UTC.
    by : str
        The role that made it, such as "facilitator"; never a person's name by default.
    what : str
        What was done, in a few words for the log.
    changes : tuple of Change
        The changes, in order.
    why : str
        The reason, where one was given.
    undoes, redoes : str
        The edit this one takes back or does again.
    """

    id: str
    time: str
    by: str
    what: str
    changes: tuple[Change, ...]
    why: str = ""
    undoes: str = ""
    redoes: str = ""

    @property
    def touched(self) -> frozenset[str]:
        """Ids of the records it changes."""
        return frozenset(change.record_id for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """Give the edit as plain JSON values."""
        return {
            "id": self.id,
            "time": self.time,
            "by": self.by,
            "what": self.what,
            "why": self.why,
            "undoes": self.undoes,
            "redoes": self.redoes,
            "changes": [
                {
                    "operation": change.operation,
                    "record_id": change.record_id,
                    "kind": change.kind,
                    "old": dict(change.old),
                    "new": dict(change.new),
                }
                for change in self.changes
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Edit":
        """Make an edit of plain JSON values.

        Raises
        ------
        BadInputError
            When the values are not those of an edit.
        """
        try:
            changes = tuple(
                Change(each["operation"], each["record_id"], each["kind"], each["old"], each["new"])
                for each in data["changes"]
            )
            return cls(
                data["id"],
                data["time"],
                data["by"],
                data["what"],
                changes,
                data.get("why", ""),
                data.get("undoes", ""),
                data.get("redoes", ""),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise BadInputError(f"not an edit: {error}") from error


def now() -> str:
    """Give the present moment as an edit carries it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def make_edit(what: str, changes: Iterable[Change], *, by: str, why: str = "", time: str = "") -> Edit:
    """Make an edit of changes, with a fresh id and the present time unless one is given."""
    return Edit(new_edit_id(), time or now(), by, what, tuple(changes), why)


def add(record: Record) -> Change:
    """Make the change that adds a record."""
    return Change("add", record.id, record.kind, {}, dict(record.values))


def remove(record: Record) -> Change:
    """Make the change that removes a record."""
    return Change("remove", record.id, record.kind, dict(record.values), {})


def set_values(record: Record, values: Mapping[str, str]) -> Change | None:
    """Make the change that sets values of a record; None where all of them stand so already."""
    new = {name: text for name, text in values.items() if record.get(name) != text}
    if not new:
        return None
    return Change("set", record.id, record.kind, {name: record.get(name) for name in new}, new)


def change_between(old: Record | None, new: Record | None) -> Change | None:
    """Make the change that leads from one record to another of the same id and kind; None where they are equal."""
    if old is None:
        return None if new is None else add(new)
    if new is None:
        return remove(old)
    everything = {**dict.fromkeys(old.values, ""), **new.values}
    return set_values(old, everything)


def edit_between(before: SystemMap, after: SystemMap, what: str, *, by: str, why: str = "") -> Edit:
    """Make the edit that leads from one map to another."""
    changes: list[Change | None] = []
    for record_id in dict.fromkeys([*before.records, *after.records]):
        old, new = before.get(record_id), after.get(record_id)
        if old and new and old.kind != new.kind:
            changes.extend([remove(old), add(new)])
        else:
            changes.append(change_between(old, new))
    return make_edit(what, filter(None, changes), by=by, why=why)


def apply(system_map: SystemMap, *edits: Edit) -> SystemMap:
    """Apply edits to a map and give the map that results; the given one is untouched.

    Raises
    ------
    ConflictError
        When a value has changed since the edit was made on it; the message names both.
    """
    records = dict(system_map.records)
    for edit in edits:
        for change in edit.changes:
            _apply_change(records, change)
    return SystemMap(records)


def revert(system_map: SystemMap, *edits: Edit) -> SystemMap:
    """Take edits back, the last first, and give the map that was before them."""
    return apply(system_map, *(inverse(edit) for edit in reversed(edits)))


def inverse(edit: Edit) -> Edit:
    """Give the same edit with its changes taken back, in reverse order."""
    return replace(edit, changes=tuple(change.inverse() for change in reversed(edit.changes)))


def _apply_change(records: dict[str, Record], change: Change) -> None:
    record = records.get(change.record_id)
    if change.operation == "add":
        if record is not None:
            raise ConflictError(f"{change.record_id} is on the map already, as {record.name!r}")
        records[change.record_id] = Record(change.record_id, change.kind, dict(change.new))
        return
    if record is None:
        name = change.old.get("name", change.record_id)
        raise ConflictError(f"{name!r} ({change.record_id}) is no longer on the map")
    for name, old in change.old.items():
        if record.get(name) != old:
            raise ConflictError(
                f"{name} of {record.name!r} was {old!r} when this edit was made and is now {record.get(name)!r}"
                + (f"; the edit wanted {change.new.get(name)!r}" if change.operation == "set" else "")
            )
    if change.operation == "remove":
        added_since = [name for name in record.values if name not in change.old]
        if added_since:
            raise ConflictError(f"{record.name!r} has been given {', '.join(added_since)} since this edit was made")
        del records[change.record_id]
        return
    values = {**record.values, **change.new}
    records[change.record_id] = Record(record.id, record.kind, {key: text for key, text in values.items() if text})
