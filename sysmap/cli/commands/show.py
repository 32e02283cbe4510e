"""`sysmap show`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import TARGET, as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "show",
    examples="""
    sysmap show town.sysmap
    sysmap show town.sysmap "Carer strain"
    sysmap show town.sysmap "ICB" funds "Connectors"
    sysmap show town.sysmap --at "before lunch"
    """,
)
@map_argument
@click.argument("words", metavar="[NAME|FROM HOW TO]", nargs=-1, type=TARGET)
@as_of_option
@list_option
@reading_options
def command(
    *,
    address: str,
    words: tuple[str, ...],
    as_of: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Show a map: what is on it, what is missing, what was named. With a name, that element and its links as sentences.

    A money link made by an import shows the payments behind it.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline import showing
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day

    ask = ask_on_terminal()
    with progress("Reading the map"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = None if words else showing.show_map(opened, as_of=read_day(as_of))
    return say(answer or showing.show_element(opened, words, listed=listed, ask=ask), shape)
