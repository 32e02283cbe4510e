"""The page of Thornmere in a real browser: what people see, choose, hide, drag and take with them."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.render.html import write_page

pytestmark = pytest.mark.browser


def test_opens_quietly_with_question_sentence_and_picture(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere)
    assert opened.text("h1") == "How does it all hang together?"
    assert opened.text(".summary") == thornmere_data["summary"]
    painted, colours, _ = opened.pixels()
    assert painted > 50_000
    assert colours > 100
    assert not opened.page.locator(".panel").is_visible()
    assert not opened.page.locator("#text").is_visible()
    assert opened.quiet


def test_nothing_moves_by_itself(open_page, thornmere: Path):
    page = open_page(thornmere, reduced_motion="no-preference").page
    before = page.screenshot()
    page.wait_for_timeout(1200)
    assert page.screenshot() == before


def test_equal_pages_are_equal_pictures(open_page, thornmere: Path):
    assert open_page(thornmere).page.screenshot() == open_page(thornmere).page.screenshot()


def test_everything_is_inside_the_window_and_large_enough_to_read(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    opened = open_page(thornmere)
    drawn = [each["id"] for each in thornmere_data["elements"] if each["kind"] in {"Organisation", "Service", "Factor"}]
    assert len(drawn) == 46
    for element_id in drawn:
        x, y = opened.place_of(element_id)
        assert 232 < x < 1440
        assert 60 < y < 900
    # Letters are 16 px high on the map: two things that lie 100 px apart there tell how high they are here.
    boxes = {each["id"]: each for each in thornmere_data["boxes"]}
    one, other = list(boxes.values())[:2]
    here = opened.place_of(one["id"]), opened.place_of(other["id"])
    scale = abs(here[0][1] - here[1][1]) / abs(one["y"] - other["y"])
    assert 16 * scale >= 13


def test_clicking_a_thing_opens_its_details_and_escape_closes_them(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    page.mouse.click(*opened.place_of("F05"))
    assert opened.text(".panel h2") == "Crisis spending pressure"
    assert "More “Crisis spending pressure” means less “Prevention budget”." in opened.text(".panel")
    assert page.evaluate("location.hash") == "#view=map&pick=F05"
    assert opened.pixels(".overlay")[0] > 1000
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    assert page.evaluate("location.hash") == "#view=map"
    assert opened.pixels(".overlay")[0] == 0
    assert opened.quiet


def test_clicking_a_link_tells_its_sentence_and_its_ends(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=money")
    opened.page.mouse.click(*opened.place_of("M02"))
    assert "pays" in opened.text(".panel h2")
    assert "11,000,000" in opened.text(".panel .figure-big")
    opened.page.locator(".panel .way", has_text="Thornmere Council").first.click()
    assert opened.text(".panel h2") == "Thornmere Council"
    assert opened.quiet


def test_clicking_a_box_tells_of_its_organisation_and_clicking_nothing_closes(open_page, thornmere: Path):
    opened = open_page(thornmere)
    x, y = opened.place_of("O01")
    found = False
    for down in range(0, 400, 10):
        opened.page.mouse.click(x, y + down - 200)
        if opened.page.locator(".panel h2").count() and opened.text(".panel h2") == "Thornmere Council":
            found = True
            break
    assert found
    box = opened.page.locator(".map").bounding_box()
    opened.page.mouse.click(box["x"] + 3, box["y"] + box["height"] - 70)
    assert not opened.page.locator(".panel").is_visible()


def test_search_finds_by_part_of_a_name_by_keyboard_alone(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    page.locator(".map").focus()  # a single key works only where the focus is on the map
    page.keyboard.press("/")
    page.keyboard.type("lonel")
    options = page.locator("#results [role=option] .name")
    assert options.all_inner_texts() == ["Loneliness"]
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert opened.text(".panel h2") == "Loneliness"
    assert "Nobody on this map owns it." in opened.text(".panel")
    assert page.get_attribute("#search", "aria-expanded") == "false"
    page.fill("#search", "no such thing")
    assert "Nothing on this map" in opened.text("#results")
    page.keyboard.press("Escape")
    assert opened.text(".panel h2") == "Loneliness"
    assert opened.quiet


def test_a_filter_hides_and_the_address_keeps_it(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    before = opened.pixels()
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("checkbox", name="services (10)").uncheck()
    assert page.evaluate("location.hash") == "#view=map&hide.kind=Service"
    x, y = opened.place_of("S02")
    page.mouse.click(x, y)
    assert opened.text(".panel h2") != "Home care"
    hidden = opened.pixels()
    assert hidden != before
    again = open_page(thornmere, "#hide.kind=Service")
    assert "36 of 46 things and 19 of 42 links shown: without services." in again.text(".foot")
    again.page.get_by_role("button", name="Show everything").click()
    assert again.pixels() == pytest.approx(before, rel=1e-4)
    assert again.page.evaluate("location.hash") == "#view=map"
    assert opened.quiet


def test_money_is_there_only_when_asked(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    page.get_by_role("button", name="Filter").click()
    assert not page.get_by_role("checkbox", name="Money").is_checked()
    before = opened.pixels()
    page.get_by_role("checkbox", name="Money").check()
    assert opened.pixels() != before
    assert page.evaluate("location.hash") == "#view=map&layers=causal,money"


def test_a_loop_lights_up_with_its_story_and_its_steps_in_order(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=loops")
    page = opened.page
    page.get_by_role("button", name="Next five").click()
    page.get_by_role("button", name="Crisis squeezes prevention", exact=True).click()
    assert opened.text(".panel .chip") == "R · feeds itself as drawn; people disagree on 1 link"
    assert "Pressure to fund crisis care cuts the prevention budget" in opened.text(".panel .story")
    steps = page.locator(".panel .steps li").all_inner_texts()
    assert len(steps) == 6
    assert steps[0].startswith("More “Crisis spending pressure” means less “Prevention budget”")
    assert steps[-1].endswith("means more “Crisis spending pressure”.")
    assert opened.pixels(".overlay")[0] > 2000
    page.keyboard.press("Escape")
    assert opened.text(".panel h2") == "Which loops drive this?"
    assert opened.quiet


def test_a_loop_lights_up_link_by_link_for_those_who_like_motion(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=loops", reduced_motion="no-preference")
    opened.page.locator(".loops button").first.click()
    first = opened.pixels(".overlay")[0]
    opened.page.wait_for_timeout(2200)
    last = opened.pixels(".overlay")[0]
    assert last > first
    opened.page.wait_for_timeout(600)
    assert opened.pixels(".overlay")[0] == last


def test_dragging_moves_one_thing_and_it_can_be_taken_along_or_put_back(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    opened = open_page(thornmere)
    page = opened.page
    ids = [each["id"] for each in thornmere_data["elements"] if each["kind"] in {"Service", "Factor"}]
    before = {each: opened.place_of(each) for each in ids}
    x, y = before["F09"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 40, steps=5)
    page.mouse.up()
    after = {each: opened.place_of(each) for each in ids}
    assert after.pop("F09") == pytest.approx((x - 60, y + 40), abs=1)
    del before["F09"]
    assert after == before
    assert not page.locator(".panel").is_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download positions (CSV)").click()
    assert download.value.suggested_filename == "positions.csv"
    rows = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["id", "element_id", "view", "x", "y"]
    saved = {row["element_id"]: (float(row["x"]), float(row["y"])) for row in rows}
    placed = {each["id"]: each for each in thornmere_data["elements"]}
    assert saved["F09"][0] < placed["F09"]["x"]
    assert saved["F09"][1] > placed["F09"]["y"]
    # Where all else stands is saved too, so that newer data leave the picture as it is.
    assert {each["id"] for each in placed.values() if each["kind"] in {"Organisation", "Service", "Factor"}} == set(
        saved
    )
    assert saved["S02"] == (placed["S02"]["x"], placed["S02"]["y"])
    page.get_by_role("button", name="Put back").click()
    assert opened.place_of("F09") == pytest.approx((x, y), abs=0.01)
    assert opened.quiet


def test_nothing_is_left_behind_in_the_browser(open_page, thornmere: Path):
    opened = open_page(thornmere)
    x, y = opened.place_of("F09")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x - 60, y + 40, steps=3)
    opened.page.mouse.up()
    opened.page.get_by_role("button", name="Dark").click()
    assert opened.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_panning_and_zooming_move_the_view_and_fit_brings_it_back(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    start = opened.place_of("F05")
    page.locator(".map").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert opened.place_of("F05") == pytest.approx((start[0] - 60, start[1]), abs=0.5)
    page.keyboard.press("+")
    page.mouse.move(*start)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(300)
    assert opened.place_of("F05") != pytest.approx(start, abs=2)
    page.keyboard.press("0")
    assert opened.place_of("F05") == pytest.approx(start, abs=0.5)
    box = page.locator(".map").bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 54, box["y"] + 330, steps=4)
    page.mouse.up()
    assert opened.place_of("F05") == pytest.approx((start[0] + 50, start[1] + 30), abs=3)
    assert not page.locator(".foot .bar", has_text="moved").is_visible()
    assert opened.quiet


def test_only_the_neighbours_on_request(open_page, thornmere: Path):
    opened = open_page(thornmere, "#pick=F06")
    opened.page.get_by_role("button", name="Show only this and what it is joined to").click()
    assert "near" in opened.page.evaluate("location.hash")
    assert opened.page.evaluate("getComputedStyle(document.querySelector('.picture')).opacity") == "0.05"
    opened.page.get_by_role("button", name="Show the whole map").click()
    assert "near" not in opened.page.evaluate("location.hash")


def test_projector_shows_only_question_and_map_in_large_type(open_page, thornmere: Path):
    opened = open_page(thornmere, "#projector", width=1920, height=1080)
    page = opened.page
    for selector in (".rail", ".tools", ".panel", ".summary", ".foot"):
        assert not page.locator(selector).is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") >= 32
    leave, question = page.get_by_role("button", name="Leave projector view"), page.locator("h1").bounding_box()
    assert leave.bounding_box()["y"] > question["y"] + question["height"]
    leave.click()
    assert page.locator(".rail").is_visible()
    page.get_by_role("button", name="Projector").click()
    assert not page.locator(".rail").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".rail").is_visible()


def test_dark_follows_the_system_and_the_button(open_page, thornmere: Path):
    def ground(opened):
        return opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    light, dark = open_page(thornmere), open_page(thornmere, color_scheme="dark")
    assert ground(light) == "rgb(252, 251, 248)"
    assert ground(dark) == "rgb(20, 25, 30)"
    assert light.pixels() != dark.pixels()
    light.page.get_by_role("button", name="Dark").click()
    assert ground(light) == ground(dark)
    assert light.pixels() == pytest.approx(dark.pixels(), rel=1e-4)


def test_on_a_phone_question_map_and_details_stack(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, width=390, height=844, has_touch=True)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    question, stage = page.locator("h1").bounding_box(), page.locator(".stage").bounding_box()
    assert question["y"] + question["height"] <= stage["y"]
    assert stage["height"] > 500
    page.get_by_role("button", name="Show all of it").tap()
    places = [opened.place_of(each["id"]) for each in thornmere_data["elements"] if each["kind"] == "Organisation"]
    assert all(0 <= x <= 390 for x, _ in places)
    page.reload()
    page.wait_for_function("() => performance.getEntriesByName('sysmap-ready').length > 0")
    factors = {each["id"]: each["name"] for each in thornmere_data["elements"] if each["kind"] == "Factor"}
    tapped, spot = next(
        (each, (x, y))
        for each in reversed(factors)
        for x, y in [opened.place_of(each)]
        if 60 < x < 330 and stage["y"] + 40 < y < 780
    )
    page.touchscreen.tap(*spot)
    sheet = page.locator(".panel").bounding_box()
    assert sheet["x"] == 0
    assert sheet["width"] == 390
    assert sheet["y"] > 300
    assert opened.text(".panel h2") == factors[tapped]
    page.get_by_role("button", name="Close details").tap()
    assert not page.locator(".panel").is_visible()
    assert opened.quiet


def test_every_view_opens_by_its_question_and_its_address(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    seen = set()
    for question in page.locator("nav li button").all():
        question.click()
        assert question.get_attribute("aria-current") == "page"
        fragment = page.evaluate("location.hash")
        assert fragment not in seen
        seen.add(fragment)
        again = open_page(thornmere, fragment)
        assert again.text("nav li button[aria-current]") == question.inner_text()
        assert again.quiet
    assert len(seen) == 13
    assert opened.quiet


def test_tables_hold_everything(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "#view=tables")
    text = opened.text("#text")
    for element in thornmere_data["elements"]:
        assert element["name"] in text
    assert opened.page.locator("#text table").count() == len(thornmere_data["tables"])
    assert opened.quiet


def test_where_scripts_are_blocked_the_text_and_the_tables_are_the_page(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    opened = open_page(thornmere, java_script_enabled=False)
    assert opened.page.locator("h1").is_visible()
    assert opened.page.locator("table").first.is_visible()
    assert thornmere_data["summary"] in opened.text("main")
    assert "Loneliness" in opened.text("main")
    still = opened.page.locator("#still svg")
    assert still.is_visible()
    box, table = still.bounding_box(), opened.page.locator("table").first.bounding_box()
    assert box is not None
    assert table is not None
    assert box["width"] > 800
    assert box["y"] + box["height"] < table["y"]
    assert "Loneliness" in still.text_content()
    assert opened.requests == []


def test_where_scripts_were_taken_out_but_not_switched_off_the_tables_are_the_page(
    open_page, thornmere: Path, thornmere_data: dict[str, Any], tmp_path: Path
):
    stripped = tmp_path / "stripped.html"
    text = thornmere.read_text(encoding="utf-8")
    stripped.write_text(re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL), encoding="utf-8")
    opened = open_page(stripped, ready=False)
    assert opened.page.locator("table").count() == len(thornmere_data["tables"])
    assert opened.page.locator("table").first.is_visible()
    assert opened.page.locator("#still svg").is_visible()
    assert opened.quiet


def test_where_the_script_runs_tables_are_read_once_somebody_asks_for_them(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    opened = open_page(thornmere)
    assert opened.page.locator("table").count() == 0
    opened.page.locator("nav [data-view=tables]").click()
    assert opened.page.locator("#text table").count() == len(thornmere_data["tables"])
    opened.page.locator("nav [data-view=front]").click()
    opened.page.locator("nav [data-view=tables]").click()
    assert opened.page.locator("#text table").count() == len(thornmere_data["tables"])
    assert opened.quiet


def test_where_the_script_runs_the_still_picture_is_out_of_the_way(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=tables")
    assert not opened.page.locator("#still").is_visible()
    assert opened.page.locator("table").first.is_visible()
    assert opened.quiet


def test_a_large_map_stands_still_folded_to_its_organisations(open_page, page_data_of, tmp_path: Path):
    bodies = [Record(f"o{n}", "Organisation", {"name": f"Body {n}"}) for n in range(200)]
    factors = [Record(f"f{n}", "Factor", {"name": f"Need {n}"}) for n in range(200)]
    path = tmp_path / "large.html"
    write_page(path, page_data_of(SystemMap([*bodies, *factors])))
    opened = open_page(path, java_script_enabled=False)
    assert opened.page.locator("#still svg").is_visible()
    assert "200 other things are in the tables" in opened.text("#still figcaption")


def test_newer_data_keep_view_choice_and_what_was_dragged(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "#pick=F05")
    page = opened.page
    x, y = opened.place_of("F06")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60, steps=4)
    page.mouse.up()
    newer = json.loads(json.dumps(thornmere_data))
    for element in newer["elements"]:
        if element["id"] == "F05":
            element["name"] = "Pressure of crisis"
    newer["links"] = [each for each in newer["links"] if each["id"] != "I05"]
    newer["summary"] = newer["summary"].replace("18", "19")
    page.evaluate("data => sysmap.update(data)", newer)
    assert opened.text(".panel h2") == "Pressure of crisis"
    assert opened.text(".summary").startswith("19")
    assert opened.place_of("F06") == pytest.approx((x, y + 60), abs=1)
    newer["elements"] = [each for each in newer["elements"] if each["id"] != "F05"]
    newer["links"] = [each for each in newer["links"] if "F05" not in {each["from"], each["to"]}]
    page.evaluate("data => sysmap.update(data)", newer)
    assert not page.locator(".panel").is_visible()
    assert opened.quiet


def test_newer_data_renew_the_front_page_in_the_same_words(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "")
    page = opened.page
    written = opened.text(".front")
    newer = json.loads(json.dumps(thornmere_data))
    page.evaluate("data => sysmap.update(data)", newer)
    assert opened.text(".front") == written
    newer["map"]["question"] = "What is asked today?"
    newer["views"][0]["question"] = "How does it hang together now?"
    newer["sure"]["sourced"] = 1
    page.evaluate("data => sysmap.update(data)", newer)
    assert opened.text("h1") == "What is asked today?"
    assert "1% of what is on the map names a source." in opened.text(".front")
    page.locator(".cards button").first.click()
    assert opened.text("h1") == "How does it hang together now?"
    page.evaluate("data => sysmap.update(data)", thornmere_data)
    page.go_back()
    assert opened.text(".front") == written
    assert opened.quiet
