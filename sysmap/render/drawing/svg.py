"""A sheet as SVG: text stays text, nothing is loaded, nothing runs."""

import base64
import re
from collections.abc import Iterable, Iterator
from html import escape

from sysmap.render.drawing.strokes import Box, Disc, Ink, Layer, Mark, Named, Path, Sheet, Text
from sysmap.render.fonts import FACES, font_bytes
from sysmap.render.markup import PAGE_LANGUAGE

_MM = 25.4 / 72
_FACE = "'Atkinson Hyperlegible','Segoe UI',system-ui,sans-serif"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, not even escaped."""


def svg_text(sheet: Sheet, *, embed: bool = True) -> str:
    """Give a sheet as the text of an SVG file.

    Parameters
    ----------
    sheet : Sheet
        What is drawn.
    embed : bool
        Whether the typeface is in the file, so that it looks the same everywhere.
    """
    width, height = number(sheet.width * _MM), number(sheet.height * _MM)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {number(sheet.width)} {number(sheet.height)}" role="graphics-document document"'
        f' aria-labelledby="t" aria-describedby="d"'
        f' font-family="{_FACE}" lang="{say(sheet.language)}">\n'
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by sysmap -->\n',
        root,
        f'<title id="t">{say(sheet.title)}</title>\n',
        f'<desc id="d" lang="{PAGE_LANGUAGE}">{say(sheet.description)}</desc>\n',
        f"<style>{_faces()}</style>\n" if embed else "",
        *layers_text(sheet.layers, words="" if sheet.language == PAGE_LANGUAGE else PAGE_LANGUAGE),
        "</svg>\n",
    ]
    return "".join(parts)


def layers_text(layers: Iterable[Layer], *, titles: bool = True, words: str = "") -> Iterator[str]:
    """Give the elements of some layers, with the name of each thing or without.

    Parameters
    ----------
    layers : iterable of Layer
        What is drawn.
    titles : bool
        Whether each thing and link says what it is to whoever points at it or listens.
    words : str
        The language of words about the map, where that is not the one of all the rest.
    """
    for layer in layers:
        moved = f"translate({number(layer.x)} {number(layer.y)}) " if layer.x or layer.y else ""
        scaled = f"scale({layer.scale:.5g})" if layer.scale != 1 else ""
        yield f'<g transform="{(moved + scaled).strip()}">\n' if moved or scaled else "<g>\n"
        for mark in layer.marks:
            yield from _named(mark, titled=titles, words=words) if isinstance(mark, Named) else (_mark(mark), "\n")
        yield "</g>\n"


def number(value: float) -> str:
    """Give a number to a tenth, as short as it goes."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def say(text: str) -> str:
    """Make a text safe to stand in XML."""
    return escape(_UNFIT.sub("\ufffd", text), quote=True)


def _named(thing: Named, *, titled: bool, words: str) -> Iterator[str]:
    if thing.role == "heading" or not titled:
        yield "<g>"
    elif thing.role == "words":
        yield f'<g lang="{say(words)}">' if words else "<g>"
    else:
        # What a link says is a sentence of sysmap's, with names in it; a thing is its name.
        tongue = f' lang="{say(words)}"' if words and thing.role == "link" else ""
        yield f'<g role="img"{tongue}><title>{say(thing.title)}</title>'
    for mark in thing.marks:
        yield _mark(mark)
    yield "</g>\n"


def _mark(mark: Mark) -> str:
    if isinstance(mark, Text):
        return _letters(mark)
    if isinstance(mark, Path):
        way = "".join(f"{step}{' '.join(map(number, at))}" for step, at in mark.steps)
        return f'<path d="{way}"{_paint(mark.ink)}/>'
    if isinstance(mark, Disc):
        return f'<circle cx="{number(mark.x)}" cy="{number(mark.y)}" r="{number(mark.radius)}"{_paint(mark.ink)}/>'
    assert isinstance(mark, Box)
    rect, radius = mark.rect, min(mark.radius, mark.rect.width / 2, mark.rect.height / 2)
    rounded = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect x="{number(rect.x)}" y="{number(rect.y)}" width="{number(rect.width)}"'
        f' height="{number(rect.height)}"{rounded}{_paint(mark.ink)}/>'
    )


def _paint(ink: Ink) -> str:
    said = [f' fill="{ink.fill or "none"}"']
    if ink.line:
        said.append(f' stroke="{ink.line}"')
        if ink.width != 1:
            said.append(f' stroke-width="{number(ink.width)}"')
        if ink.dash:
            said.append(f' stroke-dasharray="{" ".join(map(number, ink.dash))}"')
        if ink.rounded:
            said.append(' stroke-linecap="round"')
    if ink.opacity != 1:
        said.append(f' opacity="{ink.opacity:.3g}"')
    if ink.fill and ink.fill_opacity != 1:
        said.append(f' fill-opacity="{ink.fill_opacity:.3g}"')
    return "".join(said)


def _letters(text: Text) -> str:
    # Letters stand on a line a third of their height below their middle: few readers know of dominant-baseline.
    y = number(text.y + text.size * BASELINE)
    bold = ' font-weight="700"' if text.bold else ""
    middle = ' text-anchor="middle"' if text.middle else ""
    return (
        f'<text x="{number(text.x)}" y="{y}" font-size="{number(text.size)}" fill="{text.colour}"{bold}{middle}'
        f' unicode-bidi="plaintext">{say(text.text)}</text>'
    )


BASELINE = 0.33
"""How far below the middle of letters the line is that they stand on, as a share of their height."""


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:'Atkinson Hyperlegible';font-weight:{700 if face.bold else 400};"
        f"unicode-range:{face.range};"
        f"src:url(data:font/woff;base64,{base64.b64encode(font_bytes(face)).decode('ascii')})}}"
        for face in FACES
        if face.embeds
    )
