"""What a map falls into, what joins it, and the shortest ways across it, in sentences."""

import json
from pathlib import Path

import networkx as nx
from hypothesis import given

from sysmap.analysis.connections import PATHS, fall_apart, report_parts, report_paths
from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.model.graphs import Skeleton
from tests.analysis.drawn import ARCS, drawn, oracle

GOLDEN = Path(__file__).parents[1] / "golden" / "single_points_of_failure_small.json"


def parts_of(arcs):
    engine = MemoryEngine(drawn(arcs), "influences")
    return report_parts(engine.branch, engine.connect(), "influences")


def ways(arcs, start, finish):
    engine = MemoryEngine(drawn(arcs), "influences")
    return report_paths(engine.branch, engine.between(start, finish), start, finish, "influences")


@given(ARCS)
def test_without_a_point_the_map_falls_into_the_pieces_that_are_told(arcs):
    plain = nx.Graph(oracle(arcs))
    for point in parts_of(arcs).points:
        rest = plain.subgraph(nx.node_connected_component(plain, point.element) - {point.element})
        sizes = sorted(map(len, nx.connected_components(rest)), reverse=True)
        assert point.pieces == tuple(sizes)


@given(ARCS)
def test_shrinking_what_holds_together_changes_no_piece(arcs):
    """What the engine inside Neo4j hands over instead of the whole graph."""
    plain = nx.Graph(oracle(arcs))
    points = sorted(nx.articulation_points(plain))
    groups = [{each} for each in points] + list(nx.connected_components(plain.subgraph(set(plain) - set(points))))
    node_of = {each: number for number, group in enumerate(groups) for each in group}
    edges = {tuple(sorted((node_of[a], node_of[b]))) for a, b in plain.edges if node_of[a] != node_of[b]}
    shrunk = Skeleton({each: node_of[each] for each in points}, tuple(map(len, groups)), tuple(sorted(edges)))
    assert fall_apart(shrunk) == fall_apart(MemoryEngine(drawn(arcs), "influences").connect().skeleton)


def test_published_points_and_bridges():
    case = json.loads(GOLDEN.read_text("utf-8"))
    report = parts_of(case["input"]["edges"])
    assert sorted(int(point.element) for point in report.points) == case["expected"]["articulation_points"]
    bridges = [[int(each) for each in pair] for pair in report.connections.bridges]
    assert sorted(bridges) == case["expected"]["bridges"]
    first = report.points[0]
    assert (first.element, first.pieces) == ("02", (4, 3))
    said = [finding.sentence for finding in report.findings]
    assert said[0] == "All 8 elements that links of influence join hang together."
    assert said[1].startswith("In 2 places elements each lead to all the others")
    assert said[2] == (
        "Everything passes through “F02” there: without it that part of the map would fall into 2 pieces, of 4 and 3 "
        "elements."
    )
    # F07 and F06 hang on by one link each, which is told with what they hang on.
    assert said[-1] == "What joins “F02” and “F03” is all that joins the two sides of the map there."
    assert len([each for each in said if each.startswith("What joins")]) == 1


def test_parts_and_nothing_at_all():
    report = parts_of([(0, 1), (2, 3), (3, 4)])
    assert report.connections.weak == (("02", "03", "04"), ("00", "01"))
    assert "are in 2 parts with nothing between them; the largest has 3." in report.findings[0].sentence
    assert parts_of([]).findings[0].sentence == "No links of influence are drawn yet."


def test_ways_are_counted_told_and_add_up():
    report = ways([(0, 1, "+"), (1, 3, "-"), (0, 2, "-"), (2, 3, "-"), (3, 0, "+")], "00", "03")
    assert (report.steps, report.count) == (2, 2)
    assert [way.elements for way in report.ways] == [("00", "01", "03"), ("00", "02", "03")]
    assert [way.effect for way in report.ways] == ["opposite", "same"]
    assert report.ways[0].sentences == ("More “F00” means more “F01”.", "More “F01” means less “F03”.")
    assert report.findings[0].sentence == "The shortest way from “F00” to “F03” has 2 steps; there are 2 as short."
    assert report.findings[0].rests_on == ("l000", "l001", "l002", "l003")


def test_links_beside_each_other_are_one_step():
    report = ways([(0, 1, "+"), (0, 1, "-"), (0, 1, "+")], "00", "01")
    assert report.count == 1
    assert report.ways[0].effect == "unsure"
    assert len(report.ways[0].sentences) == 2
    assert len(report.ways[0].links[0]) == 3


def test_a_way_leads_as_links_do():
    report = ways([(0, 1)], "01", "00")
    assert (report.steps, report.count, report.ways) == (None, 0, ())
    assert report.findings[0].sentence == "No chain of links of influence leads from “F01” to “F00” on this map."


def test_more_ways_than_anybody_lists_are_counted_without_walking_them():
    layers = 20
    arcs = [
        (a, b)
        for layer in range(layers)
        for a in ((3 * layer,) if not layer else range(3 * layer, 3 * layer + 3))
        for b in range(3 * layer + 3, 3 * layer + 6)
    ]
    report = ways(arcs, "00", f"{3 * layers:02}")
    assert report.count == 3 ** (layers - 1)
    assert len(report.ways) == PATHS
