"""Who is who: suggesting which elements may be one thing, and taking what people decide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sysmap.analysis.duplicates import Alike, Duplicates, find_duplicates, official_number
from sysmap.errors import UsageError
from sysmap.formats.review_table import write_review
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.deciding import COLUMNS, Decided, Decision, decide, read_decisions
from sysmap.pipeline.exporting import refuse_to_overwrite
from sysmap.pipeline.names import Ask, find_named, read_kind
from sysmap.pipeline.opening import writing
from sysmap.stores.base import Store

Judge = Callable[[Alike, int, int], str]
"""Shows a pair, as which of how many, and gives what is said of it: `first` or `second` (one thing, of which that is
kept), `different`, `later` or `stop`."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be done about duplicates beside listing them.

    Parameters
    ----------
    accept : tuple of str
        Lists that somebody filled in.
    different : tuple of (str, str)
        Names or ids of pairs that are two things.
    out : str
        The file to write the list to, to be filled in; empty for none.
    force : bool
        Whether to replace that file.
    everything : bool
        Whether to list the pairs told apart before too.
    """

    accept: tuple[str, ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    out: str = ""
    force: bool = False
    everything: bool = False


def duplicates(
    address: str,
    wish: Review,
    *,
    kinds: Sequence[str] = (),
    judge: Judge | None = None,
    listed: int = LISTED,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Do what was decided, then list what may still be one thing.

    Parameters
    ----------
    address : str
        The map.
    wish : Review
        What is to be done.
    kinds : sequence of str
        Only these kinds, in the words of people.
    judge : callable, optional
        Judges pair after pair; each judgement is an edit of its own.
    listed : int
        How many pairs the text lists.
    by, why : str
        The role that decides, and its reason.
    ask : callable, optional
        Asks which of several elements is meant.

    Raises
    ------
    BadInputError
        When a list cannot be done; then nothing is.
    UsageError
        When the file to write is there already.
    NotFoundError
        When there is no such map, list or element.
    """
    if wish.out:
        refuse_to_overwrite(Path(wish.out), force=wish.force)
    with writing(address) as (store, before):
        decisions = [each for path in wish.accept for each in read_decisions(Path(path), before)]
        decisions += [_different(before, pair, ask) for pair in wish.different]
        done = _Done(before)
        if wish.accept or wish.different:
            done.take(store, decide(before, decisions, by=by, why=why))
        only = [read_kind(done.map, each)[0] for each in kinds]
        found = find_duplicates(branch(done.map), only)
        if judge is not None:
            _go_through(store, done, found.pairs, judge, by=by, why=why)
            found = find_duplicates(branch(done.map), only)
        return _tell(store, done, found, wish, listed)


@dataclass(slots=True)
class _Done:
    """The map so far, what was done to it in sentences, and by which edits."""

    map: SystemMap
    lines: list[str] = field(default_factory=list)
    edits: list[int] = field(default_factory=list)

    def take(self, store: Store, decided: Decided) -> None:
        """Keep what was decided."""
        merged, apart = len(decided.merged), len(decided.told_apart)
        if not decided.edit.changes:
            self.lines.append("Nothing to do: nothing is decided that the map does not hold already.")
            return
        self.map = decided.map
        self.edits.append(store.commit(decided.edit))
        if merged + apart > LISTED:
            self.lines.append(f"Merged {merged:,} and told {apart:,} pairs apart, in one edit that undo takes back.")
        else:
            self.lines += [f"Merged “{dropped}” into “{kept}”." for dropped, kept in decided.merged]
            self.lines += [f"Told “{one}” and “{other}” apart." for one, other in decided.told_apart]
        if decided.already:
            self.lines.append(f"{decided.already:,} decided before.")


def _different(system_map: SystemMap, pair: tuple[str, str], ask: Ask | None) -> Decision:
    one, other = (find_named(system_map, name, (), ask) for name in pair)
    if one.id == other.id:
        raise UsageError(f"“{one.name}” is one thing; name two")
    return Decision("different", (one.id, other.id))


def _go_through(store: Store, done: _Done, pairs: Sequence[Alike], judge: Judge, *, by: str, why: str) -> None:
    """Ask pair after pair; what was merged meanwhile is asked about as what it is now, or not at all."""
    for number, pair in enumerate(pairs, 1):
        ids = [current_id(done.map, each.id) for each in (pair.first, pair.second)]
        if ids[0] == ids[1]:
            continue
        said = judge(pair, number, len(pairs))
        if said == "stop":
            return
        if said != "later":
            first, second = reversed(ids) if said == "second" else ids
            verdict = Decision("different" if said == "different" else "same", (first, second))
            done.take(store, decide(done.map, [verdict], by=by, why=why))


def _tell(store: Store, done: _Done, found: Duplicates, wish: Review, listed: int) -> Answer:
    now = done.map
    pairs = [*((each, "") for each in found.pairs)]
    if wish.everything:
        pairs += [(each, "different") for each in found.told_apart]
    rows = [_row(now, pair, decision) for pair, decision in pairs]
    parts: list[str | Table] = [*done.lines, *([""] if done.lines else []), _summary(found)]
    if wish.out:
        write_review(Path(wish.out), COLUMNS, rows)
        parts.append(f"Written to {wish.out}: write same or different under decision, then")
        parts.append(f"  sysmap duplicates {store.address} --accept {wish.out}")
    elif pairs:
        columns = ("first", "second", "why", "alike", "links of 1st", "of 2nd")
        shown = ((each.first.name, each.second.name, each.why, *_figures(now, each)) for each, _ in pairs[:listed])
        parts.append(make_table(columns, shown, columns[3:]))
        parts.extend(say_more(len(pairs), listed))
        parts.append("--out FILE writes the list to fill in; --review asks pair after pair. Nothing is merged unasked.")
    data = {
        "map": store.address,
        "done": list(done.lines),
        "edits": list(done.edits),
        "pairs": [_facts(now, pair, decision) for pair, decision in pairs],
        "told_apart": len(found.told_apart),
        "apart_by_number": found.apart_by_number,
        "written": wish.out or None,
    }
    return Answer(tuple(parts), data, make_table(COLUMNS, rows), store.cautions)


def _summary(found: Duplicates) -> str:
    count = len(found.pairs)
    said = f"{count:,} pair{'s' * (count != 1)} may be one thing." if count else "Nothing looks like one thing twice."
    if found.told_apart:
        said += f" {len(found.told_apart):,} told apart before."
    if found.apart_by_number:
        said += f" {found.apart_by_number:,} named alike have different official numbers, so they are two."
    return said


def _figures(now: SystemMap, pair: Alike) -> tuple[str, str, str]:
    return f"{pair.likeness:.0f}", str(_count(now, pair.first)), str(_count(now, pair.second))


def _count(now: SystemMap, record: Record) -> int:
    return len(now.leaving(record.id)) + len(now.reaching(record.id))


def _number(record: Record) -> str:
    return "-".join(filter(None, official_number(record)))


def _row(now: SystemMap, pair: Alike, decision: str) -> tuple[str, ...]:
    first, second = pair.first, pair.second
    return (
        decision,
        "first",
        first.name,
        second.name,
        pair.why,
        f"{pair.likeness:.0f}",
        str(pair.shared_neighbours),
        _number(first),
        _number(second),
        str(_count(now, first)),
        str(_count(now, second)),
        first.get("created_by"),
        second.get("created_by"),
        first.declared.words,
        first.id,
        second.id,
    )


def _facts(now: SystemMap, pair: Alike, decision: str) -> dict[str, Any]:
    return {
        "kind": pair.first.kind,
        "reason": pair.reason,
        "why": pair.why,
        "likeness": round(pair.likeness),
        "joined_to_both": pair.shared_neighbours,
        "told_apart": bool(decision),
        **{
            side: {
                "id": each.id,
                "name": each.name,
                "number": _number(each),
                "links": _count(now, each),
                "from": each.get("created_by"),
            }
            for side, each in (("first", pair.first), ("second", pair.second))
        },
    }
