"""Reading a map inside a transaction: records in their order, the log, how far it has come."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from sysmap.errors import BadInputError, NotFoundError, StoreError
from sysmap.model.edits import Edit
from sysmap.model.parts import Heading, Part, whole_edits
from sysmap.model.records import Record
from sysmap.model.vocabulary import KINDS
from sysmap.stores.base import Unfinished
from sysmap.stores.neo4j.connecting import rows_in_batches, run
from sysmap.stores.neo4j.shapes import Placed, kind_from, kind_of_labels, label_of, link_record, node_record
from sysmap.stores.neo4j.statements import labels, statement, statement_for

Numbered = TypeVar("Numbered", Heading, Part)
Before = dict[str, tuple[int, int]]
"""Of records that were on the map before: the place in the order, and the edit that had written it last."""

_BULK = [label_of(kind.name) for kind in KINDS.values() if kind.bulk]


_WINDOW = 20
"""Edits, or parts of one, read at a time: each holds up to a thousand changes."""

_HEADINGS = 1000

_WORTH_A_LOOK = 1_000
"""More ids than this, and all nodes that hold places are looked at first."""

_WITH_LOCK = 100
"""Records that are read together with the lock; what an edit touches beyond that comes in batches."""


@dataclass(frozen=True, slots=True)
class Header:
    """How far a map has come.

    Parameters
    ----------
    head : int
        The number of the last edit.
    positions : int
        How many places in the order of its records have been taken.
    link_kinds : frozenset of str
        The kinds of its records that are relationships in Neo4j.
    unfinished : Unfinished or None
        How far copying to it has come, where that is not done.
    """

    head: int
    positions: int
    link_kinds: frozenset[str]
    unfinished: Unfinished | None = None


class Reader:
    """One map, read inside a transaction.

    Parameters
    ----------
    tx : ManagedTransaction
        The transaction.
    map_name, address : str
        The map, and how the user called it.
    copying : bool
        Whether it is read to go on with copying to it; anybody else is refused while that is not done.
    """

    def __init__(self, tx: ManagedTransaction, map_name: str, address: str, *, copying: bool = False) -> None:
        self.tx = tx
        self.map = map_name
        self.address = address
        self._copying = copying
        self._fetched: tuple[frozenset[str], list[Placed]] = (frozenset(), [])

    def header(self) -> Header:
        """Read how far the map has come."""
        return self._header(self._run("header"))

    def lock(
        self, edit_ids: list[str] | None = None, record_ids: frozenset[str] = frozenset()
    ) -> tuple[Header, list[str]]:
        """Have others who write wait until the transaction ends.

        Parameters
        ----------
        edit_ids : list of str, optional
            Ids of edits.
        record_ids : frozenset of str
            Ids of records that `of_ids` is to be asked for next, and then need not go to the server for.

        Returns
        -------
        tuple of Header and list of str
            How far the map has come, and those of the edits that are in its log already.
        """
        fetched = frozenset() if len(record_ids) > _WITH_LOCK else record_ids
        rows = self._run("lock", ids=edit_ids or [], touched=sorted(fetched))
        header = self._header(rows)
        self._fetched = (fetched, self._nodes(rows[0]["nodes"]))
        return header, rows[0]["recorded"]

    def records(self, *, bulk: bool) -> dict[str, Record]:
        """Read every record, in the order in which they were added."""
        nodes = self._nodes(self._run("nodes", without=[] if bulk else _BULK))
        return _in_order([*nodes, *self._links(self._run("links"))])

    def names(self) -> dict[str, Record]:
        """Read the names and aliases of all nodes but the bulk ones, in the order in which they were added."""
        rows = self._run("names", without=_BULK)
        said = ({name: value for name, value in row["properties"].items() if value is not None} for row in rows)
        return _in_order(
            [self._read(node_record, row["labels"], properties) for row, properties in zip(rows, said, strict=True)]
        )

    def of_kind(self, kind: str) -> dict[str, Record]:
        """Read the records of one kind, in the order in which they were added."""
        nodes = self._nodes(run(self.tx, statement_for("nodes_of_kind", label_of(kind)), map=self.map))
        links = self._links(run(self.tx, statement_for("links_of_kind", label_of(kind)), map=self.map))
        return _in_order([*nodes, *links])

    def of_ids(self, ids: Iterable[str], link_kinds: frozenset[str], *, new: bool = False) -> dict[str, Placed]:
        """Read the records with these ids, in the order in which they were added; a new map has none."""
        if new:
            return {}
        wanted, (fetched, nodes) = frozenset(ids), self._fetched
        # What was read with the lock holds until something is written.
        self._fetched = (frozenset(), [])
        found: list[Placed] = []
        for batch in rows_in_batches(wanted):
            found += nodes if wanted == fetched else self._nodes(self._run("nodes_of_ids", ids=batch))
            others = set(batch) - {each.record.id for each in found}
            if others and link_kinds:
                text = statement_for("links_of_ids", *labels(label_of(kind) for kind in link_kinds))
                found += self._links(run(self.tx, text, map=self.map, ids=sorted(others)))
        return {each.record.id: each for each in sorted(found, key=_position)}

    def not_nodes(self, ids: Iterable[str]) -> set[str]:
        """Give those of these ids that are not of records that are nodes."""
        return {row["id"] for batch in rows_in_batches(sorted(ids)) for row in self._run("not_nodes", ids=batch)}

    def places(self, ids: AbstractSet[str]) -> set[str]:
        """Give those of these ids for which a node holds the place of what is no node, or not on the map."""
        if len(ids) > _WORTH_A_LOOK:
            # A map has few such nodes, mostly: to see all of them is less than to ask for each id.
            found = {row["id"] for row in self._run("places", limit=_WORTH_A_LOOK)}
            if len(found) < _WORTH_A_LOOK:
                return found & ids
        return {row["id"] for batch in rows_in_batches(sorted(ids)) for row in self._run("places_of_ids", ids=batch)}

    def counts(self) -> Counter[str]:
        """Count the records of each kind."""
        counts: Counter[str] = Counter()
        for row in self._run("count_nodes"):
            counts[kind_of_labels(row["labels"])] += row["number"]
        for row in self._run("count_links"):
            counts[kind_from(row["type"])] += row["number"]
        return counts

    def log(self, since: int, until: int) -> Iterator[Edit]:
        """Read the edits after number `since`, up to number `until`."""
        return whole_edits(self.parts(since, until))

    def parts(self, since: int, until: int) -> Iterator[Part]:
        """Read the same edits in parts."""
        return (part for window in windows(since, until, self.edits) for part in self.with_further(window))

    def edits(self, since: int, until: int) -> list[Part]:
        """Read the first parts of the next edits after number `since`, up to number `until`."""
        rows = self._run("edits", since=since, until=until, limit=_WINDOW)
        return [self._first_part(row["edit"]) for row in rows]

    def headings(self, since: int, until: int) -> list[Heading]:
        """Read the next edits after number `since`, up to number `until`, without their changes."""
        rows = self._run("edit_headings", since=since, until=until, limit=_HEADINGS)
        return [
            Heading(row["edit"]["number"], self.edit_of({**row["edit"], "changes": "[]"}), row["size"]) for row in rows
        ]

    def further_parts(self, first: Part, since: int) -> list[Part]:
        """Read the next parts of an edit, from its change `since` on."""
        rows = self._run("edit_parts", edit=first.number, since=since, limit=_WINDOW)
        return [self._further_part(first, row) for row in rows]

    def with_further(self, firsts: Iterable[Part]) -> Iterator[Part]:
        """Give first parts with those that follow each."""
        for first in firsts:
            yield first
            yield from further(first, self.further_parts)

    def of_edits(self, ids: Iterable[str]) -> dict[str, tuple[int, Edit]]:
        """Read those of these edits that are in the log, each with its number, by id."""
        rows = [row for batch in rows_in_batches(ids) for row in self._run("edits_of_ids", ids=batch)]
        firsts = [self._first_part(row["edit"]) for row in rows]
        whole = whole_edits(self.with_further(firsts))
        return {edit.id: (first.number, edit) for first, edit in zip(firsts, whole, strict=True)}

    def last_part(self, edit_id: str) -> tuple[Part, Before]:
        """Read the part of a half-done edit that was written last, and what taking it back needs to know."""
        (row,) = self._run("edits_of_ids", ids=[edit_id])
        first = self._first_part(row["edit"])
        rows = self._run("last_part", edit=first.number)
        part = self._further_part(first, rows[0]) if rows else first
        found = rows[0]["before"] if rows else row["edit"].get("before")
        return part, {each[0]: (each[1], each[2]) for each in json.loads(found or "[]")}

    def edit_of(self, properties: Mapping[str, Any]) -> Edit:
        """Read an edit from the properties of its node."""
        try:
            return Edit.from_json({**properties, "changes": json.loads(properties["changes"])})
        except (BadInputError, ValueError, KeyError, RecursionError) as error:
            raise StoreError(f"{self.address} is damaged at {properties.get('id')}: go back to a copy of it") from error

    def _first_part(self, properties: Mapping[str, Any]) -> Part:
        edit = self.edit_of(properties)
        return Part(properties["number"], edit, 0, properties.get("size") or len(edit.changes))

    def _further_part(self, first: Part, row: Any) -> Part:
        edit = self.edit_of({**first.edit.to_json(), "changes": row["changes"]})
        return Part(first.number, edit, row["start"], first.size)

    def _header(self, rows: list[Any]) -> Header:
        if not rows:
            raise no_such_map(self.address)
        row = rows[0]
        found = row["unfinished"]
        unfinished = None
        if found:
            half = {"edit": found["edit"] or "", "changes": found["changes"] or 0}
            unfinished = Unfinished(**{**found, **half}, quiet=row["quiet"])
        if unfinished and not self._copying:
            raise being_filled(self.address, unfinished)
        return Header(row["head"], row["positions"], frozenset(row["link_kinds"]), unfinished)

    def _run(self, name: str, **parameters: Any) -> list[Any]:
        return run(self.tx, statement(name), map=self.map, **parameters)

    def _nodes(self, rows: list[Any]) -> list[Placed]:
        return [self._read(node_record, row["labels"], row["properties"]) for row in rows]

    def _links(self, rows: list[Any]) -> list[Placed]:
        return [self._read(link_record, row["type"], row["properties"], row["from"], row["to"]) for row in rows]

    def _read(self, reads: Any, *parts: Any) -> Placed:
        try:
            placed: Placed = reads(*parts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreError(f"{self.address} is damaged at {parts[1].get('id')}: go back to a copy of it") from error
        return placed


def no_such_map(address: str) -> NotFoundError:
    """Make the error for a map that is not there."""
    return NotFoundError(f"there is no map at {address}: look at its name, or make one with `sysmap new`")


def being_filled(address: str, unfinished: Unfinished) -> StoreError:
    """Make the error for a map that something is being copied to."""
    return StoreError(
        f"something is being copied to {address}, {unfinished.done:,} of {unfinished.total:,} changes so far: wait "
        "until it is whole; where that was cut short, copy the same map there again and it goes on"
    )


def windows(since: int, until: int, read: Callable[[int, int], list[Numbered]]) -> Iterator[list[Numbered]]:
    """Give what is read of a log after number `since`, up to number `until`, some of it at a time."""
    while since < until and (window := read(since, until)):
        yield window
        since = window[-1].number


def further(first: Part, read: Callable[[Part, int], list[Part]]) -> Iterator[Part]:
    """Give the parts that follow the first of an edit, some read at a time."""
    since = len(first.edit.changes)
    while since < first.size and (parts := read(first, since)):
        yield from parts
        since = parts[-1].start + len(parts[-1].edit.changes)


def _in_order(placed: list[Placed]) -> dict[str, Record]:
    return {each.record.id: each.record for each in sorted(placed, key=_position)}


def _position(placed: Placed) -> int:
    return placed.position
