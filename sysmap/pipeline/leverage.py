"""Places to act, answered in every format."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from sysmap.analysis.costs import Cost, costs_of
from sysmap.analysis.leverage import LeverageReport, PlaceToAct, report_leverage, say_place
from sysmap.analysis.press.report import Progress, say_response
from sysmap.analysis.press.settings import Settings, WeightFamily
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.names import CAUSAL, Ask, find_named, find_ways, up_and_down
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.places import loops_through, ratings_of, spent_at, tell_place
from sysmap.pipeline.press import check_data, response_data, say_check, say_versions, settings_data
from sysmap.pipeline.seeing import NOTHING_SEEN, SeenWish, fit_data, is_moved, read_seen, say_fit, telling_measures

WITHIN_REACH = ("ours", "shared")
_WAYS = {"up": 1, "down": -1}

FIRST_DRAWS = 100
"""Versions from which a first answer is given where the whole one takes longer."""

AT_ONCE = 2.0
"""Seconds within which nobody needs a first answer."""

_FIRST_TOLD = 5

Costs = Mapping[str, tuple[Cost, ...]]


@dataclass(frozen=True, slots=True)
class LeverageWish:
    """What people want to change, and where they could act.

    Parameters
    ----------
    more, less : tuple of str
        Names of what people want more and less of, typed loosely; every outcome whose wanted direction is known where
        both are empty.
    control : tuple of str
        Places count only where this is said of who decides about them; any where empty.
    only : tuple of str
        Names of the only places that count; any where empty.
    draws, seed : int
        How many versions, and where the random numbers begin.
    weights : str
        How large effects are.
    seen : SeenWish
        What people saw happen: versions that contradict it are left out.
    """

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    draws: int = 2000
    seed: int = 1
    weights: WeightFamily = "as_said"
    seen: SeenWish = NOTHING_SEEN


def ask_leverage(
    opened: Opened,
    wish: LeverageWish,
    *,
    listed: int | None = None,
    ask: Ask | None = None,
    progress: Progress | None = None,
    first: Callable[[str], None] | None = None,
) -> Answer:
    """Find places to act for what people want to change.

    Parameters
    ----------
    opened : Opened
        The map.
    wish : LeverageWish
        What to change, and where one could act.
    listed : int, optional
        How many places a text lists; all where not given.
    ask : callable, optional
        Asks which of several is meant.
    progress : callable, optional
        Told the share that is done.
    first : callable, optional
        Told a first answer, from few versions, where the whole one takes longer than two seconds.

    Raises
    ------
    UsageError
        When something is wanted both ways, or what was seen cannot be read.
    NoAnswerError
        When the map does not hold what an answer needs.
    """
    branch = opened.branch
    wanted = wanted_of(branch, wish, ask)
    candidates = _candidates(branch, wish, ask)
    settings = Settings(wish.draws, wish.seed, wish.weights)
    seen, measured = read_seen(branch, wish.seen, {}, ask)
    if first and not seen and settings.draws >= 2 * FIRST_DRAWS:
        _tell_first(branch, wanted, candidates, settings, first)
    with telling_measures(measured):
        report = report_leverage(branch, wanted, candidates, settings, seen=seen, progress=progress)
    costs = costs_of(branch, [place.element for place in report.places])
    return Answer(
        _parts(opened, report, costs, listed, measured),
        {**_data(opened, report, costs), "seen": fit_data(report.fit, measured)},
        _table(branch, report, costs),
        opened.cautions,
    )


def _tell_first(
    branch: Branch,
    wanted: Mapping[str, int],
    candidates: Sequence[str],
    settings: Settings,
    first: Callable[[str], None],
) -> None:
    """Tell what few versions say, where all of them will take a while."""
    begun = monotonic()
    report = report_leverage(branch, wanted, candidates, replace(settings, draws=FIRST_DRAWS))
    if (monotonic() - begun) * settings.draws / FIRST_DRAWS < AT_ONCE:
        return
    told = ", ".join(say_place(branch, place) for place in report.places[:_FIRST_TOLD])
    first(
        f"First answer, from {FIRST_DRAWS} of {settings.draws:,} versions, too few to go by: {told}."
        " The full answer follows."
    )


def wanted_outcomes(branch: Branch) -> dict[str, int]:
    """Give every outcome on a causal link whose wanted direction is known: 1 where more is wanted, -1 where less."""
    return {
        factor.id: _WAYS[factor.get("desired_direction")]
        for factor in branch.of("Factor")
        if factor.yes("outcome") and factor.get("desired_direction") in _WAYS and _is_joined(branch, factor.id)
    }


def places_within(branch: Branch, control: Sequence[str] = ()) -> list[str]:
    """Give the elements that could be pushed: those of which it is said who decides about them, all where not given."""
    return [
        record.id for kind in CAUSAL for record in branch.of(kind) if not control or record.get("control") in control
    ]


def wanted_of(branch: Branch, wish: LeverageWish, ask: Ask | None = None) -> dict[str, int]:
    """Give what people want to change by id, 1 up or -1 down: what was typed, else what is known of the outcomes.

    Parameters
    ----------
    branch : Branch
        The map.
    wish : LeverageWish
        What to change.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When something is wanted both ways.
    """
    if not wish.more and not wish.less:
        return wanted_outcomes(branch)
    return find_ways(branch, up_and_down(wish.more, wish.less), "be wanted", ask)


def _is_joined(branch: Branch, element: str) -> bool:
    return any(True for _ in branch.leaving(element, "INFLUENCES")) or any(
        True for _ in branch.reaching(element, "INFLUENCES")
    )


def _candidates(branch: Branch, wish: LeverageWish, ask: Ask | None) -> list[str]:
    if wish.only:
        return [find_named(branch, name, CAUSAL, ask).id for name in wish.only]
    return places_within(branch, wish.control)


def _parts(
    opened: Opened, report: LeverageReport, costs: Costs, listed: int | None, measured: Sequence[str]
) -> tuple[str | Table, ...]:
    branch = opened.branch
    wanted = ", ".join(
        f"{'more' if way > 0 else 'less'} “{branch.name_of(each)}”" for each, way in report.wanted.items()
    )
    parts: list[str | Table] = [
        f"{opened.heading}: where to act for {wanted}.",
        say_versions(report.settings, report.regimes),
        *measured,
        *(say_fit(branch, report.fit, report.settings.draws) if report.fit else ()),
    ]
    groups = max(place.group for place in report.places)
    if groups == 1:
        parts.append("No place does better than another in nine of ten versions: they are listed, not ranked.")
    else:
        parts.append(f"{groups} groups: within one, no place does better than another in nine of ten versions.")
    parts.append("That counts as many versions again in which the map is drawn a little otherwise.")
    told = report.places[:listed]
    costed = any(spent_at(each) is not None for each in costs.values())
    group = 0
    for place in told:
        parts.append("")
        if groups > 1 and place.group != group:
            group = place.group
            parts.extend([f"Group {group}", ""])
        parts.extend(tell_place(branch, report, place, costs[place.element], costed=costed))
    if more := say_more(len(report.places), listed):
        parts.extend(["", *more])
    if not costed:
        parts.extend(["", "What is spent at any of these places is not known."])
    parts.extend(_changes(branch, report, len(told)))
    if report.check_first:
        hanging = "the places hang" if groups == 1 else "the first group hangs"
        parts.extend(["", f"Check these links first; {hanging} on them most:"])
        parts.extend(f"  {number}. {say_check(branch, check)}" for number, check in enumerate(report.check_first, 1))
    unread = _untouched(branch, report)
    if unread:
        parts.extend(["", f"No place usually moves {unread}."])
    if opened.withheld:
        parts.extend(["", opened.withheld])
    return tuple(parts)


def _changes(branch: Branch, report: LeverageReport, listed: int) -> list[str | Table]:
    """Tell the answers about the places listed that what was seen has changed."""
    if not report.fit:
        return []
    rows = [
        (
            say_place(branch, place),
            say_response(branch, each, place.responses[each]),
            say_response(branch, each, before),
        )
        for place in report.places[:listed]
        for each, before in report.before[place.element].items()
        if is_moved(before, place.responses[each])
    ]
    if not rows:
        return ["", "What was seen changes none of these answers."]
    return ["", "What was seen changes these answers:", make_table(("with", "now", "before"), rows)]


def _untouched(branch: Branch, report: LeverageReport) -> str:
    open_everywhere = [
        each for each in report.wanted if all(place.responses[each].direction == 0 for place in report.places)
    ]
    return ", ".join(f"“{branch.name_of(each)}”" for each in open_everywhere)


def _data(opened: Opened, report: LeverageReport, costs: Costs) -> dict[str, Any]:
    branch = opened.branch
    return {
        **asked(opened),
        "wanted": dict(report.wanted),
        **settings_data(report.settings, report.regimes),
        "places": [
            {**_place_data(branch, place), "costs": [_cost_data(cost) for cost in costs[place.element]]}
            for place in report.places
        ],
        "out_of_reach": list(report.out_of_reach),
        "check_first": [check_data(each) for each in report.check_first],
        "names": {element: branch.name_of(element) for element in report.matrix.elements},
        "findings": [finding.to_json() for finding in report.findings],
    }


def _place_data(branch: Branch, place: PlaceToAct) -> dict[str, Any]:
    return {
        "id": place.element,
        "name": branch.name_of(place.element),
        "push": place.push,
        "group": place.group,
        "benefit": place.benefit,
        "benefit_band": list(place.benefit_band),
        "harm": place.harm,
        "coverage": place.coverage,
        "rank": place.rank,
        "rank_low": place.rank_low,
        "rank_high": place.rank_high,
        "among_best": place.among_best,
        "worse": place.worse,
        "side_effects": list(place.side_effects),
        "responses": {each: response_data(response) for each, response in place.responses.items()},
        "paths": {each: [list(path.elements) for path in paths] for each, paths in place.paths.items()},
        "loops": loops_through(branch, place.element),
        "ratings": [
            {"intervention": each.get("intervention"), "level": each.get("level"), "rater": each.get("rater")}
            for each in ratings_of(branch, place.element)
        ],
        "hangs_on": [check_data(each) for each in place.hangs_on],
    }


def _cost_data(cost: Cost) -> dict[str, Any]:
    return {"service": cost.service, "amount": cost.amount.to_json(), "agreements": list(cost.agreements)}


def _table(branch: Branch, report: LeverageReport, costs: Costs) -> Table:
    columns = (
        "id",
        "name",
        "push",
        "group",
        "benefit",
        "benefit_low",
        "benefit_high",
        "harm",
        "coverage",
        "rank",
        "rank_low",
        "rank_high",
        "among_best",
        "worse",
        "side_effects",
        "spent_there",
    )
    rows = []
    for place in report.places:
        spent = spent_at(costs[place.element])
        rows.append((*_cells(branch, place), "" if spent is None else str(spent)))
    return make_table(columns, rows, columns[2:14])


def _cells(branch: Branch, place: PlaceToAct) -> Sequence[str]:
    numbers: Iterable[float] = (
        place.benefit,
        *place.benefit_band,
        place.harm,
        place.coverage,
        place.rank,
        place.rank_low,
        place.rank_high,
        place.among_best,
        place.worse,
    )
    return (
        place.element,
        branch.name_of(place.element),
        str(place.push),
        str(place.group),
        *(f"{number:.4f}" for number in numbers),
        ";".join(place.side_effects),
    )
