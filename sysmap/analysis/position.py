"""Where elements stand in the drawn map: the centralities (METHODS 8).

They describe a drawing and forget which way links push, how strongly and how soon, and loops. So they are never called
leverage, and where the map was redrawn an element is named as one of the first only if it mostly stays so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.analysis.redrawing import FIRM, FIRST, Redrawn
from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import Measure, Positions
from sysmap.model.maps import Branch

MEANINGS: Mapping[Measure, tuple[str, str]] = {
    "betweenness": ("in between", "shortest ways between others that pass through it, their shares added up"),
    "in_degree": ("led to by", "from how many elements links lead to it"),
    "out_degree": ("leads to", "to how many elements links lead from it"),
    "closeness_in": ("near from others", "mean of 1 / steps to it from each other element (harmonic closeness)"),
    "closeness_out": ("near to others", "mean of 1 / steps from it to each other element (harmonic closeness)"),
    "page_rank": ("where chains lead", "share of time there when walking at random along links (PageRank, 0.85)"),
}
"""Every measure in the words shown, and what it counts."""

NOT_LEVERAGE = (
    "Where something stands in a drawing is not leverage: this counts links and forgets which way they push, how "
    "strongly, how soon, and loops."
)
"""The note that goes with every answer (Crielaard and others 2023)."""


@dataclass(frozen=True, slots=True)
class PositionReport:
    """Where elements stand in one layer of a branch.

    Parameters
    ----------
    positions : Positions
        The values.
    order : Mapping of measure to tuple of str
        For each measure ids from the first to the last; what is level stands by id.
    redrawn : Redrawn or None
        How far the orders hold; None where that was not worked out.
    findings : tuple of Finding
        For each measure what can be said, in a sentence.
    """

    positions: Positions
    order: Mapping[Measure, tuple[str, ...]]
    redrawn: Redrawn | None
    findings: tuple[Finding, ...]


def report_position(branch: Branch, positions: Positions, redrawn: Redrawn | None = None) -> PositionReport:
    """Say where elements stand in the drawn map.

    Parameters
    ----------
    branch : Branch
        The map; of each element its name is enough.
    positions : Positions
        What an engine measured.
    redrawn : Redrawn, optional
        How far the orders hold when the map is redrawn.
    """
    order = {measure: _ordered(scores) for measure, scores in positions.scores.items()}
    findings = [_say(branch, measure, order[measure], positions, redrawn) for measure in order if order[measure]]
    return PositionReport(positions, order, redrawn, tuple(findings))


def _ordered(scores: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(scores, key=lambda each: (-scores[each], each)))


def _say(
    branch: Branch, measure: Measure, order: Sequence[str], positions: Positions, redrawn: Redrawn | None
) -> Finding:
    words, meaning = MEANINGS[measure]
    scores = positions.scores[measure]
    first = [each for each in order[:FIRST] if scores[each] > 0]
    figures = {"links": Figure(positions.links, "links", "each pair of elements once each way")}
    title = words.capitalize()
    missing: tuple[str, ...] = ()
    if not first or scores[order[0]] == scores[order[-1]]:
        about: tuple[str, ...] = ()
        sentence = f"{title}: all elements are level."
    elif redrawn is None:
        about = tuple(first)
        sentence = f"{title}: on this drawing the order begins with {_named(branch, first)}."
        missing = ("whether the order would hold had the map been drawn a little differently",)
    elif len(order) <= FIRST:
        about = ()
        sentence = f"{title}: there are so few that all are among the first five, so nothing is named."
    else:
        ranks = redrawn.ranks[measure]
        about = tuple(each for each in first if each in ranks and ranks[each].first_share >= FIRM)
        figures["redrawn"] = Figure(redrawn.draws, "redrawings", meaning)
        often = f"in at least {FIRM:.0%} of {redrawn.draws:,} redrawings"
        if about:
            stays = "stays" if len(about) == 1 else "stay"
            sentence = f"{title}: {_named(branch, about)} {stays} among the first five {often}."
        else:
            sentence = f"{title}: nothing stays among the first five {often}, so nothing is named."
    return Finding("position_in_the_drawn_map", sentence, about, figures, (), missing, scenario=branch.scenario)


def _named(branch: Branch, ids: Sequence[str]) -> str:
    names = [f"“{branch.name_of(each)}”" for each in ids]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
