"""Twins of the questions about influence: loops, chains, outcomes, what depends on what."""

from sysmap.analysis.questions.rows import Row, chains, is_outcome, passes_nothing_twice, sign
from sysmap.model.maps import Branch
from sysmap.model.polarity import loop_type, named_loops
from sysmap.model.records import Record


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


LONGEST = 5
"""Most links of a chain that is told between two things (DOMAIN question 23)."""


def paths_between(branch: Branch, start: str, finish: str) -> list[Row]:
    """List the chains of at most five links from one element to another, each with which way it pushes."""
    words = {"+": "same", "-": "opposite", "?": "unsure"}
    far = _steps_to(branch, finish)

    def goes_on(passed: list[str]) -> bool:
        # Only where the end can still be reached: on a large map most ways lead elsewhere.
        return passes_nothing_twice(passed) and len(passed) - 1 + far.get(passed[-1], LONGEST) <= LONGEST

    return [
        {"links": [link.id for link in chain], "effect": words[sign(chain)]}
        for chain in chains(branch, start, LONGEST, goes_on=goes_on)
        if start != finish
        and chain[-1].to_id == finish
        and passes_nothing_twice([start, *(link.to_id for link in chain)])
    ]


def _steps_to(branch: Branch, finish: str) -> dict[str, int]:
    """Give how many links at least lead from each element to one, as far as a chain may be long."""
    far = {finish: 0}
    edge = [finish]
    for steps in range(1, LONGEST + 1):
        edge = list(
            dict.fromkeys(
                link.from_id for each in edge for link in branch.reaching(each, "INFLUENCES") if link.from_id not in far
            )
        )
        far.update(dict.fromkeys(edge, steps))
    return far


def prevention_and_crisis(branch: Branch) -> list[Row]:
    """Pair each prevention service with the crisis services that it keeps work away from."""
    tier = {each.id: each.get("prevention_tier") for each in branch.of("Service")}
    found: dict[tuple[str, str], list[int]] = {}
    for service, own in tier.items():
        if own not in {"primary", "secondary"}:
            continue
        for chain in chains(branch, service, LONGEST, goes_on=passes_nothing_twice):
            fills = len(chain) > 1 and tier.get(chain[-1].to_id) == "acute"
            if not fills or chain[0].get("polarity") != "-" or sign(chain) != "-":
                continue
            if passes_nothing_twice([service, *(link.to_id for link in chain)]):
                found.setdefault((service, chain[-1].to_id), []).append(len(chain))
    return [
        {"prevention": service, "crisis": crisis, "ways": len(lengths), "links": min(lengths)}
        for (service, crisis), lengths in found.items()
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
    """List the strong influences that rest on opinion or an assumption, with the named loops they are links of."""
    return [
        {"link": each.id, "evidence": each.get("evidence_type"), "loops": _loops_along(branch, each)}
        for each in branch.of("INFLUENCES")
        if each.get("strength") == "3" and each.get("evidence_type") in {"workshop_opinion", "assumption"}
    ]


def _loops_along(branch: Branch, link: Record) -> list[str]:
    """Give the named loops that pass along a link: they name it, or its two ends in order and no link there."""
    found = []
    for loop in branch.of("Loop"):
        elements, links = loop.items("element_ids"), loop.items("relationship_ids")
        steps = zip(elements, [*elements[1:], *elements[:1]], strict=True)
        for at, ends in enumerate(steps):
            named = links[at] if at < len(links) else link.id
            if ends == (link.from_id, link.to_id) and named == link.id:
                found.append(loop.id)
                break
    return sorted(found)


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
