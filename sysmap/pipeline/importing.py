"""Bringing files into a map: what each is, what it changes, what in it was not read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError, ConflictError, NotFoundError
from sysmap.formats import map_formats
from sysmap.formats.drawn import NAMES as DRAWN
from sysmap.formats.drawn import NO_SIGNS, Signs
from sysmap.formats.interface import Reading
from sysmap.formats.single_table import read_single_table
from sysmap.model.commands import bring_in
from sysmap.model.edits import Edit, apply
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.telling import Tell, say_nothing
from sysmap.pipeline.answers import Answer, Table, make_table, say_counts
from sysmap.pipeline.fitting import check_incoming, fit_records, leave_out, without_consequences
from sysmap.pipeline.importing_agreements import OPEN_DATA, import_agreements
from sysmap.pipeline.importing_drawn import bring_drawing
from sysmap.pipeline.importing_spend import SpendOptions, import_spend
from sysmap.pipeline.making import with_suffix
from sysmap.pipeline.recognising import SPEND, TABLE, recognise
from sysmap.stores.base import Store, create, open_store


@dataclass(frozen=True)
class FileImport:
    """What became of one file.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it was taken for, in words.
    added, updated, unchanged : Mapping of str to int
        How many records of each kind.
    problems : tuple of Problem
        What is wrong in it; errors were not brought in.
    left_out : int
        How many rows were left out because of errors.
    lines : tuple of str
        What else is to be said, a line each.
    data : Mapping of str to Any
        What else is to be said, as plain JSON values.
    failure : str
        Why nothing of it was brought in; empty where it was.
    counted : bool
        Whether the lines say how many records came in.
    """

    path: Path
    what: str
    added: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    lines: tuple[str | Table, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    failure: str = ""
    counted: bool = False


def import_files(
    address: str,
    paths: Sequence[str],
    *,
    wanted: str = "",
    new: bool = False,
    keep_going: bool = False,
    spend: SpendOptions | None = None,
    signs: Signs = NO_SIGNS,
    by: str,
    why: str = "",
    tell: Tell = say_nothing,
) -> Answer:
    """Bring files into a map, each wholly or not at all.

    Parameters
    ----------
    address : str
        The map.
    paths : sequence of str
        The files or folders.
    wanted : str
        What they are; found out where empty.
    new : bool
        Whether to make the map.
    keep_going : bool
        Whether to bring what is sound of a file that has errors, and go on after a file that cannot be read.
    spend : SpendOptions, optional
        How to read spend files.
    signs : Signs
        Which way the links of each style go, in maps drawn in a program that knows styles only.
    by, why : str
        The role that imports, and its reason.
    tell : Tell
        Told how far it is.
    """
    files = [Path(path) for path in paths]
    if not keep_going:
        for path in files:
            recognise(path, wanted)  # before anything is brought in
    address = with_suffix(address) if new else address
    done: list[FileImport] = []
    store = _open(address, new=new)
    try:
        with store:
            for path in files:
                tell(0, 0, f"Reading {path.name}")
                kind = ""
                try:
                    kind = recognise(path, wanted)
                    done.append(
                        _bring_or_again(
                            store, path, kind, spend, signs, keep_going=keep_going, by=by, why=why, tell=tell
                        )
                    )
                except (BadInputError, ConflictError, NotFoundError) as error:
                    done.append(FileImport(path, kind, failure=str(error)))
                if done[-1].failure and not keep_going:
                    break
            head, cautions = store.head, store.cautions
    finally:
        # A new map into which nothing came wholly goes again, whatever stopped it.
        if new and all(each.failure for each in done):
            _unmake(address)
    if len(done) == 1 and done[0].failure and not done[0].problems:
        raise BadInputError(done[0].failure)
    return _tell(address, done, head, cautions, untried=len(files) - len(done))


def _unmake(address: str) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{address}{ending}").unlink(missing_ok=True)


def _open(address: str, *, new: bool) -> Store:
    if new:
        return create(address)
    try:
        return open_store(address)
    except NotFoundError as error:
        raise NotFoundError(f"{error}; --new makes it") from error


def _bring_or_again(
    store: Store,
    path: Path,
    kind: str,
    spend: SpendOptions | None,
    signs: Signs,
    *,
    keep_going: bool,
    by: str,
    why: str,
    tell: Tell,
) -> FileImport:
    """Bring a file in, and once more, on the map as it is then, where somebody changed the map meanwhile."""

    def bring() -> FileImport:
        if kind == SPEND:
            options = spend or SpendOptions()
            return _spend(store, path, options, keep_going=keep_going, by=by, why=why, tell=tell)
        if kind in OPEN_DATA:
            options = spend or SpendOptions()
            return _agreements(store, path, kind, options, keep_going=keep_going, by=by, why=why, tell=tell)
        return _bring(store, path, kind, signs, keep_going=keep_going, by=by, why=why)

    try:
        return bring()
    except ConflictError:
        try:
            return bring()
        except ConflictError as error:
            message = f"{path}: somebody else changed this map meanwhile; nothing was brought in, so try again"
            raise ConflictError(message) from error


def _spend(
    store: Store, path: Path, options: SpendOptions, *, keep_going: bool, by: str, why: str, tell: Tell
) -> FileImport:
    report = import_spend(store, path, options, keep_going=keep_going, by=by, why=why, tell=tell)
    return FileImport(
        path,
        "council spend file",
        report.added,
        report.updated,
        left_out=report.left_out,
        lines=report.lines,
        data=report.data,
        counted=True,
    )


def _agreements(
    store: Store, path: Path, kind: str, options: SpendOptions, *, keep_going: bool, by: str, why: str, tell: Tell
) -> FileImport:
    done = import_agreements(store, path, kind, options, keep_going=keep_going, by=by, why=why, tell=tell)
    if done.report is None:
        return FileImport(path, done.words, problems=done.problems, failure=done.failure)
    return FileImport(
        path,
        done.words,
        done.report.added,
        done.report.changed,
        problems=done.problems,
        left_out=done.left_out,
        lines=done.lines,
        data=done.data,
        counted=True,
    )


def _bring(store: Store, path: Path, kind: str, signs: Signs, *, keep_going: bool, by: str, why: str) -> FileImport:
    lines: tuple[str, ...] = ()
    data: Mapping[str, Any] = {}
    if kind in DRAWN:
        before = store.read_map(bulk=False)
        reading, lines, data = bring_drawing(kind, path, signs, before)
        words = DRAWN[kind]
    else:
        reading, words = _read(path, kind)
        before = store.read_map(bulk=any(record.declared.bulk for record in reading.records))
    if not len(before) and store.head == 0 and reading.edits and _replays(reading):
        return _restore(store, path, reading, words)
    records = fit_records(before, reading)
    problems = check_incoming(before, records, reading)
    wrong = {problem.record_id for problem in problems if problem.severity == "error"}
    problems = without_consequences(before, records, reading, problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors and not keep_going:
        said = f"{errors[0]}" + (f", and {len(errors) - 1} more" if len(errors) > 1 else "")
        return FileImport(path, words, problems=tuple(problems), failure=f"{said}; --keep-going brings what is sound")
    sound = leave_out(records, wrong, before)
    edit = bring_in(before, sound, f"imported {path.name}", by=by, why=why)
    if edit.changes:
        store.commit(edit)
    counts = _count(before, sound, edit)
    made = {each.id for each in records}
    unread = {(each.file, each.row) for each in errors if each.record_id not in made}
    return FileImport(path, words, *counts, tuple(problems), len(records) - len(sound) + len(unread), lines, data)


def _read(path: Path, kind: str) -> tuple[Reading, str]:
    if kind.startswith(f"{TABLE} "):
        table = kind.removeprefix(f"{TABLE} ")
        return read_single_table(path, table), f"table of {table}"
    found = next(each for each in map_formats() if each.name == kind)
    return found.read(path), found.words


def _replays(reading: Reading) -> bool:
    """Whether the log that came with a map leads to that map."""
    try:
        return apply(SystemMap(), *reading.edits) == reading.system_map
    except ConflictError:
        return False


def _restore(store: Store, path: Path, reading: Reading, words: str) -> FileImport:
    """Take over a map with its whole log and its snapshots into a map on which nothing was done yet."""
    for edit in reading.edits:
        store.commit(edit)
    for each in reading.snapshots:
        store.snapshot(each.name, by=each.by, note=each.note, number=each.number, time=each.time)
    added = Counter(record.kind for record in reading.records)
    lines = (f"Its log of {len(reading.edits)} edits and {len(reading.snapshots)} snapshots came with it.",)
    return FileImport(path, words, added, problems=tuple(reading.check()), lines=lines)


def _count(before: SystemMap, records: Iterable[Record], edit: Edit) -> tuple[Counter[str], Counter[str], Counter[str]]:
    added = Counter(change.kind for change in edit.changes if change.operation == "add")
    updated = Counter(change.kind for change in edit.changes if change.operation == "set")
    touched = edit.touched
    unchanged = Counter(record.kind for record in records if record.id in before and record.id not in touched)
    return added, updated, unchanged


def _tell(address: str, done: Sequence[FileImport], head: int, cautions: tuple[str, ...], *, untried: int) -> Answer:
    parts: list[str | Table] = []
    for each in done:
        parts.extend(_lines(each))
    if untried:
        parts.append(f"{untried} more not tried; --keep-going goes on.")
    data = {
        "map": address,
        "edit": head,
        "files": [
            {
                "file": str(each.path),
                "what": each.what,
                "brought_in": not each.failure,
                "failure": each.failure or None,
                "added": dict(each.added),
                "updated": dict(each.updated),
                "unchanged": dict(each.unchanged),
                "left_out": each.left_out,
                "problems": [_problem(problem) for problem in each.problems],
                **each.data,
            }
            for each in done
        ],
    }
    rows = [
        (
            str(each.path),
            problem.severity,
            problem.file,
            str(problem.row or ""),
            problem.field,
            problem.message,
            problem.todo,
        )
        for each in done
        for problem in each.problems
    ]
    failed = any(
        each.failure or each.left_out or any(problem.severity == "error" for problem in each.problems) for each in done
    )
    table = make_table(("import", "severity", "file", "row", "field", "message", "todo"), rows)
    return Answer(tuple(parts), data, table, cautions, fine=not failed)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "file": problem.file,
        "row": problem.row or None,
        "field": problem.field,
        "message": problem.message,
        "todo": problem.todo,
        "record_id": problem.record_id,
    }


def _lines(each: FileImport) -> Iterator[str | Table]:
    if each.failure:
        yield f"{each.path}: nothing was brought in."
    else:
        yield f"{each.path}: {each.what}."
        for words, counts in (("added", each.added), ("updated", each.updated), ("unchanged", each.unchanged)):
            if counts and not each.counted:
                yield f"  {words} {sum(counts.values()):,}: {say_counts(counts)}"
        if not each.added and not each.updated and not each.unchanged and not each.counted:
            yield "  nothing in it"
    yield from each.lines
    for problem in each.problems:
        yield f"  {problem.severity}: {problem}"
    if each.left_out:
        yield f"  {each.left_out:,} {'row was' if each.left_out == 1 else 'rows were'} left out."
    if each.failure and not each.problems:
        yield f"  {each.failure}"
