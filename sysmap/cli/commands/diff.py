"""`sysmap diff`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import (
    MOMENT,
    MapAddress,
    audience_option,
    format_option,
    list_option,
    map_argument,
    scenario_option,
)
from sysmap.cli.output import say


@documented(
    "diff",
    examples="""
    sysmap diff town.sysmap --from "before lunch"
    sysmap diff town.sysmap --from 12 --to 2026-11-22
    sysmap diff town.sysmap town_from_partner.sysmap
    """,
)
@map_argument
@click.argument("other", metavar="[OTHER MAP]", type=MapAddress(), default="")
@click.option(
    "--from",
    "start",
    type=MOMENT,
    default="",
    metavar="MOMENT",
    help="A snapshot, an edit, a date.  [default: the start]",
)
@click.option(
    "--to", "end", type=MOMENT, default="", metavar="MOMENT", help="A snapshot, an edit, a date.  [default: now]"
)
@list_option
@scenario_option
@audience_option
@format_option
def command(
    *, address: str, other: str, start: str, end: str, listed: int, scenario: str, audience: str, shape: str
) -> int:
    """Compare two moments of a map, or two maps: added, removed, changed, feedback loops made and broken.

    Moments are snapshots, numbers of edits, dates (their end), start and now.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline import history

    if other and (start or end):
        raise click.UsageError("give two moments of one map, or two maps, not both")
    with progress("Comparing"):
        if other:
            answer = history.compare_maps(address, other, scenario=scenario, audience=audience, listed=listed)
        else:
            answer = history.compare_moments(address, start, end, scenario=scenario, audience=audience, listed=listed)
    return say(answer, shape)
