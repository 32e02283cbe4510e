"""`sysmap lab micmac`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "lab micmac",
    examples="""
    sysmap lab micmac town.sysmap
    sysmap lab micmac town.sysmap --power 4 --draws 0
    sysmap lab micmac town.sysmap --format csv > micmac.csv
    """,
)
@map_argument
@click.option(
    "--power",
    type=click.IntRange(2, 60),
    default=None,
    help="How many links long indirect ways are.  [default: from where the order stays the same]",
)
@click.option(
    "--draws", type=click.IntRange(min=0), default=1000, show_default=True, help="How often to redraw the map."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again.")
@explain_option("lab micmac")
@list_option
@reading_options
def command(
    *,
    address: str,
    power: int | None,
    draws: int,
    seed: int,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say what drives and what depends, directly and along ways of several links (MICMAC).

    Signs play no part, so that it cannot say which way anything moves. It describes the drawing and is not leverage.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.cross_impact import ask_cross_impact
    from sysmap.pipeline.opening import open_map

    with progress("Multiplying"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_cross_impact(opened, power=power, draws=draws, seed=seed, listed=listed)
    return say(answer, shape, again=True)
