"""Where to act, what if, what rests on what: at a desk, on a projector and on a phone, by hand and by keyboard."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1920, 1080), (390, 844)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_places_to_act_begin_with_links_to_ask_about(
    open_page, thornmere: Path, thornmere_data: dict[str, Any], width: int, height: int
):
    levers = thornmere_data["levers"]
    opened = open_page(thornmere, "#view=levers", width=width, height=height, has_touch=width < 700)
    page = opened.page
    headings = page.locator(".panel h3").all_inner_texts()
    assert headings[0] == "Links worth asking about first"
    assert "act" in headings[1] or "First group" in headings[1]
    shown = page.locator(".panel .lever").count()
    telling = sum(bool(place["moves"] or place["unwanted"]) for place in levers["places"])
    assert 0 < shown <= telling < len(levers["places"]) + 1
    assert "could go either way" not in opened.text(".panel")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # A link to ask about leads to that link.
    page.locator(".panel section").first.locator("button.way").first.click()
    links = {link["id"]: link["sentence"] for link in thornmere_data["links"]}
    assert opened.text(".panel h2") == links[levers["check"][0][0]]
    assert opened.quiet


def test_a_place_shows_its_ways_on_the_map(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    first = thornmere_data["levers"]["places"][0]
    opened = open_page(thornmere, "#view=levers")
    before = opened.pixels(".overlay")
    opened.page.locator(f"#place-{first['id']}").hover()
    assert opened.pixels(".overlay") != before
    opened.page.locator(f"#place-{first['id']}").press("Enter")
    assert opened.text(".panel h2").lower().startswith(first["said"].lower())
    names = {each["id"]: each["name"] for each in thornmere_data["elements"]}
    # Read aloud, the arrow is a word.
    assert " → then ".join(names[each] for each in first["ways"][0]) in " ".join(opened.text(".panel").split())
    opened.page.get_by_text("How this was worked out").click()
    assert "from seed 1" in opened.text(".panel .worked-out")
    opened.page.keyboard.press("Escape")
    assert opened.text(".panel h2") == "Where could we act?"
    assert opened.quiet


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_if_is_answered_by_keyboard(open_page, thornmere: Path, width: int, height: int):
    opened = open_page(thornmere, "#view=map&pick=F05", width=width, height=height)
    page = opened.page
    name = opened.text(".panel h2")
    page.get_by_role("button", name="More of it").press("Enter")
    assert opened.text(".panel h2") == f"What if there were more “{name}”?"
    more = page.locator(".panel .badge").all_inner_texts()
    page.get_by_role("button", name="Less of it").press("Enter")
    less = page.locator(".panel .badge").all_inner_texts()
    turned = {"↑ more": "↓ less", "↓ less": "↑ more"}
    assert more
    assert less == [turned[each] for each in more]
    assert page.locator("#press-less[aria-pressed=true]").count() == 1
    assert "Links worth asking about" in opened.text(".panel")
    again = open_page(thornmere, page.evaluate("location.hash"), width=width, height=height)
    assert again.text(".panel h2") == f"What if there were less “{name}”?"
    assert opened.quiet


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_rests_on_what(open_page, thornmere: Path, thornmere_data: dict[str, Any], width: int, height: int):
    item = thornmere_data["rests"]["items"][0]
    opened = open_page(thornmere, "#view=rests", width=width, height=height)
    page = opened.page
    assert item["said"] in opened.text(".panel")
    page.locator(f"#rests-{item['id']}").click()
    names = {each["id"]: each["name"] for each in thornmere_data["elements"]}
    assert opened.text(".panel h2") == f"What if “{names[item['id']]}” stopped?"
    assert names[item["stops"][0][0]] in opened.text(".panel")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.quiet


def test_it_can_be_read_without_scripts(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "", java_script_enabled=False)
    said = opened.text("#findings")
    assert thornmere_data["rests"]["items"][0]["said"] in said
    assert "the way you want" in said
