"""A large map folded to its outermost organisations: one shape each, and one line for all links between two."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sysmap.render.drawing.picture import Drawing
from sysmap.render.drawing.scene import Scene
from sysmap.render.figures import count_words
from sysmap.render.lettering import SIZE, width_of

MOST = 160
"""Things that a still picture shows one by one; of more it shows the outermost organisations."""

_BODIES = 240
"""Organisations that it shows then, the largest."""

_LINES = 240
"""Lines between them that it shows, those of most links first."""

_WIDE = 1000.0
"""About how wide a still picture stands on a page, in pixels; its names are written for that."""

_ON_PAGE = 13.0
_LEADING = 1.25
_SHARES = (1.0, 0.85, 0.7)
"""Sizes of letters to try for a name, as shares of the usual one."""


def fold(drawing: Drawing) -> Drawing:
    """Give a drawing as it is where that is small, or folded to the outermost organisations.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    """
    if len(drawing.elements) <= MOST and len(drawing.links) <= 2 * MOST:
        return drawing
    scene = Scene(replace(drawing, links=()))
    outermost = {each["id"]: next(reversed(scene.around(each["id"])), each["id"]) for each in drawing.elements}
    right = max(scene.places[end].right for end in outermost.values())
    left = min(scene.places[end].x for end in outermost.values())
    size = _ON_PAGE * max(1.0, (right - left) / _WIDE)
    elements = []
    for each in drawing.elements:
        if each["id"] == outermost[each["id"]] and each["kind"] == "Organisation":
            place = scene.places[each["id"]]
            x, y = place.centre
            lines, letters = _letter(each["name"], place.width * 0.94, place.height, size)
            shape = {"x": x, "y": y, "w": place.width, "h": place.height, "lines": lines, "letters": letters}
            elements.append({**each, **shape, "parent": None})
    elements = sorted(elements, key=lambda each: -each["w"] * each["h"])[:_BODIES]
    shown = {each["id"] for each in elements}
    pairs = Counter((outermost[link["from"]], outermost[link["to"]]) for link in drawing.links)
    between = [(pair, count) for pair, count in pairs.items() if pair[0] != pair[1] and shown.issuperset(pair)]
    between.sort(key=lambda each: (-each[1], each[0]))
    names = {each["id"]: each["name"] for each in elements}
    links = tuple(_line(pair, count, names, size) for pair, count in between[:_LINES])
    left_out = len(drawing.elements) - len(elements)
    said = [
        (
            f"Folded to {count_words(len(elements), 'organisation', 'organisations')}; "
            f"{count_words(left_out, 'other thing is', 'other things are')} in the tables."
        )
    ]
    if len(between) > _LINES:
        said.append(f"Of {len(between):,} lines between them the {_LINES} with most links are drawn.")
    return replace(
        drawing, elements=tuple(elements), boxes=(), links=links, hue="polarity", notes=(*said, *drawing.notes)
    )


def _line(pair: tuple[str, str], count: int, names: Mapping[str, str], size: float) -> dict[str, Any]:
    said = f"{count_words(count, 'link', 'links')} from “{names[pair[0]]}” to “{names[pair[1]]}”."
    link = {"id": "\n".join(pair), "kind": "", "from": pair[0], "to": pair[1], "polarity": "", "strength": None}
    rest = {"delay": "", "confidence": "", "boundary": "", "money": None, "sentence": said, "note": ""}
    return {**link, **rest, "width": size / 10 * min(6.0, count**0.5)}


def _letter(name: str, width: float, height: float, size: float) -> tuple[list[str], float]:
    """Break a name into lines that fit a shape: in smaller letters where it must be, and cut short last of all."""
    for share in _SHARES:
        lines = _break(name, width, size * share)
        most = max(1, int(height / (size * share * _LEADING)))
        if len(lines) <= most and all(_wide(line, size * share) <= width for line in lines):
            return lines, size * share
    smallest = size * _SHARES[-1]
    lines = [_cut_short(line, width, smallest) for line in _break(name, width, smallest)]
    return lines[:most], smallest


def _break(name: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut_short(line: str, width: float, size: float) -> str:
    cut = line
    while len(cut) > 1 and _wide(cut, size) > width:
        cut = f"{cut.removesuffix('…')[:-1]}…"
    return cut


def _wide(text: str, size: float) -> float:
    return width_of(text, bold=True) * size / SIZE
