"""What was seen leaves out versions that contradict it: against an independent count, and what must not change it."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect, matrix_from_signs, matrix_of
from sysmap.analysis.press.ensemble import Sight, draw_versions
from sysmap.analysis.press.report import report_press
from sysmap.analysis.press.seen import Seen, share_that_fits
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from tests.analysis.press.turning import turn_sense

GOLDEN = Path(__file__).parents[2] / "golden"
SURE = {"confidence": "high", "strength": "3"}


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def influences(*links):
    names = sorted({end for link in links for end in (link[0], link[2])})
    records = [Record(name, "Factor", {"name": name.title()}) for name in names]
    for number, (start, sign, finish, *values) in enumerate(links):
        said = {"from_id": start, "to_id": finish, "polarity": sign, **(values[0] if values else {})}
        records.append(Record(f"link{number}", "INFLUENCES", said))
    return branch(SystemMap(records))


def drawn(matrix, sight=None, pushes=None, **wishes):
    """Give all versions under each way to damp, put together."""
    pushes = pushes or [{place: 1.0} for place in range(matrix.size)]
    parts: dict[str, list] = {}
    for versions in draw_versions(matrix, range(matrix.size), pushes, sight=sight, **{"seed": 1, **wishes}):
        parts.setdefault(versions.regime, []).append(versions)
    return {
        regime: (np.concatenate([each.responses for each in some]), np.concatenate([each.agrees for each in some]))
        for regime, some in parts.items()
    }


@pytest.mark.parametrize("model", "ABCDE")
def test_the_share_that_fits_is_the_published_share(model):
    """Snowshoe hare: how often H rises, and P falls, after more V, as QPress counts it."""
    case = golden("qpress_snowshoe_hare_A_to_E")
    found = case["models"][model]
    matrix = matrix_from_signs(found["A"], case["nodes"])
    plain = Settings(20_000, regimes=("rejection",))
    for row, element in enumerate(case["nodes"][:2]):
        fit = share_that_fits(matrix, Seen({"V": 1}, {element: 1}), plain)["rejection"]
        assert fit.share == pytest.approx(found["ensemble"]["P_positive"][row][2], abs=0.012)
        assert fit.settled / 20_000 == pytest.approx(found["ensemble"]["stable_fraction"], abs=0.012)


def test_answers_given_what_was_seen_are_those_of_an_independent_count():
    """Mesocosm: bare numpy, drawn otherwise, keeps stable versions that show both movements and counts the rest."""
    case = golden("qpress_mesocosm_lake_b")
    signs = np.array(case["input"]["A"])
    random = np.random.default_rng(7)
    matrices = signs * random.random((40_000, 8, 8))
    settled = matrices[np.linalg.eigvals(matrices).real.max(axis=1) < 0]
    moves = -np.linalg.inv(settled)[:, :, 7]
    fits = (moves[:, 0] > 0) & (moves[:, 3] < 0)
    matrix = matrix_from_signs(signs.tolist(), case["input"]["nodes"])
    sight = Sight({7: 1.0}, (0, 3), (1, -1))
    responses, agrees = drawn(matrix, sight, [{7: 1.0}], draws=40_000, regimes=("rejection",))["rejection"]
    ours = agrees.all(axis=1)
    assert ours.mean() == pytest.approx(fits.mean(), abs=0.012)
    assert (responses[ours, :, 0] > 0).mean(axis=0) == pytest.approx((moves[fits] > 0).mean(axis=0), abs=0.012)
    # It tells something: carnivores would otherwise be open.
    assert abs((responses[ours, 5, 0] > 0).mean() - (responses[:, 5, 0] > 0).mean()) > 0.1


@st.composite
def matrices(draw, signs="+-"):
    n = draw(st.integers(3, 7))
    pairs = [(row, column) for row in range(n) for column in range(n) if row != column]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=n, max_size=3 * n, unique=True))
    effects = tuple(
        Effect(row, column, draw(st.sampled_from(signs)), 0.0, 1.0, draw(st.sampled_from([0.5, 0.8, 1.0])))
        for row, column in sorted(chosen)
    )
    return CausalMatrix(tuple(f"e{place}" for place in range(n)), effects, (True,) * n)


@given(matrices("+-?"), st.integers(0, 99), st.integers(1, 60), st.integers(1, 3))
@settings(max_examples=15)
def test_batches_and_threads_change_nothing_and_seeing_changes_no_version(matrix, seed, batch, threads):
    sight = Sight({0: 1.0}, (1, 2), (1, -1))
    without = drawn(matrix, draws=120, seed=seed)
    whole = drawn(matrix, sight, draws=120, seed=seed)
    parts = drawn(matrix, sight, draws=120, seed=seed, batch=batch, threads=threads)
    for regime, (responses, agrees) in whole.items():
        assert (responses == without[regime][0]).all()
        assert (responses == parts[regime][0]).all()
        assert (agrees == parts[regime][1]).all()
        # What is seen is what the versions themselves answer.
        assert (agrees == (responses[:, [1, 2], 0] == np.array([1, -1]))).all()


@given(matrices(), st.data())
@settings(max_examples=20)
def test_turning_the_sense_of_an_element_and_of_what_was_seen_of_it_changes_nothing(matrix, data):
    turned = data.draw(st.integers(0, matrix.size - 1))
    other = turn_sense(matrix, turned)
    sense = [-1 if place == turned else 1 for place in range(matrix.size)]
    few = Settings(150)
    one = share_that_fits(matrix, Seen({"e0": 1}, {"e1": 1, "e2": -1}), few)
    again = share_that_fits(other, Seen({"e0": sense[0]}, {"e1": sense[1], "e2": -sense[2]}), few)
    assert {name: (fit.settled, fit.fitting) for name, fit in one.items()} == {
        name: (fit.settled, fit.fitting) for name, fit in again.items()
    }


@given(matrices("+-?"))
@settings(max_examples=20)
def test_a_push_the_other_way_and_the_other_movements_fit_the_same(matrix):
    few = Settings(150)
    assert share_that_fits(matrix, Seen({"e0": 1}, {"e1": 1}), few)["row_dominance"].fitting == (
        share_that_fits(matrix, Seen({"e0": -1}, {"e1": -1}), few)["row_dominance"].fitting
    )


@given(matrices("+-?"))
@settings(max_examples=20)
def test_up_down_and_not_at_all_are_all_versions_and_two_sights_are_what_both_leave(matrix):
    few = Settings(150)
    whole = drawn(matrix, draws=150)
    up, down = (share_that_fits(matrix, Seen({"e0": 1}, {"e1": way}), few) for way in (1, -1))
    both = share_that_fits(matrix, Seen({"e0": 1}, {"e1": 1, "e2": 1}), few)
    for regime, (responses, _) in whole.items():
        still = int((responses[:, 1, 0] == 0).sum())
        assert up[regime].fitting + down[regime].fitting + still == up[regime].settled == len(responses)
        assert both[regime].alone["e1"] == up[regime].fitting
        assert both[regime].fitting <= min(both[regime].alone.values())
        assert both[regime].fitting >= sum(both[regime].alone.values()) - both[regime].settled


@given(matrices("+-?"))
@settings(max_examples=10)
def test_what_stands_apart_explains_nothing_and_changes_no_share_by_more_than_drawing_does(matrix):
    """Another element with nothing to do with it draws other numbers, and the same shares."""
    more = CausalMatrix((*matrix.elements, "lonely"), matrix.effects, (*matrix.limited, True))
    seen, many = Seen({"e0": 1}, {"e1": 1}), Settings(2000, regimes=("row_dominance",))
    one = share_that_fits(matrix, seen, many)["row_dominance"]
    assert share_that_fits(more, seen, many)["row_dominance"].share == pytest.approx(one.share, abs=0.08)
    assert share_that_fits(more, Seen({"e0": 1}, {"lonely": 1}), many)["row_dominance"].fitting == 0


def test_what_was_seen_settles_a_contested_sign_and_what_hangs_on_it():
    contested = {"confidence": "contested", "strength": "3"}
    made = influences(
        ("a", "+", "b", contested), ("b", "+", "c", SURE), ("a", "+", "d", contested), ("d", "+", "c", SURE)
    )
    plain = report_press(made, {"a": 1})
    assert plain.responses["b"].verdict == "undetermined"
    report = report_press(made, {"a": 1}, seen=Seen({"a": 1}, {"b": -1}))
    assert (report.responses["b"].verdict, report.responses["b"].direction) == ("consistent", -1)
    assert report.before["b"] == plain.responses["b"]
    fit = report.fit
    told = {(each.links, each.doubt): (each.before, each.after) for each in fit.speaks}
    assert told[("link0",), "way"] == (pytest.approx(0.5, abs=0.05), 0)
    assert {links for links, _ in told} == {("link0",)}
    assert fit.effective == min(each.fitting for each in fit.regimes.values() if each.used)
    assert 0.15 < fit.regimes["row_dominance"].share < 0.35  # half are there, half of those work the opposite way


def test_seeing_what_holds_anyway_changes_no_verdict():
    made = influences(("a", "-", "b", SURE), ("b", "-", "c", SURE), ("c", "+", "a"))
    sure = Settings(500, existence=dict.fromkeys(("high", "medium", "low", "contested", ""), 1.0))
    plain = report_press(made, {"a": 1}, sure)
    report = report_press(made, {"a": 1}, sure, seen=Seen({"a": 1}, {"b": -1}))
    assert report.responses == plain.responses
    assert report.fit.speaks == ()
    assert {each.share for each in report.fit.regimes.values() if each.used} == {1.0}


def test_too_few_versions_say_so_and_which_sign_would_explain_it():
    made = influences(("a", "+", "b", SURE), ("b", "+", "c", SURE))
    with pytest.raises(NoAnswerError, match=r"no version of the map fits what was seen.* ask about A → B"):
        report_press(made, {"a": 1}, seen=Seen({"a": 1}, {"b": -1}))
    low = {"confidence": "low"}
    doubtful = influences(*((f"x{step}", "+", f"x{step + 1}", low) for step in range(6)))
    with pytest.raises(NoAnswerError, match=r"only \d+ of 2,000 .* draw more versions: --draws \d+000$"):
        report_press(doubtful, {"x0": 1}, seen=Seen({"x0": 1}, {"x6": 1}))


def test_a_sign_taken_as_known_is_doubted_where_hardly_any_version_shows_what_was_seen():
    contested = {"confidence": "contested"}
    made = influences(("a", "-", "b", SURE), ("a", "+", "c", contested), ("c", "+", "b", {"strength": "1"}))
    report = report_press(made, {"a": 1}, Settings(20_000), seen=Seen({"a": 1}, {"b": 1}))
    turned = report.fit.turned
    assert [each.links for each in turned] == [("link0",)]
    assert turned[0].before < 0.05
    assert turned[0].after > 0.5


def test_what_no_way_leads_to_is_no_answer():
    made = influences(("a", "+", "b"), ("c", "+", "a"))
    with pytest.raises(NoAnswerError, match="no way leads from “A” to “C”"):
        report_press(made, {"a": 1}, seen=Seen({"a": 1}, {"c": 1}))
    apart = branch(SystemMap([*made, Record("z", "Factor", {"name": "Z"})]))
    with pytest.raises(NoAnswerError, match="what was seen of it says nothing"):
        report_press(apart, {"a": 1}, seen=Seen({"a": 1}, {"z": 1}))
    assert matrix_of(apart).size == 3
