"""How closely bodies work together, answered in every format."""

from typing import Any

from sysmap.analysis.ties import Tie, report_ties
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, exact, make_table, say_figure, say_more, which_money
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.withholding import is_open, settled

RULE = (
    "How closely do we work together? 0 no interaction, 1 networking, 2 cooperation, 3 coordination, 4 coalition, 5"
    " collaboration, as each side scores the other. It tells how much is done together, not trust; not every pair"
    " should be a 5."
)


def ask_ties(opened: Opened, *, year: FinancialYear | None = None, listed: int = LISTED) -> Answer:
    """Say how closely bodies say they work together, where they differ, and where it is weak though it matters.

    Parameters
    ----------
    opened : Opened
        The map.
    year : FinancialYear, optional
        The year of the money between them; the latest with actual figures where not given.
    listed : int
        How many pairs the text lists.
    """
    branch = opened.branch
    report = report_ties(branch, year)
    selection = report.selection
    unscored = () if is_open(opened.view, "unscored_tie") else report.unscored
    found = settled(opened.view, report.findings)
    rows = [_data(tie) for tie in (*report.ties, *unscored)]
    data = {
        **asked(opened),
        **which_money(selection),
        "mean": exact(report.mean),
        "scores": {name: figure.value for name, figure in report.bands.items()},
        "ties": rows[: len(report.ties)],
        "lopsided": [[tie.first, tie.second] for tie in report.lopsided],
        "weak_where_it_matters": [[tie.first, tie.second] for tie in report.weak_where_it_matters],
        "unscored": rows[len(report.ties) :],
        "findings": [finding.to_json() for finding in found],
    }
    columns = ("first", "second", "by_first", "by_second", "difference", "money", "depends")
    cells = [
        [";".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell) for cell in row.values()]
        for row in rows
    ]
    table = make_table(columns, cells)
    parts: list[str | Table] = [f"{opened.heading}.", RULE, ""]
    if report.ties:
        heads = ("between", "and", "first says", "second says", "apart", "cash between them")
        told = [_told(branch, tie) for tie in report.ties[:listed]]
        parts.extend([make_table(heads, told, heads[2:]), ""])
        parts.extend(say_more(len(report.ties), listed))
    elif not is_open(opened.view, "unscored_tie"):
        parts.append("Nobody on this map has said how closely they work together: sysmap link MAP A works-with B.")
    parts.extend(finding.sentence for finding in found if finding.kind != "unscored_tie")
    parts.extend([finding.sentence for finding in found if finding.kind == "unscored_tie"][:listed])
    parts.extend(say_more(len(unscored), listed, "more that nobody scored"))
    parts.extend(say_gaps(opened, found, report.selection.missing, left_open=("unscored_tie",)))
    return Answer(tuple(parts), data, table, opened.cautions, fine=bool(report.ties))


def _told(branch: Branch, tie: Tie) -> list[str]:
    scores = ["not asked" if score is None else str(score) for score in (tie.by_first, tie.by_second)]
    apart = "not known" if tie.difference is None else str(tie.difference)
    return [branch.name_of(tie.first), branch.name_of(tie.second), *scores, apart, say_figure(tie.money)]


def _data(tie: Tie) -> dict[str, Any]:
    return {
        "first": tie.first,
        "second": tie.second,
        "by_first": tie.by_first,
        "by_second": tie.by_second,
        "difference": tie.difference,
        "money": exact(tie.money),
        "depends": list(tie.depends),
    }
