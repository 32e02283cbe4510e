"""Where things would like to be: money above, outcomes below, what belongs together side by side.

Two numbers for every item, worked out from the pulls between them and from nothing random: a height, by letting
everything hang between the payers at the top and the outcomes at the bottom, and a place from left to right, the second
eigenvector of the graph (Hall 1970; Koren 2005), which puts near each other what is strongly joined.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.render.plan import Plan

_MEMBER_PULL = 1.5
"""How strongly a box and what stands in it draw each other."""

_SWEEPS = 60

LARGE = 600
"""Beyond so many things everything is worked out at once in arrays, which on fewer costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where an item would like to be: from left to right and from top to bottom, both about -1 to 1."""

    x: float
    y: float


def find_wishes(plan: Plan) -> dict[str, Wish]:
    """Work out where every item of a plan would like to be."""
    ids = [item.id for item in plan.items]
    place = {item_id: index for index, item_id in enumerate(ids)}
    near: list[dict[int, float]] = [{} for _ in ids]
    pulls = [(pull.one, pull.other, pull.weight) for pull in plan.pulls]
    pulls += [(item.id, item.parent, _MEMBER_PULL) for item in plan.items if item.parent]
    for one, other, weight in pulls:
        if one not in place or other not in place:
            continue
        a, b = place[one], place[other]
        near[a][b] = near[a].get(b, 0.0) + weight
        near[b][a] = near[b].get(a, 0.0) + weight
    pins = {place[item.id]: (-1.0 if item.top else 1.0) for item in plan.items if item.top or item.bottom}
    if len(ids) > LARGE:
        from sysmap.render.large import hang_and_spread

        heights, across = (_even(values) for values in hang_and_spread(near, pins, _SWEEPS))
    else:
        heights = _hang(near, pins)
        across = _spread(near, heights)
    return {item_id: Wish(across[index], heights[index]) for index, item_id in enumerate(ids)}


def _hang(near: Sequence[Mapping[int, float]], pins: Mapping[int, float]) -> list[float]:
    """Let every item hang at the mean of its neighbours, payers and outcomes drawn to their ends."""
    heights = [pins.get(index, 0.0) for index in range(len(near))]
    for _ in range(_SWEEPS):
        for index, neighbours in enumerate(near):
            pin = 0.7 * sum(neighbours.values()) if index in pins else 0.02
            total = pin + sum(neighbours.values())
            drawn = sum(weight * heights[other] for other, weight in neighbours.items())
            heights[index] = (drawn + pin * pins.get(index, 0.0)) / total if total else 0.0
    return _even(heights)


def _spread(near: Sequence[Mapping[int, float]], heights: Sequence[float]) -> list[float]:
    """Find the left-to-right order by power iteration, kept apart from the heights and from all-equal."""
    count = len(near)
    if count < 2:
        return [0.0] * count
    degrees = [sum(neighbours.values()) + 0.1 for neighbours in near]
    across = [((index * 0.6180339887498949) % 1.0) - 0.5 for index in range(count)]
    level = [1.0] * count
    for _ in range(_SWEEPS):
        for other in (level, heights):
            _take_out(across, other, degrees)
        across = [
            0.5 * (value + sum(weight * across[at] for at, weight in neighbours.items()) / degree)
            for value, neighbours, degree in zip(across, near, degrees, strict=True)
        ]
        largest = max(map(abs, across)) or 1.0
        across = [value / largest for value in across]
    return _even(across)


def _take_out(values: list[float], other: Sequence[float], weights: Sequence[float]) -> None:
    size = sum(weight * o * o for weight, o in zip(weights, other, strict=True))
    if not size:
        return
    share = sum(weight * v * o for weight, v, o in zip(weights, values, other, strict=True)) / size
    for index, o in enumerate(other):
        values[index] -= share * o


def _even(values: Sequence[float]) -> list[float]:
    """Half by rank, half by value, so that a few far-out items do not press all others together."""
    count = len(values)
    if count < 2:
        return [0.0] * count
    low, high = min(values), max(values)
    width = (high - low) or 1.0
    order = sorted(range(count), key=lambda index: (values[index], index))
    evened = [0.0] * count
    for rank, index in enumerate(order):
        evened[index] = (2 * rank / (count - 1) - 1) * 0.5 + (2 * (values[index] - low) / width - 1) * 0.5
    return evened
