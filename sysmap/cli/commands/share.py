"""`sysmap share`."""

import os
import sys

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import PROFILE, as_of_option, format_option, map_argument, moment_option, scenario_option
from sysmap.cli.output import say


@documented(
    "share",
    examples="""
    sysmap share town.sysmap --for partner
    sysmap share town.sysmap for_everybody.html --for public --expires 2027-03-31
    sysmap share town.sysmap --for supplier-blind --zip
    sysmap share town.sysmap --for partner --scenario all
    sysmap share town.sysmap --for partner --passphrase
    """,
)
@map_argument
@click.argument("path", metavar="[OUT]", type=click.Path(), default="")
@click.option(
    "--for",
    "audience",
    type=PROFILE,
    required=True,
    metavar="PROFILE",
    help="council, partner, public or another profile (sysmap profile lists them).",
)
@click.option("--zip", "packed", is_flag=True, help="A zip file with a PDF and a Word summary beside the page.")
@click.option("--passphrase", "locked", is_flag=True, help="Lock the page: asked for, or taken from SYSMAP_PASSPHRASE.")
@click.option("--expires", default="", metavar="DATE", help="Ask the reader to delete it after this day.")
@click.option("--year", default="", metavar="YEAR", help="The financial year of money.  [default: each flow's latest]")
@click.option("--open", "launch", is_flag=True, help="Open it in the browser.")
@click.option("--force", is_flag=True, help="Replace a file that is no page of sysmap's.")
@as_of_option
@scenario_option
@moment_option
@format_option
def command(
    *,
    address: str,
    path: str,
    audience: str,
    packed: bool,
    locked: bool,
    expires: str,
    year: str,
    launch: bool,
    force: bool,
    as_of: str,
    scenario: str,
    at: str,
    shape: str,
) -> int:
    """Write a map for somebody as one HTML file, without what they may not see.

    What is left out is not in the file. A manifest beside it, OUT.manifest.txt, says what went and why: it names what
    is secret, so keep it. Nobody can open a locked page without its passphrase, sysmap neither.

    With --scenario all the page holds the base and every scenario, for its reader to choose from; the PDF and the Word
    summary of --zip are of the base, and say so.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.drawing import ALL, PageWish
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.sharing import ShareWish, share_map
    from sysmap.pipeline.typed import read_day, read_year

    page = PageWish(read_day(as_of), read_year(year) if year else None, scenario == ALL)
    wish = ShareWish(page, read_day(expires) if expires else None, _passphrase() if locked else "", packed)
    with progress("Sharing"):
        opened = open_map(address, at=at, scenario="" if page.scenarios else scenario, audience=audience, leaving=True)
        answer = share_map(opened, path, wish, force=force)
    code = say(answer, shape)
    if launch:
        click.launch(str(answer.data["path"]))
    return code


def _passphrase() -> str:
    """Take the passphrase from the environment or the keyboard; on the command line others could read it."""
    from sysmap.errors import UsageError

    given = os.environ.get("SYSMAP_PASSPHRASE", "")
    if given:
        return given
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("there is nobody to ask for the passphrase; set SYSMAP_PASSPHRASE")
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return asked
