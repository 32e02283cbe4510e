"""Structural holes: published values, networkx as the oracle, closed forms, and what must not change an answer."""

import json
from math import log
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.lab.structural_holes import find_holes, report_holes
from sysmap.errors import NoAnswerError
from tests.analysis.drawn import drawn

GOLDEN = Path(__file__).parents[2] / "golden"
TIES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=30)


def case(name):
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def test_the_kite():
    kite = case("burt_krackhardt_kite")
    found = find_holes(list(map(tuple, kite["input"]["edges"])), 10)
    assert [each.constraint for each in found] == pytest.approx(kite["expected"]["constraint"], abs=kite["tolerance"])
    sizes = [each.effective_size for each in found]
    assert sizes == pytest.approx(kite["expected"]["effective_size"], abs=kite["tolerance"])


@pytest.mark.parametrize("name", ["boundary_emon_cheyenne", "boundary_emon_texas"])
def test_the_published_constraint_of_networks_of_agencies(name):
    given_, expected = case(name)["input"], case(name)["expected"]
    found = find_holes(list(map(tuple, np.argwhere(np.array(given_["A"])).tolist())), len(given_["A"]))
    assert [each.constraint for each in found] == pytest.approx(expected["constraint"], abs=1e-6)


@given(TIES)
@settings(max_examples=60, deadline=None)
def test_against_networkx(pairs):
    graph = nx.DiGraph(list(pairs))
    graph.add_nodes_from(range(8))
    found = find_holes(sorted(pairs), 8)
    theirs, sizes = nx.constraint(graph), nx.effective_size(graph.to_undirected())
    for node in graph:
        assert (found[node] is None) == (graph.degree(node) == 0)
        if graph.out_degree(node):  # networkx gives none to what only receives
            assert found[node].constraint == pytest.approx(theirs[node])
        if graph.degree(node):
            assert found[node].effective_size == pytest.approx(sizes[node])
            assert found[node].neighbours == len(set(nx.all_neighbors(graph, node)))
            assert found[node].efficiency == pytest.approx(sizes[node] / found[node].neighbours)


def test_closed_forms():
    pair = find_holes([(0, 1)], 2)
    assert (pair[0].constraint, pair[0].effective_size, pair[0].hierarchy) == (1, 1, None)
    star = find_holes([(0, each) for each in range(1, 5)], 5)
    assert star[0].constraint == pytest.approx(1 / 4)
    assert (star[0].effective_size, star[0].efficiency, star[0].hierarchy) == (4, 1, 0)
    # In a triangle each reaches each by half its ties and by half of the other half.
    triangle = find_holes([(0, 1), (1, 2), (2, 0)], 3)
    assert triangle[0].constraint == pytest.approx(2 * (1 / 2 + 1 / 4) ** 2)
    assert triangle[0].effective_size == pytest.approx(1)
    # Two ties with one and one with the other: Burt's hierarchy from its definition, by hand.
    uneven = find_holes([(0, 1), (1, 0), (0, 2)], 3)[0]
    parts = [(2 / 3) ** 2, (1 / 3) ** 2]
    level = [part / (sum(parts) / 2) for part in parts]
    assert uneven.hierarchy == pytest.approx(sum(each * log(each) for each in level) / (2 * log(2)))


def test_ties_count_either_way_and_twice_both_ways():
    # An asymmetric case: which way a tie leads changes nothing, but both ways weigh more than one.
    assert find_holes([(0, 1), (0, 2)], 3) == find_holes([(1, 0), (2, 0)], 3)
    assert find_holes([(0, 1), (1, 0), (0, 2)], 3)[0].constraint > find_holes([(0, 1), (0, 2)], 3)[0].constraint


@given(TIES, st.permutations(range(8)))
@settings(max_examples=30, deadline=None)
def test_names_and_bystanders(pairs, order):
    found = find_holes(sorted(pairs), 8)
    again = find_holes(sorted((order[start], order[finish]) for start, finish in pairs), 8)
    for each in range(8):
        assert (found[each] is None) == (again[order[each]] is None)
        if found[each]:
            assert again[order[each]].constraint == pytest.approx(found[each].constraint)
    assert find_holes(sorted(pairs), 9) == (*found, None)


def test_on_a_map_signs_strengths_and_links_said_twice_play_no_part():
    links = [(0, 1), (1, 2), (2, 0), (2, 3)]
    plain = report_holes(drawn(links))
    assert report_holes(drawn([*links, links[0]], strength="1")).holes == plain.holes
    assert report_holes(drawn([(a, b, "?") for a, b in links])).holes == plain.holes
    assert plain.ranks == (3, 3, 1, 2) or plain.ranks[2] == 1
    assert plain.findings[3].sentence == "“F03” has links with one other only."
    assert report_holes(drawn(links), draws=0).between == ()
    with pytest.raises(NoAnswerError, match="no such links"):
        report_holes(drawn([]))


def test_ranks_hang_on_links_people_doubt():
    links = [(0, each) for each in range(1, 5)] + [(1, 2)]
    sure, doubted = (report_holes(drawn(links, confidence=each)) for each in ("high", "low"))
    assert sure.ranks == doubted.ranks
    width = [sum(high - low for low, high in each.between) for each in (sure, doubted)]
    assert width[0] < width[1]
