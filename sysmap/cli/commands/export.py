"""`sysmap export`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import audience_option, format_option, map_argument, moment_option
from sysmap.cli.output import say


@documented(
    "export",
    examples="""
    sysmap export town.sysmap town.xlsx
    sysmap export town.sysmap tables/
    sysmap export town.sysmap town.json --for partner
    """,
)
@map_argument
@click.argument("path", type=click.Path())
@click.option("--as", "wanted", default="", metavar="WHAT", help="csv, xlsx or json.  [default: what the ending says]")
@click.option("--force", is_flag=True, help="Replace what is there.")
@audience_option
@moment_option
@format_option
def command(*, address: str, path: str, wanted: str, force: bool, audience: str, at: str, shape: str) -> int:
    """Write a map as a folder of CSV tables, one Excel workbook or one JSON file.

    All three come back as they were with import. JSON for the council holds the log too.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.exporting import export_map

    with progress("Writing"):
        answer = export_map(address, path, wanted=wanted, audience=audience, at=at, force=force)
    return say(answer, shape)
