"""Funding flows as money analyses read them: exact, in one year, on one basis, in one currency (DOMAIN 1.3)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import BAND, WITHHELD
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.vocabulary import values_of
from sysmap.model.years import FinancialYear, financial_year

NOT_STATED = "basis not stated"
BASES = (*values_of("FUNDS", "basis"), NOT_STATED)
"""Bases, the most to be trusted first."""

REPAYABLE = frozenset({"loan", "guarantee", "equity"})
"""Mechanisms whose money has to come back, or may never move: never income, never added to cash."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One FUNDS row.

    Parameters
    ----------
    record : Record
        The row.
    amount : Decimal
        Its amount, in `currency`.
    currency : str
        ISO 4217 code.
    year : FinancialYear or None
        The one financial year it lies in; None where it is not dated or spans two.
    basis : str
        Its basis, or "basis not stated".
    service_id : str
        The service it pays for: the one it names, or the one it goes to; empty where it is tied to none.
    service_withheld : bool
        Whether it is tied to a service that was withheld from this reader.
    """

    record: Record
    amount: Decimal
    currency: str
    year: FinancialYear | None
    basis: str
    service_id: str
    service_withheld: bool = False

    @property
    def mechanism(self) -> str:
        """How the money moves; empty where nobody said."""
        return self.record.get("mechanism")

    @property
    def is_cash(self) -> bool:
        """Whether it is money that moves and need not come back."""
        return self.mechanism != "in_kind" and self.mechanism not in REPAYABLE

    @property
    def is_spend(self) -> bool:
        """Whether it reaches a service: it says so, or says nothing and is tied to one."""
        role = self.record.get("flow_role")
        return role == "spend" or (not role and (bool(self.service_id) or self.service_withheld))

    @property
    def goes_nowhere(self) -> bool:
        """Whether it goes from a body to itself and reaches no service: nothing comes in, nothing goes out."""
        return self.record.from_id == self.record.to_id and not (
            self.is_spend and (self.service_id or self.service_withheld)
        )

    @property
    def is_repayment(self) -> bool:
        """Whether it pays back what was paid before."""
        return self.record.get("flow_role") == "repayment"


@dataclass(frozen=True, slots=True)
class Selection:
    """The flows that may be added up: one year, one basis, one currency.

    Parameters
    ----------
    flows : tuple of Flow
        The flows.
    year : FinancialYear or None
        Their year; None where no flow on the map is dated.
    basis, currency : str
        Their basis and currency.
    left_rows : tuple of (str, tuple of str)
        What was left out: why, in one plain phrase, and the ids of those rows.
    doubled : tuple of tuple of Flow
        Rows of one flow in the year that speak of the same days, such as one that a scenario adds beside that of the
        base: all are counted, which may be once too often.
    """

    flows: tuple[Flow, ...]
    year: FinancialYear | None
    basis: str
    currency: str
    left_rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    doubled: tuple[tuple[Flow, ...], ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was left out and why, each in one plain phrase with how many flows."""
        return tuple(f"{_flows(len(rows))} {why} left out" for why, rows in self.left_rows)

    @property
    def missing(self) -> tuple[str, ...]:
        """What was left out, and which of several rows of one flow stands: what is not known behind every figure."""
        return (*self.left_out, *map(_say_doubled, self.doubled))

    @property
    def label(self) -> str:
        """Year and basis in words."""
        return f"{self.year or 'year not known'}, {self.basis}"


def read_flows(branch: Branch) -> list[Flow]:
    """Read every FUNDS row whose amount can be read."""
    default = branch.about.get("currency", DEFAULT_CURRENCY)
    flows = []
    for record in branch.of("FUNDS"):
        amount = record.number("amount")
        if amount is None:
            continue
        service = service_of(branch, record)
        year = financial_year(*record.period())
        basis = record.get("basis", NOT_STATED)
        withheld = not service and "service" in record.items(WITHHELD)
        flows.append(Flow(record, amount, record.get("currency", default), year, basis, service, withheld))
    return flows


def service_of(branch: Branch, record: Record) -> str:
    """Give the service that a FUNDS row pays for: the one it names, else the one it goes to; empty for none."""
    target = branch.get(record.to_id)
    return record.get("service_id") or (record.to_id if target and target.kind == "Service" else "")


def select_flows(branch: Branch, year: FinancialYear | None = None, basis: str = "", currency: str = "") -> Selection:
    """Choose the flows that may be added up.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given, else the latest with any.
    basis : str, optional
        The basis; where not given, the most to be trusted that the year has.
    currency : str, optional
        The currency; where not given, the map's own if the year has any in it, else the commonest.
    """
    flows = read_flows(branch)
    chosen_year = year or _latest_year(flows)
    of_year = [flow for flow in flows if flow.year == chosen_year]
    chosen_basis = basis or min((flow.basis for flow in of_year), key=_trust, default=BASES[0])
    of_basis = [flow for flow in of_year if flow.basis == chosen_basis]
    chosen_currency = currency or _main_currency(branch, of_basis)
    used = tuple(flow for flow in of_basis if flow.currency == chosen_currency)
    read = {flow.record.id for flow in flows}
    # What is dated to another year is not left out of this one.
    years = {None, chosen_year}
    rows = [row for row in branch.of("FUNDS") if chosen_year is None or financial_year(*row.period()) in years]
    banded = [row.id for row in rows if f"amount{BAND}" in row.values]
    withheld = [row.id for row in rows if "amount" in row.items(WITHHELD)]
    accounted = read.union(banded, withheld)
    unread = [row.id for row in rows if row.id not in accounted]
    left_rows = (
        ("whose amount is given as a band only", banded),
        ("whose amount is withheld", withheld),
        ("without an amount that can be read", unread),
        ("without one financial year", _ids(flow for flow in flows if chosen_year and flow.year is None)),
        (
            f"of {chosen_year} on another basis than {chosen_basis}",
            _ids(flow for flow in of_year if flow.basis != chosen_basis),
        ),
        (
            f"in another currency than {chosen_currency}",
            _ids(flow for flow in of_basis if flow.currency != chosen_currency),
        ),
    )
    left = tuple((why, tuple(ids)) for why, ids in left_rows if ids)
    return Selection(used, chosen_year, chosen_basis, chosen_currency, left, _doubled(used))


def _doubled(flows: Iterable[Flow]) -> tuple[tuple[Flow, ...], ...]:
    """Find rows that say the same flow twice: of one flow, and of days that overlap."""
    groups: dict[str, list[Flow]] = {}
    for flow in flows:
        if flow.record.get("flow_id"):
            groups.setdefault(flow.record.get("flow_id"), []).append(flow)
    return tuple(tuple(rows) for rows in groups.values() if len(rows) > 1 and _overlap(rows))


def _overlap(rows: Sequence[Flow]) -> bool:
    """Whether two rows speak of the same days; rows that do not say both ends do."""
    days = sorted((start, end) for start, end in (row.record.period() for row in rows) if start and end)
    return len(days) < len(rows) or any(before[1] >= after[0] for before, after in pairwise(days))


def _say_doubled(rows: Sequence[Flow]) -> str:
    *first, last = [f"{say_money(row.amount, row.currency)} ({row.record.id})" for row in rows]
    either = f"{', '.join(first)} or {last}"
    return f"which of {len(rows)} rows of one flow in {rows[0].year} stands, {either}: all are counted"


def total_of(flows: Iterable[Flow]) -> Decimal:
    """Add up the amounts of flows, exactly: 0 of none."""
    return sum((flow.amount for flow in flows), Decimal(0))


def add_up(selection: Selection, flows: Iterable[Flow], what: str, *, if_none: Decimal | None = Decimal(0)) -> Figure:
    """Add up some of the flows that were chosen, as a figure that rests on them.

    Parameters
    ----------
    selection : Selection
        What was chosen.
    flows : iterable of Flow
        Those of its flows that count.
    what : str
        What they are, such as "cash spend tied to a service"; year and basis are said behind it.
    if_none : Decimal or None
        What the sum of no flows is: None where it is not known.
    """
    rows = tuple(flows)
    total = total_of(rows) if rows else if_none
    return Figure(total, selection.currency, f"{what}, {selection.label}", tuple(flow.record.id for flow in rows))


def best_of_each_year(flows: Iterable[Flow]) -> list[Flow]:
    """Keep of each flow and year what is on its most trusted basis, so that a sum over years adds no two bases of one.

    Rows without a flow's id are one flow where the same payer pays the same payee for the same under one agreement.
    """
    groups: dict[tuple[object, ...], list[Flow]] = {}
    for flow in flows:
        row = flow.record
        ends = (row.from_id, row.to_id, flow.service_id, row.get("agreement_id"))
        groups.setdefault((row.get("flow_id") or ends, flow.year, flow.currency), []).append(flow)
    kept: list[Flow] = []
    for rows in groups.values():
        best = min(_trust(flow.basis) for flow in rows)
        kept.extend(flow for flow in rows if _trust(flow.basis) == best)
    return kept


def say_bases(flows: Iterable[Flow]) -> str:
    """Say of which years and on which bases flows are: 2025-26 actual, 2026-27 budget."""
    found = dict.fromkeys((flow.year, flow.basis) for flow in flows)
    ordered = sorted(found, key=lambda each: (each[0].start if each[0] else 0, _trust(each[1])))
    return ", ".join(f"{year or 'year not known'} {basis}" for year, basis in ordered)


def _ids(flows: Iterable[Flow]) -> list[str]:
    return [flow.record.id for flow in flows]


def _flows(count: int) -> str:
    return "1 flow" if count == 1 else f"{count} flows"


def _trust(basis: str) -> int:
    return BASES.index(basis) if basis in BASES else len(BASES)


def _latest_year(flows: Sequence[Flow]) -> FinancialYear | None:
    actual = [flow.year for flow in flows if flow.year and flow.basis == "actual"]
    return max(actual or [flow.year for flow in flows if flow.year], default=None)


def _main_currency(branch: Branch, flows: Sequence[Flow]) -> str:
    counts = Counter(flow.currency for flow in flows)
    own = branch.about.get("currency", DEFAULT_CURRENCY)
    return own if own in counts or not counts else min(counts, key=lambda code: (-counts[code], code))
