"""What differs between two maps: added, removed, changed, and named loops made or broken."""

from dataclasses import dataclass

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import loops_in_their_branches


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One property that differs; an empty text means it had, or has, no value."""

    record: Record
    property: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two maps, told by id.

    Parameters
    ----------
    added, removed : tuple of Record
        Records that only the later or only the earlier map has; what became another kind is told as both.
    changed : tuple of ValueChange
        Properties that differ, the later record with each.
    loops_mended, loops_broken : tuple of Record
        Named loops that close only now, or no longer close, each in the base or the scenario that it belongs to.
    """

    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    changed: tuple[ValueChange, ...]
    loops_mended: tuple[Record, ...]
    loops_broken: tuple[Record, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(before: SystemMap, after: SystemMap) -> Difference:
    """Compare two maps by id."""
    added = tuple(record for record in after if _kind(before, record.id) != record.kind)
    removed = tuple(record for record in before if _kind(after, record.id) != record.kind)
    changed: list[ValueChange] = []
    for record in after:
        old = before.get(record.id)
        if old is None or old.kind != record.kind or old.values == record.values:
            continue
        names = dict.fromkeys([*old.values, *record.values])
        changed.extend(
            ValueChange(record, name, old.get(name), record.get(name))
            for name in names
            if old.get(name) != record.get(name)
        )
    closed_before = {loop.record.id for loop in loops_in_their_branches(before) if not loop.broken}
    loops = loops_in_their_branches(after)
    return Difference(
        added,
        removed,
        tuple(changed),
        tuple(loop.record for loop in loops if not loop.broken and loop.record.id not in closed_before),
        tuple(loop.record for loop in loops if loop.broken and loop.record.id in closed_before),
    )


def _kind(system_map: SystemMap, record_id: str) -> str:
    record = system_map.get(record_id)
    return record.kind if record else ""
