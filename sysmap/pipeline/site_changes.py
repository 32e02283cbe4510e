"""What has changed on a map, day by day, told to an audience by nothing but what it may see now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from sysmap.model.commands import name_in_words
from sysmap.model.diffs import Difference, difference
from sysmap.model.edits import Edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing import Profile, redact
from sysmap.model.sharing.redaction import BAND
from sysmap.pipeline.moments import mark_of
from sysmap.pipeline.reading_back import capital
from sysmap.stores.base import Store

DAYS = 20
"""Days with changes that a feed tells of, the latest first."""

MOST = 30
"""Things told of one day; the rest are counted."""

_SILENT = frozenset({"created_by", "confirmed", "sensitivity", "flow_id"})


@dataclass(frozen=True, slots=True)
class DayOfChange:
    """What changed on one day.

    Parameters
    ----------
    id : str
        An address for it that stays.
    day : str
        The day in UTC, ISO 8601. No time of day: it would tell when people work.
    counts : str
        How much changed, in a few words.
    lines : tuple of str
        What changed, a sentence each.
    """

    id: str
    day: str
    counts: str
    lines: tuple[str, ...]


def days_of_change(store: Store, profile: Profile) -> list[DayOfChange]:
    """Tell what changed on a map, the latest day first.

    Each day is compared as the audience would have seen it. Only what it still sees is named, by the name it has now;
    what it no longer sees is counted.

    Parameters
    ----------
    store : Store
        The open map.
    profile : Profile
        What the audience may see, as it is now.
    """

    def seen(system_map: SystemMap) -> SystemMap:
        return redact(system_map, profile).view.map

    ends = _ends_of_days(store.log())
    if not ends:
        return []
    whole = store.read_map()
    now = seen(whole)
    first = mark_of(store, 1)
    days = list(ends.items())[-DAYS - 1 :]
    true_before = store.map_at(0 if len(days) <= DAYS else days.pop(0)[1])
    before = seen(true_before)
    told: list[DayOfChange] = []
    for day, number in days:
        truly = whole if number == store.head else store.map_at(number)
        after = now if number == store.head else seen(truly)
        found = difference(before, after)
        # What only looks otherwise, as something beside it is withheld since, would tell on which day that came.
        changed = tuple(
            each for each in found.changed if _has_changed(true_before, truly, each.record.id, each.property)
        )
        counts, lines = _tell(replace(found, changed=changed), now, exact=profile.counts == "exact")
        if lines:
            made = uuid5(NAMESPACE_URL, f"sysmap:{first}/{profile.name}/{day}")
            told.append(DayOfChange(f"urn:uuid:{made}", day, counts, tuple(lines)))
        true_before, before = truly, after
    return told[::-1]


def _has_changed(before: SystemMap, after: SystemMap, record_id: str, name: str) -> bool:
    true = name.removesuffix(BAND)
    return before[record_id].get(true) != after[record_id].get(true)


def _ends_of_days(log: Iterable[Edit]) -> dict[str, int]:
    """Give the number of the last edit of each day that has one."""
    ends: dict[str, int] = {}
    latest = ""
    for number, edit in enumerate(log, 1):
        # Clocks differ; a day once begun is not gone back behind.
        latest = max(latest, datetime.fromisoformat(edit.time).astimezone(UTC).date().isoformat())
        ends[latest] = number
    return ends


def _tell(found: Difference, now: SystemMap, *, exact: bool) -> tuple[str, list[str]]:
    added = [now[each.id] for each in found.added if _is_told(each) and each.id in now]
    changed = {
        each.record.id: now[each.record.id]
        for each in found.changed
        if each.property not in _SILENT and _is_told(each.record) and each.record.id in now
    }
    gone = sum(_is_told(each) and each.id not in now for each in found.removed)
    lines = [f"Added: {_called(now, each)}." for each in added[:MOST]]
    lines += [f"Changed: {_called(now, each)}." for each in list(changed.values())[: MOST - len(lines)]]
    more = len(added) + len(changed) - len(lines)
    if more:
        lines.append(f"And {more:,} more.")
    counts = [f"{number:,} {word}" for number, word in ((len(added), "added"), (len(changed), "changed")) if number]
    if gone:
        # A profile may forbid to say how much is withheld, and what is gone may be just that.
        counts.append(f"{gone:,} no longer shown" if exact else "some no longer shown")
        lines.append(f"{capital(counts[-1])}.")
    return ", ".join(counts), lines


def _is_told(record: Record) -> bool:
    return record.joins or record.declared.form == "element" or record.kind == "Loop"


def _called(now: SystemMap, record: Record) -> str:
    said = name_in_words(now, record)
    return said if record.joins else f"{record.declared.words} {said}"


def title_of(name: str, told: DayOfChange) -> str:
    """Give what a day's news is called: the map, and how much changed."""
    return f"{capital(name)}: {told.counts}"
