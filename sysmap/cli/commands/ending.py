"""`sysmap ending`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "ending",
    examples="""
    sysmap ending town.sysmap
    sysmap ending town.sysmap --as-of 2026-11-22 --format csv
    """,
)
@map_argument
@as_of_option
@explain_option("ending")
@list_option
@reading_options
def command(*, address: str, as_of: str, listed: int, at: str, scenario: str, audience: str, shape: str) -> int:
    """Say which agreements end, or can be ended, in twelve months, and which services and outcomes hang on them."""
    from sysmap.cli.progress import progress
    from sysmap.pipeline.endings import ask_ending
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day

    with progress("Looking ahead"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_ending(opened, as_of=read_day(as_of), listed=listed)
    return say(answer, shape)
