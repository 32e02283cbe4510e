"""`sysmap explain`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, format_option, map_argument, scenario_option
from sysmap.cli.output import say


@documented(
    "explain",
    examples="""
    sysmap explain town.sysmap G06:A02 --by "Head of audit" --until 2027-03-31 --why "Two more zones, agreed in June"
    """,
)
@map_argument
@click.argument("question", metavar="QUESTION")
@click.option("--by", required=True, metavar="ROLE", help="The role that explains it, none that the question is about.")
@click.option("--until", required=True, metavar="DATE", help="The last day on which the explanation holds.")
@click.option("--why", required=True, metavar="TEXT", help="The explanation.")
@click.option("--nation", default="england", show_default=True, metavar="NATION", help="Whose limits count.")
@click.option("--limits", "file", default="", metavar="FILE", help="Limits of your own.")
@as_of_option
@scenario_option
@format_option
def command(
    *,
    address: str,
    question: str,
    by: str,
    until: str,
    why: str,
    nation: str,
    file: str,
    as_of: str,
    scenario: str,
    shape: str,
) -> int:
    """Record why a question of the guardrails needs no answer until a day.

    It stays listed, and is open again after the day or when its figures change. The explanation never leaves with a
    share. `sysmap undo` takes it back.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.errors import UsageError
    from sysmap.pipeline.guardrails import choose_limits, explain_question
    from sysmap.pipeline.typed import read_day

    if not by.strip() or not until.strip():
        raise UsageError("an explanation is by a role and until a day: --by ROLE --until DATE")
    answer = explain_question(
        address,
        question,
        by=by.strip(),
        until=read_day(until),
        why=why.strip(),
        as_of=read_day(as_of),
        scenario=scenario,
        limits=choose_limits(nation, file),
        ask=ask_on_terminal(),
    )
    return say(answer, shape)
