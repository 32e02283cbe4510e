"""`sysmap snapshot`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import by_option, format_option, map_argument
from sysmap.cli.output import say


@documented(
    "snapshot",
    examples="""
    sysmap snapshot town.sysmap "before lunch"
    sysmap snapshot town.sysmap "end of workshop" --at 120 --note "thirty factors, agreed"
    sysmap snapshot town.sysmap
    """,
)
@map_argument
@click.argument("name", default="")
@click.option(
    "--at", default="", metavar="MOMENT", help="The moment to name: the number of an edit, a date.  [default: now]"
)
@click.option("--note", default="", metavar="TEXT", help="Anything worth knowing about it.")
@by_option
@format_option
def command(*, address: str, name: str, at: str, note: str, by: str, shape: str) -> int:
    """Name this moment, or list the named ones.

    diff, show --at and log --since can then speak of it by that name.
    """
    from sysmap.pipeline import history

    if not name:
        return say(history.list_moments(address), shape)
    return say(history.name_moment(address, name, by=by, note=note, at=at), shape)
