"""What a push does on a small map, counted exactly beside what its versions say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sysmap.analysis.press.causal_matrix import CausalMatrix, signs_of
from sysmap.analysis.press.exact import ExactPress, judge_stability, press_exactly
from sysmap.analysis.press.report import PressReport
from sysmap.analysis.press.settings import EXACT_LIMIT
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import Table, make_table

_WAYS = {1: "more", -1: "less", 0: "as much for as against"}


@dataclass(frozen=True, slots=True)
class Exactly:
    """The exact answer about all that a push reaches, or why there is none.

    Parameters
    ----------
    why_not : str
        Why there is none, in a sentence; empty where there is one.
    elements : tuple of str
        What the push reaches, itself included.
    press : ExactPress or None
        Feedback cycles behind each response.
    settles : bool
        Whether the map settles by itself where all effects are of equal size.
    """

    why_not: str
    elements: tuple[str, ...] = ()
    press: ExactPress | None = None
    settles: bool = False


def answer_exactly(branch: Branch, matrix: CausalMatrix, pushed: str) -> Exactly:
    """Count the feedback cycles behind each response to a push on one element (Dambacher and others 2002).

    What a push does not reach does not respond, and takes no part: the count is over what it reaches.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    matrix : CausalMatrix
        Its causal map.
    pushed : str
        The id of the element that is pushed.
    """
    reached = _reached(matrix, matrix.index()[pushed])
    name = branch.name_of(pushed)
    if len(reached) > EXACT_LIMIT:
        return Exactly(
            f"“{name}” reaches {len(reached) - 1} elements; an exact count goes up to {EXACT_LIMIT - 1}, as its cost"
            " doubles with each. The versions above are the answer."
        )
    place = {old: new for new, old in enumerate(reached)}
    inside = [each for each in matrix.effects if each.row in place and each.column in place]
    unsure = [each for each in inside if each.polarity == "?"]
    if unsure:
        first = unsure[0]
        ends = (branch.name_of(matrix.elements[each]) for each in (first.column, first.row))
        return Exactly(
            f"There is no exact count while signs are unsure: {len(unsure)} of the {len(inside)} links it takes are,"
            f" such as {' → '.join(ends)}. Say + or - where you can."
        )
    part = CausalMatrix(
        tuple(matrix.elements[each] for each in reached),
        tuple(replace(each, row=place[each.row], column=place[each.column]) for each in inside),
        tuple(matrix.limited[each] for each in reached),
    )
    signs = signs_of(part)
    press = press_exactly(signs)
    if press.determinant == 0:
        return Exactly(
            f"What “{name}” reaches has no equilibrium where all links are equally strong: feedback that drives it on"
            " cancels all damping. There is no exact count; each version above is damped until it settles."
        )
    return Exactly("", part.elements, press, judge_stability(signs).holds)


def _reached(matrix: CausalMatrix, start: int) -> list[int]:
    onward: dict[int, list[int]] = {}
    for effect in matrix.effects:
        onward.setdefault(effect.column, []).append(effect.row)
    reached, waiting = {start}, [start]
    while waiting:
        fresh = set(onward.get(waiting.pop(), ())) - reached
        reached |= fresh
        waiting.extend(fresh)
    return sorted(reached)


def exact_data(exact: Exactly, report: PressReport) -> dict[str, Any]:
    """Give an exact answer as plain JSON values, or why there is none."""
    if exact.press is None:
        return {"why_not": exact.why_not}
    return {
        "why_not": None,
        "elements": list(exact.elements),
        "settles": exact.settles,
        "determinant": str(exact.press.determinant),
        "responses": _counts(exact, report),
    }


def _counts(exact: Exactly, report: PressReport) -> Mapping[str, dict[str, Any]]:
    assert exact.press is not None
    ((pushed, way),) = report.pushes.items()
    column = exact.elements.index(pushed)
    # Where damping of its own is outweighed the determinant is negative, and with it all responses turn round.
    turn = way if exact.press.determinant > 0 else -way
    counts = {}
    for row, element in enumerate(exact.elements):
        if row == column:
            continue
        net, total = turn * exact.press.adjugate[row][column], exact.press.total[row][column]
        weight = exact.press.weight(row, column)
        counts[element] = {
            "sign": (net > 0) - (net < 0),
            "cycles_rising": (total + net) // 2,
            "cycles_falling": (total - net) // 2,
            "weight": None if weight is None else float(weight),
            "versions_say": report.responses[element].direction,
        }
    return counts


def say_exactly(branch: Branch, exact: Exactly, report: PressReport) -> list[str | Table]:
    """Say an exact answer: the count for and against each response, and what the versions say beside it."""
    if exact.press is None:
        return ["", exact.why_not]
    rows = []
    agree = differ = 0
    counts = _counts(exact, report)
    for element in sorted(counts, key=lambda each: (-(counts[each]["weight"] or 0.0), branch.name_of(each))):
        each = counts[element]
        said = each["versions_say"]
        agree += bool(said) and said == each["sign"]
        differ += bool(said) and bool(each["sign"]) and said != each["sign"]
        rows.append(
            (
                branch.name_of(element),
                "does not respond" if each["weight"] is None else _WAYS[each["sign"]],
                f"{each['cycles_rising']} and {each['cycles_falling']}",
                "" if each["weight"] is None else f"{each['weight']:.2f}",
                _WAYS[said] if said else "could go either way" if each["weight"] is not None else "",
            )
        )
    headings = ("counted exactly", "goes", "cycles for more and for less", "weighted prediction", "versions say")
    settles = "" if exact.settles else " So drawn it would not settle by itself: the versions damp it."
    agreement = (
        f"Versions that say which way agree on {agree} and differ on {differ}. The weighted prediction runs from 0, as"
        " many cycles for as against, to 1, all one way; it is no chance."
    )
    return [
        "",
        f"Counted exactly, all links taken as there and equally strong.{settles}",
        make_table(headings, rows, headings[2:4]),
        agreement,
    ]
