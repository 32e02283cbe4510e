"""`sysmap brokers`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "brokers",
    examples="""
    sysmap brokers town.sysmap
    sysmap brokers town.sysmap --groups sector --links influences
    """,
)
@map_argument
@click.option(
    "--groups",
    type=click.Choice(("organisation", "unit", "sector", "place", "payer")),
    default="organisation",
    show_default=True,
    help="What makes a group: who answers for it, with or without its units, their sector, place, or its only payer.",
)
@click.option(
    "--links",
    "layer",
    type=click.Choice(("influences", "money", "all")),
    default="all",
    show_default=True,
    help="Which links count.",
)
@click.option(
    "--permutations", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="Dealings by chance."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again.")
@explain_option("brokers")
@list_option
@reading_options
def command(
    *,
    address: str,
    groups: Any,
    layer: Any,
    permutations: int,
    seed: int,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say who stands between groups, in which role, and whether links lead out of groups or stay in them."""
    from sysmap.cli.progress import progress
    from sysmap.pipeline.brokerage import ask_brokers
    from sysmap.pipeline.opening import open_map

    with progress("Looking who stands between"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_brokers(opened, groups, layer, permutations=permutations, seed=seed, listed=listed)
    return say(answer, shape, again=True)
