"""What crosses between groups: against closed forms, published values, networkx, and every loop counted by hand."""

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.brokerage import as_ties
from sysmap.analysis.crossing import boundary_betweenness, find_hand_offs
from tests.analysis.drawn import drawn

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("name", ["boundary_emon_texas", "boundary_emon_cheyenne"])
def test_where_everyone_is_a_group_of_their_own_it_is_the_published_betweenness(name):
    case = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    drawing = np.array(case["input"]["A"])
    found = boundary_betweenness(np.argwhere(drawing > 0), range(len(drawing)))
    assert found.scores == pytest.approx(np.array(case["expected"]["betweenness_directed_unnormalised"]), abs=1e-6)
    assert (found.sources, found.of) == (len(drawing), len(drawing))


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=30),
    st.lists(st.integers(-1, 2), min_size=9, max_size=9),
)
def test_only_ways_between_groups_count(pairs, groups):
    graph = nx.DiGraph(sorted(pairs))
    graph.add_nodes_from(range(9))
    expected = np.zeros(9)
    for start in graph:
        for finish in graph:
            if start == finish or -1 in {groups[start], groups[finish]} or groups[start] == groups[finish]:
                continue
            if nx.has_path(graph, start, finish):
                ways = list(nx.all_shortest_paths(graph, start, finish))
                for way in ways:
                    expected[way[1:-1]] += 1 / len(ways)
    found = boundary_betweenness(as_ties(sorted(pairs)), groups)
    assert found.scores == pytest.approx(expected)


def test_the_way_matters():
    one_way = boundary_betweenness(as_ties([(0, 1), (1, 2)]), [0, 0, 1])
    assert one_way.scores.tolist() == [0, 1, 0]
    assert boundary_betweenness(as_ties([(0, 1), (2, 1)]), [0, 0, 1]).scores.tolist() == [0, 0, 0]


def test_a_large_map_is_sampled_and_says_so(monkeypatch):
    monkeypatch.setattr("sysmap.analysis.crossing.EXACT_WORK", 0)
    star = as_ties([(each, 0) for each in range(1, 41)] + [(0, each) for each in range(1, 41)])
    groups = [40, *range(40)]
    whole = 40 * 39
    found = boundary_betweenness(star, groups, sample=20)
    assert (found.sources, found.of) == (20, 41)
    assert found.scores[0] == pytest.approx(whole, rel=0.1)
    assert not found.scores[1:].any()


def test_loops_hand_over_where_the_group_changes_and_what_nobody_owns_is_passed_over():
    made = drawn([(1, 2), (2, 1), (2, 3), (3, 1), (4, 5), (5, 4)])
    groups = {"01": "a", "03": "b", "04": "a", "05": "a"}
    found = find_hand_offs(made, groups)
    assert (found.loops, found.crossing, found.is_whole) == (3, 1, True)
    assert found.by_pair == {("a", "b"): 1, ("b", "a"): 1}
    assert found.by_crossings == {2: 1}
    assert found.examples == ((("01", "02", "03"), 2),)


def test_hand_offs_come_only_from_lengths_that_were_searched_to_the_end():
    ring = [(a, b) for a in range(9) for b in range(9) if a != b]
    groups = {f"{each:02}": str(each % 3) for each in range(9)}
    stopped, short = (find_hand_offs(drawn(ring), groups, limit=limit) for limit in (3000, 400))
    assert not stopped.is_whole
    assert stopped.complete_to_length > short.complete_to_length
    assert stopped.loops < 3000
    per_length = {2: 36, 3: 168, 4: 756, 5: 3024}
    assert stopped.loops == sum(n for length, n in per_length.items() if length <= stopped.complete_to_length)
    assert sum(stopped.by_crossings.values()) == stopped.crossing < stopped.loops
