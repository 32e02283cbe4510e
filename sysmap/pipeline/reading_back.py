"""Reading an edit back to the room: links as sentences, values in the words of the screen."""

from collections.abc import Sequence
from typing import Any

from sysmap.model import commands
from sysmap.model.edits import Edit
from sysmap.model.maps import MAP_RECORD_ID, SystemMap
from sysmap.model.records import Record
from sysmap.pipeline.answers import Answer, make_table, say_amount
from sysmap.pipeline.typed import Typed
from sysmap.stores.base import Store


def read_back(after: SystemMap, edit: Edit) -> list[str]:
    """Read an edit back: every link as a sentence, everything else by what was done."""
    lines: list[str] = []
    for change in edit.changes:
        record = after.get(change.record_id)
        if change.operation == "remove" or record is None:
            continue
        if change.operation == "set" or record.id == MAP_RECORD_ID:
            name = "this map" if record.id == MAP_RECORD_ID else commands.name_in_words(after, record)
            lines.extend(sentence(f"{capital(name)}: {_say_value(after, record, each)}") for each in change.new)
        elif record.joins:
            detail = [
                _say_value(after, record, each) for each in change.new if each not in {"from_id", "to_id", "polarity"}
            ]
            lines.append(sentence(commands.say_link(after, record) + (f" ({'; '.join(detail)})" if detail else "")))
        else:
            lines.append(sentence(f"Added {record.declared.words} “{record.name}”"))
    return lines


def _say_value(after: SystemMap, record: Record, name: str) -> str:
    prop = record.declared.property(name)
    words = prop.on_screen if prop else name
    value = record.words(name)
    if not value:
        return f"{words} removed"
    if prop and prop.reads in {"ref", "refs"}:
        value = ", ".join(after.name_of(each) for each in (record.items(name) if prop.several else [value]))
    number = record.number(name) if prop and prop.reads == "amount" else None
    return f"{words} {value if number is None else say_amount(number)}"


def capital(text: str) -> str:
    """Give a text a capital letter to begin with."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Give a text its full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def tell_edit(
    store: Store,
    edit: Edit,
    number: int | None,
    lines: Sequence[str],
    notes: Sequence[str],
    *,
    likes: Sequence[tuple[str, Record]] = (),
) -> Answer:
    """Make the answer to an edit that was committed, or that had nothing to do.

    Parameters
    ----------
    store : Store
        Where.
    edit : Edit
        The edit.
    number : int or None
        Its number in the log; None where nothing was to be done.
    lines, notes : sequence of str
        What to say of it, and beside it.
    likes : sequence of (str, Record)
        Names that were added, each with an element that is named alike.
    """
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
        "edit_id": None if number is None else edit.id,
        "what": edit.what,
        "by": edit.by,
        "why": edit.why,
        "changes": changed,
        "like": [{"name": name, "id": like.id, "like": like.name} for name, like in likes],
    }
    columns = ("operation", "id", "kind", "name")
    table = make_table(columns, ([each[column] for column in columns] for each in changed))
    return Answer(tuple(lines), data, table, (*store.cautions, *notes))


def own_notes(typed: Typed) -> list[str]:
    """Say which properties are the user's own."""
    return [f"{name} is a property of your own" for name in typed.own]
