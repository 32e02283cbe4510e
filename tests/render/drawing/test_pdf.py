from io import BytesIO

import pypdf
import pypdfium2
import pytest

from sysmap.render.about import notes_under
from sysmap.render.drawing import pdf as pdf_module
from sysmap.render.drawing.pdf import draw_pdf
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.png import draw_png
from sysmap.render.drawing.sheet import PAPERS, lay_on_paper
from tests.render.drawing.pictures import AS_OF, HOSTILE, data_of, thornmere_data


def draw(data, paper="", **wish):
    return draw_pdf(lay_on_paper(drawing_of(data, notes_under(data), **wish), paper).sheet, AS_OF, "Somebody")


def page_of(drawn):
    reader = pypdf.PdfReader(BytesIO(drawn.content))
    assert len(reader.pages) == 1
    return reader.pages[0]


def text_of(drawn):
    document = pypdfium2.PdfDocument(drawn.content)
    page = document[0]
    text = page.get_textpage()
    try:
        return " ".join(text.get_text_bounded().split())
    finally:
        text.close()
        page.close()
        document.close()


def fonts_of(page):
    for each in page["/Resources"]["/Font"].values():
        font = each.get_object()
        yield font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_every_line_of_every_name_of_thornmere_can_be_found_and_copied():
    data = thornmere_data()
    drawn = draw(data, layers=("causal", "money", "other", "marks"))
    said = text_of(drawn)
    for element in data["elements"]:
        for line in element.get("lines", ()):
            assert line in said
    assert "A claim, not a fact." in said
    assert drawn.missing == ()


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_has_its_size(paper):
    page = page_of(draw(data_of(("a", "Factor", {})), paper))
    sides = {round(float(side)) for side in (page.mediabox.width, page.mediabox.height)}
    assert sides == {round(side) for side in PAPERS[paper]}


def test_its_typefaces_are_in_it_and_only_the_letters_used():
    drawn = draw(thornmere_data())
    fonts = list(fonts_of(page_of(drawn)))
    assert len(fonts) == 2
    for font in fonts:
        assert "Atkinson" in font["/FontName"]
        assert "/FontFile2" in font
    assert len(drawn.content) < 100_000


def test_it_says_what_it_is_and_is_the_same_bytes_again():
    one, other = draw(thornmere_data()), draw(thornmere_data())
    assert one.content == other.content
    about = pypdf.PdfReader(BytesIO(one.content)).metadata
    assert about.title == thornmere_data()["map"]["question"]
    assert about.author == "Somebody"
    assert about.creation_date.date() == AS_OF


def test_it_is_vectors_and_holds_no_picture():
    page = page_of(draw(thornmere_data()))
    assert list(page.images) == []


def test_welsh_is_written_by_the_bundled_typeface():
    drawn = draw(data_of(("Tŷ Gŵyl Llanfairpwllgwyngyll â ê î ô û ŵ ŷ ẁ ẃ ẅ ỳ Ŵ Ŷ", "Factor", {"outcome": "yes"})))
    assert drawn.missing == ()
    assert all("Atkinson" in font["/FontName"] for font in fonts_of(page_of(drawn)))
    assert "Tŷ Gŵyl" in text_of(drawn)


def test_welsh_is_not_lost_beside_names_in_another_script():
    drawn = draw(data_of(("Tŷ Gŵyl", "Organisation", {}), ("нужда", "Factor", {})))
    names = {str(font["/FontName"]).split("+")[-1] for font in fonts_of(page_of(drawn))}
    assert sum("Atkinson" in name for name in names) >= 1
    assert "Tŷ Gŵyl" in text_of(drawn)


def test_hostile_text_and_half_characters_do_no_harm():
    drawn = draw(data_of((HOSTILE, "Organisation", {}), about={"name": HOSTILE, "made_by": HOSTILE}))
    assert "alert(1)" in text_of(drawn)
    raw = drawn.content
    assert b"/JavaScript" not in raw
    assert b"/URI" not in raw


def test_a_script_that_no_typeface_writes_is_named_and_nothing_else_is_lost(monkeypatch):
    monkeypatch.setattr(pdf_module, "find_system_fonts", lambda wanted: ([], set(wanted)))
    drawn = draw(data_of(("房屋 housing", "Factor", {}), ("нужда", "Factor", {})))
    assert drawn.missing == ("Cjk", "Cyrillic")
    assert "[?] housing" in text_of(drawn)


def test_other_scripts_are_written_where_this_machine_can_and_latin_after_them_is_not_lost():
    words = ["Ελλάδα", "нужда", "مرحبا", "שלום"]
    drawn = draw(data_of(*((f"{word} housing {n}", "Service", {}) for n, word in enumerate(words))))
    said = text_of(drawn)
    for n, word in enumerate(words):
        assert f"housing {n}" in said
        assert word in said or drawn.missing


def test_without_the_shaping_library_it_says_that_letters_do_not_join(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "uharfbuzz", None)
    assert draw(data_of(("سلام", "Factor", {}))).unjoined
    assert not draw(data_of(("peace", "Factor", {}))).unjoined


def test_a_png_has_the_shape_of_its_paper_and_is_no_blank():
    content = draw_png(draw(thornmere_data(), "A4").content, 100)
    from PIL import Image

    with Image.open(BytesIO(content)) as image:
        assert image.size[0] == pytest.approx(1169, abs=2)
        assert image.size[1] == pytest.approx(827, abs=2)
        colours = image.convert("RGB").getcolors(200_000)
    assert len(colours) > 100


def test_in_grey_the_two_directions_still_differ_by_dashes_and_ends():
    data = data_of(("a", "Factor", {}), ("b", "Factor", {}), links=[("1", "a", "b", {"polarity": "+"})])
    same = lay_on_paper(drawing_of(data), "A4").sheet
    data["links"][0]["polarity"] = "-"
    opposite = lay_on_paper(drawing_of(data), "A4").sheet

    def dashes(sheet):
        marks = [each for mark in sheet.layers[2].marks for each in getattr(mark, "marks", (mark,))]
        return {each.ink.dash for each in marks if hasattr(each, "steps")}

    assert dashes(same) == {()}
    assert (9.0, 5.0) in dashes(opposite)


def structure_of(drawn):
    """Give the parts that are read, in order: type, words, alternative text."""
    reader = pypdf.PdfReader(BytesIO(drawn.content))
    page = reader.pages[0]
    said, now = {}, [None]

    def enters(operator, arguments, *_):
        if operator in {b"BDC", b"BMC"}:
            assert now == [None], "parts do not lie in each other"
            now[0] = arguments[1].get("/MCID") if operator == b"BDC" else "/Artifact"
        elif operator == b"EMC":
            now[0] = None
        elif operator in {b"Tj", b"TJ", b"f", b"S", b"B"}:
            assert now != [None], "everything is a part or for the eye alone"

    def hears(text, *_):
        said[now[0]] = said.get(now[0], "") + text

    page.extract_text(visitor_operand_before=enters, visitor_text=hears)
    parts = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()["/K"]
    for part in (each.get_object() for each in parts):
        (number,) = part["/K"]
        yield part["/S"], " ".join(said.get(number, "").split()), part.get("/Alt", "")


def test_whoever_listens_hears_the_question_the_things_the_links_the_key_and_who_says_so_in_this_order():
    data = thornmere_data()
    drawn = draw(data)
    drawing = drawing_of(data)
    root = pypdf.PdfReader(BytesIO(drawn.content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    parts = list(structure_of(drawn))
    assert parts[0] == ("/H1", data["map"]["question"], "")
    links = [alt for kind, _, alt in parts if kind == "/Figure"]
    assert sorted(links) == sorted(link["sentence"] for link in drawing.links)
    things = [words for _, words, _ in parts[2 : 2 + len(drawing.elements)]]
    assert sorted(things) == sorted(each["name"] for each in drawing.elements)
    # A unit comes after the body that it is part of, and before the next body.
    council, team, service, hospital = (
        things.index(name)
        for name in (
            "Thornmere Council",
            "Public Health team",
            "Steady Steps falls programme",
            "Wold Royal Infirmary NHS Foundation Trust",
        )
    )
    assert council < team < service
    assert not council < hospital < service
    after = [words for _, words, _ in parts[2 + len(things) + len(links) :]]
    assert after[0].startswith("an organisation")
    assert "A claim, not a fact." in after[-1]


def test_words_in_another_language_than_the_names_are_marked_as_english():
    welsh = data_of(("a", "Factor", {"name": "Unigrwydd"}), about={"name": "Tref", "language": "cy"})
    content = page_of(draw(welsh)).get_contents().get_data()
    assert b"/Lang (en-GB)" in content
    plain = data_of(("a", "Factor", {"name": "Loneliness"}))
    assert b"/Lang" not in page_of(draw(plain)).get_contents().get_data()


def test_a_thousand_links_are_not_read_one_by_one():
    names = [(f"f{index}", "Factor", {}) for index in range(30)]
    links = [(f"l{a}-{b}", f"f{a}", f"f{b}") for a in range(30) for b in range(30) if a != b]
    parts = list(structure_of(draw(data_of(*names, links=links))))
    assert len(links) > 600
    assert "/Figure" not in {kind for kind, _, _ in parts}
    assert {f"f{index}" for index in range(30)} <= {words for _, words, _ in parts}


def test_what_is_no_script_is_called_a_sign_where_nothing_writes_it(monkeypatch):
    monkeypatch.setattr(pdf_module, "find_system_fonts", lambda wanted: ([], set(wanted)))
    drawn = draw(data_of(("Van \U0001f691", "Factor", {}), ("нужда", "Factor", {})))
    assert drawn.missing == ("Cyrillic", "emoji and signs")
