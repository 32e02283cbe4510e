"""What axe finds to be wrong, on every view and in every state of a page, in every theme: nothing.

A page is opened once for each theme and led from state to state, which is what its readers do.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.model.sharing import redact
from sysmap.pipeline.drawing import PageWish, data_for_page
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.profiles import find_profile
from sysmap.render.html import render_page, write_page
from sysmap.render.locking import lock_page
from sysmap.resources import resource

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ALL_RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
RULES = {"light": ALL_RULES}
"""Another theme has other colours, and nothing else that axe looks at."""

DESK, PHONE, SMALL = (1440, 900), (390, 844), (320, 640)

THEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "light, high contrast": {"color_scheme": "light", "contrast": "more"},
    "dark, high contrast": {"color_scheme": "dark", "contrast": "more"},
}

Lead = Callable[[Page], None]


def at(fragment: str) -> Lead:
    """Go to a place by its address."""
    return lambda page: page.evaluate("fragment => { location.hash = fragment }", fragment)


def tool(name: str) -> Lead:
    """Open the panel of a tool beside the map."""

    def lead(page: Page) -> None:
        at("#view=map")(page)
        button = page.locator(".tools").get_by_role("button", name=name)
        if button.get_attribute("aria-pressed") != "true":
            button.click()
        expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()

    return lead


def comment(page: Page) -> None:
    """Say that the whole map is wrong without a word why, then with one, and begin another comment."""
    tool("Comments")(page)
    page.get_by_role("button", name="Wrong", exact=True).click()
    page.get_by_role("button", name="Keep comment").click()
    expect(page.get_by_role("alert").filter(has_text="Say in a few words")).to_be_visible()


def sending(page: Page) -> None:
    """Keep that comment, and come to where it is sent."""
    page.get_by_label("In a few words").fill("It is older.")
    page.get_by_role("button", name="Keep comment").click()
    expect(page.get_by_label("Your role")).to_be_visible()


def searching(words: str) -> Lead:
    """Have results, or none, under the box to search in."""

    def lead(page: Page) -> None:
        at("#view=map")(page)
        page.fill("#search", words)

    return lead


def walking(*keys: str) -> Lead:
    """Stand on a thing or a link of the picture by keyboard."""

    def lead(page: Page) -> None:
        at("#view=map")(page)
        page.locator(".map").focus()
        for key in keys:
            page.keyboard.press(key)
        expect(page.locator(".place:focus")).to_be_visible()

    return lead


def open_all(page: Page) -> None:
    """Open whatever is folded away in the panel."""
    page.evaluate(
        """() => {
            for (const each of document.querySelectorAll(".panel details")) each.open = true;
            const buttons = [...document.querySelectorAll(".panel .action")];
            for (const each of buttons.filter(each => /^Show .* more/.test(each.textContent))) each.click();
        }"""
    )


def after(*leads: Lead) -> Lead:
    """Do one after the other."""

    def lead(page: Page) -> None:
        for each in leads:
            each(page)

    return lead


PLACES = (
    "map",
    "outcome",
    "organisation",
    "loop",
    "loop&step=2",
    "findings",
    "findings&pick=finding:0",
    "loops",
    "loops&pick=L01",
    "money",
    "money&pick=M02",
    "boundaries",
    "levers",
    "levers&pick=place:S03",
    "rests",
    "rests&pick=rests:O01",
    "tables",
    "map&pick=F05",
    "map&pick=F05&near",
    "map&pick=O01",
    "map&pick=press:more:F05",
    "map&pick=way%3AF05%2FF02%2F0",
    "map&hide.kind=Service",
    "map&projector",
    "money&pick=sum:total",
    "money&year=2026-27",
    "loops&pick=L02&year=2026-27",
)
EVERYWHERE: dict[str, Lead] = {
    "front": at("#view=front"),
    "filter": tool("Filter"),
    "table": tool("Table"),
    "key": tool("Key"),
    "save": tool("Save"),
    "comment without words": comment,
    "comments to send": sending,
    "found": searching("care"),
    "nothing found": searching("xyzzy"),
    "on a thing": walking("ArrowDown"),
    "on a link": walking("ArrowDown", "ArrowDown"),
}
AT_A_DESK: dict[str, Lead] = {
    **{each: at(f"#view={each}") for each in PLACES},
    "levers, all of it": after(at("#view=levers"), open_all),
    "what if, all of it": after(at("#view=map&pick=press:more:F05"), open_all),
}


def offences(page: Page, rules: str = ALL_RULES) -> list[str]:
    """Give what axe finds to be wrong, each with what it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # The tables of the whole map are long, and are looked at where they are shown.
    found: list[dict[str, Any]] = page.evaluate(
        f"""axe.run(
            {{exclude: document.querySelector("[data-place=tables]") ? [] : [[".app > main > .text"]]}},
            {{runOnly: {rules}, resultTypes: ["violations"]}},
        ).then(said => said.violations)"""
    )
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def year_filtered(page: Page) -> None:
    """Have the filters beside the money of one year."""
    at("#view=money&year=2026-27")(page)
    filters_here(page)
    expect(page.locator(".panel #year")).to_be_visible()


def own_loops(page: Page) -> None:
    """List the loops that nobody named, and choose one of them."""
    at("#view=loops")(page)
    page.locator("#loops-all").click()
    page.locator(".loops button").first.click()
    expect(page.locator(".panel h2")).to_be_visible()


def filters_here(page: Page) -> None:
    """Open the filters without going anywhere else."""
    button = page.locator(".tools").get_by_role("button", name="Filter")
    if button.get_attribute("aria-pressed") != "true":
        button.click()


@pytest.fixture(scope="module")
def with_scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    system_map = read_csv_folder(resource("sample_maps/thornmere")).system_map
    view = redact(system_map, find_profile(system_map, "council")).view
    opened = Opened("town.sysmap", view, branch(view.map))
    path = tmp_path_factory.mktemp("states") / "both.html"
    write_page(path, data_for_page(opened, PageWish(date(2026, 11, 22), scenarios=True)))
    return path


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_where_a_scenario_a_year_or_a_loop_is_chosen(open_page, with_scenario: Path, theme: str):
    opened = open_page(with_scenario, **THEMES[theme])
    page = opened.page
    rules = RULES.get(theme, "['color-contrast']")
    own_loops(page)
    assert offences(page, rules) == [], "a loop that nobody named"
    year_filtered(page)
    assert offences(page, rules) == [], "filters with a year"
    tool("Filter")(page)
    page.get_by_role("radio").last.check()
    expect(page.get_by_role("button", name="What it changes")).to_be_visible()
    assert offences(page, rules) == [], "a scenario is chosen"
    page.get_by_role("button", name="What it changes").click()
    assert offences(page, rules) == [], "what a scenario changes"
    assert opened.quiet


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_view(open_page, thornmere: Path, theme: str):
    opened = open_page(thornmere, **THEMES[theme])
    rules = RULES.get(theme, "['color-contrast']")
    for name, lead in (AT_A_DESK | EVERYWHERE).items():
        lead(opened.page)
        assert offences(opened.page, rules) == [], name
    assert opened.quiet


@pytest.mark.parametrize("size", [PHONE, SMALL])
def test_axe_finds_nothing_on_small_screens(open_page, thornmere: Path, size: tuple[int, int]):
    opened = open_page(thornmere, width=size[0], height=size[1])
    page = opened.page
    for name, lead in EVERYWHERE.items():
        lead(page)
        assert offences(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
    assert opened.quiet


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_there_is_nothing_on_the_map(open_page, page_data_of, tmp_path: Path, theme: str):
    path = tmp_path / "empty.html"
    write_page(path, page_data_of(SystemMap([])))
    page = open_page(path, **THEMES[theme]).page
    views = page.locator(".rail [data-view]").evaluate_all("all => all.map(each => each.dataset.view)")
    states = {each: at(f"#view={each}") for each in views}
    for name in ("Filter", "Table", "Key", "Save", "Comments"):
        states[name] = tool(name)
    for name, lead in states.items():
        lead(page)
        assert offences(page) == [], name


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_a_locked_page(open_page, thornmere_data: dict[str, Any], tmp_path: Path, theme: str):
    path = tmp_path / "locked.html"
    path.write_text(lock_page(render_page(thornmere_data), "three random words"), encoding="utf-8")
    page = open_page(path, ready=False, width=320, height=640, **THEMES[theme]).page
    assert offences(page) == []
    page.fill("#passphrase", "three other words")
    page.get_by_role("button", name="Open the map").click()
    expect(page.locator("#said")).to_contain_text("does not open")
    assert offences(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # What is wrong is said of the field itself, which has the focus again.
    field = page.get_by_label("Passphrase")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("That passphrase does not open this file. Capitals and spaces count.")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_where_scripts_are_blocked(open_page, thornmere: Path, width: int, theme: str):
    # axe is a script itself: it looks at the page with its own scripts taken out, which leaves what blocking leaves.
    text = thornmere.read_text(encoding="utf-8")
    still = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    path = thornmere.with_name("still.html")
    path.write_text(still, encoding="utf-8")
    page = open_page(path, ready=False, width=width, height=640, **THEMES[theme]).page
    assert offences(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#still svg").is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("table").first.is_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_where_styles_are_taken_out_too_text_picture_and_tables_stay(open_page, thornmere: Path, width: int):
    text = thornmere.read_text(encoding="utf-8")
    bare = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    path = thornmere.with_name("bare.html")
    path.write_text(bare, encoding="utf-8")
    page = open_page(path, ready=False, width=width).page
    assert page.evaluate("document.styleSheets.length") == 0
    for each in ("h1", "#still svg", "table"):
        assert page.locator(each).first.is_visible()
    for each in ("#still", "#front", "#findings"):
        box = page.locator(each).bounding_box()
        assert box
        assert box["x"] + box["width"] <= width
    # The bar that says how sure it is stays a bar, its parts apart.
    bar = page.locator("svg.sure")
    box = bar.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (300, 18)
    painted = bar.locator("rect").evaluate_all("all => all.map(each => getComputedStyle(each).fill)")
    assert len(set(painted)) == len(painted) > 2
