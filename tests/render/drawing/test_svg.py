import re
from xml.etree import ElementTree as ET

import pytest

from sysmap.render.about import notes_under
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.sheet import LEAST_LETTERS, PAPERS, lay_on_paper
from sysmap.render.drawing.strokes import Box, Disc, Named, Path, Text
from sysmap.render.drawing.svg import svg_text
from sysmap.render.lettering import SIZE, width_of
from tests.render.drawing.pictures import HOSTILE, data_of, thornmere_data

SVG = "{http://www.w3.org/2000/svg}"
EVERYTHING = ("causal", "money", "other", "marks")
KINDS = ("Organisation", "Service", "Factor", "Agreement")


def laid(data, paper="", **wish):
    return lay_on_paper(drawing_of(data, notes_under(data), **wish), paper)


def svg_of(data, paper="", **wish):
    return svg_text(laid(data, paper, **wish).sheet)


def words_of(svg):
    return " ".join(each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text"))


def points_of(sheet):
    """Give every point that something is drawn at, on the sheet; of text its start and its end as reckoned."""
    for layer in sheet.layers:
        for mark in layer.marks:
            for each in mark.marks if isinstance(mark, Named) else (mark,):
                for x, y in _points(each):
                    yield x * layer.scale + layer.x, y * layer.scale + layer.y


def _points(mark):
    if isinstance(mark, Path):
        for _, at in mark.steps:
            yield from zip(at[::2], at[1::2], strict=True)
    elif isinstance(mark, Box):
        yield from ((mark.rect.x, mark.rect.y), (mark.rect.right, mark.rect.bottom))
    elif isinstance(mark, Disc):
        yield from ((mark.x - mark.radius, mark.y - mark.radius), (mark.x + mark.radius, mark.y + mark.radius))
    else:
        assert isinstance(mark, Text)
        wide = width_of(mark.text, bold=mark.bold) * mark.size / SIZE
        wide = min(wide, mark.most) if mark.most else wide
        left = mark.x - (wide / 2 if mark.middle else 0)
        yield from ((left, mark.y - mark.size / 2), (left + wide, mark.y + mark.size / 2))


def test_every_name_of_thornmere_and_whose_claim_it_is_can_be_read():
    data = thornmere_data()
    said = words_of(svg_of(data, layers=EVERYTHING))
    for element in data["elements"]:
        if "x" in element:
            for line in element["lines"]:
                assert line in said
    assert "Do not cite any figure here as fact." in said
    assert "A claim, not a fact." in said
    assert "As of 22 November 2026." in said


def test_each_thing_and_link_has_its_words_for_whoever_points_at_it_or_listens():
    data = thornmere_data()
    titles = {each.text for each in ET.fromstring(svg_of(data)).iter(f"{SVG}title")}
    assert {link["sentence"] for link in data["links"] if link["kind"] == "INFLUENCES"} <= titles
    assert data["map"]["question"] in titles


def test_what_was_withheld_is_counted_at_the_foot():
    data = data_of(("a", "Factor", {}), withheld={"Service": 2, "FUNDS": 1})
    assert "3 items left out for this audience" in words_of(svg_of(data))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("wish", [{}, {"layers": ("money",), "without": ("Factor",)}, {"hue": "boundary"}])
def test_nothing_is_drawn_outside_the_paper(paper, wish):
    sheet = laid(thornmere_data(), paper, **wish).sheet
    assert {round(sheet.width), round(sheet.height)} == {round(side) for side in PAPERS[paper]}
    for x, y in points_of(sheet):
        assert -0.1 <= x <= sheet.width + 0.1
        assert -0.1 <= y <= sheet.height + 0.1


def test_without_a_word_of_paper_the_smallest_is_taken_on_which_names_can_be_read():
    small = laid(thornmere_data())
    assert small.paper == "A4"
    assert small.letters >= LEAST_LETTERS
    many = data_of(*((f"factor number {n} of very many in all", "Factor", {}) for n in range(120)))
    assert laid(many).paper in {"A3", "A2"}
    assert laid(many, "A4").letters < LEAST_LETTERS


def test_a_tall_map_stands_and_a_wide_one_lies():
    side = {each: {} for each in "ab"}
    wide = data_of(*((name, "Factor", {}) for name in side), links=[("1", "a", "b")])
    for element, x, y in zip(wide["elements"], (0, 900), (0, 0), strict=True):
        element |= {"x": x, "y": y}
    assert (sheet := laid(wide).sheet).width > sheet.height
    for element, x, y in zip(wide["elements"], (0, 0), (0, 900), strict=True):
        element |= {"x": x, "y": y}
    assert (sheet := laid(wide).sheet).width < sheet.height


def test_hostile_text_stays_text_and_nothing_is_loaded_or_run():
    data = data_of(*((f"{kind}{HOSTILE}", kind, {}) for kind in KINDS), about={"name": HOSTILE, "disclaimer": HOSTILE})
    data["words"]["boundaries"] = {"x": HOSTILE}
    svg = svg_of(data, layers=EVERYTHING)
    root = ET.fromstring(svg.encode())
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "g", "path", "rect", "circle", "text"}
    for each in root.iter():
        assert not [name for name in each.attrib if name.startswith("on") or "href" in name or name == "style"]
    assert not re.findall(r"(?:https?:|file:|@import|javascript:)", svg.replace("http://www.w3.org/2000/svg", ""))
    assert "alert(1)" in words_of(svg.encode())


def test_the_key_explains_what_is_drawn_and_nothing_else():
    said = words_of(
        svg_of(data_of(("a", "Factor", {}), ("b", "Factor", {}), links=[("1", "a", "b", {"polarity": "+"})]))
    )
    assert "a factor: something that can rise or fall" in said
    assert "same way" in said
    assert "opposite way" not in said
    assert "money" not in said
    money = words_of(svg_of(thornmere_data(), layers=("money",), without=("Factor",)))
    assert "money, wider for more; the widest is £83.6m" in money
    assert "a factor" not in money
    assert "between sectors" in words_of(svg_of(thornmere_data(), hue="boundary"))


def test_an_empty_map_and_one_thing_are_sheets_too():
    assert "This map is empty" in words_of(svg_of(data_of()))
    assert "alone" in words_of(svg_of(data_of(("alone", "Factor", {}))))


def test_equal_input_gives_equal_bytes():
    assert svg_of(thornmere_data()) == svg_of(thornmere_data())


def test_whoever_listens_hears_the_sheet_part_by_part_each_in_its_language():
    welsh = data_of(
        ("a", "Factor", {"name": "Unigrwydd"}),
        ("b", "Factor", {"name": "Iechyd"}),
        links=[("l", "a", "b", {"polarity": "-"})],
        about={"name": "Tref", "language": "cy"},
    )
    root = ET.fromstring(svg_of(welsh))
    # An image hides what is in it: this is a document with images in it.
    assert root.get("role") == "graphics-document document"
    images = {each.find(f"{SVG}title").text: each.get("lang") for each in root.iter(f"{SVG}g") if each.get("role")}
    assert images == {"Unigrwydd": None, "Iechyd": None, welsh["links"][0]["sentence"]: "en-GB"}
    spoken = [each for each in root.iter(f"{SVG}g") if each.get("lang") == "en-GB" and not each.get("role")]
    assert "A claim, not a fact." in " ".join(text.text for group in spoken for text in group)
    assert "lang" not in svg_of(data_of(("a", "Factor", {}))).split("</desc>")[1]


def test_a_sheet_says_how_much_of_the_map_it_shows_and_which_sorts_it_leaves_out():
    data = thornmere_data()
    causes = drawing_of(data, layers=("causal",))
    money = drawing_of(data, layers=("money",), without=("Factor",))
    everything = drawing_of(data, layers=EVERYTHING)
    assert "42 of 134 links are drawn: without money, other links, agreements, posts and places." in causes.drawn
    assert "are drawn: without factors, influences, other links, agreements, posts and places." in money.drawn
    assert everything.drawn == ""
    assert causes.drawn in " ".join(words_of(svg_of(data, layers=("causal",))).split())
