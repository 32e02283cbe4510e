"""Twins of the questions about bodies: who answers for what, who sits where, who works with whom."""

from sysmap.analysis.boundaries import report_boundaries
from sysmap.analysis.questions.rows import Row
from sysmap.model.maps import Branch

_CLIMB = 6


def links_nobody_owns(branch: Branch) -> list[Row]:
    """List the influences that have an end nobody on the map answers for."""
    return [
        {
            "link": each.link.id,
            "from": each.link.from_id,
            "to": each.link.to_id,
            "unowned": [
                end
                for end, homes in ((each.link.from_id, each.from_homes), (each.link.to_id, each.to_homes))
                if not homes
            ],
        }
        for each in report_boundaries(branch).links["accountable"]
        if each.link.kind == "INFLUENCES" and each.boundary_class == "real_world"
    ]


def links_between_bodies(branch: Branch) -> list[Row]:
    """List the links whose ends are at home with different bodies."""
    return [
        {
            "link": each.link.id,
            "type": each.link.kind,
            "from_homes": list(each.from_homes),
            "to_homes": list(each.to_homes),
        }
        for each in report_boundaries(branch).links["accountable"]
        if each.from_homes and each.to_homes and not {*each.from_homes} & {*each.to_homes}
    ]


def roles_on_both_sides(branch: Branch) -> list[Row]:
    """List the flows between bodies in which one post sits on both sides."""
    rows: list[Row] = []
    for flow in branch.of("FUNDS"):
        payee = branch.get(flow.to_id)
        if flow.number("amount") is None or payee is None or payee.kind != "Organisation":
            continue
        payers, payees = _group(branch, flow.from_id), _group(branch, flow.to_id)
        if flow.to_id in payers:
            continue
        for role in branch.of("Role"):
            held = [each.to_id for each in branch.leaving(role.id, "HOLDS")]
            if any(
                first in payers and other in payees
                for at, first in enumerate(held)
                for to, other in enumerate(held)
                if at != to
            ):
                rows.append({"role": role.id, "flow": flow.id, "payer": flow.from_id, "payee": flow.to_id})
    return rows


def lopsided_ties(branch: Branch, gap: int = 1) -> list[Row]:
    """List the pairs of bodies that score their working together very differently."""
    rows: list[Row] = []
    for there in branch.of("WORKS_WITH"):
        for back in branch.leaving(there.to_id, "WORKS_WITH"):
            if back.to_id != there.from_id or back.id == there.id:
                continue
            higher, lower = there.number("collab_level"), back.number("collab_level")
            if higher is not None and lower is not None and higher > lower and higher - lower >= gap:
                row: Row = {"first": there.from_id, "second": there.to_id}
                rows.append({**row, "higher": int(higher), "lower": int(lower)})
    return rows


def _group(branch: Branch, body: str) -> set[str]:
    """Give every body under any that this one is part of."""
    group, fresh = {body}, {body}
    for _ in range(_CLIMB):
        fresh = {each.to_id for one in fresh for each in branch.leaving(one, "PART_OF")} - group
        group |= fresh
    fresh = group
    for _ in range(_CLIMB):
        fresh = {each.from_id for one in fresh for each in branch.reaching(one, "PART_OF")} - group
        group = group | fresh
    return group
