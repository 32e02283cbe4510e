"""One picture for the base and its scenarios, so that nothing moves when somebody looks from one to another."""

from collections.abc import Iterable

from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.render.layout import Picture
from sysmap.render.plan import Plan


def laid_over(branches: Iterable[Branch]) -> Branch:
    """Give everything that any of some branches has; what several have, as the first has it."""
    records: dict[str, Record] = {}
    for each in branches:
        records = {**each.records, **records}
    return Branch(records)


def fits(plan: Plan, around: Plan) -> bool:
    """Whether all that one plan places stands in the same boxes, at the same sizes, in another."""
    known = {item.id: item for item in (*around.items, *around.marks)}
    return all(
        (other := known.get(item.id)) is not None and (other.parent, other.lettering) == (item.parent, item.lettering)
        for item in (*plan.items, *plan.marks)
    )


def kept(picture: Picture, plan: Plan) -> Picture:
    """Give of a picture what a plan places."""
    placed = {item.id for item in (*plan.items, *plan.marks)}
    holding = {item.parent for item in plan.items}
    return Picture(
        {each: rect for each, rect in picture.places.items() if each in placed},
        {each: rect for each, rect in picture.boxes.items() if each in placed and each in holding},
        {each: parent for each, parent in picture.parents.items() if each in placed},
    )
