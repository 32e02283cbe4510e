"""`sysmap lab fcm`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "lab fcm",
    examples="""
    sysmap lab fcm town.sysmap --more Reablement
    sysmap lab fcm town.sysmap --less "Prevention budget" --rule rescaled --form tanh
    sysmap lab fcm town.sysmap --more Reablement --lambda 0.1 --format csv > fcm.csv
    """,
)
@map_argument
@click.option("--more", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="Hold it up; repeatable.")
@click.option("--less", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="Hold it down; repeatable.")
@click.option(
    "--rule",
    type=click.Choice(("kosko", "modified", "rescaled")),
    default="kosko",
    show_default=True,
    help="A step on: f(aW), f(a + aW), or f((2a-1) + (2a-1)W).",
)
@click.option(
    "--form",
    "squash",
    type=click.Choice(("sigmoid", "tanh", "bivalent", "trivalent")),
    default="sigmoid",
    show_default=True,
    help="What keeps states within bounds: f.",
)
@click.option(
    "--lambda",
    "lambdas",
    type=click.FloatRange(0.01, 100),
    multiple=True,
    metavar="NUMBER",
    help="Try this one too; repeatable. 0.5, 1, 2 and 5 always are.",
)
@click.option(
    "--starts", type=click.IntRange(100, 10_000), default=100, show_default=True, help="From how many states to begin."
)
@click.option(
    "--draws", type=click.IntRange(100, 10_000), default=200, show_default=True, help="How many versions to draw."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again.")
@explain_option("lab fcm")
@list_option
@reading_options
def command(
    *,
    address: str,
    more: tuple[str, ...],
    less: tuple[str, ...],
    rule: str,
    squash: str,
    lambdas: tuple[float, ...],
    starts: int,
    draws: int,
    seed: int,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Hold elements up or down and follow the map step by step: a fuzzy cognitive map (FCM).

    It says which way others end, against where they end by themselves, and at which lambdas. Levels mean nothing.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.fuzzy import FuzzyWish, ask_fuzzy
    from sysmap.pipeline.opening import open_map

    wish = FuzzyWish(more, less, rule, squash, lambdas, starts, draws, seed)  # type: ignore[arg-type]  # one of those click offers
    with progress("Following"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_fuzzy(opened, wish, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
