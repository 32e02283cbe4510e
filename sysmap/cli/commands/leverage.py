"""`sysmap leverage`."""

from datetime import datetime
from functools import partial

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import remark, say
from sysmap.cli.versions import explain_option, read_seen_options, seen_options, version_options


@documented(
    "leverage",
    examples="""
    sysmap leverage town.sysmap
    sysmap leverage town.sysmap --less Loneliness --more "Living at home" --ours
    sysmap leverage town.sysmap --only Reablement --only "Prevention budget" --format json
    sysmap leverage town.sysmap --after "Reablement up" --saw "Home care down"
    """,
)
@map_argument
@click.option("--more", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="We want more of it; repeatable.")
@click.option("--less", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="We want less of it; repeatable.")
@click.option("--ours", is_flag=True, help="Only places that are ours or shared to change.")
@click.option("--only", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="Only this place; repeatable.")
@seen_options
@version_options
@explain_option("leverage")
@partial(list_option, usual=5)
@reading_options
def command(
    *,
    address: str,
    more: tuple[str, ...],
    less: tuple[str, ...],
    ours: bool,
    only: tuple[str, ...],
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
    """Find places to act: where a push moves what we want to change, how surely, and at what unwanted effect.

    Without --more and --less it asks of every outcome whose wanted direction is known.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.leverage import WITHIN_REACH, LeverageWish, ask_leverage
    from sysmap.pipeline.opening import open_map

    seen = read_seen_options(saw, since, after)
    wish = LeverageWish(more, less, WITHIN_REACH if ours else (), only, draws, seed, weights, seen)  # type: ignore[arg-type]  # one of those click offers
    with progress("Drawing versions") as tell:
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_leverage(
            opened,
            wish,
            listed=listed,
            ask=ask_on_terminal(),
            progress=lambda done: tell(round(done * draws), draws),
            first=remark if shape == "text" else None,
        )
    return say(answer, shape, again=True)
