"""`sysmap query`."""

import click
from click.shell_completion import CompletionItem

from sysmap.cli.documented import documented
from sysmap.cli.options import MapAddress, as_of_option, list_option, reading_options
from sysmap.cli.output import say


class QuestionName(click.ParamType[str]):
    """The name of a question of the Cypher library."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the name as it was typed; the library decides what it means."""
        del param, ctx
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Give the names that begin with what was typed."""
        del ctx, param
        from sysmap.stores.neo4j.questions import list_questions

        return [
            CompletionItem(each.name, help=each.asks) for each in list_questions() if each.name.startswith(incomplete)
        ]


@documented(
    "query",
    examples="""
    sysmap query
    sysmap query --explain what_stops_if_x_stops
    sysmap query town.sysmap what_stops_if_x_stops --param element="Community connectors"
    sysmap query "bolt://localhost:7687?map=town" who_pays_and_who_benefits --param year=2025-26 --format csv
    sysmap query "bolt://localhost:7687?map=town" --file my.cypher
    sysmap query town.sysmap overdue --for partner --at "before the summer"
    """,
)
@click.argument("address", metavar="[MAP]", type=MapAddress(), default="")
@click.argument("question", metavar="[NAME]", type=QuestionName(), default="")
@click.option("--param", "pairs", multiple=True, metavar="NAME=VALUE", help="What the question takes; repeatable.")
@click.option("--explain", "explained", type=QuestionName(), default="", metavar="NAME", help="Say how it is answered.")
@click.option("--file", "path", type=click.Path(), default="", metavar="FILE", help="Run a Cypher statement of yours.")
@click.option("--write", is_flag=True, help="Let the statement of --file write; sysmap's log knows nothing of it.")
@as_of_option
@list_option
@reading_options
def command(
    *,
    address: str,
    question: str,
    pairs: tuple[str, ...],
    explained: str,
    path: str,
    write: bool,
    as_of: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Ask a named question of a map, or run Cypher of your own on one in Neo4j. Alone it lists the questions.

    In Neo4j a question is asked in Cypher, in a transaction that lets nothing be written; of a file, and with --for,
    --at or --scenario, the same is worked out in Python. In a statement of your own $map is the name of the map.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.progress import progress
    from sysmap.pipeline import querying
    from sysmap.pipeline.typed import read_day, split_pairs

    if explained:
        if address or path:
            raise click.UsageError("--explain takes no map: sysmap query --explain NAME")
        return say(querying.explain(explained), shape)
    if write and not path:
        raise click.UsageError("--write goes with --file; the named questions only read")
    if not address:
        if path or pairs:
            raise click.UsageError("say which map to ask: sysmap query MAP NAME")
        return say(querying.tell_questions(), shape)
    if bool(path) == bool(question):
        raise click.UsageError("give the name of one question, or --file: sysmap query lists the questions")
    if path and (at or scenario or audience != "council"):
        raise click.UsageError("a statement of --file sees all of the map: leave out --for, --at and --scenario")
    given = split_pairs(pairs)
    with progress("Asking"):
        if path:
            answer = querying.run_file(address, path, given, write=write, listed=listed)
        else:
            day, ask = read_day(as_of), ask_on_terminal()
            answer = querying.ask_question(
                address,
                question,
                given,
                as_of=day,
                at=at,
                scenario=scenario,
                audience=audience,
                listed=listed,
                ask=ask,
            )
    return say(answer, shape)
