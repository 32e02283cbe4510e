"""Thousands of things laid out at once: as one by one, with nothing over anything, and short links."""

from math import hypot

import numpy as np
import pytest

from sysmap.render.embedding import LARGE, _even, _hang, _spread
from sysmap.render.large import hang_and_spread, mirror
from sysmap.render.layout import lay_out
from sysmap.render.plan import Pull, plan_picture
from sysmap.render.slicing import Cut, Frame, Leaf
from tests.render.small_maps import factor, link, make_branch, organisation


def ring(count: int):
    """Give things that are drawn to the two beside them and to one across, as `find_wishes` has it."""
    near = [{} for _ in range(count)]
    for one in range(count):
        for other, weight in (((one + 1) % count, 1.0), ((one * 7 + 3) % count, 0.3)):
            if one != other:
                near[one][other] = near[one].get(other, 0) + weight
                near[other][one] = near[other].get(one, 0) + weight
    return near


def test_wishes_are_those_worked_out_one_by_one():
    near, pins = ring(80), {0: -1.0, 40: 1.0, 41: 1.0}
    heights, across = hang_and_spread(near, pins, 600)
    settled = _hang(near, pins)
    assert np.corrcoef(_even(heights), settled)[0, 1] > 0.99
    assert abs(np.corrcoef(_even(across), _spread(near, settled))[0, 1]) > 0.9


def test_a_cut_is_mirrored_where_links_get_shorter():
    leaves = [Leaf(str(n), 50, 30) for n in range(24)]
    columns = [leaves[n * 6 : n * 6 + 6] for n in range(4)]

    def stack(cells):
        one = cells[0]
        for other in cells[1:]:
            one = Cut(one, other, across=False)
        return one

    stacks = [stack(column) for column in columns]
    left, right = Cut(stacks[1], stacks[0], across=True), Cut(stacks[2], stacks[3], across=True)
    root = Frame("", 0, 0, Cut(left, right, across=True))
    root.place(0, 0, root.width, root.height)
    pulls = [Pull(str(n), str(18 + n), 1.0, 0.0) for n in range(6)] + [Pull("0", "12", 0.1, 0.0)]

    def length():
        return sum(hypot(one.x - other.x, one.y - other.y) for one, other in zip(columns[0], columns[3], strict=True))

    before = length()
    mirror(root, pulls)
    root.place(0, 0, root.width, root.height)
    assert length() < before / 1.5
    assert {leaf.x for leaf in columns[0]} != {leaf.x for leaf in columns[1]}


@pytest.fixture(scope="module")
def large_plan():
    records = [organisation(f"o{n}", f"Organisation {n}") for n in range(200)]
    records += [factor(f"f{n}", f"Factor that can rise {n}") for n in range(LARGE)]
    records += [link(f"s{n}", "STEWARDS", f"o{n % 200}", f"f{n}") for n in range(LARGE)]
    records += [link(f"i{n}", "INFLUENCES", f"f{n}", f"f{(n * 31 + 7) % LARGE}") for n in range(LARGE)]
    return plan_picture(make_branch(*records))


def test_nothing_is_over_anything_and_everything_in_its_box(large_plan):
    picture = lay_out(large_plan)
    assert len(picture.places) == len(large_plan.items)
    outer = sorted((box for key, box in picture.boxes.items() if not picture.parents[key]), key=lambda box: box.x)
    for index, one in enumerate(outer):
        for other in outer[index + 1 :]:
            if other.x >= one.right:
                break
            assert one.bottom <= other.y or other.bottom <= one.y
    for item in large_plan.items:
        if item.parent:
            box, place = picture.boxes[item.parent], picture.places[item.id]
            assert box.x <= place.x
            assert place.right <= box.right
            assert box.y <= place.y
            assert place.bottom <= box.bottom


def test_equal_input_gives_an_equal_picture(large_plan):
    one, other = (lay_out(large_plan) for _ in range(2))
    assert one == other
    assert all(place.x == round(place.x) for place in one.boxes.values())
    assert len(set(map(str, one.places.values()))) == len(one.places)
