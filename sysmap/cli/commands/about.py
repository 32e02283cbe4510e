"""`sysmap about`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "about",
    examples="""
    sysmap about town.sysmap name="Thornmere" made-by="Commissioning team" currency=GBP
    """,
)
@map_argument
@click.argument("pairs", metavar="[NAME=VALUE]...", nargs=-1)
@click.option("--own", is_flag=True, help="Mean a property of your own, even where it looks like a slip.")
@edit_options
def command(*, address: str, pairs: tuple[str, ...], own: bool, by: str, why: str, shape: str) -> int:
    """Say what a map is called, what it is for and who answers for it.

    Without values it shows what was said.
    """
    from sysmap.pipeline.editing import describe
    from sysmap.pipeline.showing import show_about
    from sysmap.pipeline.typed import split_pairs

    if not pairs:
        return say(show_about(address), shape)
    return say(describe(address, split_pairs(pairs), own=own, by=by, why=why), shape)
