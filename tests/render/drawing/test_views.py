import pytest

from sysmap.errors import NotFoundError
from sysmap.render.drawing.sheet import lay_on_paper
from sysmap.render.drawing.views import drawing_of_view
from tests.render.drawing.pictures import thornmere_data
from tests.render.drawing.test_svg import points_of

UNDRAWN = {"tables", "findings"}


def drawn_views():
    return [view for view in thornmere_data()["views"] if view["shape"] not in UNDRAWN]


def test_every_view_is_drawn_under_its_question_with_its_part_and_on_the_paper():
    assert len(drawn_views()) > 4
    for view in drawn_views():
        drawing = drawing_of_view(thornmere_data(), view["id"])
        assert drawing.title == view["question"]
        assert drawing.elements
        assert drawing.links
        if "part" in view:
            places = {name: (x, y) for name, x, y in view["part"]["places"]}
            assert {each["id"]: (each["x"], each["y"]) for each in drawing.elements}.items() <= places.items()
        sheet = lay_on_paper(drawing).sheet
        for x, y in points_of(sheet):
            assert -0.1 <= x <= sheet.width + 0.1
            assert -0.1 <= y <= sheet.height + 0.1


def test_a_loop_is_its_links_and_nothing_else():
    view = next(view for view in drawn_views() if view["shape"] == "loop")
    drawing = drawing_of_view(thornmere_data(), view["id"])
    assert {link["id"] for link in drawing.links} == set(view["part"]["links"])


def test_what_a_view_filters_out_is_not_drawn():
    data = thornmere_data()
    hidden = {**data["views"][0], "hide": {"kind": ["Service"]}, "note": "Without services."}
    drawing = drawing_of_view({**data, "views": [hidden]}, hidden["id"])
    assert drawing.elements
    assert "Service" not in {each["kind"] for each in drawing.elements}
    assert drawing.notes[0] == "Without services."


def test_a_view_that_is_not_there_is_one_line_that_names_those_that_are():
    with pytest.raises(NotFoundError, match="There is no view “x” to draw; there are V01, "):
        drawing_of_view(thornmere_data(), "x")
