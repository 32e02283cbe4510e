"""A map: an immutable collection of records, and a branch of it that analyses may walk."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Self

from sysmap.model.records import Record
from sysmap.model.vocabulary import kind_of

MAP_RECORD_ID = "map"


class SystemMap:
    """All records of a map, base and scenarios together.

    Never changed in place: edits give a new map. Iteration follows the order in which records were added.

    Parameters
    ----------
    records : Mapping of str to Record, or iterable of Record
        The records, by id.
    """

    def __init__(self, records: Mapping[str, Record] | Iterable[Record] = ()) -> None:
        if isinstance(records, Mapping):
            self.records: Mapping[str, Record] = records
        else:
            self.records = {record.id: record for record in records}

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.records

    def __getitem__(self, record_id: str) -> Record:
        return self.records[record_id]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SystemMap):
            return NotImplemented
        return dict(self.records) == dict(other.records)

    __hash__ = None  # type: ignore[assignment]  # equal by content, and content is too large to hash

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self.records)} records)"

    def get(self, record_id: str) -> Record | None:
        """Give the record of that id, or None."""
        return self.records.get(record_id)

    def name_of(self, record_id: str) -> str:
        """Give the name of a record, or its id where it has none or is not there."""
        record = self.records.get(record_id)
        return record.name if record else record_id

    def where(self, keep: Iterable[Record]) -> Self:
        """Give a map of the same sort with only those records."""
        return type(self)(keep)

    @cached_property
    def _by_kind(self) -> dict[str, list[Record]]:
        by_kind: dict[str, list[Record]] = {}
        for record in self.records.values():
            by_kind.setdefault(record.kind, []).append(record)
        return by_kind

    def of(self, *kinds: str) -> list[Record]:
        """Give the records of those kinds."""
        if len(kinds) == 1:
            return list(self._by_kind.get(kinds[0], ()))
        return [record for kind in kinds for record in self._by_kind.get(kind, ())]

    @cached_property
    def relationships(self) -> tuple[Record, ...]:
        """All records that join two others."""
        return tuple(record for record in self.records.values() if record.joins)

    @cached_property
    def elements(self) -> tuple[Record, ...]:
        """All records that are drawn or named: organisations, services, factors, agreements and so on."""
        return tuple(
            record for record in self.records.values() if not record.joins and kind_of(record.kind).form == "element"
        )

    @cached_property
    def _leaving(self) -> dict[str, list[Record]]:
        return self._index("from_id")

    @cached_property
    def _reaching(self) -> dict[str, list[Record]]:
        return self._index("to_id")

    def _index(self, end: str) -> dict[str, list[Record]]:
        index: dict[str, list[Record]] = {}
        for record in self.relationships:
            index.setdefault(record.get(end), []).append(record)
        return index

    def leaving(self, record_id: str, *kinds: str) -> list[Record]:
        """Give the relationships that start at a record, of those kinds or all."""
        return [each for each in self._leaving.get(record_id, ()) if not kinds or each.kind in kinds]

    def reaching(self, record_id: str, *kinds: str) -> list[Record]:
        """Give the relationships that lead to a record, of those kinds or all."""
        return [each for each in self._reaching.get(record_id, ()) if not kinds or each.kind in kinds]

    @property
    def about(self) -> Record:
        """The record that says what the map is called and for."""
        return self.records.get(MAP_RECORD_ID) or Record(MAP_RECORD_ID, "Map", {})


class Branch(SystemMap):
    """A map resolved to its base or to one scenario: no row of any other scenario is in it.

    Analyses take a branch, so that a scenario cannot leak into a base answer. Made by `sysmap.model.scenarios.branch`.
    """

    scenario: str = ""
    """The id of the scenario laid over the base; empty for the base alone."""
