"""`sysmap render`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "render",
    examples="""
    sysmap render town.sysmap
    sysmap render town.sysmap for_partners.html --for partner --open
    sysmap render town.sysmap pilot.html --scenario "Home first"
    sysmap render town.sysmap --scenario all
    sysmap render town.sysmap wall.pdf --paper A1
    sysmap render town.sysmap money.svg --show money --year 2025-26
    sysmap render town.sysmap loop.svg --view loop-L01
    sysmap render town.sysmap links.csv
    sysmap render town.sysmap for_the_auditor.html --guardrails
    """,
)
@map_argument
@click.argument("path", metavar="[OUT]", type=click.Path(), default="")
@click.option("--year", default="", metavar="YEAR", help="The financial year of money.  [default: each flow's latest]")
@click.option(
    "--as",
    "wanted",
    type=click.Choice(("html", "svg", "pdf", "png", "csv")),
    help="What to write.  [default: what the ending of OUT says, else html]",
)
@click.option(
    "--show",
    type=click.Choice(("causes", "money", "boundaries", "everything")),
    default=None,
    help="What a picture or its tables show.  [default: what a page opens with]",
)
@click.option("--view", default="", metavar="ID", help="The one view to draw; `sysmap view` lists them.")
@click.option(
    "--paper",
    type=click.Choice(("A4", "A3", "A2", "A1"), case_sensitive=False),
    default=None,
    help="The paper of a picture.  [default: the smallest on which names can be read]",
)
@click.option("--guardrails", is_flag=True, help="With what the guardrails ask. Never on a projector.")
@click.option("--open", "launch", is_flag=True, help="Open it.")
@click.option("--force", is_flag=True, help="Replace a file that sysmap did not draw.")
@as_of_option
@reading_options
def command(
    *,
    address: str,
    path: str,
    year: str,
    wanted: str | None,
    show: str | None,
    view: str,
    paper: str | None,
    guardrails: bool,
    launch: bool,
    force: bool,
    as_of: str,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Draw a map: as one HTML file that opens from disk and makes no request, or as a picture or tables.

    With --scenario all a page holds the base and every scenario, for its reader to choose from.

    The ending of OUT says which: .html, .svg, .pdf, .png or .csv. Without OUT it goes beside the map. SVG and PDF are
    vectors whose words can be found and copied; CSV is what the picture shows, its links in OUT and its things beside.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.drawing import ALL, PageWish, draw_map
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.picturing import PictureWish, draw_picture, shape_of
    from sysmap.pipeline.typed import read_day, read_year

    wish = PageWish(read_day(as_of), read_year(year) if year else None, scenario == ALL, guardrails)
    written = shape_of(path, wanted or "")
    if written == "html" and (show or paper or view):
        raise click.UsageError("--show, --view and --paper are for pictures: .svg, .pdf, .png or .csv")
    if wish.scenarios and written != "html":
        raise click.UsageError("--scenario all is for pages (.html); name the one scenario of a picture")
    if guardrails and written != "html":
        raise click.UsageError("--guardrails is for pages (.html); sysmap report takes it too")
    if show and view:
        raise click.UsageError("--view says what is shown; leave out --show")
    with progress("Drawing"):
        opened = open_map(address, at=at, scenario="" if wish.scenarios else scenario, audience=audience, leaving=True)
        if written == "html":
            answer = draw_map(opened, path, wish, force=force)
        else:
            picture = PictureWish(written, paper or "", show or "", view)
            answer = draw_picture(opened, path, wish, picture, force=force)
    code = say(answer, shape)
    if launch:
        click.launch(str(answer.data["path"]))
    return code
