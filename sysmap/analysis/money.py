"""Money in one year: who pays for what, what each body takes in and pays out, and what is not mapped (DOMAIN 1.3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from sysmap.analysis.flows import REPAYABLE, Flow, Selection, add_up, select_flows
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.sharing.redaction import WITHHELD
from sysmap.model.vocabulary import values_of
from sysmap.model.years import FinancialYear

TIERS = values_of("Service", "prevention_tier")
"""Prevention tiers, `unclassified` last."""

TIER_WORDS = {"acute": "crisis or immediate need"}


@dataclass(frozen=True, slots=True)
class BodyMoney:
    """Cash of one organisation in the year.

    Parameters
    ----------
    body_id : str
        The organisation.
    inflow, outflow : Figure
        What the map shows coming in and going out; not known where it shows none.
    remainder : Figure
        What came in less what went out: spent in ways this map does not show. Not known unless both are; negative where
        more goes out than the map shows coming in.
    """

    body_id: str
    inflow: Figure
    outflow: Figure
    remainder: Figure


@dataclass(frozen=True, slots=True)
class PaidOn:
    """Spend on a service by a body that is paid for that service by others: the same money, or money of its own.

    Parameters
    ----------
    body_id, service_id : str
        The body and the service.
    got, paid : Figure
        What it is paid for the service, and what it pays for it.
    """

    body_id: str
    service_id: str
    got: Figure
    paid: Figure


@dataclass(frozen=True, slots=True)
class MoneyReport:
    """Who pays for what in one year.

    Parameters
    ----------
    selection : Selection
        The flows every figure is made of: one year, one basis, one currency.
    total_spend : Figure
        Cash spend tied to a service.
    by_service, by_tier : Mapping of str to Figure
        That spend by service id and by prevention tier; every tier is there, `unclassified` among them.
    in_kind, repayable : Mapping of str to Figure
        Spend valued in kind, and loans, guarantees and equity, by service id ("" where tied to none): beside the total,
        never in it.
    not_tied : tuple of Flow
        Cash spend tied to no service: beside the total, never in it.
    withheld : tuple of Flow
        Cash spend tied to a service that this reader may not see: beside the total, never in it.
    repaid : Mapping of str to Figure
        Money paid back, by service id: beside the total, never taken off it.
    not_spent : Mapping of str to Figure
        Cash that goes to a service itself and is said to be new to the map or passed on, by service id: beside the
        total, as it says that it is no spend.
    to_itself : tuple of Flow
        Cash from a body to itself, tied to no service: nothing comes in and nothing goes out.
    twice : tuple of PaidOn
        Spend that may be counted twice.
    bodies : tuple of BodyMoney
        Every organisation with money in or out, the largest first.
    findings : tuple of Finding
        What it says, in sentences.
    """

    selection: Selection
    total_spend: Figure
    by_service: Mapping[str, Figure]
    by_tier: Mapping[str, Figure]
    in_kind: Mapping[str, Figure]
    repayable: Mapping[str, Figure]
    not_tied: tuple[Flow, ...]
    withheld: tuple[Flow, ...]
    repaid: Mapping[str, Figure]
    not_spent: Mapping[str, Figure]
    to_itself: tuple[Flow, ...]
    twice: tuple[PaidOn, ...]
    bodies: tuple[BodyMoney, ...]
    findings: tuple[Finding, ...]


def report_money(branch: Branch, year: FinancialYear | None = None, basis: str = "", currency: str = "") -> MoneyReport:
    """Say who pays for what in a year.

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
    spend = [flow for flow in selection.flows if flow.is_spend]
    cash = [flow for flow in spend if flow.service_id and flow.is_cash]
    tiers = _grouped(cash, lambda flow: _tier(branch, flow))
    report = MoneyReport(
        selection,
        add_up(selection, cash, "cash spend tied to a service"),
        {
            service: add_up(selection, flows, f"cash spend on “{branch.name_of(service)}”")
            for service, flows in _grouped(cash, _service).items()
        },
        {tier: add_up(selection, tiers.get(tier, []), f"cash spend on {tier} services") for tier in TIERS},
        _beside(selection, (flow for flow in spend if flow.mechanism == "in_kind"), "spend valued in kind"),
        _beside(selection, (flow for flow in spend if flow.mechanism in REPAYABLE), "loans, guarantees and equity"),
        tuple(
            flow
            for flow in spend
            if not flow.service_id and not flow.service_withheld and flow.is_cash and not flow.goes_nowhere
        ),
        tuple(flow for flow in spend if flow.service_withheld and flow.is_cash),
        _beside(selection, (flow for flow in selection.flows if flow.is_repayment), "money paid back"),
        _beside(
            selection,
            (flow for flow in selection.flows if flow.service_id == flow.record.to_id and _is_no_spend(flow)),
            "cash to a service that is said to be new to the map or passed on",
        ),
        tuple(flow for flow in selection.flows if flow.goes_nowhere and flow.is_cash),
        _paid_on(selection, cash),
        _bodies(branch, selection),
        (),
    )
    findings = (*_spend_findings(branch, report), *_body_findings(branch, report))
    return replace(report, findings=findings)


def _is_no_spend(flow: Flow) -> bool:
    return bool(flow.service_id) and flow.is_cash and not flow.is_spend and not flow.is_repayment


def _paid_on(selection: Selection, spend: Iterable[Flow]) -> tuple[PaidOn, ...]:
    """Find bodies that are paid for a service and pay for it: one of the two may be money passed on."""
    got: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    paid: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in spend:
        if flow.record.from_id != flow.record.to_id:
            got[flow.record.to_id, flow.service_id].append(flow)
            paid[flow.record.from_id, flow.service_id].append(flow)
    return tuple(
        PaidOn(
            *key,
            add_up(selection, got[key], "cash it is paid for the service"),
            add_up(selection, flows, "cash it pays for the service"),
        )
        for key, flows in sorted(paid.items())
        if key in got
    )


def share(part: Figure, whole: Figure) -> Figure:
    """Give a part as a percentage of a whole, to two places; not known where either is."""
    if not isinstance(part.value, Decimal) or not isinstance(whole.value, Decimal) or not whole.value:
        return Figure(None, "percent", f"{part.made_from} as a share of {whole.made_from}")
    value = (100 * part.value / whole.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Figure(value, "percent", f"{part.made_from} as a share of {whole.made_from}", part.rests_on)


def say_share(part: Figure, whole: Figure) -> str:
    """Say a part as a share of a whole, rounded once; what is there but small is never rounded to nothing."""
    if not isinstance(part.value, Decimal) or not isinstance(whole.value, Decimal) or not whole.value:
        return "an unknown share"
    exact = 100 * part.value / whole.value
    if 0 < exact < Decimal("0.05"):
        return "under 0.1%"
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP):f}".removesuffix(".0") + "%"


def _service(flow: Flow) -> str:
    return flow.service_id


def _tier(branch: Branch, flow: Flow) -> str:
    service = branch.get(flow.service_id)
    tier = service.get("prevention_tier") if service else ""
    return tier if tier in TIERS else "unclassified"


def _grouped(flows: Iterable[Flow], key: Callable[[Flow], str]) -> dict[str, list[Flow]]:
    groups: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        groups[key(flow)].append(flow)
    return dict(groups)


def _beside(selection: Selection, flows: Iterable[Flow], what: str) -> dict[str, Figure]:
    return {service: add_up(selection, rows, what) for service, rows in _grouped(flows, _service).items()}


def _bodies(branch: Branch, selection: Selection) -> tuple[BodyMoney, ...]:
    cash = [flow for flow in selection.flows if flow.is_cash and not flow.goes_nowhere]
    # What a body pays for a service in its own hands goes out to the service, and does not come in.
    coming = _grouped(
        (flow for flow in cash if flow.record.from_id != flow.record.to_id), lambda flow: flow.record.to_id
    )
    going = _grouped(cash, lambda flow: flow.record.from_id)
    bodies = []
    for body in branch.of("Organisation"):
        into, out = coming.get(body.id, []), going.get(body.id, [])
        if not into and not out:
            continue
        inflow = add_up(selection, into, "cash in") if into else Figure(None, selection.currency, "no cash in mapped")
        outflow = add_up(selection, out, "cash out") if out else Figure(None, selection.currency, "no cash out mapped")
        known = isinstance(inflow.value, Decimal) and isinstance(outflow.value, Decimal)
        remainder = Figure(
            inflow.value - outflow.value if known else None,  # type: ignore[operator]  # both are Decimal where known
            selection.currency,
            f"cash in less cash out, {selection.label}",
            (*inflow.rests_on, *outflow.rests_on),
        )
        bodies.append(BodyMoney(body.id, inflow, outflow, remainder))
    return tuple(sorted(bodies, key=lambda each: (-each.inflow.or_zero, -each.outflow.or_zero, each.body_id)))


def _spend_findings(branch: Branch, report: MoneyReport) -> list[Finding]:
    return [*_tier_findings(branch, report), *_beside_findings(branch, report), *_twice_findings(branch, report)]


def _twice_findings(branch: Branch, report: MoneyReport) -> list[Finding]:
    """Ask of each body that is paid for a service and pays for it whether that is the same money."""
    currency = report.selection.currency
    return [
        Finding(
            "maybe_counted_twice",
            f"Ask whether “{branch.name_of(each.body_id)}” passes on what it is paid for"
            f" “{branch.name_of(each.service_id)}”: it is paid {say_money(each.got.or_zero, currency)} and pays"
            f" {say_money(each.paid.or_zero, currency)}, and both are counted. flow_role=transfer on what only passes"
            " through it counts it once.",
            (each.body_id, each.service_id),
            {"got": each.got, "paid": each.paid},
            (*each.got.rests_on, *each.paid.rests_on),
            scenario=branch.scenario,
        )
        for each in report.twice
    ]


def is_classified(report: MoneyReport) -> bool:
    """Whether anything that is spent goes to a service that somebody called prevention or crisis."""
    return any(figure.rests_on for tier, figure in report.by_tier.items() if tier != "unclassified")


def _tier_findings(branch: Branch, report: MoneyReport) -> list[Finding]:
    selection, total = report.selection, report.total_spend
    if not total.rests_on:
        return []
    missing = list(selection.missing)
    silent = [flow for flow in selection.flows if flow.is_spend and not flow.record.get("flow_role")]
    if silent:
        one = len(silent) == 1
        who = "1 flow does not say what part it plays" if one else f"{len(silent)} flows do not say what part they play"
        missing.append(f"{who}; tied to a service, so counted as spend")
    shares = {tier: share(figure, total) for tier, figure in report.by_tier.items()}
    said = ", ".join(
        f"{say_share(report.by_tier[tier], total)} {TIER_WORDS.get(tier, tier)}"
        for tier in sorted(TIERS, key=lambda tier: -report.by_tier[tier].or_zero)
        if report.by_tier[tier].or_zero or tier == "unclassified"
    )
    money = f"{say_money(total.or_zero, selection.currency)} cash spend tied to a service ({selection.label})"
    if is_classified(report):
        sentence = f"Of {money}: {said}."
        figures = {"total": total, **report.by_tier, **{f"{tier}_share": figure for tier, figure in shares.items()}}
    else:
        count = len(report.by_service)
        none = "its one service does not say" if count == 1 else f"none of its {count} services says"
        why = f", as {none} which it is: set prevention_tier of {'it' if count == 1 else 'each'}"
        if any("prevention_tier" in branch[each].items(WITHHELD) for each in report.by_service if each in branch):
            why = " here, as which it is, is withheld"
        sentence = f"How {money} is split between crisis and prevention cannot be told{why}."
        figures = {"total": total, "unclassified": report.by_tier["unclassified"]}
    return [
        Finding(
            "spend_by_tier",
            sentence,
            tuple(report.by_service),
            figures,
            total.rests_on,
            tuple(missing),
            scenario=branch.scenario,
        )
    ]


def _beside_findings(branch: Branch, report: MoneyReport) -> list[Finding]:
    """Say what stands beside spend on services, also where there is no such spend."""
    selection = report.selection
    beside = (
        ("spend_in_kind", report.in_kind, "valued in kind"),
        ("spend_repayable", report.repayable, "in loans, guarantees and equity"),
        ("spend_tied_to_no_service", _one_by_one(selection, report.not_tied, "no service"), "tied to no service"),
        (
            "spend_on_withheld_services",
            _one_by_one(selection, report.withheld, "a service that is withheld"),
            "for services that are withheld here",
        ),
        ("money_paid_back", report.repaid, "paid back"),
        ("new_or_passed_on", report.not_spent, "to services, said to be new or passed on and not spent"),
        ("paid_to_itself", _one_by_one(selection, report.to_itself, "no service"), "from a body to itself"),
    )
    findings = []
    for kind, figures, words in beside:
        if not figures:
            continue
        amount = say_money(sum((figure.or_zero for figure in figures.values()), Decimal(0)), selection.currency)
        rests_on = tuple(each for figure in figures.values() for each in figure.rests_on)
        if report.total_spend.rests_on:
            sentence = f"Beside that, {amount} {words}: not part of it."
        else:
            sentence = f"There is {amount} {words} ({selection.label}), and no cash spend tied to a service."
        findings.append(
            Finding(kind, sentence, rests_on, dict(figures), rests_on, selection.missing, scenario=branch.scenario)
        )
    return findings


def _one_by_one(selection: Selection, flows: Iterable[Flow], what: str) -> dict[str, Figure]:
    return {flow.record.id: add_up(selection, [flow], f"cash spend tied to {what}") for flow in flows}


def _body_findings(branch: Branch, report: MoneyReport) -> list[Finding]:
    """Say of each body that takes in and pays out how much of its money the map does not show."""
    selection = report.selection
    findings = []
    for body in report.bodies:
        if not isinstance(body.remainder.value, Decimal):
            continue
        inflow, outflow = (say_money(each.or_zero, selection.currency) for each in (body.inflow, body.outflow))
        rest = body.remainder.value
        amount = say_money(abs(rest), selection.currency)
        if rest > 0:
            tail = f"{amount} of it goes where this map does not show."
        elif rest < 0:
            tail = f"{amount} more goes out than this map shows coming in."
        else:
            tail = "all of it is mapped."
        findings.append(
            Finding(
                "money_in_and_out",
                f"“{branch.name_of(body.body_id)}” takes in {inflow} and pays out {outflow}"
                f" ({selection.label}): {tail}",
                (body.body_id,),
                {"inflow": body.inflow, "outflow": body.outflow, "remainder": body.remainder},
                body.remainder.rests_on,
                selection.missing,
                scenario=branch.scenario,
            )
        )
    return findings
