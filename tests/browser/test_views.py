"""The front page and the views: what each shows at a desk, on a projector and on a phone, and the ways between them."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.render.html import write_page

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1920, 1080), (390, 844)]
READ_ALOUD = 45


def test_it_opens_on_the_front_page(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "")
    page = opened.page
    assert opened.text("h1") == thornmere_data["map"]["question"]
    front = opened.text(".front")
    for said in ("Made by", "Nothing was withheld.", "How sure it is", "names a source", "Do not cite any figure"):
        assert said in front
    cards = page.locator(".cards button").all_inner_texts()
    assert cards == [view["question"] for view in thornmere_data["views"]]
    page.get_by_role("button", name="What moves emergency admissions aged 65+?").first.click()
    assert opened.text("h1") == "What moves emergency admissions aged 65+?"
    page.go_back()
    assert opened.text("h1") == thornmere_data["map"]["question"]
    assert opened.quiet


def test_the_front_page_stands_without_scripts(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "", java_script_enabled=False)
    assert opened.page.locator("#front h1").inner_text() == thornmere_data["map"]["question"]
    assert opened.page.locator(".cards h3").count() == len(thornmere_data["views"])
    assert opened.page.locator(".cards a, .cards button").count() == 0


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_part_lies_in_the_window_and_can_be_read_aloud(
    open_page, thornmere: Path, thornmere_data: dict[str, Any], width: int, height: int
):
    for view in thornmere_data["views"]:
        if "part" not in view:
            continue
        assert len(view["part"]["places"]) <= READ_ALOUD
        opened = open_page(thornmere, f"#view={view['id']}", width=width, height=height, has_touch=width < 700)
        assert opened.text("h1") == view["question"]
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        if width > 700:
            for element_id, *_ in view["part"]["places"]:
                x, y = opened.place_of(element_id)
                assert 0 < x < width
                assert 0 < y < height
        assert opened.quiet


def test_a_loop_is_told_step_by_step(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=loop")
    page = opened.page
    page.get_by_role("button", name="Start").click()
    assert "1 of 6" in opened.text(".stepper")
    assert opened.text(".steps .now") == "More “Crisis spending pressure” means less “Prevention budget”."
    page.keyboard.press("Enter")
    assert "2 of 6" in opened.text(".stepper")
    assert page.evaluate("location.hash").endswith("step=2")
    again = open_page(thornmere, page.evaluate("location.hash"))
    assert "2 of 6" in again.text(".stepper")
    assert opened.quiet


def test_what_is_chosen_stays_chosen_where_the_next_view_has_it(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=map&pick=F05")
    page = opened.page
    page.get_by_role("button", name="Where is Thornmere Council in this?").click()
    assert opened.text(".panel h2") == "Crisis spending pressure"
    page.get_by_role("button", name="Which loops drive this?").click()
    assert opened.text(".panel h2") == "Which loops drive this?"
    page.go_back()
    assert opened.text(".panel h2") == "Crisis spending pressure"
    assert opened.quiet


def test_neighbours_and_ways(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=map&pick=F05")
    page = opened.page
    one = opened.pixels(".overlay")[0]
    page.get_by_text("Look farther, or move it").click()
    page.get_by_role("button", name="2 links away").click()
    assert opened.pixels(".overlay")[0] > one
    assert "steps=2" in page.evaluate("location.hash")
    page.get_by_role("button", name="Ways from here to").click()
    page.select_option("#way-to", label="Emergency admissions aged 65+")
    assert "ways of up to 5 links, the shortest first." in opened.text(".panel")
    page.locator("#way-1").click()
    assert "more “Crisis spending pressure” means more “Emergency admissions aged 65+”" in opened.text(".panel")
    assert page.locator("#way-1").get_attribute("aria-pressed") == "true"
    assert opened.quiet


def test_the_key_explains_what_is_on_the_view_and_nothing_else(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=loop")
    opened.page.get_by_role("button", name="Key").click()
    key = opened.text(".panel")
    assert "Feeds itself" in key
    assert "Keeps in check" not in key
    assert "ribbon" not in key
    opened = open_page(thornmere, "#view=money")
    opened.page.get_by_role("button", name="Key").click()
    key = opened.text(".panel")
    assert "ribbon" in key
    assert "Same way" not in key
    assert opened.quiet


def test_high_contrast_by_the_system_and_by_the_button(open_page, thornmere: Path):
    def ground(opened):
        return opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    opened = open_page(thornmere)
    opened.page.get_by_role("button", name="Contrast").click()
    asked = open_page(thornmere, contrast="more")
    assert ground(opened) == ground(asked) == "rgb(255, 255, 255)"
    assert opened.quiet
    assert open_page(thornmere, forced_colors="active").quiet


def test_a_presenter_turns_from_question_to_question(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    """By Page Down and Page Up, as a clicker sends them, wherever the keyboard stands; tables are no question."""
    asked = [view["question"] for view in thornmere_data["views"] if view["shape"] != "tables"]
    opened = open_page(thornmere, "#projector", width=1920, height=1080)
    page = opened.page
    assert opened.text("h1") == asked[0]
    page.keyboard.press("PageUp")
    assert opened.text("h1") == asked[0]
    page.locator(".map").focus()
    loops = {each["id"]: each for each in thornmere_data["loops"]}
    views = {view["question"]: view for view in thornmere_data["views"]}
    for before, question in pairwise(asked):
        if views[before]["shape"] == "loop":
            # A loop is told first, step by step, under the map; and told back again.
            loop = loops[views[before]["focus"]]
            assert opened.text(".told") == f"{loop['name']}. {loop['story']}"
            for number, link in enumerate(loop["links"], 1):
                page.keyboard.press("PageDown")
                sentence = next(each["sentence"] for each in thornmere_data["links"] if each["id"] == link)
                assert opened.text(".told") == f"{loop['name']}, {number} of {len(loop['links'])}. {sentence}"
            page.keyboard.press("PageUp")
            assert opened.text("h1") == before
            page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
        assert opened.text("h1") == question
    page.keyboard.press("PageDown")
    assert opened.text("h1") == asked[-1]
    page.get_by_role("button", name="Back", exact=True).click()
    assert opened.text("h1") == asked[-2]
    page.get_by_role("button", name="Next", exact=True).click()
    assert opened.text("h1") == asked[-1]
    page.keyboard.press("Escape")
    page.keyboard.press("PageUp")
    assert opened.text("h1") == asked[-1], "at a desk these keys walk about the map"
    assert opened.quiet


def test_on_a_projector_the_room_is_told_what_the_lines_mean(
    open_page, thornmere: Path, thornmere_data: dict[str, Any], tmp_path: Path
):
    opened = open_page(thornmere, "#view=boundaries&projector", width=1920, height=1080)
    marks = opened.page.locator(".legend li")
    drawn = {link["boundary"] for link in thornmere_data["links"] if link["kind"] == "INFLUENCES"} - {""}
    words = thornmere_data["words"]["boundaries"]
    assert set(marks.all_inner_texts()) == {words[each] for each in drawn}
    assert opened.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.legend')).fontSize)") >= 32
    row, stage = (opened.page.locator(each).bounding_box() for each in (".leave", ".map"))
    assert row["y"] >= stage["y"] + stage["height"], "it covers nothing of the map"
    found = {"title": "Loops", "sentence": "There are 51.", "about": [], "facts": [], "view": "loops"}
    write_page(tmp_path / "said.html", {**thornmere_data, "findings": [found]})
    opened = open_page(tmp_path / "said.html", "#view=loops&projector", width=1920, height=1080)
    assert opened.text(".told") == "There are 51."
    opened = open_page(thornmere, "#view=money&projector", width=1920, height=1080)
    assert opened.page.locator(".legend li").all_inner_texts() == ["A ribbon of money", "Given in kind"]


def test_a_reader_finds_their_own_organisation_from_the_front_page(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    """By a list and a button, with the keyboard too; the view that is about it is shown where there is one."""
    own = next(view for view in thornmere_data["views"] if view["shape"] == "organisation")
    names = {each["id"]: each["name"] for each in thornmere_data["elements"] if each["kind"] == "Organisation"}
    other = next(each for each in names if each not in {view.get("focus") for view in thornmere_data["views"]})
    for width, height in SIZES:
        for body, question in ((own["focus"], own["question"]), (other, thornmere_data["views"][0]["question"])):
            opened = open_page(thornmere, "", width=width, height=height, has_touch=width < 700)
            listed = opened.page.get_by_label("Find your organisation")
            assert set(listed.locator("option").all_inner_texts()) == {"Choose …", *names.values()}
            listed.select_option(label=names[body])
            listed.focus()
            opened.page.keyboard.press("Tab")
            opened.page.keyboard.press("Enter")
            assert opened.text("h1") == question
            assert opened.text(".panel h2") == names[body]
            if body == other:
                assert opened.page.get_by_role("button", name="Show the whole map").is_visible(), "it stands alone"
            opened.page.wait_for_timeout(300)
            if width > 700:
                x, y = opened.place_of(body)
                panel = opened.page.locator(".panel").bounding_box()
                assert 0 < x < panel["x"], "what was chosen is in sight beside its details"
                assert 0 < y < height
            assert opened.quiet


def test_a_body_too_small_to_be_drawn_is_found_from_the_front_page_too(open_page, page_data_of, tmp_path: Path):
    paid = [Record(f"b{number}", "Organisation", {"name": f"Body number {number}"}) for number in range(200)]
    council = Record("council", "Organisation", {"name": "Council"})
    flows = [
        Record(f"p{each.id}", "FUNDS", {"from_id": "council", "to_id": each.id, "amount": f"{number + 1}000"})
        for number, each in enumerate(paid)
    ]
    data = page_data_of(SystemMap([council, *paid, *flows]))
    assert "x" not in next(each for each in data["elements"] if each["id"] == "b0"), "the least of them is not drawn"
    write_page(tmp_path / "many.html", data)
    opened = open_page(tmp_path / "many.html", "")
    opened.page.get_by_role("button", name="Find your organisation").press("Enter")
    opened.page.keyboard.type("Body number 0")
    opened.page.keyboard.press("Enter")
    assert opened.text(".panel h2") == "Body number 0"
    assert opened.quiet
