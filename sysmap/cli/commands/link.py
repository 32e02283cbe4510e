"""`sysmap link`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import (
    ELEMENT_NAME,
    LINK_WORD,
    edit_options,
    given_properties,
    map_argument,
    property_options,
    value_option,
)
from sysmap.cli.output import say
from sysmap.model.vocabulary import KINDS

_KINDS = [kind.name for kind in KINDS.values() if kind.form == "relationship"]


@documented(
    "link",
    examples="""
    sysmap link town.sysmap "Carer strain" more "Hospital admissions"
    sysmap link town.sysmap "Falls classes" - "Hospital admissions" --strength 2 --delay months
    sysmap link town.sysmap "Cold homes" more "Frailty" --add
    sysmap link town.sysmap "ICB" funds "Connectors" --amount "about 300k" --year 2025-26
    sysmap link town.sysmap "Council" works-with "ICB" --collab-level 3
    sysmap link town.sysmap "Age Well" shares-premises-with "Library" --own
    sysmap link town.sysmap - --add < links.txt
    """,
)
@map_argument
@click.argument("start", metavar="FROM", type=ELEMENT_NAME)
@click.argument("how", metavar="HOW", default="", type=LINK_WORD)
@click.argument("finish", metavar="TO", default="", type=ELEMENT_NAME)
@click.argument("more", metavar="[NAME=VALUE]...", nargs=-1)
@click.option("--year", default="", metavar="YEAR", help="The financial year of money, such as 2025-26.")
@click.option("--add", "add_missing", is_flag=True, help="Add an end that is not on the map yet, in the same edit.")
@click.option("--another", is_flag=True, help="Draw it although there is one already.")
@value_option
@edit_options
@property_options(_KINDS, taken=("from_id", "to_id", "polarity"))
def command(
    *,
    address: str,
    start: str,
    how: str,
    finish: str,
    year: str,
    add_missing: bool,
    another: bool,
    more: tuple[str, ...],
    pairs: tuple[str, ...],
    own: bool,
    by: str,
    why: str,
    shape: str,
    **options: Any,
) -> int:
    """Draw a link between two elements and read it back as a sentence.

    HOW is more, less or unsure (or +, -, '?') for what drives what; funds, delivers, commissions, depends-on,
    works-with, stewards, part-of, governs, holds, party-to, covers, in-place or about for the rest. Amounts may be
    typed as people say them: 300k, £1.2m, "about 300k". A link that is there already gets the given values and is not
    drawn again. With - alone, lines such as "Carer strain + Hospital admissions" are read from standard input as one
    edit.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.typing_in import read_lines
    from sysmap.pipeline import linking, typed

    given = {**given_properties(options), **typed.split_pairs((*more, *pairs))}
    if year:
        given[typed.YEAR] = year
    pasted = start == "-" and not how
    if not pasted and not finish:
        raise click.UsageError('write FROM HOW TO, such as "Carer strain" more "Hospital admissions"; - reads lines')
    links: list[tuple[str, ...]] = [(line,) for line in read_lines()] if pasted else [(start, how, finish)]
    wish = linking.LinkWish(given, add_missing, another, own)
    ask = None if pasted else ask_on_terminal()
    return say(linking.link_elements(address, links, wish, by=by, why=why, ask=ask), shape)
