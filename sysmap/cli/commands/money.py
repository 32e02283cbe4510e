"""`sysmap money`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, money_options, reading_options
from sysmap.cli.output import say


@documented(
    "money",
    examples="""
    sysmap money town.sysmap
    sysmap money town.sysmap --year 2026-27 --basis budget
    sysmap money town.sysmap --format csv > flows.csv
    """,
)
@map_argument
@money_options
@list_option
@reading_options
def command(
    *,
    address: str,
    year: str,
    basis: str,
    currency: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say who pays for what: spend by service and prevention tier, each body's money in and out, what is not mapped.

    Figures are exact, of one year, one basis and one currency; what was left out is said.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.money import ask_money
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_money_wish

    with progress("Adding up"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_money(
            opened,
            **read_money_wish(year, basis, currency),
            listed=listed,
        )
    return say(answer, shape)
