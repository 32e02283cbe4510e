"""The log of a map: undo and redo of one's own edits, and the map as it was at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sysmap.errors import ConflictError, NothingToUndoError
from sysmap.model.edits import Edit, apply, inverse, make_edit, revert
from sysmap.model.maps import SystemMap


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A named moment: the state after edit number `number` of the log."""

    name: str
    number: int
    time: str
    by: str
    note: str = ""


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
    standing: list[Edit] = []
    undone: list[Edit] = []
    for edit in log:
        if edit.by != by:
            continue
        if edit.undoes:
            standing = [each for each in standing if each.id != edit.undoes]
            undone.append(by_id[edit.undoes])
        elif edit.redoes:
            undone = [each for each in undone if each.id != edit.redoes]
            standing.append(by_id[edit.redoes])
        else:
            standing.append(edit)
            undone.clear()
    return standing, undone


def _refuse_if_built_on(system_map: SystemMap, log: Sequence[Edit], target: Edit, edit: Edit) -> None:
    """Refuse an undo or redo that would pull the ground from under a later edit by somebody else."""
    after = [each for each in log[_index(log, target) + 1 :] if each.by != edit.by]
    try:
        result = apply(system_map, edit)
    except ConflictError as error:
        later = next((each for each in reversed(after) if each.touched & target.touched), None)
        raise ConflictError(_built_on(target, later) if later else f"cannot {edit.what}: {error}") from error
    gone = {change.record_id for change in edit.changes if change.operation == "remove"}
    loose = [record.id for record in result if gone & {record.from_id, record.to_id}]
    if loose:
        later = next((each for each in reversed(after) if each.touched & set(loose)), None)
        raise ConflictError(_built_on(target, later) if later else f"cannot {edit.what}: links hang on it")


def _index(log: Sequence[Edit], target: Edit) -> int:
    return next(index for index, each in enumerate(log) if each.id == target.id)


def _built_on(target: Edit, later: Edit) -> str:
    return f"cannot undo or redo {target.what!r}: {later.by} built on it since with {later.what!r}; undo that first"
