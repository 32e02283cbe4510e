"""Rectangles in map units, and whether ground is free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: its left upper corner and its size, in map units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share any ground."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Rect") -> bool:
        """Whether the other lies wholly inside."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def grown(self, by: float) -> "Rect":
        """Give the rectangle with so much more on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, x: float, y: float) -> "Rect":
        """Give the rectangle moved by so much."""
        return Rect(self.x + x, self.y + y, self.width, self.height)

    def at(self, x: float, y: float) -> "Rect":
        """Give the rectangle with its middle at a point."""
        return Rect(x - self.width / 2, y - self.height / 2, self.width, self.height)


def around(rects: Iterable[Rect]) -> Rect:
    """Give the smallest rectangle that holds all of some."""
    every = list(rects)
    left, top = min(rect.x for rect in every), min(rect.y for rect in every)
    return Rect(left, top, max(rect.right for rect in every) - left, max(rect.bottom for rect in every) - top)


class Ground:
    """What ground is taken, kept in squares so that looking costs the same on a large map."""

    _SIDE = 160

    def __init__(self, taken: Iterable[Rect] = ()) -> None:
        self._squares: dict[tuple[int, int], list[Rect]] = {}
        for rect in taken:
            self.take(rect)

    def take(self, rect: Rect) -> None:
        """Mark a rectangle as taken."""
        for square in self._touched(rect):
            self._squares.setdefault(square, []).append(rect)

    def is_free(self, rect: Rect) -> bool:
        """Whether nothing taken shares ground with a rectangle."""
        return not any(
            rect.overlaps(other) for square in self._touched(rect) for other in self._squares.get(square, ())
        )

    def _touched(self, rect: Rect) -> Iterator[tuple[int, int]]:
        for column in range(int(rect.x // self._SIDE), int(rect.right // self._SIDE) + 1):
            for row in range(int(rect.y // self._SIDE), int(rect.bottom // self._SIDE) + 1):
                yield column, row
