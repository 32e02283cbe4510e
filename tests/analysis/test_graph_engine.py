"""Measures of the drawn map, held against networkx, a linear system and published numbers."""

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.model.graphs import MEASURES
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from tests.analysis.drawn import ARCS, drawn, oracle, page_rank

GOLDEN = Path(__file__).parents[1] / "golden"


def read_golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


@given(ARCS)
def test_measures_agree_with_networkx(arcs):
    graph = oracle(arcs)
    positions = MemoryEngine(drawn(arcs), "influences").measure()
    others = max(len(graph) - 1, 1)
    expected = {
        "betweenness": nx.betweenness_centrality(graph, normalized=False) if graph else {},
        "in_degree": dict(graph.in_degree()),
        "out_degree": dict(graph.out_degree()),
        "closeness_in": {each: sum_ / others for each, sum_ in nx.harmonic_centrality(graph).items()},
        "closeness_out": {each: sum_ / others for each, sum_ in nx.harmonic_centrality(graph.reverse()).items()},
        "page_rank": page_rank(graph) if graph else {},
    }
    assert positions.links == graph.number_of_edges()
    assert list(positions.scores) == list(MEASURES)
    for measure, values in expected.items():
        assert positions.scores[measure] == pytest.approx(values, abs=1e-6), measure


@given(ARCS)
def test_connections_agree_with_networkx(arcs):
    graph = oracle(arcs)
    found = MemoryEngine(drawn(arcs), "influences").connect()
    plain = nx.Graph(graph)
    assert {frozenset(each) for each in found.weak} == {
        frozenset(each) for each in nx.weakly_connected_components(graph)
    }
    assert {frozenset(each) for each in found.strong} == {
        frozenset(each) for each in nx.strongly_connected_components(graph) if len(each) > 1
    }
    assert set(found.skeleton.points) == set(nx.articulation_points(plain))
    assert set(found.bridges) == {tuple(sorted(each)) for each in nx.bridges(plain)}


@given(ARCS)
def test_shortest_ways_agree_with_networkx(arcs):
    graph = oracle(arcs)
    engine = MemoryEngine(drawn(arcs), "influences")
    for start in list(graph)[:3]:
        for finish in set(graph) - {start}:
            between = engine.between(start, finish)
            if not nx.has_path(graph, start, finish):
                assert between == ()
                continue
            ways = list(nx.all_shortest_paths(graph, start, finish))
            assert between == tuple(tuple(sorted(set(step))) for step in zip(*ways, strict=True))


def test_more_elements_than_one_sweep_of_closeness_takes():
    arcs = [(number, number + 1) for number in range(1200)]
    records = [Record(f"f{number}", "Factor") for number in range(1201)]
    links = [Record(f"l{a}", "INFLUENCES", {"from_id": f"f{a}", "to_id": f"f{b}"}) for a, b in arcs]
    scores = MemoryEngine(branch(SystemMap([*records, *links])), "influences").measure(["closeness_in"]).scores
    assert list(scores) == ["closeness_in"]
    for number in (0, 1, 511, 512, 600, 1200):
        harmonic = sum(1 / steps for steps in range(1, number + 1)) / 1200
        assert scores["closeness_in"][f"f{number}"] == pytest.approx(harmonic, abs=1e-9)


def test_published_betweenness_of_the_kite():
    case = read_golden("betweenness_krackhardt_kite")
    both_ways = [link for start, finish in case["input"]["edges"] for link in ((start, finish), (finish, start))]
    scores = MemoryEngine(drawn(both_ways), "influences").measure(["betweenness"]).scores["betweenness"]
    # Each unordered pair is two ordered ones.
    assert [scores[f"{n:02}"] / 2 for n in range(10)] == pytest.approx(case["expected"]["betweenness"], abs=1e-6)


def test_an_element_put_into_a_link_changes_who_lies_most_between():
    """The observation of Crielaard and others 2023, on the numbers of METHODS."""
    case = read_golden("metamorphic_intermediate_node")
    for when, leader in (("before", case["expected"]["top_before"]), ("after", None)):
        matrix = case["input"][f"A_{when}"]
        arcs = [(j, i) for i, row in enumerate(matrix) for j, value in enumerate(row) if value and i != j]
        scores = MemoryEngine(drawn(arcs), "influences").measure(["betweenness"]).scores["betweenness"]
        assert [scores[f"{n:02}"] for n in range(len(matrix))] == case["expected"][f"betweenness_{when}"]
        first = max(sorted(scores)[:6], key=scores.__getitem__)
        assert int(first) == (case["expected"]["top_after_among_original"] if leader is None else leader)


def test_layers_are_never_mixed(base):
    influences, money, everything = (MemoryEngine(base, layer) for layer in ("influences", "money", "all"))
    assert all(base[each].kind in {"Factor", "Service"} for each in influences.ids)
    assert all(base[each].kind in {"Organisation", "Service"} for each in money.ids)
    assert {*influences.ids, *money.ids} <= set(everything.ids)
    assert {base[each].kind for each in everything.ids} == {"Factor", "Service", "Organisation"}
