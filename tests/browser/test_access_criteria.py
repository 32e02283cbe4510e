"""Criteria of WCAG 2.2 that axe cannot look at, each on the page itself; the number of each stands beside its test."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.render.html import write_page

pytestmark = pytest.mark.browser

WIDE_LETTERS = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""

CUT_OFF = """() => {
    const cut = [];
    for (const each of document.querySelectorAll("body *")) {
        if (!each.textContent.trim() || !each.checkVisibility({visibilityProperty: true})) continue;
        if (each.closest(".unseen, .skip")) continue;
        const {overflowX, overflowY} = getComputedStyle(each);
        const hides = overflow => overflow === "hidden" || overflow === "clip";
        if (
            (hides(overflowY) && each.scrollHeight > each.clientHeight + 2) ||
            (hides(overflowX) && each.scrollWidth > each.clientWidth + 2)
        ) cut.push(each.className + ": " + each.textContent.slice(0, 40));
    }
    return cut;
}"""

COVERED = """() => {
    const each = document.activeElement;
    if (each === document.body || each.matches(".place, .map")) return null;
    // Things round a corner are seen by the end that is in the window.
    const frame = (each.closest("label, .cards li") ?? each).getBoundingClientRect();
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98]) {
        for (const down of [0.05, 0.5, 0.95]) {
            const at = [frame.left + across * frame.width, frame.top + down * frame.height];
            const there = document.elementFromPoint(...at);
            if (there && (each.contains(there) || there.contains(each))) return null;
        }
    }
    return `${each.className} ${each.textContent.slice(0, 40)}`;
}"""


def rings(page: Page) -> set[str]:
    """Give the outlines of what is chosen, which are all that forced colours leave of it."""
    return set(
        page.locator("[aria-current], [aria-pressed=true]").evaluate_all(
            "all => all.filter(each => each.checkVisibility()).map(each => getComputedStyle(each).outlineStyle)"
        )
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_what_is_chosen_and_the_picture(open_page, thornmere: Path, scheme: str):
    opened = open_page(thornmere, "#view=map&pick=F05", forced_colors="active", color_scheme=scheme)
    page = opened.page
    assert rings(page) == {"solid"}
    # The picture takes the ground and the letters of the system, and keeps its signs and forms.
    ground, ink = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.documentElement).color]"
    )
    assert {ground, ink} == {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}
    page.get_by_role("button", name="Key", exact=True).click()
    dark = "ground => (Number(ground.match(/\\d+/)[0]) > 128)"
    assert page.evaluate(dark, ground) is (scheme == "light")
    for sample in page.locator(".sample").all():
        painted = sample.evaluate(
            """(canvas, light) => {
                const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                let most = 0;
                for (let i = 0; i < data.length; i += 4) {
                    if (data[i + 3] < 128) continue;
                    const bright = 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
                    most = Math.max(most, light ? 255 - bright : bright);
                }
                return most;
            }""",
            scheme == "light",
        )
        assert painted > 100
    # Colours are the system's to choose: buttons that would do nothing are not there.
    assert page.locator(".tool.theme:visible, .tool.contrast:visible").count() == 0
    assert opened.quiet


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (320, 256)])
def test_letters_set_wide_lose_nothing_1_4_12(open_page, thornmere: Path, width: int, height: int):
    opened = open_page(thornmere, width=width, height=height, bypass_csp=True)
    page = opened.page
    page.add_style_tag(content=WIDE_LETTERS)
    for fragment in ("#view=front", "#view=map&pick=F05", "#view=levers", "#view=money&pick=M02", "#view=tables"):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        assert [each for each in page.evaluate(CUT_OFF) if not each.startswith("rail")] == [], fragment
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "fragment", ["#view=front", "#view=map&pick=F05", "#view=levers", "#view=map&hide.kind=Service"]
)
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (320, 256)])
def test_nothing_covers_where_the_focus_is_2_4_11(open_page, thornmere: Path, fragment: str, width: int, height: int):
    page = open_page(thornmere, fragment, width=width, height=height).page
    stops = 0
    for _ in range(45):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) is None
        stops += 1
        if page.evaluate("document.activeElement === document.body"):
            break
    assert stops > 15


def test_400_percent_leaves_all_of_the_page_to_be_reached_1_4_10(open_page, thornmere: Path):
    # 1280 by 1024 at 400 % is a window of 320 by 256: the page scrolls as one, and what is opened has the window.
    page = open_page(thornmere, "#view=front", width=320, height=256).page
    last = page.locator(".front .cards li").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.5)
    page.evaluate("location.hash = '#view=map&pick=F05'")
    way = page.get_by_role("button", name="Crisis squeezes prevention", exact=True)
    way.scroll_into_view_if_needed()
    expect(way).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Close details").click()
    page.locator(".map").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".place")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_what_is_pressed_is_24_pixels_or_stands_apart_2_5_8(open_page, thornmere: Path, width: int, height: int):
    page = open_page(thornmere, width=width, height=height).page
    for fragment in (
        "#view=front",
        "#view=map&pick=O01",
        "#view=levers",
        "#view=map&pick=press:more:F05",
        "#view=loop",
    ):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, input, select, summary, a")]
                .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest(".skip"))
                .map(each => [each.closest("label, .cards li") ?? each, each.textContent])
                .map(([each, text]) => [each.getBoundingClientRect(), text])
                .filter(([frame]) => Math.min(frame.width, frame.height) < 23.9)
                .map(([frame, text]) => `${text} ${frame.width} ${frame.height}`)"""
        )
        assert small == [], fragment


def test_an_empty_comment_is_refused_in_words_at_its_field_3_3_1(open_page, thornmere: Path):
    page = open_page(thornmere, "#view=map&pick=F05").page
    page.get_by_role("button", name="Wrong", exact=True).click()
    page.get_by_role("button", name="Keep comment").click()
    field = page.get_by_label("In a few words")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Say in a few words what is wrong.")
    field.fill("It is older.")
    page.get_by_role("button", name="Keep comment").click()
    page.get_by_role("button", name="Send 1 comment").click()
    page.get_by_role("button", name="Save file").click()
    role = page.get_by_label("Your role")
    expect(role).to_be_focused()
    expect(role).to_have_accessible_description("Say in what role you speak, such as ward manager. Never your name.")


def test_symbols_are_read_as_words_and_buttons_say_of_what(open_page, thornmere: Path):
    page = open_page(thornmere, "#view=money").page
    # An amount belongs to what it was paid for, whoever goes from button to button.
    flow = page.locator(".flow-item").first
    name = flow.get_by_role("button").evaluate("each => each.innerText")
    amount = flow.locator(".amount").inner_text()
    expect(flow.get_by_role("button", name=amount)).to_be_visible()
    assert "→" in name
    assert "→" not in flow.aria_snapshot()
    assert " to " in flow.aria_snapshot()
    page.evaluate("location.hash = '#view=map&pick=F05'")
    page.evaluate("location.hash = '#view=boundaries'")
    hide = page.get_by_role("button", name="Hide these")
    said = [
        hide.nth(index).evaluate("each => document.getElementById(each.getAttribute('aria-describedby')).innerText")
        for index in range(hide.count())
    ]
    assert len(set(said)) == len(said) >= 3
    page.evaluate("location.hash = '#view=map&pick=press:more:F05'")
    panel = page.locator(".panel").aria_snapshot()
    assert not set("↑↓✓→") & set(panel)


def test_what_the_search_found_is_told_4_1_3(open_page, thornmere: Path):
    page = open_page(thornmere).page
    page.fill("#search", "xyzzy")
    expect(page.locator("[aria-live]")).to_have_text("Nothing on this map has that name.")
    page.fill("#search", "budget")
    expect(page.locator("[aria-live]")).to_have_text("2 things found.")


def test_the_first_stop_leads_to_what_the_page_shows_2_4_1(open_page, thornmere: Path):
    page = open_page(thornmere, "#view=front").page
    for fragment, words, reached in (
        ("#view=front", "Skip to what it says", "About this map"),
        ("#view=tables", "Skip to the tables", "Tables"),
        ("#view=map", "Skip to the map", "Map: "),
    ):
        page.goto("about:blank")
        page.goto(thornmere.as_uri() + fragment)
        page.wait_for_function("() => performance.getEntriesByName('sysmap-ready').length > 0")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == words
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.ariaLabel").startswith(reached)


RIGHT, LEFT = "\u0645\u062c\u0644\u0633 (\u0627\u0644\u0645\u062f\u064a\u0646\u0629)", "Cymdeithas Tŷ Llŷn"


@pytest.fixture(scope="module")
def many_tongues(tmp_path_factory: pytest.TempPathFactory, page_data_of) -> Path:
    names = {"a": RIGHT, "b": "\u05e9\u05dc\u05d5\u05dd!", "c": LEFT}
    records = [
        Record("map", "Map", {"name": LEFT, "question": "Beth sy'n symud beth?", "language": "cy"}),
        *(Record(each, "Factor", {"name": name, "note": name}) for each, name in names.items()),
        Record("l", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "+"}),
        Record("n", "INFLUENCES", {"from_id": "b", "to_id": "c", "polarity": "-"}),
    ]
    path = tmp_path_factory.mktemp("tongues") / "tongues.html"
    write_page(path, page_data_of(SystemMap(records)))
    return path


def test_names_from_right_to_left_stand_aside_from_the_sentence_round_them(open_page, many_tongues: Path):
    opened = open_page(many_tongues, "#view=map&pick=a")
    page = opened.page
    assert page.locator(".panel h2").inner_text() == RIGHT
    # The bracket that ends the name is at its left end, as it is read.
    ends = page.locator(".panel h2").evaluate(
        """each => {
            const text = each.firstChild;
            const at = index => {
                const range = document.createRange();
                range.setStart(text, index);
                range.setEnd(text, index + 1);
                return range.getBoundingClientRect().x;
            };
            return [at(0), at(text.length - 1)];
        }"""
    )
    assert ends[0] > ends[1]
    sentence = page.locator(".panel .way", has_text="means more").first
    assert sentence.locator("bdi").all_inner_texts() == [RIGHT, "\u05e9\u05dc\u05d5\u05dd!"]
    assert page.locator("#search").get_attribute("dir") == "auto"
    assert opened.pixels()[0] > 500
    assert opened.quiet


LANGUAGES = """selector => [...document.querySelectorAll(selector)].map(
    each => [each.closest("[lang]").lang, each.textContent]
)"""


def test_words_of_the_map_are_in_its_language_and_those_of_the_page_in_english_3_1_2(open_page, many_tongues: Path):
    opened = open_page(many_tongues, "#view=front")
    page = opened.page
    assert page.evaluate(LANGUAGES, "#front h1, .kicker") == [["cy", LEFT], ["cy", "Beth sy'n symud beth?"]]
    assert {tongue for tongue, _ in page.evaluate(LANGUAGES, "#front h2")} == {"en-GB"}
    page.evaluate("location.hash = '#view=map&pick=c'")
    assert page.evaluate(LANGUAGES, ".panel h2") == [["cy", LEFT]]
    names = page.evaluate(LANGUAGES, ".panel .way bdi")
    assert names
    assert {tongue for tongue, _ in names} == {"cy"}
    assert ["en-GB", "Dark"] in page.evaluate(LANGUAGES, ".tools button")
    page.evaluate("location.hash = '#view=tables'")
    assert ["cy", LEFT] in page.evaluate(LANGUAGES, "#table-factor td")
    assert {tongue for tongue, _ in page.evaluate(LANGUAGES, "#table-factor th")} == {"en-GB"}
    still = open_page(many_tongues, ready=False, java_script_enabled=False).page
    assert still.locator("#still g[lang=cy]").count() == 1
    assert opened.quiet


def test_a_question_that_somebody_made_is_in_the_language_of_the_map_and_one_of_the_page_in_english_3_1_2(
    open_page, page_data_of, tmp_path: Path
):
    question, note = "Beth sy'n llenwi gwelyau?", "Dechreuwch yma."
    records = [
        Record("map", "Map", {"name": LEFT, "language": "cy"}),
        Record("a", "Factor", {"name": LEFT}),
        Record("v", "View", {"name": question, "shape": "whole", "order": "1", "note": note}),
    ]
    for made, tongues in ((records, ["cy", "en-GB"]), (records[:2], ["en-GB"])):
        path = tmp_path / f"{len(made)}.html"
        write_page(path, page_data_of(SystemMap(made)))
        for options in ({}, {"java_script_enabled": False, "ready": False}):
            page = open_page(path, "#view=front", **options).page
            asked = page.evaluate(LANGUAGES, "#front .cards h3")
            assert sorted({tongue for tongue, _ in asked}) == tongues
            # The tables are the page's own.
            assert ["en-GB", "Everything as tables"] in asked
            if len(made) == 3:
                assert ["cy", question] in asked
                assert ["cy", note] in page.evaluate(LANGUAGES, "#front .cards p")
        page = open_page(path, "#view=map").page
        assert page.evaluate(LANGUAGES, "h1")[0][0] == tongues[0]
        assert page.evaluate(LANGUAGES, ".rail [data-view=front]") == [["en-GB", "About this map"]]


def test_who_finds_something_goes_on_to_what_is_known_of_it(open_page, thornmere: Path):
    page = open_page(thornmere, "#view=map").page
    page.fill("#search", "Crisis spending")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Crisis spending pressure", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".place:focus, .map:focus")).to_be_visible()


def test_what_the_system_is_set_to_counts_at_once_until_somebody_chooses_here(open_page, thornmere: Path):
    opened = open_page(thornmere)
    page = opened.page
    dark, light = "rgb(20, 25, 30)", "rgb(252, 251, 248)"
    root = page.locator("html")
    day = opened.pixels()
    page.emulate_media(color_scheme="dark")
    expect(root).to_have_css("background-color", dark)
    assert opened.pixels() != day
    button = page.get_by_role("button", name="Dark colours", pressed=True)
    expect(button).to_be_visible()
    page.emulate_media(color_scheme="dark", contrast="more")
    expect(page.get_by_role("button", name="Contrast: high", pressed=True)).to_be_visible()
    page.emulate_media(color_scheme="light", contrast="no-preference")
    expect(root).to_have_css("background-color", light)
    assert opened.pixels() == pytest.approx(day, rel=1e-4)
    page.emulate_media(forced_colors="active")
    expect(root).to_have_css("background-color", "rgb(255, 255, 255)")
    assert opened.pixels() != day
    page.emulate_media(forced_colors="none")
    page.get_by_role("button", name="Dark colours", pressed=False).click()
    expect(root).to_have_css("background-color", dark)
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(root).to_have_css("background-color", dark)
    assert opened.quiet


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)])
def test_the_mark_of_a_box_is_24_pixels_to_hit_at_rest_2_5_8(open_page, thornmere: Path, size: tuple[int, int]):
    for dx, dy in ((-11, -11), (11, 11)):
        page = open_page(thornmere, width=size[0], height=size[1]).page
        page.locator(".map").focus()
        page.keyboard.press("Home")
        while not page.locator(".place[aria-label^='Thornmere Council']").count():
            page.keyboard.press("PageDown")
        # The ring stands six pixels off the box; the mark is 15 units of the map from its corner.
        ring = page.locator(".place").bounding_box()
        assert ring
        wide = page.evaluate("sysmap.data().boxes.find(each => each.id === 'O01').w")
        inwards = 6 + 15 * (ring["width"] - 12) / wide
        page.mouse.click(ring["x"] + ring["width"] - inwards + dx, ring["y"] + inwards + dy)
        expect(page.get_by_text("One box is closed.")).to_be_visible()
