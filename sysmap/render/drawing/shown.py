"""What a picture shows as two tables: its things and its links."""

import re
from collections.abc import Mapping
from typing import Any

from sysmap.render.drawing.picture import Drawing

Row = tuple[str, ...]

THINGS = ("id", "name", "kind", "outcome", "in", "sector", "how sure", "owned", "note")
LINKS = (
    "id",
    "from id",
    "from",
    "link",
    "to id",
    "to",
    "influence",
    "strength",
    "delay",
    "how sure",
    "boundary",
    "amount",
    "figure",
    "sentence",
    "note",
)

_PLAIN = re.compile(r"(-?)£?(\d[\d,]*(?:\.\d+)?)(?: [A-Z]{3})?")
"""An amount that is one figure: a band, or one that is not known or withheld, is none."""

_INFLUENCES = {"+": "same way", "-": "opposite way", "?": "unsure"}


def things_shown(drawing: Drawing, words: Mapping[str, Mapping[str, str]]) -> list[Row]:
    """Give a row under `THINGS` for each thing drawn.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    words : Mapping
        The words on screen of its page's data.
    """
    names = {each["id"]: each["name"] for each in drawing.elements}
    return [
        (
            each["id"],
            each["name"],
            each["kind"],
            "yes" if each["outcome"] else "",
            names.get(each["parent"] or "", ""),
            _said(words, "sectors", each["sector"]),
            _said(words, "confidence", each["confidence"]),
            "nobody on this map" if each["owner"] == "none" else "",
            each["note"],
        )
        for each in drawing.elements
    ]


def links_shown(drawing: Drawing, words: Mapping[str, Mapping[str, str]]) -> list[Row]:
    """Give a row under `LINKS` for each link drawn.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    words : Mapping
        The words on screen of its page's data.
    """
    names = {each["id"]: each["name"] for each in drawing.elements}
    return [
        (
            link["id"],
            link["from"],
            names[link["from"]],
            _said(words, "links", link["kind"]),
            link["to"],
            names[link["to"]],
            _INFLUENCES.get(link["polarity"], ""),
            _said(words, "strengths", str(link["strength"] or "")),
            _said(words, "delays", link["delay"]),
            _said(words, "confidence", link["confidence"]),
            _said(words, "boundaries", link["boundary"]),
            _amount(link["money"]),
            link["money"]["exact"] if link["money"] else "",
            link["sentence"],
            link["note"],
        )
        for link in drawing.links
    ]


def _amount(money: Mapping[str, Any] | None) -> str:
    """Give the plain figure in "£64,612,345.10 in 2025-26, actual"; empty where there is none."""
    found = _PLAIN.fullmatch(money["exact"].partition(" in ")[0]) if money else None
    return found[1] + found[2].replace(",", "") if found else ""


def _said(words: Mapping[str, Mapping[str, str]], table: str, value: str) -> str:
    return words[table].get(value, value)
