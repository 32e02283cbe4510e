"""Base and scenarios kept apart: a scenario's rows add to, change or remove what the base holds (DOMAIN 1.7)."""

from sysmap.errors import NotFoundError
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.polarity import NamedLoop, named_loop
from sysmap.model.records import Record
from sysmap.model.references import hangs_on, without_references

_OWN = {"scenario", "scenario_action", "scenario_target"}


def branch(system_map: SystemMap, scenario: str = "") -> Branch:
    """Resolve a map to its base, or to its base with one scenario laid over it.

    Scenario elements themselves stay: they are the list of what could be asked for. Relationships with an end that is
    not in the branch fall away with it, and so do measures, observations and positions of what is not in it; other
    references to it are taken out, so that no answer counts money for a service that the branch does not have.

    Parameters
    ----------
    system_map : SystemMap
        The map with all its scenarios.
    scenario : str
        The scenario's id; empty for the base.

    Raises
    ------
    NotFoundError
        When no scenario has that id.
    """
    if scenario:
        found = system_map.get(scenario)
        if found is None or found.kind != "Scenario":
            known = ", ".join(each.id for each in system_map.of("Scenario")) or "none"
            raise NotFoundError(f"no scenario {scenario!r} on this map; scenarios: {known}")
    records = {record.id: record for record in system_map if not record.scenario}
    if scenario:
        for record in system_map:
            if record.scenario == scenario:
                _lay(record, records)
    kept = _without_loose_ends(system_map, records)
    resolved = Branch(kept)
    resolved.scenario = scenario
    return resolved


def loops_in_their_branches(system_map: SystemMap) -> list[NamedLoop]:
    """Check every named loop where it belongs: in the base, or in its own scenario, and by no link of another."""
    branches: dict[str, SystemMap] = {}
    checked = []
    for loop in system_map.of("Loop"):
        if loop.scenario not in branches:
            known = not loop.scenario or loop.scenario in {each.id for each in system_map.of("Scenario")}
            branches[loop.scenario] = branch(system_map, loop.scenario) if known else system_map
        here = branches[loop.scenario]
        # A row that changes or removes a loop is none itself.
        if loop.id in here:
            checked.append(named_loop(here, loop))
    return checked


def _lay(row: Record, records: dict[str, Record]) -> None:
    action = row.get("scenario_action", "add")
    target = row.get("scenario_target")
    if action == "add":
        records[row.id] = row
    elif action == "remove":
        records.pop(target, None)
    elif action == "change" and target in records:
        changes = {name: text for name, text in row.values.items() if name not in _OWN}
        records[target] = records[target].with_values(**changes)


def _without_loose_ends(system_map: SystemMap, records: dict[str, Record]) -> dict[str, Record]:
    """Drop what rests on something that is on the map but not in the branch, and references to it.

    What never existed stays named, to be reported; a loop stays, to be shown as broken.
    """
    gone = {record.id for record in system_map if record.id not in records}
    fresh = gone
    while fresh:
        # A note about a link that fell away loses that link, and so on.
        fresh = {each.id for each in records.values() if _rests_on(each, fresh)}
        records = {record_id: record for record_id, record in records.items() if record_id not in fresh}
        gone |= fresh
    if not gone:
        return records
    return {
        record_id: record if record.kind == "Loop" else without_references(record, gone)
        for record_id, record in records.items()
    }


def _rests_on(record: Record, gone: set[str]) -> bool:
    return hangs_on(record, gone) or (record.kind == "Measure" and record.get("factor_id") in gone)
