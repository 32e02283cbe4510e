"""What rests on what: needs, last payers and deliverers, units, and ways of money."""

import json
from pathlib import Path

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.dependence import (
    count_stops,
    follow,
    immediate_dominators,
    read_support,
    report_dependence,
    separate_ways,
)
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

GOLDEN = Path(__file__).parents[1] / "golden"
KINDS = {"s": "Service", "o": "Organisation", "f": "Factor"}


def make(*links):
    """Make a map of links; the first letter of a name says what it is."""
    names = sorted({end for start, _, finish, *_ in links for end in (start, finish)})
    records = [Record(name, KINDS[name[0]], {"name": name}) for name in names]
    for number, (start, kind, finish, *values) in enumerate(links):
        records.append(Record(f"l{number}", kind, {"from_id": start, "to_id": finish, **(values[0] if values else {})}))
    return branch(SystemMap(records))


def stops(made, element):
    return {stop.element: stop.because for stop in follow(read_support(made), element).stops}


def test_a_service_stops_with_what_it_cannot_work_without_and_with_its_last_payer():
    made = make(
        ("s1", "DEPENDS_ON", "s0"),
        ("s2", "DEPENDS_ON", "s1"),
        ("o1", "FUNDS", "s3"),
        ("o2", "FUNDS", "s3"),
        ("o1", "FUNDS", "s4"),
    )
    assert stops(made, "s0") == {"s1": "needs", "s2": "needs"}
    assert stops(made, "o1") == {"s4": "paid_by"}
    found = follow(read_support(made), "o1")
    assert dict(found.weakened) == {"s3": ("o1",)}
    assert found.stops[0].links == ("l4",)


def test_little_critical_needs_and_bodies_that_lose_a_payer_are_weakened_and_no_more():
    made = make(
        ("s1", "DEPENDS_ON", "s0", {"criticality": "low"}),
        ("o2", "DEPENDS_ON", "s0"),
        ("o1", "FUNDS", "o2"),
    )
    assert stops(made, "s0") == {}
    assert set(follow(read_support(made), "s0").weakened) == {"s1", "o2"}
    assert stops(made, "o1") == {}


def test_units_stop_with_the_body_they_are_part_of_and_so_does_what_they_alone_deliver():
    made = make(("o1", "PART_OF", "o0"), ("o1", "DELIVERS", "s0"), ("o2", "DELIVERS", "s1"), ("o1", "DELIVERS", "s1"))
    assert stops(made, "o0") == {"o1": "part_of", "s0": "delivered_by"}
    assert dict(follow(read_support(made), "o0").weakened) == {"s1": ("o1",)}


def test_a_circle_of_needs_ends():
    made = make(("s0", "DEPENDS_ON", "s1"), ("s1", "DEPENDS_ON", "s0"))
    assert stops(made, "s0") == {"s1": "needs"}


def test_those_with_most_services_come_first_and_links_are_named(base):
    report = report_dependence(base)
    services = [finding.figures["services"].value for finding in report.findings]
    assert services == sorted(services, reverse=True)
    assert all(finding.rests_on for finding in report.findings)
    assert all(link in base for finding in report.findings for link in finding.rests_on)


SUPPORT = st.lists(
    st.tuples(
        st.sampled_from(["s0", "s1", "s2", "s3", "o0", "o1", "o2", "o3"]),
        st.sampled_from(["DEPENDS_ON", "PART_OF", "FUNDS", "DELIVERS"]),
        st.sampled_from(["s0", "s1", "s2", "s3", "o0", "o1", "o2", "o3"]),
        st.sampled_from([{}, {"criticality": "low"}]),
    ),
    min_size=1,
    max_size=25,
)


@given(SUPPORT)
@settings(max_examples=150, deadline=None)
def test_counting_for_all_at_once_is_following_each(links):
    support = read_support(make(*links))
    followed = {each: [stop.element for stop in follow(support, each).stops] for each in support.carries}
    expected = {each: (sum(stop in support.services for stop in found), len(found)) for each, found in followed.items()}
    assert count_stops(support) == expected


def test_the_first_of_a_report_are_those_of_the_whole_one(base):
    whole, first = report_dependence(base), report_dependence(base, 2)
    assert first.in_all == whole.in_all == len(whole.consequences) > 2
    assert (first.consequences, first.findings) == (whole.consequences[:2], whole.findings[:2])


def test_the_published_dominators():
    case = json.loads((GOLDEN / "single_points_of_failure_small.json").read_text("utf-8"))
    arcs = [(str(one), str(other)) for one, other in case["input"]["edges"]]
    found = immediate_dominators(arcs, [str(case["input"]["root"])])
    expected = {key: str(value) for key, value in case["expected"]["immediate_dominators"].items()}
    assert {key: value for key, value in found.items() if key != "0"} == expected


ARCS = st.sets(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda pair: pair[0] != pair[1]),
    min_size=1,
)


@given(ARCS)
@settings(max_examples=80, deadline=None)
def test_dominators_and_separate_ways_against_networkx(arcs):
    graph = nx.DiGraph([("start", "a"), *arcs])
    oracle = nx.immediate_dominators(graph, "start")
    found = immediate_dominators(arcs, ["a"])
    for node, above in oracle.items():
        if node not in {"start", "a"} and above != "start":
            assert found[node] == above
    for target in "bcdefg":
        if target in graph:
            ways = separate_ways(arcs, ["a"], target, most=99)
            assert ways == (1 if nx.has_path(graph, "a", target) else 0)  # all begin at the one source
    if "g" in graph:
        sources = ["a", "b", "c"]
        several = nx.DiGraph([*(("start", each) for each in sources), *arcs])
        exact = nx.node_connectivity(several, "start", "g") if not several.has_edge("start", "g") else 0
        assert separate_ways(arcs, sources, "g", most=99) == exact
