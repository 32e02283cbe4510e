"""`sysmap path`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, measuring_options, reading_options
from sysmap.cli.output import say


@documented(
    "path",
    examples="""
    sysmap path town.sysmap "Carer strain" "Hospital admissions"
    sysmap path town.sysmap "Care Board" Connectors --links all
    """,
)
@map_argument
@click.argument("start", metavar="FROM", type=ELEMENT_NAME)
@click.argument("finish", metavar="TO", type=ELEMENT_NAME)
@measuring_options("influences")
@list_option
@reading_options
def command(
    *,
    address: str,
    start: str,
    finish: str,
    layer: Any,
    engine: str | None,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Tell the shortest way from one element to another, the way links lead, each step in words.

    Where several are as short all are counted. It ends with 1 where no way leads there.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.connections import ask_path
    from sysmap.pipeline.engines import Wanted

    wanted = Wanted(address, layer, engine or "", at, scenario, audience)
    with progress("Looking for a way"):
        answer = ask_path(wanted, start, finish, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
