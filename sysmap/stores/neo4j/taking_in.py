"""Copying something large to a map, a chunk a transaction, marked as unfinished until all of it is there.

While the mark stands nobody else reads or writes the map. How far it is stands beside the mark and changes with every
chunk in one transaction, so that whoever copies the same log again goes on from there.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from neo4j import ManagedTransaction

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model.edits import now
from sysmap.model.history import Conflict, Snapshot
from sysmap.model.parts import Chunk
from sysmap.stores.base import Unfinished
from sysmap.stores.neo4j import schema
from sysmap.stores.neo4j.committing import commit_edits, commit_piece, take_back_part
from sysmap.stores.neo4j.connecting import Connection, run
from sysmap.stores.neo4j.reading import Header, Reader, being_filled
from sysmap.stores.neo4j.statements import statement, statement_for
from sysmap.stores.neo4j.writing import edit_values

_REMOVED_AT_ONCE = 5_000
_FORGOTTEN_AT_ONCE = 100
_BEING_REMOVED = "-"
"""Stands for the half-done edit of a map that is being removed, so that nobody goes on with it."""


class TakingIn:
    """Copying to one map.

    Parameters
    ----------
    connection : Connection
        The database.
    map_name, address : str
        The map, and how the user called it.
    create : bool
        Whether there is to be no map yet.
    total : int
        How many changes there are to copy.
    """

    def __init__(self, connection: Connection, map_name: str, address: str, *, create: bool, total: int) -> None:
        self._connection = connection
        self._map = map_name
        self._address = address
        self._create = create
        self._total = total
        self._begun = False
        self._prepared: set[str] = set()

    def take_in(
        self,
        chunks: Iterable[Chunk],
        snapshots: Iterable[Snapshot],
        conflicts: Iterable[Conflict],
        progress: Callable[[int], None] | None,
    ) -> int:
        """Make everything, and give the number of the last edit of the log.

        Raises
        ------
        ConflictError
            When something does not fit; a half-done edit is then taken back.
        """
        if self._create:
            schema.upgrade(self._connection)
        rest = iter(chunks)
        chunk, done = next(rest, None), 0
        while True:
            following = next(rest, None)
            done += chunk.changes if chunk else 0
            if chunk:
                kinds = schema.link_kinds(change for edit in chunk.edits for change in edit.changes) - self._prepared
                schema.prepare_types(self._connection, kinds)
                self._prepared |= kinds
            last = (tuple(snapshots), tuple(conflicts)) if following is None else None
            try:
                head = self._step(chunk, done, last)
            except ConflictError:
                if self._begun:
                    self.clear()
                raise
            self._begun = True
            if chunk and chunk.is_piece and chunk.end == chunk.size:
                self._forget_before(head)
            if progress:
                progress(done)
            if following is None:
                return head
            chunk = following

    def clear(self) -> None:
        """Take back what was never finished: a half-done edit, or the whole map where it was new."""
        state = self._connection.read(lambda tx: self._reader(tx).header()).unfinished
        if state and state.new:
            self._remove(state)
            return
        while self._connection.write(self._take_back):
            pass

    # ---- steps, each a transaction that may be done twice

    def _step(
        self, chunk: Chunk | None, done: int, last: tuple[tuple[Snapshot, ...], tuple[Conflict, ...]] | None
    ) -> int:
        def step(tx: ManagedTransaction) -> int:
            reader = self._reader(tx)
            new = self._begin(reader)
            header, recorded = reader.lock([edit.id for edit in chunk.edits] if chunk else [])
            state = header.unfinished or Unfinished(new, "", 0, 0, 0)
            if chunk and chunk.is_piece:
                state = self._piece(reader, header, state, chunk, bool(recorded))
            elif chunk:
                if state.edit:
                    raise being_filled(self._address, state)
                commit_edits(reader, chunk.edits)
            if last is None:
                self._mark(tx, Unfinished(state.new, state.edit, state.changes, done, self._total))
            else:
                self._finish(reader, *last, marked=header.unfinished is not None)
            return reader.header().head

        return self._connection.write(step)

    def _begin(self, reader: Reader) -> bool:
        """Make the map where there is to be a new one, and say whether it is."""
        if not self._create or self._begun:
            return self._create
        try:
            header = reader.header()
        except NotFoundError:
            run(reader.tx, statement("new_map"), map=self._map, time=now())
            return True
        if not (header.unfinished and header.unfinished.new):
            raise StoreError(f"{self._address} is there already and was left as it is: choose another name")
        return True

    def _piece(self, reader: Reader, header: Header, state: Unfinished, chunk: Chunk, recorded: bool) -> Unfinished:  # noqa: FBT001 - private
        """Do what is not done of a piece, and say how far its edit is then."""
        if recorded:
            return state
        (piece,) = chunk.edits
        if (state.edit and state.edit != piece.id) or state.changes < chunk.start:
            raise being_filled(self._address, state)
        if chunk.end <= state.changes:
            return state
        commit_piece(reader, header, chunk.after(state.changes))
        left = chunk.end < chunk.size
        return Unfinished(state.new, piece.id if left else "", chunk.end if left else 0, state.done, state.total)

    def _finish(
        self, reader: Reader, snapshots: Iterable[Snapshot], conflicts: Iterable[Conflict], *, marked: bool
    ) -> None:
        there = {row["name"] for row in run(reader.tx, statement("snapshots"), map=self._map)}
        for each in snapshots:
            if each.name not in there:
                values = {"number": each.number, "time": each.time, "role": each.by, "note": each.note}
                run(reader.tx, statement("add_snapshot"), map=self._map, name=each.name, **values)
        for kept in conflicts:
            values = edit_values(kept.edit, self._map)
            values |= {"at": kept.number, "refused": kept.time, "message": kept.message}
            run(reader.tx, statement("add_conflict"), map=self._map, id=kept.edit.id, values=values)
        if marked:
            run(reader.tx, statement("mark_finished"), map=self._map)

    def _forget_before(self, number: int) -> None:
        """Forget how to take back an edit that is whole; if this is cut short, what is left does no harm."""

        def forget(tx: ManagedTransaction) -> int:
            rows = run(tx, statement("forget_before"), map=self._map, edit=number, limit=_FORGOTTEN_AT_ONCE)
            forgotten: int = rows[0]["forgotten"]
            return forgotten

        while self._connection.write(forget):
            pass

    def _take_back(self, tx: ManagedTransaction) -> bool:
        reader = self._reader(tx)
        header, _ = reader.lock()
        state = header.unfinished
        if state is None:
            return False
        left = take_back_part(reader, header) if state.edit else 0
        if left:
            self._mark(tx, Unfinished(state.new, state.edit, left, state.done, state.total))
        else:
            run(tx, statement("mark_finished"), map=self._map)
        return left > 0

    def _remove(self, state: Unfinished) -> None:
        leaving = Unfinished(state.new, _BEING_REMOVED, 0, state.done, state.total)
        self._connection.write(lambda tx: self._mark(tx, leaving))
        texts = [statement("remove_records")]
        texts += [
            statement_for("remove_others", label)
            for label in ("SysmapEditPart", "SysmapEdit", "SysmapSnapshot", "SysmapConflict")
        ]
        for text in texts:
            while self._connection.write(partial(self._removed, text=text)):
                pass
        self._connection.write(lambda tx: run(tx, statement("remove_map"), map=self._map))

    def _removed(self, tx: ManagedTransaction, text: str) -> int:
        removed: int = run(tx, text, map=self._map, limit=_REMOVED_AT_ONCE)[0]["removed"]
        return removed

    def _mark(self, tx: ManagedTransaction, state: Unfinished) -> None:
        values: dict[str, Any] = {"edit": state.edit or None, "changes": state.changes or None}
        values |= {"done": state.done, "total": state.total, "as": "new" if state.new else "more"}
        run(tx, statement("mark_unfinished"), map=self._map, **values)

    def _reader(self, tx: ManagedTransaction) -> Reader:
        return Reader(tx, self._map, self._address, copying=True)
