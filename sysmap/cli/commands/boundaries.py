"""`sysmap boundaries`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option
from sysmap.errors import UsageError


@documented(
    "boundaries",
    examples="""
    sysmap boundaries town.sysmap
    sysmap boundaries town.sysmap --groups sector
    sysmap boundaries town.sysmap --groups organisation --links influences --format json
    sysmap boundaries town.sysmap --format csv > links.csv
    """,
)
@map_argument
@click.option(
    "--groups",
    type=click.Choice(("organisation", "unit", "sector", "place", "payer")),
    default=None,
    help="Say what crosses between these: links, loops that hand over, ways.  [default: only where each link lies]",
)
@click.option(
    "--links",
    "layer",
    type=click.Choice(("influences", "money", "all")),
    default=None,
    help="With --groups: which links count; loops are of influence always.  [default: all]",
)
@click.option(
    "--permutations", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="Dealings by chance."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again.")
@explain_option("boundaries")
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
    """Say which links stay inside a body, which cross between bodies, and which nobody on the map owns.

    With --groups it says what crosses between groups: how many links, whether that is more than chance gives, which
    loops hand over from group to group, and who the ways between groups pass through. Who answers for what comes from
    stewards, commissions, delivers and part-of.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.boundaries import ask_boundaries
    from sysmap.pipeline.crossing import ask_crossing
    from sysmap.pipeline.opening import open_map

    if layer and not groups:
        raise UsageError("--links goes with --groups, as in --groups sector")
    with progress("Looking at boundaries"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        if groups:
            answer = ask_crossing(opened, groups, layer or "all", permutations=permutations, seed=seed, listed=listed)
        else:
            answer = ask_boundaries(opened, listed=listed)
    return say(answer, shape, again=True)
