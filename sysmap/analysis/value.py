"""Value in its three kinds side by side, never as one total; biodiversity units of three kinds, never added.

The kinds of value are those of the Public Services (Social Value) Act 2012. Biodiversity is counted by the statutory
metric, whose area habitat, hedgerow and watercourse units do not convert into each other (DOMAIN 1.5, question 25).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sysmap.analysis.flows import Flow
from sysmap.analysis.money import MoneyReport, report_money
from sysmap.analysis.outcomes import improved_by_service
from sysmap.analysis.questions.rows import is_outcome
from sysmap.analysis.readings import Reading, read_measures, say_day, say_value
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.vocabulary import values_of
from sysmap.model.years import FinancialYear

NOT_SAID = "not_said"
"""The column of what nobody said the kind of."""

DIMENSIONS = (*values_of("Factor", "value_dimension"), NOT_SAID)
UNIT_KINDS = (*values_of("Measure", "biodiversity_kind"), NOT_SAID)

WORDS: Mapping[str, str] = {NOT_SAID: "kind not said"}

UNIT_WORDS: Mapping[str, str] = {
    "area_habitat": "area habitat",
    "hedgerow": "hedgerow",
    "watercourse": "watercourse",
    NOT_SAID: "of a kind that nobody said",
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """One kind of value.

    Parameters
    ----------
    outcomes : tuple of str
        Outcomes of this kind.
    readings : tuple of Reading
        Measures of this kind, each in a unit of its own.
    services : tuple of str
        Services that push one of the outcomes the wanted way within three links.
    spend : Figure
        Cash spend on those. A service may be in several kinds, so the figures of kinds overlap and never add up.
    """

    outcomes: tuple[str, ...]
    readings: tuple[Reading, ...]
    services: tuple[str, ...]
    spend: Figure


@dataclass(frozen=True, slots=True)
class Units:
    """Biodiversity units of one kind.

    Parameters
    ----------
    readings : tuple of Reading
        Measures that count them. Two of them may count the same units, so they are not added up either.
    paid_for : Figure
        Units that payments of the year are for; not known where none is on the map.
    lowest, highest : Decimal or None
        The price of a unit in those payments: a price, not the worth of nature.
    """

    readings: tuple[Reading, ...]
    paid_for: Figure
    lowest: Decimal | None
    highest: Decimal | None


@dataclass(frozen=True, slots=True)
class ValueReport:
    """Kinds of value beside each other.

    Parameters
    ----------
    dimensions : Mapping of str to Dimension
        By the names of `DIMENSIONS`; every one is there.
    across : Mapping of str to tuple of str
        Services that push outcomes of two kinds or more the wanted way, with those kinds.
    units : Mapping of str to Units
        Biodiversity units by the names of `UNIT_KINDS`; those that the map has.
    money : MoneyReport
        The money of the year that this speaks of.
    findings : tuple of Finding
        What this says.
    """

    dimensions: Mapping[str, Dimension]
    across: Mapping[str, tuple[str, ...]]
    units: Mapping[str, Units]
    money: MoneyReport
    findings: tuple[Finding, ...]


def report_value(branch: Branch, as_of: date, year: FinancialYear | None = None, currency: str = "") -> ValueReport:
    """Put the kinds of value beside each other.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day that measures are read on.
    year : FinancialYear, optional
        The year of the money; the latest with actual figures where not given.
    currency : str, optional
        Its currency; the map's own, or the commonest of the year, where not given.
    """
    money = report_money(branch, year, "", currency)
    kind_of = {
        record.id: _dimension(record.get("value_dimension")) for record in branch.of("Factor") if is_outcome(record)
    }
    readings = read_measures(branch, as_of)
    improved = improved_by_service(branch)
    kinds = {service: {kind_of[end] for end in ends} for service, ends in improved.items()}
    dimensions = {
        name: _one(
            money,
            name,
            tuple(outcome for outcome, kind in kind_of.items() if kind == name),
            tuple(each for each in readings if _kind_of(each, kind_of) == name),
            tuple(service for service, found in kinds.items() if name in found),
        )
        for name in DIMENSIONS
    }
    across = {
        service: tuple(name for name in DIMENSIONS if name in found)
        for service, found in kinds.items()
        if len(found - {NOT_SAID}) > 1
    }
    units = _units(readings, money)
    findings = (
        *_say_across(branch, across),
        *(_say_units(branch, kind, each, as_of, money) for kind, each in units.items()),
    )
    return ValueReport(dimensions, across, units, money, findings)


def _dimension(text: str) -> str:
    return text if text in DIMENSIONS else NOT_SAID


def _kind_of(reading: Reading, kind_of: Mapping[str, str]) -> str:
    """Give the kind of value that a measure tells of: its own, else that of what it measures."""
    own = _dimension(reading.measure.get("value_dimension"))
    return own if own != NOT_SAID else kind_of.get(reading.measure.get("factor_id"), NOT_SAID)


def _one(
    money: MoneyReport, name: str, outcomes: tuple[str, ...], readings: tuple[Reading, ...], services: tuple[str, ...]
) -> Dimension:
    paid = [money.by_service[each] for each in services if each in money.by_service]
    rows = tuple(row for figure in paid for row in figure.rests_on)
    total = sum((each.value for each in paid if isinstance(each.value, Decimal)), Decimal(0)) if paid else None
    label = (
        f"cash spend on services with a better outcome of the kind: {WORDS.get(name, name)}, {money.selection.label}"
    )
    return Dimension(outcomes, readings, services, Figure(total, money.selection.currency, label, rows))


def _units(readings: tuple[Reading, ...], money: MoneyReport) -> dict[str, Units]:
    counted: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        kind = reading.measure.get("biodiversity_kind")
        if kind or "biodiversity unit" in reading.measure.get("unit").lower():
            counted[kind if kind in UNIT_KINDS else NOT_SAID].append(reading)
    bought: dict[str, list[tuple[Flow, Decimal]]] = defaultdict(list)
    for flow in money.selection.flows:
        number = flow.record.number("unit_count")
        # What is passed on is paid for the units that were counted where it came from.
        first = flow.is_cash and not flow.is_repayment and flow.record.get("flow_role") != "transfer"
        if flow.record.get("unit_of_purchase") == "biodiversity_unit" and number and first:
            kind = flow.record.get("biodiversity_kind")
            bought[kind if kind in UNIT_KINDS else NOT_SAID].append((flow, number))
    found = {}
    for kind in UNIT_KINDS:
        if kind in counted or kind in bought:
            paid = bought.get(kind, [])
            prices = [flow.amount / number for flow, number in paid]
            figure = Figure(
                sum((number for _, number in paid), Decimal(0)) if paid else None,
                "biodiversity units",
                f"units of one kind that payments are for, {money.selection.label}",
                tuple(flow.record.id for flow, _ in paid),
            )
            found[kind] = Units(
                tuple(counted.get(kind, ())), figure, min(prices, default=None), max(prices, default=None)
            )
    return found


def _say_across(branch: Branch, across: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    return [
        Finding(
            "value_of_several_kinds",
            f"“{branch.name_of(service)}” should bring better outcomes of {len(kinds)} kinds: {' and '.join(kinds)}.",
            (service,),
            {},
            (service,),
            scenario=branch.scenario,
        )
        for service, kinds in across.items()
    ]


def _say_units(branch: Branch, kind: str, units: Units, as_of: date, money: MoneyReport) -> Finding:
    said = [
        f"“{each.measure.name}” counts {say_value(each.latest.value, '')} on {say_day(each.latest.day)}"
        for each in units.readings
        if each.latest
    ]
    if isinstance(units.paid_for.value, Decimal) and units.lowest is not None and units.highest is not None:
        low, high = (say_money(each, money.selection.currency) for each in (units.lowest, units.highest))
        price = low if low == high else f"{low} to {high}"
        count = say_value(units.paid_for.value, "")
        said.append(f"payments are for {count} at {price} each ({money.selection.label})")
    return Finding(
        "biodiversity_units",
        f"Biodiversity units, {UNIT_WORDS[kind]}: {'; '.join(said) or 'none is counted yet'}.",
        tuple(each.measure.id for each in units.readings),
        {"paid_for": units.paid_for},
        (*(row for each in units.readings for row in each.rests_on), *units.paid_for.rests_on),
        ("which of the three kinds some units are: area habitat, hedgerow or watercourse",) * (kind == NOT_SAID),
        as_of,
        branch.scenario,
    )
