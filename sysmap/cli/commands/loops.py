"""`sysmap loops`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "loops",
    examples="""
    sysmap loops town.sysmap
    sysmap loops town.sysmap --through "Carer strain" --list 5
    sysmap loops town.sysmap --format json --max-length 6
    """,
)
@map_argument
@click.option("--through", type=ELEMENT_NAME, default="", metavar="NAME", help="Only loops through this element.")
@click.option("--max-length", type=click.IntRange(min=1), help="The most elements a loop may have.")
@click.option("--limit", type=click.IntRange(min=1), default=200_000, show_default=True, help="Stop after this many.")
@click.option("--seconds", type=click.FloatRange(min=0), default=10.0, show_default=True, help="Stop after this long.")
@list_option
@reading_options
def command(
    *,
    address: str,
    through: str,
    max_length: int | None,
    limit: int,
    seconds: float,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Find the feedback loops: closed chains of influence, the shortest first.

    R feeds itself, B keeps in check, from the signs of the links. Where the search is stopped early the answer says to
    which length it is complete.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.loops import ask_loops
    from sysmap.pipeline.opening import open_map

    with progress("Looking for loops"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_loops(
            opened,
            through=through,
            max_length=max_length,
            limit=limit,
            seconds=seconds,
            keep=listed if shape == "text" else None,
            ask=ask_on_terminal(),
        )
    return say(answer, shape)
