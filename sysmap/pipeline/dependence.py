"""What rests on what, answered in every format."""

from collections.abc import Mapping
from typing import Any

from sysmap.analysis.dependence import (
    MOST_CUT,
    Consequences,
    Sort,
    Support,
    follow,
    immediate_dominators,
    read_support,
    report_dependence,
    say_consequences,
    separate_ways,
)
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import Answer, Table, make_table
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked

_STOPS: Mapping[Sort, str] = {
    "needs": "it cannot work without",
    "part_of": "it is part of",
    "paid_by": "nobody else on this map pays for it:",
    "delivered_by": "nobody else on this map delivers it:",
}
_RESTS: Mapping[Sort, str] = {
    "needs": "cannot work without",
    "helped_by": "is helped by",
    "part_of": "is part of",
    "paid_by": "is paid for by",
    "delivered_by": "is delivered by",
}
CAUTION = "Only what is drawn counts: a support that nobody put on the map is not missed, nor one that would step in."


def ask_depends(opened: Opened, name: str = "", *, listed: int | None = None, ask: Ask | None = None) -> Answer:
    """Say what stops if something stops, and what it rests on.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        An element, its name typed loosely; those on which most rests where empty.
    listed : int, optional
        How many rows a text lists; all where not given.
    ask : callable, optional
        Asks which of several is meant.
    """
    return _ask_one(opened, name, ask) if name else _ask_all(opened, listed)


def _ask_all(opened: Opened, listed: int | None) -> Answer:
    branch = opened.branch
    report = report_dependence(branch)
    parts: list[str | Table] = [f"{opened.heading}."]
    if report.consequences:
        parts.append(f"{len(report.consequences)} elements on which something rests alone, the most services first.")
        parts.extend(["", *(finding.sentence for finding in report.findings[:listed])])
        more = len(report.findings) - (listed or 0)
        if listed is not None and more > 0:
            parts.append(f"{more} more: --list {len(report.findings)} lists all.")
    else:
        parts.append("Nothing on this map rests on one element alone.")
    parts.extend(["", CAUTION])
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "consequences": [_consequences_data(each) for each in report.consequences],
        "names": _names(branch, *report.consequences),
        "findings": [finding.to_json() for finding in report.findings],
    }
    return Answer(tuple(parts), data, _table(branch, *report.consequences), opened.cautions)


def _ask_one(opened: Opened, name: str, ask: Ask | None) -> Answer:
    branch = opened.branch
    element = find_named(branch, name, ("Organisation", "Service", "Factor"), ask)
    support = read_support(branch)
    found = follow(support, element.id)
    passes, ways = _money_ways(branch, support, element.id)
    parts: list[str | Table] = [f"{opened.heading}: “{element.name}”.", say_consequences(branch, found).sentence]
    parts.extend(
        f"  “{branch.name_of(stop.element)}”: {_STOPS[stop.because]} {_listed(branch, stop.gone)}"
        for stop in found.stops
    )
    if found.weakened:
        parts.extend(["", "Loses some of what it rests on, and may go on:"])
        parts.extend(f"  “{branch.name_of(each)}”: {_listed(branch, lost)}" for each, lost in found.weakened.items())
    rests = support.rests_on(element.id)
    parts.extend(
        ["", f"What “{element.name}” rests on itself:" if rests else f"“{element.name}” rests on nothing drawn."]
    )
    parts.extend(f"  {_RESTS[sort]} {_listed(branch, tuple(by))}" for sort, by in rests.items())
    if passes:
        parts.append(f"  all money drawn to it passes through {_listed(branch, passes)}")
    elif ways > 1:
        parts.append(f"  money reaches it by {ways if ways < MOST_CUT else f'{ways} or more'} ways that share nobody")
    parts.extend(["", CAUTION])
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "element": element.id,
        **_consequences_data(found),
        "rests_on": {sort: list(by) for sort, by in rests.items()},
        "money_passes_through": list(passes),
        "separate_ways_of_money": ways,
        "names": {**_names(branch, found), **{each: branch.name_of(each) for by in rests.values() for each in by}},
        "findings": [say_consequences(branch, found).to_json()],
    }
    return Answer(tuple(parts), data, _table(branch, found), opened.cautions)


def _money_ways(branch: Branch, support: Support, element: str) -> tuple[tuple[str, ...], int]:
    """Give what all money to an element passes through, and by how many separate ways it comes, up to a few."""
    arcs = [
        (flow.from_id, flow.to_id) for flow in branch.of("FUNDS") if flow.from_id in branch and flow.to_id in branch
    ]
    paid = {finish for _, finish in arcs}
    sources = sorted({start for start, _ in arcs} - paid - {element})
    if "paid_by" not in support.rests_on(element) or not sources:
        return (), 0
    above = immediate_dominators(arcs, sources)
    passes = []
    here = above.get(element)
    while here:
        passes.append(here)
        here = above.get(here)
    return tuple(passes), separate_ways(arcs, sources, element)


def _listed(branch: Branch, elements: tuple[str, ...]) -> str:
    return ", ".join(f"“{branch.name_of(each)}”" for each in elements)


def _consequences_data(consequences: Consequences) -> dict[str, Any]:
    return {
        "element": consequences.element,
        "stops": [
            {"id": stop.element, "because": stop.because, "gone": list(stop.gone), "links": list(stop.links)}
            for stop in consequences.stops
        ],
        "weakened": {each: list(lost) for each, lost in consequences.weakened.items()},
    }


def _names(branch: Branch, *consequences: Consequences) -> dict[str, str]:
    named = {
        each
        for one in consequences
        for each in (one.element, *(stop.element for stop in one.stops), *one.weakened, *sum(one.weakened.values(), ()))
    }
    return {each: branch.name_of(each) for each in sorted(named)}


def _table(branch: Branch, *consequences: Consequences) -> Table:
    rows = [
        (
            one.element,
            branch.name_of(one.element),
            stop.element,
            branch.name_of(stop.element),
            stop.because,
            ";".join(stop.gone),
        )
        for one in consequences
        for stop in one.stops
    ]
    return make_table(("if", "if_name", "stops", "stops_name", "because", "gone"), rows)
