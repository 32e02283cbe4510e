import json
import re
from pathlib import Path

import pytest


def page_of(sysmap, *options):
    """Render the town and give the data of its page, from before it is packed."""
    sysmap("render", "town", "page.html", "--force", *options)
    page = Path("page.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="sysmap-data">(.*?)</script>', page, re.DOTALL)[1])
    return page, data


def test_without_any_the_list_shows_those_that_pages_make(sysmap, town):
    listed = sysmap("view", town)
    assert "Nobody made a view yet" in listed.out
    assert "How does it all hang together?" in listed.out
    assert sysmap("view", town, "--format", "json").json["made"] is False


def test_a_view_is_worded_ordered_rendered_and_undone(sysmap, town):
    sysmap("view", town, "What drives admissions?", "--about", "hospital adm", "--steps", "1", "--note", "Asked for.")
    sysmap("view", town, "Who are we?", "--about", "Care Board", "--place", "first")
    views = sysmap("view", town, "--format", "json").json["views"]
    assert [(each["question"], each["shape"], each["steps"]) for each in views] == [
        ("Who are we?", "organisation", None),
        ("What drives admissions?", "outcome", 1),
    ]
    page, data = page_of(sysmap)
    assert [each["question"] for each in data["views"]] == [
        "Who are we?",
        "What drives admissions?",
        "Everything as tables",
    ]
    assert data["views"][1]["note"] == "Asked for."
    assert len(data["views"][1]["part"]["places"]) == 2
    assert "<h3>What drives admissions?</h3><p>Asked for.</p>" in page
    sysmap("view", town, "what drives admissions?", "--steps", "2", "--place", "first", "--rename", "What moves it?")
    views = sysmap("view", town, "--format", "json").json["views"]
    assert [(each["question"], each["steps"]) for each in views] == [("What moves it?", 2), ("Who are we?", None)]
    sysmap("undo", town)
    views = sysmap("view", town, "--format", "json").json["views"]
    assert [(each["question"], each["steps"]) for each in views] == [
        ("Who are we?", None),
        ("What drives admissions?", 1),
    ]


def test_views_travel_with_the_map(sysmap, town):
    sysmap("view", town, "What drives admissions?", "--about", "Hospital admissions", "--hide", "kind=Service")
    for name in ("out.json", "out.xlsx"):
        sysmap("export", town, name)
        sysmap("import", f"{name[-4:]}.sysmap", name, "--new")
        first, second = (sysmap("view", each, "--format", "json").json for each in (town, f"{name[-4:]}.sysmap"))
        assert first == second


def test_those_that_pages_make_can_be_kept_and_changed(sysmap, town):
    made = [each["question"] for each in sysmap("view", town, "--format", "json").json["views"]]
    sysmap("view", town, "--keep")
    kept = sysmap("view", town, "--format", "json").json
    assert kept["made"] is True
    assert [each["question"] for each in kept["views"]] == made
    sysmap("view", town, made[0], "--remove")
    assert [each["question"] for each in sysmap("view", town, "--format", "json").json["views"]] == made[1:]
    assert "has views already" in sysmap("view", town, "--keep", code=2).err


def test_a_view_of_something_that_is_gone_says_so_and_is_skipped(sysmap, town):
    sysmap("view", town, "What drives admissions?", "--about", "Hospital admissions")
    sysmap("rm", town, "Hospital admissions")
    said = "The view “What drives admissions?” cannot be shown: what it was about is not on this map"
    assert said in sysmap("view", town).out
    assert said in sysmap("render", town, "page.html", "--force").out
    page, data = page_of(sysmap)
    assert said in page
    assert "What drives admissions?" not in [each["question"] for each in data["views"]]


def test_what_changed_between_two_moments(sysmap, town):
    sysmap("snapshot", town, "before lunch")
    sysmap("add", town, "factor", "Loneliness")
    sysmap("link", town, "Loneliness", "more", "Carer strain")
    sysmap("set", town, "Carer strain", "note=Worse in winter")
    sysmap("rm", town, "Connectors")
    sysmap("view", town, "What did we change?", "--from", "before lunch")
    _, data = page_of(sysmap)
    changes = data["views"][0]["changes"]
    assert (changes["from"], changes["to"]) == ("before lunch", "now")
    assert [each["text"] for each in changes["added"]] == [
        "“Loneliness” (factor)",
        "More “Loneliness” means more “Carer strain”.",
    ]
    (changed,) = changes["changed"]
    assert changed["facts"] == [{"label": "note", "value": "Worse in winter", "note": "before: not known"}]
    assert "“Connectors” (service)" in [each["text"] for each in changes["removed"]]
    assert [each["name"] for each in changes["gone"]["elements"]] == ["Connectors"]
    drawn = {place[0] for place in data["views"][0]["part"]["places"]}
    assert changes["gone"]["elements"][0]["id"] in drawn


def test_what_is_withheld_now_does_not_come_out_as_removed(sysmap, town):
    sysmap("add", town, "factor", "Secret review", "--note", "Zebra")
    sysmap("link", town, "Secret review", "more", "Carer strain")
    sysmap("add", town, "factor", "Old news", "--sensitivity", "internal")
    sysmap("snapshot", town, "before")
    sysmap("set", town, "Secret review", "sensitivity=internal")
    sysmap("set", town, "Old news", "sensitivity=partner")
    sysmap("rm", town, "Connectors")
    sysmap("view", town, "What changed?", "--from", "before")
    page, data = page_of(sysmap, "--for", "partner")
    assert "Secret review" not in page
    assert "Zebra" not in page
    for view in data["views"]:
        if view["shape"] == "changes":
            assert view["changes"]["added"] == []
            assert all("Old news" not in each["text"] for each in view["changes"]["removed"])


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (["--shows", "money", "--layers", "gold"], "there is no layer 'gold'", 2),
        (["--shows", "money", "--hide", "colour=red"], "'colour=red' hides nothing", 2),
        (["--from", "after tea"], "no moment 'after tea'", 1),
        (["--about", "Nobody at all"], "Nobody at all", 1),
        (["--shows", "loop"], "name a loop with --about", 2),
        (["--shows", "sideways"], "sideways", 2),
        ([], "say what it shows", 2),
        (["--shows", "money", "--place", "No such view"], "there is no view 'No such view'", 1),
    ],
)
def test_a_view_that_could_not_be_shown_is_refused_in_one_line(sysmap, town, options, said, code):
    done = sysmap("view", town, "What is it?", *options, code=code)
    assert said in done.err
    assert "Traceback" not in done.err
    assert sysmap("view", town, "--format", "json").json["made"] is False
    assert "there is no view" in sysmap("view", town, "What is it?", "--remove", code=1).err


def test_loops_and_measures_are_found_by_how_a_word_of_their_name_begins(sysmap, thornmere):
    assert "“Acute share of mapped spend”, measure" in sysmap("show", "thornmere", "Acute share").out
    said = sysmap("show", "thornmere", "Rationing", code=1).err
    assert "could be 'Rationing holds the line' (L02), 'Rationing rebounds' (L03)" in said
    sysmap("view", "thornmere", "How are fees squeezed?", "--about", "Fee sq")
    views = sysmap("view", "thornmere", "--format", "json").json["views"]
    assert ("loop", "L04") in {(each["shape"], each["focus"]) for each in views}


def test_a_view_of_the_whole_map_is_about_nothing_alone(sysmap, thornmere):
    before = sysmap("log", "thornmere").out
    said = sysmap("view", "thornmere", "Where?", "--about", "Reablement", "--shows", "whole", code=2).err
    assert "a view that shows whole is about nothing alone: leave out --about" in said
    assert sysmap("log", "thornmere").out == before


def test_a_map_that_nobody_named_goes_by_the_name_of_its_file(sysmap):
    sysmap("new", "high_street")
    sysmap("add", "high_street", "organisation", "Council")
    sysmap("render", "high_street", "page.html")
    assert "<title>high_street</title>" in Path("page.html").read_text(encoding="utf-8")
