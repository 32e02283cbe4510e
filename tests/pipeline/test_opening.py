"""Moments, audiences and headings of a map that is opened to be asked."""

from datetime import date, timedelta

import pytest

from sysmap.errors import NotFoundError, UsageError
from sysmap.model.commands import add_element
from sysmap.model.findings import Finding
from sysmap.pipeline.making import make_map, with_suffix
from sysmap.pipeline.opening import find_moment, open_map, say_gaps
from sysmap.stores.base import open_store


@pytest.fixture
def address(tmp_path):
    place = str(tmp_path / "town.sysmap")
    make_map(place, name="Town", by="facilitator")
    with open_store(place) as store:
        for name in ("Falls", "Frailty"):
            store.commit(add_element(store.read_map(), "Factor", name, {"sensitivity": "internal"}, by="facilitator"))
        store.snapshot("2", by="facilitator", number=1)
        store.snapshot("Lunch", by="facilitator")
    return place


@pytest.mark.parametrize(
    ("text", "number"), [("", 3), ("now", 3), ("start", 0), ("3", 3), ("2", 1), ("Lunch", 3), ("lunch", 3)]
)
def test_a_moment_is_a_snapshot_else_the_number_of_an_edit(address, text, number):
    with open_store(address) as store:
        assert find_moment(store, text) == number


def test_a_date_is_its_end_and_a_month_or_year_too(address):
    today = date.today()
    with open_store(address) as store:
        assert find_moment(store, today.isoformat()) == 3
        assert find_moment(store, f"{today:%Y-%m}") == 3
        assert find_moment(store, (today - timedelta(days=2)).isoformat()) == 0


@pytest.mark.parametrize("text", ["4", "99999999999999999999", "²", "dinner", "-1"])
def test_what_is_no_moment_is_told_with_those_there_are(address, text):
    with open_store(address) as store, pytest.raises(NotFoundError):
        find_moment(store, text)


def test_a_map_opens_as_it_was_for_whom_it_may_be(address):
    assert [each.name for each in open_map(address, at="1").view.map] == ["Town"]
    partner = open_map(address, audience="partner")
    assert partner.heading == "Town, for partner"
    assert partner.withheld == "2 withheld from this audience: 2 factors."
    assert open_map(address, at="Lunch").heading == "Town, as it was at “Lunch”, after edit 3"


def test_an_audience_is_a_profile_in_any_case(address):
    assert open_map(address, audience=" Public ").view.audience == "public"
    with pytest.raises(UsageError, match="choose one of council, partner, public"):
        open_map(address, audience="press")


@pytest.mark.parametrize(
    ("address", "whole"),
    [("town", "town.sysmap"), ("a.b/town", "a.b/town.sysmap"), ("x.map", "x.map"), ("bolt://h", "bolt://h")],
)
def test_an_ending_is_added_only_where_there_is_none(address, whole):
    assert with_suffix(address) == whole


def test_an_answer_ends_with_what_is_not_known_not_asked_and_withheld(address):
    with open_store(address) as store:
        store.commit(add_element(store.read_map(), "Measure", "Days", {"sensitivity": "internal"}, by="facilitator"))
    findings = [Finding("outcomes", "…", missing=("when",)), Finding("outcomes", "…", missing=("when", "where"))]
    silent = {"left_open": ("outcome_without_measure",)}
    assert say_gaps(open_map(address), findings, ["who"], **silent) == [
        "Not known: when.",
        "Not known: where.",
        "Not known: who.",
    ]
    public = open_map(address, audience="public")
    assert say_gaps(public, findings[:1], **silent) == [
        "Not known: when.",
        "Withheld too, so not asked here: which outcomes nothing measures.",
        public.withheld,
    ]
    assert say_gaps(public, ()) == [public.withheld], "what nobody asked of it is not said to be open"


def test_the_heading_of_what_depends_on_a_day_says_the_day(address):
    assert open_map(address, audience="public").heading_on(date(2026, 11, 22)) == "Town, for public, as of 2026-11-22"
