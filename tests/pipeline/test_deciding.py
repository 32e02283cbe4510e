"""Deciding on many pairs at once: the same as one by one, taken back whole, and never a map with something loose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.errors import BadInputError
from sysmap.model.edits import apply, revert
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id, merge_elements
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from sysmap.pipeline.deciding import Decision, decide

BODIES = [f"o{place}" for place in range(6)]


@st.composite
def maps(draw):
    """Give bodies with links among them, payments between them, an agreement's lots and pairs told apart."""
    records = [Record(each, "Organisation", {"name": each.upper(), "aliases": f"{each} Ltd"}) for each in BODIES]
    records.append(Record("s", "Service", {"name": "Home visits"}))
    ends = st.sampled_from([*BODIES, "s"])
    for place, (start, finish) in enumerate(draw(st.lists(st.tuples(ends, ends), max_size=8))):
        if start != finish:
            records.append(Record(f"f{place}", "FUNDS", {"from_id": start, "to_id": finish, "amount": str(place)}))
    pairs = st.tuples(st.sampled_from(BODIES), st.sampled_from(BODIES))
    for place, (one, other) in enumerate(draw(st.lists(pairs, max_size=4))):
        if one != other:
            records.append(Record(f"d{place}", "Distinct", {"one_id": one, "other_id": other}))
    return SystemMap(records)


SAME = st.builds(
    lambda one, other: Decision("same", (one, other), "row"), st.sampled_from(BODIES), st.sampled_from(BODIES)
)


def known(system_map):
    """Give a map without the notes of merges, whose ids are random."""
    return {record.id: record for record in system_map if record.kind != "Merge"}


@settings(max_examples=60, deadline=None)
@given(maps(), st.lists(SAME, max_size=7))
def test_many_merges_are_those_of_one_by_one_and_are_taken_back_whole(before, decisions):
    done = decide(before, decisions, by="analyst")
    one_by_one = before
    for each in decisions:
        keep, drop = (current_id(one_by_one, record_id) for record_id in each.ids)
        if keep != drop:
            one_by_one = apply(one_by_one, merge_elements(one_by_one, keep, drop, by="analyst"))
    assert known(done.map) == known(one_by_one)
    assert apply(before, done.edit) == done.map
    assert revert(done.map, done.edit) == before
    assert not [each for each in check_map(done.map) if each.severity == "error"]
    assert len(done.merged) + done.already == len(decisions)


@settings(max_examples=40, deadline=None)
@given(maps(), st.lists(SAME, max_size=4), st.tuples(st.sampled_from(BODIES), st.sampled_from(BODIES)))
def test_what_is_one_cannot_be_told_apart_and_what_is_two_is_kept_once(before, decisions, ids):
    merged = decide(before, decisions, by="analyst").map
    apart = [*decisions, Decision("different", ids, "row 9")]
    if current_id(merged, ids[0]) == current_id(merged, ids[1]):
        with pytest.raises(BadInputError, match=r"^row 9 says that two things are different which are one"):
            decide(before, apart, by="analyst")
        return
    done = decide(before, [*apart, Decision("different", ids[::-1])], by="analyst")
    assert done.already >= 1
    again = decide(done.map, apart, by="analyst")
    assert not again.edit.changes
    assert again.already == len(apart)


def test_what_cannot_be_merged_is_refused_with_the_row_and_nothing_is_done():
    records = [Record("o", "Organisation", {"name": "Home care"}), Record("s", "Service", {"name": "Home care"})]
    with pytest.raises(BadInputError, match=r"^who.csv: row 4: .* are not two of one kind$"):
        decide(SystemMap(records), [Decision("same", ("o", "s"), "who.csv: row 4")], by="analyst")


def test_a_hundred_names_of_one_body_become_one_with_every_name_kept():
    records = [Record(f"o{place}", "Organisation", {"name": f"Name {place}"}) for place in range(100)]
    decisions = [Decision("same", (f"o{place}", f"o{place + 1}")) for place in range(99)]
    done = decide(SystemMap(records), decisions, by="analyst")
    (left,) = done.map.of("Organisation")
    assert {left.name, *left.items("aliases")} == {f"Name {place}" for place in range(100)}
    assert done.edit.what == "merged 99 pairs"
