"""A pilot's card: day, rule, measures, and the base beside its scenario."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sysmap.analysis.pilots import find_pilots, make_cards, say_pilot
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def card(thornmere):
    assert find_pilots(thornmere) == {"S11": "SC1"}
    return make_cards(thornmere, {"S11": "SC1"}, DAY)[0]


def test_thornmere_day_rule_and_measures(card):
    assert card.learn_by == date(2027, 9, 30)
    assert card.rule.startswith("Scale if delayed-discharge patients per night in Eastfield fall 20%")
    assert [each.reading.measure.id for each in card.readings] == ["ME01", "ME03"]
    began = card.readings[0]
    assert (began.began.value, began.since) == (Decimal(52), 0), "nothing was observed since 1 October 2026"
    assert card.unmeasured == ("F15",)
    assert card.agreements == ("A03",)
    assert "312 days are left" in say_pilot(card, DAY).sentence


def test_thornmere_base_beside_scenario(card, expected):
    cycles = expected["causal_cycles"]
    assert [each.account.count for each in card.beside.loops] == [cycles["base_total"], cycles["with_SC1"]]
    assert card.beside.links == (42, 46)
    assert (len(card.beside.made), len(card.beside.broken)) == (25, 0)
    assert card.beside.made[0].name == "Pilot earns its growth"
    money = {(str(each.year), each.basis, each.what): each.scenario.value for each in card.beside.money}
    assert money == {
        ("2026-27", "forecast", "cash"): 700_000,
        ("2026-27", "forecast", "lent"): 600_000,
        ("2026-27", "forecast", "paid_back"): 250_000,
    }
    assert {each.base.value for each in card.beside.money} == {None}, "none on the map is not nought"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "no day by which"),
        ({"learn_by": "2026-11-21"}, "was to have taught what it set out to by 21 November 2026: ask what was decided"),
        ({"learn_by": "2026-11-22"}, "; 0 days are left"),
        ({"learn_by": "2026-11-23"}, "; 1 day is left"),
        ({"learn_by": "2027-01-01"}, "ask for one before the results are in"),
        ({"withheld": "learn_by;decision_rule"}, "is withheld here. The rule that decides about it is withheld here."),
    ],
)
def test_what_is_missing_or_past_is_asked(values, said):
    here = SystemMap([Record("s", "Service", {"name": "Trial", "status": "pilot", **values})])
    (card,) = make_cards(here, {"s": ""}, DAY)
    assert said in say_pilot(card, DAY).sentence
    assert card.beside is None
    assert say_pilot(card, DAY).missing == ("what “Trial” changes, as nothing measures it",)


def test_what_is_observed_after_it_began_counts_and_what_comes_after_the_day_does_not():
    def seen(number, day):
        return Record(f"o{number}", "Observation", {"measure_id": "m", "date": day, "value": str(number)})

    here = SystemMap(
        [
            Record("x", "Scenario", {"name": "Trial", "start_date": "2026-06-01"}),
            Record("s", "Service", {"name": "Trial", "status": "pilot", "scenario": "x"}),
            Record("f", "Factor", {"name": "Falls"}),
            Record("i", "INFLUENCES", {"from_id": "s", "to_id": "f", "polarity": "-", "scenario": "x"}),
            Record("m", "Measure", {"name": "Falls a week", "factor_id": "f"}),
            *(seen(*each) for each in ((9, "2026-05-01"), (8, "2026-06-01"), (7, "2026-07-01"), (6, "2026-12-01"))),
        ]
    )
    each = make_cards(here, {"s": "x"}, DAY)[0].readings[0]
    assert (each.began.value, each.since, each.reading.latest.value) == (8, 1, 7)


def moving(*values, **measure):
    """Draw a pilot that began on 1 June 2026, with what was observed of one measure: days and values."""
    seen = [
        Record(f"o{at}", "Observation", {"measure_id": "m", "date": day, "value": str(value)})
        for at, (day, value) in enumerate(values)
    ]
    here = SystemMap(
        [
            Record("x", "Scenario", {"name": "Trial", "start_date": "2026-06-01"}),
            Record("s", "Service", {"name": "Trial", "status": "pilot", "scenario": "x"}),
            Record("f", "Factor", {"name": "Falls"}),
            Record("i", "INFLUENCES", {"from_id": "s", "to_id": "f", "polarity": "-", "scenario": "x"}),
            Record("m", "Measure", {"name": "Falls a week", "factor_id": "f", "better": "lower", **measure}),
            *seen,
        ]
    )
    return make_cards(here, {"s": "x"}, DAY)[0]


@pytest.mark.parametrize(
    ("values", "better", "way", "said"),
    [
        (
            [("2026-05-31", 1), ("2026-06-01", 9), ("2026-09-01", 7)],
            "lower",
            "better",
            "its one measure got better; that does not say why.",
        ),
        (
            [("2026-05-31", 1), ("2026-06-01", 9), ("2026-09-01", 7)],
            "higher",
            "worse",
            "its one measure got worse; that does not say why.",
        ),
        (
            [("2026-07-01", 9), ("2026-08-01", 3), ("2026-09-01", 9)],
            "lower",
            "same",
            "its one measure stayed the same; that does not",
        ),
        (
            [("2026-07-01", 9), ("2026-09-01", 7)],
            "",
            "no_better",
            "its one measure moved, and which way is better is not known; that",
        ),
        (
            [("2026-05-31", 9), ("2026-07-01", 7)],
            "lower",
            "cannot_tell",
            "its one measure has too few values to tell its way.",
        ),
        (
            [("2026-05-31", 9)],
            "lower",
            "cannot_tell",
            "its one measure has no value to tell its way.",
        ),
        (
            [("2026-07-01", 9), ("2026-07-01", 7)],
            "lower",
            "cannot_tell",
            "its one measure has too few values to tell its way.",
        ),
        (
            [("2026-07-01", 9), ("2026-12-01", 7)],
            "lower",
            "cannot_tell",
            "its one measure has too few values to tell its way.",
        ),
    ],
)
def test_which_way_a_measure_went_since_it_began_is_by_its_first_value_since_against_the_latest(
    values, better, way, said
):
    card = moving(*values, better=better)
    assert card.readings[0].way == way
    assert f"Since it began, {said}" in say_pilot(card, DAY).sentence


def test_what_the_way_is_read_from_is_what_the_finding_rests_on():
    card = moving(("2026-05-31", 1), ("2026-06-01", 9), ("2026-08-01", 8), ("2026-09-01", 7))
    assert (card.readings[0].first.value, card.readings[0].reading.latest.value) == (9, 7)
    assert say_pilot(card, DAY).rests_on == ("s", "m", "o1", "o3")


def test_when_it_began_or_values_that_are_withheld_leave_the_way_open():
    card = moving(("2026-05-31", 9))
    assert "cannot be told here, as values are withheld" in say_pilot(card, DAY, told=False).sentence
    assert (
        "When it began is not known, and so which way its measures went since."
        in say_pilot(replace(card, began=None), DAY).sentence
    )
