"""`sysmap pull`."""

import click

from sysmap.cli.copying import carry_out, copying_options
from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress


@documented(
    "pull",
    examples="""
    sysmap pull "neo4j://graph.example.org:7687/neo4j?map=town" town.sysmap
    """,
)
@click.argument("address", metavar="ADDRESS", type=MapAddress())
@click.argument("path", metavar="FILE", type=MapAddress())
@copying_options
def command(*, address: str, path: str, yes: bool, dry_run: bool, shape: str) -> int:
    """Copy a map from Neo4j to a map file: the whole log and its snapshots.

    A new file appears whole or not at all. A file that is there gets the edits that it has not; it shows what would
    change and asks.
    """
    from sysmap.pipeline.copying import plan_pull

    return carry_out(lambda: plan_pull(address, path), yes=yes, dry_run=dry_run, shape=shape)
