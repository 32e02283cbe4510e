"""`sysmap report`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, map_argument, reading_options
from sysmap.cli.output import say


@documented(
    "report",
    examples="""
    sysmap report town.sysmap for_the_director.docx
    sysmap report town.sysmap board.html --for partner
    sysmap report town.sysmap audit.docx --guardrails
    """,
)
@map_argument
@click.argument("out", metavar="OUT", type=click.Path())
@click.option("--guardrails", is_flag=True, help="With the questions that the guardrails ask. Never without this.")
@click.option("--force", is_flag=True, help="Replace a file that is no report.")
@as_of_option
@reading_options
def command(
    *,
    address: str,
    out: str,
    guardrails: bool,
    force: bool,
    as_of: str,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Write two pages for a director, as .docx or .html: what the map says, and what is missing.

    Money, who benefits, prevention, outcomes, loops, places to act, what nobody owns, what ends: the first of what
    `sysmap ask` answers, in sentences and small tables, for whom you say.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.reporting import write_report_file
    from sysmap.pipeline.typed import read_day

    with progress("Writing it up"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience, leaving=True)
        answer = write_report_file(opened, out, as_of=read_day(as_of), guardrails=guardrails, force=force)
    return say(answer, shape)
