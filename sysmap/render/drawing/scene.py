"""Where the links of a picture run and where their signs stand, the same as `frontend/src/draw/scene.ts` does it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import copysign, hypot
from typing import Any

from sysmap.render.drawing.curves import Curve, curve_between, holds_point, round_trip
from sysmap.render.drawing.ends import Run, spread_ends
from sysmap.render.drawing.picture import Drawing, is_mark
from sysmap.render.geometry import Ground, Rect

MANY = 600
"""Up to so many links each is led round names and its sign kept clear of others."""

_SIGN_PLACES = (0.66, 0.6, 0.72, 0.54, 0.78, 0.48, 0.42, 0.84, 0.36, 0.3, 0.24, 0.18, 0.9, 0.1)
"""Where on its curve a sign stands, the best place first."""

_SIGN_END = 23.0
"""How far from the end of its link a sign stands, so that it never covers the arrow."""

_SIGN_ROOM = 20.0
_SIGN_LEAST = 8.0
_SHORTEST_SIGNED = 30.0
_BENDS = {"INFLUENCES": (0.15, 0.1), "FUNDS": (0.07, 0.025)}
_OTHER_BEND = (0.05, 0.1)
"""How much links bend, and how much more each further one between the same two things; ribbons run in a bundle."""

_DETOURS = (2, -1, 3, -2, 5, -4, 7, -6)
"""Other ways round what stands between, tried in this order."""

_RIBBON_DETOURS = (0.16, -0.16, 0.28, -0.28, 0.42, -0.42, 0.56, -0.56, 0.8, -0.8, 1.1, -1.1)
"""Ribbons between the same two things go the same way round, so that they stay a bundle."""

_FARTHEST_DETOUR = 190.0
_SAMPLES = 14
_SAMPLE = 6.0


class Scene:
    """The curves and signs of the links of a drawing.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    """

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.places: dict[str, Rect] = {box["id"]: rect_of(box) for box in drawing.boxes}
        self.tabs: dict[str, Rect] = {}
        self._parents: dict[str, str] = {box["id"]: box["parent"] or "" for box in drawing.boxes}
        boxes = set(self.places)
        for element in drawing.elements:
            if element["id"] in boxes:
                self.tabs[element["id"]] = rect_of(element)
            else:
                self.places[element["id"]] = rect_of(element)
                self._parents[element["id"]] = element["parent"] or ""
        self.boxes: frozenset[str] = frozenset(boxes)
        self._names = Ground(
            self.tabs.get(each["id"]) or self.places[each["id"]] for each in drawing.elements if not is_mark(each)
        )
        self.curves: dict[str, Curve] = {}
        pairs: Counter[tuple[str, str, str]] = Counter()
        runs: list[Run] = []
        for link in drawing.links:
            pair = (link["kind"], link["from"], link["to"])
            run = self._run(link, pairs[pair])
            self.curves[link["id"]] = run.curve
            runs += [run] if link["from"] != link["to"] else []
            pairs[pair] += 1
        if len(drawing.links) <= MANY:
            self.curves.update(zip((run.link["id"] for run in runs), spread_ends(runs), strict=True))

    def around(self, item_id: str) -> list[str]:
        """Give the boxes around a thing, the innermost first."""
        found = []
        at = self._parents.get(item_id, "")
        while at in self.boxes and at not in found:
            found.append(at)
            at = self._parents[at]
        return found

    def reading_order(self) -> list[str]:
        """Give the things as one reads them, as `frontend/src/walk.ts` does: from the top, a box first."""
        inside: dict[str, list[str]] = {}
        for item_id in self.places:
            inside.setdefault(next(iter(self.around(item_id)), ""), []).append(item_id)
        found: list[str] = []
        waiting = [""]
        while waiting:
            at = waiting.pop()
            found += [at] if at else []
            waiting += sorted(
                inside.get(at, ()), key=lambda each: (self.places[each].y, self.places[each].x), reverse=True
            )
        return found

    def _run(self, link: Mapping[str, Any], before: int) -> Run:
        source, target = self.places[link["from"]], self.places[link["to"]]
        if link["from"] == link["to"]:
            return Run(link, round_trip(source), source, target)
        # A link between a box and something in it starts at the box's name, not at its far edge.
        if source.holds(target):
            source = self.tabs.get(link["from"], source)
        elif target.holds(source):
            target = self.tabs.get(link["to"], target)
        return Run(link, self._curve(link, before, source, target), source, target)

    def _curve(self, link: Mapping[str, Any], before: int, source: Rect, target: Rect) -> Curve:
        first, further = _BENDS.get(link["kind"], _OTHER_BEND)
        bend = first + further * before
        if len(self.drawing.links) > MANY:
            return curve_between(source, target, bend)
        if not link["money"]:
            return self._round_names(source, target, bend, [bend * times for times in _DETOURS])[0]
        way = self._round_names(source, target, first, _RIBBON_DETOURS)[1]
        return curve_between(source, target, way + copysign(bend - first, way))

    def _round_names(self, source: Rect, target: Rect, plain: float, detours: Sequence[float]) -> tuple[Curve, float]:
        """Give the curve that runs behind the fewest names, and its bend, the first of those that are equal in that."""

        def hidden(curve: Curve) -> int:
            count = 0
            for step in range(1, _SAMPLES):
                x, y = point = curve.at(step / _SAMPLES)
                sample = Rect(x - _SAMPLE / 2, y - _SAMPLE / 2, _SAMPLE, _SAMPLE)
                free = holds_point(source, point) or holds_point(target, point) or self._names.is_free(sample)
                count += not free
            return count

        best = curve_between(source, target, plain), plain
        least = hidden(best[0])
        (x, y), (to_x, to_y) = source.centre, target.centre
        length = hypot(to_x - x, to_y - y)
        for bend in detours:
            if least == 0:
                break
            if abs(bend) * length > _FARTHEST_DETOUR:
                continue
            curve = curve_between(source, target, bend)
            count = hidden(curve)
            if count < least:
                best, least = (curve, bend), count
        return best

    def crossings(self, link: Mapping[str, Any]) -> list[float]:
        """Give where on its curve a link goes through the edge of an outermost box."""
        outer = [next(reversed(self.around(end)), end) for end in (link["from"], link["to"])]
        if outer[0] == outer[1]:
            return []
        ends = {link["from"], link["to"]}
        boxes = [self.places[each] for each in outer if each in self.boxes and each not in ends]
        return [t for box in boxes for t in self.curves[link["id"]].crossings(box)]

    def signs(self) -> dict[str, float]:
        """Give where on its curve the sign of each link stands: clear of names and of other signs if there is room."""
        others = Ground()
        found: dict[str, float] = {}
        for link in self.drawing.links:
            curve = self.curves[link["id"]]
            if link["kind"] != "INFLUENCES" or curve.length < _SHORTEST_SIGNED:
                continue
            if len(self.drawing.links) > MANY:
                found[link["id"]] = _SIGN_PLACES[0]
                continue
            last = 1 - _SIGN_END / curve.length
            middle = min(0.5, last)
            rooms = {t: _square(curve, t, _SIGN_ROOM) for t in (*_SIGN_PLACES, middle)}
            free = [t for t in _SIGN_PLACES if t <= last and others.is_free(rooms[t])]
            t = next((t for t in free if self._names.is_free(rooms[t])), None)
            if t is None:
                t = next((t for t in free if self._names.is_free(_square(curve, t, _SIGN_LEAST))), middle)
            others.take(rooms[t])
            found[link["id"]] = t
        return found


def rect_of(thing: Mapping[str, Any]) -> Rect:
    """Give the rectangle of a thing that says its middle and its size."""
    width, height = float(thing["w"]), float(thing["h"])
    return Rect(thing["x"] - width / 2, thing["y"] - height / 2, width, height)


def _square(curve: Curve, t: float, side: float) -> Rect:
    x, y = curve.at(t)
    return Rect(x - side / 2, y - side / 2, side, side)
