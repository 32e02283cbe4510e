"""Methods side by side: in what order each puts the elements of a map, and where they disagree (METHODS 11).

Nothing is averaged into one score. Only the press ensemble and the fuzzy cognitive map look at signs and at what people
want; the others describe a drawing. That they agree is no proof, and where they do not, the question is why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.analysis.lab.agreement import (
    Floats,
    concordance,
    concordance_by_chance,
    first_of,
    mean_ranks,
    tau_b,
    tau_between,
)
from sysmap.analysis.lab.cross_impact import report_cross_impact
from sysmap.analysis.lab.drivers import report_drivers
from sysmap.analysis.lab.fuzzy import SPAN, Dynamics, follow
from sysmap.analysis.lab.fuzzy_report import LAMBDAS, SEEN, weights_as_said
from sysmap.analysis.leverage import report_leverage
from sysmap.analysis.loops import report_loops
from sysmap.analysis.press.causal_matrix import CausalMatrix, matrix_of
from sysmap.analysis.press.report import Progress
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch

LONGEST = 8
MOST = 2_000_000
"""Loops are counted to this length, and at most so many; counts are of the lengths counted to the end."""

LAMBDA = 1.0
"""The lambda whose order stands for the fuzzy cognitive map; how far others agree with it is told."""

STARTS = 10
APART = 0.5
"""Methods disagree on an element where its ranks are further apart than this share of all elements."""

_DRIVER = {"always": 2.0, "sometimes": 1.0, "never": 0.0}


@dataclass(frozen=True, slots=True)
class Order:
    """How one method puts the elements in order.

    Parameters
    ----------
    method : str
        Its name: press, fcm, micmac, loops, betweenness, out_degree, drivers.
    words : str
        What it is called for people.
    signed : bool
        Whether it looks at signs and at what people want.
    values : tuple of float
        By the places of the elements; the largest is first.
    reasons : tuple of str
        What it counts of each element, in words.
    """

    method: str
    words: str
    signed: bool
    values: tuple[float, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """How two methods compare.

    Parameters
    ----------
    first, second : str
        Their names.
    tau : float or None
        Kendall's tau-b; None where one of them puts all level.
    between : tuple of float or None
        The 5th and 95th percentile when elements are drawn anew.
    shared : int or None
        How many elements are among the first of both; None where too many are level for one of them.
    of : int or None
        How many are among the first of the one that has fewer.
    """

    first: str
    second: str
    tau: float | None
    between: tuple[float, float] | None
    shared: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer.

    Parameters
    ----------
    elements : tuple of str
        Ids of what is compared.
    orders : tuple of Order
        One for each method.
    ranks : tuple of tuple of float
        `ranks[m][i]` is the rank of element i by method m, those that are level sharing the mean.
    pairs : tuple of Pair
        Each two methods.
    agreement : float or None
        Kendall's W over all methods, corrected for ties.
    by_chance : float or None
        What one in twenty reach by chance.
    left_out : Mapping of str to str
        Methods without an answer here, and why.
    apart : tuple of int
        Places of the elements on which methods disagree, the most first.
    other_lambdas : Mapping of float to (float or None)
        Tau-b of the fuzzy map's order at other lambdas with the one told.
    findings : tuple of Finding
        Where methods disagree.
    """

    elements: tuple[str, ...]
    orders: tuple[Order, ...]
    ranks: tuple[tuple[float, ...], ...]
    pairs: tuple[Pair, ...]
    agreement: float | None
    by_chance: float | None
    left_out: Mapping[str, str]
    apart: tuple[int, ...]
    other_lambdas: Mapping[float, float | None]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Gathering:
    """What is put together of several methods."""

    branch: Branch
    elements: tuple[str, ...]
    orders: list[Order] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    def add(
        self, method: str, words: str, scores: Mapping[str, float], reasons: Mapping[str, str], otherwise: str
    ) -> None:
        """Add an order by its values and reasons, 0 and `otherwise` for elements the method is silent on."""
        self.orders.append(
            Order(
                method,
                words,
                method in {"press", "fcm"},
                tuple(scores.get(each, 0.0) for each in self.elements),
                tuple(reasons.get(each, otherwise) for each in self.elements),
            )
        )


def compare_methods(
    branch: Branch,
    wanted: Mapping[str, int],
    *,
    top: int = 5,
    draws: int = 1000,
    seed: int = 1,
    progress: Progress | None = None,
) -> Comparison:
    """Put the orders of several methods side by side.

    Elements that people want to change are left out: methods that look at what people want have them as ends.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    wanted : Mapping of str to int
        Ids of what people want to change: 1 up, -1 down. Where empty, methods that need it are left out, and said.
    top : int
        How many are among the first.
    draws, seed : int
        Versions of the map for the press ensemble, dealings and resamples; and where random numbers begin.
    progress : callable, optional
        Told the share of the press ensemble that is done.

    Raises
    ------
    NoAnswerError
        When fewer than three elements can be compared.
    """
    matrix = matrix_of(branch)
    elements = tuple(each for each in matrix.elements if each not in wanted)
    if len(elements) < 3:
        raise NoAnswerError(
            "fewer than three elements besides what you want to change are joined by causal links, so there is no order"
            " to compare: draw more links"
        )
    found = _Gathering(branch, elements)
    _add_press(found, wanted, Settings(draws, seed), progress)
    others = _add_fuzzy(found, matrix, wanted, seed)
    _add_cross_impact(found)
    _add_loops(found)
    _add_position(found)
    _add_drivers(found)
    values = np.array([each.values for each in found.orders])
    ranks = mean_ranks(values)
    # Where inputs enter is another question, told in three words only: it disagrees with all by its nature.
    asked = [at for at, each in enumerate(found.orders) if each.method != "drivers"]
    spread = np.ptp(ranks[asked], axis=0) / len(elements)
    apart = [int(each) for each in np.argsort(-spread, kind="stable") if spread[each] > APART]
    return Comparison(
        elements,
        tuple(found.orders),
        tuple(map(tuple, ranks.tolist())),
        tuple(_pair(one, other, top, draws, seed) for one, other in combinations(found.orders, 2)),
        concordance(values),
        concordance_by_chance(values, dealings=draws, seed=seed),
        found.left_out,
        tuple(apart),
        others,
        tuple(
            _say(branch, elements[each], [found.orders[at] for at in asked], ranks[asked, each].tolist(), each)
            for each in apart
        ),
    )


def _pair(one: Order, other: Order, top: int, draws: int, seed: int) -> Pair:
    first, second = np.array(one.values), np.array(other.values)
    tops = first_of(one.values, top), first_of(other.values, top)
    shared = of = None
    if tops[0] is not None and tops[1] is not None:
        shared, of = len(tops[0] & tops[1]), min(len(tops[0]), len(tops[1]))
    between = tau_between(first, second, resamples=draws, seed=seed)
    return Pair(one.method, other.method, tau_b(first, second), between, shared, of)


# ---- the methods


def _add_press(found: _Gathering, wanted: Mapping[str, int], settings: Settings, progress: Progress | None) -> None:
    try:
        report = report_leverage(found.branch, wanted, found.elements, settings, progress=progress)
    except NoAnswerError as error:
        found.left_out["press"] = str(error)
        return
    count = len(report.wanted)
    scores = {each.element: each.benefit for each in report.places}
    reasons = {}
    for each in report.places:
        helped = sum(each.responses[one].direction == want for one, want in report.wanted.items())
        reasons[each.element] = f"pushing it moves {helped} of {count} the way you want"
    found.add("press", "press (places to act)", scores, reasons, "reaches nothing you want to change")


def _add_fuzzy(
    found: _Gathering, matrix: CausalMatrix, wanted: Mapping[str, int], seed: int
) -> dict[float, float | None]:
    place = matrix.index()
    ends = {place[each]: want for each, want in wanted.items() if each in place}
    weights = weights_as_said(matrix)
    if not ends or not weights.any():
        found.left_out["fcm"] = "nothing says what you want to change, or no link has a sign"
        return {}
    by_lambda = {each: _moves(found.elements, matrix, weights, list(ends), each, seed) for each in LAMBDAS}
    want = np.array(list(ends.values()), dtype=float)
    pulls = {each: None if moves is None else np.abs(moves @ want) for each, moves in by_lambda.items()}
    told, moves = pulls[LAMBDA], by_lambda[LAMBDA]
    if told is None or moves is None:
        found.left_out["fcm"] = f"at lambda {LAMBDA:g} the map does not settle"
        return {}
    reasons = {}
    for at, each in enumerate(found.elements):
        way = -1 if moves[at] @ want < 0 else 1
        helped = int((moves[at] * want * way > SEEN).sum())
        reasons[each] = f"held {'up' if way > 0 else 'down'}, it moves {helped} of {len(ends)} the way you want"
    found.add("fcm", f"fuzzy map at lambda {LAMBDA:g}", dict(zip(found.elements, told, strict=True)), reasons, "")
    return {each: None if others is None else tau_b(told, others) for each, others in pulls.items() if each != LAMBDA}


def _moves(  # noqa: PLR0917 - the state of one lambda
    elements: Sequence[str], matrix: CausalMatrix, weights: Floats, ends: Sequence[int], steepness: float, seed: int
) -> Floats | None:
    """Give how far each element, held up, moves each of some others; None where nothing settles."""
    dynamics = Dynamics(steepness=steepness)
    place = matrix.index()
    starts = np.random.default_rng((seed, 1)).random((STARTS, matrix.size))
    alone = follow(dynamics, weights, starts)
    moves = np.zeros((len(elements), len(ends)))
    for at, element in enumerate(elements):
        pushed = follow(dynamics, weights, starts, {place[element]: SPAN["sigmoid"][1]})
        there = (alone.periods > 0) & (pushed.periods > 0)
        if not there.any():
            return None
        moves[at] = np.median((pushed.states - alone.states)[there][:, ends], axis=0)
    return moves


def _add_cross_impact(found: _Gathering) -> None:
    try:
        report = report_cross_impact(found.branch, draws=0)
    except NoAnswerError as error:
        found.left_out["micmac"] = str(error)
        return
    impacts = report.indirect or report.direct or report.potential
    how = f"along ways of {report.power} links" if report.indirect else "along single links"
    shares = dict(zip(report.elements, impacts.influence, strict=True))
    reasons = {each: f"has {share:.1%} of all influence" for each, share in shares.items()}
    found.add("micmac", f"cross-impact {how}", shares, reasons, "has no influence on others")


def _add_loops(found: _Gathering) -> None:
    report = report_loops(found.branch, max_length=LONGEST, limit=MOST, seconds=None, keep=0)
    if not report.account.count:
        found.left_out["loops"] = "no loops are drawn"
        return
    to = min(report.account.complete_to_length, LONGEST)
    reasons = {
        each: f"is on {count:,} loop{'s' * (count != 1)} of up to {to} links"
        for each, count in report.by_element.items()
    }
    found.add("loops", "loops", report.by_element, reasons, "is on no loop")


def _add_position(found: _Gathering) -> None:
    scores = MemoryEngine(found.branch, "influences").measure(("betweenness", "out_degree")).scores
    ways = {each: f"lies on {value:.3g} shortest ways between others" for each, value in scores["betweenness"].items()}
    found.add("betweenness", "betweenness", scores["betweenness"], ways, "lies on no way between others")
    acts = {
        each: f"acts on {value:g} other{'s' * (value != 1)} directly" for each, value in scores["out_degree"].items()
    }
    found.add("out_degree", "links out", scores["out_degree"], acts, "acts on nothing directly")


def _add_drivers(found: _Gathering) -> None:
    report = report_drivers(found.branch, draws=0)
    kinds = dict(zip(report.elements, report.control.drivers, strict=True))
    scores = {each: _DRIVER[kind] for each, kind in kinds.items()}
    reasons = {each: f"{kind} needs an input of its own" for each, kind in kinds.items()}
    found.add("drivers", "where inputs enter", scores, reasons, "")


# ---- saying it


def _say(branch: Branch, element: str, orders: Sequence[Order], ranks: Sequence[float], place: int) -> Finding:
    high = min(range(len(orders)), key=lambda each: (ranks[each], each))
    low = max(range(len(orders)), key=lambda each: (ranks[each], each))
    told = [f"{_say_rank(ranks[each])} by {orders[each].words} ({orders[each].reasons[place]})" for each in (high, low)]
    sentence = f"“{branch.name_of(element)}”: {', '.join(told)}. {_why(orders[high], orders[low])}"
    figures = {
        each.method: Figure(f"{rank:g}", "rank", each.reasons[place]) for each, rank in zip(orders, ranks, strict=True)
    }
    return Finding("methods_disagree", sentence, (element,), figures, scenario=branch.scenario)


def _say_rank(rank: float) -> str:
    """Say a rank; one that is shared is the middle of what several have."""
    return f"number {rank:g}" if rank == int(rank) else f"about number {int(rank)}, level with others,"


def _why(high: Order, low: Order) -> str:
    if low.signed and not high.signed:
        return "It stands out in the drawing; whether that pulls the way you want, a drawing alone does not say."
    if high.signed and not low.signed:
        return "It stands out little in the drawing, but leads to what you want: a count does not see that."
    if high.signed:
        return "Both look at signs: ask which links the press answer hangs on."
    return "One counts what is near, the other what is far or comes round."
