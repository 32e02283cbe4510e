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


def test_welsh_is_written_in_the_bundled_typeface():
    drawn = draw(data_of(("Tŷ Gŵyl Llanfairpwllgwyngyll â ê î ô û ŵ ŷ ẁ", "Factor", {"outcome": "yes"})))
    assert drawn.missing == ()
    assert "Tŷ Gŵyl" in text_of(drawn)


def test_welsh_stays_in_the_bundled_typeface_beside_names_in_another_script():
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
        marks = [each for mark in sheet.layers[1].marks for each in getattr(mark, "marks", (mark,))]
        return {each.ink.dash for each in marks if hasattr(each, "steps")}

    assert dashes(same) == {()}
    assert (9.0, 5.0) in dashes(opposite)
