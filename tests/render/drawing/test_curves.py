"""A curve from one thing to another goes there, however near and however large they are."""

from math import hypot

import pytest

from sysmap.render.drawing.curves import curve_between
from sysmap.render.geometry import Rect


@pytest.mark.parametrize("bend", [-0.28, -0.16, 0.16, 0.28])
def test_a_large_box_and_a_small_one_beside_it_are_joined_without_a_curl(bend: float) -> None:
    curve = curve_between(Rect(725, 417, 618, 400), Rect(720, 324, 107, 61), bend)
    assert curve.length < 1.1 * hypot(curve.bx - curve.ax, curve.by - curve.ay)
