"""From what is drawn to marks: boxes lowest, then links, things, signs and the names of boxes."""

from collections.abc import Iterator, Sequence

from sysmap.render.drawing.lines import draw_figure, draw_link, draw_sign, figure_rect
from sysmap.render.drawing.picture import Drawing
from sysmap.render.drawing.scene import Scene
from sysmap.render.drawing.strokes import Mark, Named
from sysmap.render.drawing.things import draw_box, draw_element, draw_tab
from sysmap.render.geometry import Ground, Rect, around

_EDGE = 4.0
"""Room round everything for the width of its lines."""

_FIGURE_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7)
_HALF_RIBBON = 14.0
_SAMPLES = 8
_NOTHING = Rect(0, 0, 400, 200)


def compose(drawing: Drawing) -> tuple[tuple[Mark | Named, ...], Rect]:
    """Give the marks of a drawing, and the rectangle that holds them all.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    """
    scene = Scene(drawing)
    signs = scene.signs()
    # What is read first: an organisation, then what is in it; links after all things, in the order of those they leave.
    order = {item_id: index for index, item_id in enumerate(scene.reading_order())}
    after = len(order)
    things = sorted(drawing.elements, key=lambda each: order.get(each["id"], 0))
    # Wide ribbons first, so that narrow ones lie on top.
    links = sorted(drawing.links, key=lambda link: -(link["money"] or {"width": 0.0})["width"])
    marks: list[Mark | Named] = [
        draw_box(scene.places[box["id"]], len(scene.around(box["id"]))) for box in drawing.boxes
    ]
    for link in links:
        crossings = scene.crossings(link) if link["kind"] == "INFLUENCES" else ()
        drawn = draw_link(link, scene.curves[link["id"]], drawing.hue, crossings)
        marks.append(Named(link["sentence"], tuple(drawn), "link", after + order.get(link["from"], 0)))
    for element in things:
        if element["id"] not in scene.boxes:
            place = scene.places[element["id"]]
            depth = len(scene.around(element["id"]))
            drawn = draw_element(element, place, depth)
            marks.append(Named(element["name"], tuple(drawn), order=order.get(element["id"], 0)))
    for link in links:
        if link["id"] in signs:
            marks += draw_sign(link, scene.curves[link["id"]].at(signs[link["id"]]), drawing.hue)
    for element in things:
        if element["id"] in scene.boxes:
            tab = draw_tab(element, scene.places[element["id"]], scene.tabs[element["id"]])
            marks.append(Named(element["name"], tuple(tab), order=order.get(element["id"], 0)))
    figures = dict(_figure_rooms(drawing, scene))
    for text, room in figures.values():
        marks += draw_figure(text, room)
    return tuple(marks), _frame(scene, [room for _, room in figures.values()])


def _figure_rooms(drawing: Drawing, scene: Scene) -> Iterator[tuple[str, tuple[str, Rect]]]:
    """Give the amounts of ribbons by link, the widest first, each with the room that there is for it."""
    taken = Ground(scene.tabs.get(each["id"]) or scene.places[each["id"]] for each in drawing.elements)
    flows = [link for link in drawing.links if link["money"]]
    for link in sorted(flows, key=lambda each: (-each["money"]["width"], each["id"])):
        curve, text = scene.curves[link["id"]], link["money"]["text"]
        rooms = (figure_rect(text, curve.at(t)) for t in _FIGURE_PLACES)
        free = next((room for room in rooms if taken.is_free(room)), None)
        if free is not None:
            taken.take(free)
            yield link["id"], (text, free)


def _frame(scene: Scene, figures: Sequence[Rect]) -> Rect:
    """Give the rectangle of all things, curves and figures; ribbons are wide."""
    points = (curve.at(step / _SAMPLES) for curve in scene.curves.values() for step in range(_SAMPLES + 1))
    rects = [*scene.places.values(), *figures, *(Rect(x, y, 0, 0).grown(_HALF_RIBBON) for x, y in points)]
    return (around(rects) if rects else _NOTHING).grown(_EDGE)
