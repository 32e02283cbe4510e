"""Bringing in what readers sent back, and saying what it amounts to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats.comments import CommentReading, Sent, read_comments
from sysmap.formats.comments.files import read_text_of
from sysmap.model.comments import find_about
from sysmap.model.duplicates import plain_name
from sysmap.model.edits import add, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.pipeline.addresses import map_name
from sysmap.pipeline.answers import Answer
from sysmap.pipeline.comment_list import tell_comments
from sysmap.pipeline.moments import Moments
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import writing
from sysmap.pipeline.settling import Settling, settle
from sysmap.stores.base import Store

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class CommentFiles:
    """Files of comments to bring in.

    Parameters
    ----------
    files : tuple of str
        Their paths; `-` stands for what was pasted.
    pasted : str
        That text.
    keep_going : bool
        Whether what is sound is brought in where something else was altered.
    anyway : bool
        Whether comments on another map are brought in, things found by their names.
    """

    files: tuple[str, ...] = ()
    pasted: str = ""
    keep_going: bool = False
    anyway: bool = False


def take_comments(
    address: str,
    wish: CommentFiles,
    settling: Settling,
    *,
    everything: bool = False,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Bring in comments, settle those that were named, and list them by what they are about.

    Nothing is brought in of any file where one cannot be read, was altered, or is of another map. What was brought in
    before is left as it is, so that the same file twice adds nothing.

    Parameters
    ----------
    address : str
        The map.
    wish : CommentFiles
        What to bring in.
    settling : Settling
        Which comments to accept, to reject or to assign.
    everything : bool
        Whether to list those settled before too.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.
    """
    readings = [(name, _read(name, wish)) for name in wish.files]
    with writing(address) as (store, before):
        after, lines = _bring_in(store, before, readings, wish, by=by, why=why)
        settled = settle(store, after, settling, by=by, why=why, ask=ask)
        return tell_comments(store, settled, lines, everything=everything)


def _read(name: str, wish: CommentFiles) -> CommentReading:
    if name == STANDARD_INPUT:
        return read_text_of(wish.pasted, "what was pasted")
    return read_comments(Path(name))


def _bring_in(
    store: Store,
    before: SystemMap,
    readings: Sequence[tuple[str, CommentReading]],
    wish: CommentFiles,
    *,
    by: str,
    why: str,
) -> tuple[SystemMap, list[str]]:
    moments = Moments(store)
    new: dict[str, Sent] = {}
    lines: list[str] = []
    for name, reading in readings:
        said = "what was pasted" if name == STANDARD_INPUT else name
        _refuse_altered(said, reading, wish)
        fresh = [each for each in reading.comments if each.record.id not in before and each.record.id not in new]
        for each in fresh:
            if not wish.anyway:
                _refuse_other_map(store, before, moments, said, each)
            new[each.record.id] = each
        known = len(reading.comments) - len(fresh)
        lines.append(_tell_file(said, len(fresh), known, reading))
    if not new:
        return before, lines
    records = [_placed(before, moments, each) for each in new.values()]
    edit = make_edit(f"brought in {_count(len(records))}", map(add, records), by=by, why=why)
    store.commit(edit)
    return apply(before, edit), lines


def _refuse_altered(name: str, reading: CommentReading, wish: CommentFiles) -> None:
    if not reading.damaged or (wish.keep_going and reading.comments):
        return
    first, more = reading.damaged[0], len(reading.damaged) - 1
    others = f" (and {more} more)" if more else ""
    sound = len(reading.comments)
    todo = (
        f"--keep-going brings in the {sound} that {'is' if sound == 1 else 'are'} sound"
        if sound
        else "ask for it again"
    )
    raise BadInputError(f"{name}: line {first.line}: {first.message}{others}; nothing was brought in, {todo}")


def _refuse_other_map(store: Store, before: SystemMap, moments: Moments, name: str, sent: Sent) -> None:
    if moments.number(sent.moment) is not None:
        return
    title = before.about.get("name") or map_name(store.address)
    if not sent.moment and plain_name(sent.map_name) == plain_name(title):
        return
    other = f"“{sent.map_name[:80]}”" if sent.map_name else "a map without a name"
    raise BadInputError(
        f"{name}: line {sent.line}: these are comments on another map, {other}, or on a copy that went its own way; "
        "nothing was brought in (--anyway brings them in and finds things by their names)"
    )


def _placed(before: SystemMap, moments: Moments, sent: Sent) -> Record:
    """Give the record of a comment with what it is about on this map."""
    number = moments.number(sent.moment)
    own = moments.ids_in_share(sent.moment, sent.audience).get(sent.record.get("about_id"), "")
    here = before.get(current_id(before, own)) if own else None
    if here is not None and sent.record.get("about_kind") == here.kind:
        return sent.record.with_values(about_id=here.id, moment=sent.moment)
    about = find_about(before, None if number is None else moments.map_at(number), sent.record)
    return sent.record.with_values(about_id=about or "", moment="" if number is None else sent.moment)


def _tell_file(name: str, fresh: int, known: int, reading: CommentReading) -> str:
    parts = [f"{name}: {_count(fresh)} brought in"]
    if known:
        parts.append(f"{known} known already")
    if reading.damaged:
        where = ", ".join(str(each.line) for each in reading.damaged[:5])
        parts.append(f"{len(reading.damaged)} left out, altered or unreadable (line {where})")
    return f"{', '.join(parts)}."


def _count(number: int) -> str:
    return f"{number} comment{'s' * (number != 1)}"
