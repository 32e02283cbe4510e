"""Small marks (agreements, roles, places) find free ground near what they belong to, after all else has its place."""

from collections.abc import Mapping, Sequence

from sysmap.render.geometry import Ground, Rect, around
from sysmap.render.plan import Item, Pull

_STEP = 18.0
_ROOM = 4.0
_RINGS = 60
_DIRECTIONS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1), (2, 1), (-2, 1), (2, -1), (-2, -1))


def place_marks(marks: Sequence[Item], pulls: Sequence[Pull], places: Mapping[str, Rect]) -> dict[str, Rect]:
    """Place marks in free ground, each as near as it can be to what it is joined to.

    Parameters
    ----------
    marks : sequence of Item
        The marks.
    pulls : sequence of Pull
        What they are joined to.
    places : Mapping of str to Rect
        The shapes that have their place already.
    """
    joined: dict[str, list[str]] = {mark.id: [] for mark in marks}
    for pull in pulls:
        for end, other in ((pull.one, pull.other), (pull.other, pull.one)):
            if end in joined and other in places:
                joined[end].append(other)
    ground = Ground(rect.grown(_ROOM) for rect in places.values())
    whole = around(places.values()) if places else Rect(0, 0, 0, 0)
    placed: dict[str, Rect] = {}
    for mark in marks:
        near = [places[each].centre for each in joined[mark.id]]
        x = sum(point[0] for point in near) / len(near) if near else whole.x + whole.width / 2
        y = sum(point[1] for point in near) / len(near) if near else whole.bottom + mark.lettering.height
        rect = _nearest_free(Rect(0, 0, mark.lettering.width, mark.lettering.height).at(x, y), ground, whole)
        ground.take(rect.grown(_ROOM))
        placed[mark.id] = Rect(round(rect.x), round(rect.y), rect.width, rect.height)
    return placed


def _nearest_free(wish: Rect, ground: Ground, whole: Rect) -> Rect:
    """Look in wider and wider rings; where all is taken, go below the picture."""
    if ground.is_free(wish):
        return wish
    for ring in range(1, _RINGS):
        for across, down in _DIRECTIONS:
            rect = wish.moved(across * ring * _STEP, down * ring * _STEP)
            if ground.is_free(rect):
                return rect
    below = wish.at(wish.centre[0], whole.bottom + wish.height)
    while not ground.is_free(below):
        below = below.moved(0, wish.height)
    return below
