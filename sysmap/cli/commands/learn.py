"""`sysmap learn`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import (
    ELEMENT_NAME,
    as_of_option,
    by_option,
    list_option,
    map_argument,
    reading_options,
)
from sysmap.cli.output import say


@documented(
    "learn",
    examples="""
    sysmap learn town.sysmap
    sysmap learn town.sysmap "Home care" --expected "Calls on time" --happened "Often late" --next "Pay for travel"
    sysmap learn town.sysmap "Home care" --happened "No bids from small firms" --next "Smaller lots" --due 2027-03-31
    """,
)
@map_argument
@click.argument("name", metavar="[AGREEMENT]", type=ELEMENT_NAME, default="")
@click.option("--expected", metavar="TEXT", help="To note a lesson: what was expected.")
@click.option("--happened", metavar="TEXT", help="To note a lesson: what happened.")
@click.option("--next", "next_time", metavar="TEXT", help="To note a lesson: what to buy or do differently.")
@click.option("--due", metavar="DATE", help="To note a lesson: by when.")
@click.option(
    "--months", type=click.IntRange(1, 600), default=18, show_default=True, metavar="N", help="How far to look ahead."
)
@by_option
@click.option("--why", default="", metavar="TEXT", help="The reason, kept in the log.")
@as_of_option
@list_option
@reading_options
def command(
    *,
    address: str,
    name: str,
    expected: str | None,
    happened: str | None,
    next_time: str | None,
    due: str | None,
    months: int,
    by: str,
    why: str,
    as_of: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say what was learnt under agreements that end soon, or note a lesson.

    A lesson is a note about an agreement: what was expected, what happened, what to buy differently and by when. Only
    the council sees it until somebody says else.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.errors import UsageError
    from sysmap.pipeline.learning import ask_learning, note_learning
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day

    said = {"expected": expected, "happened": happened, "next_time": next_time}
    given = {key: text for key, text in said.items() if text is not None}
    day = read_day(as_of)
    if due is not None:
        given["due_date"] = read_day(due).isoformat() if due.strip() else ""
    if given:
        if at or scenario or audience != "council":
            raise UsageError("a lesson is noted on the map as it is now: leave out --at, --scenario and --for")
        noted = note_learning(address, name, given, as_of=day, by=by, why=why, ask=ask_on_terminal())
        return say(noted, shape)
    opened = open_map(address, at=at, scenario=scenario, audience=audience)
    return say(ask_learning(opened, name, as_of=day, months=months, listed=listed, ask=ask_on_terminal()), shape)
