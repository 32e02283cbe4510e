"""Links of a page: each as a sentence, with its sign, its money and the boundary it crosses."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sysmap.model.commands import say_link
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.render.facts import facts_of
from sysmap.render.money import FlowLink

_MONEY_SAID = ("amount", "period_start", "period_end", "basis")


def describe_links(
    branch: Branch, flows: Sequence[FlowLink], boundaries: Mapping[str, str], as_of: date
) -> Iterator[dict[str, Any]]:
    """Give every link whose ends are both elements of the branch.

    Parameters
    ----------
    branch : Branch
        The branch.
    flows : sequence of FlowLink
        Its flows of money; each is one link.
    boundaries : Mapping of str to str
        The boundary class of links by id.
    as_of : date
        The day by which a review is overdue.
    """
    ends = {element.id for element in branch.elements}
    by_row = {flow.shown.id: flow for flow in flows}
    for link in branch.relationships:
        flow = by_row.get(link.id)
        if link.from_id not in ends or link.to_id not in ends or (link.kind == "FUNDS" and flow is None):
            continue
        described = _describe(branch, link, flow, boundaries, as_of)
        if flow is not None and flow.years:
            described["years"] = [
                _differing(described, str(year), _describe(branch, of_year.shown, of_year, boundaries, as_of))
                for year, of_year in flow.years
            ]
        yield described


def _describe(
    branch: Branch, link: Record, flow: FlowLink | None, boundaries: Mapping[str, str], as_of: date
) -> dict[str, Any]:
    strength = link.number("strength")
    return {
        "id": link.id,
        "kind": link.kind,
        "from": link.from_id,
        "to": link.to_id,
        "polarity": link.get("polarity", "?") if link.kind == "INFLUENCES" else "",
        "strength": int(strength) if strength is not None else None,
        "delay": link.get("delay"),
        "confidence": link.get("confidence"),
        "boundary": boundaries.get(link.id, ""),
        "money": _money(flow),
        "sentence": _sentence(branch, link, flow),
        "facts": [
            *(flow.facts() if flow else ()),
            *facts_of(branch, link, as_of, _MONEY_SAID if flow else ()),
        ],
        "note": link.get("note"),
    }


def _differing(shown: Mapping[str, Any], year: str, described: Mapping[str, Any]) -> dict[str, Any]:
    """Give a flow as it is in one year: only what differs from how it is shown."""
    return {"year": year, **{name: value for name, value in described.items() if value != shown[name]}}


def _money(flow: FlowLink | None) -> dict[str, Any] | None:
    if flow is None:
        return None
    return {"text": flow.text, "exact": flow.exact, "width": flow.width, "sort": flow.sort}


def _sentence(branch: Branch, link: Record, flow: FlowLink | None) -> str:
    if flow is None:
        return f"{say_link(branch, link)}."
    first, second = branch.name_of(link.from_id), branch.name_of(link.to_id)
    return flow.said(first, second)
