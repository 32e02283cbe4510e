"""Outcomes: what their measures tell, which have none, and which spend has no stated better outcome (question 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sysmap.analysis.endings import STEPS, outcomes_of
from sysmap.analysis.flows import total_of
from sysmap.analysis.money import MoneyReport, report_money, say_share, share
from sysmap.analysis.questions.rows import is_outcome
from sysmap.analysis.readings import Reading, read_measures, say_day
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """An outcome that nothing measures.

    Parameters
    ----------
    outcome_id : str
        The outcome.
    services : tuple of str
        Services that push it the wanted way within three links.
    amount : Figure
        What is spent on those in the year; not known where none has money on the map.
    """

    outcome_id: str
    services: tuple[str, ...]
    amount: Figure


@dataclass(frozen=True, slots=True)
class OutcomeReport:
    """What spend achieves, as far as the map says.

    Parameters
    ----------
    readings : tuple of Reading
        Every measure, those of outcomes first.
    unmeasured : tuple of Unmeasured
        Outcomes that nothing measures, the most spend first.
    aimless : Mapping of str to Figure
        Cash spend on each service that pushes no outcome the wanted way within three links, the most first; none on a
        map that has no influences or no outcomes, where nothing can be told of any.
    aimless_share : Figure
        That as a share of cash spend on services; not known on such a map.
    money : MoneyReport
        The money of the year that this speaks of.
    findings : tuple of Finding
        What this says, the readings apart (`say_reading`).
    """

    readings: tuple[Reading, ...]
    unmeasured: tuple[Unmeasured, ...]
    aimless: Mapping[str, Figure]
    aimless_share: Figure
    money: MoneyReport
    findings: tuple[Finding, ...]

    @property
    def silent(self) -> tuple[Reading, ...]:
        """Measures of which nothing was observed in twelve months."""
        return tuple(reading for reading in self.readings if reading.silent)


def report_outcomes(
    branch: Branch, as_of: date, year: FinancialYear | None = None, currency: str = ""
) -> OutcomeReport:
    """Say what measures tell on a day, and what is spent without a measure or without a stated better outcome.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    year : FinancialYear, optional
        The year of the money; the latest with actual figures where not given.
    currency : str, optional
        Its currency; the map's own, or the commonest of the year, where not given.
    """
    money = report_money(branch, year, "", currency)
    readings = read_measures(branch, as_of)
    outcomes = {record.id for record in branch.of("Factor") if is_outcome(record)}
    readings = tuple(sorted(readings, key=lambda each: each.measure.get("factor_id") not in outcomes))
    improved = improved_by_service(branch)
    unmeasured = _unmeasured(branch, money, improved, outcomes, readings)
    lacks = lacks_for_outcomes(branch)
    aimless = {} if lacks else _aimless(money, improved)
    rows = tuple(row for figure in aimless.values() for row in figure.rests_on)
    label = f"cash spend on services with no stated better outcome, {money.selection.label}"
    known = None if lacks else _total(aimless)
    part = share(Figure(known, money.selection.currency, label, rows), money.total_spend)
    findings = (
        *_say_silent(branch, readings, as_of),
        *_say_unmeasured(branch, money, unmeasured),
        *(_say_not_told(branch, money, lacks) if lacks else _say_aimless(branch, money, aimless, part)),
    )
    return OutcomeReport(readings, unmeasured, aimless, part, money, findings)


def improved_by_service(branch: Branch) -> dict[str, list[str]]:
    """Give the outcomes that each service pushes the wanted way within three links; a service without any has none."""
    return {service.id: outcomes_of(branch, service.id) for service in branch.of("Service")}


ADD_OUTCOMES = (
    "add what should get better, say so of it (outcome=yes, desired_direction=up or down), and draw what each service"
    ' changes, as in: sysmap link MAP "Falls classes" - Admissions'
)
"""What to do on a map that does not say what its services make better."""


def lacks_for_outcomes(branch: Branch) -> str:
    """Say what the map lacks to tell what any service makes better: influences, outcomes; empty where it has both.

    Where there are none, that a service makes nothing better is no finding about it: nobody was asked.
    """
    lacks = [] if branch.of("INFLUENCES") else ["no influences"]
    lacks += [] if any(is_outcome(each) for each in branch.of("Factor")) else ["no outcomes"]
    return " and ".join(lacks)


def _unmeasured(
    branch: Branch,
    money: MoneyReport,
    improved: Mapping[str, list[str]],
    outcomes: set[str],
    readings: tuple[Reading, ...],
) -> tuple[Unmeasured, ...]:
    measured = {reading.measure.get("factor_id") for reading in readings}
    found = []
    for outcome in branch.of("Factor"):
        if outcome.id not in outcomes or outcome.id in measured:
            continue
        services = tuple(service for service, ends in improved.items() if outcome.id in ends)
        paid = [money.by_service[service] for service in services if service in money.by_service]
        rows = tuple(row for figure in paid for row in figure.rests_on)
        total = sum((each.value for each in paid if isinstance(each.value, Decimal)), Decimal(0)) if paid else None
        label = f"cash spend on services that push “{outcome.name}” the wanted way, {money.selection.label}"
        found.append(Unmeasured(outcome.id, services, Figure(total, money.selection.currency, label, rows)))
    return tuple(sorted(found, key=lambda each: (-each.amount.or_zero, each.outcome_id)))


def _aimless(money: MoneyReport, improved: Mapping[str, list[str]]) -> dict[str, Figure]:
    spend = [(service, figure) for service, figure in money.by_service.items() if not improved.get(service)]
    return dict(sorted(spend, key=lambda pair: (-pair[1].or_zero, pair[0])))


def _total(figures: Mapping[str, Figure]) -> Decimal:
    return sum((figure.or_zero for figure in figures.values()), Decimal(0))


def _say_silent(branch: Branch, readings: tuple[Reading, ...], as_of: date) -> list[Finding]:
    found = []
    for reading in readings:
        if not reading.silent:
            continue
        latest = reading.latest
        since = f"since {say_day(latest.day)}" if latest else "at all"
        found.append(
            Finding(
                "measure_silent",
                f"“{reading.measure.name}” has not been observed {since}. Ask whether somebody still looks at it.",
                tuple(each for each in (reading.measure.get("factor_id"), reading.measure.id) if each),
                {},
                reading.rests_on,
                (),
                as_of,
                branch.scenario,
            )
        )
    return found


def _say_unmeasured(branch: Branch, money: MoneyReport, unmeasured: tuple[Unmeasured, ...]) -> list[Finding]:
    found = []
    for each in unmeasured:
        name = branch.name_of(each.outcome_id)
        if isinstance(each.amount.value, Decimal):
            amount = say_money(each.amount.value, each.amount.unit)
            one = "1 service" if len(each.services) == 1 else f"{len(each.services)} services"
            said = f"Nothing measures “{name}”, and {amount} goes to {one} that should help ({money.selection.label})"
        else:
            said = f"Nothing measures “{name}”, and " + (
                "no money to services that should help it is on the map"
                if each.services
                else "no service on the map is drawn to help it"
            )
        found.append(
            Finding(
                "outcome_without_measure",
                f"{said}.",
                (each.outcome_id, *each.services),
                {"amount": each.amount},
                (each.outcome_id, *each.amount.rests_on),
                money.selection.missing,
                scenario=branch.scenario,
            )
        )
    return found


def _say_not_told(branch: Branch, money: MoneyReport, lacks: str) -> list[Finding]:
    """Say that a map without influences or outcomes tells of no spend what it makes better, and what to add."""
    if not money.total_spend.rests_on:
        return []
    selection = money.selection
    return [
        Finding(
            "spend_without_outcome_not_told",
            f"What {say_money(money.total_spend.or_zero, selection.currency)} cash spend on services"
            f" ({selection.label}) makes better cannot be told, as this map records {lacks}: {ADD_OUTCOMES}.",
            tuple(money.by_service),
            {"spend": money.total_spend},
            money.total_spend.rests_on,
            selection.missing,
            scenario=branch.scenario,
        )
    ]


def _say_aimless(branch: Branch, money: MoneyReport, aimless: Mapping[str, Figure], part: Figure) -> list[Finding]:
    if not aimless:
        return []
    selection = money.selection
    amount = say_money(_total(aimless), selection.currency)
    said = say_share(Figure(_total(aimless)), money.total_spend)
    names = ", ".join(f"“{branch.name_of(service)}”" for service in list(aimless)[:5])
    more = f" and {len(aimless) - 5} more" if len(aimless) > 5 else ""
    beside = total_of(money.not_tied)
    missing = list(selection.missing)
    if beside:
        missing.append(f"what {say_money(beside, selection.currency)} tied to no service is for: no part of that share")
    return [
        Finding(
            "spend_without_outcome",
            f"{amount}, {said} of cash spend on services ({selection.label}), has no stated better outcome"
            f" within {STEPS} links: {names}{more}. Ask what each is there to change.",
            tuple(aimless),
            {**aimless, "share": part},
            part.rests_on,
            tuple(missing),
            scenario=branch.scenario,
        )
    ]
