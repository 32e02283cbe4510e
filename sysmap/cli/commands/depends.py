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
    sysmap depends town.sysmap --fail "Age Well=0.2"
    sysmap depends town.sysmap --format csv
    """,
)
@map_argument
@click.argument("name", metavar="[NAME]", type=ELEMENT_NAME, default="")
@click.option(
    "--fail",
    "fails",
    multiple=True,
    metavar="'NAME=0.1'",
    help="How likely it is to fail, where you know: weighs what hangs on it for money; repeatable.",
)
@explain_option("depends")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    fails: tuple[str, ...],
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say what stops if something stops, and what it rests on itself.

    Without NAME it lists what others rest on alone, and without whom money would no longer reach services.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.dependence import ask_depends
    from sysmap.pipeline.opening import open_map

    with progress("Following what rests on what"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        whole = shape != "text"
        answer = ask_depends(opened, name, fails=fails, listed=listed, whole=whole, ask=ask_on_terminal())
    return say(answer, shape, again=True)
