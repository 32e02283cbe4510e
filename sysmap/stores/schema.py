"""The tables inside a map file, as numbered steps that each run once.

Step n leads from version n-1 to version n, which the file carries as SQLite's `user_version`. A step that has been
released is never changed: a later one corrects it.
"""

import sqlite3

from sysmap.errors import StoreError

APPLICATION_ID = 0x5359534D
"""SYSM: what tells a map file from any other SQLite database."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        # `bulk` keeps tens of thousands of payments out of the way of reading a map. The ends of a relationship stand
        # among its properties too; here they are only for finding what hangs on an element.
        """
        CREATE TABLE record (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            bulk INTEGER NOT NULL,
            from_id TEXT NOT NULL,
            to_id TEXT NOT NULL,
            properties TEXT NOT NULL
        )
        """,
        "CREATE INDEX record_bulk ON record (bulk)",
        "CREATE INDEX record_kind ON record (kind)",
        "CREATE INDEX record_from ON record (from_id) WHERE from_id != ''",
        "CREATE INDEX record_to ON record (to_id) WHERE to_id != ''",
        """
        CREATE TABLE edit (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            time TEXT NOT NULL,
            role TEXT NOT NULL,
            what TEXT NOT NULL,
            why TEXT NOT NULL,
            undoes TEXT NOT NULL,
            redoes TEXT NOT NULL,
            changes TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE snapshot (
            name TEXT PRIMARY KEY,
            number INTEGER NOT NULL,
            time TEXT NOT NULL,
            role TEXT NOT NULL,
            note TEXT NOT NULL
        )
        """,
    ),
    (
        # Edits that were refused, the edit as JSON: what somebody wanted stays on record beside what stands.
        """
        CREATE TABLE conflict (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            number INTEGER NOT NULL,
            time TEXT NOT NULL,
            message TEXT NOT NULL,
            edit TEXT NOT NULL
        )
        """,
    ),
    (
        # An edit may have more changes than there is memory: those beyond the first thousand stand here in runs.
        """
        CREATE TABLE edit_part (
            edit INTEGER NOT NULL,
            start INTEGER NOT NULL,
            size INTEGER NOT NULL,
            changes TEXT NOT NULL,
            PRIMARY KEY (edit, start)
        )
        """,
    ),
)


def version_of(connection: sqlite3.Connection) -> int:
    """Give the version of the tables in an open file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def refuse_newer(connection: sqlite3.Connection, address: str) -> None:
    """Raise `StoreError` where the file needs a newer sysmap than this one."""
    version = version_of(connection)
    if version > len(STEPS):
        raise StoreError(
            f"{address} was written by a newer sysmap (file version {version}, this one reads up to {len(STEPS)}): "
            "update sysmap"
        )


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, all steps or none; several processes may try at once."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have done the steps meanwhile.
        for step in STEPS[version_of(connection) :]:
            for statement in step:
                connection.execute(statement)
        if version_of(connection) < len(STEPS):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
