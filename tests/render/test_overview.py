"""The second layout: organisations as closed boxes, where there is more than anybody reads at once."""

from itertools import combinations

from sysmap.render.overview import MANY, lay_out_overview
from sysmap.render.plan import plan_picture
from tests.render.small_maps import factor, link, make_branch, organisation


def plan_of(organisations: int, each: int, free: int = 0):
    records = [organisation(f"o{n}", f"Organisation {n}") for n in range(organisations)]
    for n in range(organisations * each):
        records += [factor(f"f{n}"), link(f"s{n}", "STEWARDS", f"o{n % organisations}", f"f{n}")]
    return plan_picture(make_branch(*records, *(factor(f"free{n}") for n in range(free))))


def test_every_outermost_organisation_has_a_place_of_its_own_and_nothing_else_has():
    plan = plan_of(100, 4, free=40)
    sizes = {item.id: item.lettering for item in plan.items}
    places = lay_out_overview(plan)
    assert sorted(each[0] for each in places) == sorted(f"o{n}" for n in range(100))
    for (one, x, y), (other, to_x, to_y) in combinations(places, 2):
        apart = (sizes[one].width + sizes[other].width) / 2 + 30, (sizes[one].height + sizes[other].height) / 2
        assert abs(x - to_x) >= apart[0] or abs(y - to_y) >= apart[1]
    assert lay_out_overview(plan) == places


def test_a_map_that_can_be_read_has_none():
    assert lay_out_overview(plan_of(MANY // 5, 4)) is None


def test_a_map_of_things_in_no_organisation_has_none():
    assert lay_out_overview(plan_of(10, 4, free=MANY)) is None
    assert lay_out_overview(plan_of(MANY, 1)) is not None
    assert lay_out_overview(plan_of(MANY + 10, 0)) is None
