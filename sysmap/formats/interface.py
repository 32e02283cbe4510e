"""What every map format offers, and what reading a file gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sysmap.model.edits import Edit
from sysmap.model.history import Snapshot
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.validation import check_map


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stood: the file, or the file and the sheet, and the row as people count it."""

    file: str
    row: int


@dataclass(frozen=True)
class Reading:
    """What a file held.

    Parameters
    ----------
    records : tuple of Record
        Every row that could be made a record. Values that cannot be read stand in it as given.
    problems : tuple of Problem
        What could not be read, or only in a way that people should look at, each with its file, row and column.
    places : Mapping of str to Place
        Where each record stood, by its id.
    made_ids : frozenset of str
        Ids of records that came without one. The same row read again is given the same id.
    edits : tuple of Edit
        The log of the map, where the file carries one.
    snapshots : tuple of Snapshot
        Its named moments, where the file carries them.
    lost : bool
        Whether the rows of a whole table could not be read, so that what refers to them leads nowhere.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    made_ids: frozenset[str] = frozenset()
    edits: tuple[Edit, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    lost: bool = False

    @cached_property
    def system_map(self) -> SystemMap:
        """The records as a map."""
        return SystemMap(self.records)

    def located(self, problem: Problem) -> Problem:
        """Give a problem with the file and row of the record it is about."""
        place = self.places.get(problem.record_id)
        if place is None or problem.file:
            return problem
        return replace(problem, file=place.file, row=place.row)

    def check(self) -> list[Problem]:
        """Give what is wrong with the file and with the map it holds, each thing once, with its place."""
        told = {(each.record_id, each.message) for each in self.problems}
        found = (each for each in check_map(self.system_map) if (each.record_id, each.message) not in told)
        return [*self.problems, *map(self.located, found)]


class Writer(Protocol):
    """Writes a map to a path, all or nothing."""

    def __call__(
        self, system_map: SystemMap, path: Path, *, edits: Iterable[Edit] = (), snapshots: Iterable[Snapshot] = ()
    ) -> None:
        """Write the map; a format that has no room for the log leaves it out."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to keep a map outside sysmap. A module of this package that has a `FORMAT` is found by itself.

    Parameters
    ----------
    name : str
        What `--format` and messages call it.
    words : str
        What it is, in a few plain words.
    suffixes : tuple of str
        File name endings it goes by, with the dot, lower case; none for a folder.
    sniff : callable
        Whether what is at a path is a map in this format; looks at as little as it can and never raises on bad content.
    read : callable
        Reads a path.
    write : callable
        Writes a map to a path, all or nothing.
    keeps_log : bool
        Whether edits and snapshots travel with the map.
    """

    name: str
    words: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Path], bool]
    read: Callable[[Path], Reading]
    write: Writer
    keeps_log: bool = False
