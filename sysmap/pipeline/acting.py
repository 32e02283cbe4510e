"""What a page answers by itself: where to act, what moves if there were more of something, what rests on what.

The findings are those of `sysmap leverage`, `sysmap press` and `sysmap depends`, from the same versions of the map; the
page only looks them up. `frontend/src/contract.ts` describes how they are written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sysmap.analysis.dependence import report_dependence
from sysmap.analysis.leverage import LeverageReport, PlaceToAct, helps_if_at_all, report_leverage, say_place
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.hangs import Check
from sysmap.analysis.press.settings import Settings
from sysmap.analysis.press.table import PressTable, report_table
from sysmap.analysis.press.verdicts import Response
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Finding
from sysmap.model.maps import Branch
from sysmap.pipeline.dependence import CAUTION
from sysmap.pipeline.leverage import WITHIN_REACH, places_within, wanted_outcomes
from sysmap.pipeline.methods import METHODS
from sysmap.pipeline.places import loops_through
from sysmap.pipeline.press import DOUBT_WORDS, say_versions

LARGEST = 120
"""Elements on causal links up to which a page holds these answers: six seconds at most, and 63 kB (docs/levers.md)."""

WITH_LINKS = 60
"""Elements up to which it also holds the link that each answer hangs on."""

_SHOWN = 200
"""Things of which a page says what would stop with them, those with most services first."""

_CELLS: Mapping[tuple[str, int], str] = {
    ("consistent", 1): "M",
    ("consistent", -1): "L",
    ("leaning", 1): "m",
    ("leaning", -1): "l",
    ("undetermined", 1): "i",
    ("undetermined", -1): "j",
    ("undetermined", 0): "?",
}
"""One letter for each answer: more or less in nearly every version, usually, if at all; or either way."""

UNREACHED, ITSELF = ".", "="


@dataclass(frozen=True, slots=True)
class Acting:
    """Answers of a page, and what they say.

    Parameters
    ----------
    answers : Mapping of str to Any
        "levers", "press", "rests": those that the map has something for.
    findings : Mapping of str to sequence of Finding
        The same in sentences, by the view that shows them.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    findings: Mapping[str, list[Finding]] = field(default_factory=dict)


def read_acting(branch: Branch, settings: Settings | None = None) -> Acting:
    """Work out what a page answers by itself, from the map as its reader may see it and nothing else.

    Parameters
    ----------
    branch : Branch
        The map, already filtered for its reader.
    settings : Settings, optional
        How many versions to draw, from which seed, with what sizes; as the commands do where not given.
    """
    settings = settings or Settings()
    answers: dict[str, Any] = {}
    findings: dict[str, list[Finding]] = {}
    size = matrix_of(branch, settings).size
    wanted = wanted_outcomes(branch)
    if size > LARGEST:
        answers["too_large"] = (
            f"{size} elements are on causal links: more than {LARGEST}, so this page does not say what moves what."
            " Ask sysmap press and sysmap leverage."
        )
    else:
        report = _leverage(branch, wanted, settings)
        if report:
            answers["levers"] = _levers(branch, *report)
            findings["levers"] = _telling(report[0])
        table = _table(branch, settings, size)
        if table:
            answers["press"] = _press(branch, table, wanted)
    rests = report_dependence(branch, _SHOWN)
    if rests.consequences:
        answers["rests"] = {
            "items": [
                {
                    "id": each.element,
                    "said": finding.sentence,
                    "stops": [[stop.element, stop.because, list(stop.gone), list(stop.links)] for stop in each.stops],
                    "weakened": [[other, list(lost)] for other, lost in each.weakened.items()],
                }
                for each, finding in zip(rests.consequences, rests.findings, strict=True)
            ],
            "more": rests.in_all - len(rests.consequences),
            "caution": CAUTION,
            "how": _method("depends"),
        }
        findings["rests"] = list(rests.findings)
    return Acting(answers, findings)


def _leverage(branch: Branch, wanted: Mapping[str, int], settings: Settings) -> tuple[LeverageReport, bool] | None:
    """Find places within reach, else anywhere; None where the map does not hold what that needs."""
    for control in (WITHIN_REACH, ()):
        try:
            return report_leverage(branch, wanted, places_within(branch, control), settings), bool(control)
        except NoAnswerError:
            continue
    return None


def _table(branch: Branch, settings: Settings, size: int) -> PressTable | None:
    try:
        return report_table(branch, settings, links=size <= WITH_LINKS)
    except NoAnswerError:
        return None


def _telling(report: LeverageReport) -> list[Finding]:
    """Leave out places of which nothing can be said but that it could go either way."""
    return [
        finding
        for place, finding in zip(report.places, report.findings, strict=True)
        if _moves(place, report) or place.side_effects
    ]


def _moves(place: PlaceToAct, report: LeverageReport) -> list[list[str]]:
    """Give what a place moves as wanted, each with its letter; nothing that could go either way."""
    return [
        [each, cell_of(place.responses[each])]
        for each, want in report.wanted.items()
        if place.responses[each].direction == want or helps_if_at_all(place, each, want)
    ]


def _ways(place: PlaceToAct, report: LeverageReport) -> list[list[str]]:
    """Give the elements of the shortest way to each thing that a place is known to move, else to anything wanted."""
    told = [each for each, _ in _moves(place, report)] + list(place.side_effects)
    return [list(place.paths[each][0].elements) for each in told or report.wanted if each in place.paths]


def _levers(branch: Branch, report: LeverageReport, ours: bool) -> dict[str, Any]:  # noqa: FBT001 - said of the report
    return {
        "wanted": [[each, way] for each, way in report.wanted.items()],
        "ours": ours,
        "places": [
            {
                "id": place.element,
                "push": place.push,
                "said": say_place(branch, place),
                "group": place.group,
                "rank": [place.rank_low, place.rank, place.rank_high],
                "moves": _moves(place, report),
                "unwanted": list(place.side_effects),
                "ways": _ways(place, report),
                "loops": loops_through(branch, place.element),
                "check": _checks(place.hangs_on),
            }
            for place in report.places
        ],
        "check": _checks(report.check_first),
        "versions": say_versions(report.settings, report.regimes),
        "again": f"sysmap leverage MAP{' --ours' if ours else ''}{_again(branch, report.settings)}",
        "how": _method("leverage"),
    }


def _press(branch: Branch, table: PressTable, wanted: Mapping[str, int]) -> dict[str, Any]:
    checks: dict[tuple[str, str], int] = {}
    cells, hangs = [], []
    for pushed, (responses, tops) in enumerate(zip(table.responses, table.hangs_on, strict=True)):
        cells.append("".join(ITSELF if row == pushed else cell_of(each) for row, each in enumerate(responses)))
        hangs.append(
            [
                checks.setdefault((top.links[0], top.doubt), len(checks)) if top and top.links else -1
                for letter, top in zip(cells[-1], tops, strict=True)
                if is_unsure(letter)
            ]
        )
    return {
        "elements": list(table.matrix.elements),
        "cells": cells,
        "hangs": hangs if checks else [],
        "checks": [[link, DOUBT_WORDS[doubt]] for link, doubt in checks],
        "wanted": [[each, way] for each, way in wanted.items()],
        "versions": say_versions(table.settings, table.regimes),
        "again": f'sysmap press MAP "NAME"{_again(branch, table.settings)}',
        "how": _method("press"),
    }


def cell_of(response: Response) -> str:
    """Give the letter of an answer."""
    if response.verdict == "none":
        return UNREACHED
    return _CELLS[response.verdict, response.direction or response.if_at_all]


def is_unsure(letter: str) -> bool:
    """Whether an answer is less sure than "in nearly every version", and hangs on something."""
    return letter in "mlij?"


def _checks(checks: Iterable[Check]) -> list[list[str]]:
    return [[check.links[0], DOUBT_WORDS[check.doubt]] for check in checks if check.links]


def _again(branch: Branch, settings: Settings) -> str:
    """Give what is to be typed besides for the same answer again."""
    scenario = f" --scenario {branch.scenario}" if branch.scenario else ""
    return f" --draws {settings.draws} --seed {settings.seed}{scenario}"


def _method(name: str) -> list[str]:
    return METHODS[name].split("\n")
