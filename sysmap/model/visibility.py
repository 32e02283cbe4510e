"""What may be seen: a filter from map to map, applied before anything is drawn or leaves.

Nothing downstream ever holds what was removed; only how many things of each kind were withheld is passed on.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sysmap.model.maps import SystemMap
from sysmap.model.polarity import named_loop
from sysmap.model.records import Record
from sysmap.model.references import hangs_on, without_references

Audience = Literal["council", "partner", "public"]

AUDIENCES: Mapping[str, frozenset[str]] = {
    "council": frozenset({"public", "partner", "internal"}),
    "partner": frozenset({"public", "partner"}),
    "public": frozenset({"public"}),
}
"""Which sensitivities each audience may see."""

DEFAULT_SENSITIVITY = "partner"
"""Where nobody said who may see a thing, partners may and the public may not."""

AT_HOME = frozenset({"Merge", "Explanation", "Distinct", "Comment", "Rating", "ShareProfile"})
"""Kinds of record that only those who see everything are given."""

UNCOUNTED = AT_HOME | {"Position"}
"""Kinds that are not said to be left out: they are work on the map, or how it is drawn, and nothing that it says."""

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
        How many records of each kind were removed, as far as they say something of the system.
    fields : frozenset of str
        Fields of which values were withheld or put in bands, as kind and name: `FUNDS.amount`.
    changed : Mapping of str to int
        How many things are shown, but not as they are: blurred, banded, suppressed, blanked, text (places in texts).
    told : Mapping of str to int
        The same as far as the audience is told of it.
    whole : bool
        Whether nothing may be withheld from them, so that the log and what is kept about merges may go too.
    """

    map: SystemMap
    audience: str
    withheld: Mapping[str, int] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()
    changed: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)
    whole: bool = False


def view_for(system_map: SystemMap, audience: Audience = "council", *rules: Rule) -> View:
    """Remove what an audience may not see, and everything that would tell of it.

    A link goes with either of its ends, a loop, a measure or an observation with anything it rests on, a note with
    anything it is about, and every reference to what was removed goes from the records that stay. Records of the log
    never leave with a view. The council sees all that no rule removes; a sensitivity that is none of the declared ones
    is for the council only.

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
    everything = audience == "council"
    default = system_map.about.get("sensitivity", DEFAULT_SENSITIVITY)

    def seen(record: Record) -> bool:
        # A merge holds the values of what was dropped, a comment what a reader told the maker, a profile the names of
        # what is to go: they stay at home.
        if record.kind in AT_HOME:
            return everything and not rules
        # What the map is called is always said; a position tells only what its element does, and goes with it.
        if record.kind in {"Map", "Position"}:
            return True
        # Payments whose flow somebody took off the map are still the council's own.
        if record.kind == "Transaction" and not everything and record.get("funding_id") not in system_map:
            return False
        return (everything or record.get("sensitivity", default) in allowed) and all(rule(record) for rule in rules)

    kept = {record.id: record for record in system_map if seen(record)}
    gone = {record.id for record in system_map} - kept.keys()
    _remove_with(system_map, kept, gone)
    if broken := _loops_that_would_break(system_map, kept):
        for loop_id in broken:
            del kept[loop_id]
        gone |= broken
        _remove_with(system_map, kept, gone)
    if not gone and (everything or default in allowed):
        return View(system_map, audience, whole=everything and not rules)
    withheld = Counter(kind for record_id in gone if (kind := system_map[record_id].kind) not in UNCOUNTED)
    records = (without_references(record, gone, own=True) for record in kept.values())
    if default not in allowed and not everything:
        records = (_title_only(record) if record.kind == "Map" else record for record in records)
    return View(SystemMap(records), audience, dict(withheld))


_TELLS = {"Loop": ("element_ids", "relationship_ids"), "Measure": ("factor_id",), "View": ("focus_id",)}
"""References to what was removed that a record cannot lose without telling of it, or telling something untrue."""

_TITLE = {"name", "question", "made_by", "contact_role", "date", "disclaimer", "licence", "sensitivity"} | {
    "currency",
    "language",
}
"""What every page has to say about the map it comes from, whoever may see the rest."""


def _remove_with(system_map: SystemMap, kept: dict[str, Record], gone: set[str]) -> None:
    """Take out of what is kept all that goes with what is gone, step by step, and note it as gone."""
    notes: dict[str, list[str]] = {}
    for link in system_map.of("ABOUT"):
        notes.setdefault(link.to_id, []).append(link.from_id)
    fresh = set(gone)
    while fresh:
        about = {note for record_id in fresh for note in notes.get(record_id, ()) if note in kept}
        fresh = about | {record.id for record in kept.values() if _goes_with(record, fresh)}
        for record_id in fresh:
            del kept[record_id]
        gone |= fresh


def _goes_with(record: Record, gone: set[str]) -> bool:
    if hangs_on(record, gone):
        return True
    return any(item in gone for name in _TELLS.get(record.kind, ()) for item in record.items(name))


def _loops_that_would_break(system_map: SystemMap, kept: dict[str, Record]) -> set[str]:
    """Find loops that close only by a link that was removed: shown as broken they would tell of it, and not truly."""
    after = SystemMap(kept)
    broken = (loop for loop in after.of("Loop") if named_loop(after, loop).broken)
    return {loop.id for loop in broken if not named_loop(system_map, loop).broken}


def _title_only(about: Record) -> Record:
    return Record(about.id, about.kind, {name: text for name, text in about.values.items() if name in _TITLE})
