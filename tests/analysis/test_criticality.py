"""How much hangs on one element for money: closed cases, and the definition itself on any drawing."""

from decimal import Decimal

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.criticality import report_criticality
from sysmap.analysis.dependence import separate_ways, smallest_cut
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

KINDS = {"s": "Service", "o": "Organisation"}
ACTUAL = {"amount": "10", "period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}


def paid(*flows):
    """Make a map of payments; the first letter of a name says what it is."""
    services = {values[0]["service_id"] for _, _, *values in flows if values and "service_id" in values[0]}
    names = sorted({end for start, finish, *_ in flows for end in (start, finish)} | services)
    records = [Record(name, KINDS[name[0]], {"name": name}) for name in names]
    for number, (start, finish, *values) in enumerate(flows):
        said = {"from_id": start, "to_id": finish, **ACTUAL, **(values[0] if values else {})}
        records.append(Record(f"l{number}", "FUNDS", said))
    return branch(SystemMap(records))


def test_money_that_comes_one_way_hangs_on_all_of_it_and_on_neither_where_it_comes_two_ways():
    made = paid(("o1", "o2"), ("o2", "s1"), ("o2", "s2"), ("o3", "s2"), ("o3", "s3"))
    report = report_criticality(made)
    assert report.services == ("s1", "s2", "s3")
    assert {each.element: each.cut_off for each in report.elements} == {"o1": ("s1",), "o2": ("s1",), "o3": ("s3",)}
    assert {each.element: each.lost for each in report.elements} == {"o1": 20, "o2": 20, "o3": 20}
    assert report.total == Decimal(40)
    assert report.elements[0].share == pytest.approx(1 / 3)
    assert all(each.weighed is None for each in report.elements)


def test_the_way_of_payments_matters():
    assert [each.element for each in report_criticality(paid(("o1", "s1"))).elements] == ["o1"]
    back = report_criticality(paid(("s1", "o1")))
    assert (back.services, back.elements) == (("s1",), ())  # whoever pays first is reached by itself


def test_a_payment_to_a_body_for_a_service_goes_on_to_it():
    report = report_criticality(paid(("o1", "o2", {"service_id": "s1"}), ("o3", "s1")))
    assert report.elements == ()
    alone = report_criticality(paid(("o1", "o2", {"service_id": "s1"}), ("o3", "s2")))
    assert {each.element: each.cut_off for each in alone.elements} == {"o1": ("s1",), "o2": ("s1",), "o3": ("s2",)}


def test_chances_weigh_what_hangs_and_are_never_made_up():
    made = paid(("o1", "s1"), ("o1", "s2"), ("o2", "s3"))
    report = report_criticality(made, {"o2": 0.5})
    assert [(each.element, each.weighed) for each in report.elements] == [("o2", pytest.approx(0.5 / 3)), ("o1", None)]


def test_what_is_not_of_the_year_is_told_and_not_added():
    made = paid(
        ("o1", "s1"),
        ("o1", "s1", {"period_start": "2023-04-01", "period_end": "2024-03-31"}),
        ("o1", "s2", {"amount": ""}),
    )
    (one,) = report_criticality(made).elements
    assert one.cut_off == ("s1", "s2")
    assert one.lost == 10
    assert "1 flow without an amount that can be read left out" in report_criticality(made).findings[0].missing


def test_circles_of_money_with_no_beginning_have_no_answer_and_no_number():
    report = report_criticality(paid(("o1", "o2"), ("o2", "o1"), ("o1", "s1")))
    assert (report.services, report.elements) == ((), ())


FLOWS = st.sets(
    st.tuples(st.sampled_from(["o1", "o2", "o3", "o4"]), st.sampled_from(["o1", "o2", "o3", "s1", "s2", "s3"])).filter(
        lambda ends: ends[0] != ends[1]
    ),
    min_size=1,
)


@settings(max_examples=80, deadline=None)
@given(FLOWS)
def test_it_is_what_is_out_of_reach_once_an_element_is_taken_away(flows):
    report = report_criticality(paid(*sorted(flows)))
    graph = nx.DiGraph(sorted(flows))
    sources = [node for node in graph if not graph.in_degree(node)]

    def reached(without=None):
        left = graph.subgraph(set(graph) - {without})
        found = {each for source in sources if source in left for each in (source, *nx.descendants(left, source))}
        return {each for each in found if each.startswith("s")}

    assert set(report.services) == reached()
    for each in graph:
        gone = next((set(one.cut_off) for one in report.elements if one.element == each), set())
        assert gone == reached() - reached(each) - {each}


@settings(max_examples=80, deadline=None)
@given(FLOWS)
def test_the_smallest_cut_cuts_and_is_as_small_as_there_are_separate_ways(flows):
    graph = nx.DiGraph(sorted(flows))
    sources = sorted(node for node in graph if not graph.in_degree(node))
    for target in set(graph) - set(sources):
        cut = smallest_cut(flows, sources, target, most=99)
        assert len(cut) == separate_ways(flows, sources, target, most=99)
        left = graph.subgraph(set(graph) - set(cut))
        assert target not in cut
        assert not any(nx.has_path(left, source, target) for source in sources if source in left)
