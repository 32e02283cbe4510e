"""Exact answers: published tables, closed forms, and brute force."""

from fractions import Fraction
from itertools import combinations, permutations
from math import prod
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.press.exact import adjugate_of_negative, determinant, judge_stability, press_exactly
from sysmap.analysis.press.zeros import structural_responses

GOLDEN = Path(__file__).parents[2] / "golden"
MATRICES = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=n, max_size=n), min_size=n, max_size=n)
)


def permanent(matrix):
    n = len(matrix)
    return sum(prod(matrix[row][column] for row, column in enumerate(order)) for order in permutations(range(n)))


def minor(matrix, row, column):
    return [[abs(x) for k, x in enumerate(line) if k != column] for i, line in enumerate(matrix) if i != row]


def test_published_tables(signs, expected_numbers):
    found = press_exactly(signs)
    assert [list(line) for line in found.adjugate] == expected_numbers["adjugate_neg_A"]
    assert [list(line) for line in found.total] == expected_numbers["T"]
    assert found.determinant == expected_numbers["det_neg_A"]
    assert list(found.characteristic) == expected_numbers["charpoly_A"]
    for key in ("W", "W_abs"):
        for row, line in enumerate(expected_numbers.get(key, ())):
            for column, weight in enumerate(line):
                ours = found.weight(row, column)
                # The literature writes 1 where nothing responds, which is no certainty: here it is blank.
                assert float(Fraction(weight) if ours is not None else 1) == pytest.approx(
                    float(1 if ours is None else ours), abs=1e-6
                )


def test_an_asymmetric_case_shows_the_orientation():
    # 0 acts on 1 and nothing acts on 0: a push on 0 moves both, a push on 1 only itself.
    found = press_exactly([[-1, 0], [1, -1]])
    assert found.adjugate == ((1, 0), (1, 1))
    assert found.share_rising(1, 0) == 1
    assert found.share_rising(0, 1) is None


@given(MATRICES)
def test_against_brute_force(signs):
    n = len(signs)
    found = press_exactly(signs)
    for row in range(n):
        for column in range(n):
            assert found.total[row][column] == permanent(minor(signs, column, row))
            assert abs(found.adjugate[row][column]) <= found.total[row][column]
    negative = np.array(signs, dtype=object) * -1
    product = np.array(found.adjugate, dtype=object) @ negative
    assert (product == np.eye(n, dtype=int) * found.determinant).all()
    assert found.determinant == determinant((-np.array(signs)).tolist())


@given(MATRICES)
def test_feedback_is_counted_against_all_cycles_of_its_level(signs):
    n = len(signs)
    stability = judge_stability(signs)
    for size in range(1, n + 1):
        parts = [[[abs(signs[i][j]) for j in chosen] for i in chosen] for chosen in combinations(range(n), size)]
        total = sum(map(permanent, parts))
        weighted = stability.weighted_feedback[size - 1]
        assert (weighted is None) == (total == 0)
        if weighted is not None:
            assert weighted * total == stability.feedback[size - 1]
            assert -1 <= weighted <= 1


def test_integers_stay_exact_where_floats_would_not():
    n = 14
    signs = [[-1 if i == j else (1 if (i * 7 + j * 3) % 5 else -1) for j in range(n)] for i in range(n)]
    found = press_exactly(signs)
    assert max(map(max, found.total)) == 6_227_020_800  # 13!, every minor being full
    adjugate, coefficients = adjugate_of_negative(signs)
    total = [[sum(-signs[i][k] * adjugate[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
    assert total == [[coefficients[-1] * (i == j) for j in range(n)] for i in range(n)]


def test_more_than_fourteen_elements_are_refused():
    with pytest.raises(ValueError, match="15 elements are too many"):
        press_exactly([[0] * 15 for _ in range(15)])


@given(MATRICES)
def test_zeros_by_structure_are_where_there_are_no_cycles(signs):
    total = np.array(press_exactly(signs).total)
    assert (structural_responses(np.array(signs) != 0) == (total > 0)).all()


def test_every_published_matrix_is_among_the_cases():
    """Cases are found by the pattern of their names: a file that went missing would not be missed otherwise."""
    assert {path.stem for path in GOLDEN.glob("*press_*.json")} == {
        "press_dambacher_fig6_loopanalyst",
        "press_dlr2005_mosquito",
        "press_five_variable",
        "press_levins_schultz_1996",
        "qpress_mesocosm_lake_b",
        "qpress_snowshoe_hare_A_to_E",
    }
