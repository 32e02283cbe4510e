"""Problems of a map: found, placed, never raised."""

import pytest

from sysmap.model.diffs import difference
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.records import Record
from sysmap.model.validation import check_map

FACTORS = [Record("a", "Factor", {"name": "A"}), Record("b", "Factor", {"name": "B"})]
BODIES = [Record("o", "Organisation", {"name": "O"}), Record("q", "Organisation", {"name": "Q"})]
INFLUENCE = {"from_id": "a", "to_id": "b"}
FLOW = {"from_id": "o", "to_id": "q", "flow_id": "FL", "basis": "actual"}
YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31"}


def messages(records):
    """Give what is said about a map of these records."""
    return [each.message for each in check_map(SystemMap(records))]


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
            [
                Record("sc", "Scenario", {"name": "More"}),
                Record("m", "FUNDS", {**FLOW, **YEAR}),
                Record("n", "FUNDS", {**FLOW, **YEAR, "scenario": "sc"}),
            ],
            "warning",
            "n adds a row to flow FL for 2025-26 actual, of which the base has m: both are counted",
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
        Record("sc", "Scenario", {"name": "More"}),
        Record("q1", "FUNDS", {**FLOW, **YEAR, "scenario": "sc"}),
        Record("q2", "FUNDS", {"scenario": "sc", "scenario_action": "remove", "scenario_target": "m"}),
        Record("l", "Loop", {"name": "L", "element_ids": "a;b", "relationship_ids": "i;j"}),
        Record("z", "BLOCKS", {"from_id": "o", "to_id": "a", "my own": "property"}),
    ]
    assert check_map(SystemMap([*FACTORS, *BODIES, *sound])) == []


def test_a_problem_reads_as_one_line_that_says_where():
    problem = Problem("amount is 'x'", "write a number", file="town.csv", row=12, field="amount")
    assert str(problem) == "town.csv, row 12, amount: amount is 'x' (write a number)"
    assert str(Problem("nothing here")) == "nothing here"


@pytest.mark.parametrize(("left", "right"), [("'", "'"), ('"', '"'), ("“", "”")])
def test_a_problem_quotes_no_more_of_a_value_than_people_read(left, right):
    short, long = (
        Problem(f"it names {left}{'a' * size}{right}, not {left}b{right}").message for size in (80, 3_000_000)
    )
    assert short == f"it names {left}{'a' * 80}{right}, not {left}b{right}"
    assert long == f"it names {left}{'a' * 80}…{right}, not {left}b{right}"
    assert len(str(Problem("word " * 100_000, field="column " * 100_000))) < 1_200


@pytest.mark.parametrize(
    ("length", "severities"), [(140, []), (141, ["warning"]), (1_000, ["warning"]), (1_001, ["error"])]
)
def test_a_name_that_is_a_whole_text_is_refused(length, severities):
    factor = Record("f", "Factor", {"name": "n" * length})
    assert [problem.severity for problem in check_map(SystemMap([factor]))] == severities


def test_a_row_that_changes_or_removes_in_a_scenario_needs_only_what_it_acts_on():
    scenario = Record("SC", "Scenario", {"name": "Pilot"})
    factor = Record("a", "Factor", {"name": "A"})
    link = Record("i", "INFLUENCES", {"from_id": "a", "to_id": "a", "polarity": "+"})
    row = {"scenario": "SC", "scenario_action": "remove"}
    sound = SystemMap(
        [
            *(scenario, factor, link),
            Record("r", "Factor", {**row, "scenario_target": "a"}),
            Record("s", "INFLUENCES", {**row, "scenario_target": "i"}),
        ]
    )
    assert not check_map(sound)
    assert messages([scenario, Record("r", "Factor", row)]) == ["r does not say what it acts on"]


def test_a_loop_of_the_base_is_broken_where_only_a_scenario_closes_it():
    records = [
        Record("SC", "Scenario", {"name": "Pilot"}),
        Record("a", "Factor", {"name": "A"}),
        Record("i", "INFLUENCES", {"from_id": "a", "to_id": "a", "polarity": "+", "scenario": "SC"}),
        Record("l", "Loop", {"name": "L", "element_ids": "a"}),
        Record("p", "Loop", {"name": "P", "element_ids": "a", "scenario": "SC"}),
    ]
    assert messages(records) == ["loop 'L' is broken: no link from A to A"]
    found = difference(SystemMap(), SystemMap(records))
    assert [each.id for each in found.loops_mended] == ["p"]


def test_a_loop_runs_along_influences_and_no_other_links():
    records = [
        Record("s", "Service", {"name": "S"}),
        Record("d", "DEPENDS_ON", {"from_id": "s", "to_id": "s"}),
        Record("l", "Loop", {"name": "L", "element_ids": "s", "relationship_ids": "d"}),
    ]
    assert "loop 'L' is broken: no link from S to S" in messages(records)


def test_circles_of_units_are_found_whichever_parent_they_run_through():
    bodies = [Record(each, "Organisation", {"name": each.upper()}) for each in "abcd"]
    parts = [
        Record(f"{child}{parent}", "PART_OF", {"from_id": child, "to_id": parent})
        for child, parent in ("ab", "ba", "ac", "cd")
    ]
    assert messages([*bodies, *parts]) == ["these are part of each other in a circle: A, B"]


def test_a_chain_of_units_longer_than_the_stack_is_checked():
    bodies = [Record(f"o{number}", "Organisation", {"name": f"O{number}"}) for number in range(3000)]
    parts = [Record(f"p{each}", "PART_OF", {"from_id": f"o{each}", "to_id": f"o{each + 1}"}) for each in range(2999)]
    assert not check_map(SystemMap([*bodies, *parts]))
