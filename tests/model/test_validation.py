"""Problems of a map: found, placed, never raised."""

import pytest

from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.validation import check_map

FACTORS = [Record("a", "Factor", {"name": "A"}), Record("b", "Factor", {"name": "B"})]
BODIES = [Record("o", "Organisation", {"name": "O"}), Record("q", "Organisation", {"name": "Q"})]
INFLUENCE = {"from_id": "a", "to_id": "b"}
FLOW = {"from_id": "o", "to_id": "q", "flow_id": "FL", "basis": "actual"}
YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31"}


@pytest.mark.parametrize(
    ("records", "severity", "message"),
    [
        ([Record("c", "Factor", {})], "error", "c has no name"),
        ([Record("c", "Factor", {"name": "x" * 141})], "warning", "the name of c has 141 characters"),
        ([Record("c", "Factor", {"name": "C", "control": "mine"})], "warning", "control is 'mine'"),
        ([Record("c", "Factor", {"name": "C", "review_date": "soon"})], "error", "review_date is 'soon'"),
        ([Record("c", "Factor", {"name": "C", "amount": "5"})], "warning", "c is a factor with an amount"),
        ([Record("i", "INFLUENCES", {**INFLUENCE, "to_id": "z"})], "error", "i names 'z', which is not on the map"),
        ([Record("i", "INFLUENCES", {"from_id": "a"})], "error", "i has no to_id"),
        ([Record("i", "INFLUENCES", {**INFLUENCE, "from_id": "o"})], "warning", "an organisation at its from end"),
        ([Record("m", "FUNDS", {**FLOW, "amount": "about"})], "error", "amount is 'about'"),
        ([Record("m", "FUNDS", {**FLOW, "to_id": "o"})], "warning", "m joins 'o' to itself"),
        (
            [Record("m", "FUNDS", {**FLOW, "period_start": "2025-01-01", "period_end": "2025-12-31"})],
            "warning",
            "m runs from 2025-01-01 to 2025-12-31",
        ),
        (
            [Record("m", "FUNDS", {**FLOW, **YEAR}), Record("n", "FUNDS", {**FLOW, **YEAR})],
            "warning",
            "flow FL has 2 rows for 2025-26 actual",
        ),
        (
            [Record("m", "FUNDS", {**FLOW, "amount": "100", "unit_count": "10", "unit_price": "9"})],
            "warning",
            "10 x 9 is 90, the amount is 100",
        ),
        (
            [
                Record("x", "PART_OF", {"from_id": "o", "to_id": "q"}),
                Record("y", "PART_OF", {"from_id": "q", "to_id": "o"}),
            ],
            "error",
            "part of each other in a circle: O, Q",
        ),
        (
            [Record("l", "Loop", {"name": "L", "element_ids": "a;b"})],
            "warning",
            "loop 'L' is broken: no link from A to B",
        ),
    ],
)
def test_each_thing_that_can_be_wrong_is_found_once(records, severity, message):
    problems = check_map(SystemMap([*FACTORS, *BODIES, *records]))
    found = [problem for problem in problems if message in problem.message]
    assert len(found) == 1, [str(problem) for problem in problems]
    assert found[0].severity == severity
    assert found[0].todo
    assert found[0].record_id


def test_a_sound_map_has_no_problems():
    sound = [
        Record("i", "INFLUENCES", {**INFLUENCE, "polarity": "+"}),
        Record("j", "INFLUENCES", {"from_id": "b", "to_id": "a", "polarity": "-"}),
        Record("k", "INFLUENCES", {"from_id": "a", "to_id": "a", "polarity": "-"}),
        Record("m", "FUNDS", {**FLOW, **YEAR, "amount": "100", "unit_count": "3", "unit_price": "33.33"}),
        Record("n", "FUNDS", {**FLOW, **YEAR, "basis": "budget", "amount": "110"}),
        Record("l", "Loop", {"name": "L", "element_ids": "a;b", "relationship_ids": "i;j"}),
        Record("z", "BLOCKS", {"from_id": "o", "to_id": "a", "my own": "property"}),
    ]
    assert check_map(SystemMap([*FACTORS, *BODIES, *sound])) == []


def test_a_problem_reads_as_one_line_that_says_where():
    problem = Problem("amount is 'x'", "write a number", file="town.csv", row=12, field="amount")
    assert str(problem) == "town.csv, row 12, amount: amount is 'x' (write a number)"
    assert str(Problem("nothing here")) == "nothing here"
