"""Ends of links kept apart along the edge of a thing, the same as `frontend/src/draw/ends.ts` does it. Pure.

Each line aims at the middle of what it joins, so several from one side would end on top of each other, and nobody could
follow one to its end or see which arrow is whose.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from sysmap.render.drawing.curves import GAP, Curve
from sysmap.render.geometry import Rect

_ARROW = 7.0
_PLAIN = 4.0
_RIBBON_HEAD = 5.0
_RIBBON_FOOT = 1.0
"""Room that an end wants on each side of it: the head of an influence, any other end, and beside a ribbon."""


class Run(NamedTuple):
    """A link as it runs before its ends are kept apart: its curve, and the things or tabs that it joins."""

    link: Mapping[str, Any]
    curve: Curve
    source: Rect
    target: Rect


class _End(NamedTuple):
    run: int
    arrives: bool
    wanted: float
    room: float


def spread_ends(runs: Sequence[Run]) -> list[Curve]:
    """Give the curves with their ends apart, in the order of the runs; those that nothing crowds stay as they are.

    Ends on one side of a thing keep their order. Of all ways to give each the room that it wants, theirs moves them
    least, in the sum of squares; a side too short for all is shared out.

    Parameters
    ----------
    runs : sequence of Run
        What is drawn together, without links from a thing to itself.
    """
    sides: dict[tuple[Rect, str], list[_End]] = {}
    for index, (link, curve, source, target) in enumerate(runs):
        for arrives, rect, x, y in ((False, source, curve.ax, curve.ay), (True, target, curve.bx, curve.by)):
            side = _side(rect, x, y)
            end = _End(index, arrives, y if side in {"left", "right"} else x, _room(link, arrives=arrives))
            sides.setdefault((rect, side), []).append(end)
    moved = [[0.0, 0.0, 0.0, 0.0] for _ in runs]
    for (rect, side), ends in sides.items():
        upright = side in {"left", "right"}
        low, high = (rect.y, rect.bottom) if upright else (rect.x, rect.right)
        ends.sort(key=lambda end: end.wanted)
        for end, place in zip(ends, keep_apart([(end.wanted, end.room) for end in ends], low, high), strict=True):
            moved[end.run][2 * end.arrives + upright] = place - end.wanted
    return [_shifted(run.curve, *by) for run, by in zip(runs, moved, strict=True)]


def keep_apart(wanted: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """Give places along a line, each with room on both sides of it, that are as near as can be to those wanted.

    This is an isotonic regression, found by pooling neighbours that are too near (Barlow et al. 1972).

    Parameters
    ----------
    wanted : sequence of (float, float)
        Where each would be, in order along the line, and the room that it wants on each side.
    low, high : float
        Where the line begins and ends. Where there is too little room all get the same share of what they want.
    """
    if len(wanted) < 2:
        return [place for place, _ in wanted]
    whole = 2 * sum(room for _, room in wanted)
    share = min(1.0, (high - low) / whole)
    steps = [0.0, *((one[1] + other[1]) * share for one, other in pairwise(wanted))]
    offsets = list(accumulate(steps))
    pools: list[tuple[float, int]] = []
    for (place, _), offset in zip(wanted, offsets, strict=True):
        total, count = place - offset, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    # One that stands at a corner by itself stays there.
    least = min(low + wanted[0][1] * share, wanted[0][0])
    most = max(high - wanted[-1][1] * share, wanted[-1][0]) - offsets[-1]
    level: Iterable[float] = (min(max(total / count, least), most) for total, count in pools for _ in range(count))
    return [at + offset for at, offset in zip(level, offsets, strict=True)]


def _room(link: Mapping[str, Any], *, arrives: bool) -> float:
    if link["money"]:
        return float(link["money"]["width"]) / 2 + (_RIBBON_HEAD if arrives else _RIBBON_FOOT)
    return _ARROW if arrives and link["kind"] == "INFLUENCES" else _PLAIN


def _side(rect: Rect, x: float, y: float) -> str:
    middle_x, middle_y = rect.centre
    right, down = (x - middle_x) / (rect.width / 2 + GAP), (y - middle_y) / (rect.height / 2 + GAP)
    if abs(right) > abs(down):
        return "right" if right > 0 else "left"
    return "bottom" if down > 0 else "top"


def _shifted(curve: Curve, ax: float, ay: float, bx: float, by: float) -> Curve:
    """Move the two ends, and what it bends towards by half of both, so that it keeps its form."""
    if not (ax or ay or bx or by):
        return curve
    return Curve(
        curve.ax + ax,
        curve.ay + ay,
        curve.cx + (ax + bx) / 2,
        curve.cy + (ay + by) / 2,
        curve.bx + bx,
        curve.by + by,
    )
