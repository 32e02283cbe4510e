"""`sysmap parts`."""

from typing import Any

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, measuring_options, reading_options
from sysmap.cli.output import say


@documented(
    "parts",
    examples="""
    sysmap parts town.sysmap
    sysmap parts town.sysmap --links influences --format json
    """,
)
@map_argument
@measuring_options("all")
@list_option
@reading_options
def command(
    *,
    address: str,
    layer: Any,
    engine: str | None,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say which parts of a map hang together, what everything passes through, and what is an only connection.

    Elements that no link joins are left out; sysmap check lists them.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.connections import ask_parts
    from sysmap.pipeline.engines import Wanted

    wanted = Wanted(address, layer, engine or "", at, scenario, audience)
    with progress("Looking for parts"):
        answer = ask_parts(wanted, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
