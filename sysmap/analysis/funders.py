"""Whose money each service rests on: paid straight, and through chains of bodies that pass money on (METHODS 10)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sysmap.analysis.flows import Flow, Selection, say_bases, select_flows, total_of
from sysmap.analysis.loop_core import find_strong_parts
from sysmap.analysis.money_network import Loan, MoneyNetwork, build_network, find_loans
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear

MANY = frozenset({"market_group", "community"})
"""Kinds of organisations that stand for many: their share is no one body's."""

_HIDDEN = 0.0005
"""Share of a service's money below which a gap between straight and through chains is not told."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """How far one service rests on one funder.

    Parameters
    ----------
    funder_id : str
        The body.
    direct : float
        Share of the service's money, 0 to 1, that it pays straight.
    through : float
        Share that has passed through it at all: what the service loses where it pays nothing.
    began : float
        Share that enters the map with it, as money of nobody else drawn.
    """

    funder_id: str
    direct: float
    through: float
    began: float

    @property
    def hidden(self) -> float:
        """Share that passes through it without being paid by it."""
        return max(0.0, self.through - self.direct)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How few bodies a service's money is in the hands of (Herfindahl-Hirschman).

    Parameters
    ----------
    index : float
        The sum of squared percentage shares, 0 to 10,000. At least that: what is not shown, and what groups of many
        have, counts as nothing.
    largest_id : str
        The one body with the most; empty where none is known.
    share : float
        Its share, 0 to 1.
    """

    index: float
    largest_id: str
    share: float

    @property
    def effective(self) -> float | None:
        """How many equal bodies would be as concentrated: at most that; None where no one is known."""
        return 10_000 / self.index if self.index else None


@dataclass(frozen=True, slots=True)
class ServiceMoney:
    """Whose money one service rests on.

    Parameters
    ----------
    service_id : str
        The service.
    amount : Figure
        The cash that reaches it.
    reliances : tuple of Reliance
        Every funder, those with the most through chains first.
    not_shown : float
        Share of its money that bodies paid on beyond what the map shows them taking in.
    straight, began, paid : Concentration
        Of those who pay it straight, of where its money began, and of those who are paid for it.
    payees : Mapping of str to float
        The share of its money that each body is paid for it; its own share is paid to nobody by name.
    """

    service_id: str
    amount: Figure
    reliances: tuple[Reliance, ...]
    not_shown: float
    straight: Concentration
    began: Concentration
    paid: Concentration
    payees: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Circle:
    """Bodies whose money comes back to them.

    Parameters
    ----------
    bodies : tuple of str
        Their ids.
    amount : Figure
        The smallest flow among them.
    """

    bodies: tuple[str, ...]
    amount: Figure


@dataclass(frozen=True, slots=True)
class FunderReport:
    """Whose money the services of a map rest on in one year.

    Parameters
    ----------
    money : MoneyNetwork
        The network.
    services : tuple of ServiceMoney
        Every service that cash reaches, the largest first.
    circles : tuple of Circle
        Circular flows.
    loans : tuple of Loan
        Loans, guarantees and equity of all years, with what pays them back.
    kept : Mapping of str to Figure
        By body: what it takes in and does not pay on anywhere this map shows.
    short : Mapping of str to Figure
        By body that takes money in: what it pays out beyond that.
    findings : tuple of Finding
        What this says.
    """

    money: MoneyNetwork
    services: tuple[ServiceMoney, ...]
    circles: tuple[Circle, ...]
    loans: tuple[Loan, ...]
    kept: Mapping[str, Figure]
    short: Mapping[str, Figure]
    findings: tuple[Finding, ...]


def report_funders(
    branch: Branch, year: FinancialYear | None = None, basis: str = "", currency: str = ""
) -> FunderReport:
    """Say whose money each service rests on in a year, straight and through chains.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str, optional
        The basis and currency; see `select_flows` for what is chosen where not given.
    """
    selection = select_flows(branch, year, basis, currency)
    money = build_network(selection)
    kept, short = _imbalances(branch, money)
    services = _services(branch, money, short)
    circles = _circles(selection)
    loans = find_loans(branch)
    findings = (
        *(finding for service in services for finding in _say_service(branch, money, service)),
        *(_say_circle(branch, selection, circle) for circle in circles),
        *(_say_loan(branch, loan) for loan in loans),
        *_say_spread(branch, money),
        *_say_both(branch, kept, short),
    )
    return FunderReport(money, services, circles, loans, kept, short, findings)


def as_percent(share: float) -> Decimal:
    """Give a share from 0 to 1 as a percentage to two places."""
    return Decimal(f"{100 * share:.2f}")


def _amount(selection: Selection, value: float, what: str) -> Figure:
    return Figure(Decimal(f"{value:.2f}"), selection.currency, f"{what}, {selection.label}")


def _imbalances(branch: Branch, money: MoneyNetwork) -> tuple[dict[str, Figure], dict[str, Figure]]:
    kept: dict[str, float] = defaultdict(float)
    short: dict[str, float] = defaultdict(float)
    taking = {money.pots[finish][0] for _, finish in money.ends.values()}
    for node, (element, _) in enumerate(money.pots):
        record = branch.get(element)
        if record is None or record.kind != "Organisation":
            continue
        kept[element] += float(money.network.leaving[node])
        if element in taking:
            short[element] += float(money.network.entering[node])
    return (
        {each: _amount(money.selection, value, "cash in, not paid on") for each, value in kept.items() if value},
        {each: _amount(money.selection, value, "cash out beyond cash in") for each, value in short.items() if value},
    )


def _services(branch: Branch, money: MoneyNetwork, short: Mapping[str, Figure]) -> tuple[ServiceMoney, ...]:
    paid: dict[tuple[str, str], float] = defaultdict(float)
    got: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    rows: dict[str, list[str]] = defaultdict(list)
    total: dict[str, Decimal] = defaultdict(Decimal)
    for flow in money.selection.flows:
        ends = money.ends.get(flow.record.id)
        finish = money.pots[ends[1]][0] if ends else ""
        record = branch.get(finish)
        if record is None or record.kind != "Service":
            continue
        paid[(flow.record.from_id, finish)] += float(flow.amount)
        got[finish][flow.record.to_id] += float(flow.amount)
        rows[finish].append(flow.record.id)
        total[finish] += flow.amount
    funders = sorted({flow.record.from_id for flow in money.selection.flows if flow.record.id in money.ends})
    passed = {funder: money.network.passed(money.nodes_of(funder)) for funder in funders}
    services = []
    for service, amount in total.items():
        node = money.nodes_of(service)[0]
        began: dict[str, float] = defaultdict(float)
        for place, share in enumerate(money.network.began_at(node)):
            began[money.pots[place][0]] += float(share)
        size = float(amount)
        reliances = [
            Reliance(each, paid[(each, service)] / size, float(passed[each][node]) / size, began[each])
            for each in funders
            if passed[each][node] > 0
        ]
        payees = {each: value / size for each, value in got[service].items()}
        services.append(
            ServiceMoney(
                service,
                Figure(amount, money.selection.currency, f"cash in, {money.selection.label}", tuple(rows[service])),
                tuple(sorted(reliances, key=lambda each: (-each.through, -each.direct, each.funder_id))),
                sum(began[each] for each in short),
                _concentration(branch, {each.funder_id: each.direct for each in reliances}),
                _concentration(branch, {each: share for each, share in began.items() if each not in short}),
                _concentration(branch, payees),
                payees,
            )
        )
    return tuple(sorted(services, key=lambda each: (-total[each.service_id], each.service_id)))


def _concentration(branch: Branch, shares: Mapping[str, float]) -> Concentration:
    """Add up squared percentage shares of those that are one body each."""
    single = {
        each: share
        for each, share in shares.items()
        if share > 0
        and (record := branch.get(each))
        and record.kind == "Organisation"
        and record.get("kind") not in MANY
    }
    largest = max(single, key=lambda each: (single[each], each), default="")
    return Concentration(sum((100 * share) ** 2 for share in single.values()), largest, single.get(largest, 0.0))


def _circles(selection: Selection) -> tuple[Circle, ...]:
    """Find bodies whose money comes back, as it was paid from body to body."""
    paid: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in selection.flows:
        if flow.is_cash and flow.amount > 0 and flow.record.from_id != flow.record.to_id:
            paid[(flow.record.from_id, flow.record.to_id)].append(flow)
    bodies = sorted({end for ends in paid for end in ends})
    place = {body: index for index, body in enumerate(bodies)}
    successors: list[list[int]] = [[] for _ in bodies]
    for start, finish in paid:
        successors[place[start]].append(place[finish])
    circles = []
    for part in find_strong_parts(successors):
        if len(part) > 1:
            group = {bodies[each] for each in part}
            inside = [flows for ends, flows in paid.items() if group.issuperset(ends)]
            least = min(total_of(flows) for flows in inside)
            rests_on = tuple(sorted(flow.record.id for flows in inside for flow in flows))
            made_from = f"the smallest flow among them, {selection.label}"
            circles.append(Circle(tuple(sorted(group)), Figure(least, selection.currency, made_from, rests_on)))
    return tuple(sorted(circles, key=lambda each: each.bodies))


def _say_service(branch: Branch, money: MoneyNetwork, service: ServiceMoney) -> list[Finding]:
    """Tell of the funder on whom most of a service rests that nobody sees."""
    hidden = [each for each in service.reliances if each.hidden > _HIDDEN]
    if not hidden:
        return []
    most = max(hidden, key=lambda each: (each.hidden, each.funder_id))
    name, funder = branch.name_of(service.service_id), branch.name_of(most.funder_id)
    straight = f"{as_percent(most.direct):.1f}% straight" if most.direct else "none of it straight"
    made_from = f"share of cash for “{name}”, {money.selection.label}"
    missing = list(money.selection.missing)
    if service.not_shown > _HIDDEN:
        missing.append(
            f"where {as_percent(service.not_shown):.1f}% of the money for “{name}” came from before bodies paid it on"
        )
    return [
        Finding(
            "hidden_dependence",
            f"{as_percent(most.through):.1f}% of the money for “{name}” has passed through “{funder}”, {straight}.",
            (service.service_id, most.funder_id),
            {
                "direct": Figure(as_percent(most.direct), "percent", made_from),
                "through": Figure(as_percent(most.through), "percent", made_from),
                "hidden": Figure(as_percent(most.hidden), "percent", made_from),
            },
            service.amount.rests_on,
            tuple(missing),
            scenario=branch.scenario,
        )
    ]


def _say_circle(branch: Branch, selection: Selection, circle: Circle) -> Finding:
    names = ", ".join(f"“{branch.name_of(each)}”" for each in circle.bodies)
    least = circle.amount.or_zero
    return Finding(
        "circular_flow",
        f"Money comes back among {names}: the smallest payment is {say_money(least, selection.currency)}."
        " Ask what each payment is for.",
        circle.bodies,
        {"smallest": circle.amount},
        circle.amount.rests_on,
        scenario=branch.scenario,
    )


def _say_loan(branch: Branch, loan: Loan) -> Finding:
    lender, borrower = branch.name_of(loan.lender), branch.name_of(loan.borrower)
    currency = loan.flows[0].currency
    amount = f"{say_money(loan.lent, currency)} ({say_bases(loan.flows)})"
    said = {
        "loan": f"“{lender}” lends “{borrower}” {amount}: not income.",
        "guarantee": f"“{lender}” stands good for {amount} of “{borrower}”: no money moves unless it is called on.",
        "equity": f"“{lender}” holds {amount} of “{borrower}”: a share in it, and not income.",
    }[loan.mechanism]
    if loan.repayments:
        said += f" {say_money(loan.repaid, currency)} paid back is mapped ({say_bases(loan.repayments)})."
    elif loan.mechanism == "loan":
        said += " Ask who pays it back, and when: no repayment is mapped."
    rows = tuple(each.record.id for each in loan.flows)
    back = tuple(each.record.id for each in loan.repayments)
    return Finding(
        "loan",
        said,
        (loan.lender, loan.borrower),
        {
            "lent": Figure(loan.lent, currency, f"lent, {say_bases(loan.flows)}", rows),
            "repaid": Figure(loan.repaid if back else None, currency, "repayments mapped, of any year", back),
        },
        (*rows, *back),
        scenario=branch.scenario,
    )


def _say_both(branch: Branch, kept: Mapping[str, Figure], short: Mapping[str, Figure]) -> list[Finding]:
    """Ask about bodies that keep money for a purpose and pay out more than else comes in."""
    return [
        Finding(
            "kept_for_a_purpose",
            f"“{branch.name_of(each)}” keeps {_said(kept[each])} that came in for one purpose only, and pays out"
            f" {_said(short[each])} beyond what else comes in. Ask what each payment is for, and whether more is known"
            " of what comes in.",
            (each,),
            {"kept": kept[each], "short": short[each]},
            scenario=branch.scenario,
        )
        for each in kept
        if each in short
    ]


def _said(figure: Figure) -> str:
    return say_money(figure.value, figure.unit) if isinstance(figure.value, Decimal) else "an amount not known"


def _say_spread(branch: Branch, money: MoneyNetwork) -> list[Finding]:
    return [
        Finding(
            "restricted_money_spread",
            f"“{branch.name_of(each.body_id)}” gets money for {each.purpose.replace('_', ' ')} only, and pays nothing"
            " out under that name on this map: taken to go to all it does.",
            (each.body_id,),
            {},
            each.rests_on,
            (f"what “{branch.name_of(each.body_id)}” pays for {each.purpose.replace('_', ' ')}",),
            scenario=branch.scenario,
        )
        for each in money.spread
    ]
