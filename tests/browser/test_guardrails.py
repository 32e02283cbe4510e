"""What the guardrails ask, in a page whose maker chose it: with evidence and caution, and never on a projector."""

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.scenarios import branch
from sysmap.pipeline.drawing import PageWish, draw_map
from sysmap.pipeline.guardrail_cards import cards_of_page
from sysmap.pipeline.guardrails import explain_question
from sysmap.pipeline.importing import import_files
from sysmap.pipeline.opening import open_map
from tests.browser.test_access_states import THEMES, offences, open_all

SAMPLE = Path(__file__).parents[2] / "sample_maps" / "thornmere"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("guardrails")
    file = str(folder / "town.sysmap")
    import_files(file, [str(SAMPLE)], by="analyst", new=True)
    explain_question(
        file,
        "G06:A02",
        by="Head of audit",
        until=date(2027, 3, 31),
        why="Two zones more, agreed in June",
        as_of=DAY,
    )
    opened = open_map(file, leaving=True)
    chosen, plain = folder / "chosen.html", folder / "plain.html"
    draw_map(opened, str(chosen), PageWish(DAY, guardrails=True))
    draw_map(opened, str(plain), PageWish(DAY))
    return chosen, plain


def test_each_question_leads_to_its_evidence_and_its_caution(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    panel = opened.page.locator(".panel")
    assert "What should we ask ourselves?" in opened.text(".panel h2")
    assert "Worth asking first (2)" in panel.inner_text()
    panel.get_by_text("Ask whether whoever holds the post").click()
    told = panel.inner_text()
    assert opened.text(".panel h2") == "Roles on both sides"
    assert told.index("Often with nothing the matter") < told.index("The rule, G01")
    assert "Procurement Act 2023" in told
    panel.get_by_role("button", name="Age Well Thornmere", exact=True).click()
    assert "pick=O11" in opened.page.evaluate("location.hash")
    assert opened.quiet


def test_figures_and_what_they_are_held_against_are_in_words(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    panel = opened.page.locator(".panel")
    panel.get_by_text("could go on without “Brightwater Homecare Ltd”").click()
    terms = panel.locator("dt").all_inner_texts()
    assert "sum of squared percent shares, at least, 2025-26, actual" in terms
    assert "share of the largest supplier" in terms
    assert not {"hhi", "compared with", "compared with 1"} & set(terms)
    assert "who gets 51.8% of the money for “Home care”" in panel.inner_text()
    assert opened.quiet


def test_what_was_explained_stays_to_be_seen_with_who_explained_it_and_until_when(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    panel = opened.page.locator(".panel")
    headings = panel.locator("h3").all_inner_texts()
    assert headings[-2:] == ["Explained (1)", "Not checked (6)"]
    panel.locator("section", has_text="Explained (1)").get_by_role("button").click()
    assert "Two zones more, agreed in June (Head of audit, until 31 March 2027)" in panel.inner_text()
    assert opened.quiet


def test_on_paper_every_question_stands_with_what_often_looks_like_it(open_page, pages, tmp_path):
    page = open_page(pages[0], "#view=guardrails").page
    page.pdf(path=tmp_path / "page.pdf", format="A4", landscape=True)
    with pdfium.PdfDocument(tmp_path / "page.pdf") as printed:
        text = " ".join(" ".join(each.get_textpage().get_text_range() for each in printed).split())
    cards = [each for each in cards_of_page(branch(read_csv_folder(SAMPLE).system_map), DAY) if each.told]
    assert text.count("Ask whether ") == len(cards)
    assert text.count("Often with nothing the matter: ") == len(cards) - 1, "one is explained"
    assert "Two zones more" in text
    assert "Show " not in text


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_questions(open_page, pages, theme):
    page = open_page(pages[0], "#view=guardrails", **THEMES[theme]).page
    open_all(page)
    assert offences(page) == []


def test_what_could_not_be_checked_is_said(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    told = opened.text(".panel")
    assert "Checked in part: “few suppliers” (G11). Missing: who the suppliers are (for 3)." in told
    assert "Not checked: “several similar awards” (G13)." in told


def test_on_a_projector_nothing_is_asked(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    page = opened.page
    assert "Ask whether" in page.inner_text("body")
    page.locator(".panel").get_by_text("Ask whether whoever holds the post").click()
    page.get_by_role("button", name="Projector", exact=True).click()
    assert "Ask whether" not in page.inner_text("body")
    page.goto(f"{pages[0].as_uri()}#view=guardrails&projector")
    page.reload()
    assert "Ask whether" not in page.inner_text("body")


def test_nobody_who_did_not_choose_has_them(pages):
    assert "Ask whether whoever holds" not in pages[1].read_text(encoding="utf-8")
    assert "Ask whether whoever holds" in pages[0].read_text(encoding="utf-8")
