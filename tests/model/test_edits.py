"""Edits as values: pure, invertible, honest about stale state."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import BadInputError, ConflictError
from sysmap.model.commands import add_element, set_properties
from sysmap.model.diffs import difference
from sysmap.model.edits import Edit, apply, edit_between, inverse, revert
from sysmap.model.maps import SystemMap
from tests.model.maps_strategy import small_maps


@given(small_maps(), small_maps())
def test_the_edit_between_two_maps_leads_there_and_back(before, after):
    edit = edit_between(before, after, "change", by="tester")
    untouched = dict(before.records)
    assert apply(before, edit) == after
    assert before.records == untouched
    assert revert(after, edit) == before
    assert apply(after, inverse(edit)) == before


@given(small_maps(), small_maps())
def test_an_edit_survives_json(before, after):
    edit = edit_between(before, after, "change", by="tester", why="to see")
    assert Edit.from_json(json.loads(json.dumps(edit.to_json()))) == edit


@pytest.mark.parametrize("wrong", [{}, {"id": "e", "time": "", "by": "", "what": "", "changes": [{}]}, {"id": 1}])
def test_json_that_is_no_edit_is_refused(wrong):
    with pytest.raises(BadInputError, match="not an edit"):
        Edit.from_json(wrong)


@given(small_maps(), small_maps())
def test_there_is_a_difference_where_maps_differ(before, after):
    assert bool(difference(before, after)) == (before != after)
    assert not difference(before, before)


def test_a_write_on_stale_state_names_both_values():
    start = apply(SystemMap(), add := add_element(SystemMap(), "Factor", "Strain", by="mapper"))
    factor = add.changes[0].record_id
    mine = set_properties(start, factor, {"name": "Carer strain"}, by="mapper")
    theirs = set_properties(start, factor, {"name": "Strain on carers"}, by="facilitator")
    moved_on = apply(start, theirs)
    with pytest.raises(ConflictError, match=r"'Strain on carers'.*wanted 'Carer strain'"):
        apply(moved_on, mine)
    other = set_properties(start, factor, {"control": "ours"}, by="mapper")
    assert apply(moved_on, other)[factor].get("control") == "ours", "another property is no conflict"


def test_adding_what_is_there_and_removing_what_changed_are_conflicts():
    add = add_element(SystemMap(), "Factor", "Strain", by="mapper")
    start = apply(SystemMap(), add)
    with pytest.raises(ConflictError, match="is on the map already"):
        apply(start, add)
    factor = add.changes[0].record_id
    later = apply(start, set_properties(start, factor, {"note": "seen"}, by="facilitator"))
    with pytest.raises(ConflictError, match="given note since"):
        apply(later, inverse(add))
    with pytest.raises(ConflictError, match="no longer on the map"):
        apply(SystemMap(), inverse(add))


@given(small_maps(), st.data())
def test_setting_and_unsetting_any_property_comes_back(system_map, data):
    record = data.draw(st.sampled_from(system_map.elements))
    edit = set_properties(system_map, record.id, {"my own": "thing", "note": ""}, by="tester")
    changed = apply(system_map, edit)
    assert changed[record.id].get("my own") == "thing"
    assert "note" not in changed[record.id].values
    assert revert(changed, edit) == system_map
