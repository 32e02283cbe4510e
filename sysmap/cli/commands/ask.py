"""`sysmap ask`."""

import os
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, MOMENT, MapAddress, as_of_option, list_option, reading_options
from sysmap.cli.output import say

MAP_SETTING = "SYSMAP_MAP"
"""The map that is asked where none is named."""


class QuestionWord(click.ParamType[str]):
    """The number or the name of one of the thirty questions."""

    name = "question"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it as it was typed; the table of questions decides what it means."""
        del param, ctx
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Give the names that begin with what was typed."""
        del ctx, param
        from sysmap.pipeline.thirty.table import QUESTIONS

        return [CompletionItem(each.name, help=each.question) for each in QUESTIONS if each.name.startswith(incomplete)]


@documented(
    "ask",
    examples="""
    sysmap ask
    sysmap ask town.sysmap prevention
    sysmap ask town.sysmap 1 --funder "Integrated Care Board" --cut 20%
    sysmap ask 1 --funder "Integrated Care Board" --cut 20%
    sysmap ask town.sysmap how --from "Carer strain" --to Admissions
    sysmap ask town.sysmap place --place Eastfield --format json
    """,
)
@click.argument("address", metavar="[MAP]", type=MapAddress(), default="")
@click.argument("question", metavar="[QUESTION]", type=QuestionWord(), default="")
@click.option("--all", "every", is_flag=True, help="List all thirty questions.")
@click.option(
    "--funder",
    type=ELEMENT_NAME,
    default="",
    metavar="NAME",
    help="Who pays less (1); on whom charities depend (15)  [default of 15: who is marked as ours].",
)
@click.option("--cut", "percent", default="100%", show_default=True, metavar="PERCENT", help="By how much.")
@click.option("--supplier", type=ELEMENT_NAME, default="", metavar="NAME", help="Who fails.")
@click.option("--about", type=ELEMENT_NAME, default="", metavar="NAME", help="Which pilot.")
@click.option("--place", default="", metavar="NAME", help="Which place.")
@click.option("--from", "start", type=ELEMENT_NAME, default="", metavar="NAME", help="Where a path begins.")
@click.option("--to", "finish", type=ELEMENT_NAME, default="", metavar="NAME", help="Where a path leads.")
@click.option(
    "--since", type=MOMENT, default="", metavar="MOMENT", help="A snapshot, an edit, a date.  [default: the start]"
)
@click.option("--year", default="", metavar="YEAR", help="The financial year.  [default: the latest with actuals]")
@as_of_option
@list_option
@reading_options
def command(
    *,
    address: str,
    question: str,
    every: bool,
    funder: str,
    percent: str,
    supplier: str,
    about: str,
    place: str,
    start: str,
    finish: str,
    since: str,
    year: str,
    as_of: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Ask a map one of thirty questions, by its number or name.

    Without a question it lists the twelve that are worth most. Every answer has one plain sentence, and says how much
    of what it needs is not on the map and how sure people were of the least sure thing it names. The map may be left
    out where SYSMAP_MAP names it or the folder holds one only.
    """
    from sysmap.cli.again import say_also
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.thirty import answer_question, find_thirty, list_questions
    from sysmap.pipeline.thirty.wish import Wish
    from sysmap.pipeline.typed import read_day, read_share, read_year

    if every or not address:
        return say(list_questions(every=every), shape)
    address, question = (address, question) if question else (_usual_map(address), address)
    asked = find_thirty(question)
    say_also(address=address, question=asked.name)
    share, day = read_share(percent), read_day(as_of)
    chosen = read_year(year) if year else None
    with progress("Looking into it"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        wish = Wish(
            opened, day, listed, funder, supplier, about, place, start, finish, since, share, chosen, ask_on_terminal()
        )
        answer = answer_question(asked, wish)
    return say(answer, shape, again=True)


def _usual_map(typed: str) -> str:
    """Give the map to ask where only one word was typed: the setting's, or the only one in this folder."""
    from sysmap.errors import SysmapError
    from sysmap.pipeline.thirty import find_thirty

    try:
        find_thirty(typed)
    except SysmapError as error:
        if Path(typed).exists() or Path(f"{typed}.sysmap").exists() or "://" in typed:
            raise click.UsageError(f"which question of {typed}? sysmap ask lists them") from error
        raise
    usual = os.environ.get(MAP_SETTING, "")
    if usual:
        return usual
    here = sorted(Path().glob("*.sysmap"))
    if len(here) == 1:
        return str(here[0])
    count = "no map" if not here else f"{len(here)} maps"
    raise click.UsageError(f"which map? There is {count} in this folder: sysmap ask MAP {typed}, or set {MAP_SETTING}")
