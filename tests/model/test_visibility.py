"""What may not be seen is not there."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from sysmap.model.visibility import AUDIENCES, UNCOUNTED, view_for
from tests.model.maps_strategy import small_maps


def marked(system_map):
    """Give every text of a record a token that names it, ids and references apart."""
    records = []
    for record in system_map:
        texts = {name: f"{text} ~{record.id}~" for name, text in record.values.items() if name in {"name", "note"}}
        records.append(Record(record.id, record.kind, {**record.values, **texts}))
    return SystemMap(records)


@given(small_maps(), st.sampled_from(["council", "partner", "public"]))
def test_nothing_of_what_was_removed_is_left(system_map, audience):
    view = view_for(marked(system_map), audience)
    gone = {record.id for record in system_map} - set(view.map.records)
    text = json.dumps([[record.id, record.kind, dict(record.values)] for record in view.map], ensure_ascii=False)
    for record_id in gone:
        assert f"~{record_id}~" not in text
        assert f'"{record_id}"' not in text
    assert sum(view.withheld.values()) == sum(system_map[each].kind not in UNCOUNTED for each in gone)
    assert not [each for each in check_map(view.map) if "not on the map" in each.message and each.severity == "error"]
    for record in view.map:
        assert record.get("sensitivity", "partner") in AUDIENCES[audience] or record.kind == "Position"


def test_what_hangs_on_a_removed_element_goes_with_it():
    system_map = SystemMap(
        [
            Record("o", "Organisation", {"name": "O", "sensitivity": "internal"}),
            Record("s", "Service", {"name": "S", "sensitivity": "public"}),
            Record("f", "Factor", {"name": "F", "sensitivity": "public"}),
            Record("d", "DELIVERS", {"from_id": "o", "to_id": "s", "sensitivity": "public"}),
            Record("m", "Measure", {"name": "M", "factor_id": "f", "collected_by": "o", "sensitivity": "public"}),
            Record(
                "l", "Loop", {"name": "L", "element_ids": "f;s", "relationship_ids": "d;x", "sensitivity": "public"}
            ),
            Record("p", "Position", {"element_id": "o", "x": "1", "y": "1"}),
        ]
    )
    view = view_for(system_map, "public")
    assert set(view.map.records) == {"s", "f", "m"}
    assert "collected_by" not in view.map["m"].values
    assert view.withheld == {"Organisation": 1, "DELIVERS": 1, "Loop": 1}


def test_where_nobody_said_the_public_may_not():
    system_map = SystemMap([Record("f", "Factor", {"name": "F"})])
    assert "f" in view_for(system_map, "partner").map
    assert "f" not in view_for(system_map, "public").map


@given(small_maps())
def test_rules_remove_more(system_map):
    view = view_for(system_map, "council", lambda record: record.kind != "FUNDS")
    assert not view.map.of("FUNDS")
    assert view.withheld.get("FUNDS", 0) == len(system_map.of("FUNDS"))


def test_an_unknown_audience_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        view_for(SystemMap(), "friends")


def only_public(*records):
    """Give the map of records that are public unless they say otherwise, as the public may see it."""
    public = {"sensitivity": "public"}
    view = view_for(SystemMap([Record(each[0], each[1], {**public, **each[2]}) for each in records]), "public")
    return view.map


def test_a_note_about_what_was_removed_goes_with_it():
    seen = only_public(
        ("f", "Factor", {"name": "F", "sensitivity": "internal"}),
        ("n", "Note", {"text": "F is to be closed"}),
        ("other", "Note", {"text": "about nothing"}),
        ("a", "ABOUT", {"from_id": "n", "to_id": "f"}),
        ("second", "Note", {"text": "that note is wrong"}),
        ("b", "ABOUT", {"from_id": "second", "to_id": "n"}),
    )
    assert set(seen.records) == {"other"}


def test_a_loop_that_closes_only_by_a_withheld_link_is_not_shown_broken():
    seen = only_public(
        ("f", "Factor", {"name": "F"}),
        ("g", "Factor", {"name": "G"}),
        ("i", "INFLUENCES", {"from_id": "f", "to_id": "g", "polarity": "+"}),
        ("j", "INFLUENCES", {"from_id": "g", "to_id": "f", "polarity": "+", "sensitivity": "internal"}),
        ("l", "Loop", {"name": "L", "element_ids": "f;g"}),
        ("broken", "Loop", {"name": "Broken before", "element_ids": "f;f"}),
    )
    assert set(seen.records) == {"f", "g", "i", "broken"}


def test_a_property_of_ones_own_does_not_keep_the_id_of_what_was_removed():
    seen = only_public(
        ("o", "Organisation", {"name": "O", "sensitivity": "internal"}),
        ("f", "Factor", {"name": "F", "lead": "o", "team": "f;o", "colour": "orange"}),
        ("x", "BLOCKS", {"from_id": "f", "to_id": "f", "asked_by": "o"}),
    )
    assert seen["f"].values == {"name": "F", "team": "f", "colour": "orange", "sensitivity": "public"}
    assert "asked_by" not in seen["x"].values


def test_the_council_sees_what_is_marked_with_a_word_of_its_own_and_nobody_else_does():
    system_map = SystemMap([Record("f", "Factor", {"name": "F", "sensitivity": "top secret"})])
    assert view_for(system_map, "council").map == system_map
    assert not view_for(system_map, "partner").map


def test_a_merge_does_not_carry_past_a_rule_what_the_rule_removes():
    dropped = json.dumps([{"id": "g", "kind": "Factor", "values": {"name": "secret"}}])
    system_map = SystemMap(
        [
            Record("f", "Factor", {"name": "F"}),
            Record("m", "Merge", {"kept_id": "f", "dropped_id": "g", "dropped": dropped}),
        ]
    )
    assert set(view_for(system_map, "council").map.records) == {"f", "m"}
    assert set(view_for(system_map, "council", lambda record: record.name != "secret").map.records) == {"f"}


def test_payments_whose_flow_is_off_the_map_stay_with_the_council():
    system_map = SystemMap([Record("t", "Transaction", {"payee": "J Smith", "funding_id": "gone", "amount": "1"})])
    assert not view_for(system_map, "partner").map
    assert view_for(system_map, "council").map


def test_of_a_map_for_the_council_only_its_title_may_be_seen():
    system_map = SystemMap([Record("map", "Map", {"name": "Town", "note": "cuts to come", "sensitivity": "internal"})])
    assert view_for(system_map, "partner").map.about.values == {"name": "Town", "sensitivity": "internal"}
