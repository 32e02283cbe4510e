"""The still picture of a page, for wherever its script does not run: an SVG in the text, in the page's typeface."""

from collections.abc import Mapping
from typing import Any

from sysmap.render.drawing.composing import compose
from sysmap.render.drawing.folded import fold
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.strokes import Layer
from sysmap.render.drawing.svg import layers_text, number, say
from sysmap.render.markup import lang


def still_of(data: Mapping[str, Any]) -> str:
    """Give the picture of a page's data as HTML; empty where nothing is placed.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes.
    """
    drawing = fold(drawing_of(data))
    if not drawing.elements:
        return ""
    marks, frame = compose(drawing)
    title = f"Picture: {drawing.title}"
    said = " ".join((data["summary"], *drawing.notes, "What is on it stands in the tables below."))
    drawn = f"<g{lang(data)}>{''.join(layers_text((Layer(marks),), titles=False))}</g>"
    notes = f"<figcaption>{say(said)}</figcaption>" if drawing.notes else ""
    box = " ".join(map(number, (frame.x, frame.y, frame.width, frame.height)))
    return (
        f'<figure id="still"><svg viewBox="{box}" role="img" aria-labelledby="still-title still-said"'
        f' font-family="Atkinson Hyperlegible,sans-serif"><title id="still-title">{say(title)}</title>'
        f'<desc id="still-said">{say(said)}</desc>\n{drawn}</svg>{notes}</figure>\n'
    )
