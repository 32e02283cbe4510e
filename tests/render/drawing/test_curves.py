"""A curve from one thing to another goes there, however near and however large they are."""

import pytest

from sysmap.render.drawing.curves import curve_between
from sysmap.render.geometry import Rect


@pytest.mark.parametrize("bend", [-0.8, -0.16, 0.16, 0.8])
def test_a_large_box_and_a_small_one_beside_it_are_joined_without_turning_back(bend: float) -> None:
    curve = curve_between(Rect(0, 0, 600, 400), Rect(120, -60, 80, 40), bend)
    chord = curve.bx - curve.ax, curve.by - curve.ay
    along = [curve.at(step / 20)[0] * chord[0] + curve.at(step / 20)[1] * chord[1] for step in range(21)]
    assert along == sorted(along)
