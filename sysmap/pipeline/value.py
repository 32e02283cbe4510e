"""The kinds of value side by side, answered in every format."""

from datetime import date

from sysmap.analysis.readings import GOING, Reading, say_value
from sysmap.analysis.value import DIMENSIONS, NOT_SAID, WORDS, report_value
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import Answer, Table, exact, make_table, say_figure, which_money
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.withholding import is_open

RULE = (
    "Kinds of value stand side by side: there is no total, and a service may be in several. Area habitat, hedgerow and"
    " watercourse units are never added."
)


def ask_value(opened: Opened, *, as_of: date, year: FinancialYear | None = None, currency: str = "") -> Answer:
    """Put economic, social and environmental value beside each other, and biodiversity units by kind.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day that measures are read on.
    year : FinancialYear, optional
        The year of the money; the latest with actual figures where not given.
    currency : str
        Its currency; the commonest where empty.
    """
    branch = opened.branch
    report = report_value(branch, as_of, year, currency)
    selection = report.money.selection
    shown = [
        name
        for name in DIMENSIONS
        if name != NOT_SAID or report.dimensions[name].outcomes or report.dimensions[name].readings
    ]
    rows = [
        (
            name,
            ";".join(each.outcomes),
            ";".join(reading.measure.id for reading in each.readings),
            ";".join(each.services),
            exact(each.spend) or "",
        )
        for name, each in report.dimensions.items()
    ]
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        **which_money(selection),
        "dimensions": [
            {
                "dimension": name,
                "outcomes": list(each.outcomes),
                "measures": [reading.measure.id for reading in each.readings],
                "services": list(each.services),
                "spend": exact(each.spend),
            }
            for name, each in report.dimensions.items()
        ],
        "across": [{"service": service, "dimensions": list(kinds)} for service, kinds in report.across.items()],
        "units": [
            {
                "kind": kind,
                "measures": [reading.measure.id for reading in each.readings],
                "paid_for": exact(each.paid_for),
                "lowest_price": f"{each.lowest:.2f}" if each.lowest is not None else None,
                "highest_price": f"{each.highest:.2f}" if each.highest is not None else None,
            }
            for kind, each in report.units.items()
        ],
        "findings": [finding.to_json() for finding in report.findings],
    }
    table = make_table(("dimension", "outcomes", "measures", "services", "spend"), rows)
    if not any(each.outcomes or each.readings for each in report.dimensions.values()):
        said = (f"{opened.heading}.", "No outcome and no measure is on this map, so there is no value to show.")
        return Answer(said, data, table, opened.cautions, fine=False)
    parts: list[str | Table] = [f"{opened.heading_on(as_of)}. {RULE}", ""]
    for name in shown:
        each = report.dimensions[name]
        parts.append(f"{WORDS.get(name, name).capitalize()}")
        names = ", ".join(branch.name_of(outcome) for outcome in each.outcomes) or "none on this map"
        parts.append(f"  Outcomes: {names}.")
        parts.extend(f"  {_told(reading)}" for reading in each.readings)
        if not each.readings and not is_open(opened.view, "outcome_without_measure"):
            parts.append("  No measure.")
        services = ", ".join(branch.name_of(service) for service in each.services)
        if services:
            parts.append(f"  Should help: {services}; their spend {say_figure(each.spend)} ({selection.label}).")
        parts.append("")
    parts.extend(finding.sentence for finding in report.findings)
    paid = any(each.spend.rests_on for each in report.dimensions.values())
    parts.extend(say_gaps(opened, report.findings, selection.missing if paid else ()))
    return Answer(tuple(parts), data, table, opened.cautions)


def _told(reading: Reading) -> str:
    measure, latest, target = reading.measure, reading.latest, reading.target
    unit = measure.get("unit")
    said = f"{measure.name} ({unit})" if unit not in {"", "percent", "%"} else measure.name
    now = f"{say_value(latest.value, unit)} in {latest.day:%B %Y}" if latest else "not observed"
    wanted = f", wanted {say_value(target.value, unit)} by {target.day:%B %Y}" if target else ""
    return f"{said}: {now}{wanted}; {GOING[reading.going]}."
