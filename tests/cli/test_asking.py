"""Asking a map: the same answer as text, JSON and CSV, at a moment, in a scenario, for an audience."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXPECTED = json.loads((ROOT / "tests" / "golden" / "thornmere_expected.json").read_text(encoding="utf-8"))


def test_thornmere_is_asked_for_its_loops(sysmap, thornmere):
    loops = sysmap("loops", thornmere, "--format", "json").json
    cycles = EXPECTED["causal_cycles"]
    assert (loops["count"], loops["at_least"], loops["is_whole"]) == (cycles["base_total"], False, True)
    assert loops["by_polarity"] == {"R": cycles["base_R"], "B": cycles["base_B"], "undetermined": 0}
    assert max(each["length"] for each in loops["loops"]) == cycles["base_max_len"]
    assert loops["by_element"] == EXPECTED["loop_participation_base"]
    said = sysmap("loops", thornmere)
    assert "There are 51 feedback loops: 19 feed themselves (R) and 32 keep things in check (B)." in said.lines
    assert "31 more: --list 51 lists all." in said.lines


def test_a_scenario_is_asked_only_where_it_is_named(sysmap, thornmere):
    pilot = sysmap("loops", thornmere, "--scenario", "home-first", "--format", "json").json
    assert pilot["count"] == EXPECTED["causal_cycles"]["with_SC1"]
    assert pilot["scenario"] == "SC1"
    assert "scenario “Home-First Alliance pilot in Eastfield”" in sysmap("loops", thornmere, "--scenario", "SC1").out


def test_loops_through_an_element_come_shortest_first(sysmap, thornmere):
    loops = sysmap("loops", thornmere, "--through", "F10", "--format", "json").json["loops"]
    assert len(loops) == EXPECTED["loop_participation_base"]["F10"]
    assert [each["length"] for each in loops] == sorted(each["length"] for each in loops)
    assert all(each["elements"][0] == "F10" for each in loops)


def test_a_search_that_is_stopped_says_how_far_it_got(sysmap, thornmere):
    stopped = sysmap("loops", thornmere, "--limit", "5", "--format", "json").json
    assert (stopped["at_least"], stopped["complete_to_length"]) == (True, 2)
    assert stopped["count"] >= 5
    assert f"There are at least {stopped['count']} feedback loops" in sysmap("loops", thornmere, "--limit", "5").out


def test_thornmere_is_asked_for_its_boundaries(sysmap, thornmere):
    counts = sysmap("boundaries", thornmere, "--format", "json").json["counts"]["accountable"]
    for kind, by_class in EXPECTED["boundary_classes_base"].items():
        assert counts[kind] == by_class
    assert "nobody on this map owns an end of it" in sysmap("boundaries", thornmere).out


def test_thornmere_is_asked_for_its_money(sysmap, thornmere):
    money = sysmap("money", thornmere, "--format", "json").json
    spend = EXPECTED["spend_2025_26"]
    assert (money["year"], money["basis"], money["currency"]) == ("2025-26", "actual", "GBP")
    assert float(money["total_spend"]) == spend["total_cash_service_spend"]
    assert {each["id"]: float(each["amount"]) for each in money["by_service"]} == spend["by_service"]
    shares = {each["tier"]: float(each["share_percent"]) for each in money["by_tier"] if float(each["amount"])}
    assert shares == spend["share_pct"]
    council = next(each for each in money["organisations"] if each["id"] == "O02")
    assert float(council["inflow"]) == spend["O02_inflow"]
    assert float(council["outflow"]) == spend["O02_mapped_outflow"]
    assert "87.8% crisis or immediate need" in sysmap("money", thornmere).out


def test_money_of_another_year_and_basis(sysmap, thornmere):
    money = sysmap("money", thornmere, "--year", "2026-27", "--basis", "budget", "--format", "json").json
    assert (money["year"], money["basis"]) == ("2026-27", "budget")
    assert all((flow["year"], flow["basis"]) == ("2026-27", "budget") for flow in money["flows"])


def test_no_money_is_no_answer(sysmap, thornmere):
    done = sysmap("money", thornmere, "--year", "1999-00", code=1)
    assert "No money is on this map for 1999-00" in done.out


@pytest.mark.parametrize(("option", "value"), [("--year", "2025-27"), ("--year", "soon"), ("--basis", "guess")])
def test_a_year_or_basis_that_is_none_is_wrong_use(sysmap, thornmere, option, value):
    done = sysmap("money", thornmere, option, value, code=2)
    assert done.err.count("\n") == 1


def test_check_lists_what_to_tidy_up_as_of_a_day(sysmap, thornmere):
    done = sysmap("check", thornmere, "--as-of", "2026-11-22", "--format", "json").json
    found = {each["kind"]: each for each in done["findings"]}
    assert set(EXPECTED["outcomes_without_measure"]) == set(found["no_measure"]["about"])
    assert done["as_of"] == found["no_measure"]["as_of"] == "2026-11-22"
    assert "as of 2026-11-22" in sysmap("check", thornmere, "--as-of", "2026-11-22").lines[0]
    later = sysmap("check", thornmere, "--as-of", "2050-01-01", "--format", "json").json
    assert "overdue" in {each["kind"] for each in later["findings"]}


def test_check_ends_with_1_where_something_is_wrong(sysmap, town):
    sysmap("add", town, "organisation", "Ring")
    sysmap("link", town, "Ring", "part-of", "Care Board")
    sysmap("link", town, "Care Board", "part-of", "Ring")
    done = sysmap("check", town, code=1)
    assert "error: these are part of each other in a circle" in done.out


@pytest.mark.parametrize("as_of", ["22/13/2026", "soon", "2026-13-01"])
def test_a_day_that_is_none_is_wrong_use(sysmap, town, as_of):
    assert "is no date" in sysmap("check", town, "--as-of", as_of, code=2).err


def test_show_counts_what_is_there_and_what_is_missing(sysmap, thornmere):
    shown = sysmap("show", thornmere, "--as-of", "2026-11-22", "--format", "json").json
    base = EXPECTED["counts"]
    assert sum(shown["counts"][kind] for kind in base["by_type"]) == base["base_relationships"]
    assert [(each["id"], each["rows"]) for each in shown["scenarios"]] == [("SC1", 19)]
    text = sysmap("show", thornmere).out
    assert "factors and services have no owner on this map" in text
    assert "“Home-First Alliance pilot in Eastfield” lays 19 rows over it." in text


def test_an_empty_map_says_so(sysmap):
    sysmap("new", "blank")
    assert "Nothing is on it yet." in sysmap("show", "blank").lines
    assert "There is no feedback loop." in sysmap("loops", "blank").lines
    assert "No influence, dependence, money or working tie is drawn yet." in sysmap("boundaries", "blank").lines
    assert sysmap("log", "blank").lines == ["Nothing was done on this map yet."]


def test_show_tells_an_element_by_its_links_as_sentences(sysmap, town):
    said = sysmap("show", town, "carer")
    assert "More “Carer strain” means more “Hospital admissions”." in said.lines
    assert "More “Hospital admissions” means less “Carer strain”." in said.lines
    paid = sysmap("show", town, "Care Board", "funds", "Connectors")
    assert "  amount: 310,000" in paid.lines


def test_an_audience_sees_only_what_it_may_and_is_told_how_much_is_left_out(sysmap, town):
    sysmap("set", town, "carer", "sensitivity=internal")
    for command in ("loops", "show", "boundaries"):
        assert "Carer strain" in sysmap(command, town).out or command != "show"
        partner = sysmap(command, town, "--for", "partner")
        assert "Carer strain" not in partner.out
        assert "3 withheld from this audience: 2 “influences” links, 1 factor." in partner.lines
    assert "called 'carer'" in sysmap("show", town, "carer", "--for", "partner", code=1).err


def test_a_map_is_asked_as_it_was(sysmap, town):
    sysmap("snapshot", town, "before lunch")
    sysmap("rm", town, "carer", "more", "hosp")
    assert sysmap("loops", town, "--format", "json").json["count"] == 0
    for moment in ("before lunch", "Before Lunch"):
        assert sysmap("loops", town, "--at", moment, "--format", "json").json["count"] == 1
    assert "as it was at" in sysmap("show", town, "--at", "before lunch").lines[0]
    assert sysmap("show", town, "--at", "1", "--format", "json").json["counts"] == {"Map": 1}
    assert "Nothing is on it yet." in sysmap("show", town, "--at", "start").lines
    refused = sysmap("show", town, "--at", "yesterday", code=1)
    assert "no moment 'yesterday'" in refused.err
    assert "'before lunch'" in refused.err


def test_the_log_tells_what_was_done_by_whom(sysmap, town):
    sysmap("set", town, "carer", "control=ours", "--by", "mapper", "--why", "agreed in the room")
    log = sysmap("log", town, "--format", "json").json["edits"]
    assert [each["number"] for each in log] == list(range(1, len(log) + 1))
    assert (log[-1]["by"], log[-1]["why"]) == ("mapper", "agreed in the room")
    assert log[-1]["changes"][0]["new"] == {"control": "ours"}
    of_carer = sysmap("log", town, "carer", "--format", "json").json["edits"]
    assert [each["number"] for each in of_carer] == [2, len(log)]
    assert len(sysmap("log", town, "--since", "3", "--format", "json").json["edits"]) == len(log) - 3
    assert "because: agreed in the room" in sysmap("log", town, "--last", "1").out


def test_a_moment_is_named_once(sysmap, town):
    said = sysmap("snapshot", town, "start of day", "--at", "2", "--note", "two factors")
    assert said.lines == ["Snapshot “start of day” after edit 2."]
    assert "start of day" in sysmap("snapshot", town, "start of day", code=1).err
    listed = sysmap("snapshot", town, "--format", "json").json["snapshots"]
    assert [(each["name"], each["edit"], each["note"]) for each in listed] == [("start of day", 2, "two factors")]


def test_two_moments_are_compared_loops_and_all(sysmap, town):
    sysmap("snapshot", town, "before")
    sysmap("rm", town, "carer", "more", "hosp")
    sysmap("add", town, "factor", "Loneliness")
    sysmap("set", town, "hosp", "control=shared")
    found = sysmap("diff", town, "--from", "before", "--format", "json").json
    assert [each["kind"] for each in found["added"]] == ["Factor"]
    assert [each["kind"] for each in found["removed"]] == ["INFLUENCES"]
    assert [(each["property"], each["old"], each["new"]) for each in found["changed"]] == [("control", "", "shared")]
    assert [(each["length"], each["polarity"]) for each in found["loops_broken"]] == [(2, "B")]
    text = sysmap("diff", town, "--from", "before").lines
    assert "  “Hospital admissions”: who decides, nothing → shared with others" in text
    back = sysmap("diff", town, "--from", "now", "--to", "before", "--format", "json").json
    assert len(back["loops_made"]) == 1
    assert "Nothing differs." in sysmap("diff", town, "--from", "now").lines


def test_two_maps_are_compared(sysmap, town):
    sysmap("export", town, "copy.json")
    sysmap("import", "copy", "copy.json", "--new")
    assert "Nothing differs." in sysmap("diff", town, "copy").lines
    sysmap("add", "copy", "factor", "Loneliness")
    assert sysmap("diff", town, "copy", "--format", "csv").rows[0]["what"] == "added"
    assert "not both" in sysmap("diff", town, "copy", "--from", "1", code=2).err


def test_csv_holds_every_row_and_runs_nothing(sysmap, thornmere):
    rows = sysmap("loops", thornmere, "--format", "csv").rows
    assert len(rows) == 51
    assert set(rows[0]) >= {"id", "name", "elements", "relationships", "length", "polarity"}
    sysmap("new", "bad")
    sysmap("add", "bad", "factor", "=cmd|' /C calc'!A0")
    sysmap("add", "bad", "factor", "@SUM(1)")
    sysmap("link", "bad", "=cmd", "more", "@SUM(1)")
    sysmap("link", "bad", "@SUM(1)", "more", "=cmd")
    (row,) = sysmap("loops", "bad", "--format", "csv").rows
    assert row["path"].startswith("'=cmd") or row["path"].startswith("'@SUM")


def test_show_tells_a_loop_by_its_links(sysmap, town):
    sysmap("add", town, "loop", "Relief", "--through", "carer", "--through", "hosp")
    said = sysmap("show", town, "Relief")
    assert "  keeps in check (B)" in said.lines
    assert "  More “Carer strain” means more “Hospital admissions”." in said.lines
    assert "On the loop “Relief”: keeps in check (B)." in sysmap("show", town, "carer").lines
    sysmap("rm", town, "carer", "more", "hosp")
    assert "  broken: no link from Carer strain to Hospital admissions" in sysmap("show", town, "Relief").lines
    assert any(line.startswith("“Relief” is broken") for line in sysmap("loops", town).lines)


def test_what_is_listed_can_be_cut_and_says_so(sysmap, thornmere):
    said = sysmap("show", thornmere, "F05", "--list", "2")
    assert "7 more links: --list 9 lists all." in said.lines
    checked = sysmap("check", thornmere, "--as-of", "2050-01-01", "--list", "1")
    assert any("more: --list" in line for line in checked.lines)
    flows = sysmap("money", thornmere, "--list", "1")
    assert "26 more: --list 27 lists all." in flows.lines


def test_what_was_withheld_is_not_said_to_be_missing(sysmap, town):
    sysmap("set", town, "carer", "outcome=yes", "sensitivity=public")
    sysmap("set", town, "hosp", "outcome=yes", "sensitivity=public")
    sysmap("add", town, "source", "Survey", "--sensitivity", "internal")
    sysmap("set", town, "carer", "source=Survey")
    assert "do not say where they come from" in sysmap("check", town).out
    for command in ("check", "show"):
        public = sysmap(command, town, "--for", "public").out
        assert "do not say where they come from" not in public
        assert "are not yet connected" not in public
        assert "Withheld too, so not asked here: who answers for what, where claims come from, what is not" in public
        assert "INFLUENCES" not in public


def test_a_comparison_counts_what_is_withheld(sysmap, town):
    assert "withheld" not in sysmap("diff", town).out
    sysmap("set", town, "carer", "sensitivity=internal")
    partner = ("diff", town, "--from", "3", "--for", "partner")
    assert "After: 3 withheld from this audience: 2 “influences” links, 1 factor." in sysmap(*partner).lines
    said = sysmap(*partner, "--format", "json").json
    assert (said["withheld_before"], said["withheld_after"]) == (
        {"Factor": 1, "INFLUENCES": 1},
        {"INFLUENCES": 2, "Factor": 1},
    ), "what is secret by now is secret of what was, too"


def test_what_acts_on_itself_is_counted_beside_the_loops(sysmap, town):
    sysmap("link", town, "carer", "more", "carer")
    assert sysmap("loops", town).lines[1].endswith(", and 1 that acts on itself.")
    sysmap("rm", town, "hosp")
    assert sysmap("loops", town).lines[1] == "There is no feedback loop but 1 that acts on itself."


def test_only_broken_loops_through_what_is_asked_for_are_told(sysmap, town):
    sysmap("add", town, "factor", "Falls", "Frailty")
    sysmap("add", town, "loop", "Falling", "falls", "frailty")
    assert "“Falling” is broken" in sysmap("loops", town, "--through", "falls").out
    assert "“Falling” is broken" not in sysmap("loops", town, "--through", "carer").out
