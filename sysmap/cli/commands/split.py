"""`sysmap split`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "split",
    examples="""
    sysmap split town.sysmap "Strain on carers"
    """,
)
@map_argument
@click.argument("name", type=ELEMENT_NAME)
@edit_options
def command(*, address: str, name: str, by: str, why: str, shape: str) -> int:
    """Take a merge apart again: what was merged comes back with its id and its links.

    NAME is either name. What was changed since stays as it is now.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.pipeline import editing

    return say(editing.split(address, name, by=by, why=why, ask=ask_on_terminal()), shape)
