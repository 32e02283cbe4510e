"""Who stands between: published counts, and what dealing the groups anew may not change."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.brokerage import as_ties, find_brokers, open_triads, out_and_in
from sysmap.analysis.groups import groups_of

GOLDEN = Path(__file__).parents[1] / "golden"


def case(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["boundary_emon_cheyenne", "boundary_emon_texas"])
def test_published_roles_and_index(name):
    given_, expected = case(name)["input"], case(name)["expected"]
    ties = as_ties(list(map(tuple, np.argwhere(np.array(given_["A"])).tolist())))
    kinds = sorted(set(given_["group"]))
    groups = [kinds.index(each) for each in given_["group"]]
    found = find_brokers(ties, groups, permutations=50)
    assert found.counts.tolist() == [row[:5] for row in expected["raw"]]
    assert found.counts.sum(axis=1).tolist() == [row[5] for row in expected["raw"]]
    assert [*found.counts.sum(axis=0).tolist(), int(found.counts.sum())] == expected["totals"]
    assert out_and_in(ties, groups, permutations=0).index == pytest.approx(expected["EI_index"], abs=1e-6)
    # However the groups are dealt out, the open triads are the same.
    assert found.expected.sum(axis=1) == pytest.approx(found.counts.sum(axis=1))


def test_an_asymmetric_case_shows_which_way_the_roles_go():
    # a (group 0) to v (group 0) to b (group 1): v leads out of its own group.
    found = find_brokers(as_ties([(0, 1), (1, 2)]), [0, 0, 1], permutations=0)
    assert found.counts.tolist() == [[0] * 5, [0, 0, 1, 0, 0], [0] * 5]
    other = find_brokers(as_ties([(0, 1), (1, 2)]), [0, 1, 1], permutations=0)
    assert other.counts[1].tolist() == [0, 0, 0, 1, 0]


TIES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=30)


@given(TIES)
@settings(max_examples=60, deadline=None)
def test_open_triads_are_all_of_them_and_no_others(pairs):
    triads = {tuple(each) for each in open_triads(as_ties(sorted(pairs)), 8).tolist()}
    assert triads == {
        (a, v, b) for a, v in pairs for other, b in pairs if other == v and a != b and (a, b) not in pairs
    }


def test_the_same_seed_deals_the_same():
    ties = as_ties([(0, 1), (1, 2), (2, 3), (3, 1)])
    one, again = (find_brokers(ties, [0, 1, 0, 1], permutations=40, seed=3) for _ in range(2))
    assert (one.expected == again.expected).all()
    assert (one.rarer == again.rarer).all()


def test_elements_are_grouped_by_who_answers_for_them(base):
    by_unit, by_body, by_sector = (groups_of(base, grouping) for grouping in ("unit", "organisation", "sector"))
    directorate = next(each for each in base.of("Organisation") if each.name == "Adult Social Care directorate")
    council = next(each for each in base.of("Organisation") if each.name == "Thornmere Council")
    assert by_unit[directorate.id] == directorate.id
    assert by_body[directorate.id] == council.id
    assert by_sector[directorate.id] == council.get("sector")
    unowned = next(each for each in base.of("Factor") if each.name == "Loneliness")
    assert unowned.id not in by_body
