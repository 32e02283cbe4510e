"""What a file holds, fitted to a map that is there already."""

from sysmap.formats.interface import Place, Reading
from sysmap.model.edits import add, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.merging import merge_elements
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline.fitting import check_incoming, fit_records, leave_out


def factor(record_id, name):
    return Record(record_id, "Factor", {"name": name})


def link(record_id, start, finish):
    return Record(record_id, "INFLUENCES", {"from_id": start, "to_id": finish})


BEFORE = SystemMap([factor("a", "Falls"), factor("b", "Frailty"), factor("c", "Cold homes"), link("ab", "a", "b")])


def test_names_lead_to_elements_that_are_on_the_map_alone():
    reading = Reading((factor("n", "New"), link("x", "falls", "n"), link("y", "NEW", "b")))
    _, x, y = fit_records(BEFORE, reading)
    assert (x.from_id, x.to_id) == ("a", "n")
    assert (y.from_id, y.to_id) == ("NEW", "b")


def test_a_name_that_several_have_leads_nowhere():
    twins = SystemMap([*BEFORE, factor("d", "FALLS")])
    (x,) = fit_records(twins, Reading((link("x", "Falls", "b"),)))
    assert x.from_id == "Falls"


def test_what_was_merged_stays_merged_and_what_hung_on_it_follows():
    merged = apply(BEFORE, merge_elements(BEFORE, "a", "c", by="facilitator"))
    fitted = fit_records(merged, Reading((factor("c", "Cold homes"), link("cb", "c", "b"))))
    assert [(each.id, each.from_id) for each in fitted] == [("cb", "a")]


def test_a_position_takes_the_place_of_the_one_there_is():
    before = SystemMap([*BEFORE, Record("p", "Position", {"element_id": "a", "x": "1", "y": "1"})])
    again = Reading((Record("other", "Position", {"element_id": "a", "x": "2", "y": "2"}),))
    elsewhere = Reading((Record("q", "Position", {"element_id": "a", "view": "money", "x": "2", "y": "2"}),))
    assert [each.id for each in fit_records(before, again)] == ["p"]
    assert [each.id for each in fit_records(before, elsewhere)] == ["q"]


def test_a_row_that_acts_on_a_link_joins_what_that_joins():
    acts = {"scenario": "sc", "scenario_target": "ab"}
    scenario = Record("sc", "Scenario", {"name": "Less"})
    change = Record("x", "INFLUENCES", {**acts, "scenario_action": "change", "polarity": "-"})
    drop = Record("y", "INFLUENCES", {**acts, "scenario_action": "remove"})
    astray = Record("z", "INFLUENCES", {**acts, "scenario_action": "remove", "scenario_target": "nothing"})
    fitted = fit_records(BEFORE, Reading((scenario, change, drop, astray)))
    assert [(each.from_id, each.to_id) for each in fitted[1:]] == [("a", "b"), ("a", "b"), ("", "")]
    assert [each.id for each in leave_out(fitted, set(), BEFORE)] == ["sc", "x", "y"]
    there = apply(BEFORE, make_edit("import", [add(each) for each in fitted[:2]], by="analyst"))
    assert branch(there, "sc")["ab"].get("polarity") == "-"


def test_problems_are_told_as_things_would_stand_on_the_map():
    reading = Reading((link("x", "falls", "nowhere"), factor("n", "")), places={"x": Place("links.csv", 2)})
    records = fit_records(BEFORE, reading)
    told = check_incoming(BEFORE, records, reading)
    assert [(each.record_id, each.field, each.file, each.row) for each in told] == [
        ("x", "to_id", "links.csv", 2),
        ("n", "name", "", 0),
    ]


def test_what_is_wrong_with_the_map_already_is_not_told_again():
    before = SystemMap([*BEFORE, link("loose", "a", "gone")])
    reading = Reading((factor("n", "New"),))
    assert check_incoming(before, fit_records(before, reading), reading) == []


def test_what_hangs_on_what_is_left_out_is_left_out_too():
    records = [factor("n", ""), factor("m", "Fine"), link("nm", "n", "m"), link("ma", "m", "a")]
    assert [each.id for each in leave_out(records, {"n"}, BEFORE)] == ["m", "ma"]
