"""Twins of the questions about money: cash in one financial year, on one basis, in one currency."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from sysmap.analysis.charities import ours, paid_to_charities
from sysmap.analysis.flows import Flow, read_flows, total_of
from sysmap.analysis.questions.rows import Row, improved_outcomes, name_of
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear

Key = TypeVar("Key")

_TIERS = ("primary", "secondary", "tertiary", "acute")
_LASTS = 24
"""Months from which an agreement is taken to last (DOMAIN question 18)."""

_BOUGHT = ("contract", "block_contract", "framework_calloff", "spot_purchase")


def spend_by_service(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Add up what is spent on each service."""
    flows = _grouped(_spend(branch, year, basis, currency), lambda flow: flow.service_id)
    return [
        {"service": service, "name": name_of(branch, service), "amount": total_of(of_it), "flows": len(of_it)}
        for service, of_it in flows.items()
    ]


def spend_by_tier(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Add up what is spent on each tier of prevention."""

    def tier(flow: Flow) -> str:
        service = branch.get(flow.service_id)
        of_it = service.get("prevention_tier") if service and service.kind == "Service" else ""
        return of_it if of_it in _TIERS else "unclassified"

    flows = _grouped(_spend(branch, year, basis, currency), tier)
    return [{"tier": name, "amount": total_of(of_it)} for name, of_it in flows.items()]


def who_pays_and_who_benefits(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Say whose money reaches each service, and who answers for the outcomes that it improves."""
    flows = _grouped(_spend(branch, year, basis, currency), lambda flow: (flow.record.from_id, flow.service_id))
    rows: list[Row] = []
    for (payer, service), of_both in flows.items():
        owners = {
            each.from_id for outcome in _improved(branch, service) for each in branch.reaching(outcome, "STEWARDS")
        }
        rows.append({"payer": payer, "service": service, "amount": total_of(of_both), "benefits": sorted(owners)})
    return rows


def spend_without_outcome(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """List the spend on services that improve no outcome."""
    flows = _grouped(_spend(branch, year, basis, currency), lambda flow: flow.service_id)
    return [
        {"service": service, "amount": total_of(of_it)}
        for service, of_it in flows.items()
        if not _improved(branch, service)
    ]


def concentration(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Say how concentrated the money behind each service is."""
    rows: list[Row] = []
    for service, flows in _grouped(_spend(branch, year, basis, currency), lambda flow: flow.service_id).items():
        amount = total_of(flows)
        if not amount:
            continue
        paid = {payee: total_of(of_it) for payee, of_it in _grouped(flows, lambda flow: flow.record.to_id).items()}
        shares = {payee: 100 * each / amount for payee, each in paid.items()}
        largest = min(shares, key=lambda payee: (-shares[payee], payee))
        squares = [share**2 for payee, share in shares.items() if _is_one_body(branch, payee)]
        row: Row = {"service": service, "amount": amount, "largest": largest, "share": shares[largest]}
        rows.append({**row, "hhi": sum(squares, Decimal(0))})
    return rows


def funder_dependence(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Say how much of each body's income its largest funder pays."""
    cash = [flow for flow in _flows(branch, year, basis, currency) if flow.is_cash]
    rows: list[Row] = []
    for payee, flows in _grouped(cash, lambda flow: flow.record.to_id).items():
        body = branch.get(payee)
        if body is None or body.kind != "Organisation":
            continue
        paid = {payer: total_of(of_it) for payer, of_it in _grouped(flows, lambda flow: flow.record.from_id).items()}
        funder = min(paid, key=lambda payer: (-paid[payer], payer))
        income = body.number("annual_income")
        share = 100 * paid[funder] / income if income and income > 0 else None
        rows.append({"body": payee, "funder": funder, "amount": paid[funder], "share": share})
    return rows


def dependence_on_us(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Say how much of the income of each charity is ours."""
    paid = paid_to_charities(branch, _flows(branch, year, basis, currency), ours(branch))
    return [{"body": each.body, "amount": each.amount, "income": each.income, "share": each.share} for each in paid]


def one_year_prevention(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """List the prevention money that nobody has said goes on."""
    going = {
        key
        for flow in read_flows(branch)
        if flow.year == FinancialYear(year + 1) and flow.amount > 0
        for key in _keys(flow)
    }
    rows: list[Row] = []
    for flow in _spend(branch, year, basis, currency):
        service = branch.get(flow.service_id)
        tier = service.get("prevention_tier") if service and service.kind == "Service" else ""
        if tier not in {"primary", "secondary"} or flow.amount <= 0:
            continue
        agreement = branch.get(flow.record.get("agreement_id"))
        months = _term(agreement) if agreement and agreement.kind == "Agreement" else None
        why = "" if going.intersection(_keys(flow)) else "no_next_year"
        why = why or ("short_agreement" if months is not None and months < _LASTS else "")
        if why:
            row: Row = {"flow": flow.record.id, "payer": flow.record.from_id, "service": flow.service_id}
            rows.append({**row, "amount": flow.amount, "why": why})
    return rows


def _term(agreement: Record) -> Decimal | None:
    """Give how many months an agreement lasts: as it says, else the whole ones between its days."""
    said, first, last = agreement.number("current_term_months"), agreement.day("start_date"), agreement.day("end_date")
    if said is not None or first is None or last is None:
        return said
    after = last + timedelta(days=1)
    return Decimal(12 * (after.year - first.year) + after.month - first.month - (after.day < first.day))


def _keys(flow: Flow) -> set[tuple[str, ...]]:
    """Give what a flow is known by over the years: its own id, and who pays whom for what."""
    named = flow.record.get("flow_id")
    return {(flow.record.from_id, flow.record.to_id, flow.service_id), *([(named,)] if named else [])}


def value_across_services(branch: Branch) -> list[Row]:
    """List the services that improve outcomes of two kinds of value or more."""
    rows: list[Row] = []
    for service in branch.of("Service"):
        kinds: dict[str, list[str]] = defaultdict(list)
        for outcome in improved_outcomes(branch, service.id, 3):
            if kind := branch[outcome].get("value_dimension"):
                kinds[kind].append(outcome)
        if len(kinds) > 1:
            outcomes = [outcome for kind in sorted(kinds) for outcome in sorted(kinds[kind])]
            rows.append({"service": service.id, "kinds": sorted(kinds), "outcomes": outcomes})
    return rows


def money_through_bodies(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Add up what each body takes in and pays out."""
    cash = [flow for flow in _flows(branch, year, basis, currency) if flow.is_cash]
    coming, going = _grouped(cash, lambda flow: flow.record.to_id), _grouped(cash, lambda flow: flow.record.from_id)
    return [
        {"body": body.id, "inflow": total_of(coming.get(body.id, [])), "outflow": total_of(going.get(body.id, []))}
        for body in branch.of("Organisation")
        if body.id in coming or body.id in going
    ]


def deciding_costs(branch: Branch, year: int, basis: str = "actual", currency: str = "GBP") -> list[Row]:
    """Add up what is spent on deciding who gets what."""
    deciding = {each.id for each in branch.of("Service") if each.get("kind") == "access_control"}
    return [
        {"service": row["service"], "amount": row["amount"]}
        for row in spend_by_service(branch, year, basis, currency)
        if row["service"] in deciding
    ]


def flows_without_agreement(
    branch: Branch, year: int, basis: str = "actual", currency: str = "GBP", over: int = 100_000
) -> list[Row]:
    """List large payments that flow under no agreement on the map."""
    return [
        {"flow": flow.record.id, "payer": flow.record.from_id, "payee": flow.record.to_id, "amount": flow.amount}
        for flow in _flows(branch, year, basis, currency)
        if flow.amount > over and flow.mechanism in _BOUGHT and not flow.record.get("agreement_id")
    ]


def _flows(branch: Branch, year: int, basis: str, currency: str) -> list[Flow]:
    wanted = (FinancialYear(year), basis, currency)
    return [flow for flow in read_flows(branch) if (flow.year, flow.basis, flow.currency) == wanted]


def _spend(branch: Branch, year: int, basis: str, currency: str) -> list[Flow]:
    flows = _flows(branch, year, basis, currency)
    return [flow for flow in flows if flow.service_id and flow.is_spend and flow.is_cash]


def _improved(branch: Branch, service: str) -> set[str]:
    """Give the outcomes that a chain of at most three links pushes the way people want."""
    record = branch.get(service)
    if record is None or record.kind != "Service":
        return set()
    return improved_outcomes(branch, service, 3)


def _is_one_body(branch: Branch, payee: str) -> bool:
    record = branch.get(payee)
    return record is not None and record.kind == "Organisation" and record.get("kind") != "market_group"


def _grouped(flows: list[Flow], key: Callable[[Flow], Key]) -> dict[Key, list[Flow]]:
    groups: dict[Key, list[Flow]] = defaultdict(list)
    for flow in flows:
        groups[key(flow)].append(flow)
    return dict(groups)
