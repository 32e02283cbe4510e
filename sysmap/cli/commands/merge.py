"""`sysmap merge`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "merge",
    examples="""
    sysmap merge town.sysmap "Carer strain" "Strain on carers"
    """,
)
@map_argument
@click.argument("keep", type=ELEMENT_NAME)
@click.argument("other", type=ELEMENT_NAME)
@edit_options
def command(*, address: str, keep: str, other: str, by: str, why: str, shape: str) -> int:
    """Make two elements one: KEEP stays, OTHER goes into it and its name is kept as another name.

    split takes it apart again.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.pipeline import editing

    return say(editing.merge(address, keep, other, by=by, why=why, ask=ask_on_terminal()), shape)
