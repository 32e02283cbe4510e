"""What ends in twelve months, answered in every format."""

from datetime import date
from decimal import Decimal

from sysmap.analysis.endings import find_endings, say_ending
from sysmap.pipeline.answers import LISTED, Answer, make_table, missing_lines
from sysmap.pipeline.opening import Opened, asked


def ask_ending(opened: Opened, *, as_of: date, listed: int = LISTED) -> Answer:
    """Say which agreements end, or can be ended, in the twelve months from a day, and what hangs on them.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day.
    listed : int
        How many the text lists.
    """
    branch = opened.branch
    endings, selection = find_endings(branch, as_of)
    findings = [say_ending(branch, each, as_of) for each in endings]
    undated = [each for each in branch.of("Agreement") if not each.get("end_date")]
    parts = [f"{opened.heading}, as of {as_of.isoformat()}. Money in {selection.label}.", ""]
    parts.extend(finding.sentence for finding in findings[:listed])
    if not endings:
        parts.append("No agreement on this map ends, or can be ended, in the next twelve months.")
    if len(findings) > listed:
        parts.append(f"{len(findings) - listed} more: --list {len(findings)} lists all.")
    if undated:
        parts.append(f"Not known: when {len(undated)} of {len(branch.of('Agreement'))} agreements end.")
    parts.extend(missing_lines(findings))
    if opened.withheld:
        parts.append(opened.withheld)
    rows = [
        {
            "agreement": each.agreement_id,
            "name": branch.name_of(each.agreement_id),
            "day": each.day.isoformat(),
            "can": each.can,
            "amount": str(each.amount.value) if isinstance(each.amount.value, Decimal) else None,
            "services": list(each.services),
            "outcomes": list(each.outcomes),
        }
        for each in endings
    ]
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "endings": rows,
        "undated": [each.id for each in undated],
        "findings": [finding.to_json() for finding in findings],
    }
    columns = ("agreement", "name", "day", "can", "amount", "services", "outcomes")
    cells = [
        [";".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell) for cell in row.values()]
        for row in rows
    ]
    return Answer(tuple(parts), data, make_table(columns, cells), opened.cautions)
