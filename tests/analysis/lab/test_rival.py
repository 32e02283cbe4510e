"""Which of two maps what was seen speaks for: published shares, zero counts, and what must not tell them apart."""

import json
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.lab.rival import compare_rivals, odds_of
from sysmap.analysis.press.causal_matrix import matrix_from_signs
from sysmap.analysis.press.seen import RegimeFit, Seen
from sysmap.analysis.press.settings import Settings

CASE = json.loads((Path(__file__).parents[2] / "golden" / "qpress_snowshoe_hare_A_to_E.json").read_text("utf-8"))
SEEN = Seen({"V": 1}, {"H": 1})


def rival(one, other, seen=SEEN, draws=10_000, regimes=("rejection",)):
    sides = [(matrix_from_signs(CASE["models"][each]["A"], CASE["nodes"]), seen) for each in (one, other)]
    return compare_rivals(sides[0], sides[1], Settings(draws, regimes=regimes))


def fit(fitting, settled):
    return RegimeFit(settled, fitting, {}, True)


@pytest.mark.parametrize("other", "BCDE")
def test_the_factor_is_the_ratio_of_the_published_shares(other):
    found = rival("A", other)
    shares = [CASE["models"][each]["ensemble"]["P_positive"][0][2] for each in ("A", other)]
    odds = found.odds["rejection"]
    assert odds.ratio == pytest.approx(shares[0] / shares[1], rel=0.03)
    assert odds.low < odds.ratio < odds.high
    assert found.favours == (1 if odds.low > 1 else 0)


def test_a_bare_mention_is_called_so_and_a_map_against_itself_tells_nothing():
    found = rival("A", "B")
    assert (found.favours, found.strength) == (1, "mention")
    assert 1 < found.cautious < found.odds["rejection"].ratio
    back = rival("B", "A")
    assert (back.favours, back.strength) == (2, "mention")
    same = rival("B", "B")
    assert (same.favours, same.strength, same.odds["rejection"].ratio) == (0, "none", 1)


def test_where_no_version_of_one_map_fits_there_is_a_bound_and_no_number():
    """In model A more V never lowers H; in model B it does in 36 of 100 versions."""
    found = rival("B", "A", Seen({"V": 1}, {"H": -1}))
    odds = found.odds["rejection"]
    assert (odds.ratio, odds.high) == (None, None)
    assert 150 < odds.low < inf
    assert (found.favours, found.strength) == (1, "very_strong")
    fewer = rival("B", "A", Seen({"V": 1}, {"H": -1}), draws=1000)
    assert fewer.odds["rejection"].low < odds.low


def test_where_neither_fits_nothing_is_said():
    odds = odds_of(fit(0, 500), fit(0, 900))
    assert (odds.ratio, odds.low, odds.high, odds.cautious) == (None, None, None, 1)


def test_ways_to_damp_that_disagree_tell_nothing():
    found = rival("C", "D", Seen({"V": 1}, {"H": 1}), regimes=("rejection", "row_dominance"), draws=20_000)
    sides = {(each.cautious > 1) - (each.cautious < 1) for each in found.odds.values()}
    assert found.favours in {0, 1, 2}
    assert (found.favours == 0) == (len(sides) > 1 or 0 in sides)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 400), st.integers(1, 400))
def test_the_interval_holds_the_ratio_and_turns_with_the_maps(one, other, more_one, more_other):
    first, second = fit(one, one + more_one), fit(other, other + more_other)
    odds, turned = odds_of(first, second), odds_of(second, first)
    assert 0 < odds.low <= odds.high < inf
    assert odds.low <= odds.ratio <= odds.high
    assert turned.ratio == pytest.approx(1 / odds.ratio)
    assert (turned.low, turned.high) == (pytest.approx(1 / odds.high), pytest.approx(1 / odds.low))
    assert odds.cautious == pytest.approx(1 / turned.cautious)
