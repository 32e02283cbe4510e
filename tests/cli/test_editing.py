"""Recording: what is typed becomes an edit and is read back as a sentence."""

import json

import pytest


def values_of(sysmap, *target):
    return sysmap("show", *target, "--format", "json").json["values"]


def test_a_new_map_gets_its_ending_and_is_never_made_over_another(sysmap, tmp_path):
    assert "Made town.sysmap." in sysmap("new", "town", "--name", "Town").out
    assert (tmp_path / "town.sysmap").is_file()
    assert "town.sysmap" in sysmap("new", "town.sysmap", code=1).err
    assert sysmap("about", "town").lines == ["name: Town"]


def test_a_map_can_be_described_later(sysmap, town):
    said = sysmap("about", town, "question=What keeps people out of hospital?", "made-by=Commissioning team")
    assert "question What keeps people out of hospital?" in said.out
    assert "made by: Commissioning team" in sysmap("about", town).lines


@pytest.mark.parametrize(("typed", "kept"), [("cy", "cy"), ("EN-gb", "en-GB"), ("sr_latn_rs", "sr-Latn-RS")])
def test_the_language_of_a_map_is_a_tag_as_screen_readers_know_it(sysmap, town, typed, kept):
    sysmap("about", town, f"language={typed}")
    assert f"language: {kept}" in sysmap("about", town).lines


@pytest.mark.parametrize("wrong", ["Welsh", "c", "cy-", "en GB"])
def test_what_is_no_tag_of_a_language_is_refused(sysmap, town, wrong):
    before = sysmap("about", town).lines
    said = sysmap("about", town, f"language={wrong}", code=2).err
    assert f"language is '{wrong}'; write a language tag such as en-GB" in said
    assert sysmap("about", town).lines == before


def test_a_factor_needs_a_name_and_nothing_else(sysmap, town):
    assert sysmap("add", town, "factor", "Loneliness").lines == ["Added factor “Loneliness”."]
    assert sysmap("add", town, "factor", "  ", code=2).err == "sysmap: a factor needs a name\n"


@pytest.mark.parametrize("kind", ["factor", "Factors", "fac", "FACTOR"])
def test_kinds_may_be_typed_loosely(sysmap, town, kind):
    sysmap("add", town, kind, "Loneliness")
    assert sysmap("show", town, "Loneliness", "--format", "json").json["kind"] == "Factor"


def test_an_outcome_is_a_factor_that_people_want(sysmap, town):
    sysmap("add", town, "outcome", "Living at home")
    assert values_of(sysmap, town, "Living at home") == {"name": "Living at home", "outcome": "yes"}


def test_an_unknown_kind_is_refused_unless_it_is_meant(sysmap, town):
    assert "there is no kind 'ritual'" in sysmap("add", town, "ritual", "Tea", code=2).err
    sysmap("add", town, "ritual", "Tea", "--own")
    assert sysmap("show", town, "Tea", "--format", "json").json["kind"] == "ritual"
    sysmap("add", town, "ritual", "Coffee")


def test_a_pasted_list_is_one_edit(sysmap, town):
    before = sysmap("show", town, "--format", "json").json["edits"]
    given = "- Loneliness\n\n2. Frailty\n\t• Cold homes  \r\nDébrouillardise\n"
    done = sysmap("add", town, "factor", "-", "--format", "json", given=given)
    assert [each["name"] for each in done.json["changes"]] == ["Loneliness", "Frailty", "Cold homes", "Débrouillardise"]
    assert done.json["edit"] == before + 1
    assert done.json["what"] == "added 4 factors"


def test_a_list_saved_by_an_old_windows_program_is_read(sysmap, town):
    done = sysmap("add", town, "factor", "-", given="Café visits\n".encode("cp1252"))
    assert done.lines == ["Added factor “Café visits”."]


def test_a_name_like_another_is_added_and_said_to_be_like_it(sysmap, town):
    done = sysmap("add", town, "factor", "Carer strains")
    assert done.lines == ["Added factor “Carer strains”."]
    assert done.err == 'like: “Carer strain”; sysmap merge town.sysmap "Carer strain" "Carer strains" joins them\n'


def test_a_name_that_is_there_is_added_alone_and_can_be_taken_back(sysmap, town):
    done = sysmap("add", town, "factor", "carer strain")
    assert done.err.startswith("“Carer strain” is on the map already; sysmap rm town.sysmap fac_")
    told = done.err.split("; sysmap ")[1].split(" takes")[0]
    sysmap(*told.split())
    assert sysmap("show", town, "--format", "json").json["counts"]["Factor"] == 2


def test_in_a_list_a_name_that_is_there_is_not_added_again(sysmap, town):
    done = sysmap("add", town, "factor", "-", given="Falls\nCarer strain\nFalls\n")
    assert done.lines == ["Added factor “Falls”."]
    assert done.err.count("is on the map already and was not added again") == 2
    again = sysmap("add", town, "factor", "Falls", "Carer strain")
    assert again.lines == ["Nothing was added."]
    assert sysmap("log", town, "--format", "json").json["edits"][-1]["what"] == "added factor “Falls”"


def test_a_list_of_names_that_differ_by_numbers_gets_no_hints(sysmap, town):
    assert sysmap("add", town, "place", "-", given="".join(f"Ward {each}\n" for each in range(30))).err == ""


def test_a_loop_takes_the_names_after_its_own_and_says_at_once_where_it_does_not_close(sysmap, town):
    assert sysmap("add", town, "loop", "Strain", "carer", "hosp").err == ""
    assert sysmap("loops", town, "--format", "json").json["loops"][0]["name"] == "Strain"
    sysmap("add", town, "factor", "Falls")
    broken = sysmap("add", town, "loop", "Falling", "falls", "carer")
    assert broken.err.startswith("“Falling” does not close yet: ")
    assert "“Strain” is on the map already; sysmap rm" in sysmap("add", town, "loop", "strain", "carer", "hosp").err


def test_the_hint_can_be_followed(sysmap, town):
    sysmap("add", town, "factor", "Carer strains")
    assert "Also called “Carer strains”." in sysmap("merge", "town.sysmap", "Carer strain", "Carer strains").lines
    assert values_of(sysmap, town, "Carer strains")["name"] == "Carer strain"
    assert "Split “Carer strains”" in sysmap("split", town, "Carer strains").out
    assert values_of(sysmap, town, "Carer strains")["name"] == "Carer strains"


def test_an_element_is_not_merged_with_itself(sysmap, town):
    sysmap("add", town, "factor", "Carer strain at night")
    assert "that is the same element" in sysmap("merge", town, "Carer strain", "carer strain", code=2).err
    assert sysmap("show", town, "--format", "json").json["counts"]["Factor"] == 3


def test_a_whole_name_of_another_kind_is_not_taken_for_a_longer_one(sysmap, town):
    sysmap("add", town, "service", "Home care")
    sysmap("add", town, "factor", "Home care hours")
    refused = sysmap("merge", town, "Carer strain", "home care", code=1)
    assert refused.err == "sysmap: “Home care” is a service; a factor belongs there\n"
    assert sysmap("link", town, "home care", "more", "carer").code == 0


def test_the_outer_of_two_merges_is_split_first(sysmap, town):
    sysmap("add", town, "factor", "Falls", "Slips")
    sysmap("merge", town, "Falls", "Slips")
    sysmap("merge", town, "Carer strain", "Falls")
    refused = sysmap("split", town, "Slips", code=1)
    assert refused.err == "sysmap: “Slips” was merged into “Falls”, which was merged: split “Falls” first\n"
    sysmap("split", town, "Falls")
    sysmap("split", town, "Slips")


def test_what_was_never_merged_cannot_be_split(sysmap, town):
    assert sysmap("split", town, "Carer strain", code=1).err == "sysmap: nothing was merged into “Carer strain”\n"


def test_elements_are_attached_while_they_are_added(sysmap, town):
    done = sysmap("add", town, "organisation", "Home team", "--part-of", "care board")
    assert done.lines == ["Added organisation “Home team”.", "“Home team” is part of “Care Board”."]
    done = sysmap("add", town, "factor", "Falls", "--owner", "home team", "--control", "ours")
    assert "“Home team” answers for “Falls”." in done.lines
    assert values_of(sysmap, town, "Falls")["control"] == "ours"


def test_a_loop_is_named_by_the_elements_it_passes_through(sysmap, town):
    sysmap("add", town, "loop", "Strain and relief", "--through", "carer", "--through", "hosp")
    loops = sysmap("loops", town, "--format", "json").json
    assert [(each["name"], each["polarity"]) for each in loops["loops"]] == [("Strain and relief", "B")]


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("more", "More “Falls” means more “Carer strain”."),
        ("+", "More “Falls” means more “Carer strain”."),
        ("less", "More “Falls” means less “Carer strain”."),
        ("-", "More “Falls” means less “Carer strain”."),
        ("?", "“Falls” changes “Carer strain”, which way is unsure."),
        ("unsure", "“Falls” changes “Carer strain”, which way is unsure."),
    ],
)
def test_an_influence_is_read_back_as_a_sentence(sysmap, town, how, sentence):
    sysmap("add", town, "factor", "Falls")
    assert sysmap("link", town, "falls", how, "carer").lines == [sentence]


@pytest.mark.parametrize(
    ("amount", "exact", "basis"),
    [
        ("300k", "300000", None),
        ("£12,000", "12000", None),
        ("1.2m", "1200000", None),
        ("about 300k", "300000", "estimate"),
        ("~ £1.5 million", "1500000", "estimate"),
        ("1234.56", "1234.56", None),
    ],
)
def test_money_may_be_typed_as_people_say_it(sysmap, town, amount, exact, basis):
    sysmap("add", town, "service", "Falls classes")
    done = sysmap(
        "link", town, "Care Board", "funds", "Falls", "--amount", amount, "--year", "2025/26", "--format", "json"
    )
    values = values_of(sysmap, town, done.json["changes"][0]["id"])
    assert values["amount"] == exact
    assert values.get("basis") == basis
    assert (values["period_start"], values["period_end"]) == ("2025-04-01", "2026-03-31")


@pytest.mark.parametrize("amount", ["lots", "-5", "3x", "", "1,2,3"])
def test_what_is_no_amount_is_refused(sysmap, town, amount):
    done = sysmap("link", town, "Care Board", "funds", "Connectors", f"--amount={amount}", code=0 if not amount else 2)
    assert ("write an amount" in done.err) == bool(amount)


def test_every_other_type_goes_by_its_words(sysmap, town):
    sysmap("add", town, "org", "Council")
    assert sysmap("link", town, "Council", "works-with", "Care Board", "--collab-level", "3").lines == [
        "“Council” works with “Care Board” (how closely coordination)."
    ]
    assert sysmap("link", town, "Council", "part-of", "Care Board").lines == ["“Council” is part of “Care Board”."]
    refused = sysmap("link", town, "Council", "more", "carer", code=1)
    assert refused.err == "sysmap: “Council” is an organisation; a factor or service belongs there\n"


def test_what_money_is_for_is_read_back_by_its_name(sysmap, town):
    done = sysmap("link", town, "Care Board", "funds", "Connectors", "--service", "conn", "--year", "25/26")
    assert "for Connectors" in done.out
    assert "svc_" not in done.out


def test_a_type_of_ones_own_is_made_only_where_it_is_meant(sysmap, town):
    refused = sysmap("link", town, "Care Board", "lends-rooms-to", "Connectors", code=2)
    assert "no link goes by 'lends-rooms-to'" in refused.err
    made = sysmap("link", town, "Care Board", "lends-rooms-to", "Connectors", "--own")
    assert made.lines == ["“Care Board” lends rooms to “Connectors”."]
    sysmap("link", town, "Connectors", "lends rooms to", "Care Board")


def test_values_are_set_and_removed_by_their_names_or_words(sysmap, town):
    said = sysmap("set", town, "carer", "who decides=others decide", "note=Asked for twice")
    assert said.lines == ["“Carer strain”: who decides others decide.", "“Carer strain”: note Asked for twice."]
    assert values_of(sysmap, town, "carer")["control"] == "theirs"
    sysmap("set", town, "carer", "note=")
    assert "note" not in values_of(sysmap, town, "carer")


def test_a_link_is_set_by_its_ends_and_the_word_between(sysmap, town):
    sysmap("set", town, "carer", "more", "hosp", "strength=3", "polarity=?")
    link = sysmap("show", town, "carer", "unsure", "hosp", "--format", "json").json
    assert link["values"]["strength"] == "3"
    assert "there is: “Carer strain” changes" in sysmap("set", town, "carer", "more", "hosp", "delay=weeks", code=1).err


def test_setting_what_stands_already_is_no_edit(sysmap, town):
    sysmap("set", town, "carer", "control=ours")
    assert "is so already" in sysmap("set", town, "carer", "control=ours", code=2).err


def test_a_slip_in_a_property_is_caught_and_a_property_of_ones_own_is_kept(sysmap, town):
    assert "did you mean control?" in sysmap("set", town, "carer", "contrl=ours", code=2).err
    said = sysmap("set", town, "carer", "colour on the wall=red")
    assert said.err == "colour on the wall is a property of your own\n"
    sysmap("set", town, "carer", "contrl=ours", "--own")
    assert values_of(sysmap, town, "carer")["contrl"] == "ours"


def test_a_value_that_is_none_of_those_allowed_is_refused(sysmap, town):
    refused = sysmap("set", town, "carer", "control=mine", code=2)
    assert refused.err == "sysmap: control is 'mine'; write one of ours, shared, theirs, none\n"


def test_removing_takes_the_links_along_and_undo_brings_all_back(sysmap, town):
    done = sysmap("rm", town, "Carer strain")
    assert done.lines[0] == "Removed “Carer strain”."
    assert len(done.lines) == 3
    assert sysmap("loops", town, "--format", "json").json["count"] == 0
    sysmap("undo", town)
    assert sysmap("loops", town, "--format", "json").json["count"] == 1


def test_one_link_is_removed_by_its_three_words(sysmap, town):
    done = sysmap("rm", town, "carer", "more", "hosp")
    assert done.lines == ["Removed the link More “Carer strain” means more “Hospital admissions”."]
    assert sysmap("show", town, "--format", "json").json["counts"]["INFLUENCES"] == 1


def test_undo_and_redo_say_what_they_did(sysmap, town):
    sysmap("add", town, "factor", "Loneliness")
    assert sysmap("undo", town).lines == ["Undid: added factor “Loneliness”."]
    assert sysmap("redo", town).lines == ["Did again: added factor “Loneliness”."]
    assert sysmap("undo", town, "--by", "mapper", code=1).err == "sysmap: nothing left to undo by mapper\n"


def test_undo_is_refused_where_somebody_else_built_on_it(sysmap, town):
    sysmap("add", town, "factor", "Loneliness")
    sysmap("link", town, "lone", "more", "carer", "--by", "mapper")
    refused = sysmap("undo", town, code=1)
    assert "mapper built on it since" in refused.err
    assert refused.err.count("\n") == 1


def test_the_role_comes_from_the_environment(sysmap, town, monkeypatch):
    monkeypatch.setenv("SYSMAP_BY", "note-taker")
    assert (
        sysmap("add", town, "factor", "Loneliness", "--why", "heard twice", "--format", "json").json["by"]
        == "note-taker"
    )
    last = sysmap("log", town, "--last", "1", "--format", "json").json["edits"][0]
    assert (last["by"], last["why"]) == ("note-taker", "heard twice")


def test_an_ambiguous_name_is_never_guessed(sysmap, town):
    sysmap("add", town, "factor", "Carer income")
    refused = sysmap("set", town, "carer", "control=ours", code=1)
    assert refused.err.startswith("sysmap: 'carer' could be 'Carer strain' (fac_")
    assert refused.err.count("\n") == 1


def test_in_a_terminal_an_ambiguous_name_is_asked_about(sysmap, town, monkeypatch):
    sysmap("add", town, "factor", "Carer income")
    monkeypatch.setattr("sysmap.cli.asking.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sysmap.cli.asking.sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: 2)
    asked = sysmap("set", town, "carer", "control=ours")
    assert "  2  Carer income (factor, fac_" in asked.err
    assert asked.lines == ["“Carer income”: who decides ours to change."]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "=1+1", "--help", "Ω≈ç 漢字 🙂", 'say "no"', "a;b", "[bold]x[/]"]
)
def test_any_name_is_kept_as_it_was_typed(sysmap, town, hostile):
    sysmap("add", town, "factor", "--", hostile)
    shown = sysmap("show", "--format", "json", "--", town, hostile).json
    assert shown["values"] == {"name": hostile}
    assert hostile in sysmap("log", town, "--last", "1").out


def test_an_edit_in_json_names_what_it_made(sysmap, town):
    data = json.loads(sysmap("add", town, "factor", "Loneliness", "--format", "json").out)
    assert data["changes"][0]["id"].startswith("fac_")
    assert data["changes"][0]["kind"] == "Factor"


def test_help_of_a_command_shows_its_examples(sysmap):
    said = sysmap("link", "--help").lines
    assert '  sysmap link town.sysmap "Carer strain" more "Hospital admissions"' in said
    assert "JSON keys of link:" in said


def test_an_end_that_is_not_there_is_added_with_its_link_where_asked(sysmap, town):
    assert (
        "nothing on this map is called 'Cold homes'" in sysmap("link", town, "Cold homes", "more", "carer", code=1).err
    )
    done = sysmap("link", town, "Cold homes", "more", "carer", "--add")
    assert done.lines == ["Added factor “Cold homes”.", "More “Cold homes” means more “Carer strain”."]
    assert sysmap("undo", town).lines == ["Undid: linked: More “Cold homes” means more “Carer strain”."]
    assert "called 'Cold homes'" in sysmap("show", town, "Cold homes", code=1).err
    sysmap("link", town, "Age Well", "delivers", "Connectors", "--add")
    assert sysmap("show", town, "Age Well", "--format", "json").json["kind"] == "Organisation"
    assert "say what it is with sysmap add" in sysmap("link", town, "Age Well", "funds", "X", "--add", code=1).err


def test_a_note_does_without_a_name(sysmap, town):
    sysmap("add", town, "note", "--text", "Carers were not in the room", "--kind", "question")
    assert sysmap("show", town, "--format", "json").json["counts"]["Note"] == 1
    assert sysmap("add", town, "factor", "-", given="\n \n", code=2).err == "sysmap: a factor needs a name\n"
    assert sysmap("add", town, "note", "-", given="", code=2).err == "sysmap: a note needs a name\n"


def test_of_several_merges_and_several_links_none_is_guessed(sysmap, town):
    sysmap("add", town, "factor", "Strain on carers", "Burden of carers")
    for name in ("Strain on carers", "Burden of carers"):
        sysmap("merge", town, "Carer strain", name)
    refused = sysmap("split", town, "Carer strain", code=1)
    assert "“Strain on carers” (mrg_" in refused.err
    assert "“Burden of carers” (mrg_" in refused.err
    assert "Split “Burden of carers”" in sysmap("split", town, "burden of carers").out
    sysmap("link", town, "Care Board", "funds", "Connectors", "--amount", "5k", "--year", "2026-27")
    several = sysmap("rm", town, "Care Board", "funds", "Connectors", code=1)
    assert "2 links fit" in several.err
    assert "310000, 2025-04-01, actual" in several.err
    link = several.err.rpartition("(fun_")[2].partition(")")[0]
    sysmap("rm", town, f"fun_{link}")
    assert len(sysmap("money", town, "--format", "json").json["flows"]) == 1


def test_a_target_is_one_name_or_three_words(sysmap, town):
    refused = sysmap("set", town, "carer", "more", "control=ours", code=2)
    assert refused.err.startswith("sysmap: name one element, or a link by three words")
    assert "nothing to set" in sysmap("set", town, "carer", code=2).err
    assert sysmap("rm", town, "carer", "nobody", code=1).err == "sysmap: nothing on this map is called 'nobody'\n"


def test_elements_are_merged_with_their_own_kind_only(sysmap, town):
    refused = sysmap("merge", town, "Carer strain", "Care Board", code=1)
    assert refused.err.count("\n") == 1
    board = sysmap("show", town, "Care Board", "--format", "json").json["id"]
    assert "are not two of one kind" in sysmap("merge", town, "Carer strain", board, code=2).err


def test_what_is_no_text_is_no_list_of_names(sysmap, town):
    assert "no text" in sysmap("add", town, "factor", "-", given=b"\x00\x01\xff", code=2).err


def test_nothing_can_be_taken_from_a_map_that_was_not_described(sysmap):
    sysmap("new", "blank")
    assert "nothing to take away" in sysmap("about", "blank", "note=", code=2).err
    assert sysmap("about", "blank", "note=First try").lines == ["This map: note First try."]
    assert sysmap("about", "blank", "note=").lines == ["This map: note removed."]


def test_an_empty_role_is_refused(sysmap, town, monkeypatch):
    assert "a role is wanted" in sysmap("add", town, "factor", "Falls", "--by", " ", code=2).err
    monkeypatch.setenv("SYSMAP_BY", " ")
    assert sysmap("add", town, "factor", "Falls", "--format", "json").json["by"] == "facilitator"


@pytest.mark.parametrize("name", ["", " ", "out/", "town.xlsx", "town.JSON"])
def test_what_is_no_name_of_a_map_is_refused(sysmap, tmp_path, name):
    (tmp_path / "out").mkdir()
    refused = sysmap("new", name, code=2)
    assert "write " in refused.err
    assert refused.err.count("\n") == 1
    assert [each.name for each in tmp_path.rglob("*")] == ["out"]


@pytest.mark.parametrize(("name", "file"), [("Town v1.2", "Town v1.2.sysmap"), ("St. Helens", "St. Helens.sysmap")])
def test_a_dot_in_a_name_is_no_ending(sysmap, tmp_path, name, file):
    sysmap("new", name)
    assert (tmp_path / file).is_file()


@pytest.mark.parametrize("name", ["12", "now", "Start", "2026-11-22", "2026"])
def test_a_snapshot_is_not_called_what_a_moment_is(sysmap, town, name):
    assert "is a moment already" in sysmap("snapshot", town, name, code=2).err


def test_values_stand_among_names_and_no_thing_is_called_after_one(sysmap, town):
    sysmap("add", town, "factor", "Falls", "outcome=yes", "desired_direction=down", "Frailty")
    told = values_of(sysmap, town, "Falls")
    assert (told["outcome"], told["desired_direction"]) == ("yes", "down")
    assert (
        sysmap("add", town, "factor", "Blood pressure=140", "--by", "nurse").lines[0].endswith("“Blood pressure=140”.")
    )
    sysmap("link", town, "Frailty", "more", "Falls", "confidence=contested")
    refused = sysmap("link", town, "Frailty", "less", "Falls", "confidence", code=2)
    assert "is no value; write name=value" in refused.err


def test_what_only_counts_as_a_link_is_not_kept_as_a_value(sysmap, town):
    sysmap("add", town, "factor", "Falls")
    refused = sysmap("set", town, "Falls", "owner=NHS Board", code=2).err
    assert "'owner' is a link, not a value: sysmap link MAP 'NHS Board' stewards NAME" in refused
    assert values_of(sysmap, town, "Falls").get("owner") is None
    sysmap("set", town, "Falls", "owner=NHS Board", "--own")
    assert values_of(sysmap, town, "Falls")["owner"] == "NHS Board"
