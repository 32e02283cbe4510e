"""How boxes, organisations, services, factors and small marks look: as `frontend/src/draw/things.ts` draws them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sysmap.render.drawing import palette
from sysmap.render.drawing.strokes import Box, Disc, Ink, Mark, Path, Step, Text
from sysmap.render.geometry import Rect
from sysmap.render.lettering import LINE, SIZE

_DOTTED = (0.5, 5.0)
_DOT_ROOM = 20.0
_ARC = 0.5523
"""How far the handles of a cubic curve reach that makes a quarter of a circle, for radius 1."""


def draw_box(rect: Rect, depth: int) -> Box:
    """Give the ground of a box that stands in so many others."""
    return Box(rect, 12, Ink(palette.ground_of(depth + 1), palette.BOX_LINE, 1))


def draw_tab(element: Mapping[str, Any], box: Rect, tab: Rect) -> Iterator[Mark]:
    """Give the name of a box, on a tab in its left upper corner."""
    width, height = min(tab.width, box.width), min(tab.height, box.height)
    yield Path(tuple(_tab_steps(box.x, box.y, width, height)), Ink(palette.TAB))
    yield from _lines(
        element["lines"], box.x + 12, box.y + tab.height / 2, tab.width - 16, palette.TAB_INK, bold=True, middle=False
    )


def _tab_steps(x: float, y: float, width: float, height: float) -> Iterator[Step]:
    """Go round a rectangle whose first and third corners are round."""
    first, third = min(12.0, width / 2, height / 2), min(10.0, width / 2, height / 2)
    right, bottom = x + width, y + height
    near, far = first * (1 - _ARC), third * (1 - _ARC)
    yield "M", (x + first, y)
    yield "L", (right, y)
    yield "L", (right, bottom - third)
    yield "C", (right, bottom - far, right - far, bottom, right - third, bottom)
    yield "L", (x, bottom)
    yield "L", (x, y + first)
    yield "C", (x, y + near, x + near, y, x + first, y)
    yield "Z", ()


def draw_element(element: Mapping[str, Any], rect: Rect, depth: int) -> Iterator[Mark]:
    """Give a thing that holds nothing, which stands in so many boxes."""
    if element["kind"] == "Organisation":
        dash = (2.0, 4.0) if element["owner"] == "none" else ()
        yield Box(rect, 10, Ink(palette.TAB, palette.BOX_LINE, 1, dash))
        yield from _centred(element, rect, palette.TAB_INK, bold=True)
    elif element["kind"] == "Service":
        yield from _service(element, rect)
    elif element["kind"] == "Factor":
        yield from _factor(element, rect, palette.ground_of(depth))
    else:
        yield Box(rect, 3, Ink(palette.PAPER, palette.MARK, 1.25))
        yield Box(Rect(rect.x, rect.y + 3, 4, rect.height - 6), 0, Ink(palette.MARK))
        yield from _centred(element, rect, palette.INK, bold=False)


def _service(element: Mapping[str, Any], rect: Rect) -> Iterator[Mark]:
    opacity = palette.opacity_of(element["confidence"])
    yield Box(rect, 14, Ink(palette.SERVICE))
    if element["owner"] == "none":
        yield Box(rect, 14, Ink("", palette.SERVICE_LINE, 2.5, _DOTTED, rounded=True, opacity=opacity))
    else:
        yield Box(rect, 14, Ink("", palette.SERVICE_LINE, 1.5, opacity=opacity))
    yield from _centred(element, rect, palette.INK, bold=False)


def _factor(element: Mapping[str, Any], rect: Rect, ground: str) -> Iterator[Mark]:
    """Give plain words with a small dot, or a ring for what people want in the end; links pass under them."""
    if element["owner"] == "none":
        radius = min(rect.height / 2.4, 16.0)
        yield Box(rect, radius, Ink(ground, palette.DOT, 2, _DOTTED, rounded=True))
    else:
        yield Box(Rect(rect.x, rect.y + 2, rect.width, rect.height - 4), 8, Ink(ground, opacity=0.82))
    opacity = palette.opacity_of(element["confidence"])
    middle = rect.y + rect.height / 2
    if element["outcome"]:
        yield Disc(rect.x + 9, middle, 6.5, Ink("", palette.OUTCOME, 3, opacity=opacity))
    else:
        yield Disc(rect.x + 9, middle, 4, Ink(palette.DOT, opacity=opacity))
    yield from _lines(
        element["lines"],
        rect.x + _DOT_ROOM,
        middle,
        rect.width - _DOT_ROOM - 5,
        palette.INK,
        bold=element["outcome"],
        middle=False,
    )


def _centred(element: Mapping[str, Any], rect: Rect, colour: str, *, bold: bool) -> Iterator[Text]:
    size = element.get("letters", SIZE)
    return _lines(element["lines"], *rect.centre, rect.width - 12, colour, bold=bold, middle=True, size=size)


def _lines(
    lines: list[str], x: float, y: float, most: float, colour: str, *, bold: bool, middle: bool, size: float = SIZE
) -> Iterator[Text]:
    step = LINE * size / SIZE
    top = y - (len(lines) - 1) * step / 2 + size / SIZE
    for index, line in enumerate(lines):
        yield Text(x, top + index * step, line, size, colour, bold, middle, most)
