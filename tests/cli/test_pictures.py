"""`sysmap render` to pictures and tables."""

import csv
import io
import json
import sys
from xml.etree import ElementTree as ET

import pypdf
import pytest


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_the_ending_says_what_is_written(sysmap, town, tmp_path):
    for name in ("a.svg", "a.PDF", "a.png", "a.csv", "a.html"):
        sysmap("render", town, name)
    assert ET.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")
    assert len(pypdf.PdfReader(tmp_path / "a.PDF").pages) == 1
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    sysmap("render", town, "b", "--as", "svg")
    assert (tmp_path / "b").read_bytes().startswith(b"<?xml")


def test_files_say_in_which_language_the_map_is(sysmap, town, tmp_path):
    sysmap("about", town, "language=cy", "question=Beth sy'n symud?")
    for name in ("a.svg", "a.pdf", "a.html"):
        sysmap("render", town, name)
    svg = ET.parse(tmp_path / "a.svg").getroot()
    assert svg.get("lang") == "cy"
    assert [each.get("lang") for each in svg if each.tag.endswith("desc")] == ["en-GB"]
    assert pypdf.PdfReader(tmp_path / "a.pdf").trailer["/Root"]["/Lang"] == "cy"
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<html lang="en-GB">' in page
    assert '<h1 lang="cy">' in page
    assert '<td lang="cy">Carer strain</td>' in page
    sysmap("about", town, "language=en-GB")
    sysmap("render", town, "b.html")
    assert page.count(' lang="') > (tmp_path / "b.html").read_text(encoding="utf-8").count(' lang="')


def test_paper_and_what_is_shown_are_chosen(sysmap, town, tmp_path):
    sysmap("render", town, "wall.pdf", "--paper", "a1")
    page = pypdf.PdfReader(tmp_path / "wall.pdf").pages[0]
    assert {round(float(page.mediabox.width)), round(float(page.mediabox.height))} == {1684, 2384}
    sysmap("render", town, "money.svg", "--show", "money")
    sysmap("render", town, "causes.svg")
    money, causes = ((tmp_path / each).read_text(encoding="utf-8") for each in ("money.svg", "causes.svg"))
    assert "Carer strain" in causes
    assert "Carer strain" not in money
    assert "£" in money


def test_csv_is_what_is_shown_with_amounts_as_numbers(sysmap, town, tmp_path):
    sysmap("render", town, "all.csv", "--show", "everything")
    links, things = rows_of(tmp_path / "all.csv"), rows_of(tmp_path / "all.things.csv")
    influences = [row for row in links if row["influence"]]
    assert {(row["from"], row["influence"], row["to"]) for row in influences} == {
        ("Carer strain", "same way", "Hospital admissions"),
        ("Hospital admissions", "opposite way", "Carer strain"),
    }
    paid = [row for row in links if row["amount"]]
    assert paid
    assert all(float(row["amount"]) > 0 and row["figure"].startswith("£") for row in paid)
    assert {"Carer strain", "Hospital admissions"} < {row["name"] for row in things}
    names = {row["id"]: row["name"] for row in things}
    assert all(names[row["from id"]] == row["from"] for row in links)


def test_no_cell_is_run_by_a_spreadsheet(sysmap, town, tmp_path):
    sysmap("add", town, "factor", "=HYPERLINK(1)")
    sysmap("render", town, "t.csv")
    assert "'=HYPERLINK(1)" in [row["name"] for row in rows_of(tmp_path / "t.things.csv")]


def test_what_an_audience_may_not_see_is_in_no_picture(sysmap, town, tmp_path):
    sysmap("add", town, "factor", "Closing the secret ward", "--sensitivity", "council")
    for name in ("p.svg", "p.pdf", "p.csv", "p.png"):
        sysmap("render", town, name, "--for", "public")
    assert "secret" not in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "left out for this audience" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "secret" not in pypdf.PdfReader(tmp_path / "p.pdf").pages[0].extract_text()
    assert "secret" not in (tmp_path / "p.things.csv").read_text(encoding="utf-8")


def test_json_says_what_was_written(sysmap, town, tmp_path):
    said = json.loads(sysmap("render", town, "t.svg", "--format", "json").out)
    assert said["bytes"] == (tmp_path / "t.svg").stat().st_size


def test_a_drawing_of_its_own_is_replaced_and_nothing_else_is(sysmap, town, tmp_path):
    for name in ("a.svg", "a.pdf"):
        sysmap("render", town, name)
        sysmap("render", town, name)
    for name in ("b.svg", "b.pdf", "b.png", "b.csv"):
        (tmp_path / name).write_text("mine")
        assert "is there already" in sysmap("render", town, name, code=2).err
        assert (tmp_path / name).read_text() == "mine"
        sysmap("render", town, name, "--force")
        assert (tmp_path / name).read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [
        (["t.docx"], (2, "the ending says what it is to be")),
        (["nowhere/t.svg"], (1, "there is no folder")),
        (["t.html", "--paper", "A3"], (2, "--show, --view and --paper are for pictures")),
        (["t.svg", "--view", "nowhere"], (1, "There is no view “nowhere” to draw; there are map")),
        (["t.svg", "--view", "map", "--show", "money"], (2, "leave out --show")),
        (["-", "--as", "svg"], (2, "writes a file, not standard output")),
        (["town.sysmap", "--as", "svg", "--force"], (2, "is the map itself")),
    ],
)
def test_what_cannot_be_written_is_one_line_and_leaves_nothing(sysmap, town, tmp_path, arguments, ending):
    before = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    ended = sysmap("render", town, *arguments, code=ending[0])
    assert ending[1] in ended.err
    assert len(ended.err.strip().splitlines()) <= 2
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == before


def test_png_without_its_library_says_what_to_install(sysmap, town, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert "pip install 'sysmap[pictures]'" in sysmap("render", town, "t.png", code=2).err
    assert not (tmp_path / "t.png").exists()


def test_names_too_small_to_read_are_a_caution(sysmap, town):
    sysmap("add", town, "factor", *(f"factor {n} of a great many on one sheet" for n in range(150)))
    assert "too small to read" in sysmap("render", town, "t.svg", "--paper", "A4").err


def test_a_band_is_no_figure_and_what_was_added_up_for_the_picture_has_one(sysmap, town, tmp_path):
    plain, banded = tmp_path / "plain.csv", tmp_path / "banded.csv"
    assert sysmap("render", town, plain, "--show", "money").code == 0
    assert sysmap("render", town, banded, "--show", "money", "--for", "amounts-in-bands").code == 0
    for path, has in ((plain, True), (banded, False)):
        rows = rows_of(path)
        assert rows
        assert all(bool(row["amount"]) is has for row in rows)
        assert all(" in " in row["figure"] for row in rows)
