"""`sysmap boundaries`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "boundaries",
    examples="""
    sysmap boundaries town.sysmap
    sysmap boundaries town.sysmap --format csv > links.csv
    """,
)
@map_argument
@list_option
@reading_options
def command(*, address: str, listed: int, at: str, scenario: str, audience: str, shape: str) -> int:
    """Say which links stay inside a body, which cross between bodies, and which nobody on the map owns.

    Who answers for what comes from stewards, commissions, delivers and part-of.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.boundaries import ask_boundaries
    from sysmap.pipeline.opening import open_map

    with progress("Looking at boundaries"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_boundaries(opened, listed=listed)
    return say(answer, shape, again=True)
