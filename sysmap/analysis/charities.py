"""What bodies of ours pay to charities, beside the income of each (DOMAIN question 15)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sysmap.analysis.flows import Flow, total_of
from sysmap.model.maps import Branch

_CLIMB = 6
"""Steps from a unit to the organisation it is part of that are looked at."""


@dataclass(frozen=True, slots=True)
class PaidCharity:
    """What one charity gets from us.

    Parameters
    ----------
    body : str
        The charity, community interest company or other body of the voluntary sector.
    amount : Decimal
        The cash that it gets.
    income : Decimal or None
        Its income in a year; None where it is not known.
    rests_on : tuple of str
        Ids of the rows of money.
    """

    body: str
    amount: Decimal
    income: Decimal | None
    rests_on: tuple[str, ...]

    @property
    def share(self) -> Decimal | None:
        """The percentage of its income; None where that is not known."""
        return 100 * self.amount / self.income if self.income else None


def ours(branch: Branch) -> frozenset[str]:
    """Give the bodies that are marked as ours."""
    return frozenset(each.id for each in branch.of("Organisation") if each.get("control") == "ours")


def paid_to_charities(branch: Branch, flows: Iterable[Flow], payers: Collection[str]) -> list[PaidCharity]:
    """Add up what some bodies, their units included, pay to each charity in cash; what is paid back does not count.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    flows : iterable of Flow
        The money that may be added up.
    payers : collection of str
        The bodies.
    """
    paid: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        kept = flow.is_cash and not flow.is_repayment and _is_charity(branch, flow.record.to_id)
        if kept and _with_wholes(branch, flow.record.from_id).intersection(payers):
            paid[flow.record.to_id].append(flow)
    found = []
    for body, rows in paid.items():
        income = branch[body].number("annual_income")
        amount = total_of(rows)
        known = income if income and income > 0 else None
        found.append(PaidCharity(body, amount, known, tuple(flow.record.id for flow in rows)))
    return sorted(found, key=lambda each: (-(each.share or -1), -each.amount, each.body))


def _is_charity(branch: Branch, body: str) -> bool:
    record = branch.get(body)
    if record is None or record.kind != "Organisation":
        return False
    return record.get("sector") == "vcfse" or record.get("kind") in {"charity", "cic"}


def _with_wholes(branch: Branch, body: str) -> set[str]:
    """Give a body and all that it is part of."""
    group, fresh = {body}, {body}
    for _ in range(_CLIMB):
        fresh = {link.to_id for each in fresh for link in branch.leaving(each, "PART_OF")} - group
        group |= fresh
    return group
