"""Looking at a database: which maps are in it, and whether sysmap can work there."""

from dataclasses import dataclass

from sysmap.stores.neo4j import schema
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.connecting import connect, run
from sysmap.stores.neo4j.statements import schema_steps, statement


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One map of a database.

    Parameters
    ----------
    name : str
        Its name.
    address : str
        The address that opens it.
    title : str
        What it is called by those who made it; empty where nobody said.
    edits : int
        How many edits its log has.
    elements : int
        How many of its records are nodes.
    unfinished : str
        How far copying to it has come, such as `30,000 of 120,000 changes`, where that is not done; else empty.
    """

    name: str
    address: str
    title: str
    edits: int
    elements: int
    unfinished: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What sysmap finds at a server.

    Parameters
    ----------
    server, database : str
        Where it looked.
    version, edition : str
        What runs there.
    schema_version, schema_known : int
        How many schema steps the database has had, and how many this sysmap has.
    maps : int
        How many maps are in the database.
    algorithms : bool
        Whether Graph Data Science is installed.
    missing : tuple of str
        What is missing, each in one plain sentence; empty where nothing is.
    """

    server: str
    database: str
    version: str
    edition: str
    schema_version: int
    schema_known: int
    maps: int
    algorithms: bool
    missing: tuple[str, ...]


def list_maps(address: str) -> list[MapEntry]:
    """Give the maps of a database, by name.

    Parameters
    ----------
    address : str
        The address of the database; the name of a map in it is not looked at.

    Raises
    ------
    StoreError
        When the server cannot be used.
    """
    place = read_address(address)
    with connect(place) as connection:
        rows = connection.read(lambda tx: run(tx, statement("maps")))
    return [
        MapEntry(
            row["name"],
            place.of_map(row["name"]),
            row["title"],
            row["edits"],
            row["elements"],
            f"{row['done']:,} of {row['total']:,} changes" if row["total"] is not None else "",
        )
        for row in rows
    ]


def check_server(address: str) -> Report:
    """Say what is at an address and what is missing there; nothing is written.

    Raises
    ------
    StoreError
        When the server cannot be used at all; the message says why.
    """
    place = read_address(address)
    with connect(place) as connection:
        version, known = schema.version_of(connection), len(schema_steps())
        maps = connection.read(lambda tx: run(tx, statement("maps")))
        found = connection.read(lambda tx: run(tx, statement("algorithms")))
        report = (connection.version, connection.edition)
    missing = []
    if version == 0:
        missing.append("There is no map here yet; the first one that is made or pushed prepares the database.")
    elif version < known:
        missing.append(
            f"The database has had {version} of {known} schema steps; the next map that is opened does the rest."
        )
    elif version > known:
        missing.append("The database was made by a newer sysmap: update this one.")
    if not found:
        missing.append("Graph Data Science is not installed; large maps are analysed in this computer's memory.")
    if place.map and place.map not in {row["name"] for row in maps}:
        missing.append(f"There is no map called {place.map!r}.")
    return Report(place.server, place.database, *report, version, known, len(maps), bool(found), tuple(missing))
