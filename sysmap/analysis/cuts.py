"""What follows where money goes: a funder pays less, an agreement ends, a supplier is lost (DOMAIN question 1, 13)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import chain

import numpy as np

from sysmap.analysis.cut_report import CutReport, Loss, Stops, What
from sysmap.analysis.cut_telling import say_cut, say_no_cash
from sysmap.analysis.cut_units import find_bought
from sysmap.analysis.dependence import follow, read_support
from sysmap.analysis.flows import Flow, select_flows, total_of
from sysmap.analysis.funders import as_percent
from sysmap.analysis.money_network import MoneyNetwork, build_network, end_of
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.report import report_press
from sysmap.analysis.press.settings import Settings
from sysmap.analysis.press.verdicts import Response
from sysmap.analysis.questions.rows import is_outcome
from sysmap.analysis.throughflow import Floats
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear

FELT = 0.00005
"""Share of a service's money below which a loss is not told: less than shows."""


def report_cut(
    branch: Branch,
    element: Record,
    share: float = 1.0,
    *,
    what: What | None = None,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    settings: Settings | None = None,
) -> CutReport:
    """Follow what is lost where a funder pays less, an agreement ends or a supplier is lost.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    element : Record
        An organisation or an agreement.
    share : float, optional
        By how much, 0 to 1; all of it where not given.
    what : {"funder", "supplier", "agreement"}, optional
        What it is cut as; an organisation that pays any is a funder where not given.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str, optional
        The basis and currency; see `select_flows` for what is chosen where not given.
    settings : Settings, optional
        How versions of the map are drawn to say which way outcomes go.

    Raises
    ------
    NoAnswerError
        When no money of the year is under it.
    """
    money = build_network(select_flows(branch, year, basis, currency))
    flows = [flow for flow in money.selection.flows if flow.record.id in money.ends]
    chosen = what or _what(element, flows)
    hit = _hit(element, chosen, flows)
    delivers = {each.to_id for each in branch.leaving(element.id, "DELIVERS")} if chosen == "supplier" else set()
    if not hit and not delivers:
        raise NoAnswerError(_nothing(branch, element, chosen, money))
    services, bodies = _losses(branch, money, _carry(money, element, chosen, hit, share))
    support = read_support(branch)
    stopping = [each.element_id for each in services if each.stops == "yes"]
    also = {
        each: tuple(stop.element for stop in follow(support, each).stops if stop.element not in stopping)
        for each in stopping
    }
    amount = total_of(hit) * Decimal(repr(share))
    selection = money.selection
    cut = Figure(amount, selection.currency, f"what is lost at first, {selection.label}", tuple(_ids(hit)))
    bought = {flow.service_id for flow in hit} | delivers if chosen == "supplier" else set()
    unpaid = tuple(sorted(bought - {each.element_id for each in services} - {flow.service_id for flow in hit}))
    # What nobody delivers any more, and what stops with what stops, shrinks as well.
    shrink = dict.fromkeys((*(each.element_id for each in services), *unpaid, *chain.from_iterable(also.values())))
    wrong, unsure, reached = _outcomes(branch, list(shrink), settings)
    touched = {each.element_id for each in bodies}
    report = CutReport(
        element.id,
        chosen,
        share,
        money,
        cut,
        _first_to_lose(branch, element, hit, share, selection.currency),
        services,
        bodies,
        {each: stops for each, stops in also.items() if stops},
        tuple(sorted(bought)),
        unpaid,
        *(find_bought(branch, flows, hit, share) if chosen != "funder" else ((), ())),
        wrong,
        unsure,
        reached,
        _assume(branch, money, touched | {element.id}, reached=reached),
        (),
    )
    return replace(report, findings=tuple(say_cut(branch, report, flows)))


def _what(element: Record, flows: list[Flow]) -> What:
    if element.kind == "Agreement":
        return "agreement"
    return "funder" if any(flow.record.from_id == element.id for flow in flows) else "supplier"


def _hit(element: Record, what: What, flows: list[Flow]) -> list[Flow]:
    """Give the flows that are cut."""
    if what == "agreement":
        return [flow for flow in flows if flow.record.get("agreement_id") == element.id]
    if what == "funder":
        return [flow for flow in flows if flow.record.from_id == element.id]
    return [flow for flow in flows if flow.record.to_id == element.id and flow.is_spend and flow.service_id]


def _nothing(branch: Branch, element: Record, what: What, money: MoneyNetwork) -> str:
    words = {"agreement": "flows under", "funder": "is paid by", "supplier": "for a service is paid to"}
    when = f" in {money.selection.label}" if money.selection.year else ""
    beside = "".join(f"; {each} is not followed" for each in say_no_cash(branch, element, what, money.selection))
    return (
        f"no cash {words[what]} “{element.name}” on this map{when}{beside}: name another year with --year, or draw who"
        " pays whom"
    )


def _first_to_lose(branch: Branch, element: Record, hit: list[Flow], share: float, currency: str) -> dict[str, Figure]:
    """Give what each body is paid less at first, before it passes anything on, the most first."""
    rows: dict[str, list[Flow]] = defaultdict(list)
    for flow in hit:
        end = branch.get(end_of(flow))
        if end is not None and end.kind == "Organisation" and end.id != element.id:
            rows[end.id].append(flow)
    part = Decimal(repr(share))
    figures = {
        body: Figure(part * total_of(of_it), currency, "paid less", tuple(_ids(of_it))) for body, of_it in rows.items()
    }
    return dict(sorted(figures.items(), key=lambda pair: (-Decimal(str(pair[1].value)), pair[0])))


def _carry(money: MoneyNetwork, element: Record, what: What, hit: list[Flow], share: float) -> dict[str, float]:
    """Give what each body and service loses once everybody has passed on what they lose."""
    first = np.zeros(len(money.pots))
    for flow in hit:
        first[money.ends[flow.record.id][1]] += share * float(flow.amount)
    held = frozenset(money.nodes_of(element.id) if what != "agreement" else ())
    if what == "supplier":
        # A supplier that is lost pays nobody any more either.
        for (start, finish), amount in money.network.flows.items():
            if start in held and finish not in held:
                first[finish] += share * amount
    lost: dict[str, float] = defaultdict(float)
    carried = money.network.spread(first, held)
    for node, value in enumerate(carried - _topped_up_less(money, carried)):
        lost[money.pots[node][0]] += float(value)
    lost.pop(element.id, None)
    return lost


def _losses(
    branch: Branch, money: MoneyNetwork, lost: Mapping[str, float]
) -> tuple[tuple[Loss, ...], tuple[Loss, ...]]:
    has: dict[str, float] = defaultdict(float)
    for flow in money.selection.flows:
        if flow.record.id in money.ends:
            has[money.pots[money.ends[flow.record.id][1]][0]] += float(flow.amount)
    services, bodies = [], []
    for name, value in lost.items():
        record = branch.get(name)
        if record is None or not has[name] or value / has[name] < FELT:
            continue
        figure = Figure(Decimal(f"{value:.2f}"), money.selection.currency, f"cash lost, {money.selection.label}")
        if record.kind == "Service":
            services.append(_service_loss(branch, record, figure, value / has[name]))
        else:
            bodies.append(Loss(name, figure, value / has[name]))
    return _largest(services), _largest(bodies)


def _topped_up_less(money: MoneyNetwork, lost: Floats) -> Floats:
    """Give how much less each pot gets from another of the same body: a loss counts once, where it came in."""
    less = np.zeros(len(lost))
    for (start, finish), amount in money.network.flows.items():
        if money.pots[start][0] == money.pots[finish][0] and start != finish:
            less[finish] += lost[start] * amount / money.network.through[start]
    return less


def _largest(losses: list[Loss]) -> tuple[Loss, ...]:
    # Of those that lose the same share as far as shows, most money first: the few that are named should matter.
    return tuple(
        sorted(losses, key=lambda each: (-round(each.share, 4), -Decimal(str(each.lost.value)), each.element_id))
    )


def _service_loss(branch: Branch, service: Record, lost: Figure, share: float) -> Loss:
    floor = service.number("viability_floor")
    stops: Stops = "unknown"
    if share >= 1 - FELT:
        stops = "yes"
    elif floor is not None:
        stops = "yes" if 100 - as_percent(share) < floor else "no"
    needed_by = tuple(dict.fromkeys(link.from_id for link in branch.reaching(service.id, "DEPENDS_ON")))
    return Loss(service.id, lost, share, stops, floor, needed_by)


def _outcomes(
    branch: Branch, services: list[str], settings: Settings | None
) -> tuple[dict[str, Response], tuple[str, ...], int]:
    """Push all that shrinks down, and give the outcomes that go the wrong way or either, and how many it reaches."""
    matrix = matrix_of(branch, settings)
    drawn = set(matrix.elements)
    pushes = {each: -1 for each in services if each in drawn}
    if not pushes or all(effect.polarity == "?" for effect in matrix.effects):
        return {}, (), 0
    responses = report_press(branch, pushes, settings, matrix=matrix).responses
    wrong, unsure, reached = {}, [], 0
    for each, response in sorted(responses.items(), key=lambda pair: (-abs(pair[1].index), pair[0])):
        record = branch[each]
        wanted = {"up": 1, "down": -1}.get(record.get("desired_direction"), 0)
        if not is_outcome(record) or not wanted or response.verdict == "none":
            continue
        reached += 1
        if response.verdict == "undetermined":
            unsure.append(each)
        elif response.direction != wanted:
            wrong[each] = response
    return wrong, tuple(unsure), reached


def _assume(branch: Branch, money: MoneyNetwork, touched: set[str], *, reached: int) -> tuple[str, ...]:
    lines = [
        "A body that gets less cuts everything it pays for by the same share, also what this map does not show.",
        "Nobody steps in, no reserve is used, and nothing is bought more cheaply.",
        f"Cash of {money.selection.label} only: what is given in kind, lent or paid back stays as it is.",
    ]
    own = sorted({purpose for body, purpose in money.pots if purpose and body in touched})
    if own:
        said = ", ".join(each.replace("_", " ") for each in own)
        lines.append(f"Money for one purpose falls on payments for that purpose first, and on nothing else: {said}.")
    lines.extend(
        f"Ask: “{branch.name_of(each.body_id)}” gets money for {each.purpose.replace('_', ' ')} only, but the map shows"
        " no payment out for it, so its loss is spread over all it does."
        for each in money.spread
        if each.body_id in touched
    )
    if reached:
        lines.append(
            "Outcomes follow which way links push: a service that loses little pushes like one that loses all."
        )
    return tuple(lines)


def _ids(flows: list[Flow]) -> list[str]:
    return [flow.record.id for flow in flows]
