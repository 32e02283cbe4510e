"""`sysmap sustain`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, money_options, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "sustain",
    examples="""
    sysmap sustain town.sysmap
    sysmap sustain town.sysmap --income "Rent from empty homes"
    sysmap sustain town.sysmap --scenario "Home first" --year 2026-27 --basis forecast
    """,
)
@map_argument
@click.option(
    "--income",
    type=ELEMENT_NAME,
    multiple=True,
    metavar="NAME",
    help="A factor to take for income, beside those measured in money or called so; repeatable.",
)
@money_options
@explain_option("sustain")
@list_option
@reading_options
def command(
    *,
    address: str,
    income: tuple[str, ...],
    year: str,
    basis: str,
    currency: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say which loops could pay for themselves: what comes back, what is needed, the gap.

    Loops that feed themselves through income and a service, with the step from what they achieve back to income and the
    sales, charges, payments for outcomes and repayments that carry it.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.sustaining import ask_sustaining
    from sysmap.pipeline.typed import read_money_wish

    with progress("Following money round"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_sustaining(
            opened,
            income=income,
            **read_money_wish(year, basis, currency),
            listed=listed,
            ask=ask_on_terminal(),
        )
    return say(answer, shape, again=True)
