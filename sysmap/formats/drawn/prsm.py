"""Maps from PRSM (the Participatory System Mapper): plain JSON, or JSON packed with lz-string.

A link of PRSM has a style and no sign. Which style means which way is for people to say; a link whose style nobody
spoke of comes in with its way not known. The code of the room, by which anybody could join it, and the names of people
are left where they are.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError
from sysmap.formats.drawn.drawing import Box, Drawing, Line, a_place, an_object, objects, whole_letters
from sysmap.formats.drawn.lz_string import PackedTextError, unpack
from sysmap.formats.drawn.signs import LinkStyle, Signs, plain_colour
from sysmap.formats.guards import MAX_TEXT_BYTES, check_file
from sysmap.model.problems import Problem

PROGRAM = "PRSM"
_NO_TITLE = {"", "untitled map", "new untitled map"}
_NO_LABEL = {"", "sample"}
"""What a legend says of a style that nobody named."""

_STYLE = re.compile(r"edge(\d+)")
_ATTRIBUTE = re.compile(r"att\d+")
_BROKEN = re.compile(r"(?<=\S)/ ")
"""A line that was broken after a stroke."""

_NOT_A_WORD = re.compile(r"\W+")


def read_prsm(path: Path, signs: Signs) -> Drawing:
    """Read a map from PRSM.

    Parameters
    ----------
    path : Path
        The file.
    signs : Signs
        Which way the links of each style go.

    Raises
    ------
    BadInputError
        When it is no map from PRSM, or a sign is said of a style that it does not have; one line.
    """
    return _Reader(path, _load(path)).read(signs)


def _load(path: Path) -> dict[str, Any]:
    check_file(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if not text.lstrip().startswith("{"):
            text = unpack(text, MAX_TEXT_BYTES)
        document = json.loads(text)
    except (UnicodeDecodeError, PackedTextError, ValueError, RecursionError) as error:
        raise BadInputError(f"{path}: this is no map from PRSM, or it is damaged; save it again from PRSM") from error
    if not isinstance(document, dict) or not all(isinstance(document.get(each), list) for each in ("nodes", "edges")):
        raise BadInputError(f"{path}: this is no map from PRSM: it has no factors (nodes) and links (edges)")
    return document


class _Reader:
    def __init__(self, path: Path, document: Mapping[str, Any]) -> None:
        self.path = path
        self.document = document
        self.problems: list[Problem] = []
        styles = an_object(document.get("styles")) or an_object(document.get("samples"))
        self.box_styles = an_object(styles.get("nodes"))
        self.link_styles = an_object(styles.get("edges"))
        self.titles = {
            name: _text(title) for name, title in an_object(document.get("attributeTitles")).items() if _text(title)
        }

    def read(self, signs: Signs) -> Drawing:
        boxes = [self._box(number, each) for number, each in enumerate(objects(self.document["nodes"]), 1)]
        edges = objects(self.document["edges"])
        used = Counter(self._style(each) for each in edges)
        stated = signs.for_styles(used, map(self._defined, self.link_styles), self.path)
        keys = {box.key for box in boxes}
        lines = [
            line
            for row, each in enumerate(edges, 1)
            for line in self._lines(row, each, keys, stated.get(self._style(each), ""))
        ]
        title = _text(self.document.get("mapTitle"))
        return Drawing(
            PROGRAM,
            self.path,
            "" if title.casefold() in _NO_TITLE else title,
            tuple(boxes),
            tuple(lines),
            {style: (stated.get(style, ""), count) for style, count in used.most_common()},
            tuple(self.problems),
            self._left_out(),
        )

    def _box(self, number: int, node: Mapping[str, Any]) -> Box:
        name = _BROKEN.sub("/", _text(node.get("label")))
        if not name:
            name = f"No name ({number})"
            self._warn(number, "nodes", f"factor {number} has no label; it is called “{name}” here", "name it")
        group = _text(an_object(self.box_styles.get(_text(node.get("grp")))).get("groupLabel"))
        values = {
            "name": name,
            "note": _prose(node.get("note") or node.get("title")),
            "prsm_style": "" if group.casefold() in _NO_LABEL else group,
            **{
                f"prsm_{_NOT_A_WORD.sub('_', self.titles.get(key, key).casefold()).strip('_')}": _prose(value)
                for key, value in node.items()
                if _ATTRIBUTE.fullmatch(key)
            },
        }
        return Box(_text(node.get("id")), values, a_place(node.get("x"), node.get("y")))

    def _lines(self, row: int, edge: Mapping[str, Any], keys: set[str], sign: str) -> list[Line]:
        ends = [_text(edge.get(new, edge.get(old))) for new, old in (("from", "source"), ("to", "target"))]
        if not set(ends) <= keys:
            self._refuse(row, f"link {row} leads from or to a factor that is not in the file", "draw it again in PRSM")
            return []
        heads = self._heads(edge)
        if not heads:
            self._refuse(row, f"link {row} has no arrowhead: what acts on what is not said", "give it one in PRSM")
        style = self._style(edge)
        values = {
            "polarity": sign,
            "note": ". ".join(filter(None, (_text(edge.get("label")), _prose(edge.get("note") or edge.get("title"))))),
            "prsm_style": style.name,
        }
        return [
            Line(ends[0], ends[1], values, row) if head == "to" else Line(ends[1], ends[0], values, row)
            for head in heads
        ]

    def _heads(self, edge: Mapping[str, Any]) -> list[str]:
        """Give at which ends a link has an arrowhead: its own word, else that of its style, else at its end."""
        style = an_object(self.link_styles.get(_text(edge.get("grp"))))
        for given in (edge.get("arrows"), style.get("arrows"), an_object(self.link_styles.get("base")).get("arrows")):
            if isinstance(given, str):
                return [head for head in ("to", "from") if head in given]
            if isinstance(given, dict):
                return [head for head in ("to", "from") if _is_on(given.get(head))]
        return ["to"]

    def _style(self, edge: Mapping[str, Any]) -> LinkStyle:
        """Give the style of a link; one coloured by hand goes by its colour alone."""
        defined = self._defined(_text(edge.get("grp")))
        own = plain_colour(_colour(edge))
        if own and defined.colour and own != plain_colour(defined.colour):
            return LinkStyle(0, "", own)
        return defined

    def _defined(self, name: str) -> LinkStyle:
        style = an_object(self.link_styles.get(name))
        found = _STYLE.fullmatch(name)
        label = _text(style.get("groupLabel"))
        number = int(found[1]) + 1 if found else 0
        return LinkStyle(number, "" if label.casefold() in _NO_LABEL else label, plain_colour(_colour(style)))

    def _left_out(self) -> tuple[str, ...]:
        everything = [*objects(self.document["nodes"]), *objects(self.document["edges"])]
        people = any(an_object(each.get(when)).get("user") for each in everything for when in ("created", "modified"))
        held = (
            ("the code of the room", bool(self.document.get("room"))),
            ("who drew what", people or bool(self.document.get("history"))),
            ("votes", any(each.get("thumbUp") or each.get("thumbDown") for each in everything)),
            ("the background drawing", _has_drawing(self.document.get("background") or self.document.get("underlay"))),
        )
        return tuple(words for words, there in held if there)

    def _warn(self, row: int, field: str, message: str, todo: str) -> None:
        self.problems.append(Problem(message, todo, "warning", self.path.name, row, field))

    def _refuse(self, row: int, message: str, todo: str) -> None:
        self.problems.append(Problem(message, todo, "error", self.path.name, row, "edges"))


def _has_drawing(given: Any) -> bool:
    """Whether something is drawn on the background, which old and new maps keep in different ways."""
    if isinstance(given, str):
        return given.strip() not in {"", "[]", "{}"}
    shapes: Sequence[Any] = given if isinstance(given, list) else list(an_object(given))
    return any(not (isinstance(each, list) and each and each[0] == "options") for each in shapes)


def _colour(thing: Mapping[str, Any]) -> str:
    colour = thing.get("color")
    return _text(colour) if isinstance(colour, str) else _text(an_object(colour).get("color"))


def _is_on(given: Any) -> bool:
    return bool(given.get("enabled", True)) if isinstance(given, dict) else bool(given)


def _text(given: Any) -> str:
    """Give a text in one line: labels are broken into lines by hand."""
    return " ".join(whole_letters(given).split())


def _prose(given: Any) -> str:
    """Give a note as text; a Quill delta is read without what it says of type."""
    if isinstance(given, dict):
        parts = (each.get("insert") for each in objects(given.get("ops")))
        return "".join(whole_letters(each) for each in parts).strip()
    return whole_letters(given).strip()
