"""Accepting and rejecting comments: an accepted one becomes an edit like any other, which can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sysmap.errors import AmbiguousNameError, NotFoundError, SysmapError, UsageError
from sysmap.model.commands import add_element, link_elements, name_in_words, set_properties
from sysmap.model.comments import Against, find_conflicts, is_on_whole_map, is_open
from sysmap.model.duplicates import names_of, plain_name
from sysmap.model.edits import Edit, apply, edit_between
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.pipeline.comment_facts import has_changed
from sysmap.pipeline.moments import Moments
from sysmap.pipeline.names import Ask, find_named, read_kind
from sysmap.pipeline.reading_back import sentence
from sysmap.pipeline.typed import find_property, read_typed
from sysmap.stores.base import Store

WHOLE = "map"
"""What stands for the whole map where a comment is assigned."""

_NOTE_KINDS = {"wrong": "disagreement", "missing": "question"}


@dataclass(frozen=True, slots=True)
class Settling:
    """What is to become of comments.

    Parameters
    ----------
    accept, reject : tuple of str
        Their ids, or enough of the beginning of each.
    undisputed : bool
        Whether to accept what nothing stands against: readable values of things found, that nobody disputes and that
        have not changed since the page was made, and marks of agreement with what still stands.
    assign : Mapping of str to str
        What a comment is about, by its id: a name, an id, or `map`.
    """

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    undisputed: bool = False
    assign: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settled:
    """The map after settling.

    Parameters
    ----------
    map : SystemMap
        The map.
    lines : tuple of str
        What was done, a sentence a comment.
    edit : int or None
        The number of the edit that did it; None where there was nothing to do.
    left : int
        How many were left open though everything undisputed was to be accepted.
    """

    map: SystemMap
    lines: tuple[str, ...] = ()
    edit: int | None = None
    left: int = 0


def settle(
    store: Store, before: SystemMap, wish: Settling, *, by: str, why: str = "", ask: Ask | None = None
) -> Settled:
    """Do what is to become of comments, as one edit.

    Parameters
    ----------
    store : Store
        The open map.
    before : SystemMap
        It, as it is now.
    wish : Settling
        What is to become of which comments.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When no comment has one of the ids, or what it is assigned to is not on the map.
    UsageError
        When a comment is settled already, is to be both accepted and rejected, proposes what cannot be read, or two
        that are accepted propose different values. Nothing is done then.
    """
    now, lines = before, []
    for typed, name in wish.assign.items():
        comment = find_comment(now, typed)
        now, line = _assign(now, comment, name, ask)
        lines.append(line)
    accepted = [_open_comment(now, each) for each in wish.accept]
    rejected = [_open_comment(now, each) for each in wish.reject]
    both = {each.id for each in accepted} & {each.id for each in rejected}
    if both:
        raise UsageError(f"{min(both)} cannot be both accepted and rejected")
    _refuse_rivals(now, accepted)
    for comment in accepted:
        now, line = _accept(now, comment, by=by)
        lines.append(line)
    for comment in rejected:
        now = _with_status(now, comment, "rejected")
        lines.append(f"Rejected {comment.id}.")
    left = 0
    if wish.undisputed:
        now, more, left = _accept_undisputed(store, now, by=by)
        lines.extend(more)
    edit = _edit(before, now, lines, by=by, why=why)
    if edit is None:
        return Settled(before, tuple(lines), left=left)
    return Settled(now, tuple(lines), store.commit(edit), left)


def _edit(before: SystemMap, after: SystemMap, lines: Sequence[str], *, by: str, why: str) -> Edit | None:
    edit = edit_between(before, after, "", by=by, why=why)
    if not edit.changes:
        return None
    what = lines[0].rstrip(".") if len(lines) == 1 else f"settled {len(lines)} comments"
    return edit_between(before, after, what[:1].lower() + what[1:], by=by, why=why)


def find_comment(system_map: SystemMap, typed: str) -> Record:
    """Find a comment by its id or enough of its beginning.

    Raises
    ------
    NotFoundError
        When none has it.
    AmbiguousNameError
        When several begin so.
    """
    wanted = typed.strip()
    comments = system_map.of("Comment")
    found = [each for each in comments if each.id == wanted] or [
        each for each in comments if wanted and each.id.removeprefix("cmt_").startswith(wanted.removeprefix("cmt_"))
    ]
    if not found:
        raise NotFoundError(f"no comment has the id {typed!r}; sysmap comments lists them")
    if len(found) > 1:
        ids = tuple(each.id for each in found)
        raise AmbiguousNameError(f"several comments begin with {typed!r}: {', '.join(ids[:5])}", ids)
    return found[0]


def _open_comment(system_map: SystemMap, typed: str) -> Record:
    comment = find_comment(system_map, typed)
    if not is_open(comment):
        raise UsageError(f"{comment.id} was {comment.get('status')} already; undo takes that back")
    return comment


def _assign(now: SystemMap, comment: Record, name: str, ask: Ask | None) -> tuple[SystemMap, str]:
    if name.strip().casefold() == WHOLE:
        placed = comment.with_values(about_id="", about_kind="Map")
        said = "the whole map"
    else:
        about = find_named(now, name, (), ask)
        placed = comment.with_values(about_id=about.id, about_kind=about.kind)
        said = name_in_words(now, about)
    return _with(now, placed), f"{comment.id} is about {said}."


def _refuse_rivals(now: SystemMap, accepted: Sequence[Record]) -> None:
    ids = {each.id for each in accepted}
    for against in find_conflicts(now):
        rivals = [each for each in against.ids if each in ids]
        if against.prop and len({now[each].get("value") for each in rivals}) > 1:
            raise UsageError(f"{' and '.join(rivals)} propose different values for {against.prop}; accept one of them")


def _accept(now: SystemMap, comment: Record, *, by: str) -> tuple[SystemMap, str]:
    """Give the map with a comment accepted, and what that did."""
    mark = comment.get("mark")
    if mark == "agreed":
        return _with_status(now, comment, "accepted"), f"Counted {comment.id}: somebody agrees. Nothing else changes."
    if mark == "wrong" and comment.get("property") and comment.get("value"):
        done, said = _set_value(now, comment, by=by)
    elif mark == "missing" and comment.get("property") and comment.get("value"):
        done, said = _add_missing(now, comment, by=by)
    else:
        done, said = _add_note(now, comment, by=by)
    return _with_status(done, comment, "accepted"), f"Accepted {comment.id}: {sentence(said)}"


def _set_value(now: SystemMap, comment: Record, *, by: str) -> tuple[SystemMap, str]:
    about = now.get(comment.get("about_id"))
    name, value = comment.get("property"), comment.get("value")
    if about is None:
        raise UsageError(
            f"{comment.id} is about “{comment.get('about_name')}”, which is not found on this map; assign it"
        )
    prop = find_property(about.declared, name)
    if prop is None or prop.computed:
        raise UsageError(
            f"{comment.id} proposes a value for {name!r}, which {about.declared.one} does not have; reject it"
        )
    try:
        typed = read_typed(now, about.kind, {prop.name: value}, joins=about.joins)
        if all(about.get(each) == text for each, text in typed.values.items()):
            return now, f"{prop.on_screen} of {name_in_words(now, about)} says so already"
        edit = set_properties(now, about.id, typed.values, by=by)
    except SysmapError as error:
        if "is so already" in str(error):
            return now, f"{prop.on_screen} of {name_in_words(now, about)} says so already"
        raise UsageError(f"{comment.id} proposes what cannot be read: {error}") from error
    after = apply(now, edit)
    return after, f"{prop.on_screen} of {name_in_words(now, about)} is now {after[about.id].words(prop.name)}"


def _add_missing(now: SystemMap, comment: Record, *, by: str) -> tuple[SystemMap, str]:
    try:
        kind, values = read_kind(now, comment.get("property"))
    except UsageError:
        return _add_note(now, comment, by=by)
    name = comment.get("value")
    known = [each for each in now.of(kind) if plain_name(name) in {plain_name(own) for own in names_of(each)}]
    if known:
        return now, f"“{known[0].name}” is on the map already"
    said = {"note": comment.get("text"), "confirmed": "no", "created_by": f"comment {comment.id}", **values}
    edit = add_element(now, kind, name, {each: text for each, text in said.items() if text}, by=by)
    return apply(now, edit), edit.what


def _add_note(now: SystemMap, comment: Record, *, by: str) -> tuple[SystemMap, str]:
    """Keep what a comment says as a note on what it is about; only the council may see it until somebody says else."""
    about = now.get(comment.get("about_id"))
    words = ": ".join(each for each in (comment.get("property"), comment.get("value")) if each)
    on = "" if is_on_whole_map(comment) else f", on {name_in_words(now, about) if about else comment.get('about_name')}"
    said = ". ".join(each for each in (comment.get("text"), words) if each) or f"marked {comment.get('mark')}, no words"
    values = {
        "kind": _NOTE_KINDS[comment.get("mark")],
        "text": f"{said} ({comment.get('role') or 'role not given'}{on})",
        "date": comment.get("date"),
        "sensitivity": "internal",
        "created_by": f"comment {comment.id}",
    }
    edit = add_element(now, "Note", "", {name: text for name, text in values.items() if text}, by=by)
    after = apply(now, edit)
    if about is not None and about.declared.form == "element":
        after = apply(after, link_elements(after, edit.changes[0].record_id, "ABOUT", about.id, by=by))
    return after, f"kept as a note{f' on {name_in_words(now, about)}' if about else ''}"


def _accept_undisputed(store: Store, now: SystemMap, *, by: str) -> tuple[SystemMap, list[str], int]:
    disputed = {each for against in find_conflicts(now) for each in against.ids}
    moments = Moments(store)
    waiting = [each for each in now.of("Comment") if is_open(each)]
    # Judged by the map as it is before any of them is done: two readers may propose the same.
    stands = [each for each in waiting if each.id not in disputed and _is_undisputed(now, each, moments)]
    lines: list[str] = []
    for comment in stands:
        try:
            now, line = _accept(now, comment, by=by)
        except UsageError:
            continue
        lines.append(line)
    left = len(waiting) - len(lines)
    return now, lines, left


def _is_undisputed(now: SystemMap, comment: Record, moments: Moments) -> bool:
    if comment.get("mark") == "agreed":
        # Nobody agreed with what the map has come to say since.
        return is_on_whole_map(comment) or (bool(comment.get("about_id")) and not has_changed(now, comment, moments))
    if comment.get("mark") != "wrong" or not comment.get("property") or not comment.get("value"):
        return False
    return comment.get("about_id") in now and not has_changed(now, comment, moments)


def _with_status(now: SystemMap, comment: Record, status: str) -> SystemMap:
    return _with(now, now[comment.id].with_values(status=status))


def _with(now: SystemMap, record: Record) -> SystemMap:
    return SystemMap({**now.records, record.id: record})


def rivals_of(against: Iterable[Against], comment_id: str) -> list[str]:
    """Give the ids of comments that speak against one."""
    return list(
        dict.fromkeys(each for one in against if comment_id in one.ids for each in one.ids if each != comment_id)
    )
