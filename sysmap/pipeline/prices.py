"""What a unit costs, beside other years and dated references, answered in every format."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from sysmap.analysis.guardrails.limits import InForce, Limits, read_limits, shipped_limits
from sysmap.analysis.prices import OtherYear, Price, PriceReport, payee_of, report_prices, say_unit
from sysmap.errors import BadInputError
from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_amount, say_more, which_money
from sysmap.pipeline.opening import Opened, asked, say_gaps

_TENTH = Decimal("0.1")
_LARGEST = 1_000_000
"""Bytes that a file of references may have: it is a page or two of text."""


def read_references(path: str, nation: str) -> Limits:
    """Read reference prices: a file of one's own, or those that ship with sysmap.

    Parameters
    ----------
    path : str
        The file, as `sysmap/guardrails.toml` is written; empty for those that ship.
    nation : str
        The nation whose figures count.

    Raises
    ------
    BadInputError
        When it cannot be read or holds no price.
    """
    if not path:
        return shipped_limits(nation)
    file = Path(path)
    if not file.is_file():
        raise BadInputError(f"there is no file {path}")
    if file.stat().st_size > _LARGEST:
        raise BadInputError(f"{path} is larger than {_LARGEST:,} bytes: a file of reference prices is a page of text")
    try:
        limits = read_limits(file.read_text("utf-8"), file.name, nation)
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path} is no text in UTF-8: save it as such") from error
    if not limits.prices:
        raise BadInputError(f"{path} has no price: an entry begins with [[price]] (docs/money.md)")
    return limits


def ask_prices(
    opened: Opened,
    *,
    references: Limits | None = None,
    margin: Decimal | None = None,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    listed: int = LISTED,
) -> Answer:
    """Say what a unit costs in each payment, and ask about what is out of line with a dated reference.

    Parameters
    ----------
    opened : Opened
        The map.
    references : Limits, optional
        Reference prices; those that ship with sysmap, for England, where not given.
    margin : Decimal, optional
        The difference in percent above which a price is asked about; 15, the guardrails' own, where not given.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; the most to be trusted and the commonest where empty.
    listed : int
        How many payments the text lists.
    """
    branch = opened.branch
    if margin is None:
        usual = shipped_limits().find("price_percent", date.today())
        margin = usual.value if usual else Decimal(15)
    report = report_prices(branch, references or shipped_limits(), year, basis, currency, margin=margin)
    selection = report.selection
    data = {
        **asked(opened),
        **which_money(selection),
        "margin_percent": str(margin),
        "prices": [_data(branch, each) for each in report.prices],
        "averages": [
            {"service": service, "unit": unit, "average": str(figure.value), "rests_on": list(figure.rests_on)}
            for (service, unit), figure in report.average.items()
        ],
        "without_unit": None if report.without_unit.value is None else str(report.without_unit.value),
        "findings": [finding.to_json() for finding in report.findings],
    }
    columns = ("id", "service", "unit", "payee", "count", "price", "before", "after", "reference", "difference_percent")
    rows = [_row(each) for each in report.prices]
    parts = _parts(opened, report, margin, listed)
    return Answer(parts, data, make_table(columns, rows), opened.cautions, fine=bool(report.prices))


def _parts(opened: Opened, report: PriceReport, margin: Decimal, listed: int) -> tuple[str | Table, ...]:
    branch, selection = opened.branch, report.selection
    parts: list[str | Table] = [f"{opened.heading}. What a unit costs, {selection.label}."]
    if not report.prices:
        parts.append(
            "No payment of the year says what is bought and its price (unit_of_purchase, unit_count, unit_price)."
        )
    else:
        years = {each.year for price in report.prices for each in (price.before, price.after) if each}
        others = [(year, "before" if selection.year and year < selection.year else "after") for year in sorted(years)]
        heads = ("service", "paid to", "unit", "units", "price", *(str(year) for year, _ in others), "reference")
        rows = [
            [
                branch.name_of(each.flow.service_id),
                payee_of(branch, each.flow),
                say_unit(each.unit),
                _count(each),
                _price(each),
                *(_other(getattr(each, side), selection.currency) for _, side in others),
                _reference(each, selection.currency),
            ]
            for each in report.prices[:listed]
        ]
        parts.extend(["", make_table(heads, rows, heads[3:-1])])
        parts.extend(say_more(len(report.prices), listed))
        parts.extend(
            f"“{branch.name_of(service)}”: {say_exact_money(figure.value, figure.unit)} on average for each"
            f" {say_unit(unit)}."
            for (service, unit), figure in report.average.items()
            if isinstance(figure.value, Decimal)
        )
        used = {each.reference.limit.words: each.reference for each in report.prices if each.reference}
        parts.extend(
            f"{say_exact_money(each.value)} is the {words} ({each.limit.source})." for words, each in used.items()
        )
        parts.append("")
        out = [each for each in report.findings if each.kind == "price_out_of_line"]
        parts.extend(each.sentence for each in out)
        compared = sum(each.reference is not None for each in report.prices)
        if compared and not out:
            parts.append(f"No price is more than {margin}% from its reference.")
        if compared < len(report.prices):
            left = len(report.prices) - compared
            which = "1 price has" if left == 1 else f"{left} prices have"
            parts.append(f"{which} no reference of that day, unit and service: --references FILE compares with yours.")
    parts.extend(each.sentence for each in report.findings if each.kind != "price_out_of_line")
    parts.extend(say_gaps(opened, report.findings, report.selection.missing))
    return tuple(parts)


def _count(each: Price) -> str:
    count = each.flow.record.number("unit_count")
    return "not known" if count is None else say_amount(count)


def _price(each: Price) -> str:
    return say_exact_money(Decimal(str(each.price.value)), each.flow.currency) + (
        "" if each.fits else " (does not fit)"
    )


def _other(other: OtherYear | None, currency: str) -> str:
    if other is None:
        return ""
    return f"{say_exact_money(other.price, currency)} {other.basis} ({other.change:+f}%)"


def _reference(each: Price, currency: str) -> str:
    if each.reference is None or each.difference is None:
        return "none"
    return f"{say_exact_money(each.reference.value, currency)} ({_tenth(each.difference):+f}%)"


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)


def _row(each: Price) -> list[str]:
    row = each.flow.record
    return [
        row.id,
        each.flow.service_id,
        each.unit,
        row.to_id,
        row.get("unit_count"),
        str(each.price.value),
        str(each.before.price) if each.before else "",
        str(each.after.price) if each.after else "",
        str(each.reference.value) if each.reference else "",
        "" if each.difference is None else str(_tenth(each.difference)),
    ]


def _data(branch: Branch, each: Price) -> dict[str, Any]:
    row = each.flow.record
    return {
        "id": row.id,
        "service": each.flow.service_id,
        "service_name": branch.name_of(each.flow.service_id),
        "payer": row.from_id,
        "payee": row.to_id,
        "unit": each.unit,
        "count": row.get("unit_count") or None,
        "price": str(each.price.value),
        "fits": each.fits,
        "reference": _reference_data(each.reference),
        "difference_percent": None if each.difference is None else str(_tenth(each.difference)),
        "before": _other_data(each.before),
        "after": _other_data(each.after),
    }


def _reference_data(reference: InForce | None) -> dict[str, str] | None:
    if reference is None:
        return None
    limit = reference.limit
    return {"price": str(reference.value), "words": limit.words, "days": limit.days, "source": limit.source}


def _other_data(other: OtherYear | None) -> dict[str, str] | None:
    if other is None:
        return None
    return {"year": str(other.year), "basis": other.basis, "price": str(other.price), "change": str(other.change)}
