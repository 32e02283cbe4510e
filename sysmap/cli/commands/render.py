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
    """,
)
@map_argument
@click.argument("path", metavar="[OUT.html]", type=click.Path(), default="")
@click.option("--year", default="", metavar="YEAR", help="The financial year of money.  [default: each flow's latest]")
@click.option("--open", "launch", is_flag=True, help="Open it in the browser.")
@click.option("--force", is_flag=True, help="Replace a file that is no page of sysmap's.")
@as_of_option
@reading_options
def command(
    *,
    address: str,
    path: str,
    year: str,
    launch: bool,
    force: bool,
    as_of: str,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Draw a map as one HTML file that opens from disk and makes no request.

    Without OUT.html it goes beside the map.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.drawing import PageWish, draw_map
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day, read_year

    wish = PageWish(read_day(as_of), read_year(year) if year else None)
    with progress("Drawing"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = draw_map(opened, path, wish, force=force)
    code = say(answer, shape)
    if launch:
        click.launch(str(answer.data["path"]))
    return code
