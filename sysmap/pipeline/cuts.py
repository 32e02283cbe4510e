"""What follows from a cut, answered in every format."""

from typing import Any

from sysmap.analysis.cut_report import CutReport, Loss, What
from sysmap.analysis.cut_units import say_bought
from sysmap.analysis.cuts import report_cut
from sysmap.analysis.funders import as_percent
from sysmap.analysis.press.settings import Settings
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_figure, say_more, which_money
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, say_gaps


def ask_cut(
    opened: Opened,
    name: str,
    *,
    share: float = 1.0,
    what: What | None = None,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    settings: Settings | None = None,
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say what shrinks, what stops and what follows where a funder, supplier or agreement is cut.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        An organisation or an agreement, its name typed loosely.
    share : float
        By how much, 0 to 1.
    what : {"funder", "supplier", "agreement"}, optional
        What an organisation is cut as; a funder where it pays any and nothing is said.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; the most to be trusted and the commonest where empty.
    settings : Settings, optional
        How versions of the map are drawn to say which way outcomes go.
    listed : int
        How many rows of each table the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NoAnswerError
        When no money of the year is under it.
    """
    branch = opened.branch
    element = find_named(branch, name, ("Organisation", "Agreement") if what is None else ("Organisation",), ask)
    report = report_cut(branch, element, share, what=what, year=year, basis=basis, currency=currency, settings=settings)
    selection = report.money.selection
    data = {
        **asked(opened),
        **which_money(selection),
        "element": report.element_id,
        "as": report.what,
        "percent": str(as_percent(report.share)),
        "cut": str(report.cut.value),
        "services": [
            {
                **_loss_data(branch, each),
                "stops": each.stops,
                "viability_floor": None if each.floor is None else str(each.floor),
                "buys": _units_data(report, each.element_id),
                "needed_by": list(each.needed_by),
                "also_stop": list(report.also_stop.get(each.element_id, ())),
            }
            for each in report.services
        ],
        "organisations": [_loss_data(branch, each) for each in report.bodies],
        "without_money": list(report.without_money),
        "pushed_wrong": [
            {
                "id": each,
                "name": branch.name_of(each),
                "direction": "up" if response.direction > 0 else "down",
                "verdict": response.verdict,
            }
            for each, response in report.pushed_wrong.items()
        ],
        "unsure": list(report.unsure),
        "assumptions": list(report.assumptions),
        "findings": [finding.to_json() for finding in report.findings],
    }
    return Answer(_parts(opened, report, listed), data, _table(branch, report), opened.cautions)


def _parts(opened: Opened, report: CutReport, listed: int) -> tuple[str | Table, ...]:
    branch = opened.branch
    parts: list[str | Table] = [f"{opened.heading}.", report.findings[0].sentence, ""]
    if report.services:
        buys = report.what != "funder"
        heads = ("service", "lost", "share", *(["what that buys"] if buys else []), "stops?", "needed by")
        rows = [
            [
                branch.name_of(each.element_id),
                say_figure(each.lost),
                f"{as_percent(each.share):.1f}%",
                *([_say_units(report, each.element_id)] if buys else []),
                "not known" if each.stops == "unknown" else each.stops,
                ", ".join(branch.name_of(one) for one in each.needed_by),
            ]
            for each in report.services[:listed]
        ]
        parts.append(make_table(heads, rows, heads[1:3]))
        parts.extend(say_more(len(report.services), listed))
    for service, stops in report.also_stop.items():
        names = ", ".join(f"“{branch.name_of(each)}”" for each in stops)
        parts.append(f"If “{branch.name_of(service)}” stopped, so would {names}.")
    if report.bodies:
        columns = ("body that gets less", "lost", "share of what it takes in")
        rows = [
            [
                branch.name_of(each.element_id),
                say_figure(each.lost),
                f"{as_percent(each.share):.1f}%",
            ]
            for each in report.bodies[:listed]
        ]
        parts.extend(["", make_table(columns, rows, columns[1:])])
    parts.append("")
    if report.pushed_wrong:
        parts.extend(finding.sentence for finding in report.findings[1:])
    elif report.reached:
        parts.append("No outcome goes the wrong way in nearly every version of the map, nor usually.")
    else:
        parts.append(
            "What follows for outcomes is not known: no influence with a sign leads here from what shrinks to an"
            " outcome that people want one way."
        )
    if report.unsure:
        parts.append("Could go either way: " + ", ".join(f"“{branch.name_of(each)}”" for each in report.unsure) + ".")
    parts.extend(["", "Taken for granted:", *(f"  {line}" for line in report.assumptions)])
    weakest = report.findings[0].figures["weakest_confidence"].value
    if weakest:
        parts.append(f"The least sure of the payments that are cut: {weakest}.")
    parts.extend(say_gaps(opened, report.findings))
    return tuple(parts)


def _say_units(report: CutReport, service: str) -> str:
    """Say what the lost money for a service buys; nothing where what is lost is only passed on to it."""
    units = [say_bought(each) for each in report.bought if each.service_id == service]
    lacks = service in {*report.bought_from, *(each.service_id for each in report.not_counted)}
    return ", ".join(units) or ("not known" if lacks else "")


def _units_data(report: CutReport, service: str) -> list[dict[str, Any]]:
    return [
        {
            "unit": each.unit,
            "biodiversity_kind": each.sort or None,
            "count": str(each.count.value),
            "of": str(each.of.value),
            "count_at_least": not each.part_counted,
            "of_at_least": not each.whole_counted,
        }
        for each in report.bought
        if each.service_id == service
    ]


def _loss_data(branch: Branch, loss: Loss) -> dict[str, Any]:
    return {
        "id": loss.element_id,
        "name": branch.name_of(loss.element_id),
        "lost": str(loss.lost.value),
        "share_percent": str(as_percent(loss.share)),
    }


def _table(branch: Branch, report: CutReport) -> Table:
    rows = [
        (
            each.element_id,
            branch.name_of(each.element_id),
            str(each.lost.value),
            str(as_percent(each.share)),
            each.stops,
            ";".join(each.needed_by),
            ";".join(f"{one.count.value} {one.unit}" for one in report.bought if one.service_id == each.element_id),
        )
        for each in report.services
    ]
    return make_table(("service", "service_name", "lost", "share_percent", "stops", "needed_by", "buys"), rows)
