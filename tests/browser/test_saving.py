"""The Save menu: what it gives is what is shown, as files, without any request."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sysmap.formats.cells import guard, unguard
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.render.drawing.shown import LINKS, THINGS, links_shown, things_shown
from sysmap.render.drawing.views import drawing_of_view
from sysmap.render.html import write_page

SVG = "{http://www.w3.org/2000/svg}"


def save(opened, what: str) -> bytes:
    page = opened.page
    if page.locator(".tool.save").get_attribute("aria-pressed") == "false":
        page.locator(".tool.save").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=what).click()
    return Path(waiting.value.path()).read_bytes()


def words_of(svg: bytes) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_picture_as_svg_has_every_name_as_text_and_whose_claim_it_is(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    opened = open_page(thornmere)
    svg = save(opened, "Picture as SVG")
    said = words_of(svg)
    for element in thornmere_data["elements"]:
        if element["kind"] in {"Organisation", "Service", "Factor"}:
            assert set(element.get("lines", ())) <= set(said)
    whole = " ".join(said)
    assert said[0] == thornmere_data["views"][0]["question"]
    assert "A claim, not a fact." in whole
    # The key is on it, and nothing that could only be pressed: the mark that folds a box looks like a sign.
    assert "Opposite way: more A means less B" in said
    assert "Given in kind: valued, but no cash" not in said
    assert not re.search(rb'd="M[\d. -]+A12 12 0 0 1 [\d. -]+A12 12 0 0 1 [\d. -]+Z"', svg)
    root = ET.fromstring(svg)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {"svg", "title", "desc", "style", "path", "text"}
    assert b"http" not in svg.replace(b"http://www.w3.org/2000/svg", b"")
    assert opened.quiet


def test_a_filter_and_a_choice_are_in_the_files(open_page, thornmere: Path):
    opened = open_page(thornmere, "#hide.kind=Service")
    assert "Home care" not in words_of(save(opened, "Picture as SVG"))
    assert "Home care" not in [row["name"] for row in rows_of(save(opened, "Things as CSV"))]
    plain = save(opened, "Picture as SVG")
    assert " are drawn: without services, money, other links, agreements, posts and places." in " ".join(
        words_of(plain)
    )
    assert "shown: without services." in " ".join(words_of(plain))
    chosen = open_page(thornmere, "#pick=F05&hide.kind=Service")
    picked = save(chosen, "Picture as SVG")
    # What is chosen is drawn once more, above a veil over the rest.
    assert b'opacity="0.76"' in picked
    assert b'opacity="0.76"' not in plain
    twice = [each for each in set(words_of(picked)) if words_of(picked).count(each) > words_of(plain).count(each)]
    assert "Loneliness" in words_of(plain)
    assert 1 < len(twice) < len(set(words_of(plain)))
    assert "pick=F05" in chosen.page.evaluate("location.hash")


def test_the_pixels_are_twice_as_many(open_page, thornmere: Path):
    opened = open_page(thornmere)
    svg, png = ET.fromstring(save(opened, "Picture as SVG")), save(opened, "Picture as PNG")
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == pytest.approx((2 * int(svg.get("width")), 2 * int(svg.get("height"))), abs=2)
    assert opened.quiet


def test_tables_hold_what_is_shown_with_amounts_as_numbers(open_page, thornmere: Path, thornmere_data: dict[str, Any]):
    opened = open_page(thornmere, "#view=money")
    links = rows_of(save(opened, "Links as CSV"))
    money = {each["id"]: each for each in thornmere_data["links"] if each["money"]}
    assert {row["id"] for row in links} <= set(money)
    assert len(links) > 10
    for row in links:
        assert row["figure"] == money[row["id"]]["money"]["exact"]
        assert float(row["amount"]) > 0
        assert f"{float(row['amount']):,.2f}".removesuffix(".00") in row["figure"]


def table_of(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[dict[str, str]]:
    return [dict(zip(headers, map(guard, row), strict=True)) for row in rows]


def test_python_draws_and_tells_what_the_page_shows_and_tells_on_each_view(
    open_page, thornmere: Path, thornmere_data: dict[str, Any]
):
    compared = {}
    for view in thornmere_data["views"]:
        if view["shape"] in {"tables", "findings"}:
            continue
        # Chromium lets one page save no more than ten files within a second, without a word.
        opened = open_page(thornmere, f"#view={view['id']}")
        opened.page.wait_for_function("text => document.querySelector('h1').textContent === text", arg=view["question"])
        drawing = drawing_of_view(thornmere_data, view["id"])
        links, things = rows_of(save(opened, "Links as CSV")), rows_of(save(opened, "Things as CSV"))
        assert table_of(LINKS, links_shown(drawing, thornmere_data["words"])) == links, view["id"]
        assert table_of(THINGS, things_shown(drawing, thornmere_data["words"])) == things, view["id"]
        compared[view["shape"]] = {row["id"] for row in links}
        svg = ET.fromstring(save(opened, "Picture as SVG"))
        assert (svg.findtext(f"{SVG}title"), svg.get("lang")) == (drawing.title, "en-GB")
        said = " ".join(each for each in (drawing.subtitle, drawing.drawn) if each)
        assert (svg.findtext(f"{SVG}desc") or "").startswith(f"{said} "), view["id"]
    assert compared["rests"] != compared["whole"]
    assert {"levers", "money", "boundaries"} <= set(compared)


def test_hostile_names_stay_text_in_every_file(open_page, page_data_of, tmp_path: Path):
    nasty = "=1+1</text><script>alert(1)</script>&\"'"
    records = [
        Record(f"x{n}", kind, {"name": nasty}) for n, kind in enumerate(("Organisation", "Service", "Factor", "Factor"))
    ]
    path = tmp_path / "nasty.html"
    write_page(path, page_data_of(SystemMap(records)))
    opened = open_page(path)
    svg = save(opened, "Picture as SVG")
    assert not [each for each in ET.fromstring(svg).iter() if each.tag == f"{SVG}script"]
    rows = rows_of(save(opened, "Things as CSV"))
    assert {row["name"] for row in rows} == {f"'{nasty}"}
    assert {unguard(row["name"]) for row in rows} == {nasty}
    assert opened.quiet


def test_an_empty_map_can_be_saved_too(open_page, page_data_of, tmp_path: Path):
    path = tmp_path / "empty.html"
    write_page(path, page_data_of(SystemMap([])))
    opened = open_page(path)
    assert "This map is empty" in " ".join(words_of(save(opened, "Picture as SVG")))
    assert save(opened, "Links as CSV").count(b"\n") == 1
    assert opened.quiet
