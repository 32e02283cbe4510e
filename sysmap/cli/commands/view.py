"""`sysmap view`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import ELEMENT_NAME, MOMENT, edit_options, map_argument
from sysmap.cli.output import say

OPTIONS = {
    "shows": "shape",
    "about": "focus_id",
    "steps": "steps",
    "start": "from_moment",
    "end": "to_moment",
    "layers": "layers",
    "hide": "hide",
    "note": "note",
    "sensitivity": "sensitivity",
    "rename": "name",
}
"""The property that each option sets."""


@documented(
    "view",
    examples="""
    sysmap view town.sysmap
    sysmap view town.sysmap --keep
    sysmap view town.sysmap "What drives admissions?" --about "Hospital admissions" --steps 2
    sysmap view town.sysmap "Where are we in this?" --about "Care Board" --place first
    sysmap view town.sysmap "What did we change today?" --from "before lunch"
    sysmap view town.sysmap "What drives admissions?" --note "The carers' forum asked for this."
    sysmap view town.sysmap "What drives admissions?" --remove
    """,
)
@map_argument
@click.argument("question", default="")
@click.option("--about", default=None, metavar="NAME", type=ELEMENT_NAME, help="An outcome, an organisation or a loop.")
@click.option("--shows", default=None, metavar="SHAPE", help="What sort of view: whole, money, boundaries, loops ...")
@click.option("--steps", default=None, metavar="N", help="How many links away it still shows, 1 to 5.")
@click.option("--from", "start", default=None, metavar="MOMENT", type=MOMENT, help="Shows what changed since then.")
@click.option("--to", "end", default=None, metavar="MOMENT", type=MOMENT, help="Until then.  [default: now]")
@click.option("--layers", default=None, metavar="LIST", help="What is drawn: causal, money, other, marks, ; between.")
@click.option("--hide", default=None, metavar="LIST", help="What is hidden at first, such as kind=Service.")
@click.option("--note", default=None, metavar="TEXT", help="What to say of it, in your own words.")
@click.option("--sensitivity", default=None, metavar="WHO", help="Who may see it: public, partner, internal.")
@click.option("--rename", default=None, metavar="TEXT", help="Its question, worded anew.")
@click.option("--place", default="", metavar="WHERE", help="first, last, or the question that it comes after.")
@click.option("--keep", is_flag=True, help="Keep the views that pages make by themselves, to be changed.")
@click.option("--remove", is_flag=True, help="Remove it; what it showed stays on the map.")
@edit_options
def command(
    *, address: str, question: str, place: str, keep: bool, remove: bool, by: str, why: str, shape: str, **given: str
) -> int:
    """List, add or change the views that pages of a map open with.

    Each answers one question. Without QUESTION it lists them; with one that is new it adds a view. Where nobody made
    any, pages make a few by themselves.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.errors import UsageError
    from sysmap.pipeline import views

    values = {OPTIONS[name]: text for name, text in given.items() if text is not None}
    if not question.strip():
        if values or place or remove:
            raise UsageError("say which view: sysmap view MAP QUESTION ...")
        if keep:
            return say(views.keep_defaults(address, by=by, why=why), shape)
        return say(views.list_views(address), shape)
    if remove:
        return say(views.drop_view(address, question, by=by, why=why), shape)
    return say(views.keep_view(address, question, values, place=place, by=by, why=why, ask=ask_on_terminal()), shape)
