"""What was learnt under agreements, for those that buy next (DOMAIN question 30)."""

from dataclasses import dataclass
from datetime import date

from sysmap.analysis.agreement_dates import AgreementDate, add_months, ending_between
from sysmap.analysis.readings import say_day
from sysmap.model.findings import Finding
from sysmap.model.maps import Branch
from sysmap.model.records import Record

MONTHS_AHEAD = 18
"""How far ahead agreements are looked at: DOMAIN question 30."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt under one agreement.

    Parameters
    ----------
    agreement_id : str
        The agreement.
    turn : AgreementDate or None
        When it ends, or can be ended, within the months looked at; None where it does not or has no such date.
    notes : tuple of Record
        Notes of something learnt about it, what is due soonest first.
    """

    agreement_id: str
    turn: AgreementDate | None
    notes: tuple[Record, ...]


def find_learning(branch: Branch, as_of: date, months: int = MONTHS_AHEAD) -> tuple[Learnt, ...]:
    """Find what was learnt under agreements, those that end or can be ended soonest first.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    months : int, optional
        How many months from it are looked at.

    Returns
    -------
    tuple of Learnt
        Every agreement that turns in that time, whether or not anything was learnt; then every other with a note.
    """
    end = add_months(as_of, months)
    notes: dict[str, list[Record]] = {}
    for link in branch.of("ABOUT"):
        note = branch[link.from_id]
        if note.get("kind") == "learning":
            notes.setdefault(link.to_id, []).append(note)
    found = []
    for agreement in branch.of("Agreement"):
        turn = ending_between(agreement, as_of, end)
        own = sorted(notes.get(agreement.id, ()), key=lambda note: (note.get("due_date") or "9", note.id))
        if turn or own:
            found.append(Learnt(agreement.id, turn, tuple(own)))
    return tuple(sorted(found, key=lambda each: (each.turn.day if each.turn else date.max, each.agreement_id)))


def is_overdue(note: Record, as_of: date) -> bool:
    """Whether what a note says should be done by now."""
    due = note.last_day("due_date")
    return due is not None and due < as_of


def say_learnt(branch: Branch, learnt: Learnt, as_of: date) -> Finding:
    """Say what was learnt under an agreement, as a question to those that buy next."""
    name = branch.name_of(learnt.agreement_id)
    turns = ""
    if learnt.turn:
        does = "can be ended" if learnt.turn.turn == "can_end" else "ends"
        turns = f" {does} on {say_day(learnt.turn.day)}"
    changes = [note.get("next_time") for note in learnt.notes if note.get("next_time")]
    if changes:
        asked = f"Ask whether what was learnt goes into what is bought next: {'; '.join(changes)}"
    elif learnt.notes:
        asked = "Something was learnt under it. Ask what to buy differently"
    else:
        asked = "Nothing learnt under it is on this map. Ask those who run it before it is bought again"
    said = f"“{name}”{turns}. {asked}" if turns else f"“{name}”: {asked[0].lower()}{asked[1:]}"
    return Finding(
        "learning",
        said if said.endswith((".", "?", "!")) else f"{said}.",
        (learnt.agreement_id, *(note.id for note in learnt.notes)),
        {},
        (learnt.agreement_id, *(note.id for note in learnt.notes)),
        (),
        as_of,
        branch.scenario,
    )
