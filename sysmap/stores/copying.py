"""Copying a map from one place to another, log and snapshots included, again and again without doing anything twice."""

from collections.abc import Iterable
from os import PathLike, fspath

from sysmap.model.edits import Edit
from sysmap.model.history import Snapshot
from sysmap.stores.connecting import appearing, real_path
from sysmap.stores.sqlite_file import FileStore


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
    with appearing(real_path(path), name, overwrite=overwrite) as draft:
        with FileStore.create(draft) as store:
            for edit in edits:
                store.commit(edit)
            for each in snapshots:
                store.snapshot(each.name, by=each.by, note=each.note, number=each.number, time=each.time)
