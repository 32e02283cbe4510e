"""Comments that readers sent back: what each is about on the map as it is now, and which speak against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sysmap.model.commands import say_link
from sysmap.model.duplicates import names_of, plain_name
from sysmap.model.ids import keyed_id
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.model.values import read_rough, write_number

WHOLE_MAP = "Map"
"""The kind that comments on the whole map are about."""

_MOMENT = re.compile(r"(\d{1,9})\.[0-9a-z]{10}", re.ASCII)


def mark_moment(number: int, edit_id: str) -> str:
    """Give the mark of the moment after an edit: its number, and letters that no other map has there.

    A page carries it, so that comments on it find their map and what it said then. Nothing can be read from it but how
    many edits the log had.
    """
    return f"{number}.{keyed_id('Map', edit_id).rpartition('_')[2]}"


def number_of(mark: str) -> int | None:
    """Give the number of the edit in the mark of a moment, or None where it is no mark."""
    found = _MOMENT.fullmatch(mark)
    return int(found[1]) if found else None


def is_open(comment: Record) -> bool:
    """Whether nobody has accepted or rejected a comment yet."""
    return not comment.get("status")


def is_on_whole_map(comment: Record) -> bool:
    """Whether a comment is on the whole map, not on a thing that cannot be found."""
    kind = comment.get("about_kind")
    return not comment.get("about_id") and (kind == WHOLE_MAP or (not kind and not comment.get("about_name")))


def find_about(system_map: SystemMap, then: SystemMap | None, comment: Record) -> str | None:
    """Find what a comment that was sent is about.

    Parameters
    ----------
    system_map : SystemMap
        The map as it is now.
    then : SystemMap or None
        The map as it was when the page was made, where that is known.
    comment : Record
        The comment. Its id of the thing counts only where kind and name agree, as they stand now or stood then: a page
        for others may have ids of its own. Merges are followed.

    Returns
    -------
    str or None
        The id; empty for the whole map; None where nothing fits, or several things do.
    """
    if comment.get("about_kind") == WHOLE_MAP or not (comment.get("about_id") or comment.get("about_name")):
        return ""
    about_id, kind = comment.get("about_id"), comment.get("about_kind")
    before = then.get(about_id) if then else None
    now = system_map.get(current_id(system_map, about_id))
    if now is not None and kind in {"", now.kind}:
        known = (
            _is_called(system_map, now, comment),
            then is not None and before is not None and _is_called(then, before, comment),
        )
        if any(known):
            return now.id
    wanted = plain_name(comment.get("about_name"))
    found = [
        each.id
        for each in system_map
        if each.kind == kind
        and not each.joins
        and each.values.get("name")
        and wanted in {plain_name(name) for name in names_of(each)}
    ]
    # What stands after both names on the page is a figure, which may have changed.
    joined = (each for each in system_map.of(kind) if each.joins)
    found += [each.id for each in joined if wanted.startswith(plain_name(say_link(system_map, each)))]
    return found[0] if wanted and len(found) == 1 else None


def _is_called(system_map: SystemMap, record: Record, comment: Record) -> bool:
    """Whether a record is called as on the page; a link's sentence there names both its ends."""
    said = plain_name(comment.get("about_name"))
    if not said:
        return True
    if record.joins:
        return all(plain_name(system_map.name_of(end)) in said for end in (record.from_id, record.to_id))
    return said in {plain_name(name) for name in (record.name, *names_of(record))}


@dataclass(frozen=True, slots=True)
class Against:
    """Open comments that speak against each other.

    Parameters
    ----------
    about_id : str
        What they are on; empty for the whole map.
    prop : str
        The value they differ about; empty where one agrees with what another calls wrong.
    ids : tuple of str
        Their ids, in the order in which they came.
    """

    about_id: str
    prop: str
    ids: tuple[str, ...]


def find_conflicts(system_map: SystemMap) -> list[Against]:
    """Find the open comments that speak against each other.

    One agrees with a thing that another calls wrong, or two propose different values for one of its properties.
    """
    found: list[Against] = []
    for about_id, comments in by_thing(each for each in system_map.of("Comment") if is_open(each)).items():
        if not about_id:
            continue
        wrong = [each for each in comments if each.get("mark") == "wrong"]
        agreed = [each for each in comments if each.get("mark") == "agreed"]
        if wrong and agreed:
            found.append(Against(about_id, "", tuple(each.id for each in (*wrong, *agreed))))
        proposals: dict[str, list[Record]] = {}
        for each in wrong:
            if each.get("property") and each.get("value"):
                proposals.setdefault(plain_name(each.get("property").replace("_", " ")), []).append(each)
        found += [
            Against(about_id, rivals[0].get("property"), tuple(each.id for each in rivals))
            for rivals in proposals.values()
            if len({_same(each.get("value")) for each in rivals}) > 1
        ]
    return found


def by_thing(comments: Iterable[Record]) -> dict[str, list[Record]]:
    """Give comments by the id of what they are about, those on the whole map and those not found under ""."""
    things: dict[str, list[Record]] = {}
    for comment in comments:
        things.setdefault(comment.get("about_id"), []).append(comment)
    return things


def _same(value: str) -> str:
    """Give what two spellings of one value have in common: 310k is 310,000."""
    number = read_rough(value)
    return write_number(number[0]) if number else plain_name(value)
