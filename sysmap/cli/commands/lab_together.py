"""`sysmap lab together`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, version_options


@documented(
    "lab together",
    examples="""
    sysmap lab together town.sysmap "Prevention budget"
    sysmap lab together town.sysmap "Prevention budget" --of Loneliness --of "Carer strain"
    """,
)
@map_argument
@click.argument("name", metavar="NAME", type=ELEMENT_NAME)
@click.option("--less", is_flag=True, help="Push it down.  [default: up]")
@click.option("--of", type=ELEMENT_NAME, multiple=True, metavar="NAME", help="Look at this; repeatable.")
@version_options
@explain_option("lab together")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    less: bool,
    of: tuple[str, ...],
    draws: int,
    seed: int,
    weights: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say which ways several things move together in any version of the map, and which never came up.

    Without --of it looks at every outcome whose wanted direction is known.
    """
    from sysmap.analysis.press.settings import Settings
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.together import ask_together

    with progress("Drawing versions"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        settings = Settings(draws, seed, weights)  # type: ignore[arg-type]  # one of those click offers
        push = -1 if less else 1
        answer = ask_together(opened, name, of, settings, push=push, listed=listed, ask=ask_on_terminal())
    return say(answer, shape, again=True)
