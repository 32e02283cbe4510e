"""The views that the maker of the sample map chose, worded and ordered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.render.html import write_page
from sysmap.resources import resource

pytestmark = pytest.mark.browser

QUESTIONS = [
    "How does it all hang together?",
    "What fills hospital beds with older people?",
    "How does crisis squeeze prevention?",
    "Which loops drive this?",
    "Where could we act?",
    "Where is the council in this?",
    "Where is the voluntary sector in this?",
    "Who pays for what?",
    "What crosses a boundary?",
    "What rests on what?",
    "Everything as tables",
]

ORDER = ["V01", "V02", "V03", "V10", "V08", "V04", "V05", "V06", "V07", "V09"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, page_data_of: Callable[..., dict[str, Any]]) -> Path:
    data = page_data_of(read_csv_folder(resource("sample_maps/thornmere")).system_map)
    assert data["problems"] == []
    path = tmp_path_factory.mktemp("made") / "thornmere.html"
    write_page(path, data)
    return path


def test_the_front_page_offers_them_in_their_order(open_page, made: Path):
    opened = open_page(made, "")
    assert opened.page.locator(".cards button").all_inner_texts() == QUESTIONS
    opened.page.locator(".cards button").nth(6).click()
    assert opened.text("h1") == "Where is the voluntary sector in this?"
    assert "stands for many small groups" in opened.text("header.top")
    assert opened.quiet


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_each_is_drawn_under_its_question(open_page, made: Path, width: int, height: int):
    for view, question in zip(ORDER, QUESTIONS[:-1], strict=True):
        opened = open_page(made, f"#view={view}", width=width, height=height)
        assert opened.text("h1") == question
        assert opened.pixels()[0] > 1000
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.quiet


@pytest.mark.parametrize("far", ["", "&projector"])
def test_ribbons_of_an_organisations_world_have_their_figures_at_rest_in_the_room_too(open_page, made: Path, far: str):
    width, height = (1920, 1080) if far else (1440, 900)
    opened = open_page(made, f"#view=V05{far}", width=width, height=height, script=Path(__file__).with_name("drawn.js"))
    written = {text for text, *_ in opened.page.evaluate("drawnNow()")["texts"]}
    assert {"£240k", "£70k", "£30k", "£310k"} <= written
    if far:
        assert opened.page.locator(".legend li").all_inner_texts() == [
            "Same way",
            "Takes months or years",
            "Less sure",
            "A ribbon of money",
        ]
