"""`sysmap link`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ElementName, edit_options, given_properties, map_argument, property_options, value_option
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
    """,
)
@map_argument
@click.argument("start", metavar="FROM", type=ElementName())
@click.argument("how")
@click.argument("finish", metavar="TO", type=ElementName())
@click.option("--year", default="", metavar="YEAR", help="The financial year of money, such as 2025-26.")
@click.option("--add", "add_missing", is_flag=True, help="Add an end that is not on the map yet, in the same edit.")
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
    typed as people say them: 300k, £1.2m, "about 300k".
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.pipeline import adding, typed

    given = {**given_properties(options), **typed.split_pairs(pairs)}
    if year:
        given[typed.YEAR] = year
    answer = adding.link_elements(
        address, (start, how, finish), given, add_missing=add_missing, own=own, by=by, why=why, ask=ask_on_terminal()
    )
    return say(answer, shape)
