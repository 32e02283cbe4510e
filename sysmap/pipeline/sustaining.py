"""Which loops could pay for themselves, answered in every format."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sysmap.analysis.sustaining import SelfFunding, SustainReport, name_of_loop, report_sustaining
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.polarity import read_aloud
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, exact, make_table, say_figure, say_more, which_money
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, say_gaps

RULE = (
    "A loop pays for itself only where what it achieves reaches income as drawn, and a sale, charge, payment for"
    " outcomes or repayment carries money back to whoever pays for or delivers its services."
)


_TOLD = 3
"""Loops that money carries back of which a text tells more than a row."""


def ask_sustaining(
    opened: Opened,
    *,
    income: Sequence[str] = (),
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say which loops could pay for themselves: money in, money needed, the gap.

    Parameters
    ----------
    opened : Opened
        The map.
    income : sequence of str
        Factors to take for income beside those that say so, their names typed loosely.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; the most to be trusted and the commonest where empty.
    listed : int
        How many loops the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When no factor has such a name.
    """
    branch = opened.branch
    also = [find_named(branch, each, ("Factor",), ask).id for each in income]
    report = report_sustaining(branch, year, basis, currency, income=also)
    selection = report.selection
    data = {
        **asked(opened),
        **which_money(selection),
        "income": list(report.income),
        "loops": [_data(branch, each) for each in report.loops],
        "not_in_a_loop": exact(report.not_in_a_loop),
        "complete": report.complete,
        "findings": [finding.to_json() for finding in report.findings],
    }
    columns = ("loop", "name", "income", "services", "money_in", "needed", "gap", "others", "least_sure")
    rows = [_row(branch, each) for each in report.loops]
    return Answer(
        _parts(opened, report, listed), data, make_table(columns, rows), opened.cautions, fine=bool(report.loops)
    )


def _parts(opened: Opened, report: SustainReport, listed: int) -> tuple[str | Table, ...]:
    branch = opened.branch
    parts: list[str | Table] = [f"{opened.heading}. Money in {report.selection.label}.", RULE, ""]
    income = ", ".join(f"“{branch.name_of(each)}”" for each in report.income)
    told = [each for each in report.loops if each.carried or each.loop.name]
    if not report.income:
        parts.append("No factor stands for income: name one with --income, or measure one in money.")
    elif not report.loops:
        parts.append(f"No loop that feeds itself passes through income ({income}) and a service.")
    else:
        parts.append(f"Taken for income: {income}. --income NAME takes another too.")
        heads = ("loop", "comes back", "needed", "gap")
        rows = [
            [
                each.loop.name or _short(branch, each),
                say_figure(each.money_in) if each.carried else "none on the map",
                say_figure(each.needed),
                _gap(each.gap),
            ]
            for each in told[:listed]
        ]
        parts.extend(["", make_table(heads, rows, heads[1:])])
        parts.extend(say_more(len(told), listed))
        bare = len(report.loops) - len(told)
        if bare:
            which = "1 loop without a name" if bare == 1 else f"{bare:,} loops without a name"
            parts.append(f"And {which} through income that no money carries back; JSON has all.")
        parts.append("")
        carried = [pair for pair in zip(report.loops, report.findings, strict=False) if pair[0].carried]
        for each, finding in carried[:_TOLD]:
            parts.extend([finding.sentence, *_steps(branch, each)])
        if not carried:
            parts.append("No money on this map carries any of them back: ask who would pay for what they achieve.")
    apart = report.findings[len(report.loops) :]
    parts.extend(finding.sentence for finding in apart)
    if not report.complete:
        parts.append("Not known: longer loops, as there are too many to find them all.")
    parts.extend(say_gaps(opened, report.findings))
    return tuple(parts)


def _steps(branch: Branch, each: SelfFunding) -> list[str]:
    """Tell the way back to income, and how sure the least sure link of the loop is."""
    lines = []
    for step in each.steps:
        link = branch[step]
        said = read_aloud(branch.name_of(link.from_id), link.get("polarity", "?"), branch.name_of(link.to_id))
        lines.append(f"  The step back to income: {said.rstrip('.')}.")
    lines.append(f"  The least sure of its links: {each.least_sure or 'not known'}.")
    return lines


def _short(branch: Branch, each: SelfFunding) -> str:
    services = " and ".join(branch.name_of(one) for one in each.services)
    return f"{each.loop.length} steps by way of {services}"


def _gap(figure: Figure) -> str:
    if not isinstance(figure.value, Decimal):
        return "not known"
    amount = say_money(abs(figure.value), figure.unit)
    return f"{amount} lacking" if figure.value > 0 else f"{amount} over" if figure.value else "none"


def _row(branch: Branch, each: SelfFunding) -> list[str]:
    figures = (each.money_in, each.needed, each.gap, each.others)
    return [
        each.loop.id,
        name_of_loop(branch, each.loop),
        ";".join(each.income),
        ";".join(each.services),
        *(exact(figure) or "" for figure in figures),
        each.least_sure,
    ]


def _data(branch: Branch, each: SelfFunding) -> dict[str, Any]:
    return {
        "id": each.loop.id,
        "name": each.loop.name,
        "way": name_of_loop(branch, each.loop) if not each.loop.name else "",
        "elements": list(each.loop.elements),
        "income": list(each.income),
        "services": list(each.services),
        "steps": list(each.steps),
        "money_in": exact(each.money_in),
        "needed": exact(each.needed),
        "gap": exact(each.gap),
        "others": exact(each.others),
        "least_sure": each.least_sure or None,
    }
