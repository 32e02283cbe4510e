"""`sysmap benefits`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, money_options, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "benefits",
    examples="""
    sysmap benefits town.sysmap
    sysmap benefits town.sysmap --year 2025-26 --format csv
    """,
)
@map_argument
@money_options
@explain_option("benefits")
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
    """Say who pays for services, and who answers for the outcomes that these should make better."""
    from sysmap.cli.progress import progress
    from sysmap.pipeline.benefits import ask_benefits
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_money_wish

    with progress("Adding up"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_benefits(
            opened,
            **read_money_wish(year, basis, currency),
            listed=listed,
        )
    return say(answer, shape, again=True)
