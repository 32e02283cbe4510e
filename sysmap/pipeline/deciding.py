"""Deciding who is who: pairs that are one are merged, pairs that are not are remembered, all of it in one edit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sysmap.errors import BadInputError, SysmapError
from sysmap.formats.review_table import ReviewRow, read_review
from sysmap.model.duplicates import names_of, plain_name
from sysmap.model.edits import Edit, edit_between, make_edit
from sysmap.model.ids import keyed_id
from sysmap.model.maps import SystemMap
from sysmap.model.merging import Merging, current_id
from sysmap.model.records import Record

Verdict = Literal["same", "different"]

NEEDED = ("decision", "first_id", "second_id")
COLUMNS = (
    "decision",
    "keep",
    "first",
    "second",
    "why",
    "likeness",
    "joined_to_both",
    "first_number",
    "second_number",
    "first_links",
    "second_links",
    "first_from",
    "second_from",
    "kind",
    "first_id",
    "second_id",
)
"""The columns of a review: what somebody fills in, what is asked, what helps, and by what the rows are known again."""

_SAME = frozenset({"same", "one", "yes", "y", "merge", "s"})
_DIFFERENT = frozenset({"different", "two", "no", "n", "apart", "d"})
_LATER = frozenset({"", "later", "?", "not sure", "don't know"})
_KEEP = {"": 0, "first": 0, "1": 0, "second": 1, "2": 1}


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody says of two elements.

    Parameters
    ----------
    verdict : {"same", "different"}
        Whether they are one.
    ids : tuple of str and str
        Their ids; where they are one the first is kept.
    where : str
        Where it was said, for messages: a file and a row.
    """

    verdict: Verdict
    ids: tuple[str, str]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of decisions.

    Parameters
    ----------
    map : SystemMap
        The map after them.
    edit : Edit
        The edit that leads there; without changes where all of it was so already.
    merged, told_apart : tuple of (str, str)
        Names: what was merged into what, and what was told apart.
    already : int
        How many decisions the map held already.
    """

    map: SystemMap
    edit: Edit
    merged: tuple[tuple[str, str], ...] = ()
    told_apart: tuple[tuple[str, str], ...] = ()
    already: int = 0


@dataclass(slots=True)
class _Work:
    """The decisions so far."""

    merging: Merging
    merged: list[tuple[str, str]] = field(default_factory=list)
    told_apart: list[tuple[str, str]] = field(default_factory=list)
    already: int = 0


def decide(before: SystemMap, decisions: Sequence[Decision], *, by: str, why: str = "") -> Decided:
    """Make the edit that does what was decided, all of it or nothing.

    Parameters
    ----------
    before : SystemMap
        The map.
    decisions : sequence of Decision
        What was decided. Those of one pair may come in any order and name elements merged since.
    by, why : str
        The role that decides, and its reason.

    Raises
    ------
    BadInputError
        When an id is not on the map, two decisions contradict each other, or two that are said to be one cannot be
        merged; the message says where that was said.
    """
    work = _Work(Merging(before, by=by))
    for each in decisions:
        if each.verdict == "same":
            _make_one(work, each)
    new = list(_told_apart(work, [each for each in decisions if each.verdict == "different"]))
    after = SystemMap({**work.merging.map.records, **{record.id: record for record in new}})
    edit = edit_between(before, after, "", by=by, why=why)
    # Links leave what goes before it goes.
    changes = sorted(edit.changes, key=lambda change: (change.operation == "remove", "from_id" not in change.old))
    said = make_edit(_what(work), changes, by=by, why=why)
    return Decided(after, said, tuple(work.merged), tuple(work.told_apart), work.already)


def read_decisions(path: Path, system_map: SystemMap) -> list[Decision]:
    """Read a review that somebody filled in.

    Parameters
    ----------
    path : Path
        CSV or .xlsx, with the columns that were written.
    system_map : SystemMap
        The map that it is about.

    Raises
    ------
    NotFoundError
        When there is no such file.
    BadInputError
        When a decision cannot be read, an id is not on the map, or a name is not that of its id, as where one column
        was sorted without the others. The first is told and the rest are counted.
    """
    decisions: list[Decision] = []
    wrong: list[str] = []
    for row in read_review(path, NEEDED, COLUMNS):
        try:
            decisions.extend(_read(path, row, system_map))
        except BadInputError as error:
            wrong.append(str(error))
    if wrong:
        more = len(wrong) - 1
        rows = "row is" if more == 1 else "rows are"
        others = f"; {more:,} more {rows} wrong too" if more else ""
        raise BadInputError(f"{wrong[0]}{others}; nothing was done")
    return decisions


def _read(path: Path, row: ReviewRow, system_map: SystemMap) -> Iterable[Decision]:
    where = f"{path}: row {row.number}"
    word = row.cells["decision"].casefold().strip(" .!")
    if word in _LATER:
        return
    if word not in _SAME | _DIFFERENT:
        raise BadInputError(
            f"{where}, decision: {row.cells['decision']!r} is neither same nor different; leave it empty for later"
        )
    ids = []
    for side in ("first", "second"):
        record = _there(system_map, row.cells[f"{side}_id"], f"{where}, {side}_id")
        name = row.cells.get(side, "")
        if name and plain_name(name) not in map(plain_name, names_of(record)):
            raise BadInputError(
                f"{where}, {side}: {row.cells[f'{side}_id']} is called {record.name!r} on the map, not {name!r}; was"
                " one column sorted without the others? write the list again"
            )
        ids.append(row.cells[f"{side}_id"])
    kept = row.cells.get("keep", "").casefold()
    if kept not in _KEEP:
        raise BadInputError(f"{where}, keep: {row.cells['keep']!r} is neither first nor second")
    first, second = ids if _KEEP[kept] == 0 else reversed(ids)
    yield Decision("same" if word in _SAME else "different", (first, second), where)


def _there(system_map: SystemMap, record_id: str, where: str) -> Record:
    record = system_map.get(current_id(system_map, record_id))
    if record is None:
        raise BadInputError(
            f"{where}: nothing on this map has the id {record_id!r}, and it went into nothing; was the list made from"
            " another map?"
        )
    return record


def _make_one(work: _Work, decision: Decision) -> None:
    keep, drop = (_there(work.merging.map, each, decision.where or "decision") for each in decision.ids)
    if keep.id == drop.id:
        work.already += 1
        return
    try:
        work.merging.merge(keep.id, drop.id)
    except SysmapError as error:
        raise BadInputError(f"{decision.where}: {error}" if decision.where else str(error)) from error
    work.merged.append((drop.name, keep.name))


def _told_apart(work: _Work, decisions: Iterable[Decision]) -> Iterator[Record]:
    now = work.merging.map
    known = {frozenset((each.get("one_id"), each.get("other_id"))) for each in now.of("Distinct")}
    for decision in decisions:
        one, other = (_there(now, each, decision.where or "decision") for each in decision.ids)
        if one.id == other.id:
            said = f"{decision.where} says" if decision.where else "it is said"
            raise BadInputError(
                f"{said} that two things are different which are one: “{one.name}”; split takes it apart"
            )
        pair = frozenset((one.id, other.id))
        if pair in known:
            work.already += 1
            continue
        known.add(pair)
        work.told_apart.append((one.name, other.name))
        first, second = sorted(pair)
        yield Record(keyed_id("Distinct", first, second), "Distinct", {"one_id": first, "other_id": second})


def _what(work: _Work) -> str:
    said = []
    if len(work.merged) == 1:
        said.append("merged “{}” into “{}”".format(*work.merged[0]))
    elif work.merged:
        said.append(f"merged {len(work.merged):,} pairs")
    if len(work.told_apart) == 1:
        said.append("told “{}” and “{}” apart".format(*work.told_apart[0]))
    elif work.told_apart:
        said.append(f"told {len(work.told_apart):,} pairs apart")
    return " and ".join(said) or "decided who is who"
