"""Days on which an agreement ends, can be ended, or is to be looked at again (DOMAIN 1.7)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.values import read_date

Turn = Literal["ends", "can_end", "review"]

_SOONEST: tuple[Turn, ...] = ("ends", "can_end", "review")
_WHOLE_DATE = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class AgreementDate:
    """A day on which an agreement turns.

    Parameters
    ----------
    day : date
        The day.
    turn : {"ends", "can_end", "review"}
        Whether it ends, can be ended early, or somebody is to look at it again.
    """

    day: date
    turn: Turn


def dates_of(agreement: Record) -> list[AgreementDate]:
    """Give the days on which an agreement turns, the first first; on one day, its end first."""
    ends, review = agreement.day("end_date"), agreement.day("review_date")
    breaks = (
        date.fromisoformat(day)
        for text in agreement.items("break_dates")
        if (day := read_date(text)) and len(day) == _WHOLE_DATE
    )
    found: list[AgreementDate] = [AgreementDate(day, "can_end") for day in breaks]
    found.extend([AgreementDate(ends, "ends")] if ends else [])
    found.extend([AgreementDate(review, "review")] if review else [])
    return sorted(found, key=lambda each: (each.day, _SOONEST.index(each.turn)))


def ending_between(agreement: Record, first: date, end: date) -> AgreementDate | None:
    """Give the first day on which an agreement ends, or can be ended, from one day on and before another."""
    days = (each for each in dates_of(agreement) if each.turn != "review")
    return next((each for each in days if first <= each.day < end), None)


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or earlier where negative.

    The last of the month where that has no such day; the first or last day there is where it would be beyond those.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def agreements_by_service(branch: Branch) -> dict[str, list[str]]:
    """Give the agreements of each service that has any: those that cover it, and those it is paid under."""
    found: dict[str, list[str]] = {}
    pairs = [(link.to_id, link.from_id) for link in branch.of("COVERS")]
    pairs += [(flow.get("service_id") or flow.to_id, flow.get("agreement_id")) for flow in branch.of("FUNDS")]
    for service, agreement in dict.fromkeys(pairs):
        record = branch.get(service)
        if agreement in branch and record is not None and record.kind == "Service":
            found.setdefault(service, []).append(agreement)
    return found
