"""Copying a map between files and Neo4j, log and snapshots included: first what it would do, then doing it."""

from collections import Counter
from dataclasses import dataclass

from sysmap.errors import NotFoundError, UsageError
from sysmap.pipeline.addresses import on_server
from sysmap.pipeline.answers import Answer, make_table, say_counts
from sysmap.pipeline.making import with_suffix
from sysmap.stores.base import Store, Unfinished, open_store, open_target, target_to_create
from sysmap.stores.copying import CopyPlan, Progress, carry_out, plan_copy, write_new_file


@dataclass(frozen=True, slots=True)
class Copying:
    """What copying would do, and where.

    Parameters
    ----------
    source, target : str
        The addresses of both maps.
    new : bool
        Whether there is no map yet at the target.
    plan : CopyPlan
        What is to be done there.
    cautions : tuple of str
        What the user should be told about where the maps are kept.
    """

    source: str
    target: str
    new: bool
    plan: CopyPlan
    cautions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.plan) or self.new

    @property
    def lines(self) -> tuple[str, ...]:
        """What would change, in sentences."""
        plan = self.plan
        if plan.stranded:
            return (self._stranded(plan.stranded),)
        if not self:
            lines = [f"{self.target} has everything that {self.source} has."]
        else:
            there = "where there is no map yet" if self.new else f"which has {_count(plan.known, 'of its edits', '')}"
            what = f"{_count(plan.edits, 'edit')} and {_count(len(plan.snapshots), 'snapshot')}"
            lines = [f"{what} of {self.source} to copy to {self.target}, {there}."]
        if plan.unfinished:
            done = f"{plan.unfinished.done:,} of {_count(plan.unfinished.total, 'change')}"
            lines.append(f"Copying to {self.target} was cut short after {done}; it goes on from there.")
        lines.extend(
            f"{title}: {say_counts(dict(sorted(counts.items())))}."
            for title, counts in zip(("Adds", "Changes", "Removes"), self.counts.values(), strict=True)
            if counts
        )
        if plan.conflicts:
            lines.append(f"{_count(len(plan.conflicts), 'edit')} that had been refused to copy as well.")
        if plan.ahead:
            lines.append(f"{self.target} has {_count(plan.ahead, 'edit')} of its own, which stay.")
        lines.extend(
            f"The snapshot {each.name!r} cannot be copied: the logs went different ways before it."
            for each in plan.left_out
        )
        return tuple(lines)

    @property
    def is_harmless(self) -> bool:
        """Whether it only makes a new file, which nobody has to agree to."""
        return self.new and not on_server(self.target)

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """How many records of each kind are added, changed and removed."""
        return {"added": self.plan.added, "changed": self.plan.changed, "removed": self.plan.removed}

    def _stranded(self, unfinished: Unfinished) -> str:
        what = (
            "the map there, which was never whole, is removed" if unfinished.new else "what is half done is taken back"
        )
        return (
            f"Copying another map to {self.target} was cut short after {unfinished.done:,} of "
            f"{_count(unfinished.total, 'change')}: {what}. Then copy {self.source} there once more."
        )


def plan_push(path: str, address: str) -> Copying:
    """Say what copying a file to Neo4j would do.

    Raises
    ------
    UsageError
        When the first is no file or the second no address of a server.
    """
    if on_server(path) or not on_server(address):
        raise UsageError("push takes a map file, then an address in Neo4j; pull and copy go other ways")
    return plan(path, address)


def plan_pull(address: str, path: str) -> Copying:
    """Say what copying a map from Neo4j to a file would do.

    Raises
    ------
    UsageError
        When the first is no address of a server or the second no file.
    """
    if on_server(path) or not on_server(address):
        raise UsageError("pull takes an address in Neo4j, then a map file; push and copy go other ways")
    return plan(address, path)


def plan(source: str, target: str) -> Copying:
    """Say what copying one map to another place would do; nothing is written.

    Parameters
    ----------
    source : str
        The map to copy.
    target : str
        Where to; the ending of a new file is added where there is none.

    Raises
    ------
    NotFoundError
        When there is no map to copy.
    ConflictError
        When both have changed the same value; the message names both.
    """
    with open_store(source) as origin:
        there = open_target(target)
        if there is None:
            return Copying(
                source, with_suffix(target), new=True, plan=plan_copy(origin, None), cautions=origin.cautions
            )
        with there:
            cautions = tuple(dict.fromkeys((*origin.cautions, *there.cautions)))
            return Copying(source, target, new=False, plan=plan_copy(origin, there), cautions=cautions)


def tell(copying: Copying) -> Answer:
    """Say what copying would do."""
    return _answer(copying, copying.lines, written=False)


def copy(copying: Copying, progress: Progress | None = None) -> Answer:
    """Do what was planned.

    Parameters
    ----------
    copying : Copying
        What was planned.
    progress : callable, optional
        Is told how many changes are copied, of how many.

    Raises
    ------
    ConflictError
        When somebody wrote to the target meanwhile what does not fit.
    StoreError
        When the target cannot be written, or a map has come to be where there was none.
    """
    chosen, target = copying.plan, copying.target
    if not copying:
        return _answer(copying, copying.lines, written=False)
    with open_store(copying.source) as source:
        if copying.new and not on_server(target):
            write_new_file(chosen, source, target, progress)
        else:
            with _open(target, new=copying.new) as store:
                carry_out(chosen, source, store, progress)
    if chosen.stranded:
        done = f"Taken back: nothing of {copying.source} was copied yet."
    else:
        done = f"Copied: {target} now has {_count(chosen.known + chosen.ahead + chosen.edits, 'edit')}."
    return _answer(copying, (*copying.lines, done), written=True)


def _open(target: str, *, new: bool) -> Store:
    store = target_to_create(target) if new else open_target(target)
    if store is None:
        raise NotFoundError(f"there is no map at {target} any more: somebody has removed it since")
    return store


def _answer(copying: Copying, lines: tuple[str, ...], *, written: bool) -> Answer:
    counts = {title: dict(sorted(each.items())) for title, each in copying.counts.items()}
    chosen = copying.plan
    data = {
        "from": copying.source,
        "to": copying.target,
        "new": copying.new,
        "written": written,
        "edits": chosen.edits,
        "snapshots": [each.name for each in chosen.snapshots],
        "snapshots_left_out": [each.name for each in chosen.left_out],
        "known": chosen.known,
        "ahead": chosen.ahead,
        "conflicts": len(chosen.conflicts),
        "unfinished": chosen.unfinished is not None,
        "taken_back": chosen.stranded is not None,
        **counts,
    }
    kinds = sorted({kind for each in counts.values() for kind in each})
    rows = [(kind, *(str(each.get(kind, 0)) for each in counts.values())) for kind in kinds]
    return Answer(lines, data, make_table(("kind", *counts), rows, counts), copying.cautions)


def _count(number: int, one: str, more: str | None = None) -> str:
    ending = "s" if more is None else more
    return f"{number:,} {one if number == 1 else one + ending}"
