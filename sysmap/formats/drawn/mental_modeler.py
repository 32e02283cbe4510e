"""Maps from Mental Modeler: XML or JSON under one ending.

Each link has an influence from -1 to 1, or a letter and a sign (H+, M-, L+). Its sign is which way the link goes; its
size becomes a strength: up to a third 1, up to two thirds 2, above 3. A link of influence 0 is no link.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError
from sysmap.formats.drawn.drawing import Box, Drawing, Line, a_place, an_object, objects, whole_letters
from sysmap.formats.guards import check_file
from sysmap.model.problems import Problem

PROGRAM = "Mental Modeler"
_NO_TITLE = {"", "model", "fcm", "untitled"}
_LETTERED = re.compile(r"([hml])\s*([+-])", re.IGNORECASE)
_STRENGTHS = {"l": "1", "m": "2", "h": "3"}
_WANTED = {"1": "up", "-1": "down"}
_NAMELESS = re.compile(r"[A-Z]{1,3}\d{1,3}")
"""A name such as C1, behind which the note says what is meant."""


def read_mental_modeler(path: Path) -> Drawing:
    """Read a map from Mental Modeler.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    BadInputError
        When it is no map from Mental Modeler; one line.
    """
    check_file(path)
    data = path.read_bytes()
    document = _from_json(path, data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _from_xml(path, data)
    return _draw(path, document)


def _from_json(path: Path, data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _no_map(path) from error
    if not isinstance(document, dict) or not isinstance(document.get("concepts"), list):
        raise _no_map(path)
    return document


def _from_xml(path: Path, data: bytes) -> dict[str, Any]:
    """Turn the XML into what the JSON has."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise _no_map(path) from error
    if root.tag.casefold() != "mentalmodeler":
        raise _no_map(path)

    def texts(element: Any) -> dict[str, Any]:
        return {child.tag: (child.text or "").strip() for child in element if not len(child)}

    groups = root.find("groupNames")
    return {
        "info": texts(root.find("info")) if root.find("info") is not None else {},
        "groupNames": {each.get("index", ""): each.text for each in groups} if groups is not None else {},
        "concepts": [
            texts(concept) | {"relationships": [texts(each) for each in concept.iterfind("relationships/relationship")]}
            for concept in root.iterfind("concepts/concept")
        ],
        "scenarios": list(root.iterfind("scenarios/scenario")),
    }


def _no_map(path: Path) -> BadInputError:
    return BadInputError(f"{path}: this is no map from Mental Modeler, or it is damaged; save it again from there")


def _draw(path: Path, document: Mapping[str, Any]) -> Drawing:
    problems: list[Problem] = []
    concepts = objects(document["concepts"])
    groups = an_object(document.get("groupNames"))
    boxes = tuple(_box(path, number, each, groups, problems) for number, each in enumerate(concepts, 1))
    keys = {box.key for box in boxes}
    lines: list[Line] = []
    none = 0
    row = 0
    for concept in concepts:
        for each in objects(concept.get("relationships")):
            row += 1
            says = _influence(_text(each.get("influence")))
            if _text(each.get("id")) not in keys:
                problems.append(_wrong(path, row, f"link {row} leads to a concept that is not in the file"))
            elif says is None:
                message = f"link {row} has the influence {_text(each.get('influence'))!r}"
                problems.append(_wrong(path, row, f"{message}; a number from -1 to 1, or H+, M-, L+, is read"))
            elif says.get("strength") == "0":
                none += 1
            else:
                confidence = _text(each.get("confidence"))
                values = {
                    **says,
                    "note": _text(each.get("notes")),
                    "mental_modeler_confidence": "" if confidence == "0" else confidence,
                }
                lines.append(Line(_text(concept.get("id")), _text(each.get("id")), values, row))
    info = an_object(document.get("info"))
    title = _text(info.get("name"))
    held = (
        ("who made it", bool(_text(info.get("author")))),
        ("its scenarios", bool(document.get("scenarios"))),
        (f"{_number_of(none, 'link')} of influence 0", bool(none)),
    )
    return Drawing(
        PROGRAM,
        path,
        "" if title.casefold() in _NO_TITLE else title,
        boxes,
        tuple(lines),
        problems=tuple(problems),
        left_out=tuple(words for words, there in held if there),
    )


def _box(
    path: Path, number: int, concept: Mapping[str, Any], groups: Mapping[str, Any], problems: list[Problem]
) -> Box:
    name, note = _text(concept.get("name")), _text(concept.get("notes"))
    if not name:
        name = f"No name ({number})"
        message = f"concept {number} has no name; it is called “{name}” here"
        problems.append(Problem(message, "name it", "warning", path.name, number, "concepts"))
    values = {
        "name": name,
        "note": note,
        "desired_direction": _WANTED.get(_text(concept.get("preferredState")), ""),
        "mental_modeler_units": _text(concept.get("units")),
        "mental_modeler_group": _text(groups.get(_text(concept.get("group")))),
    }
    if _NAMELESS.fullmatch(name) and note and "\n" not in note and len(note) <= 80:
        values |= {"name": note, "aliases": name, "note": ""}
    return Box(_text(concept.get("id")), values, a_place(concept.get("x"), concept.get("y")))


def _influence(text: str) -> dict[str, str] | None:
    """Read an influence as sign and strength, 0 for no link; empty where nothing is said; None where unreadable."""
    if not text:
        return {}
    lettered = _LETTERED.fullmatch(text)
    if lettered:
        return {"polarity": lettered[2], "strength": _STRENGTHS[lettered[1].casefold()]}
    try:
        number = float(text)
    except ValueError:
        return None
    size = abs(number)
    if not size <= 1:
        return None
    strength = 0 if not size else 1 if size <= 1 / 3 else 2 if size <= 2 / 3 else 3
    return {"polarity": "+" if number > 0 else "-", "strength": str(strength)}


def _number_of(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _wrong(path: Path, row: int, message: str) -> Problem:
    return Problem(message, "put it right in Mental Modeler", "error", path.name, row, "relationships")


def _text(given: Any) -> str:
    return whole_letters(given).strip()
