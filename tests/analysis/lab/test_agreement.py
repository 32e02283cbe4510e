"""Agreement of orders: scipy as the oracle, closed forms, and what must not change an answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sysmap.analysis.lab.agreement import concordance, concordance_by_chance, first_of, mean_ranks, tau_b, tau_between

ROWS = st.integers(3, 9).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 6), min_size=n, max_size=n), min_size=3, max_size=5)
)


@given(ROWS)
@settings(max_examples=80, deadline=None)
def test_against_scipy(rows):
    values = np.array(rows, dtype=float)
    methods, elements = values.shape
    assert mean_ranks(values) == pytest.approx(stats.rankdata(-values, axis=1))
    found = concordance(values)
    if all(len(set(row)) == 1 for row in rows):
        assert found is None
    else:  # Friedman's chi-square, corrected for ties, is W times m (n - 1)
        friedman = stats.friedmanchisquare(*values.T).statistic
        assert found * methods * (elements - 1) == pytest.approx(friedman, abs=1e-9)
    tau = tau_b(values[0], values[1])
    if len(set(rows[0])) == 1 or len(set(rows[1])) == 1:
        assert tau is None
        assert tau_between(values[0], values[1], resamples=10) is None
    else:
        assert tau == pytest.approx(stats.kendalltau(values[0], values[1]).statistic)


def test_closed_forms():
    up = np.arange(6.0)
    assert concordance(np.array([up, up, up])) == pytest.approx(1)
    assert concordance(np.array([up, -up])) == pytest.approx(0)
    assert concordance(np.array([up])) is None
    assert concordance_by_chance(np.ones((2, 4))) is None
    assert tau_b(up, up) == pytest.approx(1)
    assert tau_b(up, -up) == pytest.approx(-1)
    assert tau_between(up, up, resamples=50) == pytest.approx((1, 1))


def test_the_interval_of_tau_is_that_of_drawing_elements_one_by_one():
    numbers = np.random.default_rng(0)
    one = numbers.random(12)
    other = one + 0.5 * numbers.random(12)
    drawn = [numbers.integers(0, 12, 12) for _ in range(2000)]
    expected = np.nanquantile([stats.kendalltau(one[each], other[each]).statistic for each in drawn], (0.05, 0.95))
    assert tau_between(one, other, resamples=2000) == pytest.approx(tuple(expected), abs=0.04)


def test_chance_is_what_dealing_by_chance_gives():
    numbers = np.random.default_rng(4)
    values = numbers.random((4, 10))
    dealt = [concordance(np.array([numbers.permutation(row) for row in values])) for _ in range(2000)]
    assert concordance_by_chance(values) == pytest.approx(np.quantile(dealt, 0.95), abs=0.03)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_names_scale_and_order_of_methods(rows, random):
    values = np.array(rows, dtype=float)
    order = random.sample(range(values.shape[1]), values.shape[1])
    methods = random.sample(range(len(values)), len(values))
    for other in (values[:, order], values[methods], 3 * values + 1):
        assert concordance(other) == pytest.approx(concordance(values))
    assert tau_b(values[0, order], values[1, order]) == pytest.approx(tau_b(values[0], values[1]))


def test_who_is_among_the_first():
    assert first_of([5, 4, 3, 2, 1, 0], 2) == {0, 1}
    assert first_of([5, 4, 4, 2, 1, 0], 2) == {0, 1, 2}
    assert first_of([5, 4, 4, 4, 4, 0], 2) is None
    assert first_of([1, 0], 5) == {0, 1}
