"""Where inputs must enter: published networks, every largest choice one by one, and networkx as the oracle."""

import json
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.lab.drivers import find_drivers, match, report_drivers
from sysmap.errors import NoAnswerError
from tests.analysis.drawn import drawn

GOLDEN = Path(__file__).parents[2] / "golden"
SMALL = json.loads((GOLDEN / "controllability_small.json").read_text("utf-8"))["cases"]
ARCS = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=9).map(sorted)


def largest_by_networkx(size, arcs):
    graph = nx.Graph()
    graph.add_nodes_from(("out", each) for each in range(size))
    graph.add_nodes_from(("in", each) for each in range(size))
    graph.add_edges_from((("out", start), ("in", finish)) for start, finish in arcs)
    return len(nx.bipartite.hopcroft_karp_matching(graph, [("out", each) for each in range(size)])) // 2


@pytest.mark.parametrize("case", SMALL, ids=[case["name"] for case in SMALL])
def test_the_definitions(case):
    assert find_drivers(case["n"], list(map(tuple, case["E"]))).inputs == case["ND"]


def test_a_published_network():
    case = json.loads((GOLDEN / "controllability_ecoli_trn.json").read_text("utf-8"))
    expected = case["expected"]
    found = find_drivers(case["input"]["n"], list(map(tuple, case["input"]["edges"])))
    assert (found.matched, found.inputs) == (expected["max_matching"], expected["driver_nodes"])
    assert found.inputs / expected["N"] == pytest.approx(expected["nD"], abs=5e-7)


@given(st.integers(1, 40), st.data())
@settings(max_examples=60, deadline=None)
def test_no_choice_is_larger(size, data):
    ends = st.integers(0, size - 1)
    arcs = sorted(data.draw(st.sets(st.tuples(ends, ends), max_size=3 * size)))
    into, out = match(size, arcs)
    chosen = [(start, finish) for start, finish in enumerate(into) if finish >= 0]
    assert set(chosen) <= set(arcs)
    assert sorted(chosen) == sorted((start, finish) for finish, start in enumerate(out) if start >= 0)
    assert len(chosen) == largest_by_networkx(size, arcs)


def largest_choices(arcs):
    """Give every largest choice of links, by trying all."""
    for count in range(len(arcs), -1, -1):
        found = [
            each
            for each in combinations(arcs, count)
            if len({start for start, _ in each}) == len({finish for _, finish in each}) == count
        ]
        if found:
            return found
    return [()]


@given(ARCS)
@settings(max_examples=80, deadline=None)
def test_always_sometimes_never_and_critical_as_all_choices_say(arcs):
    size = 6
    found = find_drivers(size, arcs)
    choices = largest_choices(arcs)
    if len(choices[0]) == size:
        assert set(found.drivers) == {"sometimes"}
    else:
        entered = [set(range(size)) - {finish for _, finish in each} for each in choices]
        for each, kind in enumerate(found.drivers):
            times = sum(each in one for one in entered)
            assert kind == ("always" if times == len(entered) else "sometimes" if times else "never")
    dearer = [arc for arc in arcs if find_drivers(size, [each for each in arcs if each != arc]).inputs > found.inputs]
    assert sorted(found.critical) == dearer


def test_links_have_a_direction():
    # One drives two: an input enters at the first and at one of the two. Turned round, at both that drive.
    assert find_drivers(3, [(0, 1), (0, 2)]).drivers == ("always", "sometimes", "sometimes")
    assert find_drivers(3, [(1, 0), (2, 0)]).drivers == ("never", "always", "always")


@given(ARCS, st.permutations(range(6)))
@settings(max_examples=30, deadline=None)
def test_names_and_bystanders(arcs, order):
    found = find_drivers(6, arcs)
    again = find_drivers(6, [(order[start], order[finish]) for start, finish in arcs])
    assert [again.drivers[order[each]] for each in range(6)] == list(found.drivers)
    if found.matched < 6:
        wider = find_drivers(7, arcs)
        assert wider.drivers == (*found.drivers, "always")
        assert wider.inputs == found.inputs + 1


def test_signs_strengths_and_links_said_twice_play_no_part():
    links = [(0, 1), (1, 2), (1, 3)]
    plain = report_drivers(drawn(links))
    assert report_drivers(drawn([*links, links[0]], strength="3")).control == plain.control
    assert report_drivers(drawn([(a, b, "-") for a, b in links])).control == plain.control
    assert plain.findings[0].sentence == "Nothing drawn leads to “F00”, so an input must enter there."


def test_redrawing_says_how_far_it_hangs_on_links_people_doubt():
    found = report_drivers(drawn([(0, 1), (1, 2)], confidence="low"), draws=400, seed=2)
    assert found.control.inputs == 1
    assert found.inputs_between == (1, 3)
    assert found.shares[0] == (1, 0, 0)
    assert found.shares[1][0] == pytest.approx(0.5, abs=0.1)
    assert report_drivers(drawn([(0, 1)]), draws=0).inputs_between is None
    with pytest.raises(NoAnswerError, match="no such links"):
        report_drivers(drawn([]))
