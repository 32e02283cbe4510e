"""What the guardrails ask, in a page whose maker chose it: with evidence and caution, and never on a projector."""

from datetime import date
from pathlib import Path

import pytest

from sysmap.pipeline.drawing import PageWish, draw_map
from sysmap.pipeline.importing import import_files
from sysmap.pipeline.opening import open_map

SAMPLE = Path(__file__).parents[2] / "sample_maps" / "thornmere"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("guardrails")
    file = str(folder / "town.sysmap")
    import_files(file, [str(SAMPLE)], by="analyst", new=True)
    opened = open_map(file, leaving=True)
    chosen, plain = folder / "chosen.html", folder / "plain.html"
    draw_map(opened, str(chosen), PageWish(DAY, guardrails=True))
    draw_map(opened, str(plain), PageWish(DAY))
    return chosen, plain


def test_each_question_leads_to_its_evidence_and_its_caution(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    panel = opened.page.locator(".panel")
    assert "What should we ask ourselves?" in opened.text(".panel h2")
    assert "Worth asking, first: roles on both sides" in panel.inner_text()
    panel.get_by_text("Ask whether whoever holds the post").click()
    told = panel.inner_text()
    assert "often with nothing the matter" in told
    assert "Procurement Act 2023" in told
    assert "rule G01" in told
    assert opened.quiet


def test_what_could_not_be_checked_is_said(open_page, pages):
    opened = open_page(pages[0], "#view=guardrails")
    assert "Not checked by the guardrails" in opened.text(".panel")


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
