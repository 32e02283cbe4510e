"""What is drawn, as a small value: any view of a map can be one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sysmap.render.figures import count_words, list_words
from sysmap.render.markup import PAGE_LANGUAGE, language_of

Hue = Literal["polarity", "boundary"]
"""What the colour of links says: which way an influence goes, or how far a link reaches."""

Layer = Literal["causal", "money", "other", "marks"]
LAYERS: tuple[Layer, ...] = ("causal", "money", "other", "marks")
"""What can be laid over the boxes: links of three sorts, and small marks, as in the page."""

_DRAWN = ("Organisation", "Service", "Factor")
_ALWAYS = frozenset(_DRAWN)
_MARK = "a small mark"
_SORTS: Mapping[Layer, str] = {"causal": "influences", "money": "money", "other": "other links"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, with what stands above and below it.

    Parameters
    ----------
    title : str
        The question that it answers, or the name of the map.
    subtitle : str
        What it shows, in a sentence; may be empty.
    notes : tuple of str
        Who says so, when, for whom, what was left out: one sentence each.
    elements : tuple of Mapping
        The things drawn, as `frontend/src/contract.ts` describes them, each with a place; one that holds others has
        its tab here.
    boxes : tuple of Mapping
        The boxes drawn, an outer one before those in it.
    links : tuple of Mapping
        The links drawn; both ends are among the elements.
    hue : {"polarity", "boundary"}
        What the colour of links says.
    boundary_words : Mapping of str to str
        The words for the boundaries that links cross, for the key.
    language : str
        The language of the names of things, as a BCP 47 tag.
    drawn : str
        How much of the map it shows, and what it leaves out; empty where that is nothing.
    """

    title: str
    subtitle: str
    notes: tuple[str, ...]
    elements: tuple[Mapping[str, Any], ...]
    boxes: tuple[Mapping[str, Any], ...]
    links: tuple[Mapping[str, Any], ...]
    hue: Hue
    boundary_words: Mapping[str, str]
    language: str = PAGE_LANGUAGE
    drawn: str = ""


def is_mark(element: Mapping[str, Any]) -> bool:
    """Whether an element is a small mark, which a picture shows only when asked."""
    return element["kind"] not in _ALWAYS


def layer_of(link: Mapping[str, Any]) -> Layer:
    """Give the layer that a link belongs to."""
    if link["kind"] == "INFLUENCES":
        return "causal"
    return "money" if link["kind"] == "FUNDS" else "other"


def usual_layers(links: Sequence[Mapping[str, Any]]) -> frozenset[Layer]:
    """Give what a page opens with: what influences what, or whatever else joins the things of the map."""
    present = {layer_of(link) for link in links}
    first: Layer = next((layer for layer in LAYERS if layer in present), "causal")
    return frozenset({first})


def drawing_of(
    data: Mapping[str, Any],
    notes: Sequence[str] = (),
    *,
    layers: Collection[Layer] = (),
    without: Collection[str] = (),
    hue: Hue = "polarity",
) -> Drawing:
    """Give the drawing of a page's data.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes.
    notes : sequence of str
        What stands below it.
    layers : collection of str
        What lies over the boxes; what a page opens with where empty.
    without : collection of str
        Kinds of element that are left out.
    hue : {"polarity", "boundary"}
        What the colour of links says.
    """
    chosen = frozenset(layers) or usual_layers(data["links"])
    boxes = tuple(data["boxes"])
    elements = tuple(
        each
        for each in data["elements"]
        if "x" in each and each["kind"] not in without and (not is_mark(each) or "marks" in chosen)
    )
    shown = {each["id"] for each in elements}
    links = tuple(
        link for link in data["links"] if layer_of(link) in chosen and link["from"] in shown and link["to"] in shown
    )
    about = data["map"]
    drawing = Drawing(
        about["question"] or about["name"],
        data["summary"],
        tuple(notes),
        elements,
        boxes,
        links,
        hue,
        data["words"]["boundaries"],
        language_of(data),
    )
    folded = data.get("folded", "")
    return replace(drawing, drawn=" ".join(said for said in (say_drawn(data, drawing), folded) if said))


def say_drawn(data: Mapping[str, Any], drawing: Drawing) -> str:
    """Say how much of what could be drawn is, and which sorts are not, as `frontend/src/save/drawn.ts` does.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes, of the whole map.
    drawing : Drawing
        What is drawn of it.

    Returns
    -------
    str
        A sentence; empty where all of it is drawn.
    """
    seen = drawing.elements
    ids = {each["id"] for each in seen}
    placed = [*(each for each in data["elements"] if "x" in each and each["id"] not in ids), *seen]
    there = {each["id"] for each in placed}
    joined = [each for each in data["links"] if each["from"] in there and each["to"] in there]
    if len(seen) == len(placed) and len(drawing.links) >= len(joined):
        return ""
    kinds = data["words"]["kinds"]
    sorts = set(map(layer_of, joined)) - set(map(layer_of, drawing.links))
    forms = set(map(_form, placed)) - set(map(_form, seen))
    without = [
        *(kinds.get(kind, kind) for kind in _DRAWN if kind in forms),
        *(words for sort, words in _SORTS.items() if sort in sorts),
        *(("agreements", "posts", "places") if _MARK in forms else ()),
    ]
    things = f"{len(seen):,} of {count_words(len(placed), 'thing', 'things')}"
    links = f"{len(drawing.links):,} of {count_words(len(joined), 'link', 'links')}"
    return f"{things} and {links} are drawn{f': without {list_words(without)}' if without else ''}."


def _form(thing: Mapping[str, Any]) -> str:
    return _MARK if is_mark(thing) else str(thing["kind"])
