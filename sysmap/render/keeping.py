"""A picture whose places were saved: all stays where it was, and only what is new since finds free ground."""

from collections.abc import Iterator, Mapping, Sequence

from sysmap.render.geometry import Ground, Rect, around
from sysmap.render.plan import Item, Pull
from sysmap.render.slicing import GAP, PAD

_STEP = 24.0
_RINGS = 50
_CLEAR = GAP / 2
"""Room between what is new and what stands there already."""

_ROOMY = 1.6
"""How much more ground than it needs a box may have, to be left as large as it is."""

Put = Mapping[str, tuple[float, float]]


_MOST_NEW = 300
"""Where more is new than that, most of the picture is, and it is placed as if nothing had been saved."""


_LEAST_SAVED = 3
"""Fewer things than that were dragged, and are no picture that was saved."""


def keeps(items: Sequence[Item], put: Put) -> bool:
    """Whether most of a picture was saved, so that the rest is what came since."""
    known = sum(item.id in put for item in items)
    return known >= _LEAST_SAVED and len(items) - known < min(known, _MOST_NEW)


class Kept:
    """The rectangles of a picture in the places that were saved.

    Parameters
    ----------
    items : sequence of Item
        What there is to place.
    pulls : sequence of Pull
        What draws it together.
    free : Mapping of str to Rect
        The shapes as they would be placed if nothing had been saved: of a box its tab.
    boxes : Mapping of str to Rect
        The boxes of that picture, an outer one before those in it.
    put : Mapping of str to (float, float)
        The middle of what was saved; of a box the middle of all of it.
    """

    def __init__(
        self,
        items: Sequence[Item],
        pulls: Sequence[Pull],
        free: Mapping[str, Rect],
        boxes: Mapping[str, Rect],
        put: Put,
    ) -> None:
        self._parents = {item.id: item.parent for item in items}
        self._put = {each: at for each, at in put.items() if each in self._parents}
        self._inside: dict[str, list[str]] = {}
        for item in items:
            self._inside.setdefault(item.parent, []).append(item.id)
        self._near: dict[str, list[tuple[str, float]]] = {}
        for pull in pulls:
            self._near.setdefault(pull.one, []).append((pull.other, pull.weight))
            self._near.setdefault(pull.other, []).append((pull.one, pull.weight))
        self.places = dict(free)
        self.boxes = dict(boxes)
        self._settled = {each for item in items for each in self._up_from(item.id) if item.id in self._put}
        for each in self._put:
            if each not in self.boxes:
                self.places[each] = self.places[each].at(*self._put[each])
        for box in reversed(self.boxes):
            if box in self._settled:
                self._close_round(box)
        self._names = Ground(self.places[each] for each in self._settled)
        for item in sorted(items, key=lambda item: (len(list(self._up_from(item.id))), item.id)):
            if item.id not in self._settled:
                self._find_room(item.id)

    def _up_from(self, item_id: str) -> Iterator[str]:
        """Give a thing and the boxes around it, the innermost first."""
        while item_id:
            yield item_id
            item_id = self._parents.get(item_id, "")

    def _rect(self, item_id: str) -> Rect:
        return self.boxes.get(item_id) or self.places[item_id]

    def _close_round(self, box: str) -> None:
        """Make a box large enough for its tab and what is settled in it, about its saved middle where it has one."""
        tab, free = self.places[box], self.boxes[box]
        held = [self._rect(each) for each in self._inside[box] if each in self._settled]
        if not held:
            self._set(box, free.at(*self._put[box]))
            return
        inner = around(held)
        left, top, right, bottom = inner.x - PAD, inner.y - PAD - tab.height, inner.right + PAD, inner.bottom + PAD
        least = Rect(left, top, max(right - left, tab.width), bottom - top)
        rect = least
        if box in self._put:
            x, y = self._put[box]
            wide, high = max(x - left, right - x, tab.width / 2), max(y - top, bottom - y)
            even = Rect(x - wide, y - high, 2 * wide, 2 * high)
            # As it would be by itself, if that is about right; what was dragged far out adds nothing on the other side.
            same = free.at(x, y)
            if same.grown(1).holds(even) and even.grown(PAD).holds(same):
                rect = same
            elif _size(even) < _ROOMY * _size(least):
                rect = even
        self._set(box, rect)

    def _set(self, box: str, rect: Rect) -> None:
        self.boxes[box] = rect
        tab = self.places[box]
        self.places[box] = Rect(rect.x, rect.y, tab.width, tab.height)

    def _find_room(self, item_id: str) -> None:
        """Put something new, with all that is in it, near what it is joined to and over nothing else."""
        if item_id in self._settled:
            return
        rect, box = self._rect(item_id), self._parents[item_id]
        near = [(self._rect(each), weight) for each, weight in self._near.get(item_id, ()) if each in self._settled]
        total = sum(weight for _, weight in near)
        if near:
            x = sum(each.centre[0] * weight for each, weight in near) / total
            y = sum(each.centre[1] * weight for each, weight in near) / total
        else:
            x, y = self.boxes[box].centre if box else around(self._rect(each) for each in self._settled).centre
        if box:
            # It stands in its box, on the side of what it is joined to.
            room = self.boxes[box]
            x = min(max(x, room.x + PAD + rect.width / 2), max(room.x, room.right - PAD - rect.width / 2))
            y = min(max(y, room.y + PAD + rect.height / 2), max(room.y, room.bottom - PAD - rect.height / 2))
        found = next((each for each in _round(rect.at(x, y)) if self._is_free(each, box)), None)
        if found is None:
            whole = around(self._rect(each) for each in self._settled)
            found = rect.at(whole.x + whole.width / 2, whole.bottom + GAP + rect.height / 2)
        self._shift(item_id, round(found.x - rect.x), round(found.y - rect.y))
        for each, grown in list(self._growing(self._rect(item_id), box)):
            self._set(each, grown)
            self._names.take(self.places[each])

    def _is_free(self, rect: Rect, box: str) -> bool:
        """Whether something stands over nothing there, and the box that it makes larger does not either."""
        around_it = set(self._up_from(box))
        wide = rect.grown(_CLEAR)
        if not self._names.is_free(wide):
            return False
        for each in self.boxes:
            if each in self._settled and (self.places[each] if each in around_it else self.boxes[each]).overlaps(wide):
                return False
        return not any(
            each not in self._up_from(other) and other not in around_it and self._rect(other).overlaps(grown)
            for each, grown in self._growing(rect, box)
            if grown != self.boxes[each]
            for other in self._settled
        )

    def _growing(self, rect: Rect, box: str) -> Iterator[tuple[str, Rect]]:
        """Give the boxes that something new in one of them makes larger, and how large: its name stays clear of it."""
        inner, held = rect, rect.grown(PAD)
        for each in self._up_from(box):
            grown, tab = around([self.boxes[each], held]), self.places[each]
            name = Rect(grown.x, grown.y, tab.width, tab.height)
            members = [self._rect(other) for other in self._inside[each] if other in self._settled]
            covered = [member.y for member in (inner, *members) if member.overlaps(name)]
            if covered:
                top = min(covered) - tab.height - _CLEAR
                grown = Rect(grown.x, top, grown.width, grown.bottom - top)
            yield each, grown
            inner, held = grown, grown.grown(PAD)

    def _shift(self, item_id: str, x: float, y: float) -> None:
        self._settled.add(item_id)
        self.places[item_id] = self.places[item_id].moved(x, y)
        self._names.take(self.places[item_id])
        if item_id in self.boxes:
            self.boxes[item_id] = self.boxes[item_id].moved(x, y)
        for member in self._inside.get(item_id, ()):
            self._shift(member, x, y)


def _size(rect: Rect) -> float:
    return rect.width * rect.height


def _round(wish: Rect) -> Iterator[Rect]:
    """Give places in wider and wider rings, those of a ring from the top on."""
    yield wish
    for ring in range(1, _RINGS):
        reach = range(-ring, ring + 1)
        ways = {(side, end) for side in reach for end in (-ring, ring)} | {
            (end, side) for side in reach for end in (-ring, ring)
        }
        for across, down in sorted(ways, key=lambda way: (way[0] ** 2 + way[1] ** 2, way[1], way[0])):
            yield wish.moved(across * _STEP, down * _STEP)
