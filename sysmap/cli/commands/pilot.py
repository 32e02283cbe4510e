"""`sysmap pilot`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "pilot",
    examples="""
    sysmap pilot town.sysmap
    sysmap pilot town.sysmap "Home first" --as-of 2026-11-22
    """,
)
@map_argument
@click.argument("name", metavar="[PILOT]", type=ELEMENT_NAME, default="")
@as_of_option
@list_option
@reading_options
def command(
    *, address: str, name: str, as_of: str, listed: int, at: str, scenario: str, audience: str, shape: str
) -> int:
    """Say where a pilot stands: by when it is to teach, by which rule, what is measured, the base beside it.

    Pilots are services of that status, on the base map or in a scenario. The rule and the verdict are people's own.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.pilots import ask_pilots
    from sysmap.pipeline.typed import read_day

    with progress("Laying side by side"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_pilots(opened, name, as_of=read_day(as_of), listed=listed, ask=ask_on_terminal())
    return say(answer, shape)
