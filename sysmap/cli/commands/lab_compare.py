"""`sysmap lab compare`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "lab compare",
    examples="""
    sysmap lab compare town.sysmap
    sysmap lab compare town.sysmap --less Loneliness --more "Living at home" --top 3
    sysmap lab compare town.sysmap --format csv > orders.csv
    """,
)
@map_argument
@click.option("--more", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="We want more of it; repeatable.")
@click.option("--less", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="We want less of it; repeatable.")
@click.option("--top", type=click.IntRange(1, 100), default=5, show_default=True, help="How many are the first.")
@click.option(
    "--draws",
    type=click.IntRange(100, 100_000),
    default=1000,
    show_default=True,
    help="How many versions, dealings and draws.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again.")
@explain_option("lab compare")
@click.option(
    "--list",
    "listed",
    type=click.IntRange(min=0),
    default=8,
    show_default=True,
    metavar="N",
    help="How many disagreements text tells; JSON and CSV hold all.",
)
@reading_options
def command(
    *,
    address: str,
    more: tuple[str, ...],
    less: tuple[str, ...],
    top: int,
    draws: int,
    seed: int,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Put the orders of methods side by side: how far they agree, and on what they do not, without an average.

    Without --more and --less it asks of every outcome whose wanted direction is known.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.comparison import ask_comparison
    from sysmap.pipeline.leverage import LeverageWish
    from sysmap.pipeline.opening import open_map

    wish = LeverageWish(more=more, less=less, draws=draws, seed=seed)
    with progress("Comparing"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_comparison(opened, wish, top=top, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
