"""`sysmap new`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress, edit_options
from sysmap.cli.output import say


@documented(
    "new",
    examples="""
    sysmap new town.sysmap --name "Thornmere" --question "What keeps people out of hospital?"
    """,
)
@click.argument("address", metavar="MAP", type=MapAddress())
@click.option("--name", default="", metavar="TEXT", help="What the map is called.")
@click.option("--question", default="", metavar="TEXT", help="The question it is made to answer.")
@edit_options
def command(*, address: str, name: str, question: str, by: str, why: str, shape: str) -> int:
    """Make an empty map.

    The ending .sysmap is added where there is none. Nothing that is there already is touched.
    """
    from sysmap.pipeline.making import make_map

    return say(make_map(address, name=name, question=question, by=by, why=why), shape)
