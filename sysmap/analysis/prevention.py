"""Prevention year by year, what deciding costs, and which prevention money lasts one year only (DOMAIN 10, 16, 18)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sysmap.analysis.flows import Flow, read_flows, total_of
from sysmap.analysis.money import MoneyReport, report_money, say_share, share
from sysmap.analysis.readings import Reading, read_measures, say_reading
from sysmap.analysis.who_decides import find_deciders
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear

_WAITING = re.compile(r"\b(?:wait(?:s|ing|ed)?|queu(?:e|es|ing))\b", re.IGNORECASE)

UPSTREAM = ("primary", "secondary")
"""Tiers that come before need: what is meant by prevention money here."""

LASTING_MONTHS = 24
"""Agreements of a shorter term are taken not to last: this project's choice after DOMAIN question 18."""


@dataclass(frozen=True, slots=True)
class OneYear:
    """Prevention money that nobody has said goes on.

    Parameters
    ----------
    flow : Flow
        The row.
    why : {"no_next_year", "short_agreement"}
        No row of the next year for the same flow or service and payer, or an agreement of less than two years.
    months : int or None
        The agreement's term, where that is why.
    """

    flow: Flow
    why: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class PreventionReport:
    """Prevention and crisis over the years.

    Parameters
    ----------
    years : tuple of MoneyReport
        Spend of every year that has any, the first first; each on its most trusted basis, in one currency.
    deciding : Figure
        What the latest of them with actual figures spends on deciding who gets what; not known where no such service
        has money.
    per_hundred : Figure
        That for each 100 of what the same payers spend on other services.
    opens : tuple of str
        The services that deciding lets people into, as drawn: those whose amount it moves.
    per_hundred_opened : Figure
        What deciding costs for each 100 spent on those; not known where none has money.
    waiting : tuple of Reading
        Measures of services that decide, and of waiting.
    deciding_by_year : Mapping of FinancialYear to tuple of (Figure, Figure)
        Both, for every year in which such a service has money.
    one_year : tuple of OneYear
        Prevention money of that year that nobody has said goes on, the largest first.
    findings : tuple of Finding
        What this says.
    """

    years: tuple[MoneyReport, ...]
    deciding: Figure
    per_hundred: Figure
    opens: tuple[str, ...]
    per_hundred_opened: Figure
    waiting: tuple[Reading, ...]
    deciding_by_year: Mapping[FinancialYear, tuple[Figure, Figure]]
    one_year: tuple[OneYear, ...]
    findings: tuple[Finding, ...]


def report_prevention(
    branch: Branch, as_of: date, year: FinancialYear | None = None, currency: str = ""
) -> PreventionReport:
    """Say how spend is split between prevention and crisis, and how that moved.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day on which measures of waiting are read.
    year : FinancialYear, optional
        The year for what deciding costs and what lasts; the latest with actual figures where not given.
    currency : str, optional
        The currency; the map's own, or the commonest of the year, where not given.
    """
    chosen = report_money(branch, year, "", currency)
    flows = read_flows(branch)
    money = chosen.selection.currency
    every = sorted({flow.year for flow in flows if flow.year and flow.currency == money})
    reports = (chosen if each == chosen.selection.year else report_money(branch, each, "", money) for each in every)
    years = tuple(report for report in reports if report.total_spend.rests_on)
    # The year that is asked about is told before the others.
    first = sorted(years, key=lambda report: report.selection.year != chosen.selection.year)
    deciding, per_hundred = _deciding(branch, chosen)
    opens = tuple(dict.fromkeys(each for decider in find_deciders(branch)[0] for each in decider.opens))
    opened = _per_hundred(chosen, deciding, [chosen.by_service[each] for each in opens if each in chosen.by_service])
    waiting = tuple(reading for reading in read_measures(branch, as_of) if _tells_of_waiting(branch, reading.measure))
    one_year = _one_year(branch, chosen, flows)
    findings = (
        *(finding for report in first for finding in report.findings if finding.kind == "spend_by_tier"),
        *_say_deciding(branch, chosen, deciding, per_hundred, waits=bool(waiting)),
        *_say_opened(branch, chosen, opens, opened),
        *(say_reading(branch, reading, as_of) for reading in waiting),
        *_say_one_year(branch, chosen, one_year),
    )
    by_year = {
        report.selection.year: both
        for report in years
        if report.selection.year and (both := _deciding(branch, report))[0].rests_on
    }
    return PreventionReport(years, deciding, per_hundred, opens, opened, waiting, by_year, one_year, findings)


def upstream_spend(report: MoneyReport) -> Figure:
    """Add up primary and secondary prevention."""
    parts = [report.by_tier[tier] for tier in UPSTREAM]
    value = sum((part.value for part in parts if isinstance(part.value, Decimal)), Decimal(0))
    rests_on = tuple(row for part in parts for row in part.rests_on)
    return Figure(value, report.selection.currency, "spend on primary and secondary prevention", rests_on)


def _deciding(branch: Branch, report: MoneyReport) -> tuple[Figure, Figure]:
    selection = report.selection
    spend = [flow for flow in selection.flows if flow.is_spend and flow.is_cash and flow.service_id]
    gates = {service.id for service in branch.of("Service") if service.get("kind") == "access_control"}
    gated = [flow for flow in spend if flow.service_id in gates]
    payers = {flow.record.from_id for flow in gated}
    others = [flow for flow in spend if flow.service_id not in gates and flow.record.from_id in payers]
    cost, rest = total_of(gated), total_of(others)
    rows = tuple(flow.record.id for flow in gated)
    made_from = f"spend on deciding who gets what, {selection.label}"
    per = (100 * cost / rest).quantize(Decimal("0.01")) if gated and rest else None
    return (
        Figure(cost if gated else None, selection.currency, made_from, rows),
        Figure(
            per,
            selection.currency,
            f"{made_from}, for each 100 that the same payers spend on other services",
            (*rows, *(flow.record.id for flow in others)),
        ),
    )


def _per_hundred(report: MoneyReport, cost: Figure, spend: Sequence[Figure]) -> Figure:
    """Give what deciding costs for each 100 of some spend; not known where either is."""
    total = sum((each.value for each in spend if isinstance(each.value, Decimal)), Decimal(0))
    known = cost.value if total and isinstance(cost.value, Decimal) else None
    return Figure(
        None if known is None else (100 * known / total).quantize(Decimal("0.01")),
        report.selection.currency,
        "what deciding costs for each 100 spent on the services that it lets people into",
        (*cost.rests_on, *(row for each in spend for row in each.rests_on)) if known else (),
    )


def _tells_of_waiting(branch: Branch, measure: Record) -> bool:
    """Whether a measure is of a service that decides who gets what, or says that it is of waiting."""
    of = branch.get(measure.get("factor_id"))
    if of is not None and of.get("kind") == "access_control":
        return True
    return any(_WAITING.search(text) for text in (measure.name, measure.get("unit"), of.name if of else ""))


def _say_opened(branch: Branch, report: MoneyReport, opens: tuple[str, ...], per: Figure) -> list[Finding]:
    if not isinstance(per.value, Decimal):
        return []
    names = ", ".join(f"“{branch.name_of(each)}”" for each in opens)
    exact = say_exact_money(per.value, report.selection.currency)
    hundred = say_money(Decimal(100), report.selection.currency)
    return [
        Finding(
            "deciding_costs_opened",
            f"For every {hundred} spent on what it lets people into, as drawn, {names}, deciding costs {exact}.",
            opens,
            {"per_hundred_opened": per},
            per.rests_on,
            ("what else it decides about: links say which service it moves",),
            scenario=branch.scenario,
        )
    ]


def _one_year(branch: Branch, report: MoneyReport, flows: list[Flow]) -> tuple[OneYear, ...]:
    year = report.selection.year
    if year is None:
        return ()
    following = [flow for flow in flows if flow.year == FinancialYear(year.start + 1) and flow.amount > 0]
    goes_on = {key for flow in following for key in _keys(flow)}
    found = []
    for flow in report.selection.flows:
        service = branch.get(flow.service_id)
        tier = service.get("prevention_tier") if service else ""
        if not flow.is_spend or not flow.is_cash or tier not in UPSTREAM or not flow.amount:
            continue
        agreement = branch.get(flow.record.get("agreement_id"))
        months = _term(agreement) if agreement else None
        if not goes_on.intersection(_keys(flow)):
            found.append(OneYear(flow, "no_next_year"))
        elif months is not None and months < LASTING_MONTHS:
            found.append(OneYear(flow, "short_agreement", int(months)))
    return tuple(sorted(found, key=lambda each: (-each.flow.amount, each.flow.record.id)))


def _term(agreement: Record) -> Decimal | None:
    """Give how many months an agreement lasts: as it says, else from its first day to its last."""
    said = agreement.number("current_term_months")
    first, last = agreement.day("start_date"), agreement.last_day("end_date")
    if said is not None or first is None or last is None:
        return said
    after = last + timedelta(days=1)
    return Decimal(12 * (after.year - first.year) + after.month - first.month - (after.day < first.day))


def _keys(flow: Flow) -> set[tuple[str, ...]]:
    """Give what a flow is known by over the years: its own id, and who pays whom for what."""
    named = flow.record.get("flow_id")
    return {(flow.record.from_id, flow.record.to_id, flow.service_id), *([(named,)] if named else [])}


def _say_deciding(
    branch: Branch, report: MoneyReport, cost: Figure, per_hundred: Figure, *, waits: bool
) -> list[Finding]:
    if not isinstance(cost.value, Decimal):
        return []
    selection = report.selection
    said = f"Deciding who gets what costs {say_money(cost.value, selection.currency)} ({selection.label})"
    if isinstance(per_hundred.value, Decimal):
        per = f"{say_money(Decimal(100), selection.currency)} that the same payers spend on other services"
        exact = say_exact_money(per_hundred.value, selection.currency)
        said += f": {exact} for every {per}"
    return [
        Finding(
            "deciding_costs",
            f"{said}.",
            tuple(service.id for service in branch.of("Service") if service.get("kind") == "access_control"),
            {"cost": cost, "per_hundred": per_hundred},
            per_hundred.rests_on,
            (
                *(() if waits else ("time that people spend applying and waiting, which is no payment",)),
                *selection.missing,
            ),
            scenario=branch.scenario,
        )
    ]


def _say_one_year(branch: Branch, report: MoneyReport, found: tuple[OneYear, ...]) -> list[Finding]:
    if not found:
        return []
    selection = report.selection
    total = total_of(each.flow for each in found)
    rows = tuple(each.flow.record.id for each in found)
    figure = Figure(total, selection.currency, f"prevention money without a row of next year, {selection.label}", rows)
    part, said = share(figure, upstream_spend(report)), say_share(figure, upstream_spend(report))
    return [
        Finding(
            "one_year_prevention",
            f"{said} of prevention money, {say_money(total, selection.currency)} ({selection.label}), may last one year"
            " only: the map shows no payment for it next year, or an agreement of less than two years. Ask whether it"
            " goes on.",
            tuple(dict.fromkeys(each.flow.service_id for each in found)),
            {"amount": figure, "share": part},
            rows,
            ("payments of next year that nobody has put on the map",),
            scenario=branch.scenario,
        )
    ]
