"""Changing what is on a map: values, removal, merging and splitting, undo and redo."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sysmap.errors import AmbiguousNameError, ConflictError, NotFoundError, UsageError
from sysmap.model import commands, history, merging
from sysmap.model.duplicates import names_of, plain_name
from sysmap.model.edits import Edit, apply
from sysmap.model.maps import MAP_RECORD_ID, SystemMap
from sysmap.model.records import Record
from sysmap.pipeline.answers import Answer
from sysmap.pipeline.names import Ask, find_link, find_named, read_link_word
from sysmap.pipeline.opening import writing
from sysmap.pipeline.reading_back import capital, own_notes, read_back, sentence, tell_edit
from sysmap.pipeline.typed import read_typed
from sysmap.stores.base import Store


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
        return tell_edit(store, edit, number, read_back(after, edit), own_notes(typed))


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
        # Payments hang on flows, and go with them.
        whole = store.read_map(bulk=True) if before.of("FUNDS") else before
        edit = commands.remove_records(whole, targets, by=by, why=why)
        number = store.commit(edit)
        removed = [change.record_id for change in edit.changes if change.operation == "remove"]
        gone = [each for each in removed if each not in targets]
        lines = [sentence(f"Removed {', '.join(commands.name_in_words(whole, whole[each]) for each in targets)}")]
        lines.extend(
            sentence(f"With it went {commands.name_in_words(whole, whole[each])}") for each in gone if whole[each].joins
        )
        return tell_edit(store, edit, number, lines, [])


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
        dropped = _find_other(before, kept, other, ask)
        edit = merging.merge_elements(before, kept.id, dropped.id, by=by, why=why)
        number = store.commit(edit)
        after = apply(before, edit)
        names = ", ".join(f"“{each}”" for each in after[kept.id].items("aliases"))
        lines = [sentence(capital(edit.what)), f"Also called {names}."]
        return tell_edit(store, edit, number, lines, [])


def _find_other(before: SystemMap, kept: Record, typed: str, ask: Ask | None) -> Record:
    """Find what is to be merged into an element: anything else of its kind."""
    rest = before.where([each for each in before if each.id != kept.id])
    if typed in rest:
        return rest[typed]
    plain = plain_name(typed)
    named_so = any(plain == plain_name(name) for each in rest.elements for name in names_of(each))
    if typed == kept.id or (not named_so and any(plain == plain_name(name) for name in names_of(kept))):
        raise UsageError(f"“{kept.name}” and {typed!r}: that is the same element; name another to merge into it")
    return find_named(rest, typed, (kept.kind,), ask)


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
        _refuse_inner(before, before[merge_id])
        edit = merging.split_element(before, merge_id, by=by, why=why)
        number = store.commit(edit)
        return tell_edit(store, edit, number, [sentence(capital(edit.what))], [])


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


def _refuse_inner(system_map: SystemMap, merge: Record) -> None:
    """Refuse to split what was merged into an element that was merged itself since: that one comes first."""
    if merge.get("kept_id") in system_map:
        return
    for each in system_map.of("Merge"):
        if each.get("dropped_id") == merge.get("kept_id"):
            name = _dropped_name(each)
            raise ConflictError(
                f"“{_dropped_name(merge)}” was merged into “{name}”, which was merged: split “{name}” first"
            )


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
    return tell_edit(store, edit, number, [sentence(f"{verb}: {what}")], [])


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
        if not any(typed.values.values()) and MAP_RECORD_ID not in before:
            raise UsageError("nothing was said about this map yet, so there is nothing to take away")
        edit = commands.describe_map(before, typed.values, by=by, why=why)
        number = store.commit(edit)
        return tell_edit(store, edit, number, read_back(apply(before, edit), edit), own_notes(typed))
