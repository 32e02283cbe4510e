"""What a unit costs: of what is paid for what, beside last year, next year and dated references (DOMAIN 1.3, G19).

A reference is compared with a payment only where it counts on the first day that the payment is for, its unit is the
same and the service goes by its words. Everything else stands without one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sysmap.analysis.flows import BASES, Flow, Selection, add_up, read_flows, select_flows, total_of
from sysmap.analysis.guardrails.limits import InForce, Limits
from sysmap.model.duplicates import names_of
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.records import Record
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.years import FinancialYear

MISFIT = Decimal("0.005")
"""Count times price may differ from the amount by so much of it (DOMAIN 1.3)."""

_PENNY = Decimal("0.01")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class OtherYear:
    """The price of the same flow a year before or after.

    Parameters
    ----------
    year : FinancialYear
        The year.
    basis : str
        Its basis: the most to be trusted that the flow has.
    price : Decimal
        The price of a unit.
    change : Decimal
        From the earlier to the later of the two, in percent.
    row_id : str
        The id of the row.
    """

    year: FinancialYear
    basis: str
    price: Decimal
    change: Decimal
    row_id: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a unit costs in one payment.

    Parameters
    ----------
    flow : Flow
        The row.
    unit : str
        What is bought.
    price : Figure
        The price of one: as it was said, else amount by count.
    fits : bool
        Whether count times price is the amount, as far as all three are known.
    reference : InForce or None
        The reference it is compared with; None where none counts, or the price does not fit.
    difference : Decimal or None
        How far it is from the reference, in percent of it, not rounded.
    before, after : OtherYear or None
        The same flow a year before and after.
    """

    flow: Flow
    unit: str
    price: Figure
    fits: bool
    reference: InForce | None
    difference: Decimal | None
    before: OtherYear | None
    after: OtherYear | None


@dataclass(frozen=True, slots=True)
class PriceReport:
    """What units cost in one year.

    Parameters
    ----------
    selection : Selection
        The money it speaks of.
    prices : tuple of Price
        Every cash payment that says what is bought and its price or how many, by service, the dearest first.
    without_unit : Figure
        Cash spend on services of which that is not said, though they are bought by a unit; not known where all is.
    average : Mapping of tuple of str to Figure
        By service and unit with several payments whose count is known: what a unit costs on average.
    findings : tuple of Finding
        What is out of line with its reference, what does not fit, and what has no unit.
    """

    selection: Selection
    prices: tuple[Price, ...]
    without_unit: Figure
    average: Mapping[tuple[str, str], Figure]
    findings: tuple[Finding, ...]


def report_prices(
    branch: Branch,
    limits: Limits,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    *,
    margin: Decimal,
) -> PriceReport:
    """Lay prices beside each other and beside dated references.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    limits : Limits
        The references.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str, optional
        The basis and currency; the most to be trusted and the commonest where not given.
    margin : Decimal
        The difference from a reference, in percent of it, above which a price is asked about.
    """
    selection = select_flows(branch, year, basis, currency)
    cash = [flow for flow in selection.flows if flow.is_cash and not flow.is_repayment and flow.service_id]
    spoken = [flow for flow in cash if _unit(branch, flow) and price_of(flow.record, flow.amount) is not None]
    others = _by_year(branch, selection)
    prices = [_read(branch, flow, limits, others) for flow in spoken]
    prices.sort(
        key=lambda each: (branch.name_of(each.flow.service_id), each.unit, -each.price.or_zero, each.flow.record.id)
    )
    # What says "none" is bought by no unit, such as a team; only what says nothing is missing.
    told = {flow.record.id for flow in spoken}
    silent = [
        flow for flow in cash if flow.is_spend and flow.record.id not in told and said_unit(branch, flow) != "none"
    ]
    what = "cash spend on services that does not say what is bought and how many"
    without = add_up(selection, silent, what, if_none=None)
    findings = (
        *_say_out_of_line(branch, prices, margin),
        *_say_misfits(branch, prices),
        *_say_without(branch, selection, without),
    )
    return PriceReport(selection, tuple(prices), without, _average(selection, prices), findings)


def said_unit(branch: Branch, flow: Flow) -> str:
    """Give what a payment buys by: as it says itself, else as its service does."""
    service = branch.get(flow.service_id)
    return flow.record.get("unit_of_purchase") or (service.get("unit_of_purchase") if service else "")


def _unit(branch: Branch, flow: Flow) -> str:
    unit = said_unit(branch, flow)
    return "" if unit == "none" else unit


def price_of(row: Record, amount: Decimal) -> Decimal | None:
    """Give the price of a unit as it was said, else amount by count; None where neither is known."""
    said, count = row.number("unit_price"), row.number("unit_count")
    if said is not None:
        return said
    return (amount / count).quantize(_PENNY, ROUND_HALF_UP) if count else None


def count_fits(row: Record, amount: Decimal) -> bool:
    """Whether count times price is the amount, as far as all three are known."""
    said, count = row.number("unit_price"), row.number("unit_count")
    return said is None or count is None or abs(said * count - amount) <= MISFIT * amount


def _read(branch: Branch, flow: Flow, limits: Limits, others: Mapping[FinancialYear, dict[str, Flow]]) -> Price:
    row, unit = flow.record, _unit(branch, flow)
    value, fits = price_of(row, flow.amount) or Decimal(0), count_fits(row, flow.amount)
    said = "as said" if row.number("unit_price") is not None else "amount by count"
    price = Figure(value, flow.currency, f"price of one {say_unit(unit)}, {said}", (row.id,))
    reference = difference = None
    day = row.day("period_start")
    # References are in pounds, and one year's money at most.
    if fits and day and flow.currency == DEFAULT_CURRENCY:
        reference = limits.price_of(unit, tuple(names_of(branch[flow.service_id])), day)
        if reference and reference.value:
            difference = 100 * (value - reference.value) / reference.value
    before = after = None
    if flow.year and value:
        joins = _joins(branch, flow)
        before = _other(others, joins, flow.year, value, -1)
        after = _other(others, joins, flow.year, value, 1)
    return Price(flow, unit, price, fits, reference, difference, before, after)


def _by_year(branch: Branch, selection: Selection) -> dict[FinancialYear, dict[str, Flow]]:
    """Give the flows of the years before and after by what joins the years, each on its most trusted basis."""
    if selection.year is None:
        return {}
    found: dict[FinancialYear, dict[str, Flow]] = {
        FinancialYear(selection.year.start + step): {} for step in (-1, 1) if selection.year.start + step > 0
    }
    flows = [flow for flow in read_flows(branch) if flow.year in found and flow.currency == selection.currency]
    for flow in flows:
        if flow.year and _unit(branch, flow):
            key = _joins(branch, flow)
            known = found[flow.year].get(key)
            if known is None or _trust(flow) < _trust(known):
                found[flow.year][key] = flow
    return found


def _trust(flow: Flow) -> int:
    return BASES.index(flow.basis) if flow.basis in BASES else len(BASES)


def _joins(branch: Branch, flow: Flow) -> str:
    """Give what the years of a flow have in common: its flow, else who pays whom for what, and by which unit."""
    row = flow.record
    named = row.get("flow_id") or f"{row.from_id} {row.to_id} {flow.service_id}"
    return f"{named} {_unit(branch, flow)}"


def _other(
    others: Mapping[FinancialYear, dict[str, Flow]], joins: str, of: FinancialYear, price: Decimal, step: int
) -> OtherYear | None:
    year = FinancialYear(of.start + step)
    found = others.get(year, {}).get(joins)
    there = price_of(found.record, found.amount) if found else None
    if found is None or not there or not count_fits(found.record, found.amount):
        return None
    change = _percent(price - there, there) if step < 0 else _percent(there - price, price)
    return OtherYear(year, found.basis, there, change, found.record.id)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(_TENTH, ROUND_HALF_UP)


def _average(selection: Selection, prices: Sequence[Price]) -> dict[tuple[str, str], Figure]:
    groups: dict[tuple[str, str], list[Price]] = {}
    for each in prices:
        if each.flow.record.number("unit_count") and each.fits:
            groups.setdefault((each.flow.service_id, each.unit), []).append(each)
    found = {}
    for key, group in groups.items():
        if len(group) > 1:
            counts = [each.flow.record.number("unit_count") or Decimal(0) for each in group]
            total = total_of(each.flow for each in group)
            value = (total / sum(counts, Decimal(0))).quantize(_PENNY, ROUND_HALF_UP)
            rows = tuple(each.flow.record.id for each in group)
            found[key] = Figure(value, selection.currency, f"amounts by counts, {selection.label}", rows)
    return found


def say_unit(unit: str) -> str:
    """Say a unit of purchase: bed week."""
    return unit.replace("_", " ")


def payee_of(branch: Branch, flow: Flow) -> str:
    """Give who is paid; that nobody is named where money goes to a service as such."""
    return "not named" if flow.record.to_id == flow.service_id else branch.name_of(flow.record.to_id)


def _say_out_of_line(branch: Branch, prices: Sequence[Price], margin: Decimal) -> list[Finding]:
    findings = []
    for each in prices:
        if each.reference is None or each.difference is None or abs(each.difference) <= margin:
            continue
        reference = each.reference
        side = "below" if each.difference < 0 else "above"
        rounded = each.difference.quantize(_TENTH, ROUND_HALF_UP)
        currency = each.flow.currency
        service = f"“{branch.name_of(each.flow.service_id)}”"
        paid_to = payee_of(branch, each.flow)
        who = "" if paid_to == "not named" else f" paid to “{paid_to}”"
        sentence = (
            f"Ask whether {say_exact_money(each.price.or_zero, currency)} for each {say_unit(each.unit)} of {service}"
            f"{who} is fair: it is {abs(rounded)}% {side} the {reference.limit.words},"
            f" {say_exact_money(reference.value, currency)} ({reference.limit.source})."
        )
        if reference.limit.caution:
            sentence += f" {reference.limit.caution}"
        findings.append(
            Finding(
                "price_out_of_line",
                sentence,
                (each.flow.record.id, each.flow.service_id),
                {
                    "price": each.price,
                    "reference": Figure(reference.value, currency, reference.limit.source),
                    "difference": Figure(rounded, "percent", "difference from the reference"),
                },
                (each.flow.record.id,),
                ("whether travel and hours not given are in the price of an hour",) if each.unit == "hour" else (),
                scenario=branch.scenario,
            )
        )
    return findings


def _say_misfits(branch: Branch, prices: Sequence[Price]) -> list[Finding]:
    return [
        Finding(
            "price_does_not_fit",
            f"The price of a {say_unit(each.unit)} of “{branch.name_of(each.flow.service_id)}” times how many"
            f" ({each.flow.record.id}) is not the amount: ask which of the three is wrong. It is compared with none.",
            (each.flow.record.id, each.flow.service_id),
            {"price": each.price},
            (each.flow.record.id,),
            scenario=branch.scenario,
        )
        for each in prices
        if not each.fits
    ]


def _say_without(branch: Branch, selection: Selection, without: Figure) -> list[Finding]:
    if not isinstance(without.value, Decimal):
        return []
    rows = len(without.rests_on)
    payments = "1 payment" if rows == 1 else f"{rows} payments"
    return [
        Finding(
            "spend_without_unit",
            f"{say_money(without.value, selection.currency)} of spend on services in {payments} does not say what is"
            f" bought or how many ({selection.label}).",
            without.rests_on,
            {"amount": without},
            without.rests_on,
            selection.missing,
            scenario=branch.scenario,
        )
    ]
