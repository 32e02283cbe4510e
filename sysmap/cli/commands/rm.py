"""`sysmap rm`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import TARGET, edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "rm",
    examples="""
    sysmap rm town.sysmap "Carer strain"
    sysmap rm town.sysmap "Carer strain" more "Hospital admissions"
    """,
)
@map_argument
@click.argument("names", metavar="NAME...|FROM HOW TO", nargs=-1, required=True, type=TARGET)
@edit_options
def command(*, address: str, names: tuple[str, ...], by: str, why: str, shape: str) -> int:
    """Remove elements and the links that hang on them, or one link.

    A loop that passed through a removed element stays and shows as broken. undo brings everything back.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.pipeline import editing

    return say(editing.remove(address, names, by=by, why=why, ask=ask_on_terminal()), shape)
