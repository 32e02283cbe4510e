"""What a PDF says of itself to whoever listens: its heading, its paragraphs, each link as a picture in words, in order.

fpdf2 keeps the tree of such parts, but writes into it only the alternative text of pictures: here headings and
paragraphs are written too, and all else is marked as being there for the eye alone. Import this only to draw.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from fpdf import FPDF
from fpdf.structure_tree import StructElem

from sysmap.render.drawing.strokes import Named
from sysmap.render.markup import PAGE_LANGUAGE

_TYPES = {"heading": "/H1", "words": "/P", "thing": "/P", "link": "/Figure"}


class Tags:
    """The parts of the one page of a file.

    Parameters
    ----------
    pdf : FPDF
        The file, with its page.
    language : str
        The language of the file, as a BCP 47 tag.
    """

    def __init__(self, pdf: FPDF, language: str) -> None:
        self._pdf = pdf
        self._page = pdf.pages[pdf.page]
        self._language = language
        self._parts: list[tuple[tuple[int, int], StructElem]] = []

    @contextmanager
    def part(self, thing: Named, layer: int) -> Iterator[None]:
        """Have what is drawn meanwhile be a part of its own.

        Parameters
        ----------
        thing : Named
            What is drawn.
        layer : int
            Which layer of the sheet it is on; lower ones are read first.
        """
        number = len(self._parts)
        title = thing.title.encode("utf-8", "replace").decode("utf-8")
        alt = title if thing.role == "link" else None
        part, self._page.struct_parents = self._pdf.struct_builder.add_marked_content(
            self._pdf.page, _TYPES[thing.role], number, alt_text=alt
        )
        self._parts.append(((layer, thing.order), part))
        # Words of sysmap's own, where names are in another language than it.
        own = self._language != PAGE_LANGUAGE and thing.role in {"words", "link"}
        self._put(f"/Span <</MCID {number}{f' /Lang ({PAGE_LANGUAGE})' if own else ''}>> BDC")
        yield
        self._put("EMC")

    @contextmanager
    def for_the_eye(self) -> Iterator[None]:
        """Have what is drawn meanwhile not be read."""
        self._put("/Artifact BMC")
        yield
        self._put("EMC")

    def end(self) -> None:
        """Put the parts in the order in which they are read."""
        self._pdf.struct_builder.doc_struct_elem.k[:] = [
            part for _, part in sorted(self._parts, key=lambda each: each[0])
        ]

    def _put(self, operators: str) -> None:
        contents = self._page.contents
        assert isinstance(contents, bytearray)
        contents.extend(f"{operators}\n".encode("ascii"))
