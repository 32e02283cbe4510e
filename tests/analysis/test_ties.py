"""How closely bodies work together as each side scores it."""

import pytest

from sysmap.analysis.ties import report_ties
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch


def test_thornmere_as_expected(base, expected):
    report = report_ties(base)
    assert float(report.mean.value) == expected["collaboration_mean"]
    assert {name: figure.value for name, figure in report.bands.items()} == {
        "transactional": 4,
        "working_together": 4,
        "shared": 0,
    }
    assert {(each.first, each.second): each.difference for each in report.ties} == {
        ("O02", "O06"): 1,
        ("O04", "O11"): 1,
        ("O05", "O12"): 1,
        ("O02", "O09"): 0,
    }
    # 1 and 1 beside £8.2m of home care.
    assert [(each.first, each.second) for each in report.weak_where_it_matters] == [("O02", "O09")]
    assert report.weak_where_it_matters[0].money.value == 8_200_000
    assert ("O06", "O07") in {(each.first, each.second) for each in report.unscored}


def town(*records):
    return branch(
        SystemMap(
            [
                Record("c", "Organisation", {"name": "Council"}),
                Record("u", "Organisation", {"name": "Unit"}),
                Record("p", "PART_OF", {"from_id": "u", "to_id": "c"}),
                Record("t", "Organisation", {"name": "Trust"}),
                Record("m", "Organisation", {"name": "Market", "kind": "market_group"}),
                Record("s", "Service", {"name": "Home care"}),
                Record("com", "COMMISSIONS", {"from_id": "u", "to_id": "s"}),
                *records,
            ]
        )
    )


def score(first, second, level):
    return Record(f"{first}-{second}", "WORKS_WITH", {"from_id": first, "to_id": second, "collab_level": str(level)})


def pay(first, second, amount):
    period = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
    values = {"from_id": first, "to_id": second, "amount": str(amount), **period}
    return Record(f"{first}{second}{amount}", "FUNDS", values)


def pairs(ties):
    return [(each.first, each.second) for each in ties]


@pytest.mark.parametrize(("other", "lopsided"), [(4, []), (3, []), (2, [("c", "t")]), (0, [("c", "t")])])
def test_lopsided_is_two_levels_apart(other, lopsided):
    assert pairs(report_ties(town(score("c", "t", 4), score("t", "c", other))).lopsided) == lopsided


@pytest.mark.parametrize(("amount", "weak"), [(1_000_000, []), (1_000_001, [("c", "t")])])
def test_more_than_a_million_matters_and_money_of_units_counts(amount, weak):
    scores = (score("c", "t", 1), score("t", "c", 3))
    assert pairs(report_ties(town(*scores, pay("u", "t", amount))).weak_where_it_matters) == weak
    both_ways = town(*scores, pay("u", "t", amount - 400_000), pay("t", "c", 400_000))
    assert pairs(report_ties(both_ways).weak_where_it_matters) == weak


@pytest.mark.parametrize(("level", "weak"), [(1, True), (2, False)])
def test_weak_is_a_score_of_up_to_one_by_either_side(level, weak):
    here = town(score("c", "t", 4), score("t", "c", level), pay("c", "t", 2_000_000))
    assert bool(report_ties(here).weak_where_it_matters) is weak


@pytest.mark.parametrize("criticality", ["high", "medium"])
def test_badly_needing_the_service_of_another_matters(criticality):
    need = Record("n", "DEPENDS_ON", {"from_id": "t", "to_id": "s", "criticality": criticality})
    report = report_ties(town(score("c", "t", 1), score("t", "c", 1), need))
    assert pairs(report.weak_where_it_matters) == ([("c", "t")] if criticality == "high" else [])


def test_one_side_alone_leaves_the_difference_not_known():
    report = report_ties(town(score("c", "t", 1)))
    (tie,) = report.ties
    assert (tie.by_first, tie.by_second, tie.difference) == (1, None, None)
    assert report.findings[0].missing == ("what the other side of 1 pair says",)


def test_pairs_that_matter_and_nobody_scored_are_listed_once_by_their_whole_bodies():
    report = report_ties(town(pay("u", "t", 2_000_000), pay("u", "m", 9_000_000)))
    assert pairs(report.unscored) == [("c", "t")], "a market of many has no ties"
    assert report.mean.value is None
    assert not report_ties(town(pay("u", "t", 2_000_000), score("u", "t", 3))).unscored, "its unit said so"
