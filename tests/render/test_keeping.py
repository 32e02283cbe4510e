"""A picture whose places were saved stays as it is when the map goes on: only what is new is placed."""

import pytest

from sysmap.model.maps import Branch
from sysmap.render.layout import Picture, lay_out
from sysmap.render.plan import plan_picture
from sysmap.render.slicing import PAD
from tests.render.small_maps import factor, link, make_branch, organisation, service
from tests.render.test_layout import assert_sound, boxes_around

NEW = {
    "a factor that nobody owns": [factor("new", "Something new"), link("n1", "INFLUENCES", "F05", "new")],
    "a service in a box": [
        service("new", "A service of the directorate that is new"),
        link("n1", "COMMISSIONS", "O02", "new"),
        link("n2", "INFLUENCES", "new", "F09"),
    ],
    "an organisation with things in it": [
        organisation("body", "A body that is new"),
        factor("new", "Something that it owns"),
        link("n1", "STEWARDS", "body", "new"),
        link("n2", "INFLUENCES", "new", "F01"),
    ],
    "a link": [link("n1", "INFLUENCES", "F01", "F18")],
    "what nothing joins": [factor("new", "Alone")],
}


MARKS = ("A", "P", "R")
"""How ids of agreements, places and posts begin: small marks, which take ground that is left, and are not saved."""


def saved(picture: Picture) -> dict[str, tuple[float, float]]:
    return {
        each: (picture.boxes.get(each) or place).centre
        for each, place in picture.places.items()
        if not each.startswith(MARKS)
    }


@pytest.fixture(scope="module")
def before(thornmere: Branch) -> Picture:
    return lay_out(plan_picture(thornmere), effort=1.0)


@pytest.mark.parametrize("what", NEW)
def test_what_is_new_moves_nothing_and_lies_over_nothing(thornmere: Branch, before: Picture, what: str):
    plan = plan_picture(make_branch(*thornmere, *NEW[what]))
    after = lay_out(plan, saved(before), effort=1.0)
    assert_sound(after)
    tabs = set(before.boxes)
    for each, place in before.places.items():
        if each not in tabs and each in {item.id for item in plan.items}:
            assert after.places[each] == place
    around_it = boxes_around(after, "new") if "new" in after.places else set()
    for each in tabs - around_it:
        # How large a box was is not saved, only where its middle is: its edge may move within the gap round it.
        assert after.boxes[each].centre == before.boxes[each].centre
        assert after.boxes[each].grown(PAD + 1).holds(before.boxes[each])
        assert before.boxes[each].grown(PAD + 1).holds(after.boxes[each])
    for box in around_it:
        assert after.boxes[box].holds(after.places["new"])


def test_nothing_new_gives_the_picture_that_was_saved(thornmere: Branch, before: Picture):
    assert lay_out(plan_picture(thornmere), saved(before), effort=1.0) == before


def test_what_was_dragged_before_it_was_saved_stays_there(thornmere: Branch, before: Picture):
    put = saved(before)
    x, y = put["F09"]
    put["F09"] = (x - 700, y)
    after = lay_out(plan_picture(thornmere), put, effort=1.0)
    assert after.places["F09"].centre == (x - 700, y)
    for box in boxes_around(after, "F09"):
        assert after.boxes[box].holds(after.places["F09"])


def test_what_is_taken_away_moves_nothing(thornmere: Branch, before: Picture):
    rest = make_branch(*(each for each in thornmere if each.id != "F09" and "F09" not in each.values.values()))
    after = lay_out(plan_picture(rest), saved(before), effort=1.0)
    assert "F09" not in after.places
    leaves = {item.id for item in plan_picture(rest).items} - set(before.boxes)
    assert {each: after.places[each] for each in leaves} == {each: before.places[each] for each in leaves}


def test_whatever_box_something_new_comes_into_nothing_lies_over_anything(thornmere: Branch, before: Picture):
    """Boxes grow to hold it, with those around them; the name of none of them comes to lie on what is in it."""
    put = saved(before)
    targets = [item.id for item in plan_picture(thornmere).items if item.kind == "Factor"][::3]
    assert len(before.boxes) > 6
    assert len(targets) > 5
    for box in before.boxes:
        for target in targets:
            new = service("new", "A service of the directorate that is new")
            joined = [link("n1", "COMMISSIONS", box, "new"), link("n2", "INFLUENCES", "new", target)]
            after = lay_out(plan_picture(make_branch(*thornmere, new, *joined)), put, effort=0.001)
            assert_sound(after)
            assert after.boxes[box].holds(after.places["new"])
