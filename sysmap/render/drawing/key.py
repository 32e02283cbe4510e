"""The key: every mark that a drawing has, drawn as it stands there, with what it means."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sysmap.render.drawing.curves import Curve
from sysmap.render.drawing.lines import draw_link, draw_sign
from sysmap.render.drawing.picture import Drawing, is_mark
from sysmap.render.drawing.strokes import Mark, Text
from sysmap.render.drawing.things import draw_box, draw_element, draw_tab
from sysmap.render.geometry import Rect

Entry = tuple[tuple[Mark, ...], str]
"""A sample, in a field of `WIDTH` by `HEIGHT` map units, and its words."""

WIDTH, HEIGHT = 76.0, 26.0

_THING = {"owner": "known", "outcome": False, "confidence": "", "lines": [], "kind": "Factor"}
_LINK = {
    "kind": "INFLUENCES",
    "polarity": "+",
    "strength": None,
    "delay": "",
    "confidence": "",
    "boundary": "",
    "money": None,
}
_SLOW = frozenset({"months", "years"})
_SORTS = {
    "in_kind": "given in kind: valued, but no cash",
    "lent": "lent, guaranteed or invested: it has to come back",
    "repaid": "with a line along it: paid back",
}


def key_of(drawing: Drawing) -> list[Entry]:
    """Give the key of a drawing: what is not on it is not explained."""
    return [*_things(drawing), *_influences(drawing), *_others(drawing), *_boundaries(drawing)]


def _things(drawing: Drawing) -> Iterator[Entry]:
    elements = drawing.elements
    kinds = {"mark" if is_mark(each) else each["kind"] for each in elements}
    if drawing.boxes:
        box = Rect(10, 3, 56, 20)
        tab = draw_tab({"lines": []}, box, Rect(10, 3, 26, 9))
        yield (draw_box(box, 0), *tab), "an organisation, with what it answers for inside"
    elif "Organisation" in kinds:
        yield _thing({"kind": "Organisation"}), "an organisation"
    if "Service" in kinds:
        yield _thing({"kind": "Service"}), "a service: something done with or for people"
    if any(each["kind"] == "Factor" and not each["outcome"] for each in elements):
        yield _thing({}), "a factor: something that can rise or fall"
    if any(each["outcome"] for each in elements):
        yield _thing({"outcome": True}), "an outcome: what people want in the end"
    if any(each["owner"] == "none" for each in elements):
        yield _thing({"owner": "none"}), "dotted: nobody on this map owns it"
    if "mark" in kinds:
        yield _thing({"kind": "Agreement"}), "an agreement, a post or a place"


def _influences(drawing: Drawing) -> Iterator[Entry]:
    influences = [link for link in drawing.links if link["kind"] == "INFLUENCES"]
    hue = drawing.hue
    agreed = [link for link in influences if link["confidence"] != "contested"]
    if any(link["polarity"] == "+" for link in agreed):
        yield _line({"polarity": "+"}, hue), "same way: more of one means more of the other"
    if any(link["polarity"] == "-" for link in agreed):
        yield _line({"polarity": "-"}, hue), "opposite way: more of one means less of the other"
    if any(link["polarity"] not in {"+", "-"} for link in influences):
        yield _line({"polarity": "?"}, hue), "unsure which way"
    if any(link["confidence"] == "contested" and link["polarity"] in {"+", "-"} for link in influences):
        yield _line({"confidence": "contested"}, hue), "contested: people or sources disagree"
    if any(link["delay"] in _SLOW for link in influences):
        yield _line({"delay": "years"}, hue), "takes months or years: two bars"
    if any((link["strength"] or 0) > 1 for link in influences) and hue == "polarity":
        yield _line({"strength": 3}, hue), "stronger: wider"
    if any(link["confidence"] in {"low", "medium"} for link in influences):
        yield _line({"confidence": "low"}, hue), "less sure: fainter"
    if drawing.boxes and influences:
        yield _line({}, hue, [0.5], sign=False), "crosses the edge of an organisation: thick there"


def _others(drawing: Drawing) -> Iterator[Entry]:
    money = [link for link in drawing.links if link["money"]]
    there = {link["money"]["sort"] for link in money}
    for sort, words in {"cash": _widest(money), **_SORTS}.items():
        if sort in there:
            ribbon = {"kind": "FUNDS", "money": {"width": 9.0, "sort": sort}}
            yield _line(ribbon, drawing.hue, sign=False), words
    if any(link["kind"] != "INFLUENCES" and not link["money"] for link in drawing.links):
        yield _line({"kind": "DELIVERS"}, drawing.hue, sign=False), "another link, such as delivers or depends on"


def _widest(money: Sequence[Mapping[str, Any]]) -> str:
    cash = [link["money"] for link in money if link["money"]["sort"] == "cash"]
    widest = max(cash, key=lambda each: each["width"], default={"text": ""})["text"]
    return f"money, wider for more; the widest is {widest}"


def _boundaries(drawing: Drawing) -> Iterator[Entry]:
    if drawing.hue == "boundary":
        present = {link["boundary"] for link in drawing.links}
        for name, words in drawing.boundary_words.items():
            if name in present:
                yield _line({"boundary": name, "kind": "DEPENDS_ON"}, "boundary", sign=False), words


def _thing(changed: Mapping[str, Any]) -> tuple[Mark, ...]:
    element = {**_THING, **changed}
    drawn = tuple(draw_element(element, Rect(10, 3, 56, 20), 0))
    if element["kind"] == "Factor":
        bold = element["outcome"]
        return (*drawn, Text(30, HEIGHT / 2 + 0.5, "Name", 13, "#1c2630", bold=bold))
    return drawn


def _line(
    changed: Mapping[str, Any], hue: str, crossings: tuple[float, ...] | list[float] = (), *, sign: bool = True
) -> tuple[Mark, ...]:
    link = {**_LINK, **changed}
    curve = Curve(2, 18, WIDTH / 2, 6, WIDTH - 2, 14)
    drawn = draw_link(link, curve, hue, crossings)
    return (*drawn, *(draw_sign(link, curve.at(0.6), hue) if sign else ()))
