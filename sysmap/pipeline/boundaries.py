"""Boundaries, answered in every format."""

from collections.abc import Mapping
from typing import Any

from sysmap.analysis.boundaries import BOUNDED_KINDS, CLASSES, BoundaryReport, LinkBoundary, ViewName, report_boundaries
from sysmap.model.commands import say_link
from sysmap.model.maps import Branch
from sysmap.model.vocabulary import KINDS
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.opening import Opened, asked, say_gaps

VIEWS: Mapping[ViewName, str] = {
    "accountable": "Who answers for it: a service is at home with who buys it.",
    "delivery": "Who does it: money to a service goes to who delivers it.",
}
"""Both views, with what each takes for the home of a service."""


def ask_boundaries(opened: Opened, *, listed: int = LISTED) -> Answer:
    """Say which links stay within a body and which cross.

    Parameters
    ----------
    opened : Opened
        The map.
    listed : int
        How many findings the text lists.
    """
    report = report_boundaries(opened.branch)
    parts: list[str | Table] = [f"{opened.heading}."]
    if not report.links["accountable"]:
        parts.append("No influence, dependence, money or working tie is drawn yet.")
    for view, words in VIEWS.items():
        counts = report.counts(view)
        if counts:
            parts.extend([words, _class_table(counts), ""])
    parts.extend(finding.sentence for finding in report.findings[:listed])
    parts.extend(say_more(len(report.findings), listed))
    parts.extend(say_gaps(opened, report.findings))
    links = _bounded_links(opened.branch, report)
    data = {
        **asked(opened),
        "counts": {view: report.counts(view) for view in VIEWS},
        "links": links,
        "findings": [finding.to_json() for finding in report.findings],
    }
    columns = ("id", "type", "from", "from_name", "to", "to_name", *VIEWS, "crosses", "crosses_level", "crosses_place")
    rows = [[_cell(each[column]) for column in columns] for each in links]
    return Answer(tuple(parts), data, make_table(columns, rows), opened.cautions)


def _cell(value: Any) -> str:
    return {True: "yes", False: "no", None: ""}.get(value, str(value)) if not isinstance(value, str) else value


def _class_table(counts: dict[str, dict[str, int]]) -> Table:
    rows = []
    for name, words in CLASSES.items():
        if any(name in by_class for by_class in counts.values()):
            rows.append([words, *(str(counts[kind].get(name, 0)) for kind in counts)])
    heads = [KINDS[kind].words for kind in BOUNDED_KINDS if kind in counts]
    return make_table(("", *heads), rows, heads)


def _bounded_links(branch: Branch, report: BoundaryReport) -> list[dict[str, Any]]:
    pairs = zip(report.links["accountable"], report.links["delivery"], strict=True)
    return [_bounded_link(branch, first, second) for first, second in pairs]


def _bounded_link(branch: Branch, accountable: LinkBoundary, delivery: LinkBoundary) -> dict[str, Any]:
    link = accountable.link
    return {
        "id": link.id,
        "type": link.kind,
        "from": link.from_id,
        "from_name": branch.name_of(link.from_id),
        "to": link.to_id,
        "to_name": branch.name_of(link.to_id),
        "accountable": accountable.boundary_class,
        "delivery": delivery.boundary_class,
        "crosses": accountable.crosses,
        "crosses_level": accountable.crosses_level,
        "crosses_place": accountable.crosses_place,
        "from_homes": list(accountable.from_homes),
        "to_homes": list(accountable.to_homes),
        "sentence": say_link(branch, link),
    }
