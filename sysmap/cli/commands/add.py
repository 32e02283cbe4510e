"""`sysmap add`."""

from typing import Any

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import (
    ELEMENT_NAME,
    KIND_WORD,
    edit_options,
    given_properties,
    map_argument,
    property_options,
    value_option,
)
from sysmap.cli.output import say
from sysmap.model.vocabulary import KINDS

_KINDS = [kind.name for kind in KINDS.values() if kind.form == "element" or kind.named]


@documented(
    "add",
    examples="""
    sysmap add town.sysmap factor "Carer strain"
    sysmap add town.sysmap organisation "Housing team" --part-of "Thornmere Council"
    sysmap add town.sysmap factor "Falls" outcome=yes desired_direction=down
    sysmap add town.sysmap service "Falls classes" --delivered-by "Age Well" --prevention-tier primary
    sysmap add town.sysmap loop "Crisis eats prevention" "Crisis" "Prevention budget"
    sysmap add town.sysmap note --text "Carers were not in the room" --kind question
    sysmap add town.sysmap factor - < factors.txt
    """,
)
@map_argument
@click.argument("kind", type=KIND_WORD)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--part-of", "part_of", type=ELEMENT_NAME, metavar="NAME", help="What an organisation or place is part of."
)
@click.option("--owner", type=ELEMENT_NAME, metavar="NAME", help="Who answers for a factor.")
@click.option("--commissioned-by", type=ELEMENT_NAME, metavar="NAME", help="Who answers for buying a service.")
@click.option("--delivered-by", type=ELEMENT_NAME, metavar="NAME", help="Who delivers a service.")
@click.option("--place", type=ELEMENT_NAME, metavar="NAME", help="Where it is or happens.")
@click.option(
    "--through",
    type=ELEMENT_NAME,
    multiple=True,
    metavar="NAME",
    help="For a loop: each element in order; repeatable. They may stand after its name.",
)
@value_option
@edit_options
@property_options(_KINDS, taken=("name", "element_ids", "relationship_ids"))
def command(
    *,
    address: str,
    kind: str,
    names: tuple[str, ...],
    through: tuple[str, ...],
    pairs: tuple[str, ...],
    own: bool,
    by: str,
    why: str,
    shape: str,
    **options: Any,
) -> int:
    """Add an element, or a list of them.

    KIND is organisation, service, factor, outcome, agreement, role, place, scenario, note, loop or measure; the
    beginning of the word will do. A name is all that is needed, and a note does without. With - for NAME, names are
    read from standard input, a line each, as one edit. A name like one on the map is added and said to be like it; of
    several, one that is on the map already is not added again. Names after that of a loop are what it passes through.
    Values may stand among them, as outcome=yes.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.typing_in import read_lines
    from sysmap.pipeline import adding, typed

    said, more = ([], []) if names == ("-",) else typed.part_pairs(names)
    listed = (read_lines() or [""]) if names == ("-",) else said
    answer = adding.add_elements(
        address,
        kind,
        listed,
        {**given_properties(options), **typed.split_pairs((*more, *pairs))},
        attach={key: options[key] for key in adding.ATTACHMENTS if options[key]},
        through=through,
        pasted=names == ("-",),
        own=own,
        by=by,
        why=why,
        ask=ask_on_terminal() if names != ("-",) else None,
    )
    return say(answer, shape)
