"""The same map as another modeller might draw it: what each choice may change and what not."""

import numpy as np
import pytest

from sysmap.analysis.joint_drawing import groups_by_dominance
from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect, matrix_from_signs, signs_of
from sysmap.analysis.press.choices import redrawings
from sysmap.analysis.press.exact import press_exactly

# A[i, j] is the effect of j on i: 0 -> 1 -> 2 -> 3, and back from 3 to 0 the opposite way; 4 acts on 3 alone.
CHAIN = [[-1, 0, 0, -1, 0], [1, -1, 0, 0, 0], [0, 1, -1, 0, 0], [0, 0, -1, -1, 1], [0, 0, 0, 0, -1]]


def drawn_anew(fixed=(0, 3), draws=2000):
    matrix = matrix_from_signs(CHAIN)
    return matrix, list(redrawings(matrix, fixed, draws, 1))


def test_all_versions_are_shared_out_and_each_redrawing_has_a_seed_of_its_own():
    _, found = drawn_anew()
    assert len(found) == 50
    assert sum(draws for _, draws, _ in found) == 2000
    assert len({seed for *_, seed in found}) == 50
    assert found == drawn_anew()[1]
    assert [draws for _, draws, _ in drawn_anew(draws=7)[1]] == [7]


def test_neither_a_split_nor_a_step_passed_over_changes_the_sign_of_any_response():
    matrix, found = drawn_anew()
    before = np.sign(np.array(press_exactly(signs_of(matrix)).adjugate))
    seen = set()
    for redrawn, *_ in found:
        more = redrawn.size - matrix.size
        links = len(redrawn.effects) - len(matrix.effects)
        seen.add((more, links))
        if links and not more:
            continue  # a short cut may well change a sign
        after = np.sign(np.array(press_exactly(signs_of(redrawn)).adjugate))[:5, :5]
        # What is passed over does not respond any more; all else responds as before, to a push on it too.
        standing = [each for each in range(5) if before[each, 0] == after[each, 0] or each in {0, 3, 4}]
        assert (after[standing] == before[standing]).all()
        assert {0, 3, 4} <= set(standing)
        assert len(standing) >= 4
    assert seen == {(1, 1), (0, 0), (0, 1)}


def test_a_short_cut_closes_a_chain_of_two_the_way_it_works():
    matrix, found = drawn_anew()
    was = {(each.row, each.column): each.polarity for each in matrix.effects}
    shorts = set()
    for redrawn, *_ in found:
        fresh = {(each.row, each.column): each.polarity for each in redrawn.effects} | was
        if redrawn.size == matrix.size and len(redrawn.effects) > len(matrix.effects):
            shorts |= {(*ends, sign) for ends, sign in fresh.items() if ends not in was}
    # By place and sign: 2 -> 0 is the opposite way twice; 0 -> 2 the same way; 1 -> 3, 3 -> 1 and 4 -> 0 the opposite.
    assert shorts == {(2, 0, "+"), (3, 1, "-"), (0, 2, "+"), (1, 3, "-"), (0, 4, "-")}


def test_what_is_asked_for_is_never_passed_over_and_a_map_without_a_choice_stays():
    alone = CausalMatrix(("a", "b"), (Effect(1, 0, "+"),), (True, True))
    kinds = {redrawn.size for redrawn, *_ in redrawings(alone, (1,), 400, 1)}
    assert kinds == {2, 3}
    for redrawn, *_ in drawn_anew(fixed=(0, 1, 2, 3, 4))[1]:
        assert len(redrawn.effects) >= 5


@pytest.mark.parametrize(
    ("beats", "versions", "groups"),
    [
        ([[0, 0.9], [0.1, 0]], 1000, [1, 1]),
        ([[0, 0.92], [0.1, 0]], 1000, [1, 2]),
        ([[0, 0.92], [0.1, 0]], 500, [1, 1]),
        ([[0, 0.91], [0.1, 0]], 4000, [1, 2]),
        ([[0, 0.89], [0.1, 0]], 100_000, [1, 1]),
    ],
)
def test_nine_of_ten_versions_and_more_than_chance_make_a_group(beats, versions, groups):
    assert groups_by_dominance(np.array(beats), versions) == groups
