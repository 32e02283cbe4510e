"""What moves when something is pushed, answered in every format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect, matrix_of
from sysmap.analysis.press.hangs import Check
from sysmap.analysis.press.paths import Path
from sysmap.analysis.press.report import PressReport, Progress, rank, report_press, say_push, say_response
from sysmap.analysis.press.settings import LEAST_ACCEPTED, LEAST_KEPT, Regime, Settings, WeightFamily
from sysmap.analysis.press.verdicts import RegimeCounts, Response
from sysmap.errors import NotFoundError, UsageError
from sysmap.model.maps import Branch
from sysmap.model.polarity import read_aloud
from sysmap.model.records import Record
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.exactly import answer_exactly, exact_data, say_exactly
from sysmap.pipeline.names import CAUSAL, Ask, find_named, find_ways, read_link_word, up_and_down
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.seeing import (
    NOTHING_SEEN,
    SeenWish,
    fit_data,
    is_moved,
    read_seen,
    say_fit,
    telling_measures,
)

DOUBT_WORDS = {"there": "is it there?", "way": "which way?", "strength": "how strong?"}


@dataclass(frozen=True, slots=True)
class PressWish:
    """What to push, and how to draw versions.

    Parameters
    ----------
    more, less : tuple of str
        Names of elements, typed loosely, to push up and down.
    cut : tuple of str
        Links to take away, each as `A -> B`.
    add : tuple of str
        Links to draw, each as `A + B` or `A - B`, with any word that joins.
    draws, seed : int
        How many versions, and where the random numbers begin.
    weights : str
        How large effects are.
    exact : bool
        Whether to count the feedback cycles behind each response too, where one element is pushed on a map as drawn.
    seen : SeenWish
        What people saw happen: versions that contradict it are left out.
    """

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    draws: int = 2000
    seed: int = 1
    weights: WeightFamily = "as_said"
    exact: bool = False
    seen: SeenWish = NOTHING_SEEN

    @property
    def settings(self) -> Settings:
        """How versions are drawn."""
        return Settings(self.draws, self.seed, self.weights)


def ask_press(
    opened: Opened,
    wish: PressWish,
    *,
    listed: int | None = None,
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Say what moves when elements are pushed, and links cut or drawn.

    Parameters
    ----------
    opened : Opened
        The map.
    wish : PressWish
        What to push and with what.
    listed : int, optional
        How many responses a text lists; all where not given.
    ask : callable, optional
        Asks which of several is meant.
    progress : callable, optional
        Told the share that is done.

    Raises
    ------
    UsageError
        When nothing is pushed, cut or drawn, one thing is pushed both ways, or what was seen cannot be read.
    NoAnswerError
        When the map does not hold what an answer needs.
    """
    branch = opened.branch
    pushes = find_ways(branch, up_and_down(wish.more, wish.less), "be pushed", ask)
    changed = _WhatIf(branch, matrix_of(branch, wish.settings), pushes, ask)
    for text in wish.cut:
        changed.cut(text)
    for text in wish.add:
        changed.draw(text)
    assumed = changed.assumed
    if not pushes:
        raise UsageError("say what there is more or less of, or which link to cut or draw")
    seen, measured = read_seen(branch, wish.seen, pushes, ask)
    if seen and assumed:
        raise UsageError("what was seen was seen on the map as drawn: ask without --cut and --draw, or without --saw")
    with telling_measures(measured):
        report = report_press(branch, pushes, wish.settings, matrix=changed.matrix, seen=seen, progress=progress)
    exact = answer_exactly(branch, report.matrix, next(iter(pushes))) if wish.exact else None
    return Answer(
        (
            *_parts(opened, report, (*assumed, *measured), listed),
            *(say_exactly(branch, exact, report) if exact else ()),
        ),
        {
            **_data(opened, report, assumed),
            "exact": exact_data(exact, report) if exact else None,
            "seen": fit_data(report.fit, measured),
        },
        _table(branch, report),
        opened.cautions,
    )


class _WhatIf:
    """A causal map while links are cut and drawn, and what that pushes."""

    def __init__(self, branch: Branch, matrix: CausalMatrix, pushes: dict[str, int], ask: Ask | None) -> None:
        self.branch, self.matrix, self.pushes, self.ask = branch, matrix, pushes, ask
        self.assumed: list[str] = []

    def cut(self, text: str) -> None:
        """Take a link away, and push what it acted on as losing it does."""
        start, word, finish = _link_words(self.branch, text, self.ask)
        place = self.matrix.index()
        ends = (place.get(finish.id), place.get(start.id))
        effect = next((each for each in self.matrix.effects if (each.row, each.column) == ends), None)
        if effect is None or word not in {"", effect.polarity}:
            raise NotFoundError(
                f"no causal link on this map is {start.name} → {finish.name}{f' ({word})' if word else ''}"
            )
        pushed = self._push(finish, {"+": -1, "-": 1}.get(effect.polarity, 0))
        told = read_aloud(start.name, effect.polarity, finish.name)
        self.assumed.append(f"Cut: {told}. Taken to push {pushed}, and to carry nothing any more.")
        self.matrix = self.matrix.without(effect)

    def draw(self, text: str) -> None:
        """Draw a link, and push what it acts on as gaining it does."""
        start, word, finish = _link_words(self.branch, text, self.ask)
        kind, values = read_link_word(self.branch, word) if word else ("INFLUENCES", {})
        if kind != "INFLUENCES":
            raise UsageError(f"{text!r} is no causal link: write 'A + B', the same way, or 'A - B', the opposite way")
        polarity = values.get("polarity", "?")
        matrix = _on(self.matrix, tuple(sorted({*self.matrix.elements, start.id, finish.id})))
        place = matrix.index()
        ends = (place[finish.id], place[start.id])
        if any((each.row, each.column) == ends for each in matrix.effects):
            raise UsageError(f"“{start.name}” acts on “{finish.name}” on this map already")
        effects = sorted((*matrix.effects, Effect(*ends, polarity)), key=lambda each: (each.row, each.column))
        pushed = self._push(finish, {"+": 1, "-": -1}.get(polarity, 0))
        told = read_aloud(start.name, polarity, finish.name)
        self.assumed.append(f"Drawn: {told}. Taken to push {pushed}, and to be there for sure.")
        self.matrix = replace(matrix, effects=tuple(effects))

    def _push(self, element: Record, way: int) -> str:
        if way and self.pushes.setdefault(element.id, way) != way:
            raise UsageError(f"this would push “{element.name}” both up and down; ask one thing at a time")
        how = {1: "up", -1: "down"}.get(way, "neither way, as its sign is unsure")
        return f"“{element.name}” {how}"


def _on(matrix: CausalMatrix, elements: tuple[str, ...]) -> CausalMatrix:
    """Give a matrix on more elements."""
    place = {element: index for index, element in enumerate(elements)}
    moved = tuple(
        replace(each, row=place[matrix.elements[each.row]], column=place[matrix.elements[each.column]])
        for each in matrix.effects
    )
    return CausalMatrix(elements, moved, (True,) * len(elements))


_ARROWS = (" -> ", " → ", " + ", " - ", " ? ")


def _link_words(branch: Branch, text: str, ask: Ask | None) -> tuple[Record, str, Record]:
    """Read `A -> B`, `A + B` or `A - B`."""
    for arrow in _ARROWS:
        start, found, finish = text.partition(arrow)
        if found and start.strip() and finish.strip():
            word = arrow.strip()
            ends = [find_named(branch, each.strip(), CAUSAL, ask) for each in (start, finish)]
            return ends[0], "" if word in {"->", "→"} else word, ends[1]
    raise UsageError(f"cannot read {text!r} as a link: write 'A -> B' to cut one, 'A + B' or 'A - B' to draw one")


# ---- saying it


def _parts(opened: Opened, report: PressReport, assumed: Sequence[str], listed: int | None) -> tuple[str | Table, ...]:
    branch = opened.branch
    parts: list[str | Table] = [
        f"{opened.heading}: with {say_push(branch, report.pushes)}, held there.",
        say_versions(report.settings, report.regimes),
        *assumed,
        *(say_fit(branch, report.fit, report.settings.draws) if report.fit else ()),
    ]
    ordered = sorted(report.responses, key=lambda each: rank(report.responses[each], each))
    sure = [each for each in ordered if report.responses[each].direction]
    perhaps = [each for each in ordered if not report.responses[each].direction and report.responses[each].if_at_all]
    unsure = [each for each in ordered if report.responses[each].verdict == "undetermined" and each not in perhaps]
    still = [each for each in ordered if report.responses[each].verdict == "none"]
    parts.append("")
    if sure or perhaps:
        parts.append(_why_table(branch, report, [*sure, *perhaps][:listed]))
        parts.extend(say_more(len(sure) + len(perhaps), listed))
    else:
        parts.append("Nothing moves one way in most versions of the map.")
    parts.extend(_changes(branch, report))
    if unsure:
        parts.extend(["", f"Could go either way: {', '.join(f'“{branch.name_of(each)}”' for each in unsure)}."])
    if report.check_first:
        parts.extend(["", "Check these links first; the answers hang on them most:"])
        parts.extend(f"  {number}. {say_check(branch, check)}" for number, check in enumerate(report.check_first, 1))
    if still:
        parts.extend(["", f"Not reached: {', '.join(f'“{branch.name_of(each)}”' for each in still)}."])
    if opened.withheld:
        parts.extend(["", opened.withheld])
    return tuple(parts)


def _changes(branch: Branch, report: PressReport) -> list[str | Table]:
    """Tell the answers that what was seen has changed."""
    if not report.fit:
        return []
    moved = [
        each
        for each in sorted(report.responses, key=lambda each: rank(report.responses[each], each))
        if each not in report.fit.seen.moved and is_moved(report.before[each], report.responses[each])
    ]
    if not moved:
        return ["", "It changes no other answer."]
    rows = [
        (say_response(branch, each, report.responses[each]), say_response(branch, each, report.before[each]))
        for each in moved
    ]
    return ["", "What was seen changes these answers:", make_table(("now", "before"), rows)]


def say_versions(settings: Settings, regimes: Mapping[Regime, RegimeCounts]) -> str:
    """Say how many versions were drawn, in how many ways they were damped, and how many settle without that."""
    used = sum(each.settles for each in regimes.values())
    said = (
        f"{settings.draws:,} versions of the map from seed {settings.seed}, damped in {used} ways so that they settle"
    )
    alone = regimes.get("rejection")
    if alone and alone.settles:
        said += f"; {alone.acceptance:.0%} settle by themselves"
    elif alone:
        said += (
            f"; {alone.settled:,} settle by themselves, too few to count as one more way"
            f" (it takes {LEAST_KEPT} and {LEAST_ACCEPTED:.0%})"
        )
    return f"{said}."


def _why_table(branch: Branch, report: PressReport, elements: Sequence[str]) -> Table:
    rows = []
    for element in elements:
        response = report.responses[element]
        way = report.paths[element][:1]
        rows.append((say_response(branch, element, response), say_path(branch, way[0]) if way else ""))
    return make_table(("what becomes of it", "shortest way"), rows)


def say_path(branch: Branch, path: Path) -> str:
    """Tell a way by its elements: A → B → C."""
    return " → ".join(branch.name_of(each) for each in path.elements)


def say_check(branch: Branch, check: Check) -> str:
    """Say which link to ask about, and what."""
    link = branch.get(check.links[0]) if check.links else None
    if link is None:
        return f"the link drawn here: {DOUBT_WORDS[check.doubt]}"
    return f"{branch.name_of(link.from_id)} → {branch.name_of(link.to_id)}: {DOUBT_WORDS[check.doubt]}"


# ---- for programs


def _data(opened: Opened, report: PressReport, assumed: Sequence[str]) -> dict[str, Any]:
    return {
        **asked(opened),
        "pushed": dict(report.pushes),
        "assumed": list(assumed),
        **settings_data(report.settings, report.regimes),
        "responses": {element: response_data(response) for element, response in report.responses.items()},
        "paths": {
            element: [
                {"elements": list(path.elements), "links": list(path.links), "polarity": path.polarity}
                for path in paths
            ]
            for element, paths in report.paths.items()
        },
        "hangs_on": {element: [check_data(each) for each in checks] for element, checks in report.hangs_on.items()},
        "check_first": [check_data(each) for each in report.check_first],
        "names": {element: opened.branch.name_of(element) for element in report.matrix.elements},
        "findings": [finding.to_json() for finding in report.findings],
    }


def settings_data(settings: Settings, regimes: Mapping[Regime, RegimeCounts]) -> dict[str, Any]:
    """Give what an answer was made with, as plain JSON values."""
    return {
        "draws": settings.draws,
        "seed": settings.seed,
        "weights": settings.weights,
        "existence": dict(settings.existence),
        "regimes": {
            name: {
                "used": each.feasible,
                "kept": each.kept,
                "settled": each.settled,
                "tried": each.tried,
                "shifted": each.shifted,
                "median_shift": each.median_shift,
                "largest_shift": each.largest_shift,
            }
            for name, each in regimes.items()
        },
    }


def response_data(response: Response) -> dict[str, Any]:
    """Give a response as plain JSON values."""
    return {
        "verdict": response.verdict,
        "direction": response.direction,
        "rising": response.rising,
        "falling": response.falling,
        "still": response.still,
        "sign_index": response.index,
        "interval": list(response.interval),
        "band": list(response.band),
        "by_regime": dict(response.by_regime),
        "if_at_all": response.if_at_all,
    }


def check_data(check: Check) -> dict[str, Any]:
    """Give a link to check as plain JSON values."""
    return {"links": list(check.links), "doubt": check.doubt, "worth": check.worth, "difference": check.difference}


def _table(branch: Branch, report: PressReport) -> Table:
    columns = (
        "id",
        "name",
        "verdict",
        "direction",
        "rising",
        "falling",
        "still",
        "sign_index",
        "interval_low",
        "interval_high",
        "band_low",
        "band_high",
    )
    rows = []
    for element, each in report.responses.items():
        numbers = (each.rising, each.falling, each.still, each.index, *each.interval, *each.band)
        rows.append(
            (
                element,
                branch.name_of(element),
                each.verdict,
                str(each.direction),
                *(f"{number:.4f}" for number in numbers),
            )
        )
    return make_table(columns, rows, columns[3:])
