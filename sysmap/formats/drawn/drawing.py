"""What was drawn in another program, and the records it becomes."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Any

from sysmap.formats.drawn.signs import LinkStyle
from sysmap.formats.interface import Place, Reading
from sysmap.formats.made_ids import possible_ids
from sysmap.model.ids import keyed_id
from sysmap.model.maps import MAP_RECORD_ID
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.values import canonical_or_as_given
from sysmap.model.vocabulary import kind_of

_UNIQUE = 32
"""Letters and digits from which an id is unique in the world, and not only within its file."""

_SPREAD = 2.0
"""Boxes of other programs are half as wide as ours: places are spread by this, so that ours have room."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the drawing.

    Parameters
    ----------
    key : str
        What links call it.
    values : Mapping of str to str
        What it says, by property.
    place : tuple of (float, float) or None
        Where it stands, from left and top, in the units of the program.
    """

    key: str
    values: Mapping[str, str]
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One link of the drawing, from one box to another.

    Parameters
    ----------
    start, end : str
        The keys of its boxes.
    values : Mapping of str to str
        What it says, by property.
    row : int
        Its place among the links of the file, from 1.
    """

    start: str
    end: str
    values: Mapping[str, str]
    row: int


@dataclass(frozen=True)
class Drawing:
    """A map as another program keeps it.

    Parameters
    ----------
    program : str
        The program, as people call it.
    path : Path
        The file.
    title : str
        What the map is called; empty where nobody named it.
    boxes, lines : tuple
        What is on it.
    styles : Mapping of LinkStyle to (str, int)
        The sign and number of links of each style that links have; the sign is empty where nobody said it. Empty
        where links have signs of their own.
    problems : tuple of Problem
        What could not be read.
    left_out : tuple of str
        What the file holds besides and is not brought in.
    """

    program: str
    path: Path
    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    styles: Mapping[LinkStyle, tuple[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()


def as_reading(drawing: Drawing) -> Reading:
    """Make records of a drawing: factors, influences, places, one source that all of them name, what the map is called.

    The same file read again gives the same ids. A box whose id is unique in the world keeps its record when it is
    renamed; any other is known by its name.
    """
    path = drawing.path
    source = Record(keyed_id("Source", drawing.program, path.name), "Source", _source_values(drawing))
    factors: dict[str, str] = {}
    records: list[Record] = [source]
    places: dict[str, Place] = {}
    taken = {source.id}
    for row, box in enumerate(drawing.boxes, 1):
        values = _canonical("Factor", {**box.values, "source_id": source.id})
        lasting = sum(map(str.isalnum, box.key)) >= _UNIQUE
        own = [keyed_id("Factor", drawing.program, box.key)] if lasting else []
        ids = chain(own, possible_ids(kind_of("Factor"), values))
        record = Record(next(each for each in ids if each not in taken), "Factor", values)
        taken.add(record.id)
        factors[box.key] = record.id
        records.append(record)
        places[record.id] = Place(path.name, row)
        if box.place is not None and all(map(isfinite, box.place)):
            x, y = (f"{each * _SPREAD:.1f}" for each in box.place)
            where = _canonical("Position", {"element_id": record.id, "x": x, "y": y})
            records.append(Record(keyed_id("Position", record.id), "Position", where))
    records.extend(_links(drawing, factors, source.id, places))
    if drawing.title:
        records.append(Record(MAP_RECORD_ID, "Map", _canonical("Map", {"name": drawing.title})))
    return Reading(tuple(records), drawing.problems, places, made_ids=frozenset(taken))


def whole_letters(given: Any) -> str:
    """Give a value of a document as text; half a letter, as JSON may hold, becomes a mark that says so."""
    text = str(given) if isinstance(given, str | int | float) else ""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def objects(given: Any) -> list[dict[str, Any]]:
    """Give the objects in what should be a list of them."""
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def an_object(given: Any) -> dict[str, Any]:
    """Give what should be an object; an empty one where it is something else."""
    return given if isinstance(given, dict) else {}


def a_place(x: Any, y: Any) -> tuple[float, float] | None:
    """Give where a box stands; None where that is not said in numbers."""
    try:
        return float(x), float(y)
    except (TypeError, ValueError, OverflowError):
        return None


def _links(drawing: Drawing, factors: Mapping[str, str], source: str, places: dict[str, Place]) -> list[Record]:
    """Make records of the links: the second between the same two is told from the first by its number alone."""
    records = []
    seen: Counter[tuple[str, str]] = Counter()
    for line in drawing.lines:
        ends = factors[line.start], factors[line.end]
        seen[ends] += 1
        number = (str(seen[ends]),) if seen[ends] > 1 else ()
        values = {"from_id": ends[0], "to_id": ends[1], **line.values, "source_id": source}
        key = keyed_id("INFLUENCES", *ends, *number, joins=True)
        record = Record(key, "INFLUENCES", _canonical("INFLUENCES", values, joins=True))
        places[record.id] = Place(drawing.path.name, line.row)
        records.append(record)
    return records


def _source_values(drawing: Drawing) -> dict[str, str]:
    return _canonical(
        "Source",
        {
            "publisher": drawing.program,
            "claim": drawing.title or "A map without a name",
            "file": drawing.path.name,
            "sha256": hashlib.sha256(drawing.path.read_bytes()).hexdigest(),
        },
    )


def _canonical(kind: str, values: Mapping[str, str], *, joins: bool = False) -> dict[str, str]:
    declared = kind_of(kind, joins=joins)
    read = {name: canonical_or_as_given(declared.property(name), text) for name, text in values.items()}
    return {name: text for name, text in read.items() if text}
