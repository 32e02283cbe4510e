"""Shapes as operators of PDF, for fpdf2 to put on its page: a hundred times as many a second as by its own styles.

fpdf2 copies, merges and compares a style of some thirty properties for each shape, a millisecond each. Its paths write
themselves by their `render`, which is all that is done otherwise here. Import this only to draw: it brings fpdf2.
"""

from collections.abc import Callable
from typing import Any

from fpdf.drawing import GraphicsStyle, PaintedPath

from sysmap.render.drawing.strokes import Box, Disc, Ink, Layer, Path
from sysmap.render.geometry import Rect

_ARC = 0.5523
"""How far the handles of a cubic curve reach that makes a quarter of a circle, for radius 1."""


class Shape(PaintedPath):
    """One mark, in the place and the size that its layer gives it.

    Parameters
    ----------
    mark : Path, Box or Disc
        What is drawn.
    layer : Layer
        Where, and how large.
    opacities : dict
        The names that the file gives to opacities, kept from shape to shape.
    """

    def __init__(self, mark: Path | Box | Disc, layer: Layer, opacities: dict[tuple[float, float], str]) -> None:
        super().__init__()
        self._mark = mark
        self._layer = layer
        self._opacities = opacities

    def render(
        self, resource_registry: Any, style: GraphicsStyle, last_item: Any, initial_point: Any
    ) -> tuple[str, Any, Any]:
        """Give the operators; the parameters are fpdf2's, and what comes after is as it was before."""
        del style
        ink, scale = self._mark.ink, self._layer.scale
        both = (round(ink.opacity * ink.fill_opacity, 3), ink.opacity)
        if both not in self._opacities:
            opacity = GraphicsStyle()
            opacity.fill_opacity, opacity.stroke_opacity = both
            self._opacities[both] = resource_registry.register_graphics_style(opacity)
        drawn = f"q /{self._opacities[both]} gs {_paint(ink, scale)}{' '.join(self._way())} {_end(ink)} Q"
        return drawn, last_item, initial_point

    def _way(self) -> list[str]:
        mark, at = self._mark, self._at
        if isinstance(mark, Disc):
            x, y, radius = mark.x, mark.y, mark.radius
            return _rounded(Rect(x - radius, y - radius, 2 * radius, 2 * radius), radius, at)
        if isinstance(mark, Box):
            return _rounded(mark.rect, min(mark.radius, mark.rect.width / 2, mark.rect.height / 2), at)
        return self._steps(mark)

    def _steps(self, mark: Path) -> list[str]:
        found: list[str] = []
        now = (0.0, 0.0)
        for step, points in mark.steps:
            if step == "Z":
                found.append("h")
            elif step == "Q":
                # PDF knows cubic curves only: the two handles are two thirds of the way to the one.
                (x, y), (cx, cy, to_x, to_y) = now, points
                one = x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3
                other = to_x + (cx - to_x) * 2 / 3, to_y + (cy - to_y) * 2 / 3
                found.append(f"{self._at(*one, *other, to_x, to_y)} c")
            else:
                found.append(f"{self._at(*points)} {step.lower()}")
            if points:
                now = points[-2], points[-1]
        return found

    def _at(self, *points: float) -> str:
        scale, x, y = self._layer.scale, self._layer.x, self._layer.y
        return " ".join(_short(value * scale + (y if index % 2 else x)) for index, value in enumerate(points))


def _rounded(rect: Rect, radius: float, at: Callable[..., str]) -> list[str]:
    x, y, right, bottom, near = rect.x, rect.y, rect.right, rect.bottom, radius * (1 - _ARC)
    if not radius:
        return [f"{at(x, y)} m", f"{at(right, y)} l", f"{at(right, bottom)} l", f"{at(x, bottom)} l h"]
    return [
        f"{at(x + radius, y)} m {at(right - radius, y)} l",
        f"{at(right - near, y, right, y + near, right, y + radius)} c {at(right, bottom - radius)} l",
        f"{at(right, bottom - near, right - near, bottom, right - radius, bottom)} c {at(x + radius, bottom)} l",
        f"{at(x + near, bottom, x, bottom - near, x, bottom - radius)} c {at(x, y + radius)} l",
        f"{at(x, y + near, x + near, y, x + radius, y)} c h",
    ]


def _paint(ink: Ink, scale: float) -> str:
    said = f"{_colour(ink.fill)} rg " if ink.fill else ""
    if ink.line:
        dash = " ".join(_short(part * scale) for part in ink.dash)
        said += f"{_colour(ink.line)} RG {_short(ink.width * scale)} w [{dash}] 0 d {int(ink.rounded)} J 1 j "
    return said


def _end(ink: Ink) -> str:
    if ink.fill:
        return "B" if ink.line else "f"
    return "S" if ink.line else "n"


def _colour(colour: str) -> str:
    return " ".join(_short(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
