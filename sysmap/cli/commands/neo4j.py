"""`sysmap neo4j`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress, format_option
from sysmap.cli.output import say


@documented(
    "neo4j",
    examples="""
    sysmap neo4j check neo4j://graph.example.org:7687/neo4j
    sysmap neo4j check "neo4j+s://graph.example.org/neo4j?map=town"
    """,
)
@click.argument("what", metavar="check", type=click.Choice(("check",)))
@click.argument("address", metavar="ADDRESS", type=MapAddress())
@format_option
def command(*, what: str, address: str, shape: str) -> int:
    """Check a database of Neo4j: version, schema, maps, Graph Data Science, and what is missing.

    Nothing is written. It ends with 1 where sysmap cannot work there, or there is no map of that name.
    """
    del what  # the only thing it does yet
    from sysmap.cli.progress import progress
    from sysmap.pipeline.databases import tell_server

    with progress("Looking"):
        answer = tell_server(address)
    return say(answer, shape)
