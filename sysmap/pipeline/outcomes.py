"""What measures tell, and what is spent without a measure or a stated better outcome, answered in every format."""

from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.analysis.money import say_share
from sysmap.analysis.outcomes import OutcomeReport, report_outcomes
from sysmap.analysis.readings import DOUBT, GOING, Point, Reading, say_reading, say_value
from sysmap.model.maps import Branch
from sysmap.model.values import write_number
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_figure, say_more, which_money
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.withholding import is_open, settled

RULE = (
    "A way is told only where values without any would look so in at most one of ten cases; quarters that differ with"
    " the season can hide one. That a measure moves does not say what moved it."
)


def ask_outcomes(
    opened: Opened, *, as_of: date, year: FinancialYear | None = None, currency: str = "", listed: int = LISTED
) -> Answer:
    """Say what measures tell on a day, which outcomes have none, and which spend has no stated better outcome.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day.
    year : FinancialYear, optional
        The year of the money; the latest with actual figures where not given.
    currency : str
        Its currency; the commonest where empty.
    listed : int
        How many measures the text lists.
    """
    branch = opened.branch
    report = report_outcomes(branch, as_of, year, currency)
    readings = [say_reading(branch, each, as_of) for each in report.readings]
    found = settled(opened.view, report.findings)
    told = not is_open(opened.view, "measure_silent")
    aimless_open = is_open(opened.view, "spend_without_outcome")
    asked_of = ("outcome_without_measure", "measure_silent", "spend_without_outcome")
    parts: list[str | Table] = [f"{opened.heading_on(as_of)}.", ""]
    if report.readings:
        heads = ("measure", "of", "at the start", "latest", "wanted", "way gone", "going")
        rows = [_told(branch, each, told=told) for each in report.readings[:listed]]
        parts.extend([make_table(heads, rows, heads[2:6]), ""])
        parts.extend(say_more(len(report.readings), listed))
        parts.append(RULE)
    elif not is_open(opened.view, "outcome_without_measure"):
        parts.append("No measure is on this map: nothing says whether anything gets better.")
    parts.extend(
        f"Ask which is right of “{reading.measure.name}”: {DOUBT[reading.doubt]}."
        for reading in report.readings
        if reading.doubt
    )
    parts.extend(finding.sentence for finding in found)
    if told and report.readings and not report.silent:
        parts.append("Every measure was observed in the last twelve months.")
    if report.aimless and not aimless_open:
        parts.extend(["", "Spend with no stated better outcome", *_tell_aimless(branch, report, listed), ""])
    # What is not known of each measure shows as a gap in its row.
    parts.extend(say_gaps(opened, found, left_open=asked_of))
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        **which_money(report.money.selection),
        "measures": [_data(each) for each in report.readings],
        "silent": [each.measure.id for each in report.silent if told],
        "unmeasured": []
        if is_open(opened.view, "outcome_without_measure")
        else [
            {
                "outcome": each.outcome_id,
                "name": branch.name_of(each.outcome_id),
                "services": list(each.services),
                "amount": _exact(each.amount.value),
            }
            for each in report.unmeasured
        ],
        "without_outcome": [] if aimless_open else _without(branch, report),
        "without_outcome_percent": None if aimless_open else _exact(report.aimless_share.value),
        "findings": [finding.to_json() for finding in (*readings, *found)],
    }
    columns = tuple(_data_names())
    cells = [[_cell(row[name]) for name in columns] for row in data["measures"]]
    fine = bool(report.readings or report.money.by_service)
    return Answer(tuple(parts), data, make_table(columns, cells), opened.cautions, fine=fine)


def _tell_aimless(branch: Branch, report: OutcomeReport, listed: int) -> list[str | Table]:
    rows = [
        (branch.name_of(service), say_figure(figure), say_share(figure, report.money.total_spend))
        for service, figure in list(report.aimless.items())[:listed]
    ]
    heads = ("service", "spend", "share of all")
    return [make_table(heads, rows, heads[1:]), *say_more(len(report.aimless), listed)]


def say_standing(reading: Reading, *, told: bool = True) -> str:
    """Say in a few words where a measure stands: which way it goes, and whether it is reached, behind or silent.

    Parameters
    ----------
    reading : Reading
        What it tells.
    told : bool
        Whether all its values are there: of one with withheld values nobody can say that it has gone silent.
    """
    going = GOING[reading.going]
    if reading.silent and not told:
        return "values are withheld"
    if reading.silent:
        return "gone silent" if reading.latest else "never observed"
    if reading.doubt:
        return f"{going}; ask about its target"
    if reading.distance == 0:
        return f"reached; {going}"
    return f"{going}; behind" if reading.behind else going


def _told(branch: Branch, reading: Reading, *, told: bool) -> list[str]:
    unit = reading.measure.get("unit")
    latest = _point(reading.latest, unit)
    measured = branch.get(reading.measure.get("factor_id"))
    way = "" if reading.progress is None else f"{write_number(reading.progress)}%"
    return [
        reading.measure.name,
        measured.name if measured else "not known",
        _point(reading.baseline, unit),
        latest,
        _point(reading.target, unit),
        way or "not known",
        say_standing(reading, told=told),
    ]


def _point(point: Point | None, unit: str) -> str:
    return f"{say_value(point.value, unit)} ({point.day:%b %Y})" if point else "not known"


def _without(branch: Branch, report: OutcomeReport) -> list[dict[str, Any]]:
    return [
        {"service": service, "name": branch.name_of(service), "amount": _exact(figure.value)}
        for service, figure in report.aimless.items()
    ]


def _data_names() -> tuple[str, ...]:
    return (
        "measure",
        "name",
        "of",
        "unit",
        "better",
        "baseline",
        "baseline_date",
        "latest",
        "latest_date",
        "target",
        "target_date",
        "distance",
        "progress_percent",
        "on_line",
        "behind",
        "going",
        "silent",
        "values",
        "doubt",
    )


def _data(reading: Reading) -> dict[str, Any]:
    measure = reading.measure
    row: dict[str, Any] = {
        "measure": measure.id,
        "name": measure.name,
        "of": measure.get("factor_id") or None,
        "unit": measure.get("unit") or None,
        "better": measure.get("better") or None,
    }
    for name, point in (("baseline", reading.baseline), ("latest", reading.latest), ("target", reading.target)):
        row[name] = _exact(point.value) if point else None
        row[f"{name}_date"] = point.day.isoformat() if point else None
    return {
        **row,
        "distance": _exact(reading.distance),
        "progress_percent": _exact(reading.progress),
        "on_line": _exact(reading.on_line),
        "behind": reading.behind,
        "going": reading.going,
        "silent": reading.silent,
        "values": len(reading.observed),
        "doubt": reading.doubt or None,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _exact(value: object) -> str | None:
    return write_number(value) if isinstance(value, Decimal) else None
