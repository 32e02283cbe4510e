"""What ends in the next twelve months, or can be ended, and what hangs on it (DOMAIN question 17)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sysmap.analysis.flows import Selection, select_flows
from sysmap.analysis.questions.rows import chains, is_outcome, sign
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.values import read_date
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
    # A year from the last day of February is the same day of the month, or the one before it.
    last = date(as_of.year + 1, as_of.month, min(as_of.day, 28) if as_of.month == 2 else as_of.day)
    endings = []
    for agreement in branch.of("Agreement"):
        ends = agreement.day("end_date")
        breaks = [day for text in agreement.items("break_dates") if (day := _day(text))]
        days = [(day, can) for can, found in ((False, [ends]), (True, breaks)) for day in found if day]
        soon = [(day, can) for day, can in days if as_of <= day < last]
        if not soon:
            continue
        # Cash alone: what is lent, paid back or given in kind is never added to it.
        flows = [
            flow
            for flow in selection.flows
            if flow.record.get("agreement_id") == agreement.id and flow.is_cash and not flow.is_repayment
        ]
        covers = [link.to_id for link in branch.leaving(agreement.id, "COVERS")]
        services = tuple(dict.fromkeys([*covers, *(flow.service_id for flow in flows if flow.service_id)]))
        rows = tuple(flow.record.id for flow in flows)
        total = sum((flow.amount for flow in flows), Decimal(0)) if flows else None
        amount = Figure(total, selection.currency, f"cash under it, {selection.label}", rows)
        outcomes = tuple(dict.fromkeys(each for one in services for each in outcomes_of(branch, one)))
        endings.append(Ending(agreement.id, *min(soon), services, amount, outcomes))
    return tuple(sorted(endings, key=lambda each: (each.day, each.agreement_id))), selection


def outcomes_of(branch: Branch, service: str) -> list[str]:
    """Give the outcomes that a service pushes the wanted way along some chain of a few links."""
    found: dict[str, None] = {}
    for chain in chains(branch, service, STEPS):
        outcome = branch[chain[-1].to_id]
        wanted = {"up": "+", "down": "-"}.get(outcome.get("desired_direction"))
        if is_outcome(outcome) and wanted and sign(chain) == wanted:
            found[outcome.id] = None
    return sorted(found)


def say_ending(branch: Branch, ending: Ending, as_of: date) -> Finding:
    """Say what ends and what hangs on it, as one sentence."""
    name = branch.name_of(ending.agreement_id)
    said = f"“{name}” {'can be ended' if ending.can else 'ends'} on {ending.day.day} {ending.day:%B %Y}"
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


def _day(text: str) -> date | None:
    found = read_date(text)
    return date.fromisoformat(found) if found and len(found) == len("2026-01-01") else None
