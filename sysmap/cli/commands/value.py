"""`sysmap value`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "value",
    examples="""
    sysmap value town.sysmap
    sysmap value town.sysmap --as-of 2026-11-22 --format json
    """,
)
@map_argument
@as_of_option
@click.option("--year", default="", metavar="YEAR", help="Of the money.  [default: the latest with actuals]")
@click.option("--currency", default="", metavar="CODE", help="The currency.  [default: the commonest on the map]")
@explain_option("value")
@reading_options
def command(
    *, address: str, as_of: str, year: str, currency: str, at: str, scenario: str, audience: str, shape: str
) -> int:
    """Put economic, social and environmental value side by side, never as one total.

    Biodiversity units stand by their three kinds, which are never added.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day, read_year
    from sysmap.pipeline.value import ask_value

    with progress("Reading measures"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_value(
            opened,
            as_of=read_day(as_of),
            year=read_year(year) if year else None,
            currency=currency.strip().upper(),
        )
    return say(answer, shape, again=True)
