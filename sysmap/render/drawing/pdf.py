"""A sheet as PDF: vectors, and text that can be found and copied, in typefaces that are in the file.

Drawn with fpdf2 (docs/dependencies.md says why). Letters that the bundled typefaces do not have come from a typeface of
this machine where one has them; where none has, `draw_pdf` names their script.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from sysmap.render.drawing.strokes import Box, Disc, Ink, Layer, Named, Path, Sheet, Text
from sysmap.render.drawing.svg import BASELINE
from sysmap.render.fonts import FACES, characters_of, find_system_fonts, font_path, is_written, scripts_of

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.drawing import PaintedPath

_FIRST = "latin"
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

    pdf = FPDF(unit="pt", format=(sheet.width, sheet.height))
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(_fit(sheet.title))
    pdf.set_subject(_fit(sheet.description))
    pdf.set_author(_fit(author))
    pdf.set_creator("sysmap")
    pdf.set_lang("en-GB")
    pdf.set_creation_date(datetime.combine(day, time(), UTC))
    wanted = {c for text in _texts(sheet) for c in text.text if is_written(c)}
    missing = _load_fonts(pdf, wanted)
    unjoined = _needs_shaping(wanted) and not _shape(pdf)
    pdf.add_page()
    for layer in sheet.layers:
        _draw_layer(pdf, layer)
    # fpdf2 tells its log of letters that it has not; they are told to the user in words instead.
    log = logging.getLogger("fpdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        content = bytes(pdf.output())
    finally:
        log.setLevel(level)
    return DrawnPdf(content, scripts_of(missing), unjoined)


def _fit(text: str) -> str:
    """Replace halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _texts(sheet: Sheet) -> Iterator[Text]:
    for layer in sheet.layers:
        for mark in layer.marks:
            for each in mark.marks if isinstance(mark, Named) else (mark,):
                if isinstance(each, Text):
                    yield each


def _load_fonts(pdf: "FPDF", wanted: set[str]) -> set[str]:
    """Load the typefaces that some characters need, and give the characters that none has."""
    missing = set(wanted)
    loaded: list[str] = []
    for face in FACES:
        has = characters_of(font_path(face))
        needed = not face.bold and (face.family == _FIRST or any(ord(c) in has for c in missing))
        if needed:
            loaded.append(face.family)
            missing -= {c for c in missing if ord(c) in has}
    for face in FACES:
        if face.family in loaded:
            pdf.add_font(face.family, "B" if face.bold else "", font_path(face))
    found, missing = find_system_fonts(missing)
    for index, (path, number) in enumerate(found):
        family = f"system{index}"
        pdf.add_font(family, "", path, collection_font_number=number)
        loaded.append(family)
    pdf.set_fallback_fonts([family for family in loaded if family != _FIRST], exact_match=False)
    return missing


def _needs_shaping(characters: Iterable[str]) -> bool:
    """Whether there are characters beyond those that stand one after the other from left to right."""
    return any(ord(character) >= 0x0590 for character in characters if not 0x2000 <= ord(character) < 0x2E80)


def _shape(pdf: "FPDF") -> bool:
    """Have letters join as their script asks; whether that can be done."""
    from fpdf.errors import FPDFException

    try:
        pdf.set_text_shaping(use_shaping_engine=True)
    except FPDFException:
        return False
    return True


def _draw_layer(pdf: "FPDF", layer: Layer) -> None:
    waiting: list[PaintedPath] = []

    def flush() -> None:
        if waiting:
            with pdf.drawing_context() as context:
                for path in waiting:
                    context.add_item(path)
            waiting.clear()

    for mark in layer.marks:
        for each in mark.marks if isinstance(mark, Named) else (mark,):
            if isinstance(each, Text):
                flush()
                _write(pdf, each, layer)
            else:
                waiting.append(_path(each, layer))
    flush()


def _path(mark: Path | Box | Disc, layer: Layer) -> "PaintedPath":
    from fpdf.drawing import PaintedPath

    scale, x, y = layer.scale, layer.x, layer.y
    path = PaintedPath()
    if isinstance(mark, Disc):
        path.circle(mark.x * scale + x, mark.y * scale + y, mark.radius * scale)
    elif isinstance(mark, Box):
        rect = mark.rect
        radius = min(mark.radius, rect.width / 2, rect.height / 2) * scale
        path.rectangle(rect.x * scale + x, rect.y * scale + y, rect.width * scale, rect.height * scale, radius, radius)
    else:
        for step, at in mark.steps:
            points = [value * scale + (y if index % 2 else x) for index, value in enumerate(at)]
            if step == "M":
                path.move_to(*points)
            elif step == "L":
                path.line_to(*points)
            elif step == "Q":
                path.quadratic_curve_to(*points)
            elif step == "C":
                path.curve_to(*points)
            else:
                path.close()
    _paint(path, mark.ink, scale)
    return path


def _paint(path: "PaintedPath", ink: Ink, scale: float) -> None:
    style = path.style
    style.auto_close = False
    style.fill_color = ink.fill or None
    style.stroke_color = ink.line or None
    if ink.fill:
        style.fill_opacity = ink.opacity * ink.fill_opacity
    if ink.line:
        style.stroke_opacity = ink.opacity
        style.stroke_width = ink.width * scale
        style.stroke_cap_style = "round" if ink.rounded else "butt"
        style.stroke_join_style = "round"
        style.stroke_dash_pattern = tuple(part * scale for part in ink.dash) or None


def _write(pdf: "FPDF", text: Text, layer: Layer) -> None:
    size = text.size * layer.scale
    said = "".join(character for character in text.text if is_written(character))
    if not said:
        return
    pdf.set_font(_FIRST, "B" if text.bold else "", size)
    pdf.set_text_color(text.colour)
    width = pdf.get_string_width(said)
    most = text.most * layer.scale
    stretch = min(1.0, most / width) if most and width else 1.0
    x = text.x * layer.scale + layer.x - (width * stretch / 2 if text.middle else 0)
    line = (text.y + text.size * BASELINE) * layer.scale + layer.y
    pdf.set_stretching(100 * stretch)
    pdf.set_xy(x, line - _ASCENT * size)
    pdf.cell(width * stretch, size, said)
