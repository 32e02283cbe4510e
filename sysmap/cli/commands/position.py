"""`sysmap position`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import list_option, map_argument, measuring_options, reading_options
from sysmap.cli.output import say
from sysmap.model.graphs import MEASURES


@documented(
    "position",
    examples="""
    sysmap position town.sysmap
    sysmap position town.sysmap --measure page_rank --measure in_degree --list 5
    sysmap position "bolt://localhost:7687?map=town" --engine gds --format csv > position.csv
    """,
)
@map_argument
@click.option(
    "--measure",
    "measures",
    type=click.Choice(tuple(MEASURES)),
    multiple=True,
    help="Only this; repeatable. The first orders the list.  [default: all, by betweenness]",
)
@click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    help="How often to redraw the map a little differently, to see what holds; in memory only.",
)
@measuring_options("influences")
@list_option
@reading_options
def command(
    *,
    address: str,
    measures: tuple[Any, ...],
    draws: int,
    layer: Any,
    engine: str | None,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say where elements stand in the drawn map: what links lead to, what lies between, what is near.

    That describes a drawing and is not leverage. Every link is one step. An element is named as one of the first only
    where it stays so in most redrawings of the map.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.engines import Wanted
    from sysmap.pipeline.position import ask_position

    wanted = Wanted(address, layer, engine or "", at, scenario, audience)
    with progress("Measuring"):
        answer = ask_position(wanted, measures=measures, draws=draws, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
