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
    sysmap import city.sysmap city.mmp --new
    sysmap import chain.sysmap chain.prsm --new --signs "Positive influence=+" --signs "Negative influence=-"
    sysmap import spend.sysmap 2020_to_june_corrected.csv --replaces 2020-06.csv
    sysmap import spend.sysmap 2011-12.csv --payer "Lambeth Council" --keep-going
    sysmap import contracts.sysmap find_a_tender_2025-11.json.gz grants.xlsx --new
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
    help="What they are: csv, xlsx, json, table, spend, register, ocds, 360giving, prsm, mentalmodeler."
    "  [default: found out]",
)
@click.option(
    "--keep-going/--strict",
    default=False,
    help="Bring what is sound and list the rest; or nothing of a file that has errors.  [default: strict]",
)
@click.option(
    "--signs",
    multiple=True,
    metavar="STYLE=SIGN",
    help="Which way links of a style go in a map from PRSM: +, - or ?; by name, number or colour. Or a file of them."
    " Repeatable.  [default: not known]",
)
@click.option("--payer", default="", metavar="NAME", help="Who paid, where a spend file or register does not say.")
@click.option(
    "--profile",
    default="",
    metavar="FILE",
    help="How a body writes its spend files or register.  [default: profile.toml beside the file, if there]",
)
@click.option(
    "--replaces",
    multiple=True,
    metavar="NAME",
    help="A spend file on the map that this one stands in place of: its payments no longer count; repeatable.",
)
@click.option(
    "--redact-names", is_flag=True, help="Leave out names of payees and suppliers that look like private people."
)
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
    signs: tuple[str, ...],
    replaces: tuple[str, ...],
    redact_names: bool,
    listed: int,
    by: str,
    why: str,
    shape: str,
) -> int:
    """Bring files into a map: tables, a workbook, JSON, council spending, contracts, contract registers, grants.

    Drawings are .prsm files from PRSM and .mmp files from Mental Modeler.
    What a file is, is found out. Each comes in wholly or not at all. What is known is updated, never removed. Every row
    that was not read is listed with its line.
    """
    from sysmap.cli.progress import progress
    from sysmap.formats.drawn import read_signs
    from sysmap.pipeline.importing import import_files
    from sysmap.pipeline.importing_spend import SpendOptions

    with progress("Reading") as tell:
        answer = import_files(
            address,
            files,
            wanted=wanted,
            new=new,
            keep_going=keep_going,
            spend=SpendOptions(profile, payer, redact_names, listed, replaces),
            signs=read_signs(signs),
            by=by,
            why=why,
            tell=tell,
        )
    return say(answer, shape)
