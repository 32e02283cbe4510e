"""What ends, and by when to decide, as a page shows it: the agreements with a decision due within a year of its day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.analysis.agreement_dates import AgreementDate, add_months, agreements_by_service, dates_of
from sysmap.analysis.decisions import LEAD_MONTHS, Decision, find_decisions, say_turn
from sysmap.analysis.endings import find_endings, outcomes_of
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear
from sysmap.render.figures import count_words, say_day
from sysmap.render.ledger import MoneySum

MOST = 12
"""Agreements that a page lists, the soonest to decide about; the commands list all."""

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PageEndings:
    """What ends.

    Parameters
    ----------
    year : FinancialYear or None
        The year of the money under the agreements.
    sums : tuple of MoneySum
        That money, by agreement.
    told : Mapping or None
        What `frontend/src/contract-figures.ts` describes; None where no agreement has a day ahead.
    """

    year: FinancialYear | None
    sums: tuple[MoneySum, ...] = ()
    told: dict[str, Any] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class _Turning:
    """An agreement with the days on which it turns, by when to decide about the first, and what hangs on it."""

    agreement_id: str
    turns: tuple[AgreementDate, ...]
    decide_by: date | None
    cash: Figure
    services: tuple[str, ...]
    outcomes: tuple[str, ...]


def endings_of_page(branch: Branch, as_of: date) -> PageEndings:
    """Find what ends, or can be ended, or is to be looked at again, and by when to decide.

    Parameters
    ----------
    branch : Branch
        The map, already filtered for its reader.
    as_of : date
        The day.
    """
    endings, selection = find_endings(branch, as_of)
    turning = {each.agreement_id: each for each in _decided(branch, as_of)}
    # An agreement that covers no service moves nothing that is decided about; that it ends is worth knowing.
    for each in endings:
        if each.agreement_id not in turning:
            turn = AgreementDate(each.day, "can_end" if each.can else "ends")
            turning[each.agreement_id] = _Turning(each.agreement_id, (turn,), None, each.amount, (), ())
    found = sorted(turning.values(), key=lambda each: (each.decide_by or each.turns[0].day, each.agreement_id))
    if not found:
        return PageEndings(selection.year)
    shown = found[:MOST]
    sums = {each.agreement_id: _sum(branch, each) for each in shown if each.cash.rests_on}
    undated = sum(not dates_of(each) for each in branch.of("Agreement"))
    told = {
        "year": str(selection.year) if selection.year else "",
        "label": selection.label,
        "months": LEAD_MONTHS,
        "items": [_told(branch, each, selection.currency, as_of) for each in shown],
        "more": len(found) - len(shown),
        "undated": f"{count_words(undated, 'agreement', 'agreements')} without a date on this map." if undated else "",
    }
    return PageEndings(selection.year, tuple(sums.values()), told)


def _decided(branch: Branch, as_of: date) -> Iterable[_Turning]:
    """Give the agreements of services about which to decide within a year, those that are late among them."""
    last = add_months(as_of, _MONTHS)
    covered = agreements_by_service(branch)
    decisions: dict[str, dict[AgreementDate, Decision]] = {}
    for lever in find_decisions(branch, list(covered), as_of):
        for each in lever.decisions:
            if each.decide_by < last:
                decisions.setdefault(each.agreement_id, {})[each.turn] = each
    for agreement, days in decisions.items():
        services = [each for each, under in covered.items() if agreement in under]
        outcomes = dict.fromkeys(one for each in services for one in outcomes_of(branch, each))
        first = next(iter(days.values()))
        yield _Turning(agreement, tuple(days), first.decide_by, first.cash, tuple(services), tuple(outcomes))


def _sum(branch: Branch, turning: _Turning) -> MoneySum:
    value = turning.cash.or_zero
    name = branch.name_of(turning.agreement_id)
    return MoneySum(f"under:{turning.agreement_id}", f"Cash under “{name}”", value, turning.cash.rests_on)


def _told(branch: Branch, turning: _Turning, currency: str, as_of: date) -> dict[str, Any]:
    cash = turning.cash.value if isinstance(turning.cash.value, Decimal) else None
    return {
        "id": turning.agreement_id,
        "name": branch.name_of(turning.agreement_id),
        "decide": say_day(turning.decide_by) if turning.decide_by else "",
        "late": turning.decide_by is not None and turning.decide_by < as_of,
        "turns": [say_turn(each) for each in turning.turns],
        "cash": say_money(cash, currency) if cash is not None else "",
        "sum": f"under:{turning.agreement_id}" if turning.cash.rests_on else "",
        "services": list(turning.services),
        "outcomes": list(turning.outcomes),
    }
