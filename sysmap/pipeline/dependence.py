"""What rests on what, answered in every format."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from sysmap.analysis.criticality import Critical, CriticalityReport, money_arcs, report_criticality
from sysmap.analysis.dependence import (
    MOST_CUT,
    Consequences,
    Sort,
    follow,
    immediate_dominators,
    read_support,
    report_dependence,
    say_consequences,
    separate_ways,
    smallest_cut,
)
from sysmap.errors import UsageError
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
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


MOST_HANGING = 10
"""Elements that a text tells of on which money hangs alone."""

_ANY = ("Organisation", "Service", "Factor")


def ask_depends(
    opened: Opened,
    name: str = "",
    *,
    fails: Sequence[str] = (),
    listed: int | None = None,
    whole: bool = True,
    ask: Ask | None = None,
) -> Answer:
    """Say what stops if something stops, and what it rests on.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        An element, its name typed loosely; those on which most rests where empty.
    fails : sequence of str
        How likely elements are to fail, each as `NAME=0.1`; they weigh what hangs on them for money.
    listed : int, optional
        How many rows a text lists; all where not given.
    whole : bool
        Follow every element for programs and spreadsheets; else those only that a text lists, which is quicker.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When a chance cannot be read, or is given together with a name.
    """
    if name and fails:
        raise UsageError("--fail weighs all elements against each other: leave out the name")
    if name:
        return _ask_one(opened, name, ask)
    return _ask_all(opened, _read_chances(opened.branch, fails, ask), listed, whole=whole)


def _read_chances(branch: Branch, fails: Sequence[str], ask: Ask | None) -> dict[str, float]:
    chances = {}
    for said in fails:
        name, _, chance = said.rpartition("=")
        try:
            value = float(chance)
        except ValueError:
            value = -1.0
        if not name.strip() or not 0 <= value <= 1:
            raise UsageError(f"cannot read {said!r}: write --fail 'NAME=0.1', with a chance from 0 to 1")
        chances[find_named(branch, name.strip(), _ANY, ask).id] = value
    return chances


def _ask_all(opened: Opened, chances: Mapping[str, float], listed: int | None, *, whole: bool) -> Answer:
    branch = opened.branch
    report = report_dependence(branch, None if whole else listed)
    critical = report_criticality(branch, chances)
    parts: list[str | Table] = [f"{opened.heading}."]
    if report.in_all:
        parts.append(f"{report.in_all:,} elements on which something rests alone, the most services first.")
        parts.extend(["", *(finding.sentence for finding in report.findings[:listed])])
        parts.extend(say_more(report.in_all, listed))
    else:
        parts.append("Nothing on this map rests on one element alone.")
    parts.extend(_say_criticality(branch, critical, chances, listed))
    parts.extend(["", CAUTION])
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "consequences": [_consequences_data(each) for each in report.consequences],
        "services_paid": len(critical.services),
        "paid_in_all": str(critical.total),
        "currency": critical.selection.currency,
        "paid_in": critical.selection.label,
        "money_hangs_on": [_critical_data(each) for each in critical.elements],
        "names": {
            **_names(branch, *report.consequences),
            **{each: branch.name_of(each) for one in critical.elements for each in (one.element, *one.cut_off)},
        },
        "findings": [finding.to_json() for finding in (*report.findings, *critical.findings)],
    }
    return Answer(tuple(parts), data, _table(branch, *report.consequences), opened.cautions)


def _say_criticality(
    branch: Branch, report: CriticalityReport, chances: Mapping[str, float], listed: int | None
) -> list[str | Table]:
    """Say on whom money to services hangs alone."""
    if not report.services:
        return []
    count, paid = len({each for one in report.elements for each in one.cut_off}), len(report.services)
    parts: list[str | Table] = [
        "",
        f"Money: {count} of {paid} services that drawn money reaches would get none without one element or another.",
    ]
    if not report.elements:
        return parts
    headings = ["without", "services money no longer reaches", f"money into services ({report.selection.label})"]
    if chances:
        headings.extend(["chance", "services, weighed by chance"])
    most = MOST_HANGING if listed is None else min(MOST_HANGING, listed)
    rows = []
    for one in report.elements[:most]:
        row = [
            branch.name_of(one.element),
            f"{len(one.cut_off)} of {paid}",
            say_money(one.lost, report.selection.currency) if one.lost else "not known",
        ]
        if one.chance is None:
            row.extend(["not known", "not known"] if chances else [])
        else:
            row.extend([f"{one.chance:g}", f"{one.chance * len(one.cut_off):.2g}"])
        rows.append(row)
    parts.append(make_table(headings, rows, headings[1:]))
    parts.extend(f"Not known: {each}." for each in report.selection.left_out)
    return parts


def _critical_data(critical: Critical) -> dict[str, Any]:
    return {
        "id": critical.element,
        "cut_off": list(critical.cut_off),
        "share": critical.share,
        "lost": str(critical.lost),
        "chance": critical.chance,
        "weighed": critical.weighed,
    }


def _ask_one(opened: Opened, name: str, ask: Ask | None) -> Answer:
    branch = opened.branch
    element = find_named(branch, name, _ANY, ask)
    support = read_support(branch)
    found = follow(support, element.id)
    passes, ways, cut = _money_ways(branch, element.id)
    hanging = next((each.cut_off for each in report_criticality(branch).elements if each.element == element.id), ())
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
        if cut:
            parts.append(f"  it would get none without {' and '.join(f'“{branch.name_of(each)}”' for each in cut)}")
    if hanging:
        parts.extend(["", f"All drawn money to {_listed(branch, hanging)} passes through it."])
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
        "money_cut": list(cut),
        "money_only_through_it": list(hanging),
        "names": {
            **_names(branch, found),
            **{each: branch.name_of(each) for by in (*rests.values(), passes, cut, hanging) for each in by},
        },
        "findings": [say_consequences(branch, found).to_json()],
    }
    return Answer(tuple(parts), data, _table(branch, found), opened.cautions)


def _money_ways(branch: Branch, element: str) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """Give what all money to an element passes through, how many separate ways it has, and the fewest to cut it off."""
    arcs, sources = money_arcs(branch)
    sources = [each for each in sources if each != element]
    if not sources or all(finish != element for _, finish in arcs):
        return (), 0, ()
    above = immediate_dominators(arcs, sources)
    passes = []
    here = above.get(element)
    while here:
        passes.append(here)
        here = above.get(here)
    return tuple(passes), separate_ways(arcs, sources, element), smallest_cut(arcs, sources, element)


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
        for each in (one.element, *(stop.element for stop in one.stops), *one.weakened, *chain(*one.weakened.values()))
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
