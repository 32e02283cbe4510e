"""Asking what moves and where to act, from the command line."""

import pytest


def test_a_press_says_what_moves_why_and_what_to_check(sysmap, thornmere):
    done = sysmap("press", thornmere, "prevention budget", "--draws", "500")
    assert "with more “Prevention budget”, held there." in done.lines[0]
    assert "500 versions of the map from seed 1, damped in" in done.lines[1]
    assert any(line.startswith("more “Steady Steps falls programme” usually") for line in done.lines)
    assert "Steady Steps falls programme → Frailty and falls among older people: which way?" in done.out
    assert "Not reached: " in done.out


def test_numbers_for_programs_and_spreadsheets_are_the_same(sysmap, thornmere):
    asked = ("press", thornmere, "Prevention budget", "--draws", "300", "--seed", "7")
    data = sysmap(*asked, "--format", "json").json
    rows = {row["id"]: row for row in sysmap(*asked, "--format", "csv").rows}
    assert (data["draws"], data["seed"]) == (300, 7)
    assert rows.keys() == data["responses"].keys()
    for element, response in data["responses"].items():
        assert float(rows[element]["sign_index"]) == pytest.approx(response["sign_index"], abs=5e-5)
        total = response["rising"] + response["falling"] + response["still"]
        assert total == pytest.approx(1)
        assert response["band"][0] <= response["sign_index"] <= response["band"][1]


def test_a_push_down_is_asked_with_less(sysmap, thornmere):
    assert "with less “Prevention budget”" in sysmap("press", thornmere, "Prevention budget", "--less").out


def test_whatif_cuts_and_draws_links_and_says_what_it_takes_that_to_mean(sysmap, thornmere):
    cut = sysmap("whatif", thornmere, "--cut", "Prevention budget -> Steady steps", "--draws", "200")
    assert "Taken to push “Steady Steps falls programme” down, and to carry nothing any more." in cut.out
    drawn = sysmap("whatif", thornmere, "--draw", "Real-terms council funding + Loneliness", "--draws", "200")
    assert "Drawn: More “Real-terms council funding” means more “Loneliness”." in drawn.out
    both = sysmap("whatif", thornmere, "--more", "F05", "--less", "Home care", "--draws", "200", "--format", "json")
    assert sorted(both.json["pushed"].values()) == [-1, 1]


@pytest.mark.parametrize(
    ("asked", "said", "code"),
    [
        (("whatif",), "say what there is more or less of", 2),
        (("whatif", "--more", "F05", "--less", "F05"), "cannot be pushed both up and down", 2),
        (("whatif", "--cut", "Loneliness"), "write 'A -> B' to cut one", 2),
        (("whatif", "--cut", "Loneliness -> Prevention budget"), "no causal link on this map is", 1),
        (("whatif", "--draw", "F05 pays F06"), "write 'A -> B' to cut one", 2),
        (("press", "Age Well Thornmere"), "Age Well Thornmere", 1),
        (("leverage", "--more", "F05", "--less", "F05"), "cannot be wanted both up and down", 2),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(sysmap, thornmere, asked, said, code):
    done = sysmap(asked[0], thornmere, *asked[1:], code=code)
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert not done.out


def test_places_to_act_are_groups_with_the_links_to_check_first(sysmap, thornmere):
    done = sysmap("leverage", thornmere, "--ours", "--draws", "300")
    assert "they are listed, not ranked" in done.out or "groups: within one" in done.out
    assert "Check these links first" in done.out
    data = sysmap("leverage", thornmere, "--ours", "--draws", "300", "--format", "json").json
    assert 0 < len(data["check_first"]) <= 10
    assert all(place["rank_low"] <= place["rank"] <= place["rank_high"] for place in data["places"])
    control = {each["id"] for each in data["places"]}
    everywhere = sysmap("leverage", thornmere, "--draws", "300", "--format", "json").json
    assert control < {each["id"] for each in everywhere["places"]}
    only = sysmap("leverage", thornmere, "--only", "Reablement", "--less", "Loneliness", "--format", "json").json
    assert [each["name"] for each in only["places"]] == ["Reablement"]
    assert list(only["wanted"].values()) == [-1]


def test_a_map_without_outcomes_or_signs_is_told_what_it_lacks(sysmap, town):
    assert "nothing says what you want to change" in sysmap("leverage", town, code=1).err
    sysmap("new", "unsigned")
    sysmap("add", "unsigned", "factor", "A", "B")
    assert "no causal links yet" in sysmap("press", "unsigned", "A", code=1).err
    sysmap("link", "unsigned", "A", "?", "B")
    assert "unsure of its sign" in sysmap("press", "unsigned", "A", code=1).err
    assert "unsure of its sign" in sysmap("leverage", "unsigned", "--more", "B", code=1).err


@pytest.mark.parametrize("command", ["press", "whatif", "leverage"])
def test_the_method_is_told_without_a_map(sysmap, command):
    assert len(sysmap(command, "--explain").lines) == 6


def test_what_partners_may_not_see_is_not_part_of_the_answer(sysmap, town):
    sysmap("link", town, "Carer strain", "more", "Connectors")
    sysmap("set", town, "Connectors", "sensitivity=internal")
    data = sysmap("press", town, "Carer strain", "--for", "partner", "--format", "json").json
    assert "Connectors" not in data["names"].values()
    assert data["withheld"]


def test_a_first_answer_comes_where_the_whole_one_takes_longer(sysmap, thornmere, monkeypatch):
    monkeypatch.setattr("sysmap.pipeline.leverage.AT_ONCE", 0.0)
    done = sysmap("leverage", thornmere, "--ours", "--draws", "250")
    assert done.err.startswith("First answer, from 100 of 250 versions, too few to go by: ")
    assert "is spent there" in done.out
    monkeypatch.setattr("sysmap.pipeline.leverage.AT_ONCE", 1e9)
    assert not sysmap("leverage", thornmere, "--ours", "--draws", "250").err
    data = sysmap("leverage", thornmere, "--draws", "250", "--format", "json").json
    spent = {each["name"]: each["costs"] for each in data["places"]}
    assert [cost["amount"]["unit"] for cost in spent["Reablement"]] == ["GBP"]
    assert all(0 <= each["worse"] <= 1 for each in data["places"])
