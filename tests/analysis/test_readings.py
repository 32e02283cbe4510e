"""What measures tell: how far, which way, how surely, and whether they have gone silent."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from sysmap.analysis.readings import BY_CHANCE, a_year_before, chance_of, read_measures, say_reading
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.validation import check_map

DAY = date(2026, 11, 22)
GOAL = {
    "better": "lower",
    "baseline_date": "2025-03-31",
    "baseline_value": "56",
    "target_date": "2027-03-31",
    "target_value": "40",
}


def read(*values, measure=GOAL, as_of=DAY):
    """Read one measure of values by date."""
    records = [Record("m", "Measure", {"name": "Waiting", "unit": "people", **measure})]
    for number, (day, value) in enumerate(values):
        records.append(Record(f"o{number}", "Observation", {"measure_id": "m", "date": day, "value": value}))
    here = branch(SystemMap(records))
    return here, read_measures(here, as_of)[0]


def quarters(*values):
    days = ("2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30")
    return list(zip(days, values, strict=False))


def test_thornmere(base):
    read_all = {each.measure.id: each for each in read_measures(base, DAY)}
    delayed = read_all["ME01"]
    # From 56 to 52 of the way to 40, with a fall that is not clear among rises.
    assert (delayed.progress, delayed.distance, delayed.going) == (25, 12, "no_clear_way")
    # 548 of 730 days of the way from 56 to 40.
    assert delayed.on_line == 44
    assert delayed.behind
    assert {each.measure.id for each in read_all.values() if each.going == "better"} == {"ME03", "ME11"}
    assert {each.measure.id for each in read_all.values() if each.going == "worse"} == {"ME06"}
    assert not any(each.silent for each in read_all.values())


def test_a_sentence_says_where_from_where_to_and_how_far(base):
    measure = next(each for each in read_measures(base, DAY) if each.measure.id == "ME06")
    assert say_reading(base, measure, DAY).sentence == (
        "“Households in temporary accommodation” (households) was 331 on 30 September 2026, 296 at the start on"
        " 31 March 2025; wanted is 250 by 31 March 2027: further off than it began, by 76% of the way, getting worse,"
        " at one pace it would be 261 by then."
    )


@pytest.mark.parametrize("count", [4, 5, 6])
def test_chances_are_those_of_all_orders(count):
    def score(order):
        return abs(sum((b > a) - (b < a) for at, a in enumerate(order) for b in order[at + 1 :]))

    scores = [score(order) for order in permutations(range(count))]
    for least in range(1, count * (count - 1) // 2 + 1):
        share = sum(each >= least for each in scores) / len(scores)
        assert chance_of(count, least) == pytest.approx(share)


def test_many_values_go_on_from_where_counting_stops():
    # One pair more or less of 435 to 465 is no leap in the chance.
    assert chance_of(31, 121) == pytest.approx(chance_of(30, 115), rel=0.1)


def test_three_values_are_too_few_to_tell_and_four_in_a_row_are_not():
    assert chance_of(3, 3) > BY_CHANCE >= chance_of(4, 6)
    assert read(*quarters("50", "45"))[1].going == "too_few", "the baseline is a value"
    assert read(*quarters("50", "45", "41"))[1].going == "better"
    assert read(*quarters("57", "58", "59"))[1].going == "worse"
    assert read(*quarters("56", "56", "56"))[1].going == "level"


def test_which_way_is_better_is_never_guessed():
    here, reading = read(*quarters("50", "45", "41"), measure={**GOAL, "better": ""})
    assert (reading.going, reading.distance, reading.behind) == ("not_known", None, None)
    assert "whether more or less of “Waiting” (people) is better" in say_reading(here, reading, DAY).missing


@pytest.mark.parametrize(("value", "distance"), [("41", 1), ("40", 0), ("39", 0)])
def test_a_target_that_is_passed_is_reached(value, distance):
    here, reading = read(*quarters("50", "45", value))
    assert reading.distance == distance
    assert ("reached" in say_reading(here, reading, DAY).sentence) == (not distance)


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ({}, ""),
        ({"better": "higher"}, "target_worse"),
        ({"better": "", "target_value": "70"}, ""),
        ({"target_value": "56"}, ""),
        ({"target_date": "2025-03-31"}, "target_early"),
        ({"target_date": "2024-03-31"}, "target_early"),
    ],
)
def test_a_target_that_contradicts_where_it_began_is_asked_about_and_nothing_is_reached(values, doubt):
    here, reading = read(
        ("2026-03-31", "45"), measure={name: text for name, text in {**GOAL, **values}.items() if text}
    )
    assert reading.doubt == doubt
    if doubt:
        assert (reading.progress, reading.on_line, reading.behind) == (None, None, None)
        assert any("which is right of" in each for each in say_reading(here, reading, DAY).missing)
    assert (reading.distance is None) == (doubt == "target_worse" or not values.get("better", "lower"))
    warned = [problem.field for problem in check_map(here)]
    assert warned == ([{"target_worse": "target_value", "target_early": "target_date"}[doubt]] if doubt else [])


@pytest.mark.parametrize(
    ("day", "silent"), [("2025-11-21", True), ("2025-11-22", False), ("2026-11-22", False), ("2025", False)]
)
def test_silent_is_nothing_in_the_twelve_months_up_to_the_day(day, silent):
    assert read((day, "50"))[1].silent is silent


def test_what_was_observed_later_is_left_out():
    reading = read(("2026-01-31", "50"), ("2026-11-23", "45"))[1]
    assert reading.latest.value == 50
    assert read(("2026-11-23", "45"))[1].silent, "on that day nothing had been observed"


def test_without_a_baseline_or_target_nothing_is_said_of_the_way():
    here, reading = read(*quarters("50"), measure={"better": "lower"})
    assert (reading.progress, reading.on_line, reading.distance) == (None, None, None)
    assert len(say_reading(here, reading, DAY).missing) == 2
    assert read(*quarters("50"), measure={**GOAL, "target_value": "56"})[1].progress is None


def test_a_year_before_the_last_of_february():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert read(*quarters("52"))[1].progress == Decimal(25)
