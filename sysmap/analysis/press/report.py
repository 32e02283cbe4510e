"""What moves when something is pushed and held: the whole answer for a branch, with what it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sysmap.analysis.press.causal_matrix import CausalMatrix, matrix_of
from sysmap.analysis.press.ensemble import draw_versions
from sysmap.analysis.press.hangs import Check, Hangs
from sysmap.analysis.press.paths import Path, find_paths
from sysmap.analysis.press.seen import FitReport, Fitting, Seen, check_enough, check_seen
from sysmap.analysis.press.settings import Regime, Settings
from sysmap.analysis.press.verdicts import RegimeCounts, Response, Tally, judge
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class PressReport:
    """What a push does.

    Parameters
    ----------
    pushes : Mapping of str to int
        The elements pushed: 1 up, -1 down.
    matrix : CausalMatrix
        What the versions were drawn from.
    settings : Settings
        With what.
    regimes : Mapping of str to RegimeCounts
        Every way to damp that was tried, feasible or not.
    responses : Mapping of str to Response
        By element id, of every element of the causal map but those pushed.
    paths : Mapping of str to tuple of Path
        The shortest ways from the push to each element that responds.
    hangs_on : Mapping of str to tuple of Check
        What each response hangs on most: the links to ask about first.
    check_first : tuple of Check
        The links that all responses together hang on most.
    findings : tuple of Finding
        What it says, the surest first.
    fit : FitReport or None
        How the versions agree with what was seen; None where nothing was. All of the above is of those that fit.
    before : Mapping of str to Response
        The responses over all versions, whether they fit or not; empty where nothing was seen.
    """

    pushes: Mapping[str, int]
    matrix: CausalMatrix
    settings: Settings
    regimes: Mapping[Regime, RegimeCounts]
    responses: Mapping[str, Response]
    paths: Mapping[str, tuple[Path, ...]]
    hangs_on: Mapping[str, tuple[Check, ...]]
    check_first: tuple[Check, ...]
    findings: tuple[Finding, ...]
    fit: FitReport | None = None
    before: Mapping[str, Response] = field(default_factory=dict)


def report_press(
    branch: Branch,
    pushes: Mapping[str, int],
    settings: Settings | None = None,
    *,
    matrix: CausalMatrix | None = None,
    seen: Seen | None = None,
    progress: Progress | None = None,
) -> PressReport:
    """Say what rises and falls when elements are pushed up or down and held there.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    pushes : Mapping of str to int
        Ids of the elements to push: 1 up, -1 down.
    settings : Settings, optional
        How many versions to draw, from which seed, with what sizes.
    matrix : CausalMatrix, optional
        The causal map where it is not the branch's own: with a link cut or added.
    seen : Seen, optional
        What was seen to move: versions that contradict it are left out.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Raises
    ------
    NoAnswerError
        When nothing can be said: no causal links, or none at what is pushed; too few versions that fit what was seen.
    """
    settings = settings or Settings()
    matrix = matrix or matrix_of(branch, settings)
    place = matrix.index()
    if not matrix.effects:
        raise NoAnswerError("this map has no causal links yet: draw some, as in: sysmap link MAP A + B")
    for element in pushes:
        if element not in place:
            name = branch.name_of(element)
            raise NoAnswerError(f"no causal link starts or ends at “{name}”, so nothing can be said of it: draw one")
    if all(effect.polarity == "?" for effect in matrix.effects):
        raise NoAnswerError(
            "every causal link on this map is unsure of its sign, so every answer could go either way: say + or - where"
            " you can"
        )
    asked = [element for element in matrix.elements if element not in pushes]
    push = {place[element]: float(way) for element, way in pushes.items()}
    hangs = Hangs(matrix)
    fitting = None
    if seen:
        check_seen(branch, matrix, seen)
        fitting = Fitting(matrix, seen, len(asked), 1)
    rows = [place[each] for each in asked]
    counts = count_responses(matrix, rows, [push], settings, progress=progress, hangs=hangs, fitting=fitting)
    fit = fitting.report(settings) if fitting else None
    if fit:
        check_enough(branch, fit, settings.draws)
    responses = _judged(counts, asked)
    paths = {
        element: find_paths(matrix, tuple(pushes), element)
        for element, response in responses.items()
        if response.verdict != "none"
    }
    findings = tuple(
        _say(branch, pushes, element, responses[element], paths[element])
        for element in sorted(paths, key=lambda each: rank(responses[each], each))
    )
    hangs_on = {element: hangs.most(row) for row, element in enumerate(asked)}
    return PressReport(
        dict(pushes),
        matrix,
        settings,
        counts,
        responses,
        paths,
        hangs_on,
        hangs.most_of_all(),
        findings,
        fit,
        _judged(fitting.before, asked) if fitting else {},
    )


def _judged(counts: Mapping[Regime, RegimeCounts], asked: Sequence[str]) -> dict[str, Response]:
    feasible = [each for each in counts.values() if each.feasible]
    return {element: judge(feasible, row, 0) for row, element in enumerate(asked)}


def count_responses(
    matrix: CausalMatrix,
    rows: Sequence[int],
    pushes: Sequence[Mapping[int, float]],
    settings: Settings,
    *,
    progress: Progress | None = None,
    hangs: Hangs | None = None,
    fitting: Fitting | None = None,
) -> dict[Regime, RegimeCounts]:
    """Draw all versions and count who rises and falls in them, under each way to damp.

    Parameters
    ----------
    matrix : CausalMatrix
        What the versions are drawn from.
    rows : sequence of int
        The elements asked for.
    pushes : sequence of Mapping of int to float
        What is pushed.
    settings : Settings
        How many versions, from which seed, with what sizes.
    progress : callable, optional
        Told the share that is done.
    hangs : Hangs, optional
        Told of every version too.
    fitting : Fitting, optional
        Leaves out versions that contradict what was seen.
    """
    tally = Tally(len(rows), len(pushes))
    for drawn in draw_versions(
        matrix,
        rows,
        pushes,
        draws=settings.draws,
        seed=settings.seed,
        regimes=settings.regimes,
        weights=settings.weights,
        sight=fitting.sight if fitting else None,
    ):
        versions = fitting.keep(drawn) if fitting else drawn
        tally.add(versions)
        if hangs:
            hangs.add(versions)
        if progress and len(drawn.numbers):
            progress((int(drawn.numbers[-1]) + 1) / settings.draws)
    return tally.counts()


def rank(response: Response, element: str) -> tuple[int, float, str]:
    """Order responses, the surest first."""
    return _RANK[response.verdict], -abs(response.index), element


_RANK = {"consistent": 0, "leaning": 1, "undetermined": 2, "none": 3}


def say_push(branch: Branch, pushes: Mapping[str, int]) -> str:
    """Say a push: more “A”, less “B”."""
    return " and ".join(f"{'more' if way > 0 else 'less'} “{branch.name_of(each)}”" for each, way in pushes.items())


def say_response(branch: Branch, element: str, response: Response) -> str:
    """Say what becomes of an element, in the words of the room."""
    name = branch.name_of(element)
    if response.verdict == "none":
        return f"“{name}” is not reached"
    if response.verdict == "undetermined":
        if response.if_at_all:
            return f"{'more' if response.if_at_all > 0 else 'less'} “{name}”, if it moves at all"
        return f"“{name}” could go either way"
    way = "more" if response.direction > 0 else "less"
    return f"{way} “{name}” {'in nearly every version' if response.verdict == 'consistent' else 'usually'}"


def _say(branch: Branch, pushes: Mapping[str, int], element: str, response: Response, paths: Sequence[Path]) -> Finding:
    shares = "shares of versions of the map, not chances of what will happen"
    figures = {
        "rising": Figure(f"{response.rising:.4f}", "share of versions", shares),
        "falling": Figure(f"{response.falling:.4f}", "share of versions", shares),
        "still": Figure(f"{response.still:.4f}", "share of versions", shares),
        "sign_index": Figure(f"{response.index:.4f}", "", "rising less falling, under the most cautious way to damp"),
    }
    return Finding(
        "press",
        f"With {say_push(branch, pushes)}: {say_response(branch, element, response)}.",
        (*pushes, element),
        figures,
        tuple(dict.fromkeys(link for path in paths for link in path.links)),
        scenario=branch.scenario,
    )
