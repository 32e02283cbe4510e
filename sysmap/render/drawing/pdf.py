"""A sheet as PDF: vectors, and text that can be found, copied and listened to, in typefaces that are in the file.

Drawn with fpdf2 (docs/dependencies.md says why). Letters that the bundled typefaces do not have come from a typeface of
this machine where one has them; where none has, `draw_pdf` names their script.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from sysmap.render.drawing.strokes import Layer, Named, Sheet, Text
from sysmap.render.drawing.svg import BASELINE
from sysmap.render.fonts import FACES, characters_of, find_system_fonts, font_path, is_written, scripts_of

if TYPE_CHECKING:
    from fpdf import FPDF

_FIRST = "latin"
_SYSTEM = "system"
_MISSING = "[?]"
"""What stands in the picture for letters that no typeface here has."""

_JOINERS = "\u200c\u200d"
_FIRST_JOINED, _LAST_JOINED = 0x0590, 0x1100
"""Hebrew, Arabic, and the scripts of South and South East Asia."""

_MOST_READ = 600
"""Up to so many links each is told in words to whoever listens."""

_ASCENT = 0.8
"""Where fpdf2 puts the line that letters stand on, as a share of the height of a cell as high as they are."""


@dataclass(frozen=True, slots=True)
class DrawnPdf:
    """A PDF, and how its letters came out.

    Parameters
    ----------
    content : bytes
        The file.
    missing : tuple of str
        The scripts that no typeface here can write in full.
    unjoined : bool
        Whether it has letters that should join their neighbours and do not, because uharfbuzz is not installed.
    """

    content: bytes
    missing: tuple[str, ...]
    unjoined: bool = False


def draw_pdf(sheet: Sheet, day: date, author: str = "") -> DrawnPdf:
    """Give a sheet as PDF; equal sheets on equal days give equal bytes.

    Parameters
    ----------
    sheet : Sheet
        What is drawn.
    day : date
        The day that it speaks of, which is the one in the file.
    author : str
        Who made it; may be empty.
    """
    from fpdf import FPDF
    from fpdf.prefs import ViewerPreferences

    from sysmap.render.drawing.pdf_layers import Painter
    from sysmap.render.drawing.pdf_tags import Tags

    pdf = FPDF(unit="pt", format=(sheet.width, sheet.height))
    # The window of a reader has the question as its title, not the name of the file.
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(_fit(sheet.title))
    pdf.set_subject(_fit(sheet.description))
    pdf.set_author(_fit(author))
    pdf.set_creator("sysmap")
    pdf.set_lang(sheet.language)
    pdf.set_creation_date(datetime.combine(day, time(), UTC))
    writer = _Writer(pdf, {c for text in _texts(sheet) for c in text.text if is_written(c)})
    pdf.add_page()
    tags = Tags(pdf, sheet.language)
    # A thousand links are no list that anybody listens to: then only things are read, and what the map shows.
    links = sum(mark.role == "link" for layer in sheet.layers for mark in layer.marks if isinstance(mark, Named))
    painter = Painter(pdf, tags, writer.write, links=links <= _MOST_READ)
    for index, layer in enumerate(sheet.layers):
        painter.draw(layer, index)
    tags.end()
    return DrawnPdf(bytes(pdf.output()), scripts_of(writer.missing), unjoined=writer.unjoined)


def _fit(text: str) -> str:
    """Replace halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _texts(sheet: Sheet) -> Iterator[Text]:
    for layer in sheet.layers:
        for mark in layer.marks:
            for each in mark.marks if isinstance(mark, Named) else (mark,):
                if isinstance(each, Text):
                    yield each


class _Writer:
    """Writes lines of letters: each in one typeface that has all of them, or else run by run."""

    def __init__(self, pdf: "FPDF", wanted: set[str]) -> None:
        self.pdf = pdf
        self.missing = set(wanted)
        self.unjoined = False
        self._has: dict[str, frozenset[int]] = {}
        for face in FACES:
            has = characters_of(font_path(face))
            if face.family in self._has or face.family == _FIRST or not has.isdisjoint(map(ord, self.missing)):
                self._load(face.family, font_path(face), has, bold=face.bold)
        found, _ = find_system_fonts(self.missing)
        for index, path in enumerate(found):
            self._load(f"{_SYSTEM}{index}", path, characters_of(path), bold=False)

    def _load(self, family: str, path: FilePath, has: frozenset[int], *, bold: bool) -> None:
        self.pdf.add_font(family, "B" if bold else "", path)
        self._has[family] = has
        # The bold face comes after the plain one and has the same letters.
        self.missing -= {each for each in self.missing if ord(each) in has} if not bold else set()

    def write(self, text: Text, layer: Layer, *, goes_on: bool = False) -> None:
        """Write a line, set closer where it is wider than it may be; where its text goes on with a space after it."""
        pdf, size = self.pdf, text.size * layer.scale
        runs = self._runs(text.text)
        widths = []
        for family, said in runs:
            self._choose(family, said, size, bold=text.bold)
            widths.append(pdf.get_string_width(said))
        width, most = sum(widths), text.most * layer.scale
        stretch = min(1.0, most / width) if most and width else 1.0
        x = text.x * layer.scale + layer.x - (width * stretch / 2 if text.middle else 0)
        line = (text.y + text.size * BASELINE) * layer.scale + layer.y
        pdf.set_text_color(text.colour)
        pdf.set_stretching(100 * stretch)
        for (family, said), wide in zip(runs, widths, strict=True):
            self._choose(family, said, size, bold=text.bold)
            pdf.set_xy(x, line - _ASCENT * size)
            pdf.cell(wide * stretch, size, said)
            x += wide * stretch
        pdf.set_stretching(100)
        if goes_on and runs:
            self._choose(_FIRST, " ", size, bold=False)
            pdf.set_xy(x, line - _ASCENT * size)
            pdf.cell(size, size, " ")

    def _choose(self, family: str, said: str, size: float, *, bold: bool) -> None:
        self.pdf.set_font(family, "B" if bold and not family.startswith(_SYSTEM) else "", size)
        self.pdf.set_text_shaping(use_shaping_engine=False)
        if _joins(said):
            self.unjoined |= not _shape(self.pdf)

    def _runs(self, text: str) -> list[tuple[str, str]]:
        """Give parts of a text with the typeface of each; what none can write is shown to be missing."""
        said = "".join(each for each in text if is_written(each) or each in _JOINERS)
        needed = {ord(each) for each in said if each not in _JOINERS}
        bundled = {each for family, has in self._has.items() if not family.startswith(_SYSTEM) for each in has}
        # What the bundled typefaces write between them is left to them; anything else is best in one typeface.
        offered = (_FIRST,) if needed <= bundled else tuple(self._has)
        whole = next((family for family in offered if needed <= self._has[family]), None)
        if whole is not None:
            return [(whole, said)] if said else []
        runs: list[tuple[str, str]] = []
        for each in said:
            family = next((family for family, has in self._has.items() if ord(each) in has), "")
            letters = each if family else _MISSING
            family = family or _FIRST
            if runs and runs[-1][0] == family and not (letters == _MISSING and runs[-1][1].endswith(_MISSING)):
                runs[-1] = (family, runs[-1][1] + letters)
            elif not runs or runs[-1][0] != family:
                runs.append((family, letters))
        return runs


def _joins(text: str) -> bool:
    """Whether a text has letters that do not simply stand one after the other from left to right."""
    return any(_FIRST_JOINED <= ord(character) < _LAST_JOINED for character in text)


def _shape(pdf: "FPDF") -> bool:
    """Have letters join as their script asks; whether that can be done."""
    from fpdf.errors import FPDFException

    try:
        pdf.set_text_shaping(use_shaping_engine=True)
    except FPDFException:
        return False
    return True
