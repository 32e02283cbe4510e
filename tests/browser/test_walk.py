"""The picture by keyboard, and the table in step with it: what is said, what is ringed and what is chosen agree."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def said(page: Page) -> str:
    """Give what a screen reader says of where the focus is."""
    return page.evaluate("document.activeElement.ariaLabel")


def ring(page: Page) -> tuple[float, float]:
    """Give the middle of what is ringed."""
    box = page.locator(".place").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_map_is_walked_along_its_links(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere)
    page = opened.page
    names = {each["id"]: each["name"] for each in thornmere_data["elements"]}
    first = next(each for each in thornmere_data["links"] if each["kind"] == "INFLUENCES")
    page.locator(".map").focus()
    assert said(page).startswith("Map: How does it all hang together?")
    expect(page.locator(".map")).to_have_accessible_description(re.compile("^Arrow keys walk about it"))
    opened.page.evaluate("id => sysmap.pick(id)", first["from"])
    page.locator(".map").focus()
    page.keyboard.press("ArrowDown")
    assert said(page).startswith(f"{names[first['from']]}, ")
    assert ring(page) == pytest.approx(opened.place_of(first["from"]), abs=2)
    page.keyboard.press("ArrowDown")
    assert "Link 1 of " in said(page)
    assert first["sentence"] in said(page)
    assert f"Leads to {names[first['to']]}, " in said(page)
    assert ring(page) == pytest.approx(opened.place_of(first["id"]), abs=2)
    # What is ringed goes along when the map moves.
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(100)
    assert ring(page) == pytest.approx(opened.place_of(first["id"]), abs=2)
    page.keyboard.press("ArrowRight")
    assert said(page).startswith(f"{names[first['to']]}, ")
    assert ring(page) == pytest.approx(opened.place_of(first["to"]), abs=2)
    page.keyboard.press("ArrowLeft")
    assert said(page).startswith(f"{names[first['from']]}, ")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == names[first["from"]]
    page.keyboard.press("Escape")
    assert said(page).startswith(f"{names[first['from']]}, ")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("map")
    assert opened.quiet


def test_the_table_is_in_step_with_the_picture(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "#view=map&hide.kind=Service")
    page = opened.page
    names = {each["id"]: each["name"] for each in thornmere_data["elements"]}
    services = [each["name"] for each in thornmere_data["elements"] if each["kind"] == "Service"]
    page.get_by_role("button", name="Table", exact=True).click()
    rows = page.locator(".in-step").first.locator("tbody th").all_inner_texts()
    assert names["F05"] in rows
    assert not set(services) & set(rows)
    page.get_by_role("button", name=names["F05"], exact=True).click()
    assert "pick=F05" in page.evaluate("location.hash")
    assert page.evaluate("document.activeElement.id") == "row-F05"
    page.evaluate("sysmap.pick('F02')")
    assert page.locator("[aria-current=true]", has_text=names["F02"]).is_visible()
    page.locator("#table-details").click()
    assert page.locator(".panel h2").inner_text() == names["F02"]
    assert page.title().startswith("How does it all hang together?")
    assert opened.quiet
