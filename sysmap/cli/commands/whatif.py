"""`sysmap whatif`."""

from datetime import datetime

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, read_seen_options, seen_options, version_options


@documented(
    "whatif",
    examples="""
    sysmap whatif town.sysmap --more "Prevention budget" --less "Crisis spending"
    sysmap whatif town.sysmap --cut "Carer strain -> Hospital admissions"
    sysmap whatif town.sysmap --draw "Trust + Shared planning"
    """,
)
@map_argument
@click.option("--more", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="There is more of it; repeatable.")
@click.option("--less", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="There is less of it; repeatable.")
@click.option("--cut", multiple=True, metavar="'A -> B'", help="This causal link is no more; repeatable.")
@click.option("--draw", multiple=True, metavar="'A + B'", help="This one is there too: + same way, - opposite way.")
@seen_options
@version_options
@explain_option("press")
@list_option
@reading_options
def command(
    *,
    address: str,
    more: tuple[str, ...],
    less: tuple[str, ...],
    cut: tuple[str, ...],
    draw: tuple[str, ...],
    saw: tuple[str, ...],
    since: datetime | None,
    after: tuple[str, ...],
    draws: int,
    seed: int,
    weights: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say what moves if several things changed at once, or a causal link were cut or drawn. The map stays as it is."""
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.press import PressWish, ask_press

    seen = read_seen_options(saw, since, after)
    wish = PressWish(more, less, cut, draw, draws, seed, weights, seen=seen)  # type: ignore[arg-type]  # one of those click offers
    with progress("Drawing versions"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_press(opened, wish, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
