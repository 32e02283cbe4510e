"""What is spent without a measure, and without a stated better outcome."""

from datetime import date
from decimal import Decimal

import pytest

from sysmap.analysis.outcomes import report_outcomes
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

DAY = date(2026, 11, 22)


def test_thornmere_as_expected(base, expected):
    report = report_outcomes(base, DAY)
    without = expected["spend_without_improving_outcome"]
    assert sorted(report.aimless) == without["services"]
    assert sum(figure.value for figure in report.aimless.values()) == Decimal(without["gbp"])
    said = next(finding for finding in report.findings if finding.kind == "spend_without_outcome")
    assert said.sentence.startswith(f"£39.7m, {without['share_pct']}% of cash spend on services (2025-26, actual)")
    assert any("£46m" in each for each in said.missing), "what is tied to no service stands beside"
    assert [each.outcome_id for each in report.unmeasured] == expected["outcomes_without_measure"]
    assert report.unmeasured[0].amount.value == 580_000


def chain(*signs, wanted="up"):
    """Give a map whose service is paid and leads to an outcome along links of these signs."""
    ends = ["s", *(f"f{number}" for number in range(1, len(signs))), "goal"]
    period = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual", "flow_role": "spend"}
    records = [
        Record("c", "Organisation", {"name": "Council"}),
        Record("s", "Service", {"name": "Falls"}),
        Record("goal", "Factor", {"name": "Goal", "outcome": "yes", "desired_direction": wanted}),
        *(Record(end, "Factor", {"name": end}) for end in ends[1:-1]),
        Record("pay", "FUNDS", {"from_id": "c", "to_id": "s", "amount": "10", **period}),
    ]
    for number, sign in enumerate(signs):
        link = {"from_id": ends[number], "to_id": ends[number + 1], "polarity": sign}
        records.append(Record(f"i{number}", "INFLUENCES", link))
    return branch(SystemMap(records))


@pytest.mark.parametrize(
    ("signs", "wanted", "stated"),
    [
        ("+", "up", True),
        ("-", "up", False),
        ("-", "down", True),
        ("--", "up", True),
        ("+-+", "down", True),
        ("+?", "up", False),
        ("+++", "up", True),
        ("++++", "up", False),
        ("+", "none", False),
    ],
)
def test_a_better_outcome_is_within_three_links_by_their_signs(signs, wanted, stated):
    report = report_outcomes(chain(*signs, wanted=wanted), DAY)
    assert (not report.aimless) is stated
    assert report.aimless_share.value == (0 if stated else 100)
    # Nothing measures the goal, whether or not money is on its way there.
    (unmeasured,) = report.unmeasured
    assert unmeasured.amount.value == (10 if stated else None)


def test_what_makes_an_outcome_worse_and_is_then_kept_in_check_is_no_better_outcome():
    round_about = [
        Record("g", "Factor", {"name": "Check"}),
        Record("there", "INFLUENCES", {"from_id": "goal", "to_id": "g", "polarity": "+"}),
        Record("back", "INFLUENCES", {"from_id": "g", "to_id": "goal", "polarity": "-"}),
    ]
    worse = branch(SystemMap([*chain("+", wanted="down"), *round_about]))
    assert list(report_outcomes(worse, DAY).aimless) == ["s"]
    better = branch(SystemMap([*chain("-", wanted="down"), *round_about]))
    assert not report_outcomes(better, DAY).aimless


def test_a_measure_that_is_never_observed_is_silent_and_not_missing():
    here = chain("+")
    measured = branch(SystemMap([*here, Record("m", "Measure", {"name": "Score", "factor_id": "goal"})]))
    report = report_outcomes(measured, DAY)
    assert not report.unmeasured
    assert [each.sentence for each in report.findings] == [
        "“Score” has not been observed at all. Ask whether somebody still looks at it."
    ]
