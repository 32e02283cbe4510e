"""`sysmap outcomes`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "outcomes",
    examples="""
    sysmap outcomes town.sysmap
    sysmap outcomes town.sysmap --as-of 2026-11-22 --format csv
    """,
)
@map_argument
@as_of_option
@click.option("--year", default="", metavar="YEAR", help="Of the money.  [default: the latest with actuals]")
@click.option("--currency", default="", metavar="CODE", help="The currency.  [default: the commonest on the map]")
@explain_option("outcomes")
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
    """Say what measures tell: where they began, are and should be, which way they go, which have gone silent.

    Then which outcomes nothing measures, though money goes to what should help them, and which spend has no stated
    better outcome.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.outcomes import ask_outcomes
    from sysmap.pipeline.typed import read_day, read_year

    with progress("Reading measures"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_outcomes(
            opened,
            as_of=read_day(as_of),
            year=read_year(year) if year else None,
            currency=currency.strip().upper(),
            listed=listed,
        )
    return say(answer, shape, again=True)
