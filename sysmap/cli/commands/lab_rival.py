"""`sysmap lab rival`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import MOMENT, MapAddress, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, version_options


@documented(
    "lab rival",
    examples="""
    sysmap lab rival town.sysmap other.sysmap --after "Prevention budget up" --saw "Loneliness down"
    """,
)
@map_argument
@click.argument("other", metavar="MAP2", type=MapAddress())
@click.option("--after", multiple=True, metavar="'NAME up'", help="What had happened: repeatable.")
@click.option("--saw", multiple=True, metavar="'NAME up'", help="What was seen to move then, up or down: repeatable.")
@click.option(
    "--at-second",
    type=MOMENT,
    default="",
    metavar="MOMENT",
    help="Ask the second map as it was: a snapshot, the number of an edit, a date.",
)
@version_options
@explain_option("lab rival")
@reading_options
def command(
    *,
    address: str,
    other: str,
    after: tuple[str, ...],
    saw: tuple[str, ...],
    at_second: str,
    draws: int,
    seed: int,
    weights: str,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say which of two maps makes what was seen likelier (a Bayes factor), with its interval.

    Names are looked up in both maps. A scenario is one of the first map; the audience is that of both.
    """
    from sysmap.analysis.press.settings import Settings
    from sysmap.cli.again import say_also
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.rival import ask_rival
    from sysmap.pipeline.seeing import SeenWish

    with progress("Drawing versions"):
        first = open_map(address, at=at, scenario=scenario, audience=audience)
        second = open_map(other, at=at_second, audience=audience)
        settings = Settings(draws, seed, weights)  # type: ignore[arg-type]  # one of those click offers
        answer = ask_rival(first, second, SeenWish(saw, None, after), settings, ask=ask_on_terminal())
    say_also(at_second=str(second.number))
    return say(answer, shape, again=True)
