"""`sysmap set`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import TARGET, edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "set",
    examples="""
    sysmap set town.sysmap "Carer strain" control=shared note="Asked for by the carers' forum"
    sysmap set town.sysmap "Carer strain" name="Strain on carers"
    sysmap set town.sysmap "Carer strain" more "Hospital admissions" strength=3 confidence=contested
    sysmap set town.sysmap "ICB" funds "Connectors" amount=310k basis=actual
    """,
)
@map_argument
@click.argument("words", metavar="NAME|FROM HOW TO NAME=VALUE...", nargs=-1, required=True, type=TARGET)
@click.option("--own", is_flag=True, help="Mean a property of your own, even where it looks like a slip.")
@edit_options
def command(*, address: str, words: tuple[str, ...], own: bool, by: str, why: str, shape: str) -> int:
    """Set values of an element, or of a link named by its ends and the word between.

    name= with nothing behind it removes the value. A new name is set like any value.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.pipeline import editing, typed

    first = next((place for place, word in enumerate(words) if "=" in word[1:]), len(words))
    answer = editing.set_values(
        address,
        words[:first],
        typed.split_pairs(words[first:]),
        own=own,
        by=by,
        why=why,
        ask=ask_on_terminal(),
    )
    return say(answer, shape)
