"""Copying a map from one place to another, log and snapshots included, again and again without doing anything twice.

What is copied is the log: edits that the other place has, told by their ids, are not done again, and those it has not
are done on top of its own. So two places that have gone different ways meet, or the first value on which they differ
refuses the whole and is named. The log goes through memory in chunks, whatever its size.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from os import PathLike, fspath

from sysmap.errors import ConflictError, StoreError
from sysmap.model.history import Conflict, Snapshot
from sysmap.model.parts import CHUNK, Chunk, Part, in_chunks
from sysmap.stores.base import Store, Unfinished
from sysmap.stores.connecting import appearing, real_path
from sysmap.stores.rehearsing import Rehearsal
from sysmap.stores.sqlite_file import FileStore

AT_WORK = 60
"""Seconds without a step after which a copy counts as cut short; each step takes a few."""

Progress = Callable[[int, int], None]
"""Is told how many changes are done, of how many."""


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """What copying would do, for showing before it is done.

    Parameters
    ----------
    runs : tuple of tuple of int and int
        The runs of the source's log that the target has not, each as the numbers it is after and up to.
    edits, changes : int
        How many edits these are, and how many changes they have.
    snapshots : tuple of Snapshot
        The named moments that the target has not.
    left_out : tuple of Snapshot
        Named moments that the target cannot have, because its log went another way before them.
    conflicts : tuple of Conflict
        The refused edits that the target has not.
    known : int
        How many edits the target has already.
    ahead : int
        How many edits the target has that the source has not.
    added, changed, removed : Counter of str
        How many records of each kind would be added to the target's map, changed on it and removed from it.
    unfinished : Unfinished or None
        How far copying the same to the target has come, where it was cut short; the plan goes on from there.
    stranded : Unfinished or None
        How far copying something else to the target had come, where it was cut short; the plan takes that back and
        does no more.
    """

    runs: tuple[tuple[int, int], ...] = ()
    edits: int = 0
    changes: int = 0
    snapshots: tuple[Snapshot, ...] = ()
    left_out: tuple[Snapshot, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    known: int = 0
    ahead: int = 0
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    unfinished: Unfinished | None = None
    stranded: Unfinished | None = None

    def __bool__(self) -> bool:
        return bool(self.edits or self.snapshots or self.conflicts or self.unfinished or self.stranded)


def plan_copy(source: Store, target: Store | None, *, chunk: int = CHUNK) -> CopyPlan:
    """Say what copying one map into another would do; nothing is written.

    Parameters
    ----------
    source : Store
        The map to copy.
    target : Store or None
        Where it is to go; None for a place where there is no map yet.
    chunk : int
        How many changes to hold at a time.

    Raises
    ------
    ConflictError
        When an edit of the source does not fit the target's map; the message names both values.
    StoreError
        When something else is being copied to the target at this moment.
    """
    with Rehearsal() as rehearsal:
        rehearsal.compare(source.headings(), target.headings() if target else ())
        mine, theirs, edits, changes = rehearsal.sizes()
        known = mine - edits
        ahead = theirs - known
        unfinished = target.unfinished if target else None
        if unfinished and not _is_same(unfinished, rehearsal, ahead):
            if target and unfinished.quiet < AT_WORK:
                raise StoreError(
                    f"another map is being copied to {target.address} at this moment, {unfinished.done:,} of "
                    f"{unfinished.total:,} changes so far: wait until it is whole"
                )
            return CopyPlan(stranded=unfinished, known=known, ahead=ahead)
        runs = rehearsal.missing()
        if target is None or (unfinished and unfinished.new):
            added, changed, removed = source.counts(), Counter[str](), Counter[str]()
        else:
            for each in in_chunks(_still_to_do(source, runs, unfinished), chunk):
                rehearsal.try_out(each, target.find_records)
            added, changed, removed = rehearsal.counts()
        same = rehearsal.common()
    snapshots, left_out = _snapshots_to_copy(source, target, same)
    refused = {each.edit.id for each in target.conflicts()} if target else set()
    conflicts = tuple(
        # What the number counts is the log that both have.
        replace(each, number=min(each.number, same))
        for each in source.conflicts()
        if each.edit.id not in refused
    )
    return CopyPlan(
        runs, edits, changes, snapshots, left_out, conflicts, known, ahead, added, changed, removed, unfinished
    )


def carry_out(
    plan: CopyPlan, source: Store, target: Store, progress: Progress | None = None, *, chunk: int = CHUNK
) -> None:
    """Do what a plan says.

    Parameters
    ----------
    plan : CopyPlan
        The plan.
    source : Store
        The map it was made for.
    target : Store
        The map to write to; one that is yet to be made where the plan was made for a new place.
    progress : callable, optional
        Is told how far it is.
    chunk : int
        How many changes to hold at a time.

    Raises
    ------
    ConflictError
        When somebody wrote to the target meanwhile what does not fit. What is written then is a beginning of the plan,
        and a new plan takes it up.
    """
    if plan.stranded:
        target.take_back()
        return
    target.take_in(
        in_chunks(_still_to_do(source, plan.runs, plan.unfinished), chunk),
        plan.snapshots,
        plan.conflicts,
        total=plan.changes,
        progress=_of(plan.changes, progress),
    )


def write_file(
    path: str | PathLike[str],
    chunks: Iterable[Chunk],
    snapshots: Iterable[Snapshot],
    conflicts: Iterable[Conflict],
    *,
    progress: Callable[[int], None] | None = None,
    overwrite: bool = False,
) -> None:
    """Write a log with its snapshots and refused edits as a map file, which appears whole or not at all.

    Parameters
    ----------
    path : str or path-like
        The new file.
    chunks : iterable of Chunk
        The whole log, the first edit first.
    snapshots : iterable of Snapshot
        The named moments of that log.
    conflicts : iterable of Conflict
        The refused edits.
    progress : callable, optional
        Is told how many changes are done.
    overwrite : bool
        Whether the file may replace one that is there.
    """
    name = fspath(path)
    with appearing(real_path(path), name, overwrite=overwrite) as draft, FileStore.create(draft) as store:
        store.take_in(chunks, snapshots, conflicts, progress=progress)


def write_new_file(plan: CopyPlan, source: Store, path: str | PathLike[str], progress: Progress | None = None) -> None:
    """Do what a plan for a new place says, in a file that appears whole or not at all.

    Parameters
    ----------
    plan : CopyPlan
        The plan.
    source : Store
        The map it was made for.
    path : str or path-like
        The new file.
    progress : callable, optional
        Is told how far it is.
    """
    chunks = in_chunks(_still_to_do(source, plan.runs, None))
    write_file(path, chunks, plan.snapshots, plan.conflicts, progress=_of(plan.changes, progress))


def _still_to_do(source: Store, runs: Iterable[tuple[int, int]], unfinished: Unfinished | None) -> Iterator[Part]:
    """Read the runs of a log, without what is done of an edit that is half done."""
    for since, until in runs:
        for part in source.parts(since, until):
            done = unfinished.changes if unfinished and unfinished.edit == part.edit.id else 0
            if done <= part.start:
                yield part
            elif done < part.start + len(part.edit.changes):
                left = part.edit.changes[done - part.start :]
                yield replace(part, edit=replace(part.edit, changes=left), start=done)


def _is_same(unfinished: Unfinished, rehearsal: Rehearsal, ahead: int) -> bool:
    """Whether what was half copied to a place is the log that is now to be copied there."""
    if unfinished.new and ahead:
        return False
    return not unfinished.edit or rehearsal.is_next(unfinished.edit)


def _snapshots_to_copy(
    source: Store, target: Store | None, same: int
) -> tuple[tuple[Snapshot, ...], tuple[Snapshot, ...]]:
    """Give the named moments that the target has not, and those that it cannot have."""
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
    return tuple(snapshots), tuple(left_out)


def _of(total: int, progress: Progress | None) -> Callable[[int], None] | None:
    return (lambda done: progress(done, total)) if progress else None
