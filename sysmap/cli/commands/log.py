"""`sysmap log`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import MOMENT, TARGET, format_option, map_argument
from sysmap.cli.output import say


@documented(
    "log",
    examples="""
    sysmap log town.sysmap
    sysmap log town.sysmap --last 5
    sysmap log town.sysmap "Carer strain" --since "before lunch"
    """,
)
@map_argument
@click.argument("words", metavar="[NAME|FROM HOW TO]", nargs=-1, type=TARGET)
@click.option("--last", type=click.IntRange(min=0), metavar="N", help="Only so many of the latest.")
@click.option(
    "--since", type=MOMENT, default="", metavar="MOMENT", help="Only what was done after a snapshot, an edit or a date."
)
@format_option
def command(*, address: str, words: tuple[str, ...], last: int | None, since: str, shape: str) -> int:
    """List what was done, the first first: when, by which role, what and why.

    With a name, only what touched that element or link.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.pipeline.history import read_log

    return say(read_log(address, last=last, since=since, of=words, ask=ask_on_terminal()), shape)
