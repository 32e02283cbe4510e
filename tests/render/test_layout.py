from itertools import combinations
from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.model.records import Record
from sysmap.render import judging
from sysmap.render.layout import Picture, lay_out
from sysmap.render.plan import plan_picture
from tests.render.small_maps import factor, link, make_branch, organisation, service

NAMES = st.text("abcdefgh ilmW", min_size=1, max_size=60)


@st.composite
def branches(draw):
    """Give maps of boxes in boxes, services, factors and marks, joined anyhow."""
    organisations = [organisation(f"o{n}", draw(NAMES)) for n in range(draw(st.integers(0, 7)))]
    services = [service(f"s{n}", draw(NAMES)) for n in range(draw(st.integers(0, 6)))]
    factors = [
        factor(f"f{n}", draw(NAMES), outcome=draw(st.sampled_from(["yes", "no"])))
        for n in range(draw(st.integers(0, 8)))
    ]
    marks = [Record(f"a{n}", "Agreement", {"name": draw(NAMES)}) for n in range(draw(st.integers(0, 3)))]
    every = [record.id for record in (*organisations, *services, *factors, *marks)]
    kinds = st.sampled_from(["PART_OF", "COMMISSIONS", "STEWARDS", "INFLUENCES", "FUNDS", "COVERS", "DELIVERS"])
    ends = st.sampled_from(every) if every else st.nothing()
    links = [
        link(f"r{n}", kind, start, finish)
        for n, (kind, start, finish) in enumerate(
            draw(st.lists(st.tuples(kinds, ends, ends), max_size=25) if every else st.just([]))
        )
    ]
    return make_branch(*organisations, *services, *factors, *marks, *links)


def boxes_around(picture: Picture, item: str) -> set[str]:
    around = set()
    while item := picture.parents[item]:
        around.add(item)
    return around


def assert_sound(picture: Picture) -> None:
    for one, other in combinations(picture.places, 2):
        assert not picture.places[one].overlaps(picture.places[other]), (one, other)
    for one, other in combinations(picture.boxes, 2):
        if one in boxes_around(picture, other):
            assert picture.boxes[one].holds(picture.boxes[other])
        elif other in boxes_around(picture, one):
            assert picture.boxes[other].holds(picture.boxes[one])
        else:
            assert not picture.boxes[one].overlaps(picture.boxes[other])


@settings(max_examples=60)
@given(branches())
def test_nothing_overlaps_and_everything_stands_in_its_box(branch):
    plan = plan_picture(branch)
    picture = lay_out(plan)
    assert set(picture.places) == {item.id for item in (*plan.items, *plan.marks)}
    assert_sound(picture)
    shapes = {item.id for item in plan.items}
    for item, place in picture.places.items():
        for box, rect in picture.boxes.items():
            if item == box or box in boxes_around(picture, item):
                assert rect.holds(place)
            elif item in shapes:
                assert not rect.overlaps(place) or item in boxes_around(picture, box), (item, box)


@settings(max_examples=15)
@given(branches())
def test_equal_input_gives_an_equal_picture_whatever_the_order_of_its_rows(branch):
    turned = make_branch(*reversed(list(branch)))
    assert lay_out(plan_picture(branch)) == lay_out(plan_picture(turned))


def test_what_was_put_somewhere_stays_there_and_nothing_else_moves(thornmere):
    plan = plan_picture(thornmere)
    free = lay_out(plan)
    put = lay_out(plan, {"F09": (-500.0, 40.0), "S02": (1.0, 2.0), "nobody": (0.0, 0.0)})
    assert put.places["F09"].centre == (-500.0, 40.0)
    assert put.places["S02"].centre == (1.0, 2.0)
    tabs = {"O01", "O02"}  # those follow the corner of their boxes
    moved = {item for item, place in put.places.items() if place != free.places[item]}
    assert moved == {"F09", "S02"} | (moved & tabs)


def test_a_box_grows_to_hold_what_was_put_outside_it(thornmere):
    plan = plan_picture(thornmere)
    put = lay_out(plan, {"S02": (-900.0, 2.0)})
    for box in ("O02", "O01"):
        assert put.boxes[box].holds(put.places["S02"])
        assert put.boxes[box].holds(put.places[box])


def test_a_box_that_was_put_somewhere_takes_all_that_is_in_it_along(thornmere):
    plan = plan_picture(thornmere)
    free = lay_out(plan)
    put = lay_out(plan, {"O01": (5000.0, 5000.0), "F05": (0.0, 0.0)})
    assert put.places["F05"].centre == (0.0, 0.0)
    dx, dy = (put.places["S01"].x - free.places["S01"].x, put.places["S01"].y - free.places["S01"].y)
    assert (dx, dy) == (put.places["F10"].x - free.places["F10"].x, put.places["F10"].y - free.places["F10"].y)
    assert dx > 3000


def test_the_flagship_fits_a_screen_with_money_above_and_outcomes_below(thornmere):
    plan = plan_picture(thornmere)
    picture = lay_out(plan)
    assert_sound(picture)
    shapes = [picture.places[item.id] for item in plan.items] + list(picture.boxes.values())
    width = max(rect.right for rect in shapes) - min(rect.x for rect in shapes)
    height = max(rect.bottom for rect in shapes) - min(rect.y for rect in shapes)
    # Letters of 16 units are 12 pixels or more on a laptop of 1440 by 900, with room for the views beside the map.
    assert min(1180 / width, 760 / height) > 12 / 16

    def mean_height(wanted):
        heights = [picture.places[item.id].centre[1] for item in plan.items if wanted(item)]
        return sum(heights) / len(heights)

    assert mean_height(lambda item: item.top) < mean_height(lambda item: not item.bottom)
    assert mean_height(lambda item: item.bottom) > mean_height(lambda item: not item.bottom)


def test_joined_things_stand_nearer_than_others(thornmere):
    plan = plan_picture(thornmere)
    places = lay_out(plan).places

    def mean_distance(pairs):
        distances = [abs(complex(*places[a].centre) - complex(*places[b].centre)) for a, b in pairs]
        return sum(distances) / len(distances)

    joined = {(link.from_id, link.to_id) for link in thornmere.of("INFLUENCES")}
    causal = sorted({end for pair in joined for end in pair})
    assert mean_distance(joined) < 0.7 * mean_distance(combinations(causal, 2))


def test_what_does_not_change_what_is_drawn_where_moves_nothing(thornmere):
    """A note, a sign, a source or an amount may change while people look at the picture."""
    changed = {"F09": {"note": "measured since May"}, "I20": {"polarity": "?"}, "M01": {"amount": "1"}}
    records = [record.with_values(**changed.get(record.id, {})) for record in thornmere]
    assert lay_out(plan_picture(make_branch(*records))) == lay_out(plan_picture(thornmere))


def test_an_empty_map_has_an_empty_picture():
    assert lay_out(plan_picture(make_branch())) == Picture({}, {}, {})


def test_a_thousand_things_are_placed_without_looking_at_every_pair(monkeypatch):
    """The search that looks at everything again and again is for maps that fit a wall."""
    from sysmap.render import layout

    monkeypatch.setattr(layout, "search", None)
    records = [factor(f"f{n}") for n in range(1000)]
    records += [link(f"i{n}", "INFLUENCES", f"f{n % 1000}", f"f{n * 7 % 1000}") for n in range(3000)]
    picture = lay_out(plan_picture(make_branch(*records)))
    assert len(picture.places) == 1000
    width = max(place.right for place in picture.places.values())
    height = max(place.bottom for place in picture.places.values())
    assert 1.0 < width / height < 2.6


def test_a_box_put_somewhere_takes_all_along_and_what_was_put_in_it_stays_where_that_was_put():
    """As the page drags: the middle of the box before it grew, and of what was dragged inside it."""
    base = [
        organisation("o", "Council"),
        factor("a", "One"),
        factor("b", "Two"),
        link("s", "STEWARDS", "o", "a"),
        link("t", "STEWARDS", "o", "b"),
    ]
    plan = plan_picture(make_branch(*base))
    before = lay_out(plan)
    x, y = before.boxes["o"].centre
    ax, ay = before.places["a"].centre
    moved = lay_out(plan, {"o": (x + 500, y - 70)})
    assert moved.places["a"].centre == (ax + 500, ay - 70)
    assert moved.boxes["o"] == before.boxes["o"].moved(500, -70)
    both = lay_out(plan, {"o": (x + 500, y - 70), "a": (ax + 900, ay)})
    assert both.places["a"].centre == (ax + 900, ay)
    assert both.places["b"] == moved.places["b"]
    assert both.boxes["o"].holds(both.places["a"])


def test_a_short_search_makes_no_picture_worse_than_it_was_found():
    everybody = [organisation(f"o{number:03}") for number in range(100)]
    ties = [
        link(f"w{one}_{step}", "WORKS_WITH", f"o{one:03}", f"o{(one * step + 7) % 100:03}")
        for step in range(2, 13)
        for one in range(100)
        if (one * step + 7) % 100 != one
    ]
    plan = plan_picture(make_branch(*everybody, *ties))
    costs = []
    for effort in (0.0, 1 / 6, 1.0):
        picture = lay_out(plan, effort=effort)
        weights = {(pull.one, pull.other): pull.weight for pull in plan.pulls}
        ends = {each: place.centre for each, place in picture.places.items()}
        costs.append(sum(weight * dist(ends[one], ends[other]) for (one, other), weight in weights.items()))
    assert costs[2] < costs[1] < costs[0]


def test_a_picture_of_very_many_links_is_not_looked_at_for_longer_than_one_of_a_few_hundred(monkeypatch):
    looked = []
    cost = judging.Judge.cost

    def counted(judge, *given):
        looked.append(judge.pairs)
        return cost(judge, *given)

    monkeypatch.setattr(judging.Judge, "cost", counted)
    names = [factor(f"f{n}", f"Factor {n}") for n in range(40)]
    pairs = [(one, other) for one in range(40) for other in range(20) if one != other]
    links = [link(f"r{n}", "INFLUENCES", f"f{one}", f"f{other}") for n, (one, other) in enumerate(pairs)]
    assert len(links) > 700
    lay_out(plan_picture(make_branch(*names, *links)), effort=1.0)
    assert 100_000_000 < sum(looked) < 250_000_000
