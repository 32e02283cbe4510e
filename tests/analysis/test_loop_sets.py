"""Small sets of loops: published sizes, the cycle rank, independence by networkx and numpy, what a search promises."""

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.loop_ranking import MOST_RANKED, rank_loops, sample_independent
from sysmap.analysis.loop_search import count_loops, find_loops
from sysmap.analysis.loop_sets import find_independent_loops, find_strong_loops
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError
from tests.analysis.drawn import ARCS, drawn

GOLDEN = Path(__file__).parents[1] / "golden"


def graph_of(links):
    graph = {}
    for start, finish, *_ in links:
        graph.setdefault(f"{start:02}" if isinstance(start, int) else start, []).append(
            f"{finish:02}" if isinstance(finish, int) else finish
        )
    return graph


def steps(loop):
    return set(zip(loop, loop[1:] + loop[:1], strict=True))


def test_three_party_arms_race_has_six_of_seven_and_misses_the_long_loops():
    case = json.loads((GOLDEN / "loops_three_party_arms_race.json").read_text("utf-8"))
    found = find_independent_loops(graph_of(case["input"]["edges"]))
    assert (len(found.loops), found.rank) == (case["expected"]["SILS_size"], case["expected"]["independent_cycle_rank"])
    assert max(map(len, found.loops)) == 6
    assert [len(loop) for loop in found.filled] == [9]
    assert found.is_basis


@given(ARCS)
def test_the_set_covers_all_links_and_fills_to_a_basis_of_the_rank(links):
    graph = graph_of(links)
    found = find_independent_loops(graph)
    theirs = nx.DiGraph((start, finish) for start in graph for finish in graph[start] if start != finish)
    parts = [theirs.subgraph(part) for part in nx.strongly_connected_components(theirs)]
    assert found.rank == sum(part.number_of_edges() - part.number_of_nodes() + 1 for part in parts)
    edges = sorted(edge for part in parts for edge in part.edges)
    loops = [*found.loops, *found.filled]
    assert set().union(*map(steps, found.loops)) == set(edges)
    incidence = np.array([[edge in steps(loop) for edge in edges] for loop in loops], dtype=float)
    assert len(loops) == found.rank == (np.linalg.matrix_rank(incidence) if loops else 0)


@given(ARCS, st.integers(1, 6), st.randoms(use_true_random=False))
def test_strong_loops_are_the_strongest_of_all_whatever_elements_are_called(links, most, random):
    graph = graph_of(links)
    sizes = {(a, b): 0.1 + (int(a) * 7 + int(b) * 3) % 10 / 11 for a in graph for b in graph[a]}
    products = {loop: float(np.prod([sizes[step] for step in steps(loop)])) for loop in find_loops(graph)}
    whole = find_strong_loops(graph, sizes)
    assert sorted(whole.loops) == sorted(products)
    assert not whole.stopped
    assert [products[loop] for loop in whole.loops] == pytest.approx(sorted(products.values(), reverse=True))
    first = find_strong_loops(graph, sizes, most=most)
    assert first.loops == whole.loops[: len(first.loops)]
    assert len(first.loops) <= most
    left_out = [products[loop] for loop in whole.loops[len(first.loops) :]]
    assert all(product < products[loop] for product in left_out for loop in first.loops)
    names = sorted({each for ends in sizes for each in ends})
    called = dict(zip(names, random.sample(names, len(names)), strict=True))
    again = find_strong_loops(
        {called[a]: [called[b] for b in out] for a, out in graph.items()},
        {(called[a], called[b]): size for (a, b), size in sizes.items()},
        most=most,
    )
    assert {frozenset(steps(loop)) for loop in again.loops} == {
        frozenset((called[a], called[b]) for a, b in steps(loop)) for loop in first.loops
    }


def test_where_too_many_are_level_none_is_called_the_strongest():
    everyone = {f"{a:02}": [f"{b:02}" for b in range(9) if b != a] for a in range(9)}
    level = find_strong_loops(everyone, {(a, b): 0.5 for a in everyone for b in everyone[a]}, most=20)
    assert (level.loops, level.stopped) == ((), True)


def test_likelihood_strength_and_type_are_those_of_the_links():
    (loop,) = rank_loops(
        drawn([(1, 2, "+"), (2, 3, "-"), (3, 1, "+")], confidence="high", strength="2", delay="weeks")
    ).loops
    assert loop.existence == pytest.approx(0.95**3)
    assert (loop.gain, loop.per_link) == pytest.approx((0.125, 0.5))
    assert loop.score == pytest.approx(0.95**3 / 2)
    assert (loop.reinforcing, loop.delay, loop.delays_unknown) == (0, "weeks", 0)
    assert (loop.rank, loop.rank_low, loop.rank_high) == (1, 1, 1)
    (unsure,) = rank_loops(drawn([(1, 2, "?"), (2, 1, "+")])).loops
    assert (unsure.reinforcing, unsure.delay, unsure.delays_unknown) == (0.5, "", 2)


def test_ranks_repeat_with_the_seed_and_hold_every_loop():
    base = drawn([(1, 2), (2, 1), (2, 3), (3, 1), (3, 2)])
    first = rank_loops(base, Settings(draws=333, seed=4))
    assert first == rank_loops(base, Settings(draws=333, seed=4))
    assert len(first.loops) == 3
    assert first.is_whole
    assert all(1 <= each.rank_low <= each.rank_high <= 3 for each in first.loops)
    assert sum(each.rank for each in first.loops) == 6


def test_only_lengths_that_are_complete_are_ranked():
    everyone = [(a, b) for a in range(20) for b in range(20) if a != b]
    ranking = rank_loops(drawn(everyone), Settings(draws=100))
    assert (len(ranking.loops), ranking.complete_to_length, ranking.is_whole) == (190, 2, False)
    with pytest.raises(NoAnswerError, match="no feedback loop"):
        rank_loops(drawn([(1, 2)]))
    with pytest.raises(NoAnswerError, match="too many to rank"):
        rank_loops(drawn([(a, b) for a in range(70) for b in range(70) if a != b]), Settings(draws=100))
    assert MOST_RANKED < 70 * 69 / 2


def test_no_loop_is_ranked_in_a_set():
    sample = sample_independent(drawn([(1, 2), (2, 1), (2, 3), (3, 1)]))
    assert [each.rank for each in sample.loops] == [0, 0]


def test_counts_through_one_element_and_by_sign():
    graph = {"a": ["b", "c"], "b": ["a"], "c": ["b"]}
    signs = {("a", "b"): 1, ("b", "a"): -1, ("a", "c"): 1, ("c", "b"): -1}
    assert count_loops(graph, signs=signs).by_sign == {1: 1, -1: 1}
    assert count_loops(graph, through="c").by_node == {"a": 1, "b": 1, "c": 1}
