"""Names, notes and ids made to break out of the page, and maps that are empty, tiny or huge."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.render.html import write_page

pytestmark = pytest.mark.browser

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(2)</script>",
    "\"'`><svg onload=alert(3)>",
    "javascript:alert(4)",
    "{{constructor.constructor('alert(5)')()}} ${alert(6)} %3Cimg%20onerror%3D%22%22%3E",
    "\u202egnihtyreve stih\u202c \u0627\u0644\u0631\u0639\u0627\u064a\u0629 \u05e9\u05dc\u05d5\u05dd",
    "👩‍👩‍👧‍👦 Z\u0351\u036b\u0343a\u0369\u036bl\u034cg\u0311o " + "\ufdfd",
    "ten thousand " * 770,
    "W" * 10_000,
    "line\nbreak\u2028and\u2029\ttab\u0000",
    "__proto__",
    "constructor",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt;&amp;nbsp;",
    "\ud83d half of a character",
)


@pytest.fixture(scope="module")
def hostile_data(page_data_of) -> dict[str, Any]:
    records = [
        Record(
            "map", "Map", {"name": HOSTILE[0], "question": HOSTILE[2], "made_by": HOSTILE[1], "disclaimer": HOSTILE[4]}
        )
    ]
    for index, text in enumerate(HOSTILE):
        body, service, factor = (f"{text[:60]}-{kind}{index}" for kind in ("o", "s", "f"))
        records += [
            Record(body, "Organisation", {"name": text, "note": text, "sector": "nhs", "aliases": text}),
            Record(service, "Service", {"name": text, "note": text, text[:40]: text}),
            Record(factor, "Factor", {"name": text, "note": text, "outcome": "yes"}),
            Record(f"c{index}", "COMMISSIONS", {"from_id": body, "to_id": service}),
            Record(
                f"{text[:30]}i{index}",
                "INFLUENCES",
                {"from_id": service, "to_id": factor, "polarity": "+", "note": text},
            ),
            Record(f"{text[:30]}j{index}", "INFLUENCES", {"from_id": factor, "to_id": service, "polarity": "?"}),
            Record(
                f"{text[:30]}m{index}",
                "FUNDS",
                {"from_id": body, "to_id": service, "amount": "1000", "mechanism": text},
            ),
            Record(
                f"{text[:30]}l{index}",
                "Loop",
                {
                    "name": text,
                    "story": text,
                    "element_ids": f"{service};{factor}" if ";" not in service else "",
                    "relationship_ids": f"{text[:30]}i{index};{text[:30]}j{index}" if ";" not in text[:30] else "",
                },
            ),
        ]
    return page_data_of(SystemMap(records))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, hostile_data: dict[str, Any]) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "page.html"
    write_page(path, hostile_data)
    return path


def test_the_page_reads_back_what_was_packed(open_page, hostile: Path, hostile_data: dict[str, Any]):
    shown = open_page(hostile).page.evaluate("JSON.stringify(sysmap.data())")
    # A half character cannot be written to a file; JSON keeps NUL.
    written = json.dumps({**hostile_data, "tables": []}, ensure_ascii=False)
    expected = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert json.loads(shown) == json.loads(re.sub("[\ud800-\udfff]", "\ufffd", expected))


def test_hostile_text_is_text(open_page, hostile: Path):
    opened = open_page(hostile)
    page = opened.page
    opened.page.get_by_role("button", name="About this map").click()
    assert opened.text("h1") == HOSTILE[2]
    opened.page.go_back()
    for element_id in ("f0", "s2", "o5", "f8"):
        found = page.evaluate(
            "end => sysmap.data().elements.map(each => each.id).find(id => id.endsWith('-' + end))",
            element_id,
        )
        page.evaluate("id => { location.hash = 'pick=' + encodeURIComponent(id); }", found)
        page.wait_for_function("() => document.querySelector('.panel h2') !== null")
    for question in page.locator("nav li button").all():
        question.click()
        page.wait_for_timeout(50)
    page.get_by_role("button", name="How does it all hang together?").click()
    page.fill("#search", "alert(1)")
    page.keyboard.press("Enter")
    assert opened.text(".panel h2") == HOSTILE[0]
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name="Key").click()
    assert page.evaluate("document.images.length") == 0
    assert page.locator("iframe, object, embed").count() == 0
    # Small pictures of ranks are drawn of shapes alone: nothing in them can lead or run.
    assert page.locator("svg :is(a, script, foreignObject, image, use), svg [onload]").count() == 0
    assert page.evaluate("document.scripts.length") == 2
    assert opened.quiet


def test_hostile_text_runs_nothing_where_scripts_are_blocked_either(open_page, hostile: Path):
    opened = open_page(hostile, java_script_enabled=False)
    assert opened.page.locator("img, svg:not(.sure):not(figure svg)").count() == 0
    assert opened.requests == []


def test_ten_thousand_characters_stay_inside_the_window(open_page, hostile: Path):
    opened = open_page(hostile)
    page = opened.page
    page.fill("#search", "ten thousand")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.evaluate("document.querySelector('.panel-body').scrollWidth") <= 348


def test_an_empty_map_says_so(open_page, tmp_path: Path, page_data_of):
    path = tmp_path / "empty.html"
    write_page(path, page_data_of(SystemMap([])))
    opened = open_page(path)
    assert "empty" in opened.text(".summary")
    assert opened.page.locator("nav li button").all_inner_texts() == [
        "About this map",
        "How does it all hang together?",
        "Everything as tables",
    ]
    opened.page.get_by_role("button", name="Filter").click()
    opened.page.get_by_role("button", name="Everything as tables").click()
    assert opened.quiet


def test_one_thing_alone(open_page, tmp_path: Path, page_data_of):
    path = tmp_path / "one.html"
    write_page(path, page_data_of(SystemMap([Record("f", "Factor", {"name": "Alone"})])))
    opened = open_page(path)
    opened.page.mouse.click(*opened.place_of("f"))
    assert opened.text(".panel h2") == "Alone"
    assert opened.quiet


def large(things: int, links: int) -> dict[str, Any]:
    """Give page data of a size, without asking the layout: things on a grid, links by a rule."""
    columns = 40
    elements = [
        {
            "id": f"n{index}", "kind": "Factor", "name": f"Thing number {index}", "x": (index % columns) * 180.0,
            "y": (index // columns) * 80.0, "w": 150, "h": 40, "parent": None, "owner": "known", "outcome": False,
            "sector": "", "confidence": "", "facts": [], "note": "", "search": "",
        }
        for index in range(things)
    ]  # fmt: skip
    joined = [
        {
            "id": f"l{index}", "kind": "INFLUENCES", "from": f"n{index % things}",
            "to": f"n{(index * 7 + index // things + 1) % things}", "polarity": "+-?"[index % 3], "strength": None,
            "delay": "", "confidence": "", "boundary": "", "money": None, "sentence": f"Link {index}.", "facts": [],
            "note": "",
        }
        for index in range(links)
    ]  # fmt: skip
    about = {"name": "Large", "question": "How large?", "made_by": "", "date": "", "disclaimer": ""}
    words = {"kinds", "links", "sectors", "boundaries", "confidence", "delays", "strengths"}
    return {
        "format": 1, "map": about, "as_of": "2026-11-22", "scenario": None, "audience": "",
        "withheld": {"total": 2, "by_kind": {"notes": 2}}, "summary": "Large.", "said": [],
        "elements": elements, "boxes": [],
        "links": joined, "loops": [], "tables": [], "findings": [],
        "views": [{"id": "map", "shape": "whole", "question": "How?", "hint": ""}],
        "words": {name: {} for name in words},
    }  # fmt: skip


def test_a_large_map_is_drawn_searched_and_chosen_from_at_once(open_page, tmp_path: Path):
    path = tmp_path / "large.html"
    write_page(path, large(1000, 3000))
    opened = open_page(path)
    page = opened.page
    assert opened.pixels()[0] > 50_000
    assert "2 items withheld: 2 notes." in opened.text(".about")
    searched = page.evaluate(
        """async () => {
            const input = document.getElementById("search");
            const times = [];
            for (const typed of ["t", "th", "thing 99", "number 512", "zzz"]) {
                input.value = typed;
                const tries = [];
                for (let round = 0; round < 5; round++) {
                    const start = performance.now();
                    input.dispatchEvent(new Event("input"));
                    tries.push(performance.now() - start);
                    await new Promise(requestAnimationFrame);
                }
                times.push(Math.min(...tries));
            }
            return Math.max(...times);
        }"""
    )
    assert searched < 60  # the aim of 20 ms is for a machine to itself, and measured by benchmarks/page.py
    page.fill("#search", "number 512")
    page.keyboard.press("Enter")
    assert opened.text(".panel h2") == "Thing number 512"
    assert opened.pixels(".overlay")[0] > 100
    assert opened.quiet


def test_five_thousand_links_on_one_thing(open_page, tmp_path: Path):
    data = large(200, 5000)
    for link in data["links"]:
        link["from"] = "n7"
    path = tmp_path / "star.html"
    write_page(path, data)
    opened = open_page(path)
    opened.page.get_by_role("button", name="Fit").click()
    opened.page.mouse.click(*opened.place_of("n7"))
    assert opened.text(".panel h2") == "Thing number 7"
    assert opened.page.locator(".panel li").count() < 50
    assert opened.quiet


def test_data_that_cannot_be_shown_leave_the_text_to_read(open_page, thornmere: Path, tmp_path: Path):
    text = thornmere.read_text(encoding="utf-8")
    start = text.index('id="sysmap-data">') + len('id="sysmap-data">')
    broken = tmp_path / "broken.html"
    broken.write_text(
        text[:start] + json.dumps({"format": 1}) + text[text.index("</script>", start) :], encoding="utf-8"
    )
    opened = open_page(broken, java_script_enabled=True, ready=False)
    opened.page.wait_for_function("() => !document.documentElement.classList.contains('live')")
    assert opened.page.locator("main h1").is_visible()
    assert opened.page.locator("table").first.is_visible()
