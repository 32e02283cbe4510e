"""Edits written to a map inside a transaction: the state and the log, both or neither."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sysmap.errors import ConflictError, StoreError
from sysmap.model.edits import Edit, apply
from sysmap.model.maps import SystemMap
from sysmap.model.parts import Chunk
from sysmap.stores.neo4j.connecting import run, run_batches
from sysmap.stores.neo4j.reading import Header, Reader
from sysmap.stores.neo4j.shapes import Placed, is_link, kind_from
from sysmap.stores.neo4j.statements import statement
from sysmap.stores.neo4j.writing import Writer, edit_rows


def commit_edits(reader: Reader, edits: Sequence[Edit]) -> int:
    """Make edits that are not in the log, and give the number of the last of these edits.

    Parameters
    ----------
    reader : Reader
        The map, in the transaction.
    edits : sequence of Edit
        The edits, in order.

    Raises
    ------
    ConflictError
        When one does not fit; the transaction must then not be committed.
    """
    touched = frozenset[str]().union(*(edit.touched for edit in edits))
    header, known = reader.lock([edit.id for edit in edits], touched)
    recorded = reader.of_edits(known)
    for edit in edits:
        number, same = recorded.get(edit.id, (0, edit))
        if same != edit:
            raise ConflictError(f"edit {edit.id} is in the log already, as number {number}, with other changes")
    fresh = [edit for edit in edits if edit.id not in recorded]
    if not fresh:
        return max((number for number, _ in recorded.values()), default=header.head)
    numbered = list(enumerate(fresh, start=header.head + 1))
    versions = {change.record_id: number for number, edit in numbered for change in edit.changes}
    _, progress = _write(reader, header, fresh, versions, new=not header.head)
    rows = [edit_rows(edit, number, reader.map) for number, edit in numbered]
    progress["head"] = numbered[-1][0]
    run_batches(
        reader.tx, statement("add_edits"), "rows", (row for each, _ in rows for row in each), map=reader.map, **progress
    )
    _add_parts(reader, (row for _, parts in rows for row in parts))
    return numbered[-1][0]


def commit_piece(reader: Reader, header: Header, chunk: Chunk) -> None:
    """Make a piece of an edit, which is in the log only once its last piece is.

    Parameters
    ----------
    reader : Reader
        The map, locked, in the transaction.
    header : Header
        How far it has come.
    chunk : Chunk
        The piece.

    Raises
    ------
    ConflictError
        When it does not fit; the transaction must then not be committed.
    """
    (piece,) = chunk.edits
    number = header.head + 1
    new = not header.head and not chunk.start
    versions = dict.fromkeys(piece.touched, number)
    before, progress = _write(reader, header, [piece], versions, new=new, strictly=False)
    heading, parts = edit_rows(piece, number, reader.map, start=chunk.start, size=chunk.size, before=before)
    progress["head"] = header.head
    if heading:
        run(reader.tx, statement("add_edits"), map=reader.map, rows=heading, **progress)
    _add_parts(reader, parts)
    if chunk.end == chunk.size:
        _refuse_loose_ends(reader)
        progress["head"] = number
    run(reader.tx, statement("set_head"), map=reader.map, **progress)


def take_back_part(reader: Reader, header: Header) -> int:
    """Take back what was written last of a half-done edit.

    Parameters
    ----------
    reader : Reader
        The map, locked, in the transaction.
    header : Header
        How far it has come.

    Returns
    -------
    int
        How many changes of the edit are still done.
    """
    if header.unfinished is None or not header.unfinished.edit:
        raise StoreError(f"{reader.address} has no half-done edit")
    part, was = reader.last_part(header.unfinished.edit)
    now = reader.of_ids(part.edit.touched, header.link_kinds)
    changes = tuple(change.inverse() for change in reversed(part.edit.changes))
    earlier = apply(SystemMap({i: each.record for i, each in now.items()}), Edit("", "", "", "", changes))
    after: dict[str, Placed] = {}
    for record in earlier:
        position, version = was.get(record.id) or _place(now.get(record.id), header)
        after[record.id] = Placed(record, position, version)
    versions = {record_id: each.version for record_id, each in after.items()}
    Writer(reader, now, after, _link_kinds(header, after), versions, new=False, strictly=False).write()
    run(reader.tx, statement("remove_part"), map=reader.map, edit=part.number, start=part.start)
    return part.start


def _write(
    reader: Reader,
    header: Header,
    edits: Sequence[Edit],
    versions: Mapping[str, int],
    *,
    new: bool,
    strictly: bool = True,
) -> tuple[dict[str, Placed], dict[str, Any]]:
    """Write what edits make of the records they touch, and give these as they were, and how far the map has come."""
    touched = frozenset().union(*(edit.touched for edit in edits))
    if header.unfinished and header.unfinished.new:
        # All that is there came from the same log, in order: what it adds is not there yet.
        touched -= _added_first(edits)
    before = reader.of_ids(touched, header.link_kinds, new=new)
    applied = apply(SystemMap({record_id: each.record for record_id, each in before.items()}), *edits)
    after, position = _placed(before, applied, edits, header.positions)
    link_kinds = _link_kinds(header, after)
    Writer(reader, before, after, link_kinds, versions, new=new, strictly=strictly).write()
    return before, {"positions": position, "link_kinds": sorted(link_kinds)}


def _added_first(edits: Sequence[Edit]) -> set[str]:
    """Give the ids of records of which the first thing that edits do is to add them."""
    first: dict[str, str] = {}
    for edit in edits:
        for change in edit.changes:
            first.setdefault(change.record_id, change.operation)
    return {record_id for record_id, operation in first.items() if operation == "add"}


def _placed(
    before: Mapping[str, Placed], applied: SystemMap, edits: Sequence[Edit], position: int
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


def _place(placed: Placed | None, header: Header) -> tuple[int, int]:
    """Give the place of a record that an earlier part of the same edit had touched, and which that part puts right."""
    return (placed.position, placed.version) if placed else (header.positions + 1, header.head + 1)


def _link_kinds(header: Header, after: Mapping[str, Placed]) -> frozenset[str]:
    return header.link_kinds | {each.record.kind for each in after.values() if is_link(each.record)}


def _add_parts(reader: Reader, rows: Iterable[dict[str, Any]]) -> None:
    run_batches(reader.tx, statement("add_edit_parts"), "rows", rows, map=reader.map)


def _refuse_loose_ends(reader: Reader) -> None:
    for row in run(reader.tx, statement("loose_ends"), map=reader.map):
        raise ConflictError(
            f"{kind_from(row['kind'])} {row['name']!r} would join {row['end']!r}, which is not on the map"
        )
