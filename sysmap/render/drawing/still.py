"""The still picture of a page, for wherever its script does not run: an SVG in the text, in the page's typeface."""

from collections.abc import Mapping
from typing import Any

from sysmap.render.drawing.composing import compose
from sysmap.render.drawing.folded import fold
from sysmap.render.drawing.key import key_of
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.sheet import lay_key
from sysmap.render.drawing.strokes import Layer
from sysmap.render.drawing.svg import layers_text, number, say
from sysmap.render.geometry import Rect
from sysmap.render.lettering import SIZE
from sysmap.render.markup import lang

_COPY = (
    "This is a still copy, as scripts do not run where you see it. The file as it was sent, saved and opened in a "
    "browser, leads from question to question, can be searched, and tells more of whatever is chosen."
)

_KEY = 0.85
_LETTERS_WIDE = 90.0
"""How large letters of the key are: as a share of those of names, and never more than so many to the width."""


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
    # The key is written as small as can be read where the picture is as wide as the page.
    size = max(SIZE * _KEY, frame.width / _LETTERS_WIDE)
    key, high = lay_key(key_of(drawing), Rect(frame.x, frame.bottom + size, frame.width, 0), size)
    frame = Rect(frame.x, frame.y, frame.width, frame.height + size + high)
    title = f"Picture: {drawing.title}"
    said = " ".join((data["summary"], *drawing.notes, "What is on it stands in the tables below."))
    drawn = f"<g{lang(data)}>{''.join(layers_text((Layer(marks),), titles=False))}</g>"
    drawn += "".join(layers_text(key, titles=False))
    notes = f"<figcaption>{say(said)}</figcaption>" if drawing.notes else ""
    box = " ".join(map(number, (frame.x, frame.y, frame.width, frame.height)))
    return (
        f'<figure id="still"><p class="note">{_COPY}</p>'
        f'<svg viewBox="{box}" role="img" aria-labelledby="still-title still-said"'
        f' font-family="Atkinson Hyperlegible,sans-serif"><title id="still-title">{say(title)}</title>'
        f'<desc id="still-said">{say(said)}</desc>\n{drawn}</svg>{notes}</figure>\n'
    )
