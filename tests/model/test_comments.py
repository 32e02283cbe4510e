"""What comments are about, found by id, merges and names, and which speak against each other."""

import pytest

from sysmap.model.comments import find_about, find_conflicts, is_on_whole_map, mark_moment, number_of
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.model.merging import merge_elements
from sysmap.model.records import Record

MAP = SystemMap(
    [
        Record("f1", "Factor", {"name": "Strain", "aliases": "Load on carers"}),
        Record("f2", "Factor", {"name": "Admissions"}),
        Record("s1", "Service", {"name": "Strain"}),
        Record("i1", "INFLUENCES", {"from_id": "f1", "to_id": "f2", "polarity": "+"}),
        Record("l1", "Loop", {"name": "Vicious", "element_ids": "f1;f2"}),
    ]
)


def about(about_id="", kind="", name=""):
    values = {"about_id": about_id, "about_kind": kind, "about_name": name, "mark": "agreed"}
    return Record("cmt_1", "Comment", {key: text for key, text in values.items() if text})


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        (about(), ""),
        (about("anything", "Map", "Town"), ""),
        (about("f1", "Factor", "Strain"), "f1"),
        (about("f1", "Factor", "strain!"), "f1"),
        (about("f1", "Factor"), "f1"),
        (about("f1", "Service", "Strain"), "s1"),
        (about("f1", "Factor", "Admissions"), "f2"),
        (about("x", "Factor", "Load on carers"), "f1"),
        (about("x", "Factor", "Nobody"), None),
        (about("x", "Factor"), None),
        (about("x", "Loop", "Vicious"), "l1"),
        (about("i1", "INFLUENCES", "More “Strain” means more “Admissions”."), "i1"),
        (about("e9", "INFLUENCES", "More “Strain” means more “Admissions”."), "i1"),
        (about("i1", "INFLUENCES", "More “Rain” means more “Floods”."), None),
    ],
)
def test_a_thing_is_known_where_id_or_name_fit_its_kind(comment, found):
    assert find_about(MAP, None, comment) == found


def test_what_was_renamed_since_is_known_by_what_it_was_called():
    then = SystemMap([Record("f1", "Factor", {"name": "Tiredness"})])
    assert find_about(MAP, then, about("f1", "Factor", "Tiredness")) == "f1"
    assert find_about(MAP, None, about("f1", "Factor", "Tiredness")) is None


def test_what_was_merged_is_found_in_what_it_went_into():
    merged = apply(MAP, merge_elements(MAP, "f1", "f2", by="x"))
    assert find_about(merged, MAP, about("f2", "Factor", "Admissions")) == "f1"


def test_two_of_one_name_are_for_people_to_tell_apart():
    twins = SystemMap([*MAP, Record("f3", "Factor", {"name": "Strain"})])
    assert find_about(twins, None, about("x", "Factor", "Strain")) is None


def said(number, mark, prop="", value="", status=""):
    values = {"about_id": "f1", "mark": mark, "property": prop, "value": value, "status": status}
    return Record(f"cmt_{number}", "Comment", {key: text for key, text in values.items() if text})


@pytest.mark.parametrize(
    ("comments", "conflicts"),
    [
        ([said(1, "agreed"), said(2, "agreed")], []),
        ([said(1, "wrong"), said(2, "agreed")], [{"cmt_1", "cmt_2"}]),
        ([said(1, "wrong"), said(2, "agreed", status="rejected")], []),
        ([said(1, "wrong", "amount", "310k"), said(2, "wrong", "amount", "£310,000")], []),
        ([said(1, "wrong", "amount", "310k"), said(2, "wrong", "amount", "320k")], [{"cmt_1", "cmt_2"}]),
        ([said(1, "wrong", "amount", "310k"), said(2, "wrong", "name", "Load")], []),
        ([said(1, "missing"), said(2, "agreed")], []),
    ],
)
def test_comments_that_differ_speak_against_each_other(comments, conflicts):
    assert [set(each.ids) for each in find_conflicts(SystemMap([*MAP, *comments]))] == conflicts


def test_the_mark_of_a_moment_gives_its_number_and_nothing_of_its_edit():
    mark = mark_moment(12, "edit_0000000000")
    assert number_of(mark) == 12
    assert "edit_" not in mark
    assert mark != mark_moment(12, "edit_0000000001")
    assert [number_of(each) for each in ("", "12", "12.x", "x.0123456789", "-1.0123456789")] == [None] * 5


def test_the_whole_map_is_not_a_thing_that_was_not_found():
    assert is_on_whole_map(about(kind="Map", name="Town"))
    assert is_on_whole_map(about())
    assert not is_on_whole_map(about(kind="Factor", name="Gone"))
