"""`sysmap push`."""

import click

from sysmap.cli.copying import carry_out, copying_options
from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress


@documented(
    "push",
    examples="""
    sysmap push town.sysmap "neo4j://graph.example.org:7687/neo4j?map=town" --dry-run
    sysmap push town.sysmap "neo4j+s://graph.example.org/neo4j?map=town" --yes
    """,
)
@click.argument("path", metavar="FILE", type=MapAddress())
@click.argument("address", metavar="ADDRESS", type=MapAddress())
@copying_options
def command(*, path: str, address: str, yes: bool, dry_run: bool, shape: str) -> int:
    """Copy a map file to Neo4j: the whole log and its snapshots; again and again without doing anything twice.

    It shows what would change and asks. What others have changed there stays; a value that both have changed refuses
    the whole and is named.
    """
    from sysmap.pipeline.copying import plan_push

    return carry_out(lambda: plan_push(path, address), yes=yes, dry_run=dry_run, shape=shape)
