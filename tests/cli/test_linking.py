"""Links: one that is there already is not drawn again, and many may be pasted."""

import pytest


def links_of(sysmap, town, kind="INFLUENCES"):
    return sysmap("show", town, "--format", "json").json["counts"][kind]


@pytest.mark.parametrize("how", ["more", "+", "influences"])
def test_a_link_drawn_again_is_there_already(sysmap, town, how):
    edits = sysmap("show", town, "--format", "json").json["edits"]
    again = sysmap("link", town, "carer", how, "hosp")
    assert again.lines == ["It is there already: More “Carer strain” means more “Hospital admissions”."]
    assert sysmap("show", town, "--format", "json").json["edits"] == edits
    assert sysmap("link", town, "carer", how, "hosp", "--format", "json").json["edit"] is None
    sysmap("rm", town, "carer", "more", "hosp")


def test_what_is_said_of_a_link_drawn_again_goes_to_the_one_that_is_there(sysmap, town):
    again = sysmap("link", town, "carer", "more", "hosp", "--strength", "3", "--delay", "weeks")
    assert again.lines[0].startswith("It is there already: ")
    assert len(again.lines) == 3
    link = sysmap("show", town, "carer", "more", "hosp", "--format", "json").json["values"]
    assert (link["strength"], link["delay"], link["polarity"]) == ("3", "weeks", "+")


def test_a_sign_goes_to_a_link_without_one(sysmap, town):
    sysmap("add", town, "factor", "Falls")
    sysmap("link", town, "falls", "influences", "carer")
    sysmap("link", town, "falls", "less", "carer")
    assert links_of(sysmap, town) == 3
    assert sysmap("show", town, "falls", "less", "carer").code == 0


def test_a_link_that_goes_the_other_way_is_told_and_drawn_only_where_it_is_meant(sysmap, town):
    refused = sysmap("link", town, "carer", "less", "hosp", code=1)
    assert "there is one already that goes another way: More “Carer strain” means more" in refused.err
    assert links_of(sysmap, town) == 2
    sysmap("link", town, "carer", "less", "hosp", "--another")
    assert links_of(sysmap, town) == 3
    assert "2 of 3 influences go beside one of another sign" in sysmap("check", town).out


def test_the_change_that_is_told_can_be_made(sysmap, town):
    refused = sysmap("link", town, "carer", "less", "hosp", code=1)
    told = refused.err.split("; sysmap ")[1].split(" changes it")[0]
    sysmap(*told.split())
    assert sysmap("show", town, "carer", "less", "hosp").code == 0


def test_money_has_a_row_a_year_and_the_same_row_once(sysmap, town):
    row = ("link", town, "Care Board", "funds", "Conn", "--amount", "310k", "--basis", "actual", "--year")
    assert sysmap(*row, "2025-26").lines == ["It is there already: “Care Board” pays “Connectors”."]
    assert sysmap(*row, "2026-27").err == ""
    assert links_of(sysmap, town, "FUNDS") == 2


def test_every_other_type_is_drawn_once_too(sysmap, town):
    sysmap("link", town, "Care Board", "commissions", "Connectors")
    assert links_of(sysmap, town, "COMMISSIONS") == 1


def test_pasted_links_are_one_edit(sysmap, town):
    before = sysmap("show", town, "--format", "json").json["edits"]
    given = "- Cold homes + Carer strain\n\nCarer strain opposite Cold homes\nCold homes more Carer strain\n"
    done = sysmap("link", town, "-", "--add", "--strength", "2", "--format", "json", given=given).json
    assert done["edit"] == before + 1
    assert [each["kind"] for each in done["changes"]] == ["Factor", "INFLUENCES", "INFLUENCES"]
    assert links_of(sysmap, town) == 4


def test_a_pasted_line_is_split_where_names_on_the_map_stand_round_the_word(sysmap, town):
    sysmap("add", town, "factor", "Care more often", "Falls")
    assert sysmap("link", town, "-", given="Care more often less Falls\n").lines == [
        "More “Care more often” means less “Falls”."
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Carer strain, Falls", "line 2: 'Carer strain, Falls' is no link"),
        ("Carer strain + Nowhere", "line 2: nothing on this map is called 'Nowhere'"),
        ("Carer strain - Hospital admissions", "line 2: there is one already that goes another way"),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_drawn(sysmap, town, line, said):
    refused = sysmap(
        "link", town, "-", given=f"Carer strain + Carer strain\n{line}\n", code=1 if "+" in line or " - " in line else 2
    )
    assert said in refused.err
    assert links_of(sysmap, town) == 2


def test_a_link_needs_all_its_words(sysmap, town):
    assert "write FROM HOW TO" in sysmap("link", town, "carer", "more", code=2).err
    assert "no link was given" in sysmap("link", town, "-", given="\n", code=2).err


@pytest.mark.parametrize(
    ("how", "kind"), [("fund", "FUNDS"), ("pays for", "FUNDS"), ("commission", "COMMISSIONS"), ("deliver", "DELIVERS")]
)
def test_the_word_between_may_be_typed_as_people_say_it(sysmap, town, how, kind):
    sysmap("add", town, "service", "Falls classes")
    done = sysmap("link", town, "Care Board", how, "Falls", "--format", "json")
    assert done.json["changes"][0]["kind"] == kind


def test_a_slip_in_the_word_between_is_caught(sysmap, town):
    assert "did you mean commissions?" in sysmap("link", town, "Care Board", "comissions", "Conn", code=2).err


def test_an_end_that_is_added_says_what_it_is_like(sysmap, town):
    sysmap("add", town, "factor", "Falls")
    said = sysmap("link", town, "Fals", "more", "Loneliness", "--add")
    assert "like: “Falls”" in said.err
    assert "like: “Loneliness”" not in said.err


@pytest.mark.parametrize("more", [(), ("--add",)])
def test_half_a_name_is_not_taken_for_the_thing_at_the_other_end(sysmap, town, more):
    sysmap("add", town, "factor", "Falls classes")
    before = sysmap("log", town).out
    refused = sysmap("link", town, "Falls classes", "less", "Falls", *more, code=1)
    assert refused.err.strip().splitlines()[0] == (
        "sysmap: “Falls” is read as “Falls classes”, which is the other end too; add “Falls” first, or write the same"
        " name twice"
    )
    assert sysmap("log", town).out == before
    assert sysmap("link", town, "falls classes", "less", "falls classes").code == 0, "a thing may act on itself"
