"""The loops of a page: five at a time in the order of the command, filtered, and stepped round on the map."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1920, 1080), (390, 844)]


def order_of(data: dict[str, Any], *, named: bool) -> list[str]:
    """Give the ids of ranked loops, the first of the ranking first."""
    known = {loop["id"] for loop in data["loops"] if loop["named"] or not named}
    return [each for each in data["ranked"]["loops"] if each in known]


def cards(page) -> list[str]:
    return [
        each.removeprefix("loop-")
        for each in page.locator(".loops button").evaluate_all("all => all.map(each => each.id)")
    ]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_five_at_a_time_in_the_order_of_the_ranking(
    open_page, thornmere: Path, thornmere_data: dict[str, Any], width: int, height: int
):
    opened = open_page(thornmere, "#view=loops", width=width, height=height, has_touch=width < 700)
    page = opened.page
    assert cards(page) == order_of(thornmere_data, named=True)[:5]
    page.locator("#loops-all").press("Enter")
    whole = order_of(thornmere_data, named=False)
    assert len(whole) == 51
    assert cards(page) == whole[:5]
    assert page.evaluate("document.activeElement.id") == "loops-all"
    page.locator("#loops-next").press("Enter")
    assert cards(page) == whole[5:10]
    assert "6 to 10 of 51" in opened.text(".panel")
    low, _, high = thornmere_data["ranked"]["loops"][whole[5]]["ranks"]
    said = f"between {round(low)}nd and {round(high)}th of 51"
    assert said in page.locator(".loops .card").first.inner_text()
    page.locator("#loops-before").press("Enter")
    assert cards(page) == whole[:5]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.quiet


def test_of_one_sort_and_through_one_thing(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "#view=loops")
    page = opened.page
    loops = {each["id"]: each for each in thornmere_data["loops"]}
    page.locator("#loops-type-B").click()
    assert {loops[each]["type"] for each in cards(page)} == {"B"}
    page.locator("#loops-all").click()
    page.locator("#loops-through").select_option("F05")
    wanted = [
        each
        for each in order_of(thornmere_data, named=False)
        if loops[each]["type"] == "B" and "F05" in loops[each]["elements"]
    ]
    assert cards(page) == wanted[:5]
    assert f"B keeps in check ({len(wanted)})" in opened.text(".panel")
    # What was asked for is still there after looking at one.
    page.locator(".loops button").first.click()
    page.keyboard.press("Escape")
    assert cards(page) == wanted[:5]
    assert page.locator("#loops-type-B[aria-pressed=true]").count() == 1
    assert opened.quiet


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_round_a_loop_by_keyboard_with_each_step_on_the_map(
    open_page, thornmere: Path, thornmere_data: dict[str, Any], width: int, height: int
):
    opened = open_page(thornmere, "#view=loops", width=width, height=height)
    page = opened.page
    first = next(each for each in thornmere_data["loops"] if each["id"] == cards(page)[0])
    plain = opened.pixels(".overlay")
    page.locator(".loops button").first.focus()
    assert opened.pixels(".overlay") != plain
    page.keyboard.press("Enter")
    pictures = [opened.pixels(".overlay")]
    sentences = {each["id"]: each["sentence"] for each in thornmere_data["links"]}
    for at, link in enumerate(first["links"], 1):
        page.locator("#story-next").press("Enter")
        assert page.evaluate("document.activeElement.id") == "story-next"
        assert opened.text(".steps .now") == sentences[link]
        assert f"{at} of {len(first['links'])}" in opened.text(".stepper")
        pictures.append(opened.pixels(".overlay"))
        assert pictures[-1] != pictures[-2]
    assert page.evaluate("location.hash").endswith(f"pick={first['id']}&step={len(first['links'])}")
    page.locator("#story-next").press("Enter")
    assert f"{len(first['links'])} steps" in opened.text(".stepper")
    weighed = thornmere_data["ranked"]["loops"][first["id"]]
    assert weighed["there"] in opened.text(".panel .facts")
    assert weighed["size"] in opened.text(".panel .facts")
    assert opened.quiet
