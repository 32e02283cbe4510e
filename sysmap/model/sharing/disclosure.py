"""What is withheld must not follow from what is shown by one subtraction.

Figures of a map hang together: a contract's value is the sum of what is paid under it, what a body takes in is often
what it pays out, units times price is the amount. Where all figures of such a sum but one are shown, the one follows.
As the truth is known here, a sum is only feared where it really gives the withheld figure; then another figure of it is
withheld too, the total first (secondary suppression; see Hundepool and others, Statistical Disclosure Control, 2012).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing.solving import what_follows
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.years import financial_year

Cell = tuple[str, str]
"""The id of a record and the name of a property: one figure."""

FIGURES = frozenset({"amount", "number", "percent"})
"""How a property reads that is a figure."""

_NEAR = Decimal("0.01")
"""A sum that misses the withheld figure by less than this share of it still gives it away."""

_BESIDE = 30
"""Among more figures than this some difference is always the one withheld, by chance: it tells nobody anything."""

_PLACES = frozenset({"x", "y", "line"})
_CASH_APART = ("basis", "currency")


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
    """

    totals: tuple[Cell, ...]
    parts: tuple[Cell, ...]
    words: str
    product: bool = False

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
        return abs(total - sum(map(value_of, self.parts), Decimal(0)))

    def gives(self, cells: Iterable[Cell], value_of: Callable[[Cell], Decimal], misses_by: Decimal) -> bool:
        """Whether the other figures of the sum give one of these, as near as makes no difference."""
        of = self.totals if self.product else cells
        size = max((abs(value_of(cell)) for cell in of), default=Decimal(0))
        return bool(size) and misses_by <= size * _NEAR


@dataclass(frozen=True, slots=True)
class Closed:
    """A figure that was withheld because another would have followed from it.

    Parameters
    ----------
    cell : Cell
        The figure.
    guards : Cell
        The figure that would have followed.
    words : str
        The sum by which.
    """

    cell: Cell
    guards: Cell
    words: str


@dataclass(frozen=True, slots=True)
class Guarded:
    """What has to go besides, and what may still be worked out.

    Parameters
    ----------
    closed : tuple of Closed
        Figures that have to be withheld too.
    together : tuple of str
        Sums of which several figures are withheld, so that what those come to together still follows.
    """

    closed: tuple[Closed, ...]
    together: tuple[str, ...]


def figures_of(record: Record) -> Iterator[str]:
    """Give the names of a record's figures."""
    for name in record.values:
        prop = record.declared.property(name)
        if prop is not None and prop.reads in FIGURES and name not in _PLACES and record.number(name) is not None:
            yield name


def guard(system_map: SystemMap, hidden: Iterable[Cell]) -> Guarded:
    """Find what else has to be withheld so that no withheld figure follows by one subtraction.

    Parameters
    ----------
    system_map : SystemMap
        The whole map: the truth.
    hidden : iterable of Cell
        The figures that are withheld.
    """
    unknown = set(hidden)

    @cache
    def value_of(cell: Cell) -> Decimal:
        return system_map[cell[0]].number(cell[1]) or Decimal(0)

    if not unknown:
        return Guarded((), ())
    sums = [*_declared_sums(system_map), *_found_sums(system_map, unknown, value_of)]
    by_cell: dict[Cell, list[Sum]] = defaultdict(list)
    for each in sums:
        for cell in each.cells:
            by_cell[cell].append(each)
    closed = _close_one_by_one(sums, by_cell, unknown, value_of)
    closed += _close_together([each for each in sums if not each.product], unknown, value_of)
    together = []
    for each in sums:
        count = sum(cell in unknown for cell in each.cells)
        shown = len(each.totals) + len(each.parts) - count
        if count > 1 and shown and not each.product:
            together.append(f"{each.words}: {count} figures are withheld, and what they come to together may follow")
    return Guarded(tuple(closed), tuple(dict.fromkeys(together)))


def _close_one_by_one(
    sums: Sequence[Sum], by_cell: Mapping[Cell, list[Sum]], unknown: set[Cell], value_of: Callable[[Cell], Decimal]
) -> list[Closed]:
    """Withhold what else has to be where all figures of one sum are shown but one."""
    closed: list[Closed] = []
    waiting = list(dict.fromkeys(each for each in sums if not unknown.isdisjoint(each.cells)))
    while waiting:
        each = waiting.pop(0)
        open_cells = [cell for cell in each.cells if cell in unknown]
        if len(open_cells) != 1 or not each.gives(open_cells, value_of, each.misses_by(value_of)):
            continue
        other = _sacrifice(each, open_cells[0], value_of, unknown)
        if other is not None:
            unknown.add(other)
            closed.append(Closed(other, open_cells[0], each.words))
            waiting.extend(by_cell[other])
    return closed


def _close_together(sums: Sequence[Sum], unknown: set[Cell], value_of: Callable[[Cell], Decimal]) -> list[Closed]:
    """Withhold what else has to be where several sums together give a figure away."""
    closed: list[Closed] = []
    misses = [each.misses_by(value_of) for each in sums]
    while True:
        true = [
            each
            for each, by in zip(sums, misses, strict=True)
            if each.gives((cell for cell in each.cells if cell in unknown), value_of, by)
        ]
        found = what_follows([_equation(each, unknown) for each in true])
        # What is nothing tells nothing.
        following = next((each for each in found if value_of(each.unknown)), None)
        if following is None:
            return closed
        for each in (true[number] for number in following.by):
            other = _sacrifice(each, following.unknown, value_of, unknown)
            if other is not None:
                unknown.add(other)
                closed.append(Closed(other, following.unknown, each.words))
                break
        else:
            return closed


def _equation(each: Sum, unknown: set[Cell]) -> dict[Cell, int]:
    factors: Counter[Cell] = Counter()
    for cell in each.totals:
        factors[cell] += 1
    for cell in each.parts:
        factors[cell] -= 1
    return {cell: factor for cell, factor in factors.items() if cell in unknown}


def _sacrifice(each: Sum, hidden: Cell, value_of: Callable[[Cell], Decimal], unknown: Collection[Cell]) -> Cell | None:
    """Choose what is withheld too: the largest total, else the smallest part that is not nothing."""
    totals = [cell for cell in each.totals if cell != hidden and cell not in unknown]
    if totals:
        return max(totals, key=lambda cell: (value_of(cell), cell))
    parts = [cell for cell in each.parts if cell != hidden and cell not in unknown]
    return min(parts, key=lambda cell: (not value_of(cell), value_of(cell), cell)) if parts else None


def _declared_sums(system_map: SystemMap) -> Iterator[Sum]:
    """Give the sums that the vocabulary itself speaks of."""
    flows = [flow for flow in system_map.of("FUNDS") if flow.number("amount") is not None]
    yield from _of_bodies(system_map, flows)
    yield from _of_agreements(system_map, flows)
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


def _of_agreements(system_map: SystemMap, flows: Iterable[Record]) -> Iterator[Sum]:
    paid: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for flow in flows:
        agreement = flow.get("agreement_id")
        if agreement:
            year, *apart = _apart(system_map, flow)
            paid[agreement, "", *apart].append((flow.id, "amount"))
            if year:
                paid[agreement, year, *apart].append((flow.id, "amount"))
    for key, cells in paid.items():
        agreement_record = system_map.get(key[0])
        for name in ("original_value", "current_value"):
            if agreement_record is not None and agreement_record.number(name) is not None:
                words = f"what is paid under “{agreement_record.name}”"
                yield Sum(((agreement_record.id, name),), tuple(cells), words)


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
                if more - less > more * _NEAR:
                    break
                if one.get("basis") != other.get("basis"):
                    yield Sum(((one.id, "amount"),), ((other.id, "amount"),), said)


def _found_sums(system_map: SystemMap, hidden: set[Cell], value_of: Callable[[Cell], Decimal]) -> Iterator[Sum]:
    """Give the sums that nobody declared and figures beside each other make all the same: a total and its parts."""
    for cells, words in _beside_each_other(system_map):
        unknown = [cell for cell in cells if cell in hidden and value_of(cell)]
        by_value: dict[Decimal, list[Cell]] = defaultdict(list)
        for cell in cells:
            if cell not in hidden:
                by_value[value_of(cell)].append(cell)
        everything = sum(map(value_of, cells), Decimal(0))
        for total in cells:
            # One is the sum of all the others.
            if unknown and len(cells) > 2 and 2 * value_of(total) == everything:
                yield Sum((total,), tuple(cell for cell in cells if cell != total), words)
        for cell in unknown if len(cells) <= _BESIDE else ():
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
    for seen in system_map.of("Observation"):
        measure = system_map.get(seen.get("measure_id"))
        if measure is not None and seen.number("value") is not None:
            unit = measure.get("unit").casefold()
            groups["observations", seen.get("date"), unit].append((seen.id, "value"))
            groups["observations", seen.get("date"), unit, measure.get("factor_id")].append((seen.id, "value"))
    for flow in system_map.of("FUNDS"):
        apart = _apart(system_map, flow)
        for end in {flow.from_id, flow.to_id, flow.get("service_id")} - {""}:
            if flow.number("unit_count") is not None:
                groups["units", end, flow.get("unit_of_purchase"), *apart].append((flow.id, "unit_count"))
            if flow.number("amount") is not None:
                groups["money", end, *apart].append((flow.id, "amount"))
    for key, cells in groups.items():
        where = system_map.name_of(key[1]) if key[0] != "observations" else f"{key[1] or 'no date'} in {key[2]}"
        yield cells, f"{key[0]} of {where}"
