"""`sysmap import`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import edit_options, list_option, map_argument
from sysmap.cli.output import say


@documented(
    "import",
    examples="""
    sysmap import town.sysmap filled_in.xlsx
    sysmap import town.sysmap thornmere/ --new
    sysmap import town.sysmap positions.csv
    sysmap import spend.sysmap 2020-06.csv 2020-07.csv --new
    sysmap import spend.sysmap 2011-12.csv --payer "Lambeth Council" --keep-going
    """,
)
@map_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("--new", is_flag=True, help="Make the map.")
@click.option(
    "--as",
    "wanted",
    default="",
    metavar="WHAT",
    help="What the files are: csv, xlsx or json for a map, table, spend.  [default: found out]",
)
@click.option("--keep-going", is_flag=True, help="Bring what is sound and list the rest; go on after a failed file.")
@click.option("--payer", default="", metavar="NAME", help="Who paid, where a spend file does not say.")
@click.option(
    "--profile",
    default="",
    metavar="FILE",
    help="How a body writes its spend files.  [default: profile.toml beside the file, if there]",
)
@click.option("--redact-names", is_flag=True, help="Leave out payees of a spend file that look like private people.")
@list_option
@edit_options
def command(
    *,
    address: str,
    files: tuple[str, ...],
    new: bool,
    wanted: str,
    keep_going: bool,
    payer: str,
    profile: str,
    redact_names: bool,
    listed: int,
    by: str,
    why: str,
    shape: str,
) -> int:
    """Bring files into a map: a folder of CSV tables, a workbook, JSON, one table, a council's spend file.

    What a file is, is found out. Each comes in wholly or not at all. What is known is updated, never removed. Every row
    that was not read is listed with its line.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.importing import import_files
    from sysmap.pipeline.importing_spend import SpendOptions

    with progress("Reading"):
        answer = import_files(
            address,
            files,
            wanted=wanted,
            new=new,
            keep_going=keep_going,
            spend=SpendOptions(profile, payer, redact_names, listed),
            by=by,
            why=why,
        )
    return say(answer, shape)
