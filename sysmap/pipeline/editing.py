"""Changing a map: what was typed becomes one edit, is committed, and is read back as sentences."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sysmap.errors import AmbiguousNameError, NotFoundError, UsageError
from sysmap.model import commands, history, merging
from sysmap.model.duplicates import plain_name, similar_names
from sysmap.model.edits import Change, Edit, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.values import NAME_LENGTH, clean_text
from sysmap.model.vocabulary import KINDS, kind_of
from sysmap.pipeline.answers import Answer, make_table, say_amount
from sysmap.pipeline.names import Ask, find_link, find_named, read_kind, read_link_word, with_article
from sysmap.pipeline.opening import writing
from sysmap.pipeline.typed import Typed, read_typed
from sysmap.stores.base import Store

ATTACHMENTS: Mapping[str, tuple[str, bool]] = {
    "part_of": ("PART_OF", True),
    "owner": ("STEWARDS", False),
    "commissioned_by": ("COMMISSIONS", False),
    "delivered_by": ("DELIVERS", False),
    "place": ("IN_PLACE", True),
}
"""Links that can be drawn while adding: their type, and whether the new element is where they start."""

_BULLET = re.compile(r"(?:[-*•·–—]|\d{1,3}[.)])\s+")  # noqa: RUF001 - what people's lists begin with
_ONE_WAY_IS_ENOUGH = frozenset(KINDS) - {"FUNDS"}
"""Types of which a second link between the same two is most likely a slip; money has a row a year."""


def add_elements(
    address: str,
    kind: str,
    names: Iterable[str],
    given: Mapping[str, str],
    *,
    attach: Mapping[str, str] | None = None,
    through: Sequence[str] = (),
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
        For a loop, the elements it passes through, in order.
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
        if through:
            values["element_ids"] = ";".join(
                find_named(before, each, ("Factor", "Service"), ask).id for each in through
            )
        typed = read_typed(before, kind_name, values, own=own, ask=ask)
        listed = list(names)
        wanted = list(filter(None, map(plain_line, listed)))
        if not wanted and (listed or kind_of(kind_name).named):
            raise UsageError(f"{with_article(kind_of(kind_name).words)} needs a name")
        changes: list[Change] = []
        after = before
        likes: list[tuple[str, Record]] = []
        for name in wanted or [""]:
            likes.extend((name, like) for like in similar_names(after, name, kind_name, 1) if name)
            edit = commands.add_element(after, kind_name, name, typed.values, by=by)
            after = apply(after, edit)
            changes.extend(edit.changes)
            for link in _attach(after, edit.changes[0].record_id, attach or {}, by=by, ask=ask):
                after = apply(after, link)
                changes.extend(link.changes)
        edit = make_edit(_say_added(kind_name, after, changes), changes, by=by, why=why)
        number = store.commit(edit)
        lines = _read_back(after, edit)
        return _edited(
            store, edit, number, lines, [*_own_notes(typed), *_name_notes(address, wanted, likes)], likes=likes
        )


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
    if len(elements) > 1:
        return f"added {len(elements)} {declared.plural}"
    links = "; ".join(commands.say_link(after, each) for each in added if each.joins)
    return f"added {declared.words} “{elements[0].name}”" + (f": {links}" if links else "")


def _own_notes(typed: Typed) -> list[str]:
    return [f"{name} is a property of your own" for name in typed.own]


def _name_notes(address: str, names: Sequence[str], likes: Sequence[tuple[str, Record]]) -> list[str]:
    notes = [
        f"like: “{like.name}”; sysmap merge {address} {_quoted(like.name)} {_quoted(name)} joins them"
        if like.name != name
        else f"like: “{like.name}” is on the map already; sysmap undo {address} takes this one back"
        for name, like in likes
    ]
    notes.extend(
        f"“{name[:40]}…” has {len(name)} characters; a name of {NAME_LENGTH} at most is easier to read"
        for name in names
        if len(name) > NAME_LENGTH
    )
    return notes


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '\\"') + '"'


def link_elements(
    address: str,
    words: Sequence[str],
    given: Mapping[str, str],
    *,
    add_missing: bool = False,
    own: bool = False,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Draw a link.

    Parameters
    ----------
    address : str
        The map.
    words : sequence of str
        Where it starts, the word between, where it leads.
    given : Mapping of str to str
        Its values.
    add_missing : bool
        Whether an end that is not on the map is added with it: a factor, or what alone can stand there.
    own : bool
        Whether a type or property of the user's own is meant.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.
    """
    start, how, finish = words
    with writing(address) as (store, before):
        kind, said = read_link_word(before, how, own=own)
        declared = kind_of(kind, joins=True)
        typed = read_typed(before, kind, {**said, **given}, joins=True, own=own, ask=ask)
        after = before
        ends: list[str] = []
        changes: list[Change] = []
        for name, kinds in ((start, declared.from_kinds), (finish, declared.to_kinds)):
            new = _missing_end(after, name, kinds, by=by) if add_missing else None
            if new is None:
                ends.append(find_named(after, name, kinds, ask).id)
            else:
                after = apply(after, new)
                changes.extend(new.changes)
                ends.append(new.changes[0].record_id)
        made = commands.link_elements(after, ends[0], kind, ends[1], typed.values, by=by)
        edit = make_edit(made.what, [*changes, *made.changes], by=by, why=why)
        notes = [*_own_notes(typed), *_second_link_notes(before, address, kind, ends)]
        number = store.commit(edit)
        return _edited(store, edit, number, _read_back(apply(before, edit), edit), notes)


def _missing_end(system_map: SystemMap, name: str, kinds: Sequence[str], *, by: str) -> Edit | None:
    """Make the edit that adds an end that is not on the map; None where it is there, or could be several things."""
    try:
        find_named(system_map, name)
    except AmbiguousNameError:
        return None
    except NotFoundError as error:
        kind = "Factor" if "Factor" in kinds else kinds[0] if len(kinds) == 1 else ""
        if not kind:
            raise NotFoundError(f"{error}; say what it is with sysmap add") from error
        return commands.add_element(system_map, kind, name, by=by)
    return None


def _second_link_notes(before: SystemMap, address: str, kind: str, ends: Sequence[str]) -> list[str]:
    there = [each for each in before.leaving(ends[0], kind) if each.to_id == ends[1]]
    if not there or kind not in _ONE_WAY_IS_ENOUGH:
        return []
    same = commands.say_link(before, there[0])
    change = f", then sysmap set {address} {there[0].id} polarity=..." if kind == "INFLUENCES" else ""
    return [f"there was already: {same}; to keep to that one: sysmap undo {address}{change}"]


def set_values(
    address: str,
    target: Sequence[str],
    given: Mapping[str, str],
    *,
    own: bool = False,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Set values of an element, or of a link named by its two ends and the word between.

    Parameters
    ----------
    address : str
        The map.
    target : sequence of str
        One name or id, or the three words of a link.
    given : Mapping of str to str
        The values; an empty one removes the property.
    own : bool
        Whether a property that looks like a slip is meant as it is.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.
    """
    with writing(address) as (store, before):
        record = find_target(before, target, ask)
        if not given:
            raise UsageError("nothing to set; write name=value, such as note=text (name= removes it)")
        typed = read_typed(before, record.kind, given, joins=record.joins, own=own, ask=ask)
        edit = commands.set_properties(before, record.id, typed.values, by=by, why=why)
        number = store.commit(edit)
        after = apply(before, edit)
        return _edited(store, edit, number, _read_back(after, edit), _own_notes(typed))


def find_target(system_map: SystemMap, target: Sequence[str], ask: Ask | None = None) -> Record:
    """Find what one name or the three words of a link mean.

    Raises
    ------
    UsageError
        When there are neither one nor three words.
    """
    if len(target) == 1:
        return find_named(system_map, target[0], (), ask)
    if len(target) == 3:
        return find_link(system_map, target, ask)
    raise UsageError("name one element, or a link by three words: where it starts, the word between, where it leads")


def remove(address: str, names: Sequence[str], *, by: str, why: str = "", ask: Ask | None = None) -> Answer:
    """Remove elements by their names, or one link by its three words, with all that hangs on them.

    Three words of which the middle one is a link's are a link; an element of such a name is removed by its id.

    Parameters
    ----------
    address : str
        The map.
    names : sequence of str
        The names or ids.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.
    """
    with writing(address) as (store, before):
        if len(names) == 3 and _is_link_word(before, names[1]):
            targets = [find_link(before, names, ask).id]
        else:
            targets = [find_named(before, name, (), ask).id for name in names]
        edit = commands.remove_records(before, targets, by=by, why=why)
        number = store.commit(edit)
        gone = {change.record_id for change in edit.changes if change.operation == "remove"} - set(targets)
        lines = [_sentence(f"Removed {', '.join(commands.name_in_words(before, before[each]) for each in targets)}")]
        lines.extend(
            _sentence(f"With it went {commands.name_in_words(before, before[each])}")
            for each in gone
            if before[each].joins
        )
        return _edited(store, edit, number, lines, [])


def _is_link_word(system_map: SystemMap, word: str) -> bool:
    try:
        read_link_word(system_map, word)
    except UsageError:
        return False
    return True


def merge(address: str, keep: str, other: str, *, by: str, why: str = "", ask: Ask | None = None) -> Answer:
    """Merge one element into another of its kind, keeping both names.

    Parameters
    ----------
    address : str
        The map.
    keep, other : str
        The element that stays, and the one that goes into it.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.
    """
    with writing(address) as (store, before):
        kept = find_named(before, keep, (), ask)
        candidates = [each for each in before.elements if each.kind == kept.kind and each.id != kept.id]
        rest = before.where([each for each in before if each in candidates])
        dropped = find_named(rest, other, (), ask) if other not in before else before[other]
        edit = merging.merge_elements(before, kept.id, dropped.id, by=by, why=why)
        number = store.commit(edit)
        after = apply(before, edit)
        names = ", ".join(f"“{each}”" for each in after[kept.id].items("aliases"))
        lines = [_sentence(f"{edit.what[0].upper()}{edit.what[1:]}"), f"Also called {names}."]
        return _edited(store, edit, number, lines, [])


def split(address: str, name: str, *, by: str, why: str = "", ask: Ask | None = None) -> Answer:
    """Take a merge apart again.

    Parameters
    ----------
    address : str
        The map.
    name : str
        The name or id of either element, or the merge's own id.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When nothing was merged into it.
    """
    with writing(address) as (store, before):
        merge_id = _find_merge(before, name, ask)
        edit = merging.split_element(before, merge_id, by=by, why=why)
        number = store.commit(edit)
        return _edited(store, edit, number, [_sentence(f"{edit.what[0].upper()}{edit.what[1:]}")], [])


def _find_merge(system_map: SystemMap, name: str, ask: Ask | None) -> str:
    merges = {each.id: each for each in system_map.of("Merge")}
    if name in merges:
        return name
    dropped = {merge_id: _dropped_name(each) for merge_id, each in merges.items()}
    found = [
        merge_id
        for merge_id, each in merges.items()
        if each.get("dropped_id") == name or plain_name(dropped[merge_id]) == plain_name(name)
    ]
    if not found:
        kept = find_named(system_map, name, (), ask)
        found = [merge_id for merge_id, each in merges.items() if each.get("kept_id") == kept.id]
    if not found:
        raise NotFoundError(f"nothing was merged into “{name}”")
    if len(found) == 1:
        return found[0]
    options = [(each, f"“{dropped[each]}” ({each})") for each in found]
    if ask is None:
        listed = ", ".join(words for _, words in options)
        raise AmbiguousNameError(f"several were merged into “{name}”: {listed}; give the id of one", tuple(found))
    return ask("Several were merged; which one is to come apart?", options)


def _dropped_name(merge: Record) -> str:
    first = json.loads(merge.get("dropped"))[0]
    return str(first["values"].get("name", first["id"]))


def undo(address: str, *, by: str, why: str = "") -> Answer:
    """Take back the last edit of a role that still stands.

    Parameters
    ----------
    address : str
        The map.
    by, why : str
        The role, and its reason.
    """
    with writing(address) as (store, before):
        return _step(store, replace(history.undo(before, store.log(), by=by), why=why), "Undid")


def redo(address: str, *, by: str, why: str = "") -> Answer:
    """Do again what the last undo of a role took back.

    Parameters
    ----------
    address : str
        The map.
    by, why : str
        The role, and its reason.
    """
    with writing(address) as (store, before):
        return _step(store, replace(history.redo(before, store.log(), by=by), why=why), "Did again")


def _step(store: Store, edit: Edit, verb: str) -> Answer:
    number = store.commit(edit)
    what = edit.what.partition(": ")[2]
    return _edited(store, edit, number, [_sentence(f"{verb}: {what}")], [])


def describe(address: str, given: Mapping[str, str], *, own: bool = False, by: str, why: str = "") -> Answer:
    """Say what a map is called, what it is for and who answers for it.

    Parameters
    ----------
    address : str
        The map.
    given : Mapping of str to str
        Values of the map's own record.
    own : bool
        Whether a property that looks like a slip is meant as it is.
    by, why : str
        The role that does it, and its reason.
    """
    with writing(address) as (store, before):
        typed = read_typed(before, "Map", given, own=own)
        edit = commands.describe_map(before, typed.values, by=by, why=why)
        number = store.commit(edit)
        return _edited(store, edit, number, _read_back(apply(before, edit), edit), _own_notes(typed))


def _read_back(after: SystemMap, edit: Edit) -> list[str]:
    """Read an edit back: every link as a sentence, everything else by what was done."""
    lines: list[str] = []
    for change in edit.changes:
        record = after.get(change.record_id)
        if change.operation == "remove" or record is None:
            continue
        if change.operation == "set":
            name = commands.name_in_words(after, record)
            lines.extend(_sentence(f"{_capital(name)}: {_say_value(record, each)}") for each in change.new)
        elif record.joins:
            detail = [_say_value(record, each) for each in change.new if each not in {"from_id", "to_id", "polarity"}]
            lines.append(_sentence(commands.say_link(after, record) + (f" ({'; '.join(detail)})" if detail else "")))
        else:
            lines.append(_sentence(f"Added {record.declared.words} “{record.name}”"))
    return lines


def _say_value(record: Record, name: str) -> str:
    prop = record.declared.property(name)
    words = prop.on_screen if prop else name
    value = record.words(name)
    if not value:
        return f"{words} removed"
    number = record.number(name) if prop and prop.reads == "amount" else None
    return f"{words} {value if number is None else say_amount(number)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _edited(
    store: Store,
    edit: Edit,
    number: int,
    lines: Sequence[str],
    notes: Sequence[str],
    *,
    likes: Sequence[tuple[str, Record]] = (),
) -> Answer:
    changed = [
        {
            "operation": change.operation,
            "id": change.record_id,
            "kind": change.kind,
            "name": change.new.get("name") or change.old.get("name", ""),
        }
        for change in edit.changes
    ]
    data: dict[str, Any] = {
        "edit": number,
        "edit_id": edit.id,
        "what": edit.what,
        "by": edit.by,
        "why": edit.why,
        "changes": changed,
        "like": [{"name": name, "id": like.id, "like": like.name} for name, like in likes],
    }
    columns = ("operation", "id", "kind", "name")
    table = make_table(columns, ([each[column] for column in columns] for each in changed))
    return Answer(tuple(lines), data, table, (*store.cautions, *notes))
