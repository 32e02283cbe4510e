"""Figures of a map that hang together, so that one of them follows from the others.

They hang together in the base, and again in each scenario laid over it: a row of a scenario is no part of a sum of the
base, and in its own scenario it stands in the place of what it changes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.years import FinancialYear, financial_year

Cell = tuple[str, str]
"""The id of a record and the name of a property: one figure."""

FIGURES = frozenset({"amount", "number", "percent"})
"""How a property reads that is a figure."""

NEAR = Decimal("0.01")
"""A sum that misses the withheld figure by less than this share of it still gives it away."""

_BESIDE = 30
"""Among more figures than this some difference is always the one withheld, by chance: it tells nobody anything."""

_PLACES = frozenset({"x", "y", "line"})
_CASH_APART = ("basis", "currency")
_DAYS_A_MONTH = Decimal("30.44")
_A_YEAR = 12
_PAIR = 2
_TERMS = (("original_value", "original_term_months"), ("current_value", "current_term_months"))
_DATED = (("baseline_date", "baseline_value"), ("target_date", "target_value"))


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures that hang together: the totals add up to the parts, or one total is the product of two parts.

    Parameters
    ----------
    totals, parts : tuple of Cell
        The figures of each side.
    words : str
        What they are, for the manifest.
    product : bool
        Whether the parts are multiplied.
    times : Decimal
        How many times the parts make the totals: the years of a contract.
    """

    totals: tuple[Cell, ...]
    parts: tuple[Cell, ...]
    words: str
    product: bool = False
    times: Decimal = Decimal(1)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All figures of both sides."""
        return (*self.totals, *self.parts)

    def misses_by(self, value_of: Callable[[Cell], Decimal]) -> Decimal:
        """Give by how much the two sides differ in truth."""
        total = sum(map(value_of, self.totals), Decimal(0))
        if self.product:
            one, other = map(value_of, self.parts)
            return abs(total - one * other)
        return abs(total - self.times * sum(map(value_of, self.parts), Decimal(0)))

    def gives(self, cells: Iterable[Cell], value_of: Callable[[Cell], Decimal], misses_by: Decimal) -> bool:
        """Whether the other figures of the sum give one of these, as near as makes no difference."""
        of = self.totals if self.product else cells
        size = max((abs(value_of(cell)) * (self.times if cell in self.parts else 1) for cell in of), default=Decimal(0))
        return bool(size) and misses_by <= size * NEAR


def figures_of(record: Record) -> Iterator[str]:
    """Give the names of a record's figures."""
    for name in record.values:
        prop = record.declared.property(name)
        if prop is not None and prop.reads in FIGURES and name not in _PLACES and record.number(name) is not None:
            yield name


def sums_of(
    system_map: SystemMap, hidden: Collection[Cell], shown: Collection[str], value_of: Callable[[Cell], Decimal]
) -> list[Sum]:
    """Give the figures that hang together in the base, and in each scenario that is shown.

    Parameters
    ----------
    system_map : SystemMap
        The whole map.
    hidden : collection of Cell
        The figures that are withheld.
    shown : collection of str
        The ids of what is shown, if not all of it.
    value_of : callable
        Gives what a figure is.
    """
    base = branch(system_map)
    # For how many years a contract runs is only known of one that is shown.
    known = {each for each in shown if all((each, months) not in hidden for _, months in _TERMS)}
    sums = [*_declared_sums(base, known), *_found_sums(base, hidden, value_of)]
    for scenario in (each.id for each in system_map.of("Scenario") if each.id in shown):
        rows = [record for record in system_map if record.scenario == scenario]
        # What a row changes stands in the scenario under the id of what it changes; the figure is the row's.
        stands: dict[Cell, Cell] = {
            (row.get("scenario_target"), name): (row.id, name)
            for row in rows
            if row.get("scenario_action", "add") == "change"
            for name in figures_of(row)
        }
        here = branch(system_map, scenario)
        words = f"in “{system_map.name_of(scenario)}”"

        def as_written(cell: Cell, stands: Mapping[Cell, Cell] = stands) -> Cell:
            return stands.get(cell, cell)

        withheld = {cell for cell in {*stands, *hidden} if as_written(cell) in hidden}
        found = [*_declared_sums(here, known), *_found_sums(here, withheld, lambda cell: value_of(as_written(cell)))]
        sums.extend(
            replace(
                each,
                totals=tuple(map(as_written, each.totals)),
                parts=tuple(map(as_written, each.parts)),
                words=f"{each.words}, {words}",
            )
            for each in found
        )
    # In a scenario most sums are those of the base, in whose words they are told.
    once: dict[tuple[object, ...], Sum] = {}
    for each in sums:
        once.setdefault((each.totals, each.parts, each.product, each.times), each)
    return list(once.values())


def _declared_sums(system_map: SystemMap, known: Collection[str]) -> Iterator[Sum]:
    """Give the sums that the vocabulary itself speaks of."""
    flows = [flow for flow in system_map.of("FUNDS") if flow.number("amount") is not None]
    yield from _of_bodies(system_map, flows)
    yield from _of_units(system_map)
    yield from _of_agreements(system_map, flows, known)
    yield from _of_other_bases(system_map, flows)
    for flow in flows:
        if flow.number("unit_count") is not None and flow.number("unit_price") is not None:
            parts = ((flow.id, "unit_count"), (flow.id, "unit_price"))
            yield Sum(((flow.id, "amount"),), parts, f"units and their price in {flow.id}", product=True)
    payments: dict[str, list[Cell]] = defaultdict(list)
    for payment in system_map.of("Transaction"):
        if payment.number("amount") is not None:
            payments[payment.get("funding_id")].append((payment.id, "amount"))
    for flow in flows:
        if flow.id in payments:
            yield Sum(((flow.id, "amount"),), tuple(payments[flow.id]), f"payments behind {flow.id}")
    seen: dict[tuple[str, str], Cell] = {
        (each.get("measure_id"), each.get("date")): (each.id, "value")
        for each in system_map.of("Observation")
        if each.number("value") is not None
    }
    for measure in system_map.of("Measure"):
        found = seen.get((measure.id, measure.get("baseline_date")))
        if found and measure.number("baseline_value") is not None:
            yield Sum(((measure.id, "baseline_value"),), (found,), f"baseline of “{measure.name}”")


def _apart(system_map: SystemMap, flow: Record) -> tuple[str, ...]:
    """Give what money must have in common to be added up: year, basis, currency."""
    default = system_map.about.get("currency", DEFAULT_CURRENCY)
    year = financial_year(*flow.period())
    return (str(year or ""), *(flow.get(name, default if name == "currency" else "") for name in _CASH_APART))


def _of_bodies(system_map: SystemMap, flows: Iterable[Record]) -> Iterator[Sum]:
    into: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    out: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for flow in flows:
        apart = _apart(system_map, flow)
        into[flow.to_id, *apart].append((flow.id, "amount"))
        out[flow.from_id, *apart].append((flow.id, "amount"))
    for key, cells in into.items():
        body = system_map.get(key[0])
        if body is None:
            continue
        said = f"money of “{body.name}” in {key[1] or 'a year not known'}"
        if key in out:
            yield Sum(tuple(cells), tuple(out[key]), f"{said}, in and out")
        if body.number("annual_income") is not None:
            yield Sum(((body.id, "annual_income"),), tuple(cells), f"{said} and its income a year")


def _of_units(system_map: SystemMap) -> Iterator[Sum]:
    """Give the incomes of the parts of a body, which may come to its own."""
    parts: dict[str, list[Cell]] = defaultdict(list)
    for link in system_map.of("PART_OF"):
        unit = system_map.get(link.from_id)
        if unit is not None and unit.number("annual_income") is not None:
            parts[link.to_id].append((unit.id, "annual_income"))
    for body, cells in parts.items():
        whole = system_map.get(body)
        if whole is not None and whole.number("annual_income") is not None:
            yield Sum(((body, "annual_income"),), tuple(cells), f"income of “{whole.name}” and of its parts")


def _of_agreements(system_map: SystemMap, flows: Iterable[Record], known: Collection[str]) -> Iterator[Sum]:
    paid: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for flow in flows:
        agreement = flow.get("agreement_id")
        if agreement:
            year, *apart = _apart(system_map, flow)
            paid[agreement, "", *apart].append((flow.id, "amount"))
            if year:
                paid[agreement, year, *apart].append((flow.id, "amount"))
    for key, cells in paid.items():
        record = system_map.get(key[0])
        for name, months in _TERMS:
            if record is not None and record.number(name) is not None:
                total: tuple[Cell, ...] = ((record.id, name),)
                words = f"what is paid under “{record.name}”"
                yield Sum(total, tuple(cells), words)
                years = _years(record, months)
                if key[1] and record.id in known and years not in {0, 1}:
                    yield Sum(total, tuple(cells), f"{words} a year, over its term", times=years)


def _years(agreement: Record, months: str) -> Decimal:
    """Give how many years an agreement runs: by its months, else by its dates; 0 where neither is known."""
    term = agreement.number(months)
    start, end = agreement.day("start_date"), agreement.last_day("end_date")
    if term is None and start and end:
        term = (Decimal((end - start).days) / _DAYS_A_MONTH).to_integral_value()
    return max(term or Decimal(0), Decimal(0)) / _A_YEAR


def _of_other_bases(system_map: SystemMap, flows: Iterable[Record]) -> Iterator[Sum]:
    """Give pairs of flows that tell each other: the same payment as it was planned and as it was made."""
    alike: dict[tuple[str, ...], list[tuple[Decimal, str, Record]]] = defaultdict(list)
    for flow in flows:
        year, _, currency = _apart(system_map, flow)
        amount = flow.number("amount") or Decimal(0)
        alike[flow.from_id, flow.to_id, year, currency, str(amount < 0)].append((abs(amount), flow.id, flow))
    for key, found in alike.items():
        found.sort(key=lambda each: each[:2])
        payer, payee = map(system_map.name_of, key[:2])
        said = f"money from “{payer}” to “{payee}” in {key[2] or 'a year not known'}, on two bases"
        for number, (less, _, one) in enumerate(found):
            for more, _, other in found[number + 1 :]:
                if more - less > more * NEAR:
                    break
                if one.get("basis") != other.get("basis"):
                    yield Sum(((one.id, "amount"),), ((other.id, "amount"),), said)


def _found_sums(system_map: SystemMap, hidden: Collection[Cell], value_of: Callable[[Cell], Decimal]) -> Iterator[Sum]:
    """Give the sums that nobody declared and figures beside each other make all the same: a total and its parts."""
    for cells, words in (*_beside_each_other(system_map), *_over_a_year(system_map)):
        unknown = [cell for cell in cells if cell in hidden and value_of(cell)]
        by_value: dict[Decimal, list[Cell]] = defaultdict(list)
        for cell in cells:
            if cell not in hidden:
                by_value[value_of(cell)].append(cell)
        everything = sum(map(value_of, cells), Decimal(0))
        for total in cells:
            # One is the sum of all the others.
            if unknown and len(cells) > _PAIR and 2 * value_of(total) == everything:
                yield Sum((total,), tuple(cell for cell in cells if cell != total), words)
        # Over a year small counts are each other's difference by chance; only the sum of all of them is feared.
        for cell in unknown if len(cells) <= _BESIDE and not words.startswith(_OVER) else ():
            yield from _pairs(cell, by_value, value_of(cell), words)


def _pairs(cell: Cell, by_value: dict[Decimal, list[Cell]], value: Decimal, words: str) -> Iterator[Sum]:
    """Give the pairs of shown figures whose difference is the withheld one."""
    for larger, totals in by_value.items():
        for part in by_value.get(larger - value, ()):
            for total in totals:
                if part != total and larger != value:
                    yield Sum((total,), (cell, part), words)


def _beside_each_other(system_map: SystemMap) -> Iterator[tuple[list[Cell], str]]:
    """Give figures of one sort that a reader sees side by side: counts of one unit and day, money of one body."""
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for unit, day, factor, cell in _readings(system_map):
        groups["counts", day, unit].append(cell)
        groups["counts", day, unit, factor].append(cell)
    for flow in system_map.of("FUNDS"):
        apart = _apart(system_map, flow)
        for end in {flow.from_id, flow.to_id, flow.get("service_id")} - {""}:
            if flow.number("unit_count") is not None:
                groups["units", end, flow.get("unit_of_purchase"), *apart].append((flow.id, "unit_count"))
            if flow.number("amount") is not None:
                groups["money", end, *apart].append((flow.id, "amount"))
    for key, cells in groups.items():
        where = system_map.name_of(key[1]) if key[0] != "counts" else f"{key[1] or 'no date'} in {key[2]}"
        yield cells, f"{key[0]} of {where}"


_OVER = "a year's counts of "


def _over_a_year(system_map: SystemMap) -> Iterator[tuple[list[Cell], str]]:
    """Give the counts of one outcome within a year: quarters, and the year that they come to."""
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for unit, day, factor, cell in _readings(system_map):
        record = system_map[cell[0]]
        first = record.day("date") if record.kind == "Observation" else None
        if day and first:
            groups[factor, unit, str(FinancialYear.of(first))].append(cell)
    for (factor, unit, year), cells in groups.items():
        yield cells, f"{_OVER}“{system_map.name_of(factor)}” in {year}, in {unit}"


def _readings(system_map: SystemMap) -> Iterator[tuple[str, str, str, Cell]]:
    """Give what measures say, at the start, at the end and between: unit, date, what is measured, the figure."""
    for seen in system_map.of("Observation"):
        measure = system_map.get(seen.get("measure_id"))
        if measure is not None and seen.number("value") is not None:
            yield measure.get("unit").casefold(), seen.get("date"), measure.get("factor_id"), (seen.id, "value")
    for measure in system_map.of("Measure"):
        for day, name in _DATED:
            if measure.number(name) is not None:
                yield measure.get("unit").casefold(), measure.get(day), measure.get("factor_id"), (measure.id, name)
