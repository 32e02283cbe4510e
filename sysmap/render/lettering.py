"""How much room a name takes: its lines, and their size in the bundled typeface.

Widths are those of Atkinson Hyperlegible (SIL Open Font License), in thousandths of the letter height, measured in a
browser. With them the picture is laid out without any image library, and letters never run out of their shape.
"""

import unicodedata
from dataclasses import dataclass

SIZE = 16.0
"""Height of letters on the picture, in map units, which are pixels where nothing is zoomed."""

LINE = 20.0
"""From one line of letters to the next."""

_FIRST = 32
_REGULAR = (
    *(280, 281, 301, 655, 594, 927, 705, 160, 300, 300, 433, 602, 205, 368, 205, 377),  # space to /
    *(648, 402, 549, 574, 614, 583, 598, 510, 615, 598, 205, 205, 553, 602, 553, 520),  # 0 to ?
    *(780, 626, 619, 656, 673, 567, 548, 710, 690, 414, 510, 627, 539, 820, 689, 727),  # @ to O
    *(601, 753, 618, 596, 558, 690, 589, 840, 623, 595, 607, 315, 377, 315, 552, 396),  # P to _
    *(268, 526, 566, 500, 564, 539, 311, 560, 546, 278, 254, 490, 239, 841, 546, 552),  # ` to o
    *(566, 576, 340, 471, 324, 536, 441, 654, 461, 429, 460, 319, 233, 319, 555),  # p to ~
)
_OTHER = 1000  # no letter that names are written in is wider than it is high
_BOLD = 1.09

_JOINER = "\u200d"
"""Makes one sign of two, as in a family."""

_LINES = 3
_LONGEST = 160
"""A name has at most 140 characters; of what has more, the picture shows so many, and the details all of them."""

_MEASURES = (112.0, 132.0, 156.0, 190.0, 240.0, 320.0, 440.0)
"""Line lengths to try, the shortest first: names wrap into two or three lines rather than run on."""

_MARGINS = {"Organisation": (24.0, 14.0), "Service": (24.0, 16.0), "Factor": (26.0, 10.0)}
_MARK_MARGINS = (26.0, 8.0)
"""What the shape adds round the letters: across, and up and down."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A name broken into lines, and the size of the shape that holds it, in map units."""

    lines: tuple[str, ...]
    width: float
    height: float


def width_of(text: str, *, bold: bool = False) -> float:
    """Give the width of a line of text, in map units at letter height `SIZE`; never less than it is drawn."""
    units = 0
    for character in text:
        place = ord(character) - _FIRST
        if 0 <= place < len(_REGULAR):
            units += _REGULAR[place]
        # A mark stands on its letter and takes no room beside it.
        elif not unicodedata.combining(character):
            units += _OTHER
    return units * SIZE / 1000 * (_BOLD if bold else 1.0)


def letter(name: str, kind: str, *, outcome: bool = False) -> Lettering:
    """Break a name into at most three lines where that can be done, and give the size of its shape.

    Parameters
    ----------
    name : str
        The name.
    kind : str
        The element's kind; organisations stand in bold.
    outcome : bool
        Whether it is an outcome; those stand in bold too.
    """
    bold = outcome or kind == "Organisation"
    text = " ".join(name.split()) or "?"
    if len(text) > _LONGEST:
        text = f"{text[: _between_letters(text, _LONGEST - 1)].rstrip()}…"
    words = _unbroken(text, bold=bold)
    lines: list[str] = []
    for measure in _MEASURES:
        lines = _fill(words, measure, bold=bold)
        if len(lines) <= _LINES and max(width_of(line, bold=bold) for line in lines) <= measure:
            break
    across, down = _MARGINS.get(kind, _MARK_MARGINS)
    width = max(width_of(line, bold=bold) for line in lines)
    return Lettering(tuple(lines), round(width + across), round(len(lines) * LINE + down))


def _unbroken(text: str, *, bold: bool) -> list[str]:
    """Split into words, none longer than the longest line."""
    words: list[str] = []
    for word in text.split(" "):
        rest = word
        while width_of(rest, bold=bold) > _MEASURES[-1]:
            cut = len(rest) - 1
            while cut > 1 and width_of(rest[:cut], bold=bold) > _MEASURES[-1]:
                cut -= 1
            cut = _between_letters(rest, cut)
            words.append(rest[:cut])
            rest = rest[cut:]
        words.append(rest)
    return words


def _fill(words: list[str], measure: float, *, bold: bool) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width_of(longer, bold=bold) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _between_letters(text: str, cut: int) -> int:
    """Give the last place up to `cut` that is between two letters as people see them, or `cut` where there is none.

    A mark stays with its letter, and signs that are joined into one stay one (Unicode Standard Annex 29, in short).
    """
    for at in range(cut, 0, -1):
        after, before = text[at], text[at - 1]
        if not _clings(after) and before != _JOINER and not (_is_flag(after) and _flags_before(text, at) % 2):
            return at
    return cut


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark, a joiner, a colour of skin, a tag of a flag."""
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag(character: str) -> bool:
    """Whether it is half of a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while at > count and _is_flag(text[at - count - 1]):
        count += 1
    return count
