"""`sysmap prevention`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "prevention",
    examples="""
    sysmap prevention town.sysmap
    sysmap prevention town.sysmap --year 2025-26 --format csv
    """,
)
@map_argument
@as_of_option
@click.option(
    "--year", default="", metavar="YEAR", help="For what deciding costs and lasts.  [default: the latest with actuals]"
)
@click.option("--currency", default="", metavar="CODE", help="The currency.  [default: the commonest on the map]")
@explain_option("prevention")
@list_option
@reading_options
def command(
    *,
    address: str,
    as_of: str,
    year: str,
    currency: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say how spend is split between prevention and crisis by year, with what is unclassified.

    It also says what deciding who gets what costs, what measures of waiting tell, and which prevention money nobody
    has said goes on.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.prevention import ask_prevention
    from sysmap.pipeline.typed import read_day, read_year

    with progress("Adding up"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_prevention(
            opened,
            as_of=read_day(as_of),
            year=read_year(year) if year else None,
            currency=currency.strip().upper(),
            listed=listed,
        )
    return say(answer, shape, again=True)
