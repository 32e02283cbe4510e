"""What a picture shows as two tables: its things and its links."""

from collections.abc import Callable, Mapping

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


def links_shown(drawing: Drawing, words: Mapping[str, Mapping[str, str]], amount_of: Callable[[str], str]) -> list[Row]:
    """Give a row under `LINKS` for each link drawn.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    words : Mapping
        The words on screen of its page's data.
    amount_of : callable
        Gives the plain amount of a flow of money by the link's id; empty where it is not known.
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
            amount_of(link["id"]) if link["money"] else "",
            link["money"]["exact"] if link["money"] else "",
            link["sentence"],
            link["note"],
        )
        for link in drawing.links
    ]


def _said(words: Mapping[str, Mapping[str, str]], table: str, value: str) -> str:
    return words[table].get(value, value)
