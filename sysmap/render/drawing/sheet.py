"""A drawing on a sheet of paper: question above, picture, key and who says so below."""

from collections.abc import Sequence
from dataclasses import dataclass

from sysmap.render.drawing import palette
from sysmap.render.drawing.composing import compose
from sysmap.render.drawing.key import HEIGHT, WIDTH, Entry, key_of
from sysmap.render.drawing.picture import Drawing
from sysmap.render.drawing.strokes import Box, Ink, Layer, Mark, Named, Sheet, Text
from sysmap.render.geometry import Rect
from sysmap.render.lettering import SIZE, width_of

PAPERS = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55), "A2": (1190.55, 1683.78), "A1": (1683.78, 2383.94)}
"""Width and height of upright sheets in points."""

LEAST_LETTERS = 7.0
"""Letters smaller than this, in points, are hard to read on paper."""

_MARGIN = 28.0
_QUESTION, _SMALL = 17.0, 8.5
_SHARES = (1.0, 0.95, 0.9, 0.85)
_LEADING = 1.3
_GAP = 8.0
_GROWTH = {"A4": 1.0, "A3": 1.3, "A2": 1.75, "A1": 2.4}
"""How much larger the words round the picture are on larger paper, which hangs on a wall."""

_LARGEST = 1.5
"""Points for one unit of the map: a map of three things does not fill A1 with them."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet, and how it came out.

    Parameters
    ----------
    sheet : Sheet
        What is drawn.
    paper : str
        Its size, "A4" to "A1".
    letters : float
        How high the names of things are on it, in points.
    """

    sheet: Sheet
    paper: str
    letters: float


def lay_on_paper(drawing: Drawing, paper: str = "") -> Laid:
    """Put a drawing on paper, upright or lying as suits its shape.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    paper : str
        "A4" to "A1"; where empty the smallest on which its names can be read.
    """
    marks, frame = compose(drawing)
    entries = key_of(drawing)
    found: list[Laid] = []
    for name in (paper,) if paper else PAPERS:
        width, height = PAPERS[name]
        upright = _lay(drawing, composed=(marks, frame), entries=entries, paper=name, size=(width, height))
        lying = _lay(drawing, composed=(marks, frame), entries=entries, paper=name, size=(height, width))
        best = upright if upright.letters > lying.letters else lying
        found.append(best)
        if best.letters >= LEAST_LETTERS:
            break
    return found[-1]


def _lay(
    drawing: Drawing,
    *,
    composed: tuple[tuple[Mark | Named, ...], Rect],
    entries: list[Entry],
    paper: str,
    size: tuple[float, float],
) -> Laid:
    marks, frame = composed
    width, height = size
    grown = _GROWTH[paper]
    inner = width - 2 * _MARGIN
    above, top = _heading(drawing, inner, grown)
    below, foot = _foot(drawing, entries, inner, height - _MARGIN, grown)
    room = Rect(_MARGIN, top + _GAP, inner, foot - top - 2 * _GAP)
    scale = max(0.001, min(room.width / frame.width, room.height / frame.height, _LARGEST))
    x = room.x + (room.width - frame.width * scale) / 2 - frame.x * scale
    y = room.y + (room.height - frame.height * scale) / 2 - frame.y * scale
    ground = Layer((Box(Rect(0, 0, width, height), 0, Ink(palette.PAPER)),))
    # In the order in which it is read.
    layers = (ground, Layer(tuple(above)), Layer(marks, scale, x, y), *below)
    description = " ".join((drawing.subtitle, *_notes(drawing)))
    return Laid(Sheet(width, height, drawing.title, description, layers, drawing.language), paper, SIZE * scale)


def _heading(drawing: Drawing, width: float, grown: float) -> tuple[list[Named], float]:
    """Give the question and what the map shows, and where they end."""
    named: list[Named] = []
    y = _MARGIN
    # A question that is a word or two too long for its lines is written a little smaller, not on one line more.
    sizes = [_QUESTION * grown * share for share in _SHARES]
    most = len(fill(drawing.title, width, sizes[0], bold=True))
    question = next((size for size in sizes if len(fill(drawing.title, width, size, bold=True)) < most), sizes[0])
    for text, size, colour, heading in (
        (drawing.title, question, palette.INK, True),
        (drawing.subtitle, _SMALL * 1.2 * grown, palette.SOFT, False),
    ):
        lines = []
        for line in fill(text, width, size, bold=heading):
            lines.append(Text(_MARGIN, y + size * _LEADING / 2, line, size, colour, heading, most=width))
            y += size * _LEADING
        if lines:
            named.append(Named(text, tuple(lines), "heading" if heading else "words"))
    return named, y


def _foot(
    drawing: Drawing, entries: list[Entry], width: float, bottom: float, grown: float
) -> tuple[list[Layer], float]:
    """Give the key and who says so, and where they begin."""
    size = _SMALL * grown
    step = size * _LEADING
    said_below = " ".join(_notes(drawing))
    lines = fill(said_below, width, size)
    top = bottom - len(lines) * step
    said = [
        Text(_MARGIN, top + (index + 0.5) * step, line, size, palette.SOFT, most=width)
        for index, line in enumerate(lines)
    ]
    _, high = lay_key(entries, Rect(0, 0, width, 0), size)
    top -= high + (_GAP if entries else 0)
    found, _ = lay_key(entries, Rect(_MARGIN, top, width, high), size)
    notes = Named(said_below, tuple(said), "words")
    return [*found, Layer((notes,) if said else ())], top


def lay_key(entries: Sequence[Entry], room: Rect, size: float) -> tuple[list[Layer], float]:
    """Put a key in columns.

    Parameters
    ----------
    entries : sequence of Entry
        Each mark with its words.
    room : Rect
        Where it begins, and how wide it may be; its height does not matter.
    size : float
        The height of its letters.

    Returns
    -------
    tuple of list of Layer and float
        What is drawn, and how high it is.
    """
    scale = size * 1.35 / HEIGHT
    between = size * 10 / _SMALL
    sample = WIDTH * scale + 0.4 * between
    widest = max((width_of(text) * size / SIZE for _, text in entries), default=0.0)
    cell = sample + widest + between
    columns = max(1, int((room.width + between) // cell))
    rows = -(-len(entries) // columns)
    high = HEIGHT * scale * 1.12
    found: list[Layer] = []
    for index, (marks, text) in enumerate(entries):
        # Down the columns, so that what belongs together stands together.
        x = room.x + index // rows * cell
        y = room.y + index % rows * high
        most = max(10.0, room.width - (index // rows * cell) - sample)
        words = Text(x + sample, y + HEIGHT * scale / 2, text, size, palette.INK, most=most)
        found += (Layer(marks, scale, x, y), Layer((Named(text, (words,), "words"),)))
    return found, rows * high


def _notes(drawing: Drawing) -> tuple[str, ...]:
    """Give what stands at the foot: what is left out, then who says so."""
    return (drawing.drawn, *drawing.notes) if drawing.drawn else drawing.notes


def fill(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of a width, in the same unit as the height of its letters."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, bold=bold) * size / SIZE <= width:
            lines[-1] = longer
        else:
            lines += _cut(word, width, size, bold=bold)
    return lines


def _cut(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    """Cut a word that is longer than a line."""
    if width_of(word, bold=bold) * size / SIZE <= width:
        return [word]
    parts = [""]
    for character in word:
        if parts[-1] and width_of(parts[-1] + character, bold=bold) * size / SIZE > width:
            parts.append("")
        parts[-1] += character
    return parts
