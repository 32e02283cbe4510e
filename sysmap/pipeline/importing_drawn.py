"""Maps drawn in other programs: what comes in, which way links go by whose word, and what stays behind."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sysmap.formats.drawn import Drawing, LinkStyle, Signs, as_reading, read_drawn
from sysmap.formats.interface import Reading
from sysmap.model.maps import MAP_RECORD_ID, SystemMap

_WAYS = {"+": "same way", "-": "opposite way", "?": "unsure"}


def bring_drawing(
    name: str, path: Path, signs: Signs, before: SystemMap
) -> tuple[Reading, tuple[str, ...], dict[str, Any]]:
    """Read a drawing for a map: its records, what to say of it, and the same for programs.

    Parameters
    ----------
    name : str
        The program, as `--as` calls it.
    path : Path
        The file.
    signs : Signs
        Which way the links of each style go.
    before : SystemMap
        The map as it is: what it is called stays.

    Raises
    ------
    BadInputError
        When the file cannot be read; one line.
    UsageError
        When signs are said for a map whose links have signs of their own.
    """
    drawing = read_drawn(name, path, signs)
    reading = as_reading(drawing)
    if MAP_RECORD_ID in before:
        reading = replace(reading, records=tuple(each for each in reading.records if each.id != MAP_RECORD_ID))
    return reading, _lines(drawing), {"link_styles": [_style_data(*each) for each in drawing.styles.items()]}


def _lines(drawing: Drawing) -> tuple[str, ...]:
    told = [
        f"  {count:,} {'link is' if count == 1 else 'links are'} {style.words}:"
        f" {f'{_WAYS[sign]}, as you said' if sign else 'not known which way'}"
        for style, (sign, count) in drawing.styles.items()
    ]
    unsaid = [style for style, (sign, _) in drawing.styles.items() if not sign]
    if unsaid:
        example = unsaid[0].label or str(unsaid[0].number or unsaid[0].colour)
        told.append(
            f'  Which way a style means is for you to say: --signs "{example}=+" (or - or ?), and import it again.'
        )
    if drawing.left_out:
        told.append(f"  Not brought in: {', '.join(drawing.left_out)}.")
    return tuple(told)


def _style_data(style: LinkStyle, said: tuple[str, int]) -> Mapping[str, Any]:
    sign, count = said
    return {
        "style": style.name,
        "number": style.number or None,
        "colour": style.colour or None,
        "links": count,
        "sign": sign or None,
    }
