"""What a back end has to be able to draw: paths, boxes, discs and lines of text, alone or named as one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sysmap.render.drawing.curves import Curve, Point
from sysmap.render.geometry import Rect


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is painted; empty colours paint nothing.

    Parameters
    ----------
    fill : str
        The colour inside, as "#rrggbb".
    line : str
        The colour of its line.
    width : float
        The width of its line, in map units.
    dash : tuple of float
        Lengths drawn and left out by turns; a whole line where empty.
    rounded : bool
        Whether lines and dashes end in half a disc.
    opacity : float
        From 0 to 1, of fill and line together.
    fill_opacity : float
        From 0 to 1, of the fill alone.
    """

    fill: str = ""
    line: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    rounded: bool = False
    opacity: float = 1.0
    fill_opacity: float = 1.0


Step: TypeAlias = tuple[Literal["M", "L", "Q", "C", "Z"], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and curves, as SVG writes them: move, line, quadratic, cubic, close."""

    steps: tuple[Step, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners of one radius."""

    rect: Rect
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc or a ring."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Text:
    """One line of letters.

    Parameters
    ----------
    x : float
        Where it starts, or its middle where `middle`.
    y : float
        The middle of the letters' height.
    text : str
        What it says.
    size : float
        The height of letters.
    colour : str
        As "#rrggbb".
    bold : bool
        Whether it is bold.
    middle : bool
        Whether x is its middle.
    most : float
        What it may be wide; 0 where that does not matter. Wider letters are set closer.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    middle: bool = False
    most: float = 0.0


Mark: TypeAlias = Path | Box | Disc | Text


@dataclass(frozen=True, slots=True)
class Named:
    """Marks that are one thing, with what it is, for whoever points at it or listens.

    Parameters
    ----------
    title : str
        What it is, in words.
    marks : tuple of Mark
        How it is drawn.
    role : {"thing", "link", "heading", "words"}
        Whether it is a thing or a link of the map, or words about the map: its question, or others.
    order : int
        Where it is read among the others of its layer, which is not where it is painted.
    """

    title: str
    marks: tuple[Mark, ...]
    role: Literal["thing", "link", "heading", "words"] = "thing"
    order: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks on a sheet: enlarged and moved.

    Parameters
    ----------
    marks : tuple of Mark or Named
        What is drawn, the first lowest.
    scale : float
        Points on paper for one unit of the marks.
    x, y : float
        Where their origin comes to stand on the sheet, in points.
    """

    marks: tuple[Mark | Named, ...]
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with all that is drawn on it.

    Parameters
    ----------
    width, height : float
        Its size in points, 72 to the inch.
    title : str
        What it is about.
    description : str
        The same in some sentences, for whoever does not see it.
    layers : tuple of Layer
        What is on it, the first lowest.
    language : str
        The language of its title and of the names on it, as a BCP 47 tag.
    """

    width: float
    height: float
    title: str
    description: str
    layers: tuple[Layer, ...]
    language: str = "en-GB"


def open_path(points: Sequence[Point], ink: Ink) -> Path:
    """Give straight lines from point to point."""
    return Path(tuple(_straight(points)), ink)


def closed_path(points: Sequence[Point], ink: Ink) -> Path:
    """Give the shape between points."""
    return Path((*_straight(points), ("Z", ())), ink)


def curve_path(curves: Iterable[Curve], ink: Ink) -> Path:
    """Give curves as one path."""
    steps: list[Step] = []
    for curve in curves:
        steps += (("M", (curve.ax, curve.ay)), ("Q", (curve.cx, curve.cy, curve.bx, curve.by)))
    return Path(tuple(steps), ink)


def _straight(points: Sequence[Point]) -> Iterable[Step]:
    yield "M", points[0]
    for point in points[1:]:
        yield "L", point
