"""Prevention and crisis over the years, answered in every format."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sysmap.analysis.flows import BASES
from sysmap.analysis.money import TIER_WORDS, TIERS, MoneyReport, is_classified, say_share, share
from sysmap.analysis.prevention import OneYear, report_prevention, upstream_spend
from sysmap.errors import UsageError
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, exact, make_table, say_figure, say_more
from sysmap.pipeline.opening import Opened, asked, say_gaps

RULE = (
    "The tier of a service is a local judgement; shares are of cash tied to a service. Years differ in basis and in how"
    " many payments are on the map: ask before comparing them."
)


def ask_prevention(
    opened: Opened, *, as_of: date, year: FinancialYear | None = None, currency: str = "", listed: int = LISTED
) -> Answer:
    """Say how spend is split between prevention and crisis by year, what deciding costs, and what lasts one year only.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day on which measures of waiting are read.
    year : FinancialYear, optional
        The year for what deciding costs and what lasts; the latest with actual figures where not given.
    currency : str
        The currency; the commonest where empty.
    listed : int
        How many rows of a table the text lists.
    """
    branch = opened.branch
    report = report_prevention(branch, as_of, year, currency)
    known = [each.selection.year for each in report.years]
    if year and known and year not in known:
        others = " and ".join(map(str, known))
        raise UsageError(f"no cash is tied to a service in {year} on this map, but in {others}")
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "years": [_year_data(each) for each in report.years],
        "deciding": exact(report.deciding),
        "deciding_per_hundred": exact(report.per_hundred),
        "deciding_opens": list(report.opens),
        "deciding_per_hundred_opened": exact(report.per_hundred_opened),
        "waiting": [each.measure.id for each in report.waiting],
        "deciding_by_year": [
            {
                "year": str(each),
                "basis": next(money.selection.basis for money in report.years if money.selection.year == each),
                "amount": exact(cost),
                "per_hundred": exact(per),
            }
            for each, (cost, per) in report.deciding_by_year.items()
        ],
        "one_year": [_one_year_data(branch, each) for each in report.one_year],
        "findings": [finding.to_json() for finding in report.findings],
    }
    columns = ("year", "basis", "currency", "tier", "amount", "share_percent")
    rows = [
        (str(each.selection.year), each.selection.basis, each.selection.currency, tier, amount, part or "")
        for each in report.years
        for tier, amount, part in _tiers(each)
    ]
    if not report.years:
        return Answer(
            (f"{opened.heading}.", "No cash is tied to a service in any year of this map."),
            data,
            make_table(columns, rows),
            opened.cautions,
            fine=False,
        )
    parts: list[str | Table] = [
        f"{opened.heading_on(as_of)}. Prevention and crisis by year.",
        RULE,
        "",
    ]
    heads = ("year", "basis", "payments", "spend", *(TIER_WORDS.get(tier, tier) for tier in TIERS))
    told = [
        [
            str(each.selection.year),
            each.selection.basis,
            str(len(each.total_spend.rests_on)),
            say_figure(each.total_spend),
            *(_say_tier(each, tier) for tier in TIERS),
        ]
        for each in report.years
    ]
    parts.extend([make_table(heads, told, heads[2:]), _say_moved(report.years), ""])
    said = [finding for finding in report.findings if finding.kind != "spend_by_tier"]
    lasts = [finding for finding in said if finding.kind == "one_year_prevention"]
    parts.extend(finding.sentence for finding in said if finding not in lasts)
    if len(report.deciding_by_year) > 1:
        over = ", ".join(
            f"{say_figure(cost)} in {each}" + ("" if per.value is None else f" ({per.value} for every 100)")
            for each, (cost, per) in report.deciding_by_year.items()
        )
        parts.append(f"Deciding by year: {over}.")
    parts.extend(finding.sentence for finding in lasts)
    if report.one_year:
        columns_told = ("payer", "for", "amount", "why")
        lines = [
            [
                branch.name_of(each.flow.record.from_id),
                branch.name_of(each.flow.service_id),
                say_figure(Figure(each.flow.amount, each.flow.currency)),
                "no payment next year" if each.months is None else f"agreed for {each.months} months",
            ]
            for each in report.one_year[:listed]
        ]
        parts.extend(["", make_table(columns_told, lines, ("amount",))])
        parts.extend(say_more(len(report.one_year), listed))
    parts.extend(say_gaps(opened, report.findings))
    return Answer(tuple(parts), data, make_table(columns, rows), opened.cautions)


def _say_tier(report: MoneyReport, tier: str) -> str:
    """Say the share of a tier; where no service says which it is, what is nought is only not known."""
    if tier != "unclassified" and not is_classified(report):
        return "not known"
    return say_share(report.by_tier[tier], report.total_spend)


def _say_moved(years: Sequence[MoneyReport]) -> str:
    """Say how crisis moved between the first and the last year on one basis, or why that cannot be told."""
    for basis in BASES:
        alike = [each for each in years if each.selection.basis == basis]
        if len(alike) > 1:
            first, last = alike[0], alike[-1]
            silent = [str(each.selection.year) for each in (first, last) if not is_classified(each)]
            if silent:
                return (
                    f"How it moved cannot be told: in {' and '.join(silent)} no service that is paid says whether it is"
                    " prevention or crisis."
                )
            then, now = (_say_tier(each, "acute") for each in (first, last))
            unknown = [_say_tier(each, "unclassified") for each in (first, last)]
            beside = f" ({unknown[0]} and {unknown[1]} unclassified)" if unknown != ["0%", "0%"] else ""
            return (
                f"From {first.selection.year} to {last.selection.year} ({basis}) crisis went from {then} to {now} of"
                f" what is mapped{beside}: ask whether the same services are on the map in both."
            )
    there = ", ".join(f"{each.selection.year} {each.selection.basis}" for each in years)
    return f"How it moved cannot be told: there is {there}. Two years on one basis would tell."


def _tiers(report: MoneyReport) -> list[tuple[str, str, str | None]]:
    known = is_classified(report)
    return [
        (
            tier,
            str(figure.value),
            str(share(figure, report.total_spend).value) if known or tier == "unclassified" else None,
        )
        for tier, figure in report.by_tier.items()
    ]


def _year_data(report: MoneyReport) -> dict[str, Any]:
    return {
        "year": str(report.selection.year),
        "basis": report.selection.basis,
        "currency": report.selection.currency,
        "payments": len(report.total_spend.rests_on),
        "total": exact(report.total_spend),
        "prevention_percent": exact(share(upstream_spend(report), report.total_spend))
        if is_classified(report)
        else None,
        "tiers": [{"tier": tier, "amount": amount, "share_percent": part} for tier, amount, part in _tiers(report)],
    }


def _one_year_data(branch: Branch, found: OneYear) -> dict[str, Any]:
    return {
        "id": found.flow.record.id,
        "service": found.flow.service_id,
        "service_name": branch.name_of(found.flow.service_id),
        "payer": found.flow.record.from_id,
        "amount": str(found.flow.amount),
        "why": found.why,
        "months": found.months,
    }
