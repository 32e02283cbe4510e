"""Cross-impact: a published network, closed forms, and what must not change an answer."""

import json
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.lab.cross_impact import impacts_of, ranks, settle

GOLDEN = Path(__file__).parents[2] / "golden"
MATRICES = st.integers(2, 6).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 3), min_size=n, max_size=n), min_size=n, max_size=n)
)


def matrix(size, edges):
    made = np.zeros((size, size))
    for start, finish in edges:
        made[start, finish] = 1
    return made


def test_the_published_network():
    case = json.loads((GOLDEN / "micmac_10node_power4.json").read_text(encoding="utf-8"))
    made = matrix(case["input"]["n"], case["input"]["edges"])
    found = impacts_of(made, case["input"]["k"])
    assert found.influence == pytest.approx(case["expected"]["influence"], abs=case["tolerance"])
    assert found.dependence == pytest.approx(case["expected"]["dependence"], abs=case["tolerance"])
    assert (settle(made).outcome, settle(made).power) == ("periodic", 3)


def test_a_row_drives_and_a_column_depends():
    found = impacts_of(matrix(3, [(0, 1), (0, 2)]))
    assert found.influence == (1, 0, 0)
    assert found.dependence == (0, 0.5, 0.5)
    assert [found.quadrant(place) for place in range(3)] == ["driver", "dependent", "dependent"]


def test_ways_end_on_a_map_without_loops():
    chain = matrix(4, [(0, 1), (1, 2), (2, 3)])
    assert (settle(chain).outcome, settle(chain).power) == ("ends", 3)
    assert impacts_of(chain, 3).influence == (1, 0, 0, 0)
    assert impacts_of(chain, 4) is None


def test_in_a_ring_all_are_alike_and_in_a_settling_map_the_order_is_that_of_the_first_eigenvectors():
    ring = matrix(5, [(at, (at + 1) % 5) for at in range(5)])
    assert (settle(ring).outcome, settle(ring).power) == ("settled", 1)
    made = np.array([[0, 3, 1.0], [2, 0, 0], [1, 1, 0]])
    assert settle(made).outcome == "settled"
    for numbers, shares in ((made, impacts_of(made, 400).influence), (made.T, impacts_of(made, 400).dependence)):
        values, vectors = np.linalg.eig(numbers)
        first = np.abs(vectors[:, np.argmax(values.real)].real)
        assert shares == pytest.approx((first / first.sum()).tolist(), abs=1e-6)


@given(MATRICES, st.integers(1, 4))
def test_shares_are_those_of_all_ways_one_by_one(rows, power):
    size = len(rows)
    out = [0] * size
    for way in product(range(size), repeat=power + 1):
        worth = 1
        for start, finish in pairwise(way):
            worth *= rows[start][finish]
        out[way[0]] += worth
    found = impacts_of(np.array(rows, dtype=float), power)
    if not sum(out):
        assert found is None
    else:
        assert found.influence == pytest.approx([each / sum(out) for each in out])


@given(MATRICES, st.randoms(use_true_random=False))
def test_names_and_unconnected_elements_change_nothing(rows, random):
    made = np.array(rows, dtype=float)
    size = len(rows)
    order = random.sample(range(size), size)
    found, again = impacts_of(made, 3), impacts_of(made[np.ix_(order, order)], 3)
    assert (found is None) == (again is None)
    if found:
        assert again.influence == pytest.approx([found.influence[at] for at in order])
        wider = impacts_of(np.pad(made, ((0, 1), (0, 1))), 3)
        assert wider.influence == pytest.approx((*found.influence, 0))
        assert ranks(wider.dependence)[:size] == ranks(found.dependence)
