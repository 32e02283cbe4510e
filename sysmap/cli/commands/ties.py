"""`sysmap ties`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "ties",
    examples="""
    sysmap ties town.sysmap
    sysmap ties town.sysmap --format csv
    """,
)
@map_argument
@click.option(
    "--year", default="", metavar="YEAR", help="Of the money between them.  [default: the latest with actuals]"
)
@explain_option("ties")
@list_option
@reading_options
def command(*, address: str, year: str, listed: int, at: str, scenario: str, audience: str, shape: str) -> int:
    """Say how closely bodies work together as each side scores it, where they differ, and where it is too weak.

    A tie matters where one badly needs the other, or more than a million is between them in the year.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.ties import ask_ties
    from sysmap.pipeline.typed import read_year

    with progress("Comparing scores"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_ties(opened, year=read_year(year) if year else None, listed=listed)
    return say(answer, shape, again=True)
