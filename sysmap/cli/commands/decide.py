"""`sysmap decide`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option


@documented(
    "decide",
    examples="""
    sysmap decide town.sysmap
    sysmap decide town.sysmap "Carer strain"
    sysmap decide town.sysmap --ahead 9 --format csv
    """,
)
@map_argument
@click.argument("name", metavar="[PLACE]", type=ELEMENT_NAME, default="")
@click.option(
    "--ahead",
    type=click.IntRange(0, 120),
    default=6,
    show_default=True,
    metavar="MONTHS",
    help="How long a decision and the buying after it take.",
)
@as_of_option
@explain_option("decide")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    ahead: int,
    as_of: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say which buying decision could move a place to act, and by when to take it.

    From a place to the services that move it, the agreements that cover them, and the days on which those end, can be
    ended or are to be looked at again. Without a name it lists all places about which you decide, and those that no
    decision is attached to.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.decisions import ask_decisions
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day

    with progress("Looking ahead"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_decisions(
            opened, name, as_of=read_day(as_of), lead_months=ahead, listed=listed, ask=ask_on_terminal()
        )
    return say(answer, shape)
