"""Flows of money as links of a picture: one link a flow, its years gathered, its figure rounded and exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Literal

from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import BAND, WITHHELD
from sysmap.model.values import DEFAULT_CURRENCY, read_rough
from sysmap.model.vocabulary import values_of
from sysmap.model.years import FinancialYear, financial_year
from sysmap.render.facts import Fact, fact
from sysmap.render.figures import NOT_KNOWN, say_period

MoneySort = Literal["cash", "in_kind", "lent", "repaid"]
"""What moves: cash; what is valued and not paid; what has to come back; and what comes back."""

_LENT = {"loan": "lends", "guarantee": "guarantees", "equity": "invests in"}

_NARROW, _BROAD = 1.5, 28.0
"""Width of the ribbon of the smallest and the largest flow, in map units."""

_BROADEST = 40.0

_NOTES = {
    "in_kind": "valued, not paid: never added to cash",
    "lent": "it has to come back: never added to cash",
    "repaid": "it pays back what was paid before",
}

_BASES = values_of("FUNDS", "basis")
_NO_YEAR = FinancialYear(0)


@dataclass(frozen=True, slots=True)
class FlowLink:
    """One flow of money.

    Parameters
    ----------
    shown : Record
        The row whose figure is shown: of the year shown where there is one, else the latest, on its best basis.
    others : tuple of Record
        Its rows of other years and bases.
    width : float
        Width of its ribbon, in map units; its area of ink grows with the amount.
    years : tuple of (FinancialYear, FlowLink)
        The flow as it is in each year that it has a row of, on its best basis there; its own year among them.
    """

    shown: Record
    others: tuple[Record, ...]
    width: float
    years: tuple[tuple[FinancialYear, "FlowLink"], ...] = ()

    @property
    def text(self) -> str:
        """The amount, rounded: £64.6m."""
        amount = self.shown.number("amount")
        return say_amount_of(self.shown) if amount is None else say_money(amount, _currency(self.shown))

    @property
    def exact(self) -> str:
        """The amount to the penny with its year and basis."""
        return say_exactly(self.shown)

    @property
    def sort(self) -> MoneySort:
        """What moves."""
        mechanism = self.shown.get("mechanism")
        if mechanism == "in_kind":
            return "in_kind"
        if self.shown.get("flow_role") == "repayment":
            return "repaid"
        return "lent" if mechanism in _LENT else "cash"

    def said(self, payer: str, payee: str) -> str:
        """Say who gives whom what, and when, as one sentence."""
        if self.sort == "in_kind":
            return f"“{payer}” gives “{payee}” help in kind, valued at {self.exact}."
        if self.sort == "repaid":
            return f"“{payer}” pays “{payee}” {self.exact}, paying back."
        return f"“{payer}” {_LENT.get(self.shown.get('mechanism'), 'pays')} “{payee}” {self.exact}."

    def facts(self) -> list[Fact]:
        """Give its figure and those of its other years."""
        return [
            fact("amount", self.exact, _NOTES.get(self.sort, "")),
            *(fact("also", say_exactly(row)) for row in self.others),
        ]


def _currency(row: Record) -> str:
    return row.get("currency", DEFAULT_CURRENCY)


def _without_figure(row: Record) -> str:
    """Say what is known of an amount that is not given: its band, that it was withheld, or nothing."""
    return row.get(f"amount{BAND}") or (WITHHELD if "amount" in row.items(WITHHELD) else NOT_KNOWN)


def say_exactly(row: Record) -> str:
    """Say what a FUNDS row holds: amount, year and basis."""
    return f"{say_amount_of(row)} in {say_period(row)}, {row.words('basis') or f'basis {NOT_KNOWN}'}"


def say_amount_of(row: Record) -> str:
    """Say the amount of a FUNDS row to the penny, or what is known of it."""
    amount = row.number("amount")
    return _without_figure(row) if amount is None else say_exact_money(amount, _currency(row))


def gather_flows(branch: Branch, year: FinancialYear | None) -> list[FlowLink]:
    """Gather FUNDS rows into flows, in the order in which the map has them.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear or None
        The year shown; None shows the latest of each flow.
    """
    flows: dict[tuple[str, str, str], list[Record]] = {}
    for row in branch.of("FUNDS"):
        key = (row.get("flow_id") or f"row {row.id}", row.from_id, row.to_id)
        flows.setdefault(key, []).append(row)
    ordered = [sorted(rows, key=lambda row: _preference(row, year)) for rows in flows.values()]
    largest: dict[str, Decimal] = {}
    for rows in ordered:
        currency = _currency(rows[0])
        largest[currency] = max(largest.get(currency, Decimal(0)), _size(rows[0]))
    return [_flow(rows, largest) for rows in ordered]


def _flow(rows: Sequence[Record], largest: Mapping[str, Decimal]) -> FlowLink:
    def drawn(row: Record, years: tuple[tuple[FinancialYear, FlowLink], ...] = ()) -> FlowLink:
        others = _by_time(each for each in rows if each is not row)
        return FlowLink(row, others, _width(row, largest.get(_currency(row), Decimal(0))), years)

    known = sorted({_year_of(row) for row in rows} - {_NO_YEAR})
    return drawn(rows[0], tuple((year, drawn(min(rows, key=lambda row: _preference(row, year)))) for year in known))


def _year_of(row: Record) -> FinancialYear:
    return financial_year(*row.period()) or _NO_YEAR


def _preference(row: Record, year: FinancialYear | None) -> tuple[bool, int, int, str]:
    """Order rows of a flow: the year shown, then the latest, then the most to be trusted."""
    basis = row.get("basis")
    trust = _BASES.index(basis) if basis in _BASES else len(_BASES)
    found = _year_of(row)
    return (year is not None and found != year, -found.start, trust, row.id)


def _by_time(rows: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(rows, key=lambda row: (_year_of(row), row.id)))


def _size(row: Record) -> Decimal:
    """Give how much a flow is: of one given as a band, the least it may be."""
    amount = row.number("amount")
    if amount is None and (band := row.get(f"amount{BAND}")):
        least = read_rough(band.partition(" to ")[0].removesuffix(" or more").removesuffix(row.get("currency")).strip())
        return least[0] if least else Decimal(0)
    return amount or Decimal(0)


def _width(row: Record, largest: Decimal) -> float:
    amount = _size(row)
    if amount <= 0 or not largest:
        return _NARROW
    # One scale for all years, so that they can be compared; what is larger than the largest shown is as broad as fits.
    return min(_BROADEST, round(_NARROW + (_BROAD - _NARROW) * sqrt(amount / largest), 1))
