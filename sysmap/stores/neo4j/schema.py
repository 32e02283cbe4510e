"""The schema of a database: numbered files under `cypher/schema/`, each run once."""

from collections.abc import Iterable
from functools import partial

from sysmap.errors import StoreError
from sysmap.model.edits import Change
from sysmap.model.vocabulary import KINDS
from sysmap.stores.neo4j.connecting import Connection, run
from sysmap.stores.neo4j.shapes import label_of
from sysmap.stores.neo4j.statements import quoted, schema_steps, statement


def version_of(connection: Connection) -> int:
    """Give how many steps a database has had; 0 where sysmap was never there."""
    (row,) = connection.read(lambda tx: run(tx, statement("schema_version")))
    return row["version"] or 0


def upgrade(connection: Connection) -> int:
    """Bring a database up to date and give the number of steps that were done.

    Every statement does nothing where it was done before, so that several people may upgrade at once, and an upgrade
    that was cut short is taken up again.

    Raises
    ------
    StoreError
        When the database was made by a newer sysmap.
    """
    version, steps = version_of(connection), schema_steps()
    refuse_newer(connection, version)
    for number, step in enumerate(steps[version:], start=version + 1):
        for text in step:
            connection.schema(text)
        connection.write(partial(run, text=statement("set_schema_version"), version=number))
    return len(steps) - version


def refuse_newer(connection: Connection, version: int) -> None:
    """Raise `StoreError` where a database needs a newer sysmap than this one."""
    known = len(schema_steps())
    if version > known:
        raise StoreError(
            f"database {connection.address.database} on {connection.address.server} was made by a newer sysmap "
            f"(version {version}, this one knows up to {known}): update sysmap"
        )


def link_kinds(changes: Iterable[Change]) -> set[str]:
    """Give the kinds of what changes that are relationships, or may become one."""
    return {each.kind for each in changes if "from_id" in each.new or "to_id" in each.new}


def prepare_types(connection: Connection, kinds: set[str]) -> None:
    """Make the constraints of relationship types that the schema does not name: users' own."""
    for kind in sorted(kinds):
        if kind not in KINDS or KINDS[kind].form != "relationship":
            label = label_of(kind)
            text = statement("relationship_type").replace("`NAME`", quoted(f"sysmap_own_{label}"))
            connection.schema(text.replace("`KIND`", quoted(label)))
