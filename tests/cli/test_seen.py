"""What was seen, from the command line: by hand and from measures, for a push, for places to act, for two maps."""

import shlex
from pathlib import Path

import pytest

PUSH = "Prevention budget"
SAW = ("--saw", "Emergency admissions down")


@pytest.fixture
def two(sysmap):
    """Two maps that differ in one sign."""
    for name, word in (("one", "less"), ("other", "more")):
        sysmap("new", name)
        sysmap("add", name, "factor", "Connectors", "Loneliness", "Visits")
        sysmap("link", name, "Connectors", word, "Loneliness", "--confidence", "high")
        sysmap("link", name, "Loneliness", "more", "Visits", "--confidence", "high")
    return "one", "other"


def test_what_was_seen_leaves_versions_out_and_says_what_that_changes(sysmap, thornmere):
    done = sysmap("press", thornmere, PUSH, *SAW)
    assert "Seen after more “Prevention budget”: less “Emergency admissions aged 65+”." in done.lines
    assert any("of the versions fit that, at least " in line and "left out" in line for line in done.lines)
    assert any(line.startswith("It speaks against this: More “Steady Steps falls programme”") for line in done.lines)
    assert "What was seen changes these answers:" in done.lines
    assert "What was seen counts only as far as this push explains it." in done.out
    data = sysmap("press", thornmere, PUSH, *SAW, "--format", "json").json
    seen = data["seen"]
    used = [each for each in seen["regimes"].values() if each["used"]]
    assert seen["effective"] == min(each["fitting"] for each in used) >= 100
    for name, each in seen["regimes"].items():
        assert data["regimes"][name]["kept"] == each["fitting"] <= each["settled"] <= data["draws"]
    (moved,) = seen["moved"]
    assert data["responses"][moved]["falling"] == 1
    plain = sysmap("press", thornmere, PUSH, "--format", "json").json
    assert plain["seen"] is None
    assert plain["responses"][moved]["falling"] < 1


def test_places_to_act_take_what_was_seen_after_something_else(sysmap, thornmere):
    seen = ("--after", f"{PUSH} up", *SAW)
    done = sysmap("leverage", thornmere, "--ours", "--draws", "1000", *seen)
    assert "Seen after more “Prevention budget”: less “Emergency admissions aged 65+”." in done.lines
    assert "What was seen changes" in done.out
    data = sysmap("leverage", thornmere, "--ours", "--draws", "1000", *seen, "--format", "json").json
    plain = sysmap("leverage", thornmere, "--ours", "--draws", "1000", "--format", "json").json
    assert plain["seen"] is None
    assert data["seen"]["effective"] >= 100
    assert {each["id"]: each["benefit"] for each in data["places"]} != {
        each["id"]: each["benefit"] for each in plain["places"]
    }


def test_several_pushes_at_once_may_have_happened(sysmap, thornmere):
    done = sysmap(
        "whatif", thornmere, "--more", PUSH, "--less", "Home care", "--saw", "Loneliness down", "--draws", "500"
    )
    assert any(line.startswith("Seen after more “Prevention budget” and less “Home care”: ") for line in done.lines)


def test_measures_say_what_moved_and_which_of_them_say_nothing(sysmap, two):
    name = two[0]
    sysmap("set", name, "Loneliness", "desired_direction=down")
    csv = "measure_id,factor_id,name,unit,better,obs_date,obs_value\n" + "".join(
        f"ME1,{{id}},Lonely often,percent,lower,{day},{value}\n"
        for day, value in (("2025-03-31", 9), ("2025-09-30", 7), ("2026-03-31", 6))
    )
    found = sysmap("show", name, "Loneliness", "--format", "json").json
    Path("measures.csv").write_text(csv.format(id=found["id"]), encoding="utf-8")
    sysmap("import", name, "measures.csv")
    done = sysmap("press", name, "Connectors", "--since", "2025-04-01")
    assert "“Lonely often” since 2025-04-01: less “Loneliness”." in done.lines
    assert "Seen after more “Connectors”: less “Loneliness”." in done.lines
    none = sysmap("press", name, "Connectors", "--since", "2026-04-01", code=1)
    assert "show nothing that moved one way since 2026-04-01" in none.err
    assert "it has no value after 2026-04-01" in none.err
    against = sysmap("press", name, "Connectors", "--since", "2025-04-01", "--saw", "Loneliness up", code=1)
    assert "no version of the map fits what was seen" in against.err
    assert "From the measures: Not counted: “Lonely often”, as you saw “Loneliness” go the other way" in against.err


@pytest.mark.parametrize(
    ("asked", "said", "code"),
    [
        (("press", PUSH, "--saw", "Loneliness"), "write 'NAME up' or 'NAME down'", 2),
        (("press", PUSH, "--saw", "Loneliness up", "--saw", "loneliness down"), "both up and down", 2),
        (("press", PUSH, "--saw", f"{PUSH} up"), "is what was pushed", 2),
        (("press", PUSH, "--after", "Reablement up"), "say what moved after that", 2),
        (("leverage", "--saw", "Loneliness down"), "say what had happened before", 2),
        (("press", PUSH, "--saw", "Ageing population up"), "no way leads from", 1),
        (("press", PUSH, "--since", "2025-04-01"), "hardest to explain: more “Households in temporary", 1),
        (("press", PUSH, "--since", "2025-04-01"), "“Acute share of mapped spend” since 2025-04-01: more “Crisis", 1),
        (("leverage", "--since", "2025-04-01", "--after", f"{PUSH} up"), "Not counted: “Habitat biodiversity", 1),
        (("whatif", "--cut", "F05 -> F06", "--saw", "Loneliness down"), "seen on the map as drawn", 2),
        (("press", PUSH, "--since", "soon"), "soon", 2),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_no_number(sysmap, thornmere, asked, said, code):
    done = sysmap(asked[0], thornmere, *asked[1:], code=code)
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert not done.out


def test_which_ways_things_move_together(sysmap, thornmere, two):
    asked = ("lab", "together", thornmere, PUSH, "--of", "Steady", "--of", "Frailty", "--draws", "500")
    done = sysmap(*asked)
    assert "3 of 4 combinations of more and less came up." in done.out
    never = "where there is more “Frailty and falls among older people” there is more “Steady Steps falls programme”"
    assert f"  {never}" in done.lines
    data = sysmap(*asked, "--format", "json").json
    for regime, counts in data["regimes"].items():
        if counts["used"]:
            assert sum(each["shares"][regime] for each in data["patterns"]) == pytest.approx(1)
    # Where signs are known and nothing pulls apart, one combination comes up: what the signs say.
    sure = sysmap(
        "lab", "together", two[0], "Connectors", "--of", "Loneliness", "--of", "Visits", "--format", "json"
    ).json
    assert [each["ways"] for each in sure["patterns"]] == [[-1, -1]]
    assert sure["always"] == []
    back = sysmap("lab", "together", two[0], "Connectors", "--less", "--of", "Visits", "--format", "json").json
    assert [each["ways"] for each in back["patterns"]] == [[1]]
    assert "no way leads" in sysmap("lab", "together", two[0], "Visits", "--of", "Connectors", code=1).err
    assert "is what is pushed" in sysmap("lab", "together", two[0], "Visits", "--of", "Visits", code=2).err
    assert "nothing says what to look at" in sysmap("lab", "together", two[0], "Visits", code=1).err
    assert len(sysmap("lab", "together", "--explain").lines) == 6


def test_two_maps_are_told_apart_by_what_was_seen(sysmap, two):
    seen = ("--after", "Connectors up", "--saw", "Visits down")
    done = sysmap("lab", "rival", *two, *seen)
    assert any(line.startswith("Very strong evidence for the first: what was seen is at least ") for line in done.lines)
    assert "both may be wrong" in done.out
    data = sysmap("lab", "rival", *two, *seen, "--format", "json").json
    assert (data["favours"], data["strength"]) == (1, "very_strong")
    for each in data["regimes"].values():
        assert each["second"]["fitting"] == 0
        assert (each["ratio"], each["high"]) == (None, None)
        assert each["low"] >= data["at_least"] > 150
    sysmap("link", two[0], "Visits", "more", "Connectors")
    sysmap("link", two[1], "Visits", "more", "Connectors")
    again = sysmap(*shlex.split(data["again"])[1:]).json
    assert {key: again[key] for key in again if key != "at"} == {key: data[key] for key in data if key != "at"}
    assert sysmap("lab", "rival", *two, *seen, "--format", "json").json["second_version"] > data["second_version"]
    sysmap("undo", two[0])
    sysmap("undo", two[1])
    same = sysmap("lab", "rival", two[0], two[0], *seen)
    assert "What was seen does not tell the two apart." in same.lines
    neither = sysmap("lab", "rival", two[1], two[1], *seen, code=1)
    assert "neither map explains it" in neither.err
    assert "say what was seen" in sysmap("lab", "rival", *two, code=2).err
    assert len(sysmap("lab", "rival", "--explain").lines) == 6
