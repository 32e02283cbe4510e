"""What may be seen: a filter from map to map, applied before anything is drawn or leaves.

Nothing downstream ever holds what was removed; only how many things of each kind were withheld is passed on.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.values import join_list

Audience = Literal["council", "partner", "public"]

AUDIENCES: Mapping[str, frozenset[str]] = {
    "council": frozenset({"public", "partner", "internal"}),
    "partner": frozenset({"public", "partner"}),
    "public": frozenset({"public"}),
}
"""Which sensitivities each audience may see."""

DEFAULT_SENSITIVITY = "partner"
"""Where nobody said who may see a thing, partners may and the public may not."""

Rule = Callable[[Record], bool]
"""Says whether a record may be seen."""


@dataclass(frozen=True, slots=True)
class View:
    """A map as an audience may see it.

    Parameters
    ----------
    map : SystemMap
        Only what may be seen.
    audience : str
        For whom.
    withheld : Mapping of str to int
        How many records of each kind were removed.
    """

    map: SystemMap
    audience: str
    withheld: Mapping[str, int] = field(default_factory=dict)


def view_for(system_map: SystemMap, audience: Audience = "council", *rules: Rule) -> View:
    """Remove what an audience may not see, and everything that would tell of it.

    A relationship goes with either of its ends, a loop or an observation with anything it passes through, and every
    reference to what was removed goes from the records that stay. Records of the log never leave with a view.

    Parameters
    ----------
    system_map : SystemMap
        The whole map.
    audience : {"council", "partner", "public"}
        For whom.
    *rules : callable
        Further rules; a record is seen only where all of them say so.
    """
    allowed = AUDIENCES[audience]
    default = system_map.about.get("sensitivity", DEFAULT_SENSITIVITY)

    def seen(record: Record) -> bool:
        # A merge holds the values of what was dropped, so it stays at home.
        if record.kind == "Merge" and audience != "council":
            return False
        # What the map is called is always said; a position tells only what its element does, and goes with it.
        if record.kind in {"Map", "Position"}:
            return True
        return record.get("sensitivity", default) in allowed and all(rule(record) for rule in rules)

    kept = {record.id: record for record in system_map if seen(record)}
    if len(kept) == len(system_map):
        return View(system_map, audience)
    gone = {record.id for record in system_map} - kept.keys()
    fresh = gone
    while fresh:
        fresh = {record.id for record in kept.values() if _hangs_on(record, fresh)}
        for record_id in fresh:
            del kept[record_id]
        gone |= fresh
    withheld = Counter(system_map[record_id].kind for record_id in gone)
    return View(SystemMap(_without_references(record, gone) for record in kept.values()), audience, dict(withheld))


_ESSENTIAL = {
    "Loop": ("element_ids", "relationship_ids"),
    "Observation": ("measure_id",),
    "Measure": ("factor_id",),
    "Position": ("element_id",),
    "Transaction": ("funding_id",),
    "Merge": ("kept_id",),
}
"""References without which a record means nothing, or would tell what was removed."""


def _hangs_on(record: Record, gone: set[str]) -> bool:
    if record.from_id in gone or record.to_id in gone or record.get("scenario_target") in gone:
        return True
    if record.scenario and record.scenario in gone:
        return True
    return any(item in gone for name in _ESSENTIAL.get(record.kind, ()) for item in record.items(name))


def _without_references(record: Record, gone: set[str]) -> Record:
    changed: dict[str, str] = {}
    for prop in record.declared.properties:
        text = record.values.get(prop.name)
        if text is None:
            continue
        if prop.reads == "ref" and text in gone:
            changed[prop.name] = ""
        elif prop.reads == "refs" and any(item in gone for item in record.items(prop.name)):
            changed[prop.name] = join_list(item for item in record.items(prop.name) if item not in gone)
    return record.with_values(**changed) if changed else record
