"""How links look: as `frontend/src/draw/links.ts` draws them.

Influence is told by the form of its line, its end, its sign and its colour; money is a ribbon; the rest are quiet
lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import cos, pi, sin
from typing import Any, Literal

from sysmap.render.drawing import palette
from sysmap.render.drawing.curves import Curve, Point
from sysmap.render.drawing.strokes import Box, Disc, Ink, Mark, Text, closed_path, curve_path, open_path
from sysmap.render.geometry import Rect
from sysmap.render.lettering import SIZE, width_of

Form = Literal["same", "opposite", "unsure", "other"]

_HEAD = 11.0
_FIGURE = 15.0
_DELAY_AT = 0.3
_LEAST_DELAYED = 60.0
_WIDTHS = (1.6, 1.6, 2.2, 3.0)
_OTHER_WIDTH = 1.2
_CROSSING_WIDTHS = {
    "within_unit": 1.2,
    "within_organisation": 1.6,
    "across_organisations_same_sector": 2.4,
    "across_sectors": 3.4,
    "sector_not_known": 2.4,
    "real_world": 2.0,
}
_QUICK = frozenset({"", "none", "weeks"})


def form_of(link: Mapping[str, Any]) -> Form:
    """Give the form of a link's line."""
    if link["kind"] != "INFLUENCES":
        return "other"
    if link["polarity"] not in {"+", "-"} or link["confidence"] == "contested":
        return "unsure"
    return "same" if link["polarity"] == "+" else "opposite"


def draw_link(link: Mapping[str, Any], curve: Curve, hue: str, crossings: Sequence[float]) -> Iterator[Mark]:
    """Give a link without its sign, which lies above everything.

    Parameters
    ----------
    link : Mapping
        The link.
    curve : Curve
        Where it runs.
    hue : {"polarity", "boundary"}
        What its colour says.
    crossings : sequence of float
        Where on its way it goes through the edge of a box.
    """
    return _ribbon(link, curve, hue) if link["money"] else _line(link, curve, hue, crossings)


def _line(link: Mapping[str, Any], curve: Curve, hue: str, crossings: Sequence[float]) -> Iterator[Mark]:
    form, colour = form_of(link), palette.colour_of(link, hue)
    width = _WIDTHS[link["strength"] or 0] if link["kind"] == "INFLUENCES" else _OTHER_WIDTH
    width = link.get("width", width)
    if hue == "boundary":
        width = _CROSSING_WIDTHS.get(link["boundary"], width)
    length, opacity = curve.length, palette.opacity_of(link["confidence"])
    head = min(_HEAD + width, length / 2)
    body = curve
    if head > 0 and form != "opposite":
        body = curve.part(0, max(0.01, 1 - head * 0.8 / length))
    dash: tuple[float, ...] = ()
    if form == "opposite":
        dash = (9.0, 5.0)
    elif form == "unsure":
        dash = (0.5, 2.4 * width + 1.5)
    yield curve_path((body,), Ink("", colour, width, dash, rounded=form == "unsure", opacity=opacity))
    if crossings:
        # The line thickens where it goes through the edge of a box.
        thick = Ink("", colour, width * 2.2 + 1, opacity=opacity)
        yield curve_path((curve.part(max(0, t - 6 / length), min(1, t + 6 / length)) for t in crossings), thick)
    yield _end(form, curve, width, head, Ink(colour, colour, width, opacity=opacity))
    if link["delay"] not in _QUICK and length > _LEAST_DELAYED:
        yield from _delay(curve, Ink("", colour, 1.8, opacity=opacity))


def _turned(at: Point, angle: float, points: Sequence[Point]) -> list[Point]:
    c, s = cos(angle), sin(angle)
    return [(at[0] + x * c - y * s, at[1] + x * s + y * c) for x, y in points]


def _end(form: Form, curve: Curve, width: float, head: float, ink: Ink) -> Mark:
    at = curve.bx, curve.by
    angle = curve.angle(max(0.5, 1 - head / max(1.0, curve.length)))
    if form == "opposite":
        half = 5 + width * 1.2
        return open_path(_turned(at, angle, [(-1, -half), (-1, half)]), Ink("", ink.line, 3.2, opacity=ink.opacity))
    if form == "same":
        half = head * 0.42 + width * 0.4
        points = _turned(at, angle, [(0, 0), (-head, -half), (-head * 0.78, 0), (-head, half)])
        return closed_path(points, Ink(ink.fill, opacity=ink.opacity))
    points = _turned(at, angle, [(-head * 0.8, -head * 0.4), (0, 0), (-head * 0.8, head * 0.4)])
    return open_path(points, Ink("", ink.line, max(1.2, width * 0.8), opacity=ink.opacity))


def _delay(curve: Curve, ink: Ink) -> Iterator[Mark]:
    """Give two small bars across the line: it takes months or years."""
    at, angle = curve.at(_DELAY_AT), curve.angle(_DELAY_AT)
    yield open_path(_turned(at, angle, [(-2.5, 0), (2.5, 0)]), Ink("", palette.PAPER, 5, opacity=ink.opacity))
    for x in (-3.0, 3.0):
        yield open_path(_turned(at, angle, [(x, -6), (x, 6)]), ink)


def draw_sign(link: Mapping[str, Any], at: Point, hue: str) -> Iterator[Mark]:
    """Give the sign of an influence on its small disc."""
    x, y = at
    polarity, colour = link["polarity"], palette.colour_of(link, hue)
    known = polarity in {"+", "-"}
    contested = link["confidence"] == "contested" and polarity != "?"
    ink = Ink(palette.PAPER, colour, 1.5)
    yield Box(Rect(x - 14, y - 8, 28, 16), 8, ink) if contested else Disc(x, y, 8, ink)
    stroke = Ink("", colour, 2.2)
    if known:
        middle = x - 6 if contested else x
        yield open_path([(middle - 4.2, y), (middle + 4.2, y)], stroke)
        if polarity == "+":
            yield open_path([(middle, y - 4.2), (middle, y + 4.2)], stroke)
    if not known or contested:
        yield Text(x + 7 if contested and known else x, y + 1, "?", 13, colour, bold=True, middle=True)


def _ribbon(link: Mapping[str, Any], curve: Curve, hue: str) -> Iterator[Mark]:
    """Give a ribbon as wide as there is money, narrowing to a point where it arrives."""
    width, sort = float(link["money"]["width"]), link["money"]["sort"]
    length = max(1.0, curve.length)
    head = min(length * 0.4, width * 0.9 + 8)
    until = 1 - head / length
    steps = max(6, min(24, round(length / 24)))

    def beside(t: float, by: float) -> Point:
        x, y = curve.at(t)
        across = curve.angle(t) + pi / 2
        return x + cos(across) * by, y + sin(across) * by

    wing = width / 2 + 3.5
    ways = [until * step / steps for step in range(steps + 1)]
    points = [
        *(beside(t, width / 2) for t in ways),
        beside(until, wing),
        (curve.bx, curve.by),
        beside(until, -wing),
        *(beside(t, -width / 2) for t in reversed(ways)),
    ]
    colour = palette.BOUNDARY.get(link["boundary"], palette.MONEY) if hue == "boundary" else palette.MONEY
    fill = 0.5 * palette.opacity_of(link["confidence"]) + 0.08 if sort == "cash" else 0.12
    dashes = (4.0, 3.0) if sort == "in_kind" else ()
    yield closed_path(
        points, Ink(colour, colour, 0.8 if sort in {"cash", "in_kind"} else 1.4, dashes, fill_opacity=fill)
    )
    if sort == "repaid":
        yield open_path([curve.at(t) for t in ways], Ink("", colour, 1.4))


def figure_rect(text: str, at: Point) -> Rect:
    """Give the room that an amount of money takes at a point."""
    width = width_of(text, bold=True) * _FIGURE / SIZE + 14
    return Rect(at[0] - width / 2, at[1] - 12, width, 24)


def draw_figure(text: str, rect: Rect) -> Iterator[Mark]:
    """Give an amount of money on paper of its own."""
    x, y = rect.centre
    yield Box(rect, 12, Ink(palette.PAPER, palette.MONEY, 1))
    yield Text(x, y + 1, text, _FIGURE, palette.MONEY_INK, bold=True, middle=True, most=rect.width - 8)
