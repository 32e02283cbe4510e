"""`sysmap copy`."""

import click

from sysmap.cli.copying import carry_out, copying_options
from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress


@documented(
    "copy",
    examples="""
    sysmap copy town.sysmap town_for_partners.sysmap
    sysmap copy "bolt://localhost:7687?map=town" "bolt://localhost:7687?map=rehearsal" --yes
    """,
)
@click.argument("source", metavar="FROM", type=MapAddress())
@click.argument("target", metavar="TO", type=MapAddress())
@copying_options
def command(*, source: str, target: str, yes: bool, dry_run: bool, shape: str) -> int:
    """Copy a map to another place, file or Neo4j: the whole log and its snapshots.

    It shows what would change and asks, unless it only makes a new file. Nothing is done twice, and what the other
    place has of its own stays.
    """
    from sysmap.pipeline.copying import plan

    return carry_out(lambda: plan(source, target), yes=yes, dry_run=dry_run, shape=shape)
