"""`sysmap maps`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress, format_option
from sysmap.cli.output import say


@documented(
    "maps",
    examples="""
    sysmap maps neo4j://graph.example.org:7687/neo4j
    sysmap maps bolt://localhost --format json
    """,
)
@click.argument("address", metavar="ADDRESS", type=MapAddress())
@format_option
def command(*, address: str, shape: str) -> int:
    """List the maps in a database of Neo4j, each with the address that opens it.

    User and password come from SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD, the system's keyring or a question, never
    from the command line.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.databases import tell_maps

    with progress("Looking"):
        answer = tell_maps(address)
    return say(answer, shape)
