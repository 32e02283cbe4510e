"""`sysmap cut`."""

from typing import TYPE_CHECKING

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, list_option, map_argument, money_options, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, version_options

if TYPE_CHECKING:
    from sysmap.analysis.cut_report import What
    from sysmap.analysis.press.settings import WeightFamily


@documented(
    "cut",
    examples="""
    sysmap cut town.sysmap "Integrated Care Board" 20%
    sysmap cut town.sysmap "Home care zone contract"
    sysmap cut town.sysmap "Age Well" --as supplier
    """,
)
@map_argument
@click.argument("name", metavar="NAME", type=ELEMENT_NAME)
@click.argument("percent", metavar="[PERCENT]", default="100%")
@click.option(
    "--as",
    "what",
    type=click.Choice(("funder", "supplier")),
    help="What an organisation is cut as.  [default: funder, where it pays any]",
)
@money_options
@version_options
@explain_option("cut")
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    percent: str,
    what: "What | None",
    year: str,
    basis: str,
    currency: str,
    draws: int,
    seed: int,
    weights: "WeightFamily",
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say what follows if a funder pays less, an agreement ends or a supplier is lost.

    What shrinks and what stops, who depends on it, which outcomes are pushed the wrong way, and what was taken for
    granted.
    """
    from sysmap.analysis.press.settings import Settings
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.cuts import ask_cut
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_money_wish, read_share

    share = read_share(percent)
    with progress("Following the cut"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_cut(
            opened,
            name,
            share=share,
            what=what,
            **read_money_wish(year, basis, currency),
            settings=Settings(draws, seed, weights),
            listed=listed,
            ask=ask_on_terminal(),
        )
    return say(answer, shape, again=True)
