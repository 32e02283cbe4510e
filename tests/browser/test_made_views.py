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
    "Where is the council in this?",
    "Where is the voluntary sector in this?",
    "Who pays for what?",
    "What crosses a boundary?",
    "Everything as tables",
]


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
    opened.page.locator(".cards button").nth(4).click()
    assert opened.text("h1") == "Where is the voluntary sector in this?"
    assert "stands for many small groups" in opened.text("header.top")
    assert opened.quiet


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_each_is_drawn_under_its_question(open_page, made: Path, width: int, height: int):
    for number, question in enumerate(QUESTIONS[:-1], 1):
        opened = open_page(made, f"#view=V{number:02}", width=width, height=height)
        assert opened.text("h1") == question
        assert opened.pixels()[0] > 1000
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.quiet
