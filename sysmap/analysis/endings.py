"""What ends in the next twelve months, or can be ended, and what hangs on it (DOMAIN question 17)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sysmap.analysis.agreement_dates import add_months, ending_between
from sysmap.analysis.flows import Flow, Selection, select_flows, service_of
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
    outcomes : tuple of str
        Outcomes that those services push the wanted way.
    """

    agreement_id: str
    day: date
    can: bool
    services: tuple[str, ...]
    amount: Figure
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
    cash = cash_by_agreement(selection)
    endings = []
    for agreement in branch.of("Agreement"):
        turn = ending_between(agreement, as_of, last)
        if turn is None:
            continue
        amount = cash.get(agreement.id, Figure(None, selection.currency, f"no cash under it, {selection.label}"))
        covers = [link.to_id for link in branch.leaving(agreement.id, "COVERS")]
        paid = [service for row in amount.rests_on if (service := service_of(branch, branch[row]))]
        services = tuple(dict.fromkeys([*covers, *paid]))
        outcomes = tuple(dict.fromkeys(each for one in services for each in outcomes_of(branch, one)))
        endings.append(Ending(agreement.id, turn.day, turn.turn == "can_end", services, amount, outcomes))
    return tuple(sorted(endings, key=lambda each: (each.day, each.agreement_id))), selection


def cash_by_agreement(selection: Selection) -> dict[str, Figure]:
    """Add up the cash under each agreement that has any: what is lent, paid back or given in kind is no part of it."""
    rows: dict[str, list[Flow]] = defaultdict(list)
    for flow in selection.flows:
        if flow.is_cash and not flow.is_repayment and flow.record.get("agreement_id"):
            rows[flow.record.get("agreement_id")].append(flow)
    return {
        agreement: Figure(
            sum((flow.amount for flow in flows), Decimal(0)),
            selection.currency,
            f"cash under it, {selection.label}",
            tuple(flow.record.id for flow in flows),
        )
        for agreement, flows in rows.items()
    }


def outcomes_of(branch: Branch, service: str) -> list[str]:
    """Give the outcomes that a service pushes the wanted way along some way of a few links that goes round nothing."""
    return sorted(improved_outcomes(branch, service, STEPS))


def say_ending(branch: Branch, ending: Ending, as_of: date) -> Finding:
    """Say what ends and what hangs on it, as one sentence."""
    name = branch.name_of(ending.agreement_id)
    said = f"“{name}” {'can be ended' if ending.can else 'ends'} on {say_day(ending.day)}"
    if isinstance(ending.amount.value, Decimal):
        said += f", with {say_money(ending.amount.value, ending.amount.unit)} cash under it"
    services = ", ".join(f"“{branch.name_of(each)}”" for each in ending.services) or "no service on this map"
    outcomes = ", ".join(f"“{branch.name_of(each)}”" for each in ending.outcomes) or "no stated better outcome"
    missing = () if isinstance(ending.amount.value, Decimal) else (f"the cash under “{name}”",)
    return Finding(
        "agreement_ending",
        f"{said}. On it hang {services}, and through them {outcomes}.",
        (ending.agreement_id, *ending.services, *ending.outcomes),
        {"amount": ending.amount},
        (ending.agreement_id, *ending.amount.rests_on),
        missing,
        as_of,
        branch.scenario,
    )
