"""Layers of a sheet on the page of a PDF: shapes many at a time, and what is read as a part of its own.

Import this only to draw: it brings fpdf2.
"""

from collections.abc import Iterable
from typing import Protocol

from fpdf import FPDF

from sysmap.render.drawing.pdf_paths import Shape
from sysmap.render.drawing.pdf_tags import Tags
from sysmap.render.drawing.strokes import Layer, Mark, Named, Text


class Write(Protocol):
    """Writes a line of letters; where its text goes on, with a space after it."""

    def __call__(self, text: Text, layer: Layer, *, goes_on: bool = False) -> None:
        """Write it."""


class Painter:
    """Draws the layers of a sheet one after the other.

    Parameters
    ----------
    pdf : FPDF
        The file, with its page.
    tags : Tags
        The parts that are read.
    write : callable
        Writes lines of letters.
    links : bool
        Whether links are read one by one.
    """

    def __init__(self, pdf: FPDF, tags: Tags, write: Write, *, links: bool) -> None:
        self._pdf = pdf
        self._tags = tags
        self._write = write
        self._links = links
        self._opacities: dict[tuple[float, float], str] = {}
        self._waiting: list[Shape] = []

    def draw(self, layer: Layer, index: int) -> None:
        """Draw a layer.

        Parameters
        ----------
        layer : Layer
            What is drawn.
        index : int
            Which layer of the sheet it is.
        """
        for mark in layer.marks:
            if not isinstance(mark, Named):
                self._draw_unread((mark,), layer)
            elif mark.role != "link":
                self._draw_words(mark, layer, index)
            elif self._links:
                self._draw_waiting()
                with self._tags.part(mark, index):
                    self._put(self._shapes(mark.marks, layer))
            else:
                self._draw_unread(mark.marks, layer)
        self._draw_waiting()

    def _draw_unread(self, marks: Iterable[Mark], layer: Layer) -> None:
        for mark in marks:
            if isinstance(mark, Text):
                self._draw_waiting()
                with self._tags.for_the_eye():
                    self._write(mark, layer)
            else:
                self._waiting += self._shapes((mark,), layer)

    def _draw_words(self, thing: Named, layer: Layer, index: int) -> None:
        lines = [mark for mark in thing.marks if isinstance(mark, Text)]
        self._draw_unread((mark for mark in thing.marks if not isinstance(mark, Text)), layer)
        self._draw_waiting()
        with self._tags.part(thing, index):
            for number, line in enumerate(lines, start=1):
                self._write(line, layer, goes_on=number < len(lines))

    def _draw_waiting(self) -> None:
        if self._waiting:
            with self._tags.for_the_eye():
                self._put(self._waiting)
            self._waiting.clear()

    def _shapes(self, marks: Iterable[Mark], layer: Layer) -> list[Shape]:
        return [Shape(mark, layer, self._opacities) for mark in marks if not isinstance(mark, Text)]

    def _put(self, shapes: Iterable[Shape]) -> None:
        with self._pdf.drawing_context() as context:
            for shape in shapes:
                context.add_item(shape, clone=False)
