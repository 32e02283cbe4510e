"""`sysmap prices`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, money_options, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "prices",
    examples="""
    sysmap prices town.sysmap
    sysmap prices town.sysmap --year 2026-27 --basis budget
    sysmap prices town.sysmap --references our-prices.toml --apart 10
    """,
)
@map_argument
@click.option("--references", default="", metavar="FILE", help="Reference prices of your own, a TOML file.")
@click.option(
    "--nation",
    type=click.Choice(("england", "wales", "scotland", "northern_ireland")),
    default="england",
    show_default=True,
    help="Whose reference prices count.",
)
@click.option(
    "--apart",
    type=click.FloatRange(0, 1000),
    default=None,
    metavar="PERCENT",
    help="How far from its reference a price may be before it is asked about.  [default: 15]",
)
@money_options
@explain_option("prices")
@list_option
@reading_options
def command(
    *,
    address: str,
    references: str,
    nation: str,
    apart: float | None,
    year: str,
    basis: str,
    currency: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say what an hour, a week or a place costs, beside other years and dated references.

    Each payment that says what is bought and how many, the average of a service, and what is out of line with a
    reference price of that day: a question to ask, as terms differ.
    """
    from decimal import Decimal

    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.prices import ask_prices, read_references
    from sysmap.pipeline.typed import read_money_wish

    read = read_references(references, nation)
    with progress("Laying prices side by side"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_prices(
            opened,
            references=read,
            margin=None if apart is None else Decimal(str(apart)),
            **read_money_wish(year, basis, currency),
            listed=listed,
        )
    return say(answer, shape, again=True)
