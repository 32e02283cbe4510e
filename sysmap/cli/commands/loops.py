"""`sysmap loops`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, version_options
from sysmap.errors import UsageError


@documented(
    "loops",
    examples="""
    sysmap loops town.sysmap
    sysmap loops town.sysmap --through "Carer strain" --list 5
    sysmap loops town.sysmap --rank
    sysmap loops town.sysmap --sils --format json
    """,
)
@map_argument
@click.option("--through", type=ELEMENT_NAME, default="", metavar="NAME", help="Only loops through this element.")
@click.option("--max-length", type=click.IntRange(min=1), help="The most elements a loop may have.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop counting after this many.")
@click.option("--seconds", type=click.FloatRange(min=0), default=10.0, show_default=True, help="Stop after this long.")
@click.option("--rank", "way", flag_value="rank", help="Rank all up to a length by likelihood and strength.")
@click.option("--sils", "way", flag_value="sils", help="The shortest independent loop set.")
@click.option("--strongest", "way", flag_value="strongest", help="The strongest loops of any length.")
@version_options
@explain_option("loops")
@list_option
@reading_options
def command(
    *,
    address: str,
    through: str,
    max_length: int | None,
    limit: int | None,
    seconds: float,
    way: str | None,
    draws: int,
    seed: int,
    weights: str,
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
    from sysmap.cli.again import leave_out
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.loops import ask_loops
    from sysmap.pipeline.opening import open_map

    if way and through:
        raise UsageError(f"--{way} looks at the whole map: leave out --through")
    if way in {"sils", "strongest"} and max_length:
        raise UsageError(f"--{way} looks at loops of any length: leave out --max-length")
    if way != "rank":
        leave_out("draws", "seed", *(() if way else ("weights",)))
    with progress("Looking for loops"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        if way:
            from sysmap.analysis.press.settings import Settings
            from sysmap.pipeline.ranked_loops import ask_ranked

            shown = listed if shape == "text" else None
            settings = Settings(draws, seed, weights)  # type: ignore[arg-type]  # one of those click offers
            return say(
                ask_ranked(opened, way, settings, max_length=max_length, seconds=seconds, listed=shown),  # type: ignore[arg-type]  # one of three flags
                shape,
                again=True,
            )
        answer = ask_loops(
            opened,
            through=through,
            max_length=max_length,
            limit=limit,
            seconds=seconds,
            keep=listed if shape == "text" else None,
            ask=ask_on_terminal(),
        )
    return say(answer, shape, again=True)
