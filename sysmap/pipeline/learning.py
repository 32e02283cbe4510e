"""What was learnt under agreements: written down, and read before the next one is bought."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sysmap.analysis.learning import MONTHS_AHEAD, Learnt, find_learning, is_overdue, say_learnt
from sysmap.analysis.readings import say_day
from sysmap.errors import UsageError
from sysmap.model import commands
from sysmap.model.edits import apply, make_edit
from sysmap.model.records import Record
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, writing
from sysmap.pipeline.reading_back import sentence, tell_edit

LESSON = {"expected": "expected", "happened": "happened", "next_time": "next time"}
"""What a lesson says, by property, with the words it is read out with."""

ONLY_HERE = "internal"
"""Who may see a lesson until somebody says else: the council alone, as it may be about a supplier."""


def note_learning(
    address: str,
    name: str,
    given: Mapping[str, str],
    *,
    as_of: date,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Write down what was learnt under an agreement: a note about it, in one edit.

    Parameters
    ----------
    address : str
        The map.
    name : str
        The agreement, its name typed loosely.
    given : Mapping of str to str
        expected, happened, next_time and due_date, those that were given.
    as_of : date
        When it was learnt.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When it does not say what happened, or a date cannot be read.
    NotFoundError
        When no agreement has that name.
    """
    if not name:
        raise UsageError("say which agreement it was learnt under: sysmap learn MAP AGREEMENT --happened TEXT")
    if not given.get("happened", "").strip():
        raise UsageError("say what happened (--happened TEXT); what was expected and what to do next time may follow")
    with writing(address) as (store, before):
        agreement = find_named(before, name, ("Agreement",), ask)
        # What is learnt under a scenario's own agreement belongs to that scenario.
        own = {"scenario": agreement.scenario} if agreement.scenario else {}
        values = {"kind": "learning", "date": as_of.isoformat(), "sensitivity": ONLY_HERE, **own, **given}
        added = commands.add_element(before, "Note", "", values, by=by)
        note_id = added.changes[0].record_id
        linked = commands.link_elements(apply(before, added), note_id, "ABOUT", agreement.id, own, by=by)
        changes = [*added.changes, *linked.changes]
        edit = make_edit(f"noted what was learnt under “{agreement.name}”", changes, by=by, why=why)
        number = store.commit(edit)
        note = Record(note_id, "Note", added.changes[0].new)
        lines = [f"Noted what was learnt under “{agreement.name}”:", *_lesson_lines(note, as_of)]
        shown = f"only the council sees it; sysmap set {address} {note_id} sensitivity=partner lets partners see it"
        return tell_edit(store, edit, number, lines, [shown])


def ask_learning(
    opened: Opened,
    name: str = "",
    *,
    as_of: date,
    months: int = MONTHS_AHEAD,
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say what was learnt under the agreements that end or can be ended soon.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        An agreement, its name typed loosely; all where empty.
    as_of : date
        The day.
    months : int
        How many months from it are looked at.
    listed : int
        How many agreements the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When no agreement has that name.
    """
    branch = opened.branch
    chosen = find_named(branch, name, ("Agreement",), ask).id if name else ""
    found = [each for each in find_learning(branch, as_of, months) if not chosen or each.agreement_id == chosen]
    if chosen and not found:
        found = [Learnt(chosen, None, ())]
    findings = [say_learnt(branch, each, as_of) for each in found]
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "months": months,
        "agreements": [_data(opened, each, as_of) for each in found],
        "findings": [finding.to_json() for finding in findings],
    }
    columns = ("agreement", "name", "ends", "note", "date", *LESSON, "due", "text")
    rows = [
        [each.agreement_id, branch.name_of(each.agreement_id), _day(each), *_cells(note)]
        for each in found
        for note in each.notes or (None,)
    ]
    return Answer(_parts(opened, found, as_of, months, listed), data, make_table(columns, rows), opened.cautions)


def _parts(opened: Opened, found: Sequence[Learnt], as_of: date, months: int, listed: int) -> tuple[str | Table, ...]:
    branch = opened.branch
    parts: list[str | Table] = [f"{opened.heading_on(as_of)}. What was learnt under agreements."]
    for each in found[:listed]:
        told = branch.name_of(each.agreement_id)
        turn = each.turn
        does = "can be ended" if turn and turn.turn == "can_end" else "ends"
        when = f"{does} on {say_day(turn.day)}" if turn else f"does not end in the next {months} months as far as known"
        parts.extend(["", f"“{told}” {when}."])
        for note in each.notes:
            day = note.day("date")
            parts.append(f"  Noted {say_day(day)}:" if day else "  Noted:")
            parts.extend(_lesson_lines(note, as_of))
        if not each.notes:
            parts.append("  Nothing learnt under it is on this map." if opened.view.whole else "  No lesson is shown.")
    if len(found) > listed:
        parts.extend(["", *say_more(len(found), listed)])
    if not found:
        which = "No agreement" if opened.view.whole else "No agreement that is shown"
        parts.append(f"{which} ends, or can be ended, in the next {months} months, and no lesson is noted.")
    elif opened.view.whole and not any(each.notes for each in found):
        parts.extend(["", "To note one: sysmap learn MAP AGREEMENT --expected .. --happened .. --next .. --due DATE"])
    undated = [each for each in branch.of("Agreement") if not each.get("end_date")]
    if undated:
        parts.append(f"Not known: when {len(undated)} of {len(branch.of('Agreement'))} agreements end.")
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _lesson_lines(note: Record, as_of: date) -> list[str]:
    """Read a lesson out, a line for each thing it says; one typed as a plain note by its text."""
    said = {"learnt": note.get("text"), **{words: note.get(name) for name, words in LESSON.items()}}
    lines = [f"    {sentence(f'{words}: {text}')}" for words, text in said.items() if text]
    due = note.last_day("due_date")
    if due:
        lines.append(f"    by {say_day(due)}{': ask whether it was done' if is_overdue(note, as_of) else ''}.")
    return lines


def _data(opened: Opened, learnt: Learnt, as_of: date) -> dict[str, Any]:
    return {
        "id": learnt.agreement_id,
        "name": opened.branch.name_of(learnt.agreement_id),
        "ends": _day(learnt) or None,
        "can": learnt.turn.turn == "can_end" if learnt.turn else None,
        "lessons": [
            {
                "id": note.id,
                "date": note.get("date") or None,
                **{name: note.get(name) or None for name in LESSON},
                "due": note.get("due_date") or None,
                "overdue": is_overdue(note, as_of),
                "text": note.get("text") or None,
            }
            for note in learnt.notes
        ],
    }


def _day(learnt: Learnt) -> str:
    return learnt.turn.day.isoformat() if learnt.turn else ""


def _cells(note: Record | None) -> list[str]:
    if note is None:
        return [""] * (len(LESSON) + 4)
    return [note.id, note.get("date"), *(note.get(name) for name in LESSON), note.get("due_date"), note.get("text")]
