"""What every store offers, and opening one by its address.

A store keeps two things together: the state of a map, and the log of edits that led to it from nothing. Everything
that writes goes through an edit, so that the log replayed from its beginning is the state.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from os import PathLike, fspath
from types import TracebackType
from typing import Protocol, Self

from sysmap.errors import NotFoundError, StoreError
from sysmap.model.edits import Edit
from sysmap.model.history import Conflict, Snapshot
from sysmap.model.maps import SystemMap
from sysmap.model.parts import Chunk, Heading, Part
from sysmap.model.records import Record

NEO4J_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""What addresses of maps in Neo4j begin with."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How far copying something large to a map has come.

    Parameters
    ----------
    new : bool
        Whether there was no map there before.
    edit : str
        The id of the edit that is half done; empty where none is.
    changes : int
        How many changes of that edit are done.
    done, total : int
        How many changes are done of how many, when the last copying went on.
    quiet : int
        Seconds since it was last heard of.
    """

    new: bool
    edit: str
    changes: int
    done: int
    total: int
    quiet: int = field(default=0, compare=False)


class Store(Protocol):
    """One map, kept somewhere.

    Used by one thread at a time; several processes may each have the same map open. Every method raises `StoreError`,
    in one line, when the file or server cannot be read or written; the store is then as it was before the call, and
    may be used again.
    """

    @property
    def address(self) -> str:
        """The address that opens it, as it was given."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """What the user should be told about where the map is kept, a sentence each; mostly nothing."""

    @property
    def unfinished(self) -> Unfinished | None:
        """How far copying to it has come, where that was begun and is not done; see `open_target`."""

    @property
    def head(self) -> int:
        """The number of the last edit in the log; 0 while there is none."""

    def read_map(self, *, bulk: bool = False) -> SystemMap:
        """Read the map as it is now, records in the order in which they were added.

        Parameters
        ----------
        bulk : bool
            Whether to read the kinds too that come in tens of thousands (`Kind.bulk`), such as single payments.
        """

    def read_records(self, kind: str) -> Iterator[Record]:
        """Read the records of one kind, all as of the moment of the call, in the order in which they were added."""

    def commit(self, edit: Edit) -> int:
        """Make an edit: change the state and write the log, both or neither.

        Parameters
        ----------
        edit : Edit
            What to do. An edit that is in the log already is not done again.

        Returns
        -------
        int
            Its number in the log, counted from 1 without gaps. Once it is returned the edit survives a crash.

        Raises
        ------
        ConflictError
            When a value has changed since the edit was made on it, a relationship would lead to something that is not
            on the map, or would be left hanging on something removed. The message names both sides, and the refused
            edit is kept among `conflicts`.
        """

    def take_in(
        self,
        chunks: Iterable[Chunk],
        snapshots: Iterable[Snapshot] = (),
        conflicts: Iterable[Conflict] = (),
        *,
        total: int = 0,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Make edits that were made elsewhere, in order, holding one chunk of them at a time.

        Those that are in the log already are not done again. A file does all or nothing. Neo4j does one chunk after the
        other; where there is more than one, the map is marked as unfinished, which nobody else may read or write, until
        all is there. Copying that was cut short goes on where it was when the same is copied again.

        Parameters
        ----------
        chunks : iterable of Chunk
            What to do.
        snapshots : iterable of Snapshot
            Moments to name; names that are there already are left as they are.
        conflicts : iterable of Conflict
            Refused edits to keep.
        total : int
            How many changes there are in all, for telling others how far it is.
        progress : callable, optional
            Is told how many changes are done.

        Returns
        -------
        int
            The number of the last edit in the log.

        Raises
        ------
        ConflictError
            As `commit` does, but a refused edit is not kept: it stands in the log it came from.
        """

    def take_back(self) -> None:
        """Take back copying that was begun and never done; a map that was made by it is removed."""

    def headings(self, since: int = 0) -> Iterator[Heading]:
        """Read the edits after number `since` without their changes, some at a time."""

    def parts(self, since: int = 0, until: int | None = None) -> Iterator[Part]:
        """Read the edits after number `since`, up to number `until` or the last, in parts, some at a time."""

    def find_records(self, ids: Iterable[str]) -> list[Record]:
        """Read those records of these ids that are on the map."""

    def counts(self) -> Counter[str]:
        """Count the records of each kind."""

    def log(self, since: int = 0) -> list[Edit]:
        """Read the edits after number `since`, the first first."""

    def conflicts(self) -> list[Conflict]:
        """Read the edits that were refused, the first first; the last refusal of each."""

    def map_at(self, number: int, *, bulk: bool = False) -> SystemMap:
        """Read the map as it was after edit number `number`; 0 is the empty map it began with.

        Raises
        ------
        NotFoundError
            When the log has no such number.
        """

    def snapshot(self, name: str, *, by: str, note: str = "", number: int | None = None, time: str = "") -> Snapshot:
        """Name a moment.

        Parameters
        ----------
        name : str
            The name, not given to another moment of this map.
        by : str
            The role that names it.
        note : str
            Anything worth knowing about it.
        number : int or None
            The edit after which the moment is; the last one where not given.
        time : str
            When it was named, where it is copied from another store; now where not given.

        Raises
        ------
        ConflictError
            When another moment has that name.
        NotFoundError
            When the log has no such number.
        """

    def snapshots(self) -> list[Snapshot]:
        """Read the named moments, in the order of the log."""

    def copy_to(self, path: str | PathLike[str], *, overwrite: bool = False) -> None:
        """Write everything, log and snapshots included, to a map file of its own.

        The copy appears whole or not at all, and is of one moment even while others write.

        Parameters
        ----------
        path : str or path-like
            The new file.
        overwrite : bool
            Whether it may replace a file that is there.
        """

    def close(self) -> None:
        """Let go of the file or server. Closing twice does nothing."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_store(address: str | PathLike[str]) -> Store:
    """Open the map at an address.

    Parameters
    ----------
    address : str or path-like
        The path of a map file, or the address of a map in Neo4j such as `neo4j://host:7687/database?map=town`.

    Returns
    -------
    Store
        The open store; close it, or use it in a `with` statement.

    Raises
    ------
    NotFoundError
        When there is nothing at that address.
    StoreError
        When what is there is not a map, is damaged, or needs a newer sysmap.
    """
    if _in_neo4j(address):
        from sysmap.stores.neo4j.store import Neo4jStore

        return Neo4jStore.open(fspath(address))
    from sysmap.stores.sqlite_file import FileStore

    return FileStore.open(address)


def open_target(address: str | PathLike[str]) -> Store | None:
    """Open a map to copy something to it, one that was half copied too.

    Parameters
    ----------
    address : str or path-like
        The address, as `open_store` takes it.

    Returns
    -------
    Store or None
        The open store; None where there is nothing at that address.
    """
    try:
        if _in_neo4j(address):
            from sysmap.stores.neo4j.store import Neo4jStore

            return Neo4jStore.open(fspath(address), copying=True)
        return open_store(address)
    except NotFoundError:
        return None


def target_to_create(address: str) -> Store:
    """Connect to where there is no map yet in Neo4j; `Store.take_in` makes the map together with what goes in.

    Parameters
    ----------
    address : str
        The address that the new map is to have.
    """
    from sysmap.stores.neo4j.store import Neo4jStore

    return Neo4jStore.to_create(address)


def create(address: str | PathLike[str]) -> Store:
    """Make an empty map at an address and open it.

    Parameters
    ----------
    address : str or path-like
        The path of the new map file, or the address that the new map is to have in Neo4j.

    Returns
    -------
    Store
        The open store.

    Raises
    ------
    StoreError
        When something is there already, which is left as it is, or nothing can be written there.
    """
    if _in_neo4j(address):
        from sysmap.stores.neo4j.store import Neo4jStore

        return Neo4jStore.create(fspath(address))
    from sysmap.stores.sqlite_file import FileStore

    return FileStore.create(address)


def _in_neo4j(address: str | PathLike[str]) -> bool:
    """Whether an address is one of Neo4j, else a path.

    Raises
    ------
    StoreError
        When it is an address of another sort.
    """
    scheme = _SCHEME.match(fspath(address))
    if scheme and scheme[1].lower() not in NEO4J_SCHEMES:
        raise StoreError(
            f"{scheme[1]}:// addresses are not known; give the path of a map file such as town.sysmap, or the "
            "address of a map in Neo4j such as neo4j://host:7687/database?map=town"
        )
    return scheme is not None
