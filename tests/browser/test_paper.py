"""What a printer gets of a page: the whole picture, light, in lines and letters, and who says so; or whole tables."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

pytestmark = pytest.mark.browser


def test_on_paper_the_whole_picture_light_and_sharp_and_then_the_screen_as_it_was(open_page, thornmere: Path):
    """Whatever the screen shows just now: dark, with a panel, and a part of the map."""
    opened = open_page(thornmere, "#view=money", color_scheme="dark")
    page = opened.page
    page.get_by_role("button", name="Zoom in").click()
    place = opened.place_of("O01")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.emulate_media(media="print", color_scheme="dark")
    drawn = page.locator(".map > .on-paper")
    assert drawn.is_visible()
    assert not page.locator(".map .picture").is_visible()
    for name in ("Central government", "Thornmere", "Mereside", "Brightwater"):
        assert drawn.get_by_text(name).first.is_visible()
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not drawn.count()
    # The map has its own width again with the next frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert opened.place_of("O01") == pytest.approx(place)
    assert opened.quiet


def test_what_is_printed_to_a_file_holds_the_picture_in_lines_and_letters(open_page, thornmere: Path, tmp_path: Path):
    page = open_page(thornmere, "#view=money").page
    page.pdf(path=tmp_path / "page.pdf", format="A4", landscape=True)
    with pdfium.PdfDocument(tmp_path / "page.pdf") as printed:
        assert len(printed) == 1
        words = printed[0].get_textpage().get_text_range().split()
        assert {"Brightwater", "Mereside", "Reablement"} & set(words) >= {"Brightwater", "Mereside"}
        inked = printed[0].render(scale=1).to_pil().convert("L").crop((60, 110, 780, 480))
    dark = sum(count for shade, count in enumerate(inked.histogram()) if shade < 220)
    assert dark > 0.02 * inked.width * inked.height


def test_paper_says_who_says_so_and_has_no_tools(open_page, thornmere: Path):
    page = open_page(thornmere, "#view=money").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for selector in ("h1", ".about", ".map", ".legend"):
        assert page.locator(selector).is_visible()
    assert "A ribbon of money" in page.locator(".legend").inner_text()
    assert not page.locator(".leave button").first.is_visible()
    for selector in (".panel", ".tools", ".rail ul"):
        assert not page.locator(selector).is_visible()


def test_tables_are_printed_to_their_end(open_page, thornmere: Path):
    def pages(fragment: str) -> int:
        return open_page(thornmere, fragment).page.pdf(format="A3").count(b"/Type /Page\n")

    assert pages("") == 1
    assert pages("#view=tables") > 3
