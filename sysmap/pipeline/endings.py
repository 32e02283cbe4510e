"""What ends in twelve months, answered in every format."""

from datetime import date

from sysmap.analysis.endings import Ending, find_endings, say_ending
from sysmap.analysis.funders import as_percent
from sysmap.analysis.readings import say_day
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import LISTED, Answer, Table, exact, make_table, say_figure, say_more
from sysmap.pipeline.opening import Opened, asked, say_gaps


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
    parts: list[str | Table] = [
        f"{opened.heading_on(as_of)}. Money in {selection.label}, {selection.currency}.",
        "",
    ]
    if endings:
        heads = ("day", "agreement", "what then", "cash under it", "services", "outcomes")
        parts.append(make_table(heads, [_row(branch, each) for each in endings[:listed]], (heads[3], heads[5])))
    else:
        parts.append("No agreement on this map ends, or can be ended, in the next twelve months.")
    parts.extend(say_more(len(findings), listed))
    parts.extend(["", *(finding.sentence for finding in findings[:listed])])
    if undated:
        parts.append(f"Not known: when {len(undated)} of {len(branch.of('Agreement'))} agreements end.")
    parts.extend(say_gaps(opened, findings, selection.missing if endings else ()))
    rows = [
        {
            "agreement": each.agreement_id,
            "name": branch.name_of(each.agreement_id),
            "day": each.day.isoformat(),
            "can": each.can,
            "amount": exact(each.amount),
            "services": list(each.services),
            "outcomes": list(each.outcomes),
            "shares_percent": {one: str(as_percent(share)) for one, share in each.shares.items()},
            "lent": exact(each.lent),
            "repaid": exact(each.repaid),
            "in_kind": exact(each.in_kind),
            "needed_by": list(each.needed_by),
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
    columns = ("agreement", "name", "day", "can", "amount", "services", "outcomes", "lent", "repaid", "needed_by")
    cells = [
        [
            ";".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell)
            for cell in map(row.get, columns)
        ]
        for row in rows
    ]
    return Answer(tuple(parts), data, make_table(columns, cells), opened.cautions)


def _row(branch: Branch, ending: Ending) -> tuple[str, ...]:
    services = [
        branch.name_of(each) + (f" {as_percent(share):.0f}%" if (share := ending.shares.get(each)) else "")
        for each in ending.services
    ]
    more = f" and {len(services) - 2} more" if len(services) > 2 else ""
    return (
        say_day(ending.day),
        branch.name_of(ending.agreement_id),
        "can be ended" if ending.can else "ends",
        say_figure(ending.amount),
        ", ".join(services[:2]) + more,
        str(len(ending.outcomes)),
    )
