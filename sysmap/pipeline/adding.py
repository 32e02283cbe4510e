"""Adding to a map: elements, one or a pasted list of them."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence

from sysmap.errors import UsageError
from sysmap.model import commands
from sysmap.model.duplicates import names_of, similar_names
from sysmap.model.edits import Change, Edit, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.polarity import named_loop
from sysmap.model.records import Record
from sysmap.model.values import NAME_LENGTH, clean_text
from sysmap.model.vocabulary import KINDS, kind_of
from sysmap.pipeline.answers import Answer
from sysmap.pipeline.names import Ask, find_named, read_kind, with_article
from sysmap.pipeline.opening import writing
from sysmap.pipeline.reading_back import own_notes, read_back, tell_edit
from sysmap.pipeline.typed import read_typed

ATTACHMENTS: Mapping[str, tuple[str, bool]] = {
    "part_of": ("PART_OF", True),
    "owner": ("STEWARDS", False),
    "commissioned_by": ("COMMISSIONS", False),
    "delivered_by": ("DELIVERS", False),
    "place": ("IN_PLACE", True),
}
"""Links that can be drawn while adding: their type, and whether the new element is where they start."""

_BULLET = re.compile(r"(?:[-*•·–—]|\d{1,3}[.)])\s+")  # noqa: RUF001 - what people's lists begin with


def add_elements(
    address: str,
    kind: str,
    names: Iterable[str],
    given: Mapping[str, str],
    *,
    attach: Mapping[str, str] | None = None,
    through: Sequence[str] = (),
    pasted: bool = False,
    own: bool = False,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Add one element or many in one edit.

    Parameters
    ----------
    address : str
        The map.
    kind : str
        What they are, as typed.
    names : iterable of str
        Their names; bullets and numbers of a pasted list are taken off, empty ones left out.
    given : Mapping of str to str
        Values that all of them get.
    attach : Mapping of str to str, optional
        Links to draw with it, by the keys of `ATTACHMENTS`: the name of the other end.
    through : sequence of str
        For a loop, the elements it passes through, in order; they may stand after its name too.
    pasted : bool
        Whether the names are lines of a list, so that all of them are names.
    own : bool
        Whether a kind or property of the user's own is meant.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When there is no name, or a value cannot be read.
    """
    with writing(address) as (store, before):
        kind_name, said = read_kind(before, kind, own=own)
        values = {**said, **given}
        listed = list(names)
        if kind_name == "Loop" and not pasted:
            listed, through = listed[:1], (*listed[1:], *through)
        if through:
            values["element_ids"] = ";".join(
                find_named(before, each, ("Factor", "Service"), ask).id for each in through
            )
        typed = read_typed(before, kind_name, values, own=own, ask=ask)
        wanted = list(filter(None, map(plain_line, listed)))
        if not wanted and (listed or kind_of(kind_name).named):
            raise UsageError(f"{with_article(kind_of(kind_name).words)} needs a name")
        changes: list[Change] = []
        after = before
        likes: list[tuple[str, Record]] = []
        notes = own_notes(typed)
        for name in wanted or [""]:
            known = _known(after, kind_name, name)
            if known and len(wanted) > 1:
                notes.append(f"“{name}” is on the map already and was not added again")
                continue
            edit = commands.add_element(after, kind_name, name, typed.values, by=by)
            notes.extend(_loop_notes(apply(after, edit), edit.changes[0].record_id))
            if known:
                back = f"sysmap rm {shlex.quote(address)} {edit.changes[0].record_id}"
                notes.append(f"“{known.name}” is on the map already; {back} takes this one back")
            likes.extend((name, like) for like in similar_names(after, name, kind_name, 1) if name)
            after = apply(after, edit)
            changes.extend(edit.changes)
            for link in _attach(after, edit.changes[0].record_id, attach or {}, by=by, ask=ask):
                after = apply(after, link)
                changes.extend(link.changes)
        edit = make_edit(_say_added(kind_name, after, changes), changes, by=by, why=why)
        number = store.commit(edit) if changes else None
        lines = read_back(after, edit) or ["Nothing was added."]
        return tell_edit(store, edit, number, lines, [*notes, *name_notes(address, wanted, likes)], likes=likes)


def _known(system_map: SystemMap, kind: str, name: str) -> Record | None:
    """Find what goes by that very name, but for case, among those of the kind."""
    wanted = name.casefold()
    named = (each for each in system_map.of(kind) if wanted and "name" in each.values)
    return next((each for each in named if wanted in map(str.casefold, names_of(each))), None)


def _loop_notes(after: SystemMap, record_id: str) -> list[str]:
    """Say of a loop that was added where it does not close."""
    if after[record_id].kind != "Loop":
        return []
    loop = named_loop(after, after[record_id])
    return [f"“{loop.record.name}” does not close yet: {'; '.join(loop.breaks)}"] if loop.broken else []


def plain_line(line: str) -> str:
    """Give the name in a line of a pasted list: without bullet, number, tabs or spaces round it."""
    text = " ".join(clean_text(line).split())
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _attach(
    after: SystemMap, element_id: str, attach: Mapping[str, str], *, by: str, ask: Ask | None
) -> Iterable[Edit]:
    for key, other in attach.items():
        kind, leaves = ATTACHMENTS[key]
        declared = KINDS[kind]
        end = find_named(after, other, declared.to_kinds if leaves else declared.from_kinds, ask).id
        ends = (element_id, end) if leaves else (end, element_id)
        yield commands.link_elements(after, ends[0], kind, ends[1], by=by)


def _say_added(kind: str, after: SystemMap, changes: Sequence[Change]) -> str:
    added = [after[each.record_id] for each in changes]
    elements = [each for each in added if not each.joins]
    declared = kind_of(kind)
    if len(elements) != 1:
        return f"added {len(elements)} {declared.plural}"
    links = "; ".join(commands.say_link(after, each) for each in added if each.joins)
    return f"added {declared.words} “{elements[0].name}”" + (f": {links}" if links else "")


def name_notes(address: str, names: Sequence[str], likes: Sequence[tuple[str, Record]]) -> list[str]:
    """Say which names that were added are like one that is there, and which are too long to read."""
    notes = [
        f"like: “{like.name}”; sysmap merge {address} {_quoted(like.name)} {_quoted(name)} joins them"
        for name, like in likes
        if like.name.casefold() != name.casefold()
    ]
    notes.extend(
        f"“{name[:40]}…” has {len(name)} characters; a name of {NAME_LENGTH} at most is easier to read"
        for name in names
        if len(name) > NAME_LENGTH
    )
    return notes


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '\\"') + '"'
