"""`sysmap press`."""

from datetime import datetime

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, read_seen_options, seen_options, version_options


@documented(
    "press",
    examples="""
    sysmap press town.sysmap "Prevention budget"
    sysmap press town.sysmap "Carer strain" --less
    sysmap press town.sysmap "Carer strain" --exact
    sysmap press town.sysmap Loneliness --draws 10000 --seed 7 --format csv
    sysmap press town.sysmap Reablement --saw "Home care down"
    """,
)
@map_argument
@click.argument("name", metavar="NAME", type=ELEMENT_NAME)
@click.option("--less", is_flag=True, help="Push it down.  [default: up]")
@click.option(
    "--exact",
    is_flag=True,
    help="Count feedback cycles exactly too, where it reaches fewer than 14 elements by links of known sign.",
)
@seen_options
@version_options
@explain_option("press")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    less: bool,
    exact: bool,
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
    """Say what moves if there were more of something, and how surely, over many versions of the map.

    Each answer says which links it hangs on most: ask about those first.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.press import PressWish, ask_press

    one = (name,)
    seen = read_seen_options(saw, since, after)
    up, down = ((), one) if less else (one, ())
    wish = PressWish(up, down, draws=draws, seed=seed, weights=weights, exact=exact, seen=seen)  # type: ignore[arg-type]  # one of those click offers
    with progress("Drawing versions"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_press(opened, wish, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
