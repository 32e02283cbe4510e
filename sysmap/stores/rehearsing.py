"""Comparing two logs, and trying out edits on a map, on the disk: neither log nor map has to fit into memory."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from sysmap.errors import ConflictError
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.model.parts import Chunk, Heading
from sysmap.model.records import Record

_TABLES = """
    CREATE TABLE mine (number INTEGER PRIMARY KEY, id TEXT UNIQUE, size INTEGER, heading TEXT);
    CREATE TABLE theirs (number INTEGER PRIMARY KEY, id TEXT UNIQUE, size INTEGER, heading TEXT);
    CREATE TABLE touched (id TEXT PRIMARY KEY, was_kind TEXT, was TEXT, kind TEXT, now TEXT);
"""
_CLASH = """
    SELECT mine.heading FROM mine JOIN theirs ON theirs.id = mine.id
    WHERE mine.heading != theirs.heading OR (mine.size != theirs.size AND mine.size > 0 AND theirs.size > 0)
    ORDER BY mine.number LIMIT 1
"""
_FRESH = "FROM mine WHERE NOT EXISTS (SELECT 1 FROM theirs WHERE theirs.id = mine.id)"
_FORK = """
    SELECT mine.number FROM mine JOIN theirs ON theirs.number = mine.number WHERE mine.id != theirs.id
    ORDER BY mine.number LIMIT 1
"""
_ADDED = "SELECT kind, count(*) FROM touched WHERE kind IS NOT NULL AND was_kind IS NOT kind GROUP BY kind"
_CHANGED = "SELECT kind, count(*) FROM touched WHERE was_kind = kind AND was != now GROUP BY kind"
_REMOVED = (
    "SELECT was_kind, count(*) FROM touched WHERE was_kind IS NOT NULL AND was_kind IS NOT kind GROUP BY was_kind"
)


class Rehearsal:
    """A place on the disk, gone when it is closed, where a copy is compared and tried out."""

    def __init__(self) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None)
        self._scratch.executescript(_TABLES)

    def compare(self, mine: Iterable[Heading], theirs: Iterable[Heading]) -> None:
        """Take note of the log that is to be copied, and of the one that it is to be copied to.

        Raises
        ------
        ConflictError
            When an edit is in both and is not the same.
        """
        for table, headings in (("mine", mine), ("theirs", theirs)):
            rows = ((each.number, each.edit.id, each.size, _written(each.edit.to_json())) for each in headings)
            self._scratch.execute("BEGIN")
            self._scratch.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)  # noqa: S608 - one of two names
            self._scratch.execute("COMMIT")
        for (heading,) in self._scratch.execute(_CLASH):
            edit = json.loads(heading)
            raise ConflictError(f"edit {edit['id']} ({edit['what']}) is in both logs, with different changes")

    def missing(self) -> tuple[tuple[int, int], ...]:
        """Give the runs of the first log that the other has not, each as the numbers it is after and up to."""
        runs: list[tuple[int, int]] = []
        for (number,) in self._scratch.execute(f"SELECT number {_FRESH} ORDER BY number"):
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number - 1, number))
        return tuple(runs)

    def sizes(self) -> tuple[int, int, int, int]:
        """Give how many edits both logs have, how many of the first are not in the other, and their changes."""
        mine, theirs, fresh = (self._one(f"SELECT count(*) {text}") for text in ("FROM mine", "FROM theirs", _FRESH))
        return mine, theirs, fresh, self._one(f"SELECT coalesce(sum(max(size, 1)), 0) {_FRESH}")

    def is_next(self, edit_id: str) -> bool:
        """Whether an edit is the first of those that the other log has not."""
        row = self._scratch.execute(f"SELECT id {_FRESH} ORDER BY number LIMIT 1").fetchone()
        return row is not None and row[0] == edit_id

    def common(self) -> int:
        """Give how many edits both logs will have in common before they differ, once the copy is made."""
        fork = self._scratch.execute(_FORK).fetchone()
        return fork[0] - 1 if fork else self._one("SELECT count(*) FROM mine")

    def try_out(self, chunk: Chunk, find: Callable[[Iterable[str]], Iterable[Record]]) -> None:
        """Make a chunk's edits on what `find` gives of the map that they are for, and on what those before made of it.

        Raises
        ------
        ConflictError
            When a value has changed since an edit was made on it; the message names both.
        """
        ids = frozenset().union(*(edit.touched for edit in chunk.edits))
        known = {row[0]: row for row in self._known(ids)}
        fresh = {record.id: record for record in find(ids - known.keys())}
        before = {i: Record(i, row[3], json.loads(row[4])) for i, row in known.items() if row[3] is not None} | fresh
        after = apply(SystemMap(before), *chunk.edits)
        rows = []
        for record_id in ids:
            was = known[record_id][1:3] if record_id in known else _row(fresh.get(record_id))
            rows.append((record_id, *was, *_row(after.get(record_id))))
        self._scratch.execute("BEGIN")
        self._scratch.executemany("INSERT OR REPLACE INTO touched VALUES (?, ?, ?, ?, ?)", rows)
        self._scratch.execute("COMMIT")

    def counts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Count by kind what was added, changed and removed in all."""
        added, changed, removed = (
            Counter(dict(self._scratch.execute(text).fetchall())) for text in (_ADDED, _CHANGED, _REMOVED)
        )
        return added, changed, removed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scratch.close()

    def _known(self, ids: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        for record_id in ids:
            yield from self._scratch.execute(
                "SELECT id, was_kind, was, kind, now FROM touched WHERE id = ?", (record_id,)
            )

    def _one(self, text: str, *values: str) -> int:
        number: int = self._scratch.execute(text, values).fetchone()[0]
        return number


def _row(record: Record | None) -> tuple[str | None, str | None]:
    return (record.kind, _written(dict(record.values))) if record else (None, None)


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
