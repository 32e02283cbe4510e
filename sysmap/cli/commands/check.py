"""`sysmap check`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "check",
    examples="""
    sysmap check town.sysmap
    sysmap check town.sysmap --as-of 2026-11-22 --format csv > to_do.csv
    """,
)
@map_argument
@as_of_option
@list_option
@reading_options
def command(*, address: str, as_of: str, listed: int, at: str, scenario: str, audience: str, shape: str) -> int:
    """List what is wrong with a map, then what to tidy up.

    To tidy up is what has no owner or source, is not connected, overdue, or likely there twice. It ends with exit code
    1 where there are errors.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.checking import check
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day

    with progress("Checking"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = check(opened, as_of=read_day(as_of), listed=listed)
    return say(answer, shape)
