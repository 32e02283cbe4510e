"""What the map says now of what a comment is about, and what it said when the page was made."""

from sysmap.model.commands import name_in_words, say_link
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.model.vocabulary import Property
from sysmap.pipeline.moments import Moments
from sysmap.pipeline.typed import find_property
from sysmap.render.facts import in_words

NOT_KNOWN = "not known"


def has_changed(now: SystemMap, comment: Record, moments: Moments) -> bool:
    """Whether what a comment is about has changed since the page was made; unknown counts as changed."""
    before = _before(now, comment, moments)
    about = now.get(comment.get("about_id"))
    if about is None:
        return bool(comment.get("about_id"))
    if before is None:
        return True
    prop = property_meant(about, comment)
    return before.get(prop.name) != about.get(prop.name) if prop else dict(before.values) != dict(about.values)


def say_now(now: SystemMap, comment: Record) -> str:
    """Say what the map says now of what a comment proposes a value for; empty where it proposes none."""
    about = now.get(comment.get("about_id"))
    return _say(about, property_meant(about, comment)) if about and comment.get("mark") == "wrong" else ""


def say_then(now: SystemMap, comment: Record, moments: Moments) -> str:
    """Say what the map said when the page was made; empty where it said the same or that is not known."""
    before, about = _before(now, comment, moments), now.get(comment.get("about_id"))
    if before is None or about is None:
        return ""
    prop = property_meant(about, comment)
    if prop is None:
        was = _called(moments.map_at(moments.number(comment.get("moment")) or 0), before)
        return "" if was == _called(now, about) else was
    return "" if before.get(prop.name) == about.get(prop.name) else _say(before, prop)


def property_meant(about: Record, comment: Record) -> Property | None:
    """Give the property of a thing that a comment speaks of."""
    return find_property(about.declared, comment.get("property")) if comment.get("property") else None


def _before(now: SystemMap, comment: Record, moments: Moments) -> Record | None:
    number = moments.number(comment.get("moment"))
    if number is None or not comment.get("about_id"):
        return None
    then = moments.map_at(number)
    about_id = comment.get("about_id")
    if about_id in then:
        return then[about_id]
    merged = [each.get("dropped_id") for each in now.of("Merge") if current_id(now, each.get("dropped_id")) == about_id]
    return next((then[each] for each in merged if each in then), None)


def _say(record: Record, prop: Property | None) -> str:
    if prop is None:
        return ""
    return in_words(record, prop) if record.get(prop.name) else NOT_KNOWN


def _called(system_map: SystemMap, record: Record) -> str:
    return say_link(system_map, record) if record.joins else name_in_words(system_map, record)
