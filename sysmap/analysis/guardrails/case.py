"""What all rules look at: the branch, the day, the limits, and readings of it that several rules share."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from sysmap.analysis.boundaries import Homes
from sysmap.analysis.flows import Flow, Selection, read_flows, select_flows
from sysmap.analysis.guardrails.limits import InForce, Limits
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.values import DEFAULT_CURRENCY, first_day

PUBLIC = frozenset({"local_government", "nhs", "central_government", "justice_police_fire"})
"""Sectors whose bodies spend public money."""

_NOTICE = re.compile(r"\s*UK\s*(\d{1,2})\b\D*(\d{4}-\d{2}-\d{2})?", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A branch on a day, with the limits that it is compared with.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    limits : Limits
        Thresholds and prices.
    """

    branch: Branch
    as_of: date
    limits: Limits

    def limit(self, name: str, day: date | None = None) -> InForce | None:
        """Give a limit in force on a day, or on the day it speaks of."""
        return self.limits.find(name, day or self.as_of)

    @cached_property
    def homes(self) -> Homes:
        """Who is part of whom."""
        return Homes(self.branch)

    @cached_property
    def flows(self) -> list[Flow]:
        """Every flow with an amount."""
        return read_flows(self.branch)

    @cached_property
    def selection(self) -> Selection:
        """The flows of the latest year with actual figures."""
        return select_flows(self.branch)

    def is_body(self, record_id: str) -> bool:
        """Whether an id is that of an organisation."""
        record = self.branch.get(record_id)
        return record is not None and record.kind == "Organisation"

    def root(self, body: str) -> str:
        """Give the organisation that a body is part of; the first by id where it is part of several."""
        return min(self.homes.roots(body))

    def roots_of(self, bodies: Iterable[str]) -> tuple[str, ...]:
        """Give the organisations that bodies are part of, each once."""
        return tuple(sorted({self.root(each) for each in bodies}))

    @cached_property
    def owners(self) -> dict[str, dict[str, str]]:
        """Who owns whom: of each organisation its owners, with the id of the link that says so."""
        owners: dict[str, dict[str, str]] = defaultdict(dict)
        for link in self.branch.of("GOVERNS"):
            if link.get("role_kind") == "owns" and self.is_body(link.from_id) and self.is_body(link.to_id):
                owners[self.root(link.to_id)][self.root(link.from_id)] = link.id
        return owners

    def owns(self, owner: str, owned: str) -> bool:
        """Whether an organisation owns another, by their ids as roots."""
        return owner in self.owners.get(owned, {})

    def enterprise(self, body: str) -> str:
        """Give the top of the group of enterprises that a body belongs to: owners, as far as they are not public."""
        here = self.root(body)
        seen = {here}
        while True:
            above = [each for each in sorted(self.owners.get(here, {})) if each not in seen and not self.public(each)]
            if not above:
                return here
            here = above[0]
            seen.add(here)

    def public(self, body: str) -> bool:
        """Whether a body is said to be a public one."""
        return self.homes.sector(self.root(body)) in PUBLIC

    @cached_property
    def ours(self) -> frozenset[str]:
        """Bodies that are marked as ours to change, with all that is part of them."""
        found: set[str] = set()
        pending = [each.id for each in self.branch.of("Organisation") if each.get("control") == "ours"]
        while pending:
            if (body := pending.pop()) not in found:
                found.add(body)
                pending.extend(link.from_id for link in self.branch.reaching(body, "PART_OF"))
        return frozenset(found)

    def name(self, record_id: str) -> str:
        """Give a name in quotes."""
        return f"“{self.branch.name_of(record_id)}”"

    def places(self, record_id: str) -> tuple[str, ...]:
        """Give the places that something is in."""
        return tuple(sorted({link.to_id for link in self.branch.leaving(record_id, "IN_PLACE")}))

    def parties(self, agreement: str, *roles: str) -> list[str]:
        """Give the bodies that stand in an agreement in those parts."""
        links = self.branch.reaching(agreement, "PARTY_TO")
        return [link.from_id for link in links if link.get("role_kind") in roles and link.from_id in self.branch]

    @cached_property
    def flows_under(self) -> dict[str, list[Record]]:
        """Rows of money by the agreement they flow under, amount known or not."""
        under: dict[str, list[Record]] = defaultdict(list)
        for row in self.branch.of("FUNDS"):
            if row.get("agreement_id"):
                under[row.get("agreement_id")].append(row)
        return under

    @cached_property
    def indicator_days(self) -> dict[str, list[date]]:
        """Days of the values of an agreement's indicators, and of measures of the agreement itself."""
        agreements = {
            each.id: (*each.items("kpi_of_agreement"), each.get("factor_id")) for each in self.branch.of("Measure")
        }
        days: dict[str, list[date]] = defaultdict(list)
        for each in self.branch.of("Observation"):
            if day := each.last_day("date"):
                for agreement in agreements.get(each.get("measure_id"), ()):
                    days[agreement].append(day)
        return days

    def light_touch(self, agreement: Record) -> bool | None:
        """Whether an agreement is light touch: as it says, else as all services say that it covers; None not known."""
        said = agreement.get("light_touch")
        if not said:
            covered = (self.branch.get(link.to_id) for link in self.branch.leaving(agreement.id, "COVERS"))
            words = {service.get("light_touch") for service in covered if service}
            said = words.pop() if len(words) == 1 else ""
        return {"yes": True, "no": False}.get(said)


def notices(agreement: Record) -> dict[int, date | None]:
    """Read the notices of an agreement: UK4, or UK4 2025-03-01 where the day is known, by number."""
    found: dict[int, date | None] = {}
    for item in agreement.items("notices"):
        if read := _NOTICE.match(item):
            found[int(read[1])] = first_day(read[2]) if read[2] else None
    return found


def awarded(agreement: Record) -> date | None:
    """Give the day whose thresholds count: of the tender or transparency notice where known, else of its start."""
    published = notices(agreement)
    return published.get(4) or published.get(5) or agreement.day("start_date")


def value_of(agreement: Record) -> Decimal | None:
    """Give what an agreement is worth now, else at award."""
    now = agreement.number("current_value")
    return agreement.number("original_value") if now is None else now


def in_pounds(record: Record, case: Case) -> bool:
    """Whether a record's money is in pounds, as all limits are."""
    return record.get("currency", case.branch.about.get("currency", DEFAULT_CURRENCY)) == DEFAULT_CURRENCY


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Give a part as a percentage, to one place."""
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def months_before(day: date, months: int) -> date:
    """Give the same day of the month some months before; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
