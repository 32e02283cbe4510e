"""Views of a map, as their maker chose, worded and ordered them; where nobody made any, a sensible few."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record

LAYERS = ("causal", "money", "other", "marks")
"""What can be drawn over the boxes: influences, money, all other links, and the small marks of agreements and posts."""

FACETS = ("kind", "sector", "boundary", "confidence")
"""By what a view may hide at first, as in `kind=Service`."""

FOCUS_KINDS: Mapping[str, tuple[str, ...]] = {
    "outcome": ("Factor", "Service"),
    "organisation": ("Organisation",),
    "loop": ("Loop",),
}
"""The shapes that are about one thing, and what that may be."""

WHOLE = "map"
TABLES = "tables"
MOST_STEPS = 5
"""Farther than that a submap is the whole map again."""

_LAST = Decimal("Infinity")
_DEFAULT_OUTCOMES = 2
_QUESTIONS = {
    "whole": "How does it all hang together?",
    "findings": "What stands out?",
    "loops": "Which loops drive this?",
    "levers": "Where could we act?",
    "rests": "What rests on what?",
    "money": "Who pays for what?",
    "boundaries": "What crosses a boundary?",
    "tables": "Everything as tables",
}


@dataclass(frozen=True, slots=True)
class MapView:
    """One view: a question, and what of the map answers it.

    Parameters
    ----------
    id : str
        The id of its record; of one that nobody made, its shape and what it is about.
    shape : str
        One of the shapes that the vocabulary has for views.
    question : str
        Its title.
    note : str
        What its maker says of it; empty where nothing.
    focus : str
        The id of what it is about; empty for the shapes that are about the whole map.
    steps : int or None
        How many links away from that it still shows; None for as many as can be read.
    start, finish : str
        The moments that a view of changes compares; an empty finish is now.
    layers : tuple of str
        What is drawn over the boxes; empty for what its shape draws by itself.
    hide : Mapping of str to tuple of str
        Values by facet that are filtered out at first.
    problem : str
        Why it cannot be shown, in one line; empty where it can.
    made : bool
        Whether a maker made it.
    """

    id: str
    shape: str
    question: str
    note: str = ""
    focus: str = ""
    steps: int | None = None
    start: str = ""
    finish: str = ""
    layers: tuple[str, ...] = ()
    hide: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problem: str = ""
    made: bool = True


def made_views(system_map: SystemMap) -> list[MapView]:
    """Give the views that makers stored with a map, in their order; one that cannot be shown says why."""
    return [_read(system_map, record) for record in in_order(system_map)]


def in_order(system_map: SystemMap) -> list[Record]:
    """Give the records of the views of a map in the order in which they are shown."""
    found = enumerate(system_map.of("View"))
    return [record for _, record in sorted(found, key=lambda pair: (_place(pair[1]), pair[0]))]


def views_of(branch: Branch) -> list[MapView]:
    """Give the views of a page: those that somebody made, else a sensible few; the tables are always the last.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario, as its reader may see it.
    """
    views = made_views(branch) or default_views(branch)
    if all(view.shape != "tables" for view in views):
        views.append(MapView(TABLES, "tables", _QUESTIONS["tables"], made=False))
    return views


def default_views(branch: Branch) -> list[MapView]:
    """Make up views for a map for which nobody made any: the whole, what moves its outcomes, who is in it, its loops.

    What has nothing to show is left out. Outcomes come by how much leads to them, organisations by how much joins them.
    """
    views = [_default("whole", WHOLE), _default("findings")]
    moved = {each.id: _moved_by(branch, each.id) for each in branch.of("Factor") if each.yes("outcome")}
    outcomes = [each for each in sorted(moved, key=lambda each: (-moved[each], each)) if moved[each] > 1]
    views += [
        MapView(f"outcome-{each}", "outcome", f"What moves {_inside(branch.name_of(each))}?", focus=each, made=False)
        for each in outcomes[:_DEFAULT_OUTCOMES]
    ]
    bodies = _joined_to_bodies(branch)
    home = min(bodies, key=lambda each: (-bodies[each], each), default="")
    if home and len(bodies) > 1:
        question = f"Where is {branch.name_of(home)} in this?"
        views.append(MapView(f"organisation-{home}", "organisation", question, focus=home, made=False))
    views.append(_default("loops"))
    if loops := branch.of("Loop"):
        first = loops[0]
        views.append(
            MapView(f"loop-{first.id}", "loop", f"How does “{first.name}” go round?", focus=first.id, made=False)
        )
    return [*views, _default("levers"), _default("money"), _default("rests"), _default("boundaries")]


def _default(shape: str, view_id: str = "") -> MapView:
    return MapView(view_id or shape, shape, _QUESTIONS[shape], made=False)


def _inside(name: str) -> str:
    """Give a name as it stands within a sentence: a capital that only begins the name goes."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _joined_to_bodies(branch: Branch) -> dict[str, int]:
    """Give how many links join each organisation that is part of no other, those of its units among them."""
    above = {unit.id: link.to_id for unit in branch.of("Organisation") for link in branch.leaving(unit.id, "PART_OF")}
    counts: dict[str, int] = {}
    for body in branch.of("Organisation"):
        top, seen = body.id, {body.id}
        while above.get(top, "") in branch and above[top] not in seen:
            top = above[top]
            seen.add(top)
        counts[top] = counts.get(top, 0) + len(branch.leaving(body.id)) + len(branch.reaching(body.id))
    return counts


def _moved_by(branch: Branch, element_id: str) -> int:
    return len(upstream(branch, element_id, 2)) - 1


def upstream(branch: Branch, element_id: str, steps: int) -> dict[str, int]:
    """Give what influences an element within so many steps, with how many steps each is away; itself with 0."""
    found = {element_id: 0}
    edge = [element_id]
    for step in range(1, steps + 1):
        edge = sorted({link.from_id for each in edge for link in branch.reaching(each, "INFLUENCES")} - found.keys())
        found.update(dict.fromkeys((each for each in edge if each in branch), step))
    return found


def _place(record: Record) -> Decimal:
    number = record.number("order")
    return _LAST if number is None else number


def _read(system_map: SystemMap, record: Record) -> MapView:
    shape = record.get("shape") or "whole"
    focus = record.get("focus_id")
    steps = record.number("steps")
    hide: dict[str, tuple[str, ...]] = {}
    for item in record.items("hide"):
        facet, _, value = item.partition("=")
        hide[facet.strip()] = (*hide.get(facet.strip(), ()), value.strip())
    return MapView(
        record.id,
        shape,
        record.get("name") or _QUESTIONS.get(shape, "A view without a name"),
        record.get("note"),
        focus if shape in FOCUS_KINDS else "",
        None if steps is None else max(1, min(MOST_STEPS, int(steps))),
        record.get("from_moment"),
        record.get("to_moment"),
        tuple(layer for layer in LAYERS if layer in record.items("layers")),
        {facet: values for facet, values in hide.items() if facet in FACETS},
        _problem(system_map, record, shape, focus),
    )


def _problem(system_map: SystemMap, record: Record, shape: str, focus: str) -> str:
    """Say in one line why a view cannot be shown, and what to do."""
    kinds = FOCUS_KINDS.get(shape)
    if kinds is None:
        if shape == "changes" and not record.get("from_moment"):
            return f"The view “{record.name}” says no moment to compare with; give --from MOMENT, such as a snapshot."
        return ""
    found = system_map.get(focus)
    if found is not None and found.kind in kinds:
        return ""
    what = "what it was about is not on this map" if focus or found is None else "it is about something else"
    wanted = {"outcome": "an outcome", "organisation": "an organisation", "loop": "a loop"}[shape]
    return f"The view “{record.name}” cannot be shown: {what}; name {wanted} with --about, or remove the view."
