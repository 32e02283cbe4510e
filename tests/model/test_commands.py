"""What people do to a map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import NotFoundError, UsageError
from sysmap.model.commands import (
    add_element,
    bring_in,
    describe_map,
    link_elements,
    remove_records,
    set_properties,
)
from sysmap.model.diffs import difference
from sysmap.model.edits import apply, revert
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id, merge_elements, split_element
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from tests.model.maps_strategy import small_maps


def build(*records):
    return SystemMap([Record(*record) for record in records])


def test_a_name_is_all_that_is_required():
    edit = add_element(SystemMap(), "Factor", "  Carer   strain ", by="mapper")
    assert edit.changes[0].new == {"name": "Carer strain"}
    assert edit.what == "added factor “Carer strain”"
    with pytest.raises(UsageError, match="a factor needs a name"):
        add_element(SystemMap(), "Factor", " ", by="mapper")
    assert add_element(SystemMap(), "Note", "", {"text": "Ask the ward"}, by="mapper").changes


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"control": "mine"}, "control is 'mine'; write one of ours, shared, theirs, none"),
        ({"review_date": "soon"}, "review_date is 'soon'; write a date"),
        ({"source_id": "nowhere"}, "source_id names 'nowhere', which is not on this map"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_in_one_line(values, message):
    with pytest.raises(UsageError, match=message):
        add_element(SystemMap(), "Factor", "Strain", values, by="mapper")


def test_links_join_what_they_may_and_are_read_back_as_sentences():
    system_map = build(
        ("a", "Factor", {"name": "A"}), ("b", "Factor", {"name": "B"}), ("o", "Organisation", {"name": "O"})
    )
    link = link_elements(system_map, "a", "INFLUENCES", "b", {"polarity": "less"}, by="mapper")
    assert link.what == "linked: More “A” means less “B”"
    with pytest.raises(UsageError, match="“O” is an organisation; INFLUENCES wants a factor or service there"):
        link_elements(system_map, "o", "INFLUENCES", "b", by="mapper")
    with pytest.raises(UsageError, match="cannot be joined to itself"):
        link_elements(system_map, "o", "FUNDS", "o", by="mapper")
    own = link_elements(system_map, "o", "BLOCKS", "b", {"since": "2024"}, by="mapper")
    assert apply(system_map, own)[own.changes[0].record_id].get("since") == "2024"


def test_the_type_of_a_loop_is_worked_out_never_typed():
    with pytest.raises(UsageError, match="type of a loop is worked out"):
        add_element(SystemMap(), "Loop", "Spiral", {"type": "R"}, by="mapper")


def test_setting_what_is_so_already_says_so():
    system_map = build(("a", "Factor", {"name": "A"}))
    with pytest.raises(UsageError, match="“A” is so already"):
        set_properties(system_map, "a", {"name": "A"}, by="mapper")
    with pytest.raises(NotFoundError):
        set_properties(system_map, "z", {"name": "A"}, by="mapper")


@given(small_maps(), st.data())
def test_removing_leaves_nothing_hanging_and_can_be_taken_back(system_map, data):
    target = data.draw(st.sampled_from([record.id for record in system_map if record.kind != "Loop"]))
    edit = remove_records(system_map, [target], by="mapper")
    after = apply(system_map, edit)
    assert target not in after
    assert all(record.from_id in after and record.to_id in after for record in after.relationships)
    loose = [each for each in check_map(after) if "not on the map" in each.message]
    assert all(after[each.record_id].kind == "Loop" for each in loose), "only a loop may show as broken"
    assert revert(after, edit) == system_map


@given(small_maps(), st.data())
def test_merging_keeps_every_name_and_splitting_brings_everything_back(system_map, data):
    kind = data.draw(st.sampled_from(["Organisation", "Service", "Factor"]))
    ids = [record.id for record in system_map.of(kind)]
    if len(ids) < 2:
        return
    keep, drop = data.draw(st.permutations(ids))[:2]
    edit = merge_elements(system_map, keep, drop, by="mapper")
    merged = apply(system_map, edit)
    names = {merged[keep].name, *merged[keep].items("aliases")}
    assert names == {system_map[keep].name, system_map[drop].name}
    assert drop not in merged
    assert current_id(merged, drop) == keep
    assert not [each for each in check_map(merged) if "not on the map" in each.message]
    assert revert(merged, edit) == system_map
    note = merged.of("Merge")[-1]
    assert apply(merged, split_element(merged, note.id, by="mapper")) == system_map


def test_a_split_leaves_alone_what_was_changed_since():
    system_map = build(
        ("a", "Factor", {"name": "A"}),
        ("b", "Factor", {"name": "B", "control": "ours"}),
        ("c", "Factor", {"name": "C"}),
        ("i", "INFLUENCES", {"from_id": "b", "to_id": "c", "polarity": "+"}),
    )
    merged = apply(system_map, merge_elements(system_map, "a", "b", by="mapper"))
    assert merged["a"].get("control") == "ours"
    since = apply(merged, set_properties(merged, "a", {"control": "theirs"}, by="mapper"))
    since = apply(since, link_elements(since, "a", "INFLUENCES", "c", {"polarity": "-"}, by="mapper"))
    split = apply(since, split_element(since, since.of("Merge")[0].id, by="mapper"))
    assert split["a"].get("control") == "theirs"
    assert split["b"].values == {"name": "B", "control": "ours"}
    assert split["i"].from_id == "b"
    assert len(split.leaving("a")) == 1


def test_only_two_of_one_kind_can_be_merged():
    system_map = build(("a", "Factor", {"name": "A"}), ("o", "Organisation", {"name": "O"}))
    with pytest.raises(UsageError, match="not two of one kind"):
        merge_elements(system_map, "a", "o", by="mapper")
    with pytest.raises(UsageError, match="into itself"):
        merge_elements(system_map, "a", "a", by="mapper")


def test_bringing_in_adds_and_updates_and_removes_nothing():
    system_map = build(("a", "Factor", {"name": "A", "note": "ours"}), ("b", "Factor", {"name": "B"}))
    incoming = [Record("a", "Factor", {"name": "A2"}), Record("c", "Factor", {"name": "C"})]
    after = apply(system_map, bring_in(system_map, incoming, "import", by="analyst"))
    assert {record.id: dict(record.values) for record in after} == {
        "a": {"name": "A2", "note": "ours"},
        "b": {"name": "B"},
        "c": {"name": "C"},
    }


def test_describing_the_map_twice_changes_it():
    first = apply(SystemMap(), describe_map(SystemMap(), {"name": "Town"}, by="mapper"))
    second = apply(first, describe_map(first, {"question": "Why so many falls?"}, by="mapper"))
    assert second.about.values == {"name": "Town", "question": "Why so many falls?"}


def test_removing_a_scenario_leaks_none_of_its_rows_into_the_base():
    system_map = build(
        ("SC", "Scenario", {"name": "Pilot"}),
        ("a", "Factor", {"name": "A"}),
        ("p", "Factor", {"name": "P", "scenario": "SC"}),
        ("i", "INFLUENCES", {"from_id": "a", "to_id": "a", "scenario": "SC"}),
        ("c", "Factor", {"scenario": "SC", "scenario_action": "change", "scenario_target": "a", "note": "x"}),
    )
    assert set(apply(system_map, remove_records(system_map, ["SC"], by="mapper")).records) == {"a"}


def test_what_means_nothing_without_a_removed_record_goes_with_it():
    system_map = build(
        ("SC", "Scenario", {"name": "Pilot"}),
        ("o", "Organisation", {"name": "O"}),
        ("f", "FUNDS", {"from_id": "o", "to_id": "o", "amount": "5"}),
        ("t", "Transaction", {"funding_id": "f", "amount": "5"}),
        ("a", "Factor", {"name": "A"}),
        ("c", "Factor", {"scenario": "SC", "scenario_action": "remove", "scenario_target": "a"}),
        ("b", "Factor", {"name": "B"}),
        ("z", "Factor", {"name": "Z"}),
    )
    merged = apply(system_map, merge_elements(system_map, "b", "z", by="mapper"))
    merged = apply(merged, merge_elements(merged, "a", "b", by="mapper"))
    assert not [each for each in check_map(merged) if "not on the map" in each.message], "a merge of a merge is sound"
    edit = remove_records(merged, ["f", "a"], by="mapper")
    assert set(apply(merged, edit).records) == {"SC", "o"}
    assert revert(apply(merged, edit), edit) == merged


def merge_and_split(system_map, keep="a", drop="b"):
    """Merge two elements, check that splitting and taking back both bring everything back; give the merged map."""
    edit = merge_elements(system_map, keep, drop, by="mapper")
    merged = apply(system_map, edit)
    assert revert(merged, edit) == system_map
    assert apply(merged, split_element(merged, merged.of("Merge")[-1].id, by="mapper")) == system_map
    return merged


def test_what_hangs_on_a_link_between_the_two_goes_with_it_and_comes_back():
    merged = merge_and_split(
        build(
            ("a", "Organisation", {"name": "A"}),
            ("b", "Organisation", {"name": "B"}),
            ("f", "FUNDS", {"from_id": "a", "to_id": "b", "amount": "5"}),
            ("t", "Transaction", {"funding_id": "f", "amount": "5"}),
            ("n", "Note", {"text": "why?"}),
            ("about", "ABOUT", {"from_id": "n", "to_id": "f"}),
            ("own", "OWES", {"from_id": "b", "to_id": "n", "since": "2024"}),
        )
    )
    assert set(merged.records) - {merged.of("Merge")[0].id} == {"a", "t", "n", "own"}
    assert merged["own"].from_id == "a", "relationship kinds of one's own are re-pointed too"
    assert not [each for each in check_map(merged) if each.severity == "error"]


def test_an_element_that_acts_on_itself_still_does_when_merged():
    merged = merge_and_split(
        build(
            ("a", "Factor", {"name": "A"}),
            ("b", "Factor", {"name": "B"}),
            ("i", "INFLUENCES", {"from_id": "b", "to_id": "b", "polarity": "+"}),
        )
    )
    assert (merged["i"].from_id, merged["i"].to_id) == ("a", "a")


def test_a_row_of_a_scenario_is_re_pointed_and_not_lost():
    row = {"scenario": "SC", "scenario_action": "change", "scenario_target": "f", "service_id": "b"}
    merged = merge_and_split(
        build(
            ("SC", "Scenario", {"name": "Pilot"}),
            ("a", "Service", {"name": "A"}),
            ("b", "Service", {"name": "B"}),
            ("o", "Organisation", {"name": "O"}),
            ("f", "FUNDS", {"from_id": "o", "to_id": "a"}),
            ("r", "FUNDS", row),
        )
    )
    assert merged["r"].get("service_id") == "a"


def test_nothing_is_merged_across_base_and_scenario():
    system_map = build(
        ("SC", "Scenario", {"name": "Pilot"}),
        ("a", "Factor", {"name": "A"}),
        ("b", "Factor", {"name": "B", "scenario": "SC"}),
    )
    for keep, drop in (("a", "b"), ("b", "a")):
        with pytest.raises(UsageError, match="not both in the base map or in one scenario"):
            merge_elements(system_map, keep, drop, by="mapper")


@pytest.mark.parametrize(
    ("kept", "dropped", "after"),
    [
        ("public", "internal", "internal"),
        ("", "public", ""),
        ("public", "", "partner"),
        ("", "internal", "internal"),
        ("internal", "public", "internal"),
        ("partner", "secret", "secret"),
    ],
)
def test_what_was_merged_is_seen_only_by_those_who_could_see_both(kept, dropped, after):
    values = [{"name": name, "sensitivity": text} for name, text in (("A", kept), ("B", dropped))]
    system_map = build(
        *((each, "Factor", {k: v for k, v in row.items() if v}) for each, row in zip("ab", values, strict=True))
    )
    assert merge_and_split(system_map)["a"].get("sensitivity") == after


def test_a_split_leaves_aliases_that_the_element_had_anyway():
    system_map = build(
        ("a", "Factor", {"name": "A", "aliases": "B"}),
        ("b", "Factor", {"name": "B"}),
        ("c", "Factor", {"name": "C", "aliases": "D"}),
        ("d", "Factor", {"name": "D"}),
    )
    merged = merge_and_split(system_map)
    assert merged["a"].get("aliases") == "B"
    twice = apply(system_map, merge_elements(system_map, "a", "c", by="mapper"))
    twice = apply(twice, merge_elements(twice, "a", "d", by="mapper"))
    first, second = (each.id for each in twice.of("Merge"))
    once = apply(twice, split_element(twice, first, by="mapper"))
    assert once["a"].items("aliases") == ("B", "D"), "D went into it as well"
    assert apply(once, split_element(once, second, by="mapper")) == system_map


def test_what_comes_in_as_another_kind_becomes_it_and_keeps_its_links():
    system_map = build(
        ("a", "Factor", {"name": "A", "note": "ours"}),
        ("b", "Factor", {"name": "B"}),
        ("i", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "+"}),
    )
    edit = bring_in(system_map, [Record("a", "Service", {"name": "A"})], "import", by="analyst")
    after = apply(system_map, edit)
    assert (after["a"].kind, dict(after["a"].values)) == ("Service", {"name": "A", "note": "ours"})
    assert after["i"] == system_map["i"]
    assert revert(after, edit) == system_map
    found = difference(system_map, after)
    assert ([each.kind for each in found.removed], [each.kind for each in found.added]) == (["Factor"], ["Service"])


def test_a_name_and_the_ends_of_a_link_cannot_be_set_to_what_they_may_not_be():
    system_map = build(
        ("a", "Factor", {"name": "A"}),
        ("b", "Factor", {"name": "B"}),
        ("o", "Organisation", {"name": "O"}),
        ("i", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "+"}),
    )
    with pytest.raises(UsageError, match="a factor needs a name"):
        set_properties(system_map, "a", {"name": " "}, by="mapper")
    for end, message in (("", "has the id ''"), ("nowhere", "has the id 'nowhere'"), ("o", "is an organisation")):
        with pytest.raises(UsageError, match=message):
            set_properties(system_map, "i", {"to_id": end}, by="mapper")
    assert apply(system_map, set_properties(system_map, "i", {"to_id": "a"}, by="mapper"))["i"].to_id == "a"
