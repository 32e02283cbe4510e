"""A place to act as a colleague tells it: what it moves, how surely, by which ways and loops, and what is spent."""

from collections.abc import Sequence
from decimal import Decimal

from sysmap.analysis.costs import Cost
from sysmap.analysis.leverage import LeverageReport, PlaceToAct, helps_if_at_all, say_place
from sysmap.analysis.press.paths import Path
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.polarity import named_loops
from sysmap.model.records import Record
from sysmap.model.sureness import least_sure
from sysmap.model.vocabulary import property_of
from sysmap.pipeline.press import say_path

_WAYS_TOLD = 2
_UNSURE_TOLD = 3
_WIDEST = len("against what you want:")


def tell_place(
    branch: Branch, report: LeverageReport, place: PlaceToAct, costs: Sequence[Cost], *, costed: bool = True
) -> list[str]:
    """Tell one place to act in a few lines.

    Parameters
    ----------
    branch : Branch
        The map.
    report : LeverageReport
        What the place is part of.
    place : PlaceToAct
        The place.
    costs : sequence of Cost
        What is known to be spent there.
    costed : bool, optional
        Whether to say what is spent: where nothing is known of any place, once for all of them is enough.
    """
    named = {each: branch.name_of(each) for each in {*report.wanted, *place.side_effects}}
    sure: list[str] = []
    usual: list[str] = []
    perhaps: list[str] = []
    unsure: list[str] = []
    for each, want in report.wanted.items():
        response = place.responses[each]
        said = f"{'more' if want > 0 else 'less'} “{named[each]}”"
        if response.direction == want:
            (sure if response.verdict == "consistent" else usual).append(said)
        elif helps_if_at_all(place, each, want):
            perhaps.append(said)
        elif response.verdict == "undetermined":
            unsure.append(f"“{named[each]}”")
    ways = _ways(report, place)
    loops = [f"“{branch.name_of(each)}”" for each in loops_through(branch, place.element)[:_WAYS_TOLD]]
    told = (
        ("in nearly every version:", ", ".join(sure)),
        ("usually:", ", ".join(usual)),
        ("if it moves at all:", ", ".join(perhaps)),
        ("could go either way:", _some(unsure)),
        ("against what you want:", ", ".join(f"“{named[each]}”" for each in place.side_effects) or "none seen"),
        *(("by way of:" if not number else "", say_path(branch, way)) for number, way in enumerate(ways)),
        ("least sure link:", _least_sure(branch, ways)),
        ("in the loops:", ", ".join(loops)),
        ("takes hold at:", _say_ratings(branch, place.element)),
    )
    said = say_place(branch, place)
    lines = [f"{said[0].upper()}{said[1:]}" + (f" ({_say_costs(branch, place, costs)})" if costed else "")]
    return [*lines, *(f"  {label:{_WIDEST + 2}} {text}" for label, text in told if text)]


def _some(names: Sequence[str]) -> str:
    """Name the first few, and say how many more there are: what could go either way is not worth a wall of names."""
    more = len(names) - _UNSURE_TOLD
    return ", ".join(names[:_UNSURE_TOLD]) + (f" and {more} more of what you want" if more > 0 else "")


def loops_through(branch: Branch, element: str) -> list[str]:
    """Give the named loops that pass through a place and hold."""
    return [
        loop.record.id
        for loop in named_loops(branch)
        if not loop.broken and element in loop.record.items("element_ids")
    ]


def _ways(report: LeverageReport, place: PlaceToAct) -> list[Path]:
    """Give the shortest ways to what it moves as wanted first, then to anything chosen."""
    ordered = sorted(
        place.paths,
        key=lambda each: (place.responses[each].direction != report.wanted[each], len(place.paths[each][0].links)),
    )
    return [place.paths[each][0] for each in ordered[:_WAYS_TOLD]]


def _least_sure(branch: Branch, ways: Sequence[Path]) -> str:
    """Tell how sure the least sure link on the ways told is; links that join the same two stand for each other."""
    links = [branch[link] for way in ways for link in way.links]
    return (least_sure(links) or "nobody said of every link") if links else ""


def ratings_of(branch: Branch, element: str) -> list[Record]:
    """Give where raters think that what is done at a place takes hold, among Meadows's twelve places."""
    return [each for each in branch.of("Rating") if each.get("about_id") == element and each.get("level")]


def _say_ratings(branch: Branch, element: str) -> str:
    """Tell them as they were given, each with its rater: a judgement beside the findings, and no part of any order."""
    level = property_of("Rating", "level")
    return "; ".join(
        f"{level.words_for(each.get('level')) if level else each.get('level')}"
        f" ({each.get('intervention') or 'it'}, judged by {each.get('rater') or 'somebody'})"
        for each in ratings_of(branch, element)
    )


def spent_at(costs: Sequence[Cost]) -> Decimal | None:
    """Add up what is known to be spent; None where nothing is."""
    known = [cost.amount.value for cost in costs if isinstance(cost.amount.value, Decimal)]
    return sum(known, Decimal(0)) if known else None


def _say_costs(branch: Branch, place: PlaceToAct, costs: Sequence[Cost]) -> str:
    spent = spent_at(costs)
    if spent is None:
        return "what is spent there is not known"
    said = say_money(spent, costs[0].amount.unit)
    if len(costs) == 1 and costs[0].service == place.element:
        return f"{said} is spent there"
    if len(costs) == 1:
        return f"{said} is spent on “{branch.name_of(costs[0].service)}”, which acts on it"
    known = sum(cost.amount.value is not None for cost in costs)
    which = f"the {known}" if known == len(costs) else f"{known} of {len(costs)}"
    return f"{said} is spent on {which} services that act on it"
