"""Reading a map inside a transaction: records in their order, the log, how far it has come."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from sysmap.errors import BadInputError, NotFoundError, StoreError
from sysmap.model.edits import Edit
from sysmap.model.records import Record
from sysmap.model.vocabulary import KINDS
from sysmap.stores.neo4j.connecting import rows_in_batches, run
from sysmap.stores.neo4j.shapes import Placed, label_of, link_record, node_record
from sysmap.stores.neo4j.statements import labels, statement, statement_for

_BULK = [label_of(kind.name) for kind in KINDS.values() if kind.bulk]


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
    """

    head: int
    positions: int
    link_kinds: frozenset[str]


class Reader:
    """One map, read inside a transaction.

    Parameters
    ----------
    tx : ManagedTransaction
        The transaction.
    map_name, address : str
        The map, and how the user called it.
    """

    def __init__(self, tx: ManagedTransaction, map_name: str, address: str) -> None:
        self.tx = tx
        self.map = map_name
        self.address = address

    def header(self) -> Header:
        """Read how far the map has come."""
        return self._header(self._run("header"))

    def lock(self, edit_ids: list[str] | None = None) -> tuple[Header, list[str]]:
        """Have others who write wait until the transaction ends.

        Parameters
        ----------
        edit_ids : list of str, optional
            Ids of edits.

        Returns
        -------
        tuple of Header and list of str
            How far the map has come, and those of the edits that are in its log already.
        """
        rows = self._run("lock", ids=edit_ids or [])
        return self._header(rows), rows[0]["recorded"]

    def records(self, *, bulk: bool) -> dict[str, Record]:
        """Read every record, in the order in which they were added."""
        nodes = self._nodes(self._run("nodes", without=[] if bulk else _BULK))
        return _in_order([*nodes, *self._links(self._run("links"))])

    def of_kind(self, kind: str) -> dict[str, Record]:
        """Read the records of one kind, in the order in which they were added."""
        nodes = self._nodes(run(self.tx, statement_for("nodes_of_kind", label_of(kind)), map=self.map))
        links = self._links(run(self.tx, statement_for("links_of_kind", label_of(kind)), map=self.map))
        return _in_order([*nodes, *links])

    def of_ids(self, ids: Iterable[str], link_kinds: frozenset[str], *, new: bool = False) -> dict[str, Placed]:
        """Read the records with these ids, in the order in which they were added; a new map has none."""
        if new:
            return {}
        found: list[Placed] = []
        for batch in rows_in_batches(ids):
            found += self._nodes(self._run("nodes_of_ids", ids=batch))
            others = set(batch) - {each.record.id for each in found}
            if others and link_kinds:
                text = statement_for("links_of_ids", *labels(label_of(kind) for kind in link_kinds))
                found += self._links(run(self.tx, text, map=self.map, ids=sorted(others)))
        return {each.record.id: each for each in sorted(found, key=_position)}

    def log(self, since: int, until: int) -> list[Edit]:
        """Read the edits after number `since`, up to number `until`."""
        return [self.edit_of(row["edit"]) for row in self._run("edits", since=since, until=until)]

    def of_edits(self, ids: Iterable[str]) -> dict[str, tuple[int, Edit]]:
        """Read those of these edits that are in the log, each with its number, by id."""
        rows = [row for batch in rows_in_batches(ids) for row in self._run("edits_of_ids", ids=batch)]
        return {row["edit"]["id"]: (row["number"], self.edit_of(row["edit"])) for row in rows}

    def edit_of(self, properties: Mapping[str, Any]) -> Edit:
        """Read an edit from the properties of its node."""
        try:
            return Edit.from_json({**properties, "changes": json.loads(properties["changes"])})
        except (BadInputError, ValueError, KeyError, RecursionError) as error:
            raise StoreError(f"{self.address} is damaged at {properties.get('id')}: go back to a copy of it") from error

    def _header(self, rows: list[Any]) -> Header:
        if not rows:
            raise no_such_map(self.address)
        return Header(rows[0]["head"], rows[0]["positions"], frozenset(rows[0]["link_kinds"]))

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


def _in_order(placed: list[Placed]) -> dict[str, Record]:
    return {each.record.id: each.record for each in sorted(placed, key=_position)}


def _position(placed: Placed) -> int:
    return placed.position
