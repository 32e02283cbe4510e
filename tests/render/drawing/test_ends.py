"""Lines that end at the same side of a thing are told apart, and moved no more than that takes."""

from dataclasses import replace
from itertools import pairwise
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, minimize

from sysmap.render.drawing.ends import keep_apart
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.scene import MANY, Scene
from sysmap.render.drawing.views import drawing_of_view
from tests.render.drawing.pictures import data_of, thornmere_data

PLACES = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 9)), min_size=2, max_size=8).map(sorted)


def ends_of(scene):
    """Give where links end, by what they join."""
    found = {}
    for link in scene.drawing.links:
        if link["from"] != link["to"]:
            curve = scene.curves[link["id"]]
            found.setdefault(link["from"], []).append((curve.ax, curve.ay))
            found.setdefault(link["to"], []).append((curve.bx, curve.by))
    return found


def on_top_of_each_other(scene):
    """Count the ends of links that nobody could tell apart."""
    return sum(
        hypot(one[0] - other[0], one[1] - other[1]) < 6
        for ends in ends_of(scene).values()
        for index, one in enumerate(ends)
        for other in ends[:index]
    )


@given(PLACES)
def test_everybody_has_the_room_they_want_where_there_is_enough(wanted):
    placed = keep_apart(wanted, -200, 300)
    for (one, other), (first, second) in zip(pairwise(placed), pairwise(wanted), strict=True):
        assert other - one >= first[1] + second[1] - 1e-9


@given(PLACES)
def test_too_little_room_is_shared_in_the_order_of_the_ends(wanted):
    placed = keep_apart(wanted, 40, 42)
    assert placed == sorted(placed)
    if wanted[0][0] > 42:
        assert placed[0] >= 40


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 4)), min_size=2, max_size=5).map(sorted))
def test_nothing_is_moved_farther_than_a_general_solver_moves_it(wanted):
    at, room = np.array([each[0] for each in wanted]), np.array([each[1] for each in wanted])
    placed = np.array(keep_apart(wanted, -100, 200))
    gaps = LinearConstraint(np.diff(np.eye(len(at)), axis=0), room[:-1] + room[1:], np.inf)
    start = at[0] + np.concatenate(([0.0], np.cumsum(room[:-1] + room[1:])))
    found = minimize(
        lambda x: ((x - at) ** 2).sum(), start, jac=lambda x: 2 * (x - at), constraints=[gaps], method="SLSQP"
    )
    assert ((placed - at) ** 2).sum() <= found.fun + 1e-6


def test_ends_that_nothing_crowds_stay():
    assert keep_apart([(3.0, 5), (50.0, 5), (99.0, 5)], 0, 100) == [3.0, 50.0, 99.0]
    assert keep_apart([(-2.0, 5)], 0, 100) == [-2.0]
    assert keep_apart([], 0, 100) == []


@pytest.mark.parametrize("layers", [("causal",), ("money",), ("other",), ("causal", "money", "other")])
def test_no_two_ends_of_the_whole_of_thornmere_lie_on_each_other_but_at_a_corner(layers):
    assert on_top_of_each_other(Scene(drawing_of(thornmere_data(), layers=layers))) <= 1


def test_no_two_ends_of_a_view_of_thornmere_lie_on_each_other_but_at_a_corner():
    data = thornmere_data()
    views = [view["id"] for view in data["views"] if view["shape"] not in {"tables", "findings"}]
    assert len(views) > 7
    for view in views:
        assert on_top_of_each_other(Scene(drawing_of_view(data, view))) <= 1


def test_both_ways_and_links_side_by_side_end_apart():
    both = [("1", "A", "B"), ("2", "B", "A"), ("3", "A", "B"), ("4", "B", "A")]
    data = data_of(("A", "Factor", {}), ("B", "Factor", {}), links=both)
    for element in data["elements"]:
        element["h"] = 60
    scene = Scene(drawing_of(data))
    assert len(scene.curves) == 4
    assert on_top_of_each_other(scene) == 0


def test_links_on_a_large_map_run_each_by_itself():
    names = [f"F{index}" for index in range(60)]
    drawing = drawing_of(data_of(*((name, "Factor", {}) for name in names)))
    pairs = [(names[i], names[j]) for i in range(60) for j in range(11) if i != j]
    link = {"kind": "INFLUENCES", "polarity": "+", "money": None}
    links = tuple({**link, "id": f"L{n}", "from": one, "to": other} for n, (one, other) in enumerate(pairs))
    assert len(links) > MANY
    assert on_top_of_each_other(Scene(replace(drawing, links=links))) > 100
