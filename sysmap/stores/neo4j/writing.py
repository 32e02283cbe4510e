"""Writing an edit's outcome inside a transaction: nodes, relationships, and what their references imply."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from neo4j import ManagedTransaction

from sysmap.errors import ConflictError
from sysmap.model.edits import Edit
from sysmap.model.parts import PART, cut
from sysmap.model.records import Record
from sysmap.stores.neo4j.connecting import run, run_batches
from sysmap.stores.neo4j.reading import Reader
from sysmap.stores.neo4j.shapes import Implied, Placed, Row, implied_by, is_link, kind_from, label_of, properties_of
from sysmap.stores.neo4j.statements import statement, statement_for

_FEW = 1_000
"""More new nodes than this, and it is asked first which of them have places held for them."""


class Writer:
    """The difference between what touched records were and what they become, written to one map.

    Parameters
    ----------
    reader : Reader
        The map, in the transaction.
    before, after : Mapping of str to Placed
        The records that the edit touches, as they were and as they become.
    link_kinds : frozenset of str
        The kinds of records on the map that are relationships in Neo4j, those of `after` among them.
    versions : Mapping of str to int
        The number of the edit that wrote each record last.
    new : bool
        Whether nothing is on the map yet.
    strictly : bool
        Whether every end has to be on the map; in a piece of an edit it may come, or its links go, with a later piece.
    """

    def __init__(
        self,
        reader: Reader,
        before: Mapping[str, Placed],
        after: Mapping[str, Placed],
        link_kinds: frozenset[str],
        versions: Mapping[str, int],
        *,
        new: bool,
        strictly: bool = True,
    ) -> None:
        self._reader = reader
        self._before = before
        self._after = after
        self._link_kinds = link_kinds
        self._versions = versions
        self._new = new
        self._strictly = strictly
        self._nodes: set[str] = set()
        self._others: dict[str, Placed] = {}

    def write(self) -> None:
        """Write everything that differs.

        Raises
        ------
        ConflictError
            When a relationship would lead to nothing, or be left hanging; the transaction must then not be committed.
        """
        changed = [each for each in self._after.values() if self._before.get(each.record.id) != each]
        nodes: list[Placed] = []
        links: list[Placed] = []
        for each in changed:
            (links if is_link(each.record) else nodes).append(each)
        stripped = [each.record for each in self._before.values() if not _stays_node(each.record, self._becomes(each))]
        cut = [each.record for each in self._before.values() if not _stays_link(each.record, self._becomes(each))]
        undrawn, drawn = self._implied(changed)
        ends = _ends_changed(self._before, changed)
        joined = {*ends, *(each.target for each in drawn)}
        left = {*(each.target for each in undrawn), *(end for link in cut for end in (link.from_id, link.to_id))}
        self._look_up(joined | left)
        if self._strictly:
            self._refuse_missing(ends)
        self._batches(
            "remove_implied", "rows", ({"holder": each.holder, "owner": each.values["_of"]} for each in undrawn)
        )
        self._by_kind("remove_links", "ids", cut, lambda record: record.id)
        self._by_kind("strip_nodes", "ids", stripped, lambda record: record.id)
        self._write_nodes(nodes)
        places = [each for each in joined if not self._is_node(each)]
        self._batches("hold_places", "ids", places)
        self._write_links(links)
        self._draw(drawn)
        self._settle({*places, *left, *(record.id for record in (*stripped, *cut))}, links)
        if self._strictly:
            self._refuse_hanging()

    # ---- what is written

    def _write_nodes(self, changed: list[Placed]) -> None:
        there = {each.record.id for each in changed if self._was_node(each.record)}
        rows = ({"id": each.record.id, "values": self._properties(each)} for each in changed if each.record.id in there)
        self._batches("set_nodes", "rows", rows)
        added = [each for each in changed if each.record.id not in there]
        held = self._held({each.record.id for each in added})
        for name, where in (("new_nodes", False), ("add_nodes", True)):
            for kind, of_kind in _grouped(each for each in added if (each.record.id in held) is where).items():
                rows = ({"id": each.record.id, "values": self._properties(each)} for each in of_kind)
                run_batches(self._tx, statement_for(name, label_of(kind)), "rows", rows, map=self._reader.map)

    def _held(self, ids: set[str]) -> set[str]:
        """Give those of these ids of new nodes for which a node may hold the place already."""
        if self._new:
            return set()
        # One look at all of them saves the server a second plan for each kind; for a few it is not worth the way.
        return self._reader.places(ids) if len(ids) > _FEW else ids

    def _write_links(self, changed: list[Placed]) -> None:
        for kind, links in _grouped(changed).items():
            kept = [each for each in links if self._was_link(each.record)]
            added = [each for each in links if not self._was_link(each.record)]
            rows = ({"id": each.record.id, "values": self._properties(each)} for each in kept)
            run_batches(self._tx, statement_for("set_links", label_of(kind)), "rows", rows, map=self._reader.map)
            rows = (
                {"from": each.record.from_id, "to": each.record.to_id, "values": self._properties(each)}
                for each in added
            )
            run_batches(self._tx, statement_for("add_links", label_of(kind)), "rows", rows, map=self._reader.map)

    def _implied(self, changed: list[Placed]) -> tuple[list[Implied], list[Implied]]:
        """Give what references implied and no longer do, and what they imply now, where that differs."""
        undrawn: list[Implied] = []
        drawn: list[Implied] = []
        gone = [each for each in self._before.values() if each.record.id not in self._after]
        for record, was in [(each.record, self._before.get(each.record.id)) for each in changed]:
            old, new = list(implied_by(was.record)) if was else [], list(implied_by(record))
            if old != new:
                undrawn += old
                drawn += new
        for each in gone:
            undrawn += implied_by(each.record)
        return undrawn, drawn

    def _draw(self, drawn: list[Implied]) -> None:
        rows: dict[str, list[Row]] = defaultdict(list)
        for each in drawn:
            rows[each.type].append(each.to_row())
        for kind, of_kind in rows.items():
            run_batches(self._tx, statement_for("add_implied", label_of(kind)), "rows", of_kind, map=self._reader.map)

    def _settle(self, ids: set[str], links: list[Placed]) -> None:
        """Put right the nodes that hold the place of a link or of what is not on the map."""
        if not self._new:
            # Something may lead to, or name, a link that was there before.
            ids |= self._reader.places({each.record.id for each in links})
        ids = {each for each in ids if not self._is_node(each)}
        if not ids:
            return
        self._batches("release_places", "ids", ids)
        self._batches("unlink_places", "ids", ids)
        named = [link for each in ids if (link := self._find(each)) is not None]
        rows = ({"id": link.id, "type": label_of(link.kind), "from": link.from_id, "to": link.to_id} for link in named)
        self._batches("link_places", "rows", rows)

    def _by_kind(self, name: str, parameter: str, records: list[Record], row: Callable[[Record], Any]) -> None:
        groups: dict[str, list[Any]] = defaultdict(list)
        for record in records:
            groups[record.kind].append(row(record))
        for kind, rows in groups.items():
            run_batches(self._tx, statement_for(name, label_of(kind)), parameter, rows, map=self._reader.map)

    def _batches(self, name: str, parameter: str, rows: Iterable[Any]) -> None:
        run_batches(self._tx, statement(name), parameter, rows, map=self._reader.map)

    def _properties(self, placed: Placed) -> Row:
        return properties_of(placed, self._reader.map, self._versions[placed.record.id])

    # ---- what is there

    @property
    def _tx(self) -> ManagedTransaction:
        return self._reader.tx

    def _becomes(self, placed: Placed) -> Record | None:
        after = self._after.get(placed.record.id)
        return after.record if after else None

    def _was_node(self, record: Record) -> bool:
        before = self._before.get(record.id)
        return before is not None and _stays_node(before.record, record) and not is_link(before.record)

    def _was_link(self, record: Record) -> bool:
        before = self._before.get(record.id)
        return before is not None and _stays_link(before.record, record) and is_link(before.record)

    def _look_up(self, ids: set[str]) -> None:
        """Find out what is there of what this edit joins but does not touch."""
        unknown = ids - self._after.keys() - self._before.keys()
        if unknown and not self._new:
            # Nearly all are plain nodes, of which nothing else has to be known.
            others = self._reader.not_nodes(unknown)
            self._nodes = unknown - others
            self._others = self._reader.of_ids(sorted(others), self._link_kinds) if others else {}

    def _find(self, record_id: str) -> Record | None:
        placed = self._after.get(record_id)
        if placed is None and record_id not in self._before:
            placed = self._others.get(record_id)
        return placed.record if placed else None

    def _is_there(self, record_id: str) -> bool:
        return record_id in self._nodes or self._find(record_id) is not None

    def _is_node(self, record_id: str) -> bool:
        if record_id in self._nodes:
            return True
        record = self._find(record_id)
        return record is not None and not is_link(record)

    # ---- what is refused

    def _refuse_missing(self, ends: Mapping[str, Record]) -> None:
        for end, record in ends.items():
            if not self._is_there(end):
                raise ConflictError(f"{record.kind} {record.name!r} would join {end!r}, which is not on the map")

    def _refuse_hanging(self) -> None:
        gone = {each.record.id: each.record for each in self._before.values() if each.record.id not in self._after}
        if not gone:
            return
        for row in run(self._tx, statement("hanging"), map=self._reader.map, ids=[*gone]):
            end = gone[row["end"]]
            raise ConflictError(
                f"{end.name!r} ({end.id}) cannot be removed: {kind_from(row['kind'])} {row['name']!r} still joins "
                f"{row['from']} and {row['to']}; remove that first"
            )


def edit_values(edit: Edit, map_name: str) -> Row:
    """Give the properties of an edit that stands whole in one node."""
    values = {**edit.to_json(), "map": map_name}
    values["changes"] = json.dumps(values["changes"], ensure_ascii=False, separators=(",", ":"))
    return values


def edit_rows(
    edit: Edit, number: int, map_name: str, *, start: int = 0, size: int = 0, before: Mapping[str, Placed] | None = None
) -> tuple[list[Row], list[Row]]:
    """Give the parameters that an edit, or a piece of one, is written to the log with.

    Parameters
    ----------
    edit : Edit
        The edit, with the changes of the piece only.
    number : int
        Its number in the log.
    map_name : str
        The map.
    start, size : int
        Of a piece: how many changes of the edit come before it, and how many there are in all.
    before : Mapping of str to Placed, optional
        Of a piece: what was on the map of what it touches, so that it can be taken back.

    Returns
    -------
    tuple of list of dict and list of dict
        The row of the edit itself, none where that is written already, and those of its further parts.
    """
    heading: list[Row] = []
    parts: list[Row] = []
    told: set[str] = set()
    for changes in cut(edit.changes, PART):
        whole = edit_values(replace(edit, changes=changes), map_name)
        values: Row = {"map": map_name, "changes": whole["changes"]}
        if before is not None:
            fresh = {change.record_id for change in changes} - told
            told |= fresh
            was = [(each.record.id, each.position, each.version) for i in sorted(fresh) if (each := before.get(i))]
            if was:
                values["before"] = json.dumps(was, ensure_ascii=False)
        if start == 0:
            values = {**whole, **values, "number": number, "size": size or len(edit.changes)}
            heading.append({"number": number, "before": number - 1, "values": values})
        else:
            parts.append({"edit": number, "values": {**values, "edit": number, "start": start}})
        start += len(changes)
    return heading, parts


def _stays_node(before: Record, after: Record | None) -> bool:
    """Whether a node stays one under the same label; what was none has nothing to lose."""
    return is_link(before) or (after is not None and not is_link(after) and after.kind == before.kind)


def _stays_link(before: Record, after: Record | None) -> bool:
    """Whether a relationship stays one between the same ends; what was none has nothing to lose."""
    if not is_link(before):
        return True
    if after is None:
        return False
    return (after.kind, after.from_id, after.to_id) == (before.kind, before.from_id, before.to_id)


def _ends_changed(before: Mapping[str, Placed], changed: list[Placed]) -> dict[str, Record]:
    """Give the ids that records lead to which did not before, each with one such record."""
    ends: dict[str, Record] = {}
    for each in changed:
        was = before.get(each.record.id)
        for name in ("from_id", "to_id"):
            end = each.record.get(name)
            if end and not (was and was.record.get(name) == end):
                ends[end] = each.record
    return ends


def _grouped(placed: Iterable[Placed]) -> dict[str, list[Placed]]:
    groups: dict[str, list[Placed]] = defaultdict(list)
    for each in placed:
        groups[each.record.kind].append(each)
    return groups
