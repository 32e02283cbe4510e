"""The page for people who use a keyboard, a screen reader, large text, high contrast or no motion."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height", "scheme"), [(320, 640, "light"), (1920, 1080, "dark")])
def test_tools_are_large_enough_and_inside_in_high_contrast_small_and_large(
    open_page, thornmere: Path, width: int, height: int, scheme: str
):
    opened = open_page(thornmere, width=width, height=height, color_scheme=scheme, contrast="more")
    page = opened.page
    for name in ("Table", "Key"):
        page.get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Escape")
    page.locator(".map").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for tool in page.locator(".tool:visible").all():
        box = tool.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert min(box["width"], box["height"]) >= 24


def test_on_a_phone_the_map_has_three_quarters_of_the_window_and_every_tool_is_a_push_away(open_page, thornmere: Path):
    opened = open_page(thornmere, width=390, height=844, has_touch=True, is_mobile=True)
    page = opened.page
    assert page.locator(".map").bounding_box()["y"] < 0.25 * 844
    tools = page.locator(".tool:visible").all()
    assert len({round(tool.bounding_box()["y"]) for tool in tools}) == 1, "one row"
    contrast = page.get_by_role("button", name="Contrast")
    assert contrast.bounding_box()["x"] > 390
    contrast.scroll_into_view_if_needed()
    contrast.tap()
    assert page.evaluate("document.documentElement.dataset.contrast") == "more"
    find = page.get_by_role("combobox", name="Find on this map")
    find.tap()
    assert find.bounding_box()["width"] > 340
    page.keyboard.type("home care")
    page.keyboard.press("Enter")
    assert opened.text(".panel h2") == "Home care"
    assert find.bounding_box()["width"] < 120
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.quiet


def test_the_whole_page_by_keyboard(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    reached = []
    while not reached or not reached[-1].startswith("Map:"):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.ariaLabel || document.activeElement.textContent || document.body.tagName"
            )
        )
    assert reached[:2] == ["Skip to the map", "Find on this map"]
    assert reached[2:9] == ["Figures", "Filter", "Table", "Key", "Comments", "Save", "Projector"]
    assert reached[9:11] == ["Dark colours", "Contrast: high"]
    assert reached[11:13] == ["About this map", "How does it all hang together?"]
    assert any(each.startswith("Map:") for each in reached)
    # What is shown on the picture can all be reached without it: the box to search in lists everything.
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".panel h2").is_visible()
    page.locator(".panel .way").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".panel h2").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()


def test_focus_goes_on_from_the_new_heading_and_never_back_to_the_top(open_page, thornmere: Path):
    page = open_page(thornmere, "#view=loops").page
    page.get_by_role("button", name="Next five").click()
    page.get_by_role("button", name="Crisis squeezes prevention", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Crisis squeezes prevention"
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Which loops drive this?"
    page.get_by_role("button", name="Close details").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("map")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("checkbox", name="services (10)").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "hide-kind-Service"


def test_focus_can_be_seen(open_page, thornmere: Path):
    page = open_page(thornmere).page
    for _ in range(8):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert width >= 2
        assert style != "none"


def test_what_is_chosen_is_told(open_page, thornmere: Path):
    opened = open_page(thornmere)
    opened.page.evaluate("sysmap.pick('F05')")
    assert opened.page.locator("[aria-live]").text_content() == "Crisis spending pressure, factor"


def test_400_percent_zoom_needs_no_sideways_scrolling(open_page, thornmere: Path):
    # 1280 by 1024 at 400 % is a window of 320 by 256.
    opened = open_page(thornmere, width=320, height=256)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    opened = open_page(thornmere, "#view=tables", width=320, height=256)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_thing_is_moved_without_dragging_it(open_page, thornmere: Path):
    opened = open_page(thornmere, "#view=map&pick=F05")
    page = opened.page
    before = page.evaluate("sysmap.where('F05')")
    page.get_by_text("Look farther, or move it").click()
    right = page.get_by_role("button", name="Move it right")
    right.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    after = page.evaluate("sysmap.where('F05')")
    assert after["x"] > before["x"] + 20
    assert abs(after["y"] - before["y"]) < 1
    assert page.evaluate("document.activeElement.dataset.way") == "right"
    assert page.get_by_role("button", name="Put back").is_visible()
    assert opened.quiet
