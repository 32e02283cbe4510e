"""Which way measures say that things moved, and when they say nothing."""

from datetime import date

import pytest

from sysmap.analysis.press.measured import movements_since
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

DAY = date(2025, 4, 1)


def told(values, *, better="lower", wanted="down", more=()):
    thing = {"name": "Waiting", **({"desired_direction": wanted} if wanted else {})}
    measure = {"name": "Days", "factor_id": "f", "unit": "days", **({"better": better} if better else {})}
    records = [Record("f", "Factor", thing), Record("m", "Measure", measure), *more]
    records += [
        Record(f"o{number}", "Observation", {"measure_id": "m", "date": day, "value": value})
        for number, (day, value) in enumerate(values)
    ]
    return movements_since(branch(SystemMap(records)), DAY)


BEFORE = ("2025-03-31", "20")


@pytest.mark.parametrize(
    ("better", "wanted", "value", "way"),
    [
        ("lower", "down", "15", -1),
        ("lower", "down", "25", 1),
        ("higher", "down", "25", -1),  # a share of people seen in time: higher is less waiting
        ("higher", "up", "25", 1),
        ("lower", "up", "15", 1),
    ],
)
def test_which_way_is_read_from_what_is_better(better, wanted, value, way):
    found = told([BEFORE, ("2025-09-30", value), ("2026-03-31", value)], better=better, wanted=wanted)
    assert found.moved == {"f": way}
    assert found.told_by == {"f": ("m",)}
    assert not found.silent


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([BEFORE, ("2025-06-30", "21"), ("2025-09-30", "19")], "both sides"),
        ([BEFORE, ("2025-06-30", "20")], "both sides of the one before, or at it"),
        ([BEFORE], "no value after 2025-04-01"),
        ([("2025-06-30", "20")], "no value from 2025-04-01 or before"),
        ([], "no value from"),
    ],
)
def test_what_shows_no_movement_is_not_counted_and_says_why(values, why):
    found = told(values)
    assert found.moved == {}
    assert why in found.silent["m"]


def test_a_measure_of_unknown_sense_is_not_counted():
    for missing in ({"better": ""}, {"wanted": ""}):
        found = told([BEFORE, ("2025-09-30", "15")], **missing)
        assert found.moved == {}
        assert "say which way each is better" in found.silent["m"]


def test_measures_that_disagree_are_not_counted_and_a_baseline_is_a_value():
    other = Record(
        "n",
        "Measure",
        {
            "name": "Calls", "factor_id": "f", "better": "lower", "baseline_date": "2025-03-31", "baseline_value": "1",
        },
    )  # fmt: skip
    later = Record("p", "Observation", {"measure_id": "n", "date": "2025-12-31", "value": "2"})
    found = told([BEFORE, ("2025-09-30", "15")], more=(other, later))
    assert found.moved == {}
    assert set(found.silent) == {"m", "n"}
    alone = told([], more=(other, later))
    assert alone.moved == {"f": 1}
    assert alone.told_by == {"f": ("n",)}
