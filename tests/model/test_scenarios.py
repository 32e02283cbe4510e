"""Base and scenarios kept apart."""

import pytest

from sysmap.errors import NotFoundError
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch


def scenario_map():
    return SystemMap(
        [
            Record("SC1", "Scenario", {"name": "Pilot"}),
            Record("SC2", "Scenario", {"name": "Cut"}),
            Record("a", "Factor", {"name": "A", "control": "ours"}),
            Record("b", "Factor", {"name": "B"}),
            Record("i", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "+"}),
            Record("n", "Note", {"text": "about the link"}),
            Record("ab", "ABOUT", {"from_id": "n", "to_id": "i"}),
            Record("p", "Service", {"name": "Pilot service", "scenario": "SC1"}),
            Record("j", "INFLUENCES", {"from_id": "p", "to_id": "a", "scenario": "SC1", "scenario_action": "add"}),
            Record(
                "c",
                "Factor",
                {"control": "shared", "scenario": "SC1", "scenario_action": "change", "scenario_target": "a"},
            ),
            Record("r", "Factor", {"scenario": "SC2", "scenario_action": "remove", "scenario_target": "b"}),
        ]
    )


def test_the_base_holds_no_row_of_a_scenario():
    base = branch(scenario_map())
    assert isinstance(base, Branch)
    assert set(base.records) == {"SC1", "SC2", "a", "b", "i", "n", "ab"}
    assert base["a"].get("control") == "ours"
    assert not any(record.scenario for record in base)


def test_a_scenario_adds_changes_and_removes():
    pilot = branch(scenario_map(), "SC1")
    assert set(pilot.records) == {"SC1", "SC2", "a", "b", "i", "n", "ab", "p", "j"}
    assert pilot["a"].values == {"name": "A", "control": "shared"}
    assert pilot.scenario == "SC1"
    cut = branch(scenario_map(), "SC2")
    assert set(cut.records) == {"SC1", "SC2", "a", "n"}, "what hung on a removed element falls away, step by step"


def test_an_unknown_scenario_is_named_with_those_that_exist():
    with pytest.raises(NotFoundError, match="no scenario 'SC9' on this map; scenarios: SC1, SC2"):
        branch(scenario_map(), "SC9")


def test_a_link_to_what_never_existed_stays_to_be_reported():
    loose = SystemMap([Record("i", "INFLUENCES", {"from_id": "x", "to_id": "y"})])
    assert "i" in branch(loose)


def test_what_rests_on_a_scenario_row_is_not_in_the_base():
    system_map = SystemMap(
        [
            Record("SC", "Scenario", {"name": "Pilot"}),
            Record("o", "Organisation", {"name": "O"}),
            Record("p", "Service", {"name": "Pilot service", "scenario": "SC"}),
            Record("m", "Measure", {"name": "M", "factor_id": "p"}),
            Record("v", "Observation", {"measure_id": "m", "value": "1"}),
            Record("x", "Position", {"element_id": "p", "x": "1", "y": "1"}),
            Record("f", "FUNDS", {"from_id": "o", "to_id": "o", "amount": "5", "service_id": "p"}),
            Record("l", "Loop", {"name": "L", "element_ids": "p"}),
        ]
    )
    base = branch(system_map)
    assert set(base.records) == {"SC", "o", "f", "l"}
    assert "service_id" not in base["f"].values
    assert base["l"].get("element_ids") == "p", "a loop stays, to be shown as broken"
    assert set(branch(system_map, "SC").records) == set(system_map.records)
    assert branch(system_map, "SC")["f"].get("service_id") == "p"


def test_a_scenario_that_removes_a_service_leaves_no_money_tied_to_it():
    system_map = SystemMap(
        [
            Record("SC", "Scenario", {"name": "Close it"}),
            Record("o", "Organisation", {"name": "O"}),
            Record("s", "Service", {"name": "S"}),
            Record("f", "FUNDS", {"from_id": "o", "to_id": "o", "amount": "5", "service_id": "s"}),
            Record("r", "Service", {"scenario": "SC", "scenario_action": "remove", "scenario_target": "s"}),
        ]
    )
    assert "service_id" not in branch(system_map, "SC")["f"].values
