"""`sysmap undo`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "undo",
    examples="""
    sysmap undo town.sysmap
    """,
)
@map_argument
@edit_options
def command(*, address: str, by: str, why: str, shape: str) -> int:
    """Take back your own last edit that still stands.

    It is refused, and says why, where somebody else has built on that edit since. The log keeps both.
    """
    from sysmap.pipeline import editing

    return say(editing.undo(address, by=by, why=why), shape)
