"""`sysmap redo`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "redo",
    examples="""
    sysmap redo town.sysmap
    """,
)
@map_argument
@edit_options
def command(*, address: str, by: str, why: str, shape: str) -> int:
    """Do again what you undid.

    It works until you make another edit.
    """
    from sysmap.pipeline import editing

    return say(editing.redo(address, by=by, why=why), shape)
