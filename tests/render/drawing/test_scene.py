"""Links run and signs stand where the page has them: `frontend/tests/curves.test.ts` reads the same file."""

import json

import pytest

from sysmap.render.drawing.picture import Drawing, drawing_of
from sysmap.render.drawing.scene import Scene
from sysmap.render.drawing.views import drawing_of_view
from tests.render.drawing.pictures import GOLDEN, data_of, thornmere_data


def golden_scene():
    given = json.loads(GOLDEN.read_text(encoding="utf-8"))
    drawing = Drawing("", "", (), *(tuple(given[each]) for each in ("elements", "boxes", "links")), "polarity", {})
    return Scene(drawing), given


def test_every_curve_crossing_and_sign_of_thornmere_is_that_of_the_page():
    scene, given = golden_scene()
    signs = scene.signs()
    links = {link["id"]: link for link in given["links"]}
    assert len(given["expected"]) == len(links) > 100
    for expected in given["expected"]:
        name = expected["id"]
        assert scene.curves[name] == pytest.approx(expected["curve"], abs=0.01)
        assert scene.crossings(links[name]) == pytest.approx(expected["crossings"], abs=0.01)
        assert signs.get(name) == expected["sign"]


def test_the_golden_picture_goes_round_names_crosses_edges_and_moves_signs():
    _, given = golden_scene()
    assert any(each["crossings"] for each in given["expected"])
    assert len({each["sign"] for each in given["expected"]}) > 3


def test_signs_stand_on_no_name_where_there_is_room():
    scene = Scene(drawing_of(thornmere_data()))
    hidden = 0
    for name, t in scene.signs().items():
        x, y = scene.curves[name].at(t)
        places = [scene.tabs.get(each["id"]) or scene.places[each["id"]] for each in scene.drawing.elements]
        hidden += any(place.x < x < place.right and place.y < y < place.bottom for place in places)
    assert hidden <= 2


def struck(scene):
    """Give the ribbons that run behind the name of something they do not join."""
    found = set()
    for link in scene.drawing.links:
        if not link["money"]:
            continue
        ends = {link["from"], link["to"], *scene.around(link["from"]), *scene.around(link["to"])}
        names = [
            scene.tabs.get(each["id"]) or scene.places[each["id"]]
            for each in scene.drawing.elements
            if each["id"] not in ends
        ]
        points = [scene.curves[link["id"]].at(step / 20) for step in range(1, 20)]
        if any(name.x < x < name.right and name.y < y < name.bottom for name in names for x, y in points):
            found.add(link["id"])
    return found


def test_no_ribbon_of_who_pays_for_what_reads_as_a_chain_through_what_it_only_passes():
    data = thornmere_data()
    money = next(view for view in data["views"] if view["shape"] == "money")
    scene = Scene(drawing_of_view(data, money["id"]))
    assert sum(bool(link["money"]) for link in scene.drawing.links) > 20
    assert struck(scene) == set()


def test_ribbons_between_the_same_two_things_go_the_same_way_round():
    given = json.loads(GOLDEN.read_text(encoding="utf-8"))
    ribbons = [link for link in given["links"] if link.get("money")]
    scene = golden_scene()[0]
    pairs = {}
    for link in ribbons:
        pairs.setdefault((link["from"], link["to"]), []).append(scene.curves[link["id"]])
    together = [curves for curves in pairs.values() if len(curves) > 1]
    assert together
    for first, *others in together:
        (x, y) = first.at(0.5)
        for other in others:
            other_x, other_y = other.at(0.5)
            assert abs(other_x - x) + abs(other_y - y) < 60


def test_a_link_to_itself_and_links_both_ways_stay_apart():
    data = data_of(
        ("a", "Factor", {}),
        ("b", "Factor", {}),
        links=[("1", "a", "b"), ("2", "b", "a"), ("3", "a", "b"), ("4", "a", "a")],
    )
    scene = Scene(drawing_of(data))
    middles = {name: tuple(round(part) for part in curve.at(0.5)) for name, curve in scene.curves.items()}
    assert len(set(middles.values())) == 4
