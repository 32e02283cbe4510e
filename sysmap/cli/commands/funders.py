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
    sysmap funders town.sysmap --year 2026-27 --basis budget
    """,
)
@map_argument
@click.argument("name", metavar="[SERVICE]", type=ELEMENT_NAME, default="")
@money_options
@explain_option("funders")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
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

    It also says how concentrated that is, which money comes back in circles, and where money is not mapped.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.funders import ask_funders
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_basis, read_year

    with progress("Following money"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_funders(
            opened,
            name,
            year=read_year(year) if year else None,
            basis=read_basis(basis) if basis else "",
            currency=currency.strip().upper(),
            listed=listed,
            ask=ask_on_terminal(),
        )
    return say(answer, shape, again=True)
