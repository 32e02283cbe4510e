"""A map in a Neo4j database."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

from neo4j import ManagedTransaction
from neo4j.exceptions import ConstraintError

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model.edits import Edit, now
from sysmap.model.history import Conflict, Snapshot
from sysmap.model.history import map_at as earlier_map
from sysmap.model.maps import SystemMap
from sysmap.model.parts import Chunk, Heading, Part, in_chunks, whole_edits, without_bulk
from sysmap.model.records import Record
from sysmap.stores.base import Unfinished
from sysmap.stores.neo4j import schema
from sysmap.stores.neo4j.addresses import Neo4jAddress, read_address
from sysmap.stores.neo4j.committing import commit_edits
from sysmap.stores.neo4j.connecting import Connection, connect, run
from sysmap.stores.neo4j.reading import Header, Reader, further, windows
from sysmap.stores.neo4j.statements import statement
from sysmap.stores.neo4j.taking_in import TakingIn
from sysmap.stores.neo4j.writing import edit_values

Answer = TypeVar("Answer")

_READS = 3
"""How often a reading is tried beside people who write before it has them wait."""


class Neo4jStore:
    """One map in a Neo4j database; see `sysmap.stores.base.Store` for what each method does.

    Parameters
    ----------
    connection : Connection
        The database.
    address : Neo4jAddress
        Where the map is.
    copying : bool
        Whether it is there to be copied to, for which it need not be whole.
    """

    def __init__(self, connection: Connection, address: Neo4jAddress, *, copying: bool = False) -> None:
        self._connection = connection
        self._map = address.map
        self._copying = copying
        self._create = False
        self._prepared: set[str] = set()
        self.address = address.text

    @classmethod
    def open(cls, address: str, *, copying: bool = False) -> Self:
        """Open a map that is there, bringing the database's schema up to date."""
        place = _of_a_map(address)
        connection = connect(place)
        try:
            # Before the schema is there no map is; one who looks for a map leaves nothing behind.
            if schema.version_of(connection):
                schema.upgrade(connection)
            store = cls(connection, place, copying=copying)
            store._header()
        except BaseException:
            connection.close()
            raise
        return store

    @classmethod
    def create(cls, address: str) -> Self:
        """Begin an empty map and open it; never in place of one that is there."""
        place = _of_a_map(address)
        connection = connect(place)
        try:
            schema.upgrade(connection)
            connection.write(lambda tx: run(tx, statement("new_map"), map=place.map, time=now()))
        except StoreError as error:
            connection.close()
            _refuse_taken(address, error)
            raise
        return cls(connection, place)

    @classmethod
    def to_create(cls, address: str) -> Self:
        """Connect to where there is no map yet: `take_in` makes it, together with what goes in."""
        place = _of_a_map(address)
        store = cls(connect(place), place, copying=True)
        store._create = True
        return store

    @property
    def cautions(self) -> tuple[str, ...]:
        """Nothing: a server looks after its own disk."""
        return ()

    @property
    def unfinished(self) -> Unfinished | None:
        """How far copying to it has come, where that was begun and is not done."""
        return self._header().unfinished

    @property
    def head(self) -> int:
        """The number of the last edit in the log; 0 while there is none."""
        return self._header().head

    def read_map(self, *, bulk: bool = False) -> SystemMap:
        """Read the map as it is now."""
        return self._at_one_moment(lambda reader, _: SystemMap(reader.records(bulk=bulk)))

    def read_records(self, kind: str) -> Iterator[Record]:
        """Read the records of one kind, as of the moment of the call."""
        return iter(self._at_one_moment(lambda reader, _: reader.of_kind(kind)).values())

    def commit(self, edit: Edit) -> int:
        """Make an edit, once: state and log in one transaction."""
        self._prepare(edit)
        try:
            return self._connection.write(lambda tx: commit_edits(self._reader(tx), [edit]))
        except ConflictError as error:
            self._keep_refused(edit, str(error))
            raise

    def take_in(
        self,
        chunks: Iterable[Chunk],
        snapshots: Iterable[Snapshot] = (),
        conflicts: Iterable[Conflict] = (),
        *,
        total: int = 0,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Make edits that were made elsewhere, a chunk a transaction, marked as unfinished until all is there."""
        taking_in = TakingIn(self._connection, self._map, self.address, create=self._create, total=total)
        try:
            head = taking_in.take_in(chunks, snapshots, conflicts, progress)
        except StoreError as error:
            _refuse_taken(self.address, error)
            raise
        self._create = self._copying = False
        return head

    def take_back(self) -> None:
        """Take back copying that was begun and never done."""
        TakingIn(self._connection, self._map, self.address, create=False, total=0).clear()

    def headings(self, since: int = 0) -> Iterator[Heading]:
        """Read the edits after number `since` without their changes."""
        for window in windows(since, self.head, lambda *run: self._read(lambda reader: reader.headings(*run))):
            yield from window

    def parts(self, since: int = 0, until: int | None = None) -> Iterator[Part]:
        """Read the edits after number `since` in parts; a log only grows, so that it is read in many transactions."""
        last = self.head if until is None else until
        for window in windows(since, last, lambda *run: self._read(lambda reader: reader.edits(*run))):
            for first in window:
                yield first
                yield from further(first, lambda *run: self._read(lambda reader: reader.further_parts(*run)))

    def find_records(self, ids: Iterable[str]) -> list[Record]:
        """Read the records with these ids."""
        wanted = list(ids)
        return [each.record for each in self._read(lambda it: it.of_ids(wanted, it.header().link_kinds)).values()]

    def read_names(self, typed: str, kinds: Iterable[str] = ()) -> SystemMap:
        """Read what is needed to find out what somebody typed: the record of that id, or else the names of all.

        Parameters
        ----------
        typed : str
            What was typed.
        kinds : iterable of str
            The kinds it may be; any where empty.

        Returns
        -------
        SystemMap
            The one record of that id and kind; where there is none, every node but the bulk ones with its name and
            aliases alone.
        """
        wanted = set(kinds)

        def read(reader: Reader) -> SystemMap:
            found = [each.record for each in reader.of_ids([typed], reader.header().link_kinds).values()]
            if any(not wanted or each.kind in wanted for each in found):
                return SystemMap(found)
            return SystemMap(reader.names())

        return self._read(read)

    def counts(self) -> Counter[str]:
        """Count the records of each kind."""
        return self._read(lambda reader: reader.counts())

    def log(self, since: int = 0) -> list[Edit]:
        """Read the edits after number `since`."""
        # Every edit up to the head was there before the head was read.
        return self._read(lambda reader: list(reader.log(since, reader.header().head)))

    def map_at(self, number: int, *, bulk: bool = False) -> SystemMap:
        """Read the map as it was after edit `number`."""

        def read(reader: Reader, header: Header) -> tuple[dict[str, Record], list[Edit]]:
            self._refuse_unknown(number, header.head)
            parts = reader.parts(number, header.head)
            return reader.records(bulk=bulk), list(whole_edits(parts if bulk else without_bulk(parts)))

        records, edits = self._at_one_moment(read)
        return earlier_map(SystemMap(records), edits, 0)

    def conflicts(self) -> list[Conflict]:
        """Read the edits that were refused, the first first."""

        def read(tx: ManagedTransaction) -> list[Conflict]:
            reader = self._reader(tx)
            found = [row["conflict"] for row in run(tx, statement("conflicts"), map=self._map)]
            return [Conflict(reader.edit_of(each), each["at"], each["refused"], each["message"]) for each in found]

        return self._connection.read(read)

    def snapshot(self, name: str, *, by: str, note: str = "", number: int | None = None, time: str = "") -> Snapshot:
        """Name the present moment, or the one after an earlier edit."""
        when = time or now()

        def name_it(tx: ManagedTransaction) -> Snapshot:
            reader = self._reader(tx)
            header, _ = reader.lock()
            made = Snapshot(name, header.head if number is None else number, when, by, note)
            taken = next((each for each in self._snapshots(tx) if each.name == name), None)
            if taken == made and not time:
                return taken  # an answer was lost on its way, and this is the second try
            if taken:
                raise ConflictError(f"a snapshot of {taken.time} is called {name!r} already: choose another name")
            self._refuse_unknown(made.number, header.head)
            values = {"number": made.number, "time": when, "role": by, "note": note}
            run(tx, statement("add_snapshot"), map=self._map, name=name, **values)
            return made

        return self._connection.write(name_it)

    def snapshots(self) -> list[Snapshot]:
        """Read the named moments, in the order of the log."""
        return self._connection.read(self._snapshots)

    def copy_to(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write everything to a map file, in one step."""
        from sysmap.stores.copying import write_file

        snapshots, conflicts, head = self.snapshots(), self.conflicts(), self.head
        write_file(path, in_chunks(self.parts(0, head)), snapshots, conflicts, overwrite=overwrite)

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- moments

    def _reader(self, tx: ManagedTransaction) -> Reader:
        return Reader(tx, self._map, self.address, copying=self._copying)

    def _read(self, work: Callable[[Reader], Answer]) -> Answer:
        return self._connection.read(lambda tx: work(self._reader(tx)))

    def _header(self) -> Header:
        return self._read(lambda reader: reader.header())

    def _at_one_moment(self, work: Callable[[Reader, Header], Answer]) -> Answer:
        """Read from one state, whatever others write meanwhile.

        A transaction of Neo4j sees what others commit while it runs. So the log is looked at before and after, and
        where it has grown all is read again, the last time with everybody who writes made to wait.
        """

        def beside(tx: ManagedTransaction) -> tuple[Answer] | None:
            reader = self._reader(tx)
            header = reader.header()
            answer = work(reader, header)
            return (answer,) if reader.header() == header else None

        for _ in range(_READS):
            if (answer := self._connection.read(beside)) is not None:
                return answer[0]

        def alone(tx: ManagedTransaction) -> Answer:
            reader = self._reader(tx)
            return work(reader, reader.lock()[0])

        return self._connection.write(alone)

    def _snapshots(self, tx: ManagedTransaction) -> list[Snapshot]:
        rows = run(tx, statement("snapshots"), map=self._map)
        return [Snapshot(row["name"], row["number"], row["time"], row["role"], row["note"]) for row in rows]

    def _refuse_unknown(self, number: int, head: int) -> None:
        if not 0 <= number <= head:
            raise NotFoundError(f"{self.address} has no edit number {number}: its log goes from 0 to {head}")

    # ---- edits

    def _prepare(self, edit: Edit) -> None:
        fresh = schema.link_kinds(edit.changes) - self._prepared
        if fresh:
            schema.prepare_types(self._connection, fresh)
            self._prepared |= fresh

    def _keep_refused(self, edit: Edit, message: str) -> None:
        """Keep a refused edit, so that what it wanted is on record beside what stands."""

        def keep(tx: ManagedTransaction) -> None:
            header, _ = self._reader(tx).lock()
            values = {**edit_values(edit, self._map), "at": header.head, "refused": now(), "message": message}
            run(tx, statement("add_conflict"), map=self._map, id=edit.id, values=values)

        with suppress(StoreError):  # the conflict is what to tell
            self._connection.write(keep)


def _refuse_taken(address: str, error: StoreError) -> None:
    """Say it plainly where a map could not be made because somebody else made one of that name."""
    if isinstance(error.__cause__, ConstraintError):
        raise StoreError(f"{address} is there already and was left as it is: choose another name") from error


def _of_a_map(address: str) -> Neo4jAddress:
    place = read_address(address)
    if not place.map:
        raise StoreError(f"{address} names no map: add ?map= and its name; `sysmap maps` lists them")
    return place
