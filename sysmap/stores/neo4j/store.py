"""A map in a Neo4j database."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

from neo4j import ManagedTransaction
from neo4j.exceptions import ConstraintError

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model.edits import Edit, apply, now
from sysmap.model.history import Conflict, Snapshot
from sysmap.model.history import map_at as earlier_map
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.neo4j import schema
from sysmap.stores.neo4j.addresses import Neo4jAddress, read_address
from sysmap.stores.neo4j.connecting import Connection, connect, run, run_batches
from sysmap.stores.neo4j.reading import Header, Reader
from sysmap.stores.neo4j.shapes import Placed, is_link
from sysmap.stores.neo4j.statements import statement
from sysmap.stores.neo4j.writing import Writer, edit_row

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
    """

    def __init__(self, connection: Connection, address: Neo4jAddress) -> None:
        self._connection = connection
        self._map = address.map
        self._prepared: set[str] = set()
        self.address = address.text
        self.read_only = False

    @classmethod
    def open(cls, address: str) -> Self:
        """Open a map that is there, bringing the database's schema up to date."""
        place = _of_a_map(address)
        connection = connect(place)
        try:
            # Before the schema is there no map is; one who looks for a map leaves nothing behind.
            if schema.version_of(connection):
                schema.upgrade(connection)
            store = cls(connection, place)
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
            if isinstance(error.__cause__, ConstraintError):
                raise StoreError(f"{address} is there already and was left as it is: choose another name") from error
            raise
        return cls(connection, place)

    @property
    def cautions(self) -> tuple[str, ...]:
        """Nothing: a server looks after its own disk."""
        return ()

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
        self._prepare({change.kind for change in edit.changes})
        try:
            return self._connection.write(lambda tx: self._commit(self._reader(tx), [edit]))
        except ConflictError as error:
            self._keep_refused(edit, str(error))
            raise

    def commit_all(self, edits: Iterable[Edit], progress: Callable[[int, int], None] | None = None) -> int:
        """Make many edits, in order, all or none."""
        everything = list(edits)
        self._prepare({change.kind for edit in everything for change in edit.changes})
        number = self._connection.write(lambda tx: self._commit(self._reader(tx), everything))
        if progress:
            progress(len(everything), len(everything))
        return number

    def log(self, since: int = 0) -> list[Edit]:
        """Read the edits after number `since`."""
        # Every edit up to the head was there before the head was read.
        return self._connection.read(lambda tx: (reader := self._reader(tx)).log(since, reader.header().head))

    def map_at(self, number: int, *, bulk: bool = False) -> SystemMap:
        """Read the map as it was after edit `number`."""

        def read(reader: Reader, header: Header) -> tuple[dict[str, Record], list[Edit]]:
            self._refuse_unknown(number, header.head)
            edits = reader.log(number, header.head)
            records = reader.records(bulk=bulk)
            # What later edits did to bulk records has to be taken back as well, even where those are not asked for.
            touched = frozenset().union(*(edit.touched for edit in edits)) - records.keys()
            more = reader.of_ids(touched, header.link_kinds)
            records.update((record_id, placed.record) for record_id, placed in more.items())
            return records, edits

        records, edits = self._at_one_moment(read)
        found = earlier_map(SystemMap(records), edits, 0)
        return found if bulk else found.where(record for record in found if not record.declared.bulk)

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

        edits, snapshots = self._at_one_moment(
            lambda reader, header: (reader.log(0, header.head), self._snapshots(reader.tx))
        )
        write_file(path, edits, snapshots, overwrite=overwrite)

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
        return Reader(tx, self._map, self.address)

    def _header(self) -> Header:
        return self._connection.read(lambda tx: self._reader(tx).header())

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

    def _prepare(self, kinds: set[str]) -> None:
        fresh = kinds - self._prepared
        if fresh:
            schema.prepare_types(self._connection, fresh)
            self._prepared |= fresh

    def _commit(self, reader: Reader, edits: list[Edit]) -> int:
        """Make edits that are not in the log, and give the number of the last of these edits."""
        header, known = reader.lock([edit.id for edit in edits])
        recorded = reader.of_edits(known)
        for edit in edits:
            number, same = recorded.get(edit.id, (0, edit))
            if same != edit:
                raise ConflictError(f"edit {edit.id} is in the log already, as number {number}, with other changes")
        fresh = [edit for edit in edits if edit.id not in recorded]
        if not fresh:
            return max((number for number, _ in recorded.values()), default=header.head)
        before = reader.of_ids(
            frozenset().union(*(edit.touched for edit in fresh)), header.link_kinds, new=not header.head
        )
        applied = apply(SystemMap({record_id: each.record for record_id, each in before.items()}), *fresh)
        after, position = _placed(before, applied, fresh, header.positions)
        link_kinds = header.link_kinds | {each.record.kind for each in after.values() if is_link(each.record)}
        numbered = list(enumerate(fresh, start=header.head + 1))
        versions = {change.record_id: number for number, edit in numbered for change in edit.changes}
        Writer(reader, before, after, link_kinds, versions, new=not header.head).write()
        rows = (edit_row(edit, number, self._map) for number, edit in numbered)
        progress = {"head": numbered[-1][0], "positions": position, "link_kinds": sorted(link_kinds)}
        run_batches(reader.tx, statement("add_edits"), "rows", rows, map=self._map, **progress)
        return numbered[-1][0]

    def _keep_refused(self, edit: Edit, message: str) -> None:
        """Keep a refused edit, so that what it wanted is on record beside what stands."""

        def keep(tx: ManagedTransaction) -> None:
            header, _ = self._reader(tx).lock()
            values = {**edit_row(edit, 0, self._map)["values"], "at": header.head, "refused": now(), "message": message}
            run(tx, statement("add_conflict"), map=self._map, id=edit.id, values=values)

        with suppress(StoreError):  # the conflict is what to tell
            self._connection.write(keep)


def _placed(
    before: Mapping[str, Placed], applied: SystemMap, edits: list[Edit], position: int
) -> tuple[dict[str, Placed], int]:
    """Give records their places: what was removed comes back, if it does, as the last one."""
    removed = {change.record_id for edit in edits for change in edit.changes if change.operation == "remove"}
    after: dict[str, Placed] = {}
    for record in applied:
        was = before.get(record.id)
        if was is None or record.id in removed:
            position += 1
            after[record.id] = Placed(record, position)
        else:
            after[record.id] = Placed(record, was.position)
    return after, position


def _of_a_map(address: str) -> Neo4jAddress:
    place = read_address(address)
    if not place.map:
        raise StoreError(f"{address} names no map: add ?map= and its name; `sysmap maps` lists them")
    return place
