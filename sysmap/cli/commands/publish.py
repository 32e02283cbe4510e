"""`sysmap publish`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import PROFILE, MapAddress, as_of_option, format_option, scenario_option
from sysmap.cli.output import say


@documented(
    "publish",
    examples="""
    sysmap publish site town.sysmap
    sysmap publish site town.sysmap spend.sysmap --title "Maps of Thornmere" --address https://example.org/maps/
    sysmap publish site town.sysmap --scenario all
    sysmap publish for_partners town.sysmap --for partner --no-robots
    """,
)
@click.argument("directory", metavar="DIR", type=click.Path())
@click.argument("addresses", metavar="MAP...", nargs=-1, required=True, type=MapAddress())
@click.option(
    "--for",
    "audience",
    type=PROFILE,
    default="public",
    show_default=True,
    metavar="WHO",
    help="public, partner, council or another profile: what they may not see is in no file.",
)
@click.option("--title", default="", metavar="TEXT", help="What the site is called.  [default: Maps]")
@click.option("--about", default="", metavar="TEXT", help="What it is, in a sentence.")
@click.option("--address", default="", metavar="URL", help="Where it will be found; adds the map of the site.")
@click.option("--robots/--no-robots", default=True, show_default=True, help="Whether search engines may list it.")
@as_of_option
@scenario_option
@format_option
def command(
    *,
    directory: str,
    addresses: tuple[str, ...],
    audience: str,
    title: str,
    about: str,
    address: str,
    robots: bool,
    as_of: str,
    scenario: str,
    shape: str,
) -> int:
    """Write maps as a static site: an index, a page a map and a question, a feed of changes.

    For the public unless you say otherwise. Publishing again writes only what changed and removes what it wrote before
    and no longer wants; files of others stay. Links are relative: it works from any folder of a server, and from disk.

    Maps are published as they are now. With --scenario all each map's page holds its scenarios too, for its reader to
    choose from; pictures and sentences of single questions are of the base.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.drawing import ALL
    from sysmap.pipeline.publishing import SiteWish, publish
    from sysmap.pipeline.typed import read_day

    everything = scenario == ALL
    wish = SiteWish(
        audience, read_day(as_of), title, about, address, robots, "" if everything else scenario, scenarios=everything
    )
    with progress("Publishing"):
        answer = publish(directory, addresses, wish)
    return say(answer, shape)
