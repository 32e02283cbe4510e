"""`sysmap lab kappa`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "lab kappa",
    examples="""
    sysmap lab kappa town.sysmap --from two_raters.csv
    sysmap lab kappa town.sysmap
    sysmap lab kappa town.sysmap --rater "Public health" --rater "Housing"
    """,
)
@map_argument
@click.option(
    "--from",
    "source",
    type=click.Path(),
    default="",
    metavar="FILE",
    help="Ratings in a CSV file, not those on the map: a column intervention, and one for each rater.",
)
@click.option(
    "--rater",
    "raters",
    multiple=True,
    metavar="ROLE",
    help="Compare this rater with another; give it twice.  [default: the two with most in common]",
)
@explain_option("lab kappa")
@list_option
@reading_options
def command(
    *,
    address: str,
    source: str,
    raters: tuple[str, ...],
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say how far two raters agree on where interventions take hold among Meadows's twelve places (Cohen's kappa).

    sysmap import keeps such a file on the map; only the council sees it. What differs is worth talking about.
    """
    from sysmap.pipeline.kappa import ask_kappa
    from sysmap.pipeline.opening import open_map

    opened = open_map(address, at=at, scenario=scenario, audience=audience)
    return say(ask_kappa(opened, raters=raters, source=source, listed=listed), shape, again=True)
