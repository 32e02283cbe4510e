"""Versions of a map: published shares, repeatability, and what must not change them."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect, matrix_from_signs, matrix_of, signs_of
from sysmap.analysis.press.ensemble import draw_versions
from sysmap.analysis.press.report import count_responses, report_press
from sysmap.analysis.press.settings import EXISTENCE, REGIMES, Settings
from sysmap.analysis.press.verdicts import Tally, judge, wilson
from sysmap.errors import NoAnswerError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from tests.analysis.press.turning import turn_sense

GOLDEN = Path(__file__).parents[2] / "golden"


def all_pushes(matrix, **wishes):
    tally = Tally(matrix.size, matrix.size)
    pushes = [{place: 1.0} for place in range(matrix.size)]
    for versions in draw_versions(matrix, range(matrix.size), pushes, **{"seed": 1, **wishes}):
        tally.add(versions)
    return tally.counts()


def test_published_shares(signs, expected_numbers):
    ensemble = expected_numbers["ensemble"]
    counts = all_pushes(matrix_from_signs(signs), draws=60_000, regimes=("rejection",))["rejection"]
    assert counts.acceptance == pytest.approx(ensemble["stable_fraction"], abs=0.01)
    assert counts.rising / counts.kept == pytest.approx(np.array(ensemble["P_positive"]), abs=0.012)
    still = 1 - (counts.rising + counts.falling) / counts.kept
    assert still == pytest.approx(np.array(ensemble["P_zero"]), abs=0.012)


def random_matrix(n, m, seed):
    random = np.random.default_rng(seed)
    places = random.choice(n * n, size=3 * m, replace=False)
    ends = [divmod(int(place), n) for place in places if place % (n + 1)][:m]
    effects = tuple(
        Effect(row, column, "+-?"[random.integers(3)], *sorted(random.random(2)), random.choice([0.5, 0.8, 0.95]))
        for row, column in sorted(ends)
    )
    return CausalMatrix(tuple(f"e{place:02d}" for place in range(n)), effects, (True,) * n)


@given(st.integers(0, 1000), st.integers(1, 97), st.integers(1, 3))
@settings(max_examples=10, deadline=None)
def test_batches_and_threads_change_nothing(seed, batch, threads):
    matrix = random_matrix(9, 18, seed)
    whole = all_pushes(matrix, draws=200, seed=seed)
    parts = all_pushes(matrix, draws=200, seed=seed, batch=batch, threads=threads)
    for regime in REGIMES:
        assert (whole[regime].rising == parts[regime].rising).all()
        assert (whole[regime].falling == parts[regime].falling).all()
        assert whole[regime].kept == parts[regime].kept


def test_asking_for_few_rows_gives_the_same_as_asking_for_all():
    matrix = random_matrix(12, 30, 5)
    whole = all_pushes(matrix, draws=300)
    pushes = [{place: 1.0} for place in range(matrix.size)]
    tally = Tally(2, matrix.size)
    for versions in draw_versions(matrix, [3, 7], pushes, draws=300, seed=1):
        tally.add(versions)
    for regime, counts in tally.counts().items():
        assert (counts.rising == whole[regime].rising[[3, 7]]).all()
        assert (counts.falling == whole[regime].falling[[3, 7]]).all()


def test_another_seed_gives_other_versions():
    matrix = random_matrix(9, 18, 1)
    one, other = all_pushes(matrix, draws=200, seed=1), all_pushes(matrix, draws=200, seed=2)
    assert (one["spectral_shift"].rising != other["spectral_shift"].rising).any()


def test_versions_that_are_kept_settle_and_shifts_are_told():
    matrix = random_matrix(20, 60, 3)
    counts = all_pushes(matrix, draws=500)
    assert counts["spectral_shift"].kept == counts["row_dominance"].kept == 500
    assert counts["rejection"].kept < 500
    assert not counts["rejection"].feasible or counts["rejection"].acceptance >= 0.05
    shift = counts["spectral_shift"]
    assert 0 < shift.shifted <= 500
    assert 0 < shift.median_shift <= shift.largest_shift


@given(st.integers(0, 200))
@settings(max_examples=8, deadline=None)
def test_a_new_order_of_elements_changes_no_verdict_that_is_exact(seed):
    matrix = random_matrix(8, 16, seed)
    order = np.random.default_rng(seed).permutation(8)
    moved = sorted(
        (Effect(int(order[e.row]), int(order[e.column]), e.polarity) for e in matrix.effects),
        key=lambda each: (each.row, each.column),
    )
    certain = CausalMatrix(
        matrix.elements, tuple(Effect(e.row, e.column, e.polarity) for e in matrix.effects), (True,) * 8
    )
    again = all_pushes(CausalMatrix(matrix.elements, tuple(moved), (True,) * 8), draws=100)
    first = all_pushes(certain, draws=100)
    for regime in ("spectral_shift", "row_dominance"):
        moves = (first[regime].rising + first[regime].falling) > 0
        also = (again[regime].rising + again[regime].falling) > 0
        assert (also[np.ix_(order, order)] == moves).all()


def test_turning_the_sense_of_an_element_turns_its_signs_and_nothing_else():
    """Sign gauge: "carers' strain" or "carers' ease", the answers are the same."""
    matrix = random_matrix(10, 24, 4)
    turned_place = 3
    turned = turn_sense(matrix, turned_place)
    known = all("?" not in each.polarity for each in matrix.effects)
    sense = np.ones(10)
    sense[turned_place] = -1
    one, other = all_pushes(matrix, draws=4000), all_pushes(turned, draws=4000)
    tolerance = 1e-12 if known else 0.06  # which of two signs is drawn differs where it is unsure
    for regime in ("spectral_shift", "row_dominance"):
        index = (one[regime].rising - one[regime].falling) / one[regime].kept
        again = (other[regime].rising - other[regime].falling) / other[regime].kept
        assert again * np.outer(sense, sense) == pytest.approx(index, abs=tolerance)


def test_an_intermediate_step_changes_no_response():
    """Splitting a link leaves the exact responses of the elements there were (Schur complement)."""
    from sysmap.analysis.press.exact import press_exactly

    case = json.loads((GOLDEN / "metamorphic_intermediate_node.json").read_text("utf-8"))
    before, after = case["input"]["A_before"], case["input"]["A_after"]
    old, new = press_exactly(before), press_exactly(after)
    size = len(before)
    assert [list(line) for line in old.adjugate] == case["expected"]["adjugate_before"]
    # A step that damps itself by as much as it is moved by: the counts are those there were.
    assert [list(line[:size]) for line in new.adjugate[:size]] == case["expected"]["adjugate_after_original_nodes"]


def test_what_is_not_connected_changes_nothing():
    matrix = random_matrix(8, 16, 2)
    more = CausalMatrix((*matrix.elements, "lonely"), matrix.effects, (*matrix.limited, True))
    assert signs_of(matrix_from_signs([[-1, 1], [0, -1]])) == [[-1, 1], [0, -1]]
    counts = all_pushes(more, draws=100)["row_dominance"]
    assert not counts.rising[8, :8].any()
    assert not counts.falling[:8, 8].any()
    assert counts.rising[8, 8] == 100


def influences(*links):
    names = sorted({end for link in links for end in (link[0], link[2])})
    records = [Record(name, "Factor", {"name": name.title()}) for name in names]
    for number, (start, sign, finish, *values) in enumerate(links):
        said = {"from_id": start, "to_id": finish, "polarity": sign, **(values[0] if values else {})}
        records.append(Record(f"link{number}", "INFLUENCES", said))
    return branch(SystemMap(records))


SURE = {"confidence": "high", "strength": "3"}


def test_links_said_twice_count_once_as_the_surest_and_strongest_of_them():
    made = influences(("a", "+", "b", {"confidence": "low", "strength": "1"}), ("a", "+", "b", SURE))
    (effect,) = matrix_of(made).effects
    assert (effect.polarity, effect.existence, effect.smallest, effect.largest) == ("+", 0.95, 0.6, 1.0)
    assert effect.links == ("link0", "link1")


def test_links_that_contradict_each_other_are_drawn_either_way():
    (effect,) = matrix_of(influences(("a", "+", "b", SURE), ("a", "-", "b", SURE))).effects
    assert effect.polarity == "?"
    (contested,) = matrix_of(influences(("a", "+", "b", {"confidence": "contested"}))).effects
    assert (contested.polarity, contested.existence) == ("?", 0.5)


def test_a_sure_chain_holds_in_nearly_every_version():
    report = report_press(influences(("a", "-", "b", SURE), ("c", "+", "a", SURE)), {"c": 1})
    assert (report.responses["a"].verdict, report.responses["a"].direction) == ("consistent", 1)
    assert report.responses["b"].direction == -1
    assert report.paths["b"][0].elements == ("c", "a", "b")
    assert report.paths["b"][0].polarity == "-"


def test_two_ways_that_pull_apart_are_undetermined_and_the_link_to_check_is_named():
    made = influences(("a", "+", "b", SURE), ("b", "+", "d", SURE), ("a", "+", "c", SURE), ("c", "-", "d", SURE))
    report = report_press(made, {"a": 1}, Settings(existence=dict.fromkeys(EXISTENCE, 1.0)))
    assert report.responses["d"].verdict == "undetermined"
    assert {check.doubt for check in report.hangs_on["d"]} == {"strength"}
    assert report.paths["d"][0].links != report.paths["d"][1].links
    low, high = report.responses["d"].band
    assert low <= report.responses["d"].index <= high


def test_what_hangs_on_one_doubtful_link_moves_one_way_if_at_all():
    report = report_press(influences(("a", "+", "b", {"confidence": "low", "strength": "2"})), {"a": 1})
    response = report.responses["b"]
    assert (response.verdict, response.if_at_all) == ("undetermined", 1)
    assert report.hangs_on["b"][0].doubt == "there"
    assert report.findings[0].sentence == "With more “A”: more “B”, if it moves at all."


def test_a_push_down_is_the_mirror_of_a_push_up():
    made = influences(("a", "+", "b"), ("b", "-", "c"), ("c", "+", "a"))
    up, down = report_press(made, {"a": 1}), report_press(made, {"a": -1})
    for element, response in up.responses.items():
        assert down.responses[element].index == -response.index


def test_no_answer_is_told_with_what_to_do():
    with pytest.raises(NoAnswerError, match="no causal links yet"):
        report_press(branch(SystemMap([Record("a", "Factor", {"name": "A"})])), {"a": 1})
    made = influences(("a", "?", "b"), ("b", "?", "a"))
    with pytest.raises(NoAnswerError, match="unsure of its sign"):
        report_press(made, {"a": 1})
    with pytest.raises(NoAnswerError, match="no causal link starts or ends"):
        report_press(
            influences(("a", "+", "b")).where([*influences(("a", "+", "b")), Record("z", "Factor", {"name": "Z"})]),
            {"z": 1},
        )


def test_regimes_that_disagree_leave_it_open():
    counts = {}
    for regime, rising in (("spectral_shift", 95), ("row_dominance", 40)):
        tally = all_pushes(matrix_from_signs([[-1]]), draws=100, regimes=(regime,))[regime]
        counts[regime] = type(tally)(
            regime, np.array([[rising]]), np.array([[100 - rising]]), 100, 100, 100, 0, 0.0, 0.0
        )
    assert judge(list(counts.values()), 0, 0).verdict == "undetermined"


def test_wilson_gives_the_published_interval():
    # Newcombe 1998, Statistics in Medicine 17:857, table I: 81 of 263.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_settings_are_counted_as_given():
    matrix = random_matrix(6, 12, 0)
    counts = count_responses(matrix, [0], [{1: 1.0}], Settings(draws=150, seed=9, regimes=("row_dominance",)))
    assert list(counts) == ["row_dominance"]
    assert counts["row_dominance"].tried == 150
