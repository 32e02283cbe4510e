"""How good a picture is: compact, short links, few that cross, and few that run through what they do not join.

It is asked thousands of times in one search, so all pairs are looked at together in arrays. What is counted is whole
numbers and halves, whose sums are the same in whatever order a machine adds them.
"""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from sysmap.render.plan import Pull
from sysmap.render.slicing import WIDE, Cell, Frame

_BULK = 1.1
"""How much shorter links must get on the mean for a picture that much larger."""

_ASTRAY = 400.0
"""How much longer links may get on the mean for payers to stand at the top and outcomes at the bottom."""

_CROSSED = 500.0
_STRUCK = 375.0
_THROUGH = 150.0
"""How much longer a link may be, in map units, to cross one less, to run through one name or one box less."""

_Numbers = NDArray[np.float64]
_Marks = NDArray[np.bool_]


def bulk(root: Cell) -> float:
    """Give how large a picture is, as the height of the screen of 16 to 10 that holds it: the less the better.

    Parameters
    ----------
    root : Cell
        The whole picture; where it is not placed yet, its size is what counts.
    """
    return max(root.width / WIDE, root.height) + 0.05 * (root.width / WIDE + root.height)


def spot(cell: Cell) -> tuple[float, float]:
    """Give the point that links of a cell aim at."""
    if isinstance(cell, Frame):
        return cell.x + cell.head_width / 2, cell.y + cell.head_height / 2
    return cell.x + cell.width / 2, cell.y + cell.height / 2


class Judge:
    """Says what a picture costs.

    Parameters
    ----------
    root : Cell
        The frame round the whole picture, placed.
    pulls : sequence of Pull
        What draws cells together, by id.
    levels : Mapping of str to float
        How far down some cells belong, by id: 0 is the top of the picture, 1 the bottom.
    """

    def __init__(self, root: Cell, pulls: Sequence[Pull], levels: Mapping[str, float]) -> None:
        self.root = root
        self.cells = [cell for cell in root.cells() if cell.id]
        self._at = {cell.id: index for index, cell in enumerate(self.cells)}
        self._half = np.array([_name_size(cell) for cell in self.cells]) / 2
        self._frames = [cell for cell in self.cells if isinstance(cell, Frame)]
        self._ends, self._weights = self._links(pulls, [pull.weight for pull in pulls])
        self._weight = float(self._weights.sum()) or 1.0
        self._near: list[list[tuple[int, float]]] = [[] for _ in self.cells]
        for pull in pulls:
            self._near[self._at[pull.one]].append((self._at[pull.other], pull.weight))
            self._near[self._at[pull.other]].append((self._at[pull.one], pull.weight))
        known = sorted((self._at[cell_id], level) for cell_id, level in levels.items() if cell_id in self._at)
        self._levelled = np.array([index for index, _ in known], dtype=np.int64)
        self._levels = np.array([level for _, level in known])
        seen = [pull for pull in pulls if pull.seen]
        self._seen, weights = self._links(seen, [pull.seen for pull in seen])
        self._struck = self._foreign() * weights[:, None]
        self._crossed = _CROSSED * np.triu(np.minimum(weights[:, None], weights) * ~_sharing(self._seen), 1)
        self._hit = _Hit(*self._struck.shape)
        self._crossing = _Crossing(len(self._crossed))

    @property
    def pairs(self) -> int:
        """How many pairs are looked at to judge a picture: of a link with another, with a name or with a box."""
        return self._crossed.size + self._struck.size

    def _links(self, pulls: Sequence[Pull], weights: Sequence[float]) -> tuple[NDArray[np.int64], _Numbers]:
        """Give both ends and the weight of some links."""
        ends = [[self._at[pull.one] for pull in pulls], [self._at[pull.other] for pull in pulls]]
        return np.array(ends, dtype=np.int64), np.array(weights, dtype=np.float64)

    def _foreign(self) -> _Numbers:
        """Give what it costs each link that is seen to run through each name and each box: nothing for its own."""
        numbers = np.arange(len(self.cells))
        names = (self._seen[0][:, None] != numbers) & (self._seen[1][:, None] != numbers)
        held = np.zeros((len(self.cells), len(self._frames)), dtype=np.bool_)
        for index, frame in enumerate(self._frames):
            held[[self._at[each.id] for each in frame.cells()], index] = True
        boxes = ~held[self._seen[0]] & ~held[self._seen[1]]
        return np.concatenate([_STRUCK * names, _THROUGH * boxes], axis=1)

    def pulled_to(self, cell: Cell) -> tuple[float, float]:
        """Give the point that the links of a cell, and of all in it, pull it to; its own where there are none."""
        held = [self._at[each.id] for each in cell.cells()]
        inside = set(held)
        pulls = [pull for index in held for pull in self._near[index] if pull[0] not in inside]
        total = sum(weight for _, weight in pulls)
        if not total:
            return spot(cell)
        spots = [(spot(self.cells[index]), weight) for index, weight in pulls]
        return (
            sum(place[0] * weight for place, weight in spots) / total,
            sum(place[1] * weight for place, weight in spots) / total,
        )

    def cost(self, enough: float = inf) -> float:
        """Give the cost of the picture as it is placed now; once it is more than enough, how much more is not said."""
        spots = np.array([(cell.x, cell.y) for cell in self.cells]) + self._half
        way = spots[self._ends[0]] - spots[self._ends[1]]
        cost = float((self._weights * np.sqrt((way * way).sum(axis=1))).sum()) / self._weight + _BULK * bulk(self.root)
        if len(self._levels):
            astray = np.abs(spots[self._levelled, 1] / self.root.height - self._levels)
            cost += _ASTRAY * float(astray.sum()) / len(self._levels)
        if cost >= enough or not self._seen.size:
            return cost
        start = spots[self._seen[0]]
        lines = (start, spots[self._seen[1]] - start)
        middles, halves = spots, self._half
        if self._frames:
            boxes = np.array([(box.x, box.y, box.width, box.height) for box in self._frames])
            middles = np.concatenate([spots, boxes[:, :2] + boxes[:, 2:] / 2])
            halves = np.concatenate([self._half, boxes[:, 2:] / 2])
        # Picked out and added up, as few are: a product of arrays starts threads, which wait for each other thousands
        # of times where another program keeps a processor busy.
        hit, crossing = self._hit(lines, middles, halves), self._crossing(lines)
        spoilt = self._struck[hit].sum() + self._crossed[crossing].sum()
        return cost + float(spoilt) / self._weight


def _name_size(cell: Cell) -> tuple[float, float]:
    """Give the size of what is drawn: of a frame its tab."""
    return (cell.head_width, cell.head_height) if isinstance(cell, Frame) else (cell.width, cell.height)


def _sharing(ends: NDArray[np.int64]) -> _Marks:
    """Say which links have an end in common with which others: where those meet is no crossing."""
    one, other = ends
    shared: _Marks = (one[:, None] == one) | (other[:, None] == other)
    shared |= (one[:, None] == other) | (other[:, None] == one)
    return shared


_Lines = tuple[_Numbers, _Numbers]
"""Where straight lines start, and how far they go from there."""


class _Hit:
    """Says which straight lines go through which rectangles.

    Arrays of any size to speak of are asked for and given back to the system each time, which takes longer than what is
    done with them: here, and for what crosses, they are kept from one picture to the next.
    """

    def __init__(self, lines: int, rects: int) -> None:
        self._aside, self._above, self._most, self._less = np.empty((4, lines, rects))
        self._hit, self._also = np.empty((2, lines, rects), dtype=np.bool_)

    def __call__(self, lines: _Lines, middles: _Numbers, halves: _Numbers) -> _Marks:
        half_way = lines[1] / 2
        reach = np.abs(half_way)
        run, rise = half_way[:, :1], half_way[:, 1:]
        centres = lines[0] + half_way
        aside = np.subtract(centres[:, :1], middles[:, 0], out=self._aside)
        above = np.subtract(centres[:, 1:], middles[:, 1], out=self._above)
        most, less, hit, also = self._most, self._less, self._hit, self._also
        np.less_equal(np.abs(aside, out=less), np.add(reach[:, :1], halves[:, 0], out=most), out=hit)
        np.less_equal(np.abs(above, out=less), np.add(reach[:, 1:], halves[:, 1], out=most), out=also)
        hit &= also
        aside *= rise
        above *= run
        np.abs(np.subtract(aside, above, out=less), out=less)
        np.multiply(halves[:, 0], reach[:, 1:], out=most)
        most += np.multiply(halves[:, 1], reach[:, :1], out=aside)
        hit &= np.less_equal(less, most, out=also)
        return hit


class _Crossing:
    """Says which straight lines cross which others."""

    def __init__(self, lines: int) -> None:
        self._first, self._last, self._product = np.empty((3, lines, lines))
        self._apart, self._both = np.empty((2, lines, lines), dtype=np.bool_)

    def __call__(self, lines: _Lines) -> _Marks:
        (x, y), (run, rise) = lines[0].T, lines[1].T
        first, last, product = self._first, self._last, self._product
        # On which side of each line the ends of each other are, by the sign.
        np.multiply.outer(run, y, out=first)
        first -= np.multiply.outer(rise, x, out=product)
        first -= (run * y - rise * x)[:, None]
        np.multiply.outer(run, rise, out=product)
        np.add(first, product, out=last)
        last -= product.T
        np.less(np.multiply(first, last, out=product), 0, out=self._apart)
        both: _Marks = np.logical_and(self._apart, self._apart.T, out=self._both)
        return both
