"""Twins of the questions about influence: loops, chains, outcomes, what depends on what."""

from sysmap.analysis.questions.rows import Row, chains, is_outcome, passes_nothing_twice, sign
from sysmap.model.maps import Branch
from sysmap.model.polarity import loop_type, named_loops


def loops_through(branch: Branch, element: str) -> list[Row]:
    """List the named loops that pass through an element, each with its type."""
    return [
        {"loop": loop.record.id, "name": loop.record.values.get("name"), "type": loop.type}
        for loop in named_loops(branch)
        if element in loop.record.items("element_ids")
    ]


def circles_through(branch: Branch, element: str) -> list[Row]:
    """List the circles of at most four links through an element, named or not."""
    return [
        {"links": [link.id for link in chain], "type": loop_type(link.get("polarity", "?") for link in chain)}
        for chain in chains(branch, element, 4, goes_on=passes_nothing_twice)
        if chain[-1].to_id == element and passes_nothing_twice([link.to_id for link in chain])
    ]


def paths_between(branch: Branch, start: str, finish: str) -> list[Row]:
    """List the chains of at most four links from one element to another, each with which way it pushes."""
    words = {"+": "same", "-": "opposite", "?": "unsure"}
    return [
        {"links": [link.id for link in chain], "effect": words[sign(chain)]}
        for chain in chains(branch, start, 4, goes_on=passes_nothing_twice)
        if start != finish
        and chain[-1].to_id == finish
        and passes_nothing_twice([start, *(link.to_id for link in chain)])
    ]


def what_stops_if_x_stops(branch: Branch, element: str) -> list[Row]:
    """List what depends on an element, straight or through others, and on the services it delivers."""
    reached = {element, *(each.to_id for each in branch.leaving(element, "DELIVERS"))}
    fresh = reached
    for _ in range(8):
        fresh = {each.from_id for end in fresh for each in branch.reaching(end, "DEPENDS_ON")} - reached
        reached = reached | fresh
    return [{"element": each, "name": branch[each].values.get("name")} for each in reached if each != element]


def outcome_without_measure(branch: Branch) -> list[Row]:
    """List the outcomes that nothing measures."""
    measured = {each.get("factor_id") for each in branch.of("Measure")}
    return [
        {"outcome": each.id, "name": each.values.get("name")}
        for each in branch.of("Factor")
        if is_outcome(each) and each.id not in measured
    ]


def outcome_without_owner(branch: Branch) -> list[Row]:
    """List the outcomes that nobody answers for."""
    return [
        {"outcome": each.id, "name": each.values.get("name")}
        for each in branch.of("Factor")
        if is_outcome(each) and not branch.reaching(each.id, "STEWARDS")
    ]


def strong_claims_on_opinion(branch: Branch) -> list[Row]:
    """List the strong influences that rest on opinion or an assumption."""
    return [
        {"link": each.id, "evidence": each.get("evidence_type")}
        for each in branch.of("INFLUENCES")
        if each.get("strength") == "3" and each.get("evidence_type") in {"workshop_opinion", "assumption"}
    ]


def fragile_and_not_ours(branch: Branch) -> list[Row]:
    """List the factors that could easily be lost and that others, or nobody, decide about."""
    rows: list[Row] = []
    for each in branch.of("Factor"):
        if not each.yes("vulnerable") or each.get("control") not in {"theirs", "none"}:
            continue
        ends = {chain[-1].to_id for chain in chains(branch, each.id, 3)} - {each.id}
        outcomes = sum(is_outcome(branch[end]) for end in ends)
        row: Row = {"factor": each.id, "name": each.values.get("name"), "control": each.get("control")}
        rows.append({**row, "outcomes": outcomes})
    return rows
