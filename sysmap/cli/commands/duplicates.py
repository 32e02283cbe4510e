"""`sysmap duplicates`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, KIND_WORD, edit_options, list_option, map_argument
from sysmap.cli.output import say


@documented(
    "duplicates",
    examples="""
    sysmap duplicates town.sysmap
    sysmap duplicates town.sysmap --kind organisation --out who.csv
    sysmap duplicates town.sysmap --accept who.csv
    sysmap duplicates town.sysmap --review
    sysmap duplicates town.sysmap --different "Bright Care" "Bright Care Homes"
    """,
)
@map_argument
@click.option(
    "--kind", "kinds", multiple=True, type=KIND_WORD, metavar="KIND", help="Only things of this kind; repeatable."
)
@click.option("--out", default="", metavar="FILE", help="Write the list as CSV, to be filled in in a spreadsheet.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option(
    "--accept",
    multiple=True,
    metavar="FILE",
    help="Do what a list says that somebody filled in, CSV or .xlsx, in one edit; repeatable.",
)
@click.option("--review", is_flag=True, help="Ask at the keyboard, pair after pair; each answer is an edit.")
@click.option(
    "--different",
    multiple=True,
    nargs=2,
    type=ELEMENT_NAME,
    metavar="ONE OTHER",
    help="Remember that two are not one, so that nobody is asked again; repeatable.",
)
@click.option("--all", "everything", is_flag=True, help="List the pairs told apart before too.")
@list_option
@edit_options
def command(
    *,
    address: str,
    kinds: tuple[str, ...],
    out: str,
    force: bool,
    accept: tuple[str, ...],
    review: bool,
    different: tuple[tuple[str, str], ...],
    everything: bool,
    listed: int,
    by: str,
    why: str,
    shape: str,
) -> int:
    """List what may be one thing, and take what people decide.

    One official number comes first, then names: but for company endings and the order of words, trading names,
    initials, and spelling. Each pair is told with its reason and how alike the names are, of 100. Nothing is merged
    unless somebody says so, and undo takes it back. In a list, write same or different under decision, and first or
    second under keep; empty rows wait. Agreements and scenarios are compared where --kind asks for them.
    """
    from sysmap.cli.asking import ask_on_terminal, judge_on_terminal
    from sysmap.pipeline.duplicates import Review, duplicates

    answer = duplicates(
        address,
        Review(accept, different, out, force, everything),
        kinds=kinds,
        judge=judge_on_terminal() if review else None,
        listed=listed,
        by=by,
        why=why,
        ask=ask_on_terminal(),
    )
    return say(answer, shape)
