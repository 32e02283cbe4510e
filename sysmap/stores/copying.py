"""Copying a map from one place to another, log and snapshots included, again and again without doing anything twice.

What is copied is the log: edits that the other place has, told by their ids, are not done again, and those it has not
are done on top of its own. So two places that have gone different ways meet, or the first value on which they differ
refuses the whole and is named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from os import PathLike, fspath

from sysmap.errors import ConflictError
from sysmap.model.diffs import Difference, difference
from sysmap.model.edits import Edit, apply
from sysmap.model.history import Snapshot
from sysmap.model.maps import SystemMap
from sysmap.stores.base import Store
from sysmap.stores.connecting import appearing, real_path
from sysmap.stores.sqlite_file import FileStore

Progress = Callable[[int, int], None]
"""Is told how many edits are done, of how many."""


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """What copying would do, for showing before it is done.

    Parameters
    ----------
    edits : tuple of Edit
        The edits that the target has not, in order.
    snapshots : tuple of Snapshot
        The named moments that the target has not.
    left_out : tuple of Snapshot
        Named moments that the target cannot have, because its log went another way before them.
    known : int
        How many edits the target has already.
    ahead : int
        How many edits the target has that the source has not.
    change : Difference
        What would change on the target's map.
    """

    edits: tuple[Edit, ...]
    snapshots: tuple[Snapshot, ...]
    left_out: tuple[Snapshot, ...]
    known: int
    ahead: int
    change: Difference

    def __bool__(self) -> bool:
        return bool(self.edits or self.snapshots)


def plan_copy(source: Store, target: Store | None) -> CopyPlan:
    """Say what copying one map into another would do; nothing is written.

    Parameters
    ----------
    source : Store
        The map to copy.
    target : Store or None
        Where it is to go; None for a place where there is no map yet.

    Raises
    ------
    ConflictError
        When an edit of the source does not fit the target's map; the message names both values.
    """
    log, theirs = source.log(), target.log() if target else []
    known = {edit.id: edit for edit in theirs}
    for edit in log:
        if edit.id in known and known[edit.id] != edit:
            raise ConflictError(f"edit {edit.id} ({edit.what}) is in both logs, with different changes")
    edits = tuple(edit for edit in log if edit.id not in known)
    before = target.read_map(bulk=True) if target else SystemMap()
    after = apply(before, *edits)
    same = _common_beginning(log, [*theirs, *edits])
    there = {each.name: each for each in target.snapshots()} if target else {}
    snapshots, left_out = [], []
    for each in source.snapshots():
        if each.name in there:
            if each != there[each.name] and each.number <= same:
                raise ConflictError(f"both have a snapshot called {each.name!r}, of different moments")
        elif each.number <= same:
            snapshots.append(each)
        else:
            left_out.append(each)
    ahead = len(theirs) - (len(log) - len(edits))
    return CopyPlan(edits, tuple(snapshots), tuple(left_out), len(known) - ahead, ahead, difference(before, after))


def carry_out(plan: CopyPlan, target: Store, progress: Progress | None = None) -> None:
    """Do what a plan says.

    Parameters
    ----------
    plan : CopyPlan
        The plan.
    target : Store
        The map to write to; an empty one where the plan was made for a new place.
    progress : callable, optional
        Is told how far it is.

    Raises
    ------
    ConflictError
        When somebody wrote to the target meanwhile what does not fit. What is written then is a beginning of the plan,
        and a new plan takes it up.
    """
    target.commit_all(plan.edits, progress)
    for each in plan.snapshots:
        target.snapshot(each.name, by=each.by, note=each.note, number=each.number, time=each.time)


def write_file(
    path: str | PathLike[str], edits: Iterable[Edit], snapshots: Iterable[Snapshot], *, overwrite: bool = False
) -> None:
    """Write a log and its snapshots as a map file, which appears whole or not at all.

    Parameters
    ----------
    path : str or path-like
        The new file.
    edits : iterable of Edit
        The whole log, the first edit first.
    snapshots : iterable of Snapshot
        The named moments of that log.
    overwrite : bool
        Whether the file may replace one that is there.
    """
    name = fspath(path)
    with appearing(real_path(path), name, overwrite=overwrite) as draft, FileStore.create(draft) as store:
        store.commit_all(edits)
        for each in snapshots:
            store.snapshot(each.name, by=each.by, note=each.note, number=each.number, time=each.time)


def _common_beginning(log: list[Edit], other: list[Edit]) -> int:
    """Give how many edits two logs have in common before they differ."""
    return next(
        (number for number, (mine, yours) in enumerate(zip(log, other, strict=False)) if mine.id != yours.id),
        min(len(log), len(other)),
    )
