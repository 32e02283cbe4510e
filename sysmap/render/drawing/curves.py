"""The curves that links are drawn on, the same as `frontend/src/geometry.ts` draws in the page. Pure.

A golden file that both test suites read (`tests/golden/curves.json`) holds the two together.
"""

from math import atan2, hypot
from typing import NamedTuple

from sysmap.render.geometry import Rect

Point = tuple[float, float]

GAP = 3.0
"""How far from what they join links end, in map units."""

_STEPS = 16
_NARROWED = 8


class Curve(NamedTuple):
    """A quadratic curve from a to b, drawn towards c."""

    ax: float
    ay: float
    cx: float
    cy: float
    bx: float
    by: float

    def at(self, t: float) -> Point:
        """Give the point at a share of the way, from 0 to 1."""
        s = 1 - t
        one, two, three = s * s, 2 * s * t, t * t
        return one * self.ax + two * self.cx + three * self.bx, one * self.ay + two * self.cy + three * self.by

    def angle(self, t: float) -> float:
        """Give the direction of travel at a share of the way, in radians."""
        dx = (1 - t) * (self.cx - self.ax) + t * (self.bx - self.cx)
        dy = (1 - t) * (self.cy - self.ay) + t * (self.by - self.cy)
        return atan2(dy, dx) if dx or dy else atan2(self.by - self.ay, self.bx - self.ax)

    def part(self, first: float, last: float) -> "Curve":
        """Give the part between two shares of the way."""
        towards_a, towards_b = (1 - first) * (1 - last), first * last
        towards_c = first + last - 2 * first * last
        return Curve(
            *self.at(first),
            towards_a * self.ax + towards_c * self.cx + towards_b * self.bx,
            towards_a * self.ay + towards_c * self.cy + towards_b * self.by,
            *self.at(last),
        )

    @property
    def length(self) -> float:
        """About how long it is."""
        chord = hypot(self.bx - self.ax, self.by - self.ay)
        round_about = hypot(self.cx - self.ax, self.cy - self.ay) + hypot(self.bx - self.cx, self.by - self.cy)
        return (2 * chord + round_about) / 3

    def crossings(self, rect: Rect) -> list[float]:
        """Give the shares of the way at which it goes into or out of a rectangle."""
        found: list[float] = []
        before = holds_point(rect, (self.ax, self.ay))
        for step in range(1, _STEPS + 1):
            now = holds_point(rect, self.at(step / _STEPS))
            if now != before:
                found.append(self._narrow(rect, (step - 1) / _STEPS, step / _STEPS))
            before = now
        return found

    def _narrow(self, rect: Rect, low: float, high: float) -> float:
        inside = holds_point(rect, self.at(low))
        for _ in range(_NARROWED):
            middle = (low + high) / 2
            if holds_point(rect, self.at(middle)) == inside:
                low = middle
            else:
                high = middle
        return (low + high) / 2


def holds_point(rect: Rect, point: Point) -> bool:
    """Whether a point lies in a rectangle or on its edge."""
    return rect.x <= point[0] <= rect.right and rect.y <= point[1] <= rect.bottom


def leave(rect: Rect, towards: Point, gap: float) -> Point:
    """Give where the straight line from a rectangle's middle towards a point leaves it, a gap further out."""
    x, y = rect.centre
    dx, dy = towards[0] - x, towards[1] - y
    if not dx and not dy:
        return x, rect.y - gap
    scale = 1 / max(abs(dx) / (rect.width / 2 + gap), abs(dy) / (rect.height / 2 + gap))
    return x + dx * scale, y + dy * scale


def curve_between(source: Rect, target: Rect, bend: float, gap: float = GAP) -> Curve:
    """Give the curve from one rectangle to another, bent to the left of its way by a share of its length.

    Both ways between a pair bend to their own left and so stay apart, and links round a loop make one open curve.

    Parameters
    ----------
    source, target : Rect
        Where it starts and ends.
    bend : float
        The share; below 0 it bends to the right.
    gap : float
        How far from the rectangles it stays.
    """
    (x, y), (to_x, to_y) = source.centre, target.centre
    dx, dy = to_x - x, to_y - y
    c = (x + to_x) / 2 + dy * bend, (y + to_y) / 2 - dx * bend
    a, b = leave(source, c, gap), leave(target, c, gap)
    (ax, ay), (bx, by) = a, b
    middle = (ax + bx) / 2, (ay + by) / 2
    if holds_point(source, c) or holds_point(target, c):
        # A large box beside a small one: half-way between their middles is still inside, and would draw the curve back.
        return Curve(*a, middle[0] + (by - ay) * bend, middle[1] - (bx - ax) * bend, *b)
    # What is left between the two borders is short: keep the bend in proportion, or the curve doubles back.
    share = min(1.0, hypot(bx - ax, by - ay) / (hypot(dx, dy) or 1.0) + 0.15)
    return Curve(*a, middle[0] + (c[0] - middle[0]) * share, middle[1] + (c[1] - middle[1]) * share, *b)


def round_trip(rect: Rect) -> Curve:
    """Give the curve of a link from a thing to itself: out at the top, back at the side."""
    return Curve(
        rect.right - min(30.0, rect.width / 3),
        rect.y,
        rect.right + 46,
        rect.y - 46,
        rect.right,
        rect.y + min(20.0, rect.height / 3),
    )
