"""Rules about who depends on whom: G11, G12, G14."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sysmap.analysis.flows import BASES, Flow, Selection, total_of
from sysmap.analysis.guardrails.asking import Severity, Sheet
from sysmap.analysis.guardrails.case import Case, percent
from sysmap.analysis.guardrails.law import NO_LIMIT
from sysmap.analysis.guardrails.spend import POUNDS
from sysmap.model.findings import Figure
from sysmap.model.money import say_money
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.years import FinancialYear

ASSISTANCE = frozenset({"grant", "in_kind", "loan", "guarantee"})
"""Ways of moving money that may be a subsidy."""

_HUNDRED = Decimal(100)


def concentration(case: Case, sheet: Sheet) -> None:
    """G11: few suppliers of a service; payees that are not known count as nobody, so that it is “at least”."""
    names = ("market_spend", "concentration", "concentration_high", "largest_share_percent")
    least, amber, red, most = (case.limit(name) for name in names)
    if case.selection.currency != DEFAULT_CURRENCY:
        sheet.cannot(POUNDS)
        return
    if not (least and amber and red and most):
        sheet.cannot(NO_LIMIT)
        return
    for market in find_markets(case, case.selection):
        service, total = market.service, market.total
        if total < least.value:
            continue
        if not market.paid:
            sheet.cannot("who the suppliers are", service)
            continue
        sheet.looked += 1
        largest, share = market.largest, market.share
        if market.index <= amber.value and share <= most.value:
            continue
        inside = _is_inside(case, largest, market.flows)
        severity: Severity = "info" if inside else "high" if share > most.value else "medium"
        said = market.index.quantize(Decimal(1), ROUND_HALF_UP)
        rows = tuple(flow.record.id for flow in market.flows)
        places = ", ".join(map(case.name, market.places))
        part = percent(market.paid[largest], total)
        whether = (
            f"{case.name(service)}{f' in {places}' if places else ''} could go on without {case.name(largest)}, which"
            f" has {part}% of {say_money(total)} ({case.selection.label}; sum of squared shares at least {said})"
        )
        figures = {
            "hhi": Figure(said, "", f"sum of squared percent shares, at least, {case.selection.label}", rows),
            "largest_share": Figure(part, "percent", "share of the largest", rows),
        }
        missing: tuple[str, ...] = ()
        if market.unknown:
            missing = (f"who gets {percent(market.unknown, total)}% of the money for {case.name(service)}",)
        sheet.ask(severity, (service, largest), whether, figures, missing=missing, limits=(amber, red, most))


@dataclass(frozen=True, slots=True)
class Market:
    """Who is paid for one service in its places.

    Parameters
    ----------
    service : str
        The service.
    places : tuple of str
        Where it is. Money does not say where it is spent, so that a service in several places is one market.
    total : Decimal
        The cash spent on it.
    paid : Mapping of str to Decimal
        What each group of enterprises gets; what goes to no known body, or to many as a group, is nobody's.
    flows : list of Flow
        The money.
    """

    service: str
    places: tuple[str, ...]
    total: Decimal
    paid: Mapping[str, Decimal]
    flows: list[Flow]

    @property
    def largest(self) -> str:
        """The group that gets most; the first by id where several do."""
        return _largest(self.paid)

    @property
    def share(self) -> Decimal:
        """The percentage that it gets."""
        return _HUNDRED * self.paid[self.largest] / self.total

    @property
    def index(self) -> Decimal:
        """The sum of squared percentages: at least that, as whoever is not known counts as zero."""
        return sum(((_HUNDRED * each / self.total) ** 2 for each in self.paid.values()), Decimal(0))

    @property
    def unknown(self) -> Decimal:
        """What goes to nobody that the map names."""
        return self.total - sum(self.paid.values(), Decimal(0))


def find_markets(case: Case, selection: Selection) -> list[Market]:
    """Say who is paid for each service with cash in a year, where most is spent first.

    Parameters
    ----------
    case : Case
        The map.
    selection : Selection
        The money that may be added up.
    """
    by_service: dict[str, list[Flow]] = defaultdict(list)
    for flow in selection.flows:
        if flow.is_spend and flow.is_cash and flow.service_id in case.branch:
            by_service[flow.service_id].append(flow)
    markets = [
        Market(service, case.places(service), total, _by_supplier(case, flows), flows)
        for service, flows in by_service.items()
        if (total := total_of(flows)) > 0
    ]
    return sorted(markets, key=lambda each: (-each.total, each.service))


def _by_supplier(case: Case, flows: list[Flow]) -> dict[str, Decimal]:
    """Give what each group of enterprises is paid; what goes to no known body, or to many at once, is nobody's."""
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for flow in flows:
        if case.is_body(flow.record.to_id) and case.branch[flow.record.to_id].get("kind") != "market_group":
            paid[case.enterprise(flow.record.to_id)] += flow.amount
    return dict(paid)


def _is_inside(case: Case, supplier: str, flows: list[Flow]) -> bool:
    """Whether somebody who pays is the supplier, or owns it."""
    payers = case.roots_of(flow.record.from_id for flow in flows if case.is_body(flow.record.from_id))
    return any(payer == supplier or case.owns(payer, supplier) for payer in payers)


def dependence(case: Case, sheet: Sheet) -> None:
    """G12: much of a body's income from one funder."""
    low, high = case.limit("dependence_percent"), case.limit("dependence_high_percent")
    if low is None or high is None:
        sheet.cannot(NO_LIMIT)
        return
    received: dict[str, dict[str, list[Flow]]] = defaultdict(lambda: defaultdict(list))
    for flow in case.selection.flows:
        ends = (flow.record.from_id, flow.record.to_id)
        if flow.is_cash and not flow.is_repayment and all(map(case.is_body, ends)):
            payer, payee = map(case.root, ends)
            if payer != payee:
                received[payee][payer].append(flow)
    currency, label = case.selection.currency, case.selection.label
    for body, funders in received.items():
        record = case.branch[body]
        income = record.number("annual_income")
        if not income or record.get("currency", DEFAULT_CURRENCY) != currency:
            sheet.cannot("its income a year" if not income else f"its income in {currency}", body)
            continue
        sheet.looked += 1
        paid = {each: total_of(flows) for each, flows in funders.items()}
        largest = _largest(paid)
        share = _HUNDRED * paid[largest] / income
        if share < low.value:
            continue
        severity: Severity = "medium" if share >= high.value else "low"
        if case.owns(largest, body):
            severity = "info"
        rows = tuple(flow.record.id for flow in funders[largest])
        part = percent(paid[largest], income)
        figures = {
            "share": Figure(part, "percent", "largest funder by income a year", (*rows, body)),
            "paid": Figure(paid[largest], currency, f"what it pays, {label}", rows),
            "income": Figure(income, currency, "income a year", (body,)),
        }
        year = record.get("annual_income_year")
        missing: tuple[str, ...] = ()
        if year != str(case.selection.year or ""):
            missing = (f"its income in {case.selection.year}" if year else "the year of its income",)
        whether = f"{case.name(body)} could go on without {case.name(largest)}, which pays {part}% of its income"
        sheet.ask(severity, (body, largest), whether, figures, missing=missing, limits=(low, high))


def subsidies(case: Case, sheet: Sheet) -> None:
    """G14: more public help to one enterprise in three years than may go unassessed."""
    cap = case.limit("subsidy")
    if cap is None:
        sheet.cannot(NO_LIMIT)
        return
    for group, flows in _helped(case, sheet).items():
        sheet.looked += 1
        unassessed = [flow for flow in flows if not _is_assessed(case, flow)]
        total = total_of(unassessed)
        if total <= cap.value:
            continue
        rows = tuple(flow.record.id for flow in unassessed)
        bases = " and ".join(dict.fromkeys(flow.basis for flow in unassessed))
        made_from = f"public help in this financial year and the two before, {bases}"
        whether = (
            f"{case.name(group)} is an enterprise, and then whether {say_money(total)} of public help in this and the"
            " last two financial years needs a subsidy assessment: none is recorded"
        )
        loans = any(flow.mechanism in {"loan", "guarantee"} for flow in unassessed)
        missing = ("how far its loans are softer than the market's",) if loans else ()
        figures = {"help": Figure(total, DEFAULT_CURRENCY, made_from, rows)}
        sheet.ask("medium", (group,), whether, figures, missing=missing, limits=(cap,))


def _helped(case: Case, sheet: Sheet) -> Mapping[str, list[Flow]]:
    """Give the public help of this year and the two before by group of enterprises, on the best basis of each year."""
    this = FinancialYear.of(case.as_of)
    years = {FinancialYear(this.start - back) for back in range(3)}
    found: dict[tuple[str, FinancialYear], dict[str, list[Flow]]] = defaultdict(lambda: defaultdict(list))
    for flow in case.flows:
        row = flow.record
        if (
            not (case.is_body(row.from_id) and case.is_body(row.to_id))
            or flow.is_repayment
            or _is_authority(case, row.to_id)
        ):
            continue
        if case.root(row.from_id) == case.root(row.to_id) or (flow.year and flow.year not in years):
            continue
        if flow.mechanism and flow.mechanism not in ASSISTANCE:
            continue
        if missing := _lacks(case, flow):
            sheet.cannot(missing, row.id)
        elif case.public(row.from_id) and flow.year:
            # Several bases may tell of one flow in one year: they are never added.
            key = row.get("flow_id") or f"{row.from_id}/{row.get('service_id')}/{flow.mechanism}"
            found[case.enterprise(row.to_id), flow.year][key].append(flow)
    groups: dict[str, list[Flow]] = defaultdict(list)
    for (group, _), by_key in found.items():
        for flows in by_key.values():
            best = min(BASES.index(flow.basis) if flow.basis in BASES else len(BASES) for flow in flows)
            groups[group].extend(flow for flow in flows if best >= len(BASES) or flow.basis == BASES[best])
    return groups


def _is_authority(case: Case, body: str) -> bool:
    """Whether a body is a public one and no enterprise; a company that a council owns is one, whatever its sector."""
    return case.public(body) and case.branch[case.root(body)].get("kind") != "council_owned_company"


def _lacks(case: Case, flow: Flow) -> str:
    """Say what is missing to count a flow as public help; empty where nothing is."""
    if not flow.mechanism:
        return "how the money moves"
    if not case.homes.sector(case.root(flow.record.from_id)):
        return "the sector of who pays"
    if flow.year is None:
        return "its financial year"
    return "" if flow.currency == DEFAULT_CURRENCY else POUNDS


def _is_assessed(case: Case, flow: Flow) -> bool:
    agreement = case.branch.get(flow.record.get("agreement_id"))
    return agreement is not None and bool(agreement.get("subsidy_assessment_date"))


def _largest(amounts: Mapping[str, Decimal]) -> str:
    return min(amounts, key=lambda each: (-amounts[each], each))
