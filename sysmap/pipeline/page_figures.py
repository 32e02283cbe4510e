"""The figures of a page: tiers by year, who pays and benefits, what services rest on, what ends, what measures tell.

Every figure of money is a sum whose rows the page can show, every measure comes with its observations. All words and
rounding are done here; `frontend/src/contract-figures.ts` describes what is handed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.analysis.benefits import NOT_TOLD, Benefits, report_benefits
from sysmap.analysis.flows import Selection, total_of
from sysmap.analysis.funders import ServiceMoney, report_funders
from sysmap.analysis.money import TIER_WORDS
from sysmap.analysis.money_network import end_of
from sysmap.analysis.readings import Point, Reading, read_measures, say_day, say_value
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.visibility import View
from sysmap.pipeline.benefits import column_words
from sysmap.pipeline.outcomes import say_standing
from sysmap.pipeline.page_endings import endings_of_page
from sysmap.pipeline.withholding import is_open, say_open
from sysmap.render.ledger import MoneySum, MoneyYear

MOST = 12
"""Payers, beneficiaries and services of a year that a page shows, the largest; the commands list all."""

FUNDERS = 12
"""Bodies that are drawn for each service, those that the most passes through."""

ROWS = 40
"""Payments that are listed for money that comes through others."""

LARGEST = 2000
"""Payments of a year up to which a page says whose money services rest on: two seconds; ten thousand take minutes."""

BETWEEN = 150
"""Bodies that are paid and pay on, up to which it does: where hundreds pay each other it takes minutes too."""


@dataclass(frozen=True, slots=True)
class PageFigures:
    """Figures of a page.

    Parameters
    ----------
    money : tuple of MoneyYear
        The years as they were given, with the sums that the figures lead to.
    answers : Mapping of str to Any
        "figures", where the map has anything for them.
    """

    money: tuple[MoneyYear, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)


def figures_of_page(branch: Branch, money: Sequence[MoneyYear], as_of: date, view: View | None = None) -> PageFigures:
    """Work out the figures of a page from a map as its reader may see it.

    Parameters
    ----------
    branch : Branch
        The map, already filtered for its reader.
    money : sequence of MoneyYear
        What its money adds up to, the earliest year first.
    as_of : date
        The day that measures are read on.
    view : View, optional
        What its reader may see of the whole map, where something was withheld.
    """
    unsaid = say_open(view, ("benefits",)) if view else ""
    values_told = not (view and is_open(view, "measure_silent"))
    years, told = [], []
    for each in money:
        totals = {one.id: one for one in each.sums}
        if "total" not in totals:
            years.append(each)
            continue
        benefits = report_benefits(branch, each.year, each.basis, each.currency)
        rests = _rests(branch, benefits.selection)
        sums = [*_benefit_sums(branch, benefits), *_paid_sums(branch, rests, benefits.selection)]
        years.append(replace(each, sums=(*each.sums, *sums)))
        told.append(
            {
                "year": str(each.year) if each.year else "",
                "basis": each.basis,
                "total": say_money(totals["total"].value, each.currency),
                "payments": len(totals["total"].rows),
                "tiers": _tiers(totals),
                "matrix": {**_matrix(branch, benefits), "unsaid": unsaid},
                "too_many": _too_many(benefits.selection),
                "rests": [_service(branch, service, benefits.selection) for service in rests],
            }
        )
    ends = endings_of_page(branch, as_of)
    years = [replace(each, sums=(*each.sums, *ends.sums)) if each.year == ends.year else each for each in years]
    measures = [_measure(branch, reading, told=values_told) for reading in read_measures(branch, as_of)]
    figures = {"years": told, "measures": measures, **({"ends": ends.told} if ends.told else {})}
    return PageFigures(tuple(years), {"figures": figures} if any(figures.values()) else {})


def _tiers(totals: Mapping[str, MoneySum]) -> list[list[Any]]:
    """Give the tiers, their words, their part of the bar in thousandths and their sums."""
    whole = totals["total"].value
    told: list[list[Any]] = []
    sofar, end = Decimal(0), 0
    for name, one in totals.items():
        if name.startswith("tier:"):
            tier = name.removeprefix("tier:")
            sofar += one.value
            # Rounded where each ends, so that the parts fill the bar.
            begin, end = end, int((1000 * sofar / whole).to_integral_value()) if whole else 0
            told.append([tier, TIER_WORDS.get(tier, tier), end - begin, one.share, one.id])
    return told


def _matrix(branch: Branch, benefits: Benefits) -> dict[str, Any]:
    payers, columns = benefits.payers[:MOST], benefits.beneficiaries[:MOST]
    largest = max((figure.or_zero for figure in benefits.cells.values()), default=Decimal(0))
    return {
        "payers": [[payer, _pays(payer)] for payer in payers],
        "rows": [
            [
                column if column in branch else "",
                column_words(branch, column),
                [
                    [_cell(payer, column), _step(benefits.cells[payer, column], largest)]
                    if (payer, column) in benefits.cells
                    else ["", 0]
                    for payer in payers
                ],
            ]
            for column in columns
        ],
        "more": len(benefits.payers) + len(benefits.beneficiaries) - len(payers) - len(columns),
    }


def _pays(payer: str) -> str:
    return f"pays:{payer}"


def _cell(payer: str, column: str) -> str:
    return f"cell:{payer}:{column}"


def _step(figure: Figure, largest: Decimal) -> int:
    """Give how dark a cell is, 1 to 4: the more money the darker, each step ten times less."""
    size = figure.or_zero
    return next((step for step, part in ((4, 10), (3, 100), (2, 1000)) if largest and size * part > largest), 1)


def _benefit_sums(branch: Branch, benefits: Benefits) -> Iterable[MoneySum]:
    for payer in benefits.payers[:MOST]:
        name = branch.name_of(payer)
        yield _sum(_pays(payer), f"What “{name}” pays for services", benefits.paid[payer])
        for column in benefits.beneficiaries[:MOST]:
            figure = benefits.cells.get((payer, column))
            if figure is not None:
                who = column_words(branch, column)
                towards = f"towards outcomes of “{who}”" if column in branch else f"towards: {who}"
                if column == NOT_TOLD:
                    towards = "towards what cannot be told, as no outcomes or no influences are on the map"
                yield _sum(_cell(payer, column), f"What “{name}” pays {towards}", figure)


def _sum(name: str, label: str, figure: Figure) -> MoneySum:
    return MoneySum(name, label, figure.or_zero, figure.rests_on)


def _rests(branch: Branch, selection: Selection) -> tuple[ServiceMoney, ...]:
    if _too_many(selection):
        return ()
    return report_funders(branch, selection.year, selection.basis, selection.currency).services[:MOST]


def _too_many(selection: Selection) -> str:
    count = len(selection.flows)
    between = {flow.record.from_id for flow in selection.flows} & {end_of(flow) for flow in selection.flows}
    many = count > LARGEST or len(between) > BETWEEN
    return f"Not worked out here for {count:,} payments: ask sysmap funders." if many else ""


def _paid_sums(branch: Branch, services: Sequence[ServiceMoney], selection: Selection) -> Iterable[MoneySum]:
    """Give what each funder pays a service straight, and the service's money, with their rows."""
    for service in services:
        of_it = set(service.amount.rests_on)
        for each in service.reliances[:FUNDERS]:
            flows = [
                flow for flow in selection.flows if flow.record.id in of_it and flow.record.from_id == each.funder_id
            ]
            if flows:
                yield MoneySum(
                    _straight(each.funder_id, service.service_id),
                    f"What “{branch.name_of(each.funder_id)}” pays straight for “{branch.name_of(service.service_id)}”",
                    total_of(flows),
                    tuple(flow.record.id for flow in flows),
                )


def _straight(funder: str, service: str) -> str:
    return f"straight:{funder}:{service}"


def _service(branch: Branch, service: ServiceMoney, selection: Selection) -> dict[str, Any]:
    funders = []
    for each in service.reliances[:FUNDERS]:
        ways = _ways(selection, each.funder_id, service.service_id) if each.hidden else ()
        funders.append(
            {
                "id": each.funder_id,
                "name": branch.name_of(each.funder_id),
                "drawn": [round(1000 * min(share, 1)) for share in (each.direct, each.through)],
                "direct": _percent(each.direct),
                "through": _percent(each.through),
                "sum": _straight(each.funder_id, service.service_id) if each.direct else "",
                "rows": list(ways[:ROWS]),
                "more": max(0, len(ways) - ROWS),
            }
        )
    return {
        "id": service.service_id,
        "name": branch.name_of(service.service_id),
        "funders": funders,
        "more": max(0, len(service.reliances) - FUNDERS),
    }


def _ways(selection: Selection, funder: str, service: str) -> tuple[str, ...]:
    """Give the payments on every way from a body to a service, in the order of the map."""
    flows = [flow for flow in selection.flows if flow.is_cash and not flow.is_repayment]
    leaving: dict[str, set[str]] = {}
    reaching: dict[str, set[str]] = {}
    for flow in flows:
        leaving.setdefault(flow.record.from_id, set()).add(end_of(flow))
        reaching.setdefault(end_of(flow), set()).add(flow.record.from_id)
    after, before = _all_from(funder, leaving), _all_from(service, reaching)
    return tuple(flow.record.id for flow in flows if flow.record.from_id in after and end_of(flow) in before)


def _all_from(start: str, ways: Mapping[str, set[str]]) -> set[str]:
    found, fresh = {start}, {start}
    while fresh:
        fresh = {other for each in fresh for other in ways.get(each, ())} - found
        found |= fresh
    return found


def _percent(share: float) -> str:
    if 0 < share < 0.0005:
        return "under 0.1%"
    return f"{min(share, 1) * 100:.1f}".removesuffix(".0") + "%"


def _measure(branch: Branch, reading: Reading, *, told: bool) -> dict[str, Any]:
    measure = reading.measure
    unit = measure.get("unit")
    of = branch.get(measure.get("factor_id"))
    points = [*([reading.baseline] if reading.baseline else []), *reading.observed]
    return {
        "id": measure.id,
        "name": measure.name,
        "of": of.id if of else "",
        "unit": "" if unit in {"percent", "%"} else unit,
        "going": reading.going,
        "said": say_standing(reading, told=told),
        "latest": _point(reading.latest, unit),
        "baseline": _point(reading.baseline, unit),
        "target": _point(reading.target, unit),
        "drawn": _drawn(points, reading.target),
        "rows": [_row(branch, point, unit) for point in reading.observed],
    }


def _point(point: Point | None, unit: str) -> str:
    return f"{say_value(point.value, unit)} on {say_day(point.day)}" if point else ""


def _drawn(points: Sequence[Point], target: Point | None) -> dict[str, Any] | None:
    """Give places on a picture of 1000 by 1000, the earliest at the left, the largest at the top."""
    if len(points) < 2:
        return None
    everything = [*points, *([target] if target else [])]
    days, values = [each.day for each in everything], [each.value for each in everything]
    first, last, low, high = min(days), max(days), min(values), max(values)

    def place(point: Point) -> list[int]:
        across = 1000 * (point.day - first).days // max((last - first).days, 1)
        up = int(1000 * (high - point.value) / (high - low)) if high != low else 500
        return [across, up]

    return {"points": [place(each) for each in points], "target": place(target) if target else None}


def _row(branch: Branch, point: Point, unit: str) -> list[str]:
    record = branch[point.record_id]
    source = branch.get(record.get("source_id"))
    said = [record.words("basis"), f"source: {source.get('publisher') or source.id}" if source else "no source named"]
    return [say_day(point.day), ", ".join(each for each in said if each), say_value(point.value, unit)]
