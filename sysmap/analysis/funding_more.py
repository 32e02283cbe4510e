"""Who would have to pay more for more of a service, everybody going on in today's shares (Leontief; METHODS 10)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from sysmap.analysis.flows import select_flows
from sysmap.analysis.money_network import MoneyNetwork, build_network
from sysmap.analysis.throughflow import Floats
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear

_FELT = 0.005
"""Less than half a penny is not told."""


@dataclass(frozen=True, slots=True)
class MorePaid:
    """What one body pays more.

    Parameters
    ----------
    body_id : str
        The body.
    pays : Figure
        How much more it pays out.
    now : Decimal
        What it pays out on this map today, or takes in where that is more.
    new : Figure
        The part that no body on the map pays it: it has to find that elsewhere. These add up to what is wanted.
    """

    body_id: str
    pays: Figure
    now: Decimal
    new: Figure

    @property
    def share(self) -> float:
        """What it pays more, as a share of what it pays now."""
        return float(self.pays.or_zero / self.now) if self.now else 0.0


@dataclass(frozen=True, slots=True)
class MoreReport:
    """Who pays for more of a service.

    Parameters
    ----------
    service_id : str
        The service.
    more : Figure
        How much more is to reach it.
    money : MoneyNetwork
        The money of the year.
    payers : tuple of MorePaid
        Who pays how much more, the most first.
    assumptions : tuple of str
        What was taken for granted, a line each.
    findings : tuple of Finding
        What this says.
    """

    service_id: str
    more: Figure
    money: MoneyNetwork
    payers: tuple[MorePaid, ...]
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]


def report_more(
    branch: Branch,
    service: Record,
    more: Decimal,
    *,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
) -> MoreReport:
    """Say who would have to pay how much more, were more money to reach a service.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    service : Record
        The service.
    more : Decimal
        How much more, above 0, in the currency of the answer.
    year : FinancialYear, optional
        The year whose shares count; the latest with actual figures where not given.
    basis, currency : str, optional
        The basis and currency; see `select_flows` for what is chosen where not given.

    Raises
    ------
    NoAnswerError
        When no cash reaches the service in the year.
    """
    money = build_network(select_flows(branch, year, basis, currency))
    selection, network = money.selection, money.network
    nodes = [node for node in money.nodes_of(service.id) if network.through[node] > 0]
    if not nodes:
        raise NoAnswerError(
            f"no cash reaches “{service.name}” on this map in {selection.label}: in whose shares more would be paid is"
            " not known"
        )
    wanted = np.zeros(len(money.pots))
    wanted[nodes[0]] = float(more)
    passing = network.needed(wanted)
    pays: dict[str, float] = defaultdict(float)
    new: dict[str, float] = defaultdict(float)
    now: dict[str, float] = defaultdict(float)
    for node, value in enumerate(passing):
        body = money.pots[node][0]
        if body != service.id and value > 0:
            pays[body] += float(value)
            new[body] += float(value * network.entering[node] / network.through[node])
    inside = _within_bodies(money, passing)
    for flow in selection.flows:
        if flow.record.id in money.ends:
            now[flow.record.from_id] += float(flow.amount)
    figure = Figure(more, selection.currency, f"how much more is to reach “{service.name}”")
    label = f"paid more, shares of {selection.label}"
    payers = [
        MorePaid(
            body,
            Figure(_penny(value - inside.get(body, 0.0)), selection.currency, label),
            _penny(now[body]),
            Figure(_penny(new[body]), selection.currency, f"of that, from nobody on the map, {selection.label}"),
        )
        for body, value in pays.items()
        if value - inside.get(body, 0.0) >= _FELT
    ]
    payers.sort(key=lambda each: (-each.pays.or_zero, each.body_id))
    report = MoreReport(service.id, figure, money, tuple(payers), _assume(selection.label), ())
    return replace(report, findings=(_say(branch, report),))


def _within_bodies(money: MoneyNetwork, passing: Floats) -> dict[str, float]:
    """Give what each body would top up its own pots with: it passes two of them, and is paid once."""
    network = money.network
    inside: dict[str, float] = defaultdict(float)
    for (start, finish), amount in network.flows.items():
        if money.pots[start][0] == money.pots[finish][0] and start != finish:
            inside[money.pots[start][0]] += float(passing[finish]) * amount / float(network.through[finish])
    return inside


def _assume(label: str) -> tuple[str, ...]:
    return (
        f"Everybody who is paid for it, and who pays those, goes on in the shares of {label}.",
        "What else they pay for stays as it is: nothing is moved here from something else.",
        "What a body needs beyond what others on this map pay it has to be found elsewhere: the column “new”.",
    )


def _say(branch: Branch, report: MoreReport) -> Finding:
    selection = report.money.selection
    first = [each for each in report.payers if each.new.or_zero > 0]
    first.sort(key=lambda each: (-each.new.or_zero, each.body_id))
    told = ", ".join(
        f"{say_money(each.new.or_zero, selection.currency)} by “{branch.name_of(each.body_id)}”" for each in first[:3]
    )
    rest = f" and the rest by {len(first) - 3} more" if len(first) > 3 else ""
    more, name = say_money(report.more.or_zero, selection.currency), branch.name_of(report.service_id)
    return Finding(
        "more_money",
        f"Were {more} more to reach “{name}”, shares as in {selection.label}, new money would have to be found:"
        f" {told}{rest}.",
        (report.service_id, *(each.body_id for each in report.payers)),
        {"more": report.more, **{each.body_id: each.pays for each in report.payers}},
        (),
        selection.missing,
        scenario=branch.scenario,
    )


def _penny(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
