"""Two raters: statsmodels as the oracle, published and closed forms, and what must not change an answer."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa as oracle

from sysmap.analysis.lab.kappa import Judgement, cohens_kappa, compare_raters
from sysmap.errors import NoAnswerError

TABLES = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 9), min_size=k, max_size=k), min_size=k, max_size=k)
)


def judged(rater, **levels):
    return [Judgement(name, rater, level) for name, level in levels.items()]


@given(TABLES, st.sampled_from(("none", "linear", "quadratic")))
@settings(max_examples=100, deadline=None)
def test_against_statsmodels(rows, weighting):
    table = np.array(rows)
    found = cohens_kappa(table, weighting)
    assume(found.interval is not None)
    theirs = oracle(table, wt={"none": None}.get(weighting, weighting))
    assert found.value == pytest.approx(theirs.kappa)
    low, high = max(-1, theirs.kappa_low), min(1, theirs.kappa_upp)
    assert found.interval == pytest.approx((low, high), abs=1e-7)


def test_cohens_own_and_closed_forms():
    # Fleiss, Cohen and Everitt 1969 give this table: kappa 0.429, weighted by distance as they print it.
    table = np.array([[53, 5, 2], [11, 14, 5], [1, 6, 3]])
    assert cohens_kappa(table).value == pytest.approx(0.429, abs=5e-4)
    assert cohens_kappa(np.diag([3, 4, 5])).value == 1
    assert cohens_kappa(np.diag([3, 4, 5])).interval is None
    assert cohens_kappa(np.outer([2, 1], [3, 3])).value == pytest.approx(0)
    assert cohens_kappa(np.array([[0, 5], [5, 0]])).value == pytest.approx(-1)
    assert cohens_kappa(np.array([[7, 0], [0, 0]])).value is None
    assert cohens_kappa(np.zeros((2, 2), dtype=int)).value is None


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_order_of_raters_names_of_places_and_repetition(rows):
    table = np.array(rows)
    for weighting in ("none", "linear"):
        found = cohens_kappa(table, weighting).value
        for other in (table.T, table[::-1, ::-1], 3 * table):
            again = cohens_kappa(other, weighting).value
            assert again == (None if found is None else pytest.approx(found))
    turned = np.random.default_rng(0).permutation(len(table))
    plain, renamed = cohens_kappa(table).value, cohens_kappa(table[np.ix_(turned, turned)]).value
    assert renamed == (None if plain is None else pytest.approx(plain))


def test_the_first_stands_down_the_side_and_what_is_furthest_apart_comes_first():
    found = compare_raters([*judged("A", floor=5, fees=12, goal=3), *judged("B", fees=12, floor=11, goal=4, pool=1)])
    assert found.raters == ("A", "B")
    assert found.table[4, 10] == 1
    assert found.table[10, 4] == 0
    assert [each.intervention for each in found.items] == ["floor", "goal", "fees"]
    assert found.one_only == ((), ("pool",))
    assert found.findings[1].sentence.startswith("“floor”: “A” sees it at 5, “B” at 11.")
    assert found.findings[1].sentence.endswith("?")
    swapped = compare_raters(
        [*judged("A", floor=5, fees=12, goal=3), *judged("B", fees=12, floor=11, goal=4)], ("b", "A")
    )
    assert (swapped.table == found.table.T).all()


def test_words_are_the_same_whatever_their_case_and_the_last_counts():
    said = [Judgement("A floor", "One", 5), Judgement("a  FLOOR ", "one", 6), Judgement("a floor", "Two", 6)]
    found = compare_raters(said)
    assert [each.levels for each in found.items] == [(6, 6)]
    assert "at one place, where chance alone would agree" in found.findings[0].sentence


def test_the_two_with_most_in_common_are_compared():
    said = [*judged("A", x=1), *judged("B", x=1, y=2, z=3), *judged("C", y=2, z=4)]
    assert compare_raters(said).raters == ("B", "C")
    with pytest.raises(NoAnswerError, match="nothing in common"):
        compare_raters(said, ("A", "C"))
    with pytest.raises(NoAnswerError, match="only “A” judged"):
        compare_raters(judged("A", x=1))
    with pytest.raises(NoAnswerError, match="nobody judged"):
        compare_raters([])


def test_realms_forgive_what_places_do_not():
    found = compare_raters([*judged("A", a=12, b=9, c=5, d=2), *judged("B", a=10, b=7, c=6, d=3)])
    assert found.exact.observed == 0
    assert found.realms.value == 1
