"""One page with the base and its scenario: chosen among the filters, everything on it is that of the scenario."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.scenarios import branch
from sysmap.model.sharing import redact
from sysmap.pipeline.drawing import PageWish, data_for_page, read_for_page
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.profiles import find_profile
from sysmap.render.html import write_page
from sysmap.render.page import page_data
from sysmap.resources import resource
from tests.render.reading_back import changed

pytestmark = pytest.mark.browser

PILOT = "Home-First Alliance pilot in Eastfield"
WISH = PageWish(date(2026, 11, 22), scenarios=True)


@pytest.fixture(scope="module")
def town() -> Opened:
    system_map = read_csv_folder(resource("sample_maps/thornmere")).system_map
    view = redact(system_map, find_profile(system_map, "council")).view
    return Opened("town.sysmap", view, branch(view.map))


@pytest.fixture(scope="module")
def data(town):
    return data_for_page(town, WISH)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, data) -> Path:
    path = tmp_path_factory.mktemp("scenarios") / "both.html"
    write_page(path, data)
    return path


@pytest.fixture(scope="module")
def alone(town):
    """Give the data of the scenario as if it were the only one."""
    pilot = replace(town, branch=branch(town.view.map, "SC1"))
    return page_data(pilot.branch, read_for_page(pilot, WISH))


def test_the_scenario_on_the_page_of_both_is_the_scenario_and_its_picture_does_not_move(data, alone):
    (scenario,) = data["scenarios"]
    found = changed(data, scenario["differs"])
    for name in ("map", "summary", "sure", "links", "loops", "findings", "money"):
        assert found[name] == alone[name], name
    without_place = [
        [{name: value for name, value in each.items() if name not in {"x", "y"}} for each in several["elements"]]
        for several in (found, alone)
    ]
    assert without_place[0] == without_place[1]
    before = {each["id"]: (each.get("x"), each.get("y")) for each in data["elements"]}
    assert all(
        before[each["id"]] == (each.get("x"), each.get("y")) for each in found["elements"] if each["id"] in before
    )


def test_a_scenario_chosen_by_keyboard_switches_picture_figures_details_and_tables(open_page, both, alone):
    opened = open_page(both, "#view=money")
    page = opened.page
    before, quiet = opened.pixels(), opened.pixels(".overlay")
    page.get_by_role("button", name="Filter").click()
    page.get_by_label("The base map").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("location.hash").endswith("&scenario=SC1")
    assert page.evaluate("document.activeElement.id") == "scenario-SC1"
    expect(page.locator(".panel")).to_contain_text("+ 19 added, ~ 0 changed")
    expect(page.locator(".filtered")).to_contain_text(f"With the scenario “{PILOT}”.")
    assert opened.pixels() != before
    assert opened.pixels(".overlay")[0] > quiet[0]
    page.evaluate("sysmap.pick('S11')")
    expect(page.locator(".panel")).to_contain_text("+ Added")
    page.get_by_role("button", name="Everything as tables").click()
    (funds,) = (table for table in alone["tables"] if table["id"] == "funds")
    assert page.locator("#table-funds tbody tr").count() == len(funds["rows"])
    assert page.locator("#table-funds tr.differs").count() == 5
    assert f"With the scenario “{PILOT}”." in opened.text(".of-scenario")
    page.get_by_role("button", name="About this map").click()
    assert alone["summary"] in opened.text(".front")
    assert f"With the scenario “{PILOT}”." in opened.text(".front")
    page.get_by_role("button", name=f"What would “{PILOT}” change?").first.click()
    expect(page.locator(".panel")).to_contain_text("Added (19)")
    page.locator(".filtered").get_by_role("button", name="Back to the base map").click()
    assert "scenario=" not in page.evaluate("location.hash")
    page.get_by_role("button", name="Everything as tables").click()
    assert page.locator("#table-funds tbody tr").count() == len(funds["rows"]) - 5
    assert opened.quiet


def test_scenario_and_year_go_together_and_stand_in_the_address(open_page, both, alone):
    opened = open_page(both, "#view=money&scenario=SC1&year=2026-27&pick=sum:total")
    (year,) = (each for each in alone["money"]["years"] if each["year"] == "2026-27")
    (total,) = (each for each in year["sums"] if each["id"] == "total")
    assert opened.text(".panel .figure-big").startswith(total["exact"])
    assert opened.page.locator(".panel .left", has_text="another basis").locator("tr[data-row=M38]").count() == 1
    assert re.search(r"12 of 32 flows.*with the scenario", opened.text(".filtered"))
    assert opened.quiet


def test_a_scenario_that_is_not_there_is_as_if_none_were_chosen(open_page, both):
    opened = open_page(both, "#view=map&scenario=nothing")
    assert opened.text(".filtered") == ""
    assert opened.quiet
