"""What ends in the next twelve months, or can be ended, and what hangs on it (DOMAIN question 17)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sysmap.analysis.agreement_dates import add_months, ending_between
from sysmap.analysis.flows import (
    Flow,
    Selection,
    add_up,
    best_of_each_year,
    read_flows,
    say_bases,
    select_flows,
    service_of,
    total_of,
)
from sysmap.analysis.questions.rows import improved_outcomes
from sysmap.analysis.readings import say_day
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear

STEPS = 3
"""Most links of influence from a service to an outcome that hangs on it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that ends, or can be ended, within twelve months.

    Parameters
    ----------
    agreement_id : str
        The agreement.
    day : date
        When.
    can : bool
        Whether it can be ended then, rather than ends.
    services : tuple of str
        The services that it covers or whose money flows under it.
    amount : Figure
        Cash under it in the year; not known where none is mapped.
    shares : Mapping of str to float
        By service whose money flows under it, the share of its cash of the year that does, 0 to 1.
    lent, repaid, in_kind : Figure
        What is lent under it, and paid back, of all years; what is given in kind in the year. Beside the cash, never
        added; not known where none is mapped.
    needed_by : tuple of str
        Services and bodies drawn as depending on those services.
    outcomes : tuple of str
        Outcomes that those services push the wanted way.
    """

    agreement_id: str
    day: date
    can: bool
    services: tuple[str, ...]
    amount: Figure
    shares: Mapping[str, float]
    lent: Figure
    repaid: Figure
    in_kind: Figure
    needed_by: tuple[str, ...]
    outcomes: tuple[str, ...]


def find_endings(
    branch: Branch, as_of: date, year: FinancialYear | None = None
) -> tuple[tuple[Ending, ...], Selection]:
    """Find the agreements that end, or can be ended, in the twelve months from a day, the soonest first.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    year : FinancialYear, optional
        The year of the money under them; the latest with actual figures where not given.
    """
    selection = select_flows(branch, year)
    last = add_months(as_of, 12)
    cash, beside = cash_by_agreement(selection), _beside(branch, selection)
    none = Figure(None, selection.currency, "none on the map")
    covered = _services_by_agreement(branch)
    under, reached = _service_cash(selection)
    endings = []
    for agreement in branch.of("Agreement"):
        turn = ending_between(agreement, as_of, last)
        if turn is None:
            continue
        services = covered.get(agreement.id, ())
        needed_by = dict.fromkeys(link.from_id for one in services for link in branch.reaching(one, "DEPENDS_ON"))
        outcomes = dict.fromkeys(each for one in services for each in outcomes_of(branch, one))
        amount = cash.get(agreement.id, Figure(None, selection.currency, f"no cash under it, {selection.label}"))
        endings.append(
            Ending(
                agreement_id=agreement.id,
                day=turn.day,
                can=turn.turn == "can_end",
                services=services,
                amount=amount,
                shares={
                    service: float(under[agreement.id, service] / reached[service])
                    for service in services
                    if under.get((agreement.id, service))
                },
                lent=beside["lent"].get(agreement.id, none),
                repaid=beside["paid back"].get(agreement.id, none),
                in_kind=beside["given in kind"].get(agreement.id, none),
                needed_by=tuple(needed_by),
                outcomes=tuple(outcomes),
            )
        )
    return tuple(sorted(endings, key=lambda each: (each.day, each.agreement_id))), selection


def _services_by_agreement(branch: Branch) -> dict[str, tuple[str, ...]]:
    """Give the services that each agreement covers, then those that are paid under it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for link in branch.of("COVERS"):
        found[link.from_id][link.to_id] = None
    for flow in branch.of("FUNDS"):
        service = service_of(branch, flow)
        if service and flow.get("agreement_id"):
            found[flow.get("agreement_id")][service] = None
    return {agreement: tuple(services) for agreement, services in found.items()}


def _service_cash(selection: Selection) -> tuple[dict[tuple[str, str], Decimal], dict[str, Decimal]]:
    """Add up cash spend by agreement and service, and by service."""
    under: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    reached: dict[str, Decimal] = defaultdict(Decimal)
    for flow in selection.flows:
        if flow.service_id and flow.is_spend and flow.is_cash and not flow.is_repayment:
            under[flow.record.get("agreement_id"), flow.service_id] += flow.amount
            reached[flow.service_id] += flow.amount
    return under, reached


def _beside(branch: Branch, selection: Selection) -> dict[str, dict[str, Figure]]:
    """Add up by agreement what is no cash: lent and paid back over all years, in kind in the one year."""
    every = [flow for flow in best_of_each_year(read_flows(branch)) if flow.currency == selection.currency]
    parts = {
        "lent": [flow for flow in every if flow.mechanism == "loan" and not flow.is_repayment],
        "paid back": [flow for flow in every if flow.is_repayment],
        "given in kind": [flow for flow in selection.flows if flow.mechanism == "in_kind"],
    }
    found: dict[str, dict[str, Figure]] = {}
    for what, flows in parts.items():
        rows: dict[str, list[Flow]] = defaultdict(list)
        for flow in flows:
            if flow.record.get("agreement_id"):
                rows[flow.record.get("agreement_id")].append(flow)
        found[what] = {
            agreement: Figure(
                total_of(group),
                selection.currency,
                f"{what} under it, {say_bases(group)}",
                tuple(flow.record.id for flow in group),
            )
            for agreement, group in rows.items()
        }
    return found


def cash_by_agreement(selection: Selection) -> dict[str, Figure]:
    """Add up the cash under each agreement that has any: what is lent, paid back or given in kind is no part of it."""
    rows: dict[str, list[Flow]] = defaultdict(list)
    for flow in selection.flows:
        if flow.is_cash and not flow.is_repayment and flow.record.get("agreement_id"):
            rows[flow.record.get("agreement_id")].append(flow)
    return {agreement: add_up(selection, flows, "cash under it") for agreement, flows in rows.items()}


def outcomes_of(branch: Branch, service: str) -> list[str]:
    """Give the outcomes that a service pushes the wanted way along some way of a few links that goes round nothing."""
    return sorted(improved_outcomes(branch, service, STEPS))


def say_ending(branch: Branch, ending: Ending, as_of: date) -> Finding:
    """Say what ends and what hangs on it, as one sentence."""
    name = branch.name_of(ending.agreement_id)
    said = f"“{name}” {'can be ended' if ending.can else 'ends'} on {say_day(ending.day)}"
    under = [
        f"{say_money(figure.value, figure.unit)} {words}"
        for figure, words in (
            (ending.amount, "cash"),
            (ending.lent, "lent"),
            (ending.repaid, "paid back"),
            (ending.in_kind, "given in kind"),
        )
        if isinstance(figure.value, Decimal)
    ]
    said += f", with {', '.join(under)} under it" if under else ""
    needed = ", ".join(f"“{branch.name_of(each)}”" for each in ending.needed_by)
    missing = () if under else (f"the cash under “{name}”",)
    return Finding(
        "agreement_ending",
        f"{said}. {_say_hanging(branch, ending)}" + (f" Needed by {needed}." if needed else ""),
        (ending.agreement_id, *ending.services, *ending.outcomes, *ending.needed_by),
        {"amount": ending.amount, "lent": ending.lent, "repaid": ending.repaid, "in_kind": ending.in_kind},
        (ending.agreement_id, *(row for each in (ending.amount, ending.lent, ending.repaid) for row in each.rests_on)),
        missing,
        as_of,
        branch.scenario,
    )


def _say_hanging(branch: Branch, ending: Ending) -> str:
    """Say which services hang on an agreement, and which outcomes through those."""
    if not ending.services:
        return "No service on this map hangs on it."
    services = ", ".join(_say_service(branch, ending, each) for each in ending.services)
    one = len(ending.services) == 1
    if not ending.outcomes:
        return f"{services} hang{'s' * one} on it; no better outcome is stated for {'it' if one else 'them'}."
    outcomes = ", ".join(f"“{branch.name_of(each)}”" for each in ending.outcomes)
    return f"{services} hang{'s' * one} on it, and through {'that' if one else 'those'} {outcomes}."


def _say_service(branch: Branch, ending: Ending, service: str) -> str:
    share = ending.shares.get(service)
    return f"“{branch.name_of(service)}”" + (f" ({100 * share:.0f}% of its cash)" if share else "")
