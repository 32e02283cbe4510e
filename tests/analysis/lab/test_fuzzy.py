"""Fuzzy cognitive maps: published states, closed forms, and what must not change an answer."""

import json
from math import exp, tanh
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.lab.fuzzy import RULES, SQUASHES, Dynamics, follow
from sysmap.analysis.lab.fuzzy_report import LAMBDAS, FuzzySettings, report_fuzzy, weights_as_said
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.errors import NoAnswerError
from tests.analysis.drawn import drawn

CASE = json.loads(Path(__file__).parents[2].joinpath("golden", "fcm_cran_fcm_vignette.json").read_text("utf-8"))
WEIGHTS, START = np.array(CASE["input"]["W"], float), np.array([CASE["input"]["a0"]], float)
SMALL = FuzzySettings(draws=100)


def sigmoid(x):
    return 1 / (1 + exp(-x))


def after(dynamics, state):
    """Give a state by its number in the published listing, in which the first is the start."""
    states = START
    for _ in range(state - 1):
        states = dynamics.next(states, WEIGHTS)
    return states[0]


def test_the_published_states_and_where_they_would_have_ended():
    kosko, rescaled = Dynamics("kosko", "sigmoid", 1), Dynamics("rescaled", "sigmoid", 2)
    said = CASE["expected"]["kosko_sigmoid_lambda1"]
    assert after(kosko, said["state"]) == pytest.approx(said["values"], abs=CASE["tolerance"])
    for state in (30, 35):
        expected = CASE["expected"]["rescaled_sigmoid_lambda2"][f"state{state}"]
        assert after(rescaled, state) == pytest.approx(expected, abs=CASE["tolerance"])
    for name, dynamics in (("kosko", kosko), ("rescaled", rescaled)):
        ends = follow(dynamics, WEIGHTS, START)
        assert ends.periods.tolist() == [1]
        assert ends.states[0] == pytest.approx(CASE["exact_fixed_points"][name], abs=1e-8)


def test_a_row_acts_and_a_column_is_acted_on():
    weights = np.array([[0, 0.8], [0, 0]])
    ends = follow(Dynamics(steepness=3), weights, np.array([[0.2, 0.9]]), {0: 1.0})
    assert ends.states[0] == pytest.approx([1, sigmoid(3 * 0.8)])
    alone = follow(Dynamics(steepness=3), weights, np.array([[0.2, 0.9]]))
    assert alone.states[0] == pytest.approx([0.5, sigmoid(3 * 0.8 * 0.5)])


def test_an_element_without_links_sits_where_its_form_puts_it():
    alone = np.zeros((1, 1))
    start = np.array([[0.3]])
    assert follow(Dynamics("kosko", "sigmoid", 2), alone, start).states[0, 0] == 0.5
    assert follow(Dynamics("kosko", "tanh", 2), alone, start).states[0, 0] == 0
    held = follow(Dynamics("modified", "sigmoid", 2), alone, start).states[0, 0]
    assert held == pytest.approx(sigmoid(2 * held))
    assert follow(Dynamics("kosko", "bivalent"), alone, np.array([[1.0]])).states[0, 0] == 0


def test_rounds_are_told_as_rounds_and_never_as_a_state():
    # A drives B and B keeps A in check: with steps, round in four; at a small lambda it dies out.
    pair = np.array([[0, 1.0], [-1.0, 0]])
    start = np.array([[1.0, 0.5]])
    for dynamics in (Dynamics("kosko", "trivalent"), Dynamics("kosko", "tanh", 3)):
        ends = follow(dynamics, pair, start)
        assert ends.periods.tolist() == [4]
        assert ends.states[0] == pytest.approx([0, 0], abs=1e-9)
    assert follow(Dynamics("kosko", "tanh", 0.5), pair, start).periods.tolist() == [1]
    # At lambda 1 it dies out so slowly that it is neither: nothing is told of it, not the last state.
    lost = follow(Dynamics("kosko", "tanh", 1), pair, start)
    assert lost.periods.tolist() == [0]
    assert np.isnan(lost.states).all()


def test_a_swing_that_dies_out_slowly_is_no_round():
    # Back and forth with a little less each time: two steps apart differ by hardly anything long before it stays.
    ends = follow(Dynamics("kosko", "tanh", 0.99), np.array([[-1.0]]), np.array([[0.9]]))
    assert ends.periods.tolist() == [1]
    assert ends.states[0, 0] == pytest.approx(0, abs=1e-9)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.floats(-1, 1), min_size=n, max_size=n), min_size=n, max_size=n)
    ),
    st.sampled_from(RULES),
    st.sampled_from(SQUASHES),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_names_bystanders_scale_and_signs(rows, rule, squash, random):
    weights = np.array(rows)
    size = len(weights)
    dynamics = Dynamics(rule, squash, 1.5)
    start = np.array([[random.random() for _ in range(size)]])
    one = dynamics.next(start, weights)
    order = random.sample(range(size), size)
    assert dynamics.next(start[:, order], weights[np.ix_(order, order)])[0] == pytest.approx(one[0, order], abs=1e-12)
    wider = dynamics.next(np.pad(start, ((0, 0), (0, 1))), np.pad(weights, ((0, 1), (0, 1))))
    assert wider[0, :size] == pytest.approx(one[0], abs=1e-12)
    if rule == "kosko":  # twice the weights is twice the lambda
        assert Dynamics(rule, squash, 3).next(start, weights)[0] == pytest.approx(dynamics.next(start, 2 * weights)[0])
    if rule != "rescaled" and squash in {"tanh", "trivalent"}:  # what is worded the other way round goes the other way
        turn = np.array([random.choice((-1, 1)) for _ in range(size)])
        assert dynamics.next(start * turn, weights * np.outer(turn, turn))[0] == pytest.approx(one[0] * turn)
    each_its_own = dynamics.next(np.repeat(start, 2, axis=0), np.array([weights, -weights]))
    assert each_its_own[0] == pytest.approx(one[0])
    assert each_its_own[1] == pytest.approx(dynamics.next(start, -weights)[0])


@given(st.floats(0.1, 3), st.sampled_from(RULES), st.sampled_from(("sigmoid", "tanh")))
@settings(max_examples=30, deadline=None)
def test_where_one_end_is_certain_all_starts_end_there(steepness, rule, squash):
    dynamics = Dynamics(rule, squash, steepness)
    ends = follow(dynamics, WEIGHTS, np.random.default_rng(0).random((20, 6)))
    if dynamics.contracts(WEIGHTS):
        assert (ends.periods == 1).all()
        assert np.ptp(ends.states, axis=0).max() < 1e-8


# ---- on maps


def test_pushing_goes_down_the_links_and_not_up_them():
    branch = drawn([(0, 1, "+"), (1, 2, "-")])
    found = report_fuzzy(branch, {"01": 1}, SMALL)
    assert [found.holds(place)[0] for place in range(3)] == [0, 1, -1]
    assert found.holds(2)[1] == LAMBDAS
    assert found.at[1].moves[0].difference == 0
    # The differences of the map as said are closed forms: links in the middle of their range, 0.5.
    at_two = found.at[2].moves
    alone = sigmoid(2 * 0.5 * 0.5)
    assert at_two[1].difference == pytest.approx(1 - alone)
    assert at_two[2].difference == pytest.approx(sigmoid(2 * -0.5) - sigmoid(2 * -0.5 * alone))
    other = report_fuzzy(branch, {"01": -1}, SMALL)
    assert [other.holds(place)[0] for place in range(3)] == [0, -1, 1]


def test_two_elements_that_feed_each_other():
    found = report_fuzzy(drawn([(0, 1), (1, 0)], strength="3"), {"00": 1}, FuzzySettings(squash="tanh", draws=100))
    assert weights_as_said(found.matrix)[0, 1] == pytest.approx(0.8)
    gentle, steep = found.at[0], found.at[3]
    assert gentle.one_end
    assert gentle.ends == 1
    assert gentle.moves[1].difference == pytest.approx(tanh(0.5 * 0.8))
    assert not steep.one_end
    assert steep.ends > 1  # both up, both down, or taking turns: where it stands matters


def test_a_link_said_twice_and_names_change_no_answer():
    links = [(0, 1, "+"), (1, 2, "-"), (2, 0, "+"), (2, 3, "?")]
    one, twice = (report_fuzzy(drawn(each), {"00": 1}, SMALL) for each in (links, [*links, links[0]]))
    assert [at.moves for at in one.at] == [at.moves for at in twice.at]
    renamed = report_fuzzy(drawn([(9 - a, 9 - b, sign) for a, b, sign in links]), {"09": 1}, SMALL)
    assert [renamed.holds(3 - place)[0] for place in range(4)] == [one.holds(place)[0] for place in range(4)]
    assert renamed.at[3].moves[1].difference == pytest.approx(one.at[3].moves[2].difference)


def test_what_is_unsure_goes_either_way_and_what_is_doubted_moves_if_at_all():
    found = report_fuzzy(drawn([(0, 1, "?"), (0, 2, "+")]), {"00": 1}, SMALL)
    assert found.left_out == 1
    assert found.holds(1)[0] == 0
    assert found.if_at_all(1) == 0
    assert "could go either way" in found.findings[0].sentence
    doubted = report_fuzzy(drawn([(0, 1, "+")], confidence="low"), {"00": 1}, SMALL)
    assert doubted.holds(1)[0] == 0
    assert doubted.if_at_all(1) == 1
    assert doubted.findings[0].sentence.endswith("ends higher, if it moves at all.")


def test_maps_without_an_answer_say_why():
    for links, pushed, said in (
        ([], "00", "no causal links yet"),
        ([(0, 1, "?"), (1, 0, "?")], "00", "unsure of its sign"),
    ):
        with pytest.raises(NoAnswerError, match=said):
            report_fuzzy(drawn(links), {pushed: 1}, SMALL)
    with pytest.raises(NoAnswerError, match="unsure of its sign"):
        report_fuzzy(drawn([(0, 1, "+")], confidence="contested"), {"00": 1}, SMALL)


def test_thornmere_at_every_lambda(base):
    matrix = matrix_of(base)
    reablement = next(each.id for each in base.of("Service") if each.name == "Reablement")
    found = report_fuzzy(base, {reablement: 1})
    discharges = next(each.id for each in base.of("Factor") if each.name.startswith("Delayed discharges"))
    assert found.holds(matrix.index()[discharges]) == (-1, LAMBDAS)
    assert all(at.ends == 1 and not at.lost for at in found.at)
    assert report_fuzzy(base, {reablement: 1}) == found
