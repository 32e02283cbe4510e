"""The log of a map: undo and redo of one's own edits, and the map as it was at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sysmap.errors import ConflictError, NothingToUndoError
from sysmap.model.edits import Edit, apply, inverse, make_edit, revert
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.references import without_references
from sysmap.model.vocabulary import kind_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A named moment: the state after edit number `number` of the log."""

    name: str
    number: int
    time: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that was refused, kept so that what it wanted is on record beside what stands.

    Parameters
    ----------
    edit : Edit
        The edit, with the old values it was made on and the new ones it wanted.
    number : int
        The number of the last edit of the log when it was refused.
    time : str
        When it was refused.
    message : str
        What stood against it; names both values.
    """

    edit: Edit
    number: int
    time: str
    message: str


def undo(system_map: SystemMap, log: Sequence[Edit], *, by: str) -> Edit:
    """Make the edit that takes back one's own last edit that still stands.

    Parameters
    ----------
    system_map : SystemMap
        The map as it is now.
    log : sequence of Edit
        All edits, the first first.
    by : str
        The role whose edit is taken back.

    Raises
    ------
    NothingToUndoError
        When the role has no edit left that stands.
    ConflictError
        When a later edit by somebody else builds on it; the message names that edit.
    """
    standing, _ = _stacks(log, by)
    if not standing:
        raise NothingToUndoError(f"nothing left to undo by {by}")
    target = standing[-1]
    changes = inverse(target).changes
    edit = replace(make_edit(f"undo: {target.what}", changes, by=by), undoes=target.id)
    _refuse_if_built_on(system_map, log, target, edit)
    return edit


def redo(system_map: SystemMap, log: Sequence[Edit], *, by: str) -> Edit:
    """Make the edit that does again what one's own last undo took back.

    Raises
    ------
    NothingToUndoError
        When the role's last step was not an undo.
    ConflictError
        When the map has changed underneath.
    """
    _, undone = _stacks(log, by)
    if not undone:
        raise NothingToUndoError(f"nothing to redo by {by}")
    target = undone[-1]
    edit = replace(make_edit(f"redo: {target.what}", target.changes, by=by), redoes=target.id)
    _refuse_if_built_on(system_map, log, target, edit)
    return edit


def map_at(system_map: SystemMap, log: Sequence[Edit], number: int) -> SystemMap:
    """Give the map as it was after the first `number` edits of the log."""
    return revert(system_map, *log[number:])


def _stacks(log: Sequence[Edit], by: str) -> tuple[list[Edit], list[Edit]]:
    """Give one's own edits that stand, and those undone that may be redone, the latest last."""
    by_id = {edit.id: edit for edit in log}
    standing: dict[str, Edit] = {}
    undone: dict[str, Edit] = {}
    for edit in log:
        if edit.by != by:
            continue
        # A log may begin later than the map did: what it does not hold cannot be taken back.
        target = by_id.get(edit.undoes or edit.redoes)
        if edit.undoes:
            standing.pop(edit.undoes, None)
            if target:
                undone[target.id] = target
        elif edit.redoes:
            undone.pop(edit.redoes, None)
            if target:
                standing[target.id] = target
        else:
            standing[edit.id] = edit
            undone.clear()
    return list(standing.values()), list(undone.values())


def _refuse_if_built_on(system_map: SystemMap, log: Sequence[Edit], target: Edit, edit: Edit) -> None:
    """Refuse an undo or redo that would pull the ground from under a later edit by somebody else.

    Kinds that a map is read without, such as single payments, need not be on it: what is done to those is checked by
    the store that has them.
    """
    since = log[_index(log, target) + 1 :]
    after = [each for each in since if each.by != edit.by]
    seen = [each for each in edit.changes if each.record_id in system_map or not kind_of(each.kind).bulk]
    try:
        result = apply(system_map, replace(edit, changes=tuple(seen)))
    except ConflictError as error:
        later = next((each for each in reversed(after) if each.touched & target.touched), None)
        raise ConflictError(_built_on(target, later) if later else f"cannot {edit.what}: {error}") from error
    gone = {change.record_id for change in edit.changes if change.operation == "remove"}
    loose = [record.id for record in result if gone & {record.from_id, record.to_id}]
    if loose:
        later = next((each for each in reversed(after) if each.touched & set(loose)), None)
        raise ConflictError(_built_on(target, later) if later else f"cannot {edit.what}: links hang on it")
    if gone and (naming := _that_names(gone, result, since, edit.by)):
        raise ConflictError(_built_on(target, naming))


def _that_names(gone: set[str], result: SystemMap, since: Sequence[Edit], by: str) -> Edit | None:
    """Give the last edit by somebody else that made a record name what would be gone, where it still does."""
    removed: set[str] = set()
    for later in reversed(since):
        for change in reversed(later.changes):
            if change.operation == "remove":
                removed.add(change.record_id)
            if later.by == by or change.record_id in removed or change.record_id in gone:
                continue
            record = result.get(change.record_id)
            if record is None and not kind_of(change.kind).bulk:
                continue
            given = Record(change.record_id, change.kind, change.new)
            if _names(given, gone) and (record is None or _names(record, gone)):
                return later
    return None


def _names(record: Record, gone: set[str]) -> bool:
    return without_references(record, gone) is not record


def _index(log: Sequence[Edit], target: Edit) -> int:
    return next(index for index, each in enumerate(log) if each.id == target.id)


def _built_on(target: Edit, later: Edit) -> str:
    return f"cannot undo or redo {target.what!r}: {later.by} built on it since with {later.what!r}; undo that first"
