"""`sysmap funders`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, money_options, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "funders",
    examples="""
    sysmap funders town.sysmap
    sysmap funders town.sysmap "Home care"
    sysmap funders town.sysmap "Home care" --more 500k
    sysmap funders town.sysmap --year 2026-27 --basis budget
    """,
)
@map_argument
@click.argument("name", metavar="[SERVICE]", type=ELEMENT_NAME, default="")
@click.option(
    "--more",
    metavar="AMOUNT",
    default="",
    help="Say who would have to pay, were so much more to reach the service, in today's shares.",
)
@money_options
@explain_option("funders")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    more: str,
    year: str,
    basis: str,
    currency: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say whose money each service rests on: paid straight, and through chains of bodies that pass money on.

    It also says how concentrated that is, which money comes back in circles, and where money is not mapped. With --more
    it says who would have to find new money for more of a service.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.errors import UsageError
    from sysmap.pipeline.funders import ask_funders
    from sysmap.pipeline.funding_more import ask_more, read_more
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_money_wish

    if more and not name:
        raise UsageError("--more takes the name of a service: which one is more money to reach?")
    wanted = read_more(more) if more else None
    with progress("Following money"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        money, ask = read_money_wish(year, basis, currency), ask_on_terminal()
        if wanted is None:
            answer = ask_funders(opened, name, **money, listed=listed, ask=ask)
        else:
            answer = ask_more(opened, name, wanted, **money, listed=listed, ask=ask)
    return say(answer, shape, again=True)
