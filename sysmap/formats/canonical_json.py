"""A map as one JSON file that diffs well: fixed order, one value a line, the same map always the same text.

Version 1: an object with `schema`, `format_version` and `records`, each with `id`, `kind` and `values`, all of them
text; where the log travels along, `edits` and `snapshots`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, cast

from sysmap.errors import BadInputError
from sysmap.formats.interface import Format, Place, Reading
from sysmap.formats.json_places import Path as Steps
from sysmap.formats.json_places import Places, spot
from sysmap.formats.text_files import read_text
from sysmap.formats.whole_files import write_whole
from sysmap.model.edits import Edit
from sysmap.model.history import Snapshot
from sysmap.model.json_schema import MAP_FORMAT_VERSION, MAP_SCHEMA
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.validation import unreadable_severity
from sysmap.model.values import UnreadableError, canonical, clean_text
from sysmap.model.vocabulary import KINDS, kind_of

_HALF_CHARACTER = re.compile(
    r"(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F])"
)
"""One of a pair of escapes without the other: no text in any file can hold what it stands for."""

_PARTS = ("schema", "format_version", "records", "edits", "snapshots")
_ORDER = {name: at for at, name in enumerate(KINDS)}
_TYPES = {dict: "an object", list: "a list", str: "text", int: "a number", float: "a number", bool: "true or false"}


def json_text(system_map: SystemMap, *, edits: Iterable[Edit] = (), snapshots: Iterable[Snapshot] = ()) -> str:
    """Give a map as canonical JSON.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    edits : iterable of Edit
        Its log, the first edit first; left out where empty.
    snapshots : iterable of Snapshot
        Its named moments; left out where empty.

    Returns
    -------
    str
        Records by kind in the order of the vocabulary, then the user's own kinds by name, then by id; values by name.
        Line feeds, one at the end.
    """
    ordered = sorted(system_map, key=lambda each: (_ORDER.get(each.kind, len(_ORDER)), each.kind, each.id))
    document: dict[str, Any] = {
        "schema": MAP_SCHEMA,
        "format_version": MAP_FORMAT_VERSION,
        "records": [
            {"id": each.id, "kind": each.kind, "values": dict(sorted(each.values.items()))} for each in ordered
        ],
    }
    if log := [each.to_json() for each in edits]:
        document["edits"] = log
    if moments := [asdict(each) for each in snapshots]:
        document["snapshots"] = moments
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def write_json(
    system_map: SystemMap, path: Path, *, edits: Iterable[Edit] = (), snapshots: Iterable[Snapshot] = ()
) -> None:
    """Write a map as canonical JSON.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    path : Path
        The file; it appears whole or not at all.
    edits, snapshots : iterable
        The log, where it is to travel along.

    Raises
    ------
    BadInputError
        When the file cannot be written.
    """
    text = json_text(system_map, edits=edits, snapshots=snapshots)

    def write(stage: Path) -> None:
        stage.write_bytes(text.encode())

    write_whole(path, write)


def read_json(path: Path) -> Reading:
    """Read a map from canonical JSON.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Reading
        Records, problems, and the log where the file has one; the row is the line on which a record begins.

    Raises
    ------
    BadInputError
        When it is no JSON, has a key twice in an object, or a value of the wrong type; one line with line and column.
    """
    return _JsonReader(path).read()


class _RepeatedKeyError(ValueError):
    """A key stands twice in one object."""


class _Lines(Mapping[str, Place]):
    """Where each record stands, worked out when first asked: few readings have a problem to place."""

    def __init__(self, file: str, text: str, ids: Sequence[str]) -> None:
        self._file = file
        self._text = text
        self._at = {record_id: at for at, record_id in reversed(list(enumerate(ids)))}

    @cached_property
    def _places(self) -> Places:
        return Places(self._text)

    def __getitem__(self, record_id: str) -> Place:
        return Place(self._file, self._places.line(("records", self._at[record_id])))

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


class _JsonReader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = read_text(path).removeprefix("\ufeff")
        self.problems: list[tuple[Steps, Problem]] = []

    def read(self) -> Reading:
        document = self._load()
        self._expect(document, dict, ())
        if document.get("schema") != MAP_SCHEMA:
            raise BadInputError(f'{self.path}: this JSON is no map of ours; it would say "schema": "{MAP_SCHEMA}"')
        if document.get("format_version") != MAP_FORMAT_VERSION:
            said = document.get("format_version")
            raise BadInputError(f"{self.path}: format version {said!r}; this sysmap reads version {MAP_FORMAT_VERSION}")
        for name in document:
            if name not in _PARTS:
                self._fail((name,), f"the key {name!r} is not one of ours")
        given = [self._record(each, ("records", at)) for at, each in enumerate(self._list(document, "records"))]
        edits = [self._edit(each, ("edits", at)) for at, each in enumerate(self._list(document, "edits"))]
        moments = [self._snapshot(each, ("snapshots", at)) for at, each in enumerate(self._list(document, "snapshots"))]
        lines = _Lines(self.path.name, self.text, [record.id for record in given])
        records: dict[str, Record] = {}
        for at, record in enumerate(given):
            if records.setdefault(record.id, record) is not record:
                message = f"the id {record.id!r} stands twice"
                todo = "give one of them another id; the first is kept"
                self._report(("records", at), Problem(message, todo, field="id"))
        places = Places(self.text) if self.problems else None
        problems = (
            replace(problem, file=self.path.name, row=places.line(steps) if places else 0)
            for steps, problem in self.problems
        )
        return Reading(tuple(records.values()), tuple(problems), lines, edits=tuple(edits), snapshots=tuple(moments))

    def _load(self) -> Any:
        half = _HALF_CHARACTER.search(self.text)
        if half:
            raise BadInputError(f"{self.path}: {spot(self.text, half.start())}: half a character; write it whole")
        try:
            return json.loads(self.text, object_pairs_hook=_no_repeats, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            before = self.text[: error.pos].rstrip()
            after = self.text[error.pos :].lstrip()[:1]
            if before.endswith(",") and after in {"]", "}"}:
                where = spot(self.text, len(before) - 1)
                raise BadInputError(f"{self.path}: {where}: a comma too many before {after!r}; remove it") from error
            where = f"line {error.lineno}, column {error.colno}"
            raise BadInputError(f"{self.path}: {where}: this is not JSON ({error.msg.lower()})") from error
        except _RepeatedKeyError as error:
            steps, at = Places(self.text).twice[0]
            raise BadInputError(
                f"{self.path}: {spot(self.text, at)}: the key {steps[-1]!r} stands twice in one object; keep one"
            ) from error
        except RecursionError as error:
            raise BadInputError(f"{self.path}: this is no JSON of a map: it is nested far too deeply") from error
        except ValueError as error:
            raise BadInputError(f"{self.path}: this is no JSON of a map: {error}") from error

    def _record(self, given: Any, steps: Steps) -> Record:
        self._expect(given, dict, steps)
        for name in given:
            if name not in {"id", "kind", "values"}:
                self._fail((*steps, name), f"a record has id, kind and values, and no {name!r}")
        record_id, kind_name = (clean_text(self._text(given, name, steps)) for name in ("id", "kind"))
        values = given.get("values", {})
        self._expect(values, dict, (*steps, "values"))
        kind = kind_of(kind_name, joins="from_id" in values)
        read = {}
        for name, text in values.items():
            self._expect(text, str, (*steps, "values", name))
            if name != clean_text(name) or not name:
                self._fail((*steps, "values", name), f"{name!r} cannot be the name of a property; write it plainly")
            try:
                value = canonical(kind.property(name), text)
            except UnreadableError as error:
                value = clean_text(text)
                prop = kind.property(name)
                severity = unreadable_severity(prop) if prop else "error"
                self._report(steps, Problem(str(error), "correct it", severity, field=name, record_id=record_id))
            if value:
                read[name] = value
        return Record(record_id, kind_name, read)

    def _edit(self, given: Any, steps: Steps) -> Edit:
        self._expect(given, dict, steps)
        for name in ("id", "time", "by", "what"):
            self._text(given, name, steps)
        for name in ("why", "undoes", "redoes"):
            self._expect(given.get(name, ""), str, (*steps, name))
        self._expect(given.get("changes"), list, (*steps, "changes"))
        for at, change in enumerate(given["changes"]):
            here = (*steps, "changes", at)
            self._expect(change, dict, here)
            if self._text(change, "operation", here) not in {"add", "set", "remove"}:
                self._fail((*here, "operation"), "an operation is add, set or remove")
            for name in ("record_id", "kind"):
                self._text(change, name, here)
            for name in ("old", "new"):
                self._expect(change.get(name), dict, (*here, name))
                for key, text in change[name].items():
                    self._expect(text, str, (*here, name, key))
        return Edit.from_json(given)

    def _snapshot(self, given: Any, steps: Steps) -> Snapshot:
        self._expect(given, dict, steps)
        number = given.get("number")
        self._expect(number, int, (*steps, "number"))
        name, time, by = (self._text(given, each, steps) for each in ("name", "time", "by"))
        note = given.get("note", "")
        self._expect(note, str, (*steps, "note"))
        return Snapshot(name, number, time, by, note)

    def _list(self, document: dict[str, Any], name: str) -> list[Any]:
        given = document.get(name, [])
        self._expect(given, list, (name,))
        return cast("list[Any]", given)

    def _text(self, given: dict[str, Any], name: str, steps: Steps) -> str:
        if name not in given:
            self._fail(steps, f"{name!r} is missing")
        self._expect(given[name], str, (*steps, name))
        if not clean_text(given[name]):
            self._fail((*steps, name), f"{name!r} is empty")
        return cast("str", given[name])

    def _expect(self, given: Any, wanted: type, steps: Steps) -> None:
        if not isinstance(given, wanted) or (wanted is int and isinstance(given, bool)):
            what = ".".join(str(step) for step in steps) or "the file"
            found = _TYPES.get(type(given), "null")
            quoted = ' in "quotes"' if wanted is str else ""
            self._fail(steps, f"{what} is {found}; write {_TYPES[wanted]}{quoted}")

    def _fail(self, steps: Steps, message: str) -> NoReturn:
        places = Places(self.text)
        while steps and steps not in places.offsets:
            steps = steps[:-1]
        raise BadInputError(f"{self.path}: {places.spot(steps)}: {message}")

    def _report(self, steps: Steps, problem: Problem) -> None:
        self.problems.append((steps, problem))


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _RepeatedKeyError
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a value that JSON has")


def _is_json(path: Path) -> bool:
    if not path.is_file() or path.suffix.lower() != ".json":
        return False
    with path.open("rb") as stream:
        head = stream.read(4096)
    return b'"schema"' in head and MAP_SCHEMA.encode() in head


FORMAT = Format("json", "one JSON file that diffs well", (".json",), _is_json, read_json, write_json, keeps_log=True)
