"""What may not be seen is not there."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from sysmap.model.visibility import AUDIENCES, view_for
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
    assert sum(view.withheld.values()) == len(gone)
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
    assert view.withheld == {"Organisation": 1, "DELIVERS": 1, "Loop": 1, "Position": 1}


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
