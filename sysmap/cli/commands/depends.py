"""`sysmap depends`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "depends",
    examples="""
    sysmap depends town.sysmap
    sysmap depends town.sysmap "Age Well"
    sysmap depends town.sysmap --format csv
    """,
)
@map_argument
@click.argument("name", metavar="[NAME]", type=ELEMENT_NAME, default="")
@explain_option("depends")
@list_option
@reading_options
def command(*, address: str, name: str, listed: int, at: str, scenario: str, audience: str, shape: str) -> int:
    """Say what stops if something stops, and what it rests on itself.

    Without NAME it lists what others rest on alone.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.dependence import ask_depends
    from sysmap.pipeline.opening import open_map

    with progress("Following what rests on what"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_depends(opened, name, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
