"""The methods for analysts, from the command line."""

from pathlib import Path

import pytest


@pytest.fixture
def draw(sysmap):
    """Draw a map of causal links, each a pair of names."""

    def make(*pairs):
        sysmap("new", "drawn")
        for name in sorted({name for pair in pairs for name in pair[:2]}):
            sysmap("add", "drawn", "factor", name)
        for start, finish, *options in pairs:
            sysmap("link", "drawn", start, "more", finish, *options)
        return "drawn"

    return make


def test_the_group_says_for_whom_it_is(sysmap):
    said = " ".join(sysmap("lab", "--help").out.split())
    assert "for analysts who ask" in said
    assert "None of them ranks leverage" in said
    assert "did you mean micmac?" in sysmap("lab", "micmc", code=2).err


def test_cross_impact_says_how_it_was_made_and_what_it_is_not(sysmap, thornmere):
    done = sysmap("lab", "micmac", thornmere, "--draws", "50", "--seed", "3")
    assert "from seed 3" in done.out
    assert "It is not leverage" in done.out
    assert sysmap("lab", "micmac", thornmere, "--draws", "50", "--seed", "3").out == done.out
    data = sysmap("lab", "micmac", thornmere, "--draws", "50", "--format", "json").json
    assert sum(each["direct"]["influence"] for each in data["elements"]) == pytest.approx(1)
    rows = sysmap("lab", "micmac", thornmere, "--draws", "50", "--format", "csv").rows
    assert [row["id"] for row in rows] == [each["id"] for each in data["elements"]]
    assert len(sysmap("lab", "micmac", "--explain").lines) == 6


def test_causes_drive_and_strengths_count(sysmap, draw):
    name = draw(("A", "B", "--strength", "3"), ("A", "C", "--strength", "1"), ("C", "B"))
    done = sysmap("lab", "micmac", name)
    assert "No loop is among the links counted: no way is longer than 2 links" in done.out
    assert "Nobody said how strong 1 link is: counted as 2 of 3." in done.out
    data = sysmap("lab", "micmac", name, "--format", "json").json
    found = {each["name"]: each["direct"] for each in data["elements"]}
    assert [found[each]["influence"] for each in "ABC"] == pytest.approx([4 / 6, 0, 2 / 6])
    assert [found[each]["dependence"] for each in "ABC"] == pytest.approx([0, 5 / 6, 1 / 6])
    assert {each["indirect"] for each in data["elements"]} == {None}


def test_links_people_doubt_are_potential(sysmap, draw):
    name = draw(("A", "B"), ("B", "C", "--confidence", "low"))
    data = sysmap("lab", "micmac", name, "--format", "json").json
    found = {each["name"]: each for each in data["elements"]}
    assert found["B"]["direct"]["influence"] == 0
    assert found["B"]["potential"]["influence"] == pytest.approx(3 / 5)
    assert data["potential_only"] == 1


def test_a_map_of_fewer_than_three_elements_has_no_cross_impact(sysmap, draw):
    assert "only two elements are joined" in sysmap("lab", "micmac", draw(("A", "B")), code=1).err
    sysmap("new", "empty")
    assert "no elements are joined" in sysmap("lab", "micmac", "empty", code=1).err


# ---- what all methods share

CALLS = {
    "burt": ("--draws", "20"),
    "compare": ("--draws", "100"),
    "drivers": ("--draws", "20"),
    "fcm": ("--more", "Reablement", "--draws", "100"),
}


@pytest.mark.parametrize("method", CALLS)
def test_every_method_says_how_it_was_made_and_what_it_is_not(sysmap, thornmere, method):
    words = ("lab", method, thornmere, *CALLS[method], "--seed", "3")
    done = sysmap(*words)
    assert "Made from the map after edit 1" in done.out
    assert "seed 3" in done.out
    assert "It is not leverage: ask sysmap leverage" in done.out
    assert sysmap(*words).out == done.out
    data = sysmap(*words, "--format", "json").json
    assert data["findings"]
    for finding in data["findings"]:
        assert finding["made_with"] == data["made_with"]
        assert (finding["made_with"]["map_version"], finding["made_with"]["seed"]) == (1, 3)
    rows = sysmap(*words, "--format", "csv").rows
    assert {row["id"] for row in rows} == {each["id"] for each in data["elements"]}
    told = sysmap("lab", method, "--explain").lines
    assert len(told) == 6
    assert told[-1].startswith("Sources: ")
    assert any(line.startswith("Not leverage") for line in told)


@pytest.mark.parametrize("method", CALLS)
def test_a_map_without_links_has_no_answer_but_a_line(sysmap, method):
    sysmap("new", "empty")
    sysmap("add", "empty", "factor", "Reablement")
    done = sysmap("lab", method, "empty", *CALLS[method], code=1)
    assert len(done.err.splitlines()) == 1
    assert "draw some, as in: sysmap link MAP A + B" in done.err or "draw more links" in done.err


# ---- fuzzy cognitive maps


def test_what_is_held_moves_others_and_lambdas_are_said(sysmap, draw):
    name = draw(("A", "B", "--confidence", "high"), ("B", "C", "--confidence", "high"))
    done = sysmap("lab", "fcm", name, "--less", "A", "--lambda", "0.1", "--form", "tanh")
    assert "lambda 0.1, 0.5, 1, 2 and 5" in done.out
    assert "ends in one state whatever the start" in done.out
    data = sysmap("lab", "fcm", name, "--less", "A", "--lambda", "0.1", "--format", "json").json
    found = {each["name"]: each for each in data["elements"]}
    assert [found[each]["direction"] for each in "ABC"] == [-1, -1, -1]
    assert found["A"]["held"] == -1
    assert found["C"]["holds_at"] == [0.1, 0.5, 1, 2, 5]
    assert "every λ" in sysmap("lab", "fcm", name, "--less", "A").out
    steps = sysmap("lab", "fcm", name, "--more", "A", "--form", "bivalent").out
    assert "which has no lambda" in steps
    assert "λ" not in steps


def test_nothing_held_or_held_both_ways_is_said(sysmap, draw):
    name = draw(("A", "B"))
    assert "say what is held up or down" in sysmap("lab", "fcm", name, code=2).err
    assert "cannot be held both up and down" in sysmap("lab", "fcm", name, "--more", "A", "--less", "A", code=2).err


def test_a_map_of_contested_links_has_no_fuzzy_answer(sysmap, draw):
    name = draw(("A", "B", "--confidence", "contested"))
    assert "unsure of its sign" in sysmap("lab", "fcm", name, "--more", "A", code=1).err


# ---- where inputs enter, and whose links lead to each other


def test_where_inputs_enter_is_told_lightly(sysmap, draw):
    name = draw(("A", "B"), ("A", "C"))
    done = sysmap("lab", "drivers", name)
    assert "2 inputs at the least" in done.out
    assert "1 input is enough on any map" in done.out
    assert "Steered is not improved" in done.out
    data = sysmap("lab", "drivers", name, "--draws", "0", "--format", "json").json
    assert {each["name"]: each["driver"] for each in data["elements"]} == {
        "A": "always",
        "B": "sometimes",
        "C": "sometimes",
    }
    assert data["inputs_low"] is None
    sysmap("link", name, "B", "more", "C")
    sysmap("link", name, "C", "more", "A")
    assert "may enter anywhere" in sysmap("lab", "drivers", name).out


def test_holes_are_told_with_what_may_be_missing(sysmap, draw):
    name = draw(("A", "B"), ("A", "C"), ("A", "D"), ("B", "C"))
    done = sysmap("lab", "burt", name)
    assert "a hole in it may be a link that nobody drew" in done.out
    data = sysmap("lab", "burt", name, "--format", "json").json
    first = data["elements"][0]
    assert (first["name"], first["neighbours"], first["rank"]) == ("A", 3, 1)
    assert first["effective_size"] == pytest.approx(3 - 2 / 3)
    assert "no such links join" in sysmap("lab", "burt", name, "--links", "money", code=1).err


# ---- methods side by side


def test_methods_are_compared_and_never_averaged(sysmap, thornmere):
    done = sysmap("lab", "compare", thornmere, "--less", "Loneliness", "--draws", "200", "--list", "2")
    assert "7 methods side by side, 26 elements" in done.out
    assert "No order is averaged with another" in done.out
    assert "more than half of all ranks apart" in done.out
    data = sysmap("lab", "compare", thornmere, "--less", "Loneliness", "--draws", "200", "--format", "json").json
    assert len(data["pairs"]) == 21
    assert [each["name"] for each in data["methods"] if each["looks_at_signs"]] == ["press", "fcm"]
    assert set(data["other_lambdas"]) == {"0.5", "2", "5"}
    assert sum(each["apart"] for each in data["elements"]) == len(data["findings"])
    assert set(data["elements"][0]["ranks"]) == {each["name"] for each in data["methods"]}


def test_without_anything_wanted_the_methods_that_need_it_are_left_out(sysmap, draw):
    name = draw(("A", "B"), ("A", "C"), ("C", "D"), ("D", "A"))
    done = sysmap("lab", "compare", name, "--draws", "100")
    assert "Without press: nothing says what you want to change" in done.out
    assert (
        "cannot be wanted both up and down" in sysmap("lab", "compare", name, "--more", "B", "--less", "B", code=2).err
    )


# ---- two raters

RATED = """Intervention;Acts on;Public health;Housing;Note
Protect a prevention floor;Prevention budget;5;12;
Trust front-line budgets;;rules;4;
Raise home care fees;Home care;12;numbers;
Make living at home the goal;;3;3;
Pool budgets;;10;;
"""


@pytest.fixture
def rated(tmp_path):
    path = tmp_path / "two raters.csv"
    path.write_text(RATED, encoding="utf-8")
    return path


def test_two_raters_are_compared_from_a_file_or_from_the_map(sysmap, thornmere, rated):
    done = sysmap("lab", "kappa", thornmere, "--from", rated)
    assert "4 interventions judged by both; 2 at the same place" in done.out
    assert "With fewer than 30 interventions these intervals are rough." in done.out
    assert "Judged by “Public health” only, and left out: “Pool budgets”." in done.out
    assert "never multiplied into a score" in done.out
    assert done.out.index("Protect a prevention floor") < done.out.index("Trust front-line budgets")
    assert "nobody judged" in sysmap("lab", "kappa", thornmere, code=1).err
    sysmap("import", thornmere, rated)
    kept, brought = (
        sysmap("lab", "kappa", thornmere, *words, "--format", "json").json for words in ((), ("--from", rated))
    )
    assert kept["interventions"][0]["about"] == "F06"
    for key in ("raters", "items", "exact", "linear", "realms", "table", "only_first"):
        assert kept[key] == brought[key]
    assert all(each["made_with"] == kept["made_with"] for each in kept["findings"])
    assert "unchanged 9" in sysmap("import", thornmere, rated).out
    rows = sysmap("lab", "kappa", thornmere, "--format", "csv").rows
    assert [row["apart"] for row in rows] == ["7", "1", "0", "0"]
    # A sheet that was corrected corrects what is kept.
    rated.write_text(RATED.replace("5;12;", "5;5;"), encoding="utf-8")
    assert "updated 1" in sysmap("import", thornmere, rated).out
    assert sysmap("lab", "kappa", thornmere, "--format", "json").json["interventions"][0]["apart"] == 1
    # Who judged what stays with the council.
    assert "nobody judged" in sysmap("lab", "kappa", thornmere, "--for", "partner", code=1).err
    assert len(sysmap("lab", "kappa", "--explain").lines) == 6


def test_raters_that_are_not_two_are_said(sysmap, thornmere, rated):
    assert "of two raters: name both" in sysmap("lab", "kappa", thornmere, "--rater", "Housing", code=2).err
    words = ("lab", "kappa", thornmere, "--from", rated, "--rater", "Housing", "--rater")
    assert "no rater 'Finance'; there are: “Public health”, “Housing”" in sysmap(*words, "Finance", code=1).err
    assert sysmap(*words, "public health", "--format", "json").json["raters"] == ["Housing", "Public health"]


def test_what_is_no_rating_names_its_row(sysmap, thornmere, rated):
    rated.write_text(RATED.replace(";12;numbers", ";12;13"), encoding="utf-8")
    done = sysmap("lab", "kappa", thornmere, "--from", rated, code=1)
    assert len(done.err.splitlines()) == 1
    assert "two raters.csv" in done.err
    assert "row 4" in done.err
    assert "13" in done.err
    assert "no table of ratings" in sysmap("lab", "kappa", thornmere, "--from", Path(__file__), code=1).err
    assert "no such file" in sysmap("lab", "kappa", thornmere, "--from", "nowhere.csv", code=1).err
