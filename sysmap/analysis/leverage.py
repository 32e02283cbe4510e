"""Places to act: where pushing moves what people want to change, how surely, and at what unwanted effect (METHODS 11).

One joint drawing of versions serves every candidate and every outcome, so that candidates are compared within the same
version of the map. Nothing is averaged into one score, and no candidate is ranked above another unless it does better
in nine of ten versions: what comes out are groups.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sysmap.analysis.joint_drawing import JointDrawing, compare, groups_by_dominance
from sysmap.analysis.press.causal_matrix import CausalMatrix, matrix_of
from sysmap.analysis.press.ensemble import Floats
from sysmap.analysis.press.hangs import Check
from sysmap.analysis.press.paths import Path, find_paths
from sysmap.analysis.press.report import Progress
from sysmap.analysis.press.seen import FitReport, Fitting, Seen, check_enough, check_seen
from sysmap.analysis.press.settings import Regime, Settings
from sysmap.analysis.press.verdicts import RegimeCounts, Response, judge
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch

TOP = 3
"""Being among so many of the best is what is reported of a candidate's rank."""

DETERMINATE = ("consistent", "leaning")


@dataclass(frozen=True, slots=True)
class PlaceToAct:
    """One candidate.

    Parameters
    ----------
    element : str
        Its id.
    push : int
        1 where more of it is what helps, -1 where less.
    group : int
        Its group, from 1; nobody in a group does better than another of it in nine of ten versions.
    benefit : float
        The benefit index: the weighted mean sign index over the outcomes, in the direction wanted, -1 to 1.
    benefit_band : tuple of float
        The lowest and highest over the ways to damp.
    harm : float
        The share of the outcomes' weight that is usually moved the wrong way.
    coverage : float
        The share of the outcomes' weight on which the map can say which way it moves.
    rank, rank_low, rank_high : float
        The median rank over all versions, and the 5th and 95th percentile.
    among_best : float
        In what share of the versions it is among the best three.
    worse : float
        In what share of the versions it moves more of the weight the wrong way than the way that is wanted.
    responses : Mapping of str to Response
        What becomes of each outcome, by its id, under `push`.
    side_effects : tuple of str
        Outcomes that it usually moves the wrong way, whether chosen or not.
    paths : Mapping of str to tuple of Path
        The shortest ways to each chosen outcome.
    hangs_on : tuple of Check
        The links that its benefit hangs on most.
    """

    element: str
    push: int
    group: int
    benefit: float
    benefit_band: tuple[float, float]
    harm: float
    coverage: float
    rank: float
    rank_low: float
    rank_high: float
    among_best: float
    worse: float
    responses: Mapping[str, Response]
    side_effects: tuple[str, ...]
    paths: Mapping[str, tuple[Path, ...]]
    hangs_on: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class LeverageReport:
    """Places to act for what people want to change.

    Parameters
    ----------
    wanted : Mapping of str to int
        The outcomes chosen: 1 where more is wanted, -1 where less.
    weights : Mapping of str to float
        How much each counts.
    matrix : CausalMatrix
        What the versions were drawn from.
    settings : Settings
        With what.
    regimes : Mapping of str to RegimeCounts
        The ways to damp that were tried, by how many versions settled.
    places : tuple of PlaceToAct
        All candidates that reach an outcome, by group and within it by benefit.
    out_of_reach : tuple of str
        Candidates from which no way leads to any outcome chosen.
    check_first : tuple of Check
        The links that the first group hangs on most.
    findings : tuple of Finding
        What it says.
    fit : FitReport or None
        How the versions agree with what was seen; None where nothing was. All of the above is of those that fit.
    before : Mapping of str to Mapping of str to Response
        By place and outcome, what all versions say, whether they fit or not; empty where nothing was seen.
    """

    wanted: Mapping[str, int]
    weights: Mapping[str, float]
    matrix: CausalMatrix
    settings: Settings
    regimes: Mapping[Regime, RegimeCounts]
    places: tuple[PlaceToAct, ...]
    out_of_reach: tuple[str, ...]
    check_first: tuple[Check, ...]
    findings: tuple[Finding, ...]
    fit: FitReport | None = None
    before: Mapping[str, Mapping[str, Response]] = field(default_factory=dict)


def report_leverage(
    branch: Branch,
    wanted: Mapping[str, int],
    candidates: Sequence[str],
    settings: Settings | None = None,
    *,
    weights: Mapping[str, float] | None = None,
    seen: Seen | None = None,
    progress: Progress | None = None,
) -> LeverageReport:
    """Find where to act.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    wanted : Mapping of str to int
        Ids of what people want to change: 1 up, -1 down.
    candidates : sequence of str
        Ids of the elements that could be pushed.
    settings : Settings, optional
        How many versions to draw, from which seed, with what sizes.
    weights : Mapping of str to float, optional
        How much each outcome counts; all alike where not given.
    seen : Seen, optional
        What was seen to move: versions that contradict it are left out.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Raises
    ------
    NoAnswerError
        When nothing can be said: no causal links, no outcome on them, no candidate that reaches one, too
        few versions that fit what was seen.
    """
    settings = settings or Settings()
    matrix = matrix_of(branch, settings)
    place = matrix.index()
    wanted = {each: way for each, way in wanted.items() if way}
    _check(branch, matrix, wanted)
    reaching = [each for each in candidates if each in place and each not in wanted and _reaches(matrix, each, wanted)]
    if not reaching:
        raise NoAnswerError(
            "no place to act reaches what you want to change: draw what moves it, or let more places count"
        )
    others = _other_outcomes(branch, matrix, wanted)
    rows = [*wanted, *others]
    drawing = JointDrawing(matrix, [place[each] for each in rows], [place[each] for each in reaching], settings)
    if seen:
        check_seen(branch, matrix, seen)
        drawing.fitting = Fitting(matrix, seen, len(rows), len(reaching))
    want = np.array([float(way) for way in (*wanted.values(), *others.values())])
    shares = np.array([float((weights or {}).get(each, 1.0)) for each in wanted])
    drawing.run(want[: len(wanted)], shares, progress)
    return _report(branch, matrix, settings, wanted, others, reaching, candidates, shares, drawing)


def _check(branch: Branch, matrix: CausalMatrix, wanted: Mapping[str, int]) -> None:
    if not matrix.effects:
        raise NoAnswerError("this map has no causal links yet: draw some, as in: sysmap link MAP A + B")
    if not wanted:
        raise NoAnswerError(
            "nothing says what you want to change: name it, or mark outcomes and which way is wanted, as in:"
            ' sysmap set MAP "Loneliness" outcome=yes desired_direction=down'
        )
    if all(effect.polarity == "?" for effect in matrix.effects):
        raise NoAnswerError(
            "every causal link on this map is unsure of its sign, so every answer could go either way: say + or - where"
            " you can"
        )
    for each in wanted:
        if each not in matrix.elements:
            raise NoAnswerError(f"no causal link leads to “{branch.name_of(each)}”: draw what moves it first")


def _reaches(matrix: CausalMatrix, element: str, wanted: Mapping[str, int]) -> bool:
    return any(find_paths(matrix, (element,), each, 1) for each in wanted)


def _other_outcomes(branch: Branch, matrix: CausalMatrix, wanted: Mapping[str, int]) -> dict[str, int]:
    """Give the outcomes that nobody chose but whose wanted direction is known: they may suffer."""
    ways = {"up": 1, "down": -1}
    return {
        factor.id: ways[factor.get("desired_direction")]
        for factor in branch.of("Factor")
        if factor.get("desired_direction") in ways and factor.id in matrix.elements and factor.id not in wanted
    }


def _report(  # noqa: PLR0917 - it only puts together what was worked out
    branch: Branch,
    matrix: CausalMatrix,
    settings: Settings,
    wanted: Mapping[str, int],
    others: Mapping[str, int],
    reaching: Sequence[str],
    candidates: Sequence[str],
    shares: Floats,
    drawing: JointDrawing,
) -> LeverageReport:
    counts = drawing.tally.counts()
    fit = drawing.fitting.report(settings) if drawing.fitting else None
    if fit:
        check_enough(branch, fit, settings.draws)
    feasible = [each for each in counts.values() if each.feasible]
    all_said = [each for each in drawing.fitting.before.values() if each.feasible] if drawing.fitting else []
    by_regime = {each.regime: np.concatenate(drawing.benefits[each.regime]) for each in feasible}
    drawn = np.concatenate(list(by_regime.values()))
    # More of it or less of it: whichever helps in more versions.
    push = np.where(drawn.mean(axis=0) < 0, -1.0, 1.0)
    redrawn = [each for regime in by_regime for each in drawing.redrawn.get(regime, ())]
    drawn = np.concatenate([drawn, *redrawn]) * push
    ranks, beats = compare(drawn)
    groups = groups_by_dominance(beats, len(drawn))
    low, middle, high = np.percentile(ranks, (5, 50, 95), axis=0)
    ways = (*wanted.items(), *others.items())
    places = []
    before: dict[str, Mapping[str, Response]] = {}
    for column, element in enumerate(reaching):
        way = int(push[column])
        if all_said:
            before[element] = {each: _turned(judge(all_said, row, column), way) for row, (each, _) in enumerate(ways)}
        responses = {each: _turned(judge(feasible, row, column), way) for row, (each, _) in enumerate(ways)}
        chosen = [(responses[each], want, share) for (each, want), share in zip(wanted.items(), shares, strict=True)]
        means = [float(each[:, column].mean()) * way for each in by_regime.values()]
        places.append(
            PlaceToAct(
                element,
                way,
                groups[column],
                sum(means) / len(means),
                (min(means), max(means)),
                _share(chosen, lambda response, want: response.direction == -want),
                _share(chosen, lambda response, _: response.verdict in DETERMINATE),
                float(middle[column]),
                float(low[column]),
                float(high[column]),
                float((ranks[:, column] <= TOP).mean()),
                float((drawn[:, column] < 0).mean()),
                responses,
                tuple(each for each, want in ways if responses[each].direction == -want),
                {each: found for each in wanted if (found := find_paths(matrix, (element,), each))},
                drawing.hangs.most(column),
            )
        )
    places.sort(key=lambda each: (each.group, -each.benefit, each.element))
    left = tuple(each for each in candidates if each not in reaching and each not in wanted)
    first = [column for column, group in enumerate(groups) if group == 1]
    check = drawing.hangs.most_of_all(first)
    findings = tuple(_say(branch, each, wanted) for each in places)
    return LeverageReport(
        dict(wanted),
        dict(zip(wanted, map(float, shares), strict=True)),
        matrix,
        settings,
        counts,
        tuple(places),
        left,
        check,
        findings,
        fit,
        before,
    )


def _turned(response: Response, way: int) -> Response:
    """Give the response to a push the other way round: the map is linear about where it stands."""
    if way > 0:
        return response
    low, high = response.interval
    least, most = response.band
    return replace(
        response,
        direction=-response.direction,
        rising=response.falling,
        falling=response.rising,
        index=-response.index,
        interval=(-high, -low),
        band=(-most, -least),
        by_regime={regime: -index for regime, index in response.by_regime.items()},
        if_at_all=-response.if_at_all,
    )


def _share(chosen: Sequence[tuple[Response, int, float]], holds: Callable[[Response, int], bool]) -> float:
    total = sum(share for *_, share in chosen)
    return sum(share for response, want, share in chosen if holds(response, want)) / total


def helps_if_at_all(place: PlaceToAct, outcome: str, want: int) -> bool:
    """Whether a place moves an outcome the way that is wanted in the versions in which it moves it at all."""
    response = place.responses[outcome]
    return not response.direction and response.if_at_all == want


def say_place(branch: Branch, place: PlaceToAct) -> str:
    """Say a place to act: more “A” or less “A”."""
    return f"{'more' if place.push > 0 else 'less'} “{branch.name_of(place.element)}”"


def _say(branch: Branch, place: PlaceToAct, wanted: Mapping[str, int]) -> Finding:
    helped = [each for each in wanted if place.responses[each].direction == wanted[each]]
    perhaps = [each for each in wanted if helps_if_at_all(place, each, wanted[each])]
    open_ = [each for each in wanted if place.responses[each].verdict == "undetermined" and each not in perhaps]
    said = []
    if helped:
        said.append(f"moves {_names(branch, helped)} the way you want, usually or in nearly every version of the map")
    if perhaps:
        said.append(f"{_names(branch, perhaps)} too, if they move at all")
    if open_:
        said.append(f"{_names(branch, open_)} could go either way")
    if place.side_effects:
        said.append(f"unwanted: {_names(branch, place.side_effects)}")
    start = say_place(branch, place)
    return Finding(
        "place_to_act",
        f"{start[0].upper()}{start[1:]}: {'; '.join(said) or 'reaches none of what you want to change'}.",
        (place.element, *helped, *place.side_effects),
        {
            "group": Figure(place.group, "", "those that none does better than in nine of ten versions come first"),
            "benefit": Figure(f"{place.benefit:.4f}", "", "weighted mean sign index over what you want to change"),
            "harm": Figure(f"{place.harm:.4f}", "share of weight", "outcomes that usually go the wrong way"),
            "coverage": Figure(
                f"{place.coverage:.4f}", "share of weight", "outcomes on which the map can say which way"
            ),
        },
        tuple(dict.fromkeys(link for paths in place.paths.values() for path in paths for link in path.links)),
        scenario=branch.scenario,
    )


def _names(branch: Branch, elements: Sequence[str]) -> str:
    return ", ".join(f"“{branch.name_of(each)}”" for each in elements)
