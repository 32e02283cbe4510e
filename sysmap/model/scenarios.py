"""Base and scenarios kept apart: a scenario's rows add to, change or remove what the base holds (DOMAIN 1.7)."""

from sysmap.errors import NotFoundError
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record

_OWN = {"scenario", "scenario_action", "scenario_target"}


def branch(system_map: SystemMap, scenario: str = "") -> Branch:
    """Resolve a map to its base, or to its base with one scenario laid over it.

    Scenario elements themselves stay: they are the list of what could be asked for. Relationships with an end that is
    not in the branch fall away with it.

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
    """Drop relationships whose end exists on the map but not in the branch; a reference that never existed stays."""
    gone = {record.id for record in system_map if record.id not in records}
    while gone:
        loose = {each.id for each in records.values() if each.from_id in gone or each.to_id in gone}
        records = {record_id: record for record_id, record in records.items() if record_id not in loose}
        gone = loose  # a note about a link that fell away falls away too
    return records
