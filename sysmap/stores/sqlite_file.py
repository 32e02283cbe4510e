"""A map in one SQLite file, such as `town.sysmap`."""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model.edits import Edit, apply, now
from sysmap.model.history import Conflict, Snapshot
from sysmap.model.history import map_at as earlier_map
from sysmap.model.maps import SystemMap
from sysmap.model.parts import Chunk, Heading, Part, whole_edits, without_bulk
from sysmap.model.records import Record
from sysmap.model.vocabulary import kind_of
from sysmap.stores import schema, statements
from sysmap.stores.connecting import appearing, connect, may_write, real_path, refuse_unlike_file
from sysmap.stores.failures import in_plain_words, is_for_want_of_rights
from sysmap.stores.file_log import FileLog
from sysmap.stores.places import cautions_for


class FileStore:
    """One map in one SQLite file; see `sysmap.stores.base.Store` for what each method does.

    Parameters
    ----------
    connection : sqlite3.Connection
        The open file.
    path : Path
        Where it is.
    address : str
        How the user called it.
    read_only : bool
        Whether neither the file nor its folder may be written.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, address: str, *, read_only: bool) -> None:
        self._connection = connection
        self._edits = FileLog(connection, address)
        self._path = path
        self._wrote = False
        self._closed = False
        self.address = address
        self.read_only = read_only

    @classmethod
    def open(cls, address: str | os.PathLike[str]) -> Self:
        """Open a map file that is there, bringing its tables up to date."""
        name, path = os.fspath(address), real_path(address)
        refuse_unlike_file(path, name)
        read_only = not may_write(path)
        with in_plain_words(name):
            try:
                connection = _open_prepared(path, name, read_only=read_only)
            except sqlite3.OperationalError as error:
                # Windows does not say beforehand that a folder may not be written: SQLite finds out.
                if read_only or not is_for_want_of_rights(error):
                    raise
                read_only = True
                connection = _open_prepared(path, name, read_only=True)
        return cls(connection, path, name, read_only=read_only)

    @classmethod
    def create(cls, address: str | os.PathLike[str]) -> Self:
        """Make an empty map file and open it; never in place of a file that is there."""
        name, path = os.fspath(address), real_path(address)
        with in_plain_words(name), appearing(path, name) as draft:
            draft.touch(exist_ok=False)
            with closing(connect(draft)) as connection:
                schema.upgrade(connection)
                _keep_log_beside(connection)
        return cls.open(address)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What the user should be told about where the file is."""
        return cautions_for(self._path)

    @property
    def unfinished(self) -> None:
        """Nothing: copying to a file is done whole or not at all."""

    @property
    def head(self) -> int:
        """The number of the last edit in the log; 0 while there is none."""
        with in_plain_words(self.address):
            return self._edits.head()

    def read_map(self, *, bulk: bool = False) -> SystemMap:
        """Read the map as it is now."""
        with in_plain_words(self.address):
            return SystemMap(self._read_all(bulk=bulk))

    def read_records(self, kind: str) -> Iterator[Record]:
        """Read the records of one kind, as of the moment of the call."""
        with in_plain_words(self.address):
            rows = self._connection.execute(statements.RECORDS_OF_KIND, (kind,)).fetchall()
        return self._records_of(rows)

    def commit(self, edit: Edit) -> int:
        """Make an edit, once: state and log in one transaction."""
        try:
            return self._commit(edit)
        except ConflictError as error:
            self._keep_refused(edit, str(error))
            raise

    def _commit(self, edit: Edit) -> int:
        with self._writing():
            return self._make(edit)

    def _make(self, edit: Edit) -> int:
        if recorded := self._edits.number_of(edit.id):
            self._refuse_other(edit, recorded)
            return recorded
        self._change(edit)
        return self._edits.append(edit)

    def _change(self, edit: Edit, *, strictly: bool = True) -> None:
        before = SystemMap(self._read_some(edit.touched))
        after = apply(before, edit)
        self._write_records(before, after, edit)
        if strictly:
            self._refuse_loose_ends(before, after)

    def take_in(
        self,
        chunks: Iterable[Chunk],
        snapshots: Iterable[Snapshot] = (),
        conflicts: Iterable[Conflict] = (),
        *,
        total: int = 0,  # noqa: ARG002 - nobody else can see how far it is
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Make edits that come from elsewhere, all or none."""
        with self._writing():
            done = 0
            for chunk in chunks:
                if chunk.is_piece:
                    self._take_piece(chunk)
                else:
                    for edit in chunk.edits:
                        self._make(edit)
                done += chunk.changes
                if progress:
                    progress(done)
            for conflict in conflicts:
                self._edits.keep_conflict(conflict)
            for each in snapshots:
                self._name(each)
            return self._edits.head()

    def _take_piece(self, chunk: Chunk) -> None:
        """Make a piece of an edit; what its links lead to may come with a later piece."""
        (piece,) = chunk.edits
        number = self._edits.number_of(piece.id)
        if chunk.start == 0:
            if number:
                raise ConflictError(f"edit {piece.id} is in the log already, as number {number}")
            self._change(piece, strictly=False)
            self._edits.append(piece)
        else:
            self._change(piece, strictly=False)
            self._edits.go_on(piece, number, chunk.start)
        if chunk.end == chunk.size:
            for *row, start, finish in self._connection.execute(statements.LOOSE_END).fetchall():
                (record,) = self._records_of([tuple(row)])
                raise ConflictError(
                    f"{record.kind} {record.name!r} would join {start!r} and {finish!r}, which are not both on the map"
                )

    def log(self, since: int = 0) -> list[Edit]:
        """Read the edits after number `since`."""
        with in_plain_words(self.address):
            return self._log(since)

    def conflicts(self) -> list[Conflict]:
        """Read the edits that were refused, the first first."""
        with in_plain_words(self.address):
            return self._edits.conflicts()

    def take_back(self) -> None:
        """Do nothing: copying to a file is done whole or not at all."""

    def headings(self, since: int = 0) -> Iterator[Heading]:
        """Read the edits after number `since` without their changes."""
        with in_plain_words(self.address):
            yield from self._edits.headings(since, self._edits.head())

    def parts(self, since: int = 0, until: int | None = None) -> Iterator[Part]:
        """Read the edits after number `since` in parts."""
        with in_plain_words(self.address):
            yield from self._edits.parts(since, self._edits.head() if until is None else until)

    def find_records(self, ids: Iterable[str]) -> list[Record]:
        """Read the records with these ids."""
        with in_plain_words(self.address):
            return list(self._read_some(ids))

    def counts(self) -> Counter[str]:
        """Count the records of each kind."""
        with in_plain_words(self.address):
            return Counter(dict(self._connection.execute(statements.COUNTS).fetchall()))

    def map_at(self, number: int, *, bulk: bool = False) -> SystemMap:
        """Read the map as it was after edit `number`."""
        with in_plain_words(self.address), self._at_one_moment():
            self._refuse_unknown(number)
            parts = self._edits.parts(number, self._edits.head())
            edits = list(whole_edits(parts if bulk else without_bulk(parts)))
            return earlier_map(SystemMap(self._read_all(bulk=bulk)), edits, 0)

    def snapshot(self, name: str, *, by: str, note: str = "", number: int | None = None, time: str = "") -> Snapshot:
        """Name the present moment, or the one after an earlier edit."""
        with self._writing():
            return self._name(Snapshot(name, self._edits.head() if number is None else number, time or now(), by, note))

    def _name(self, snapshot: Snapshot) -> Snapshot:
        name = snapshot.name
        taken = self._connection.execute(statements.TIME_OF_SNAPSHOT, (name,)).fetchone()
        if taken:
            raise ConflictError(f"a snapshot of {taken[0]} is called {name!r} already: choose another name")
        self._refuse_unknown(snapshot.number)
        row = (name, snapshot.number, snapshot.time, snapshot.by, snapshot.note)
        self._connection.execute(statements.ADD_SNAPSHOT, row)
        return snapshot

    def snapshots(self) -> list[Snapshot]:
        """Read the named moments, in the order of the log."""
        with in_plain_words(self.address):
            return [Snapshot(*row) for row in self._connection.execute(statements.SNAPSHOTS)]

    def copy_to(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write everything to another map file, in one step."""
        name, target = os.fspath(path), real_path(path)
        if target == self._path:
            raise StoreError(f"{name} is the map itself: give the copy another name")
        with in_plain_words(name), appearing(target, name, overwrite=overwrite) as draft:
            self._connection.execute("VACUUM INTO ?", (str(draft),))
            with closing(connect(draft)) as connection:
                _keep_log_beside(connection)

    def close(self) -> None:
        """Bring everything into the one file, so that it can be copied, and let go of it."""
        if self._closed:
            return
        self._closed = True
        # What cannot be brought over now stays safe in the log beside the file, for whoever opens it next.
        with closing(self._connection), suppress(sqlite3.Error):
            if self._wrote:
                self._connection.execute("PRAGMA busy_timeout = 0")  # others at work do it when they close
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- moments

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Do everything inside or nothing, with nobody else writing meanwhile."""
        if self.read_only:
            raise StoreError(f"{self.address} cannot be changed: the file or its folder is read-only")
        with in_plain_words(self.address):
            self._connection.execute("BEGIN IMMEDIATE")
            self._wrote = True
            try:
                schema.refuse_newer(self._connection, self.address)  # another process may have upgraded it
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def _at_one_moment(self) -> Iterator[None]:
        """Read several times from the same state, whatever others write meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):  # the error that led here is the one to tell
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    # ---- records

    def _records_of(self, rows: Iterable[tuple[str, str, str]]) -> Iterator[Record]:
        for record_id, kind, properties in rows:
            try:
                yield Record(record_id, kind, _read_object(properties))
            except (ValueError, TypeError, RecursionError) as error:
                raise StoreError(f"{self.address} is damaged at {record_id}: go back to a copy of it") from error

    def _read_all(self, *, bulk: bool) -> Iterator[Record]:
        statement = statements.RECORDS if bulk else statements.RECORDS_NOT_BULK
        return self._records_of(self._connection.execute(statement).fetchall())

    def _read_some(self, ids: Iterable[str]) -> Iterator[Record]:
        return self._records_of(self._connection.execute(statements.RECORDS_OF_IDS, (json.dumps([*ids]),)))

    def _write_records(self, before: SystemMap, after: SystemMap, edit: Edit) -> None:
        """Write what differs; a record that was removed comes back, if it does, as the last one."""
        removed = {change.record_id for change in edit.changes if change.operation == "remove"}
        self._connection.executemany(statements.REMOVE_RECORD, ((each,) for each in removed if each in before))
        kept = {record.id for record in before} - removed
        changed = [record for record in after if record.id in kept and record != before[record.id]]
        self._connection.executemany(
            statements.SET_RECORD,
            ((record.from_id, record.to_id, _write_json(record.values), record.id) for record in changed),
        )
        added = [record for record in after if record.id not in kept]
        self._connection.executemany(
            statements.ADD_RECORD,
            (
                (
                    record.id,
                    record.kind,
                    kind_of(record.kind).bulk,
                    record.from_id,
                    record.to_id,
                    _write_json(record.values),
                )
                for record in added
            ),
        )

    def _refuse_loose_ends(self, before: SystemMap, after: SystemMap) -> None:
        """Refuse, once the records are written, relationships of which an end is not on the map."""
        ends = _ends_changed(before, after)
        # Compared here and not by SQLite, which ends a text at a NUL.
        known = {row[0] for row in self._connection.execute(statements.KNOWN_IDS, (json.dumps([*ends]),))}
        for end_id, joining in ends.items():
            if end_id not in known:
                raise ConflictError(f"{joining.kind} {joining.name!r} would join {end_id!r}, which is not on the map")
        gone = {record.id: record for record in before if record.id not in after}
        ids = json.dumps([*gone])
        for record in self._records_of(self._connection.execute(statements.HANGING_ON_IDS, (ids, ids))):
            end = gone.get(record.from_id) or gone[record.to_id]
            raise ConflictError(
                f"{end.name!r} ({end.id}) cannot be removed: {record.kind} {record.name!r} still joins "
                f"{record.from_id} and {record.to_id}; remove that first"
            )

    # ---- log

    def _refuse_unknown(self, number: int) -> None:
        head = self._edits.head()
        if not 0 <= number <= head:
            raise NotFoundError(f"{self.address} has no edit number {number}: its log goes from 0 to {head}")

    def _log(self, since: int) -> list[Edit]:
        return list(self._edits.edits(since, self._edits.head()))

    def _refuse_other(self, edit: Edit, number: int) -> None:
        (recorded,) = self._edits.edits(number - 1, number)
        if recorded != edit:
            raise ConflictError(f"edit {edit.id} is in the log already, as number {number}, with other changes")

    def _keep_refused(self, edit: Edit, message: str) -> None:
        """Keep a refused edit, so that what it wanted is on record beside what stands."""
        with suppress(StoreError), self._writing():  # the conflict is what to tell
            self._edits.keep_conflict(Conflict(edit, self._edits.head(), now(), message))


def _open_prepared(path: Path, address: str, *, read_only: bool) -> sqlite3.Connection:
    connection = connect(path, read_only=read_only)
    try:
        _prepare(connection, address, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, address: str, *, read_only: bool) -> None:
    """Refuse what is not a map file of a version known here, and bring an older one up to date."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != schema.APPLICATION_ID:
        raise StoreError(f"{address} is a database of another program, not a map file")
    schema.refuse_newer(connection, address)
    if schema.version_of(connection) == len(schema.STEPS):
        return
    if read_only:
        raise StoreError(
            f"{address} was written by an older sysmap: copy it to where you may write, then open the copy"
        )
    schema.upgrade(connection)


def _keep_log_beside(connection: sqlite3.Connection) -> None:
    """Have the file use a write-ahead log from now on, so that people read while somebody writes.

    Where a file system cannot do it, SQLite stays with its older journal, which is as safe and only less quick.
    """
    connection.execute("PRAGMA journal_mode = WAL").fetchone()


def _ends_changed(before: SystemMap, after: SystemMap) -> dict[str, Record]:
    """Give the ids that relationships lead to which did not before, each with one such relationship."""
    return {
        record.get(column): record
        for record in after
        for column in ("from_id", "to_id")
        if record.get(column) and not (record.id in before and before[record.id].get(column) == record.get(column))
    }


def _write_json(value: Any) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False, separators=(",", ":"))


def _read_object(text: str) -> dict[str, str]:
    values = json.loads(text)
    if type(values) is not dict:
        raise ValueError("not an object")
    "".join(values.values())  # the quickest way to raise TypeError where a value is not text
    return values
