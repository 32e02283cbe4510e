from xml.etree import ElementTree as ET

from sysmap.render.drawing.composing import compose
from sysmap.render.drawing.folded import MOST, fold
from sysmap.render.drawing.key import key_of
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.still import still_of
from tests.render.drawing.pictures import data_of, thornmere_data


def many(count):
    bodies = [(f"body {n} of the town", "Organisation", {}) for n in range(count)]
    units = [(f"unit {n}", "Factor", {}) for n in range(count)]
    links = [(f"l{n}", f"unit {n}", f"body {(n * 7) % count} of the town") for n in range(count)]
    return data_of(*bodies, *units, links=links)


def test_a_small_map_is_drawn_whole_with_the_words_of_its_picture():
    still = still_of(thornmere_data())
    root = ET.fromstring(still.replace("<svg ", '<svg xmlns="" '))
    said = {each.text for each in root.iter("text")}
    for element in thornmere_data()["elements"]:
        if element["kind"] in {"Organisation", "Service", "Factor"}:
            assert set(element.get("lines", ())) <= said
    assert "figcaption" not in still


def test_a_large_map_is_folded_and_says_so_and_its_file_stays_small():
    still = still_of(many(900))
    assert len(still.encode()) < 150_000
    assert "Folded to 240 organisations" in still


def test_folding_leaves_a_small_drawing_as_it_is_and_keeps_names_inside_their_shapes():
    small = drawing_of(thornmere_data())
    assert fold(small) is small
    folded = fold(drawing_of(many(MOST)))
    assert {each["kind"] for each in folded.elements} == {"Organisation"}
    assert all(each["lines"] for each in folded.elements)
    assert all(len(each["lines"]) * each["letters"] <= each["h"] for each in folded.elements)


def test_lines_between_folded_organisations_count_the_links_they_stand_for():
    data = thornmere_data()
    folded = fold(drawing_of({**data, "elements": data["elements"] * 1, "links": data["links"]}, layers=("causal",)))
    assert folded.links
    assert not [each for each in folded.links if each["kind"] == ""]


def test_an_empty_map_has_no_picture():
    assert still_of(data_of()) == ""


def test_the_still_picture_has_its_key_and_nothing_reaches_out_of_it():
    data = thornmere_data()
    for given in (data, {**data, "links": [link for link in data["links"] if link["money"]]}):
        still = still_of(given)
        root = ET.fromstring(still.replace("<svg ", '<svg xmlns="" '))
        x, y, width, height = map(float, root.find("svg").get("viewBox").split())
        said = [each.text for each in root.iter("text")]
        entries = [words for _, words in key_of(drawing_of(given))]
        assert [words for words in said if words in entries] == entries
        assert "still copy" in root.findtext("p")
        _, frame = compose(drawing_of(given))
        assert frame.y + frame.height < y + height
        for rect in root.find("svg").find("g").iter("rect"):
            left = float(rect.get("x"))
            assert x <= left
            assert left + float(rect.get("width")) <= x + width
