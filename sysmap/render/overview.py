"""Where organisations stand when a large map is folded: one closed box each, in places of their own.

The whole picture of ten thousand things is far too large to read at once, and its boxes, closed, would stand in it like
houses in a desert. So what stands in no other box is laid out a second time at the size it has closed.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sysmap.render.layout import lay_out
from sysmap.render.plan import Item, Plan, Pull

MANY = 400
"""More than so many things are more than anybody reads at once: the page opens folded."""

VIEW = "overview"
"""What stands as the view of a position that holds for the folded map."""

HASTE = 1 / 6
"""What share of a search a picture of such a map is worth: it has several, and its page is wanted in a second."""

_MARK = 30.0
"""Room for the mark that opens a closed box, beside its name; the page draws it there."""

_MOST_PULL = 3.0


def lay_out_overview(
    plan: Plan, put: Mapping[str, tuple[float, float]] = MappingProxyType({})
) -> list[tuple[str, float, float]] | None:
    """Place organisations as closed boxes.

    Parameters
    ----------
    plan : Plan
        What there is to place on the whole map.
    put : Mapping of str to (float, float)
        Where people put organisations on the folded map, by id: those of its positions whose view is `VIEW`.

    Returns
    -------
    list of (str, float, float) or None
        The middle of every organisation that stands in no other, by id; None where folding helps nobody: on a map that
        can be read whole, and where most things stand in no organisation.
    """
    outermost = _outermost(plan)
    organisations = [item for item in plan.items if item.kind == "Organisation" and outermost[item.id] == item.id]
    kept = {item.id for item in organisations}
    held = sum(outermost[item.id] in kept for item in plan.items)
    if len(plan.items) <= MANY or 2 * held < len(plan.items) or 2 * len(kept) > len(plan.items):
        return None
    full = {item.parent for item in plan.items}
    pulls: dict[tuple[str, str], float] = {}
    for pull in plan.pulls:
        one, other = (outermost.get(each, each) for each in (pull.one, pull.other))
        if one != other and one in kept and other in kept:
            pair = (one, other) if one < other else (other, one)
            pulls[pair] = pulls.get(pair, 0.0) + pull.weight
    folded = Plan(
        tuple(_closed(item) if item.id in full else item for item in organisations),
        (),
        tuple(Pull(*pair, min(weight, _MOST_PULL), 0.0) for pair, weight in sorted(pulls.items())),
    )
    places = lay_out(folded, {each: at for each, at in put.items() if each in kept}, effort=HASTE).places
    return [(item.id, *places[item.id].centre) for item in folded.items]


def _outermost(plan: Plan) -> dict[str, str]:
    """Give for every item the outermost box it stands in, or itself."""
    parents = {item.id: item.parent for item in plan.items}
    found: dict[str, str] = {}
    for item_id in parents:
        at = item_id
        while parents.get(at):
            at = parents[at]
        found[item_id] = at
    return found


def _closed(item: Item) -> Item:
    return replace(item, lettering=replace(item.lettering, width=item.lettering.width + _MARK))
