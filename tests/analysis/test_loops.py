"""Loops of a map: signs, names, parallel links, and what a report may claim."""

import json
from pathlib import Path

import pytest

from sysmap.analysis.loop_ranking import rank_loops
from sysmap.analysis.loops import compare_loops, iterate_loops, report_loops
from sysmap.model.maps import SystemMap
from sysmap.model.polarity import loop_type, say_loop
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from tests.analysis.drawn import drawn

GOLDEN = Path(__file__).parents[1] / "golden"


def causal(links, *records):
    """Make a branch of factors joined by (from, to, polarity)."""
    names = dict.fromkeys(end for link in links for end in link[:2])
    factors = [Record(name, "Factor", {"name": name}) for name in names]
    joins = [
        Record(f"{start}>{finish}#{number}", "INFLUENCES", {"from_id": start, "to_id": finish, "polarity": polarity})
        for number, (start, finish, polarity) in enumerate(links)
    ]
    return branch(SystemMap([*factors, *joins, *records]))


def signed(case):
    return [(str(start), str(finish), "+" if sign > 0 else "-") for start, finish, sign in case["input"]["edges"]]


@pytest.mark.parametrize("name", ["loops_50n_100e_signed", "loops_three_party_arms_race"])
def test_golden_loops_and_their_types(name):
    case = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    report = report_loops(causal(signed(case)), keep=1000)
    expected = case["expected"]
    assert report.account.count == expected["n_loops"]
    for key, polarity in (("reinforcing", "R"), ("balancing", "B")):
        if key in expected:
            assert report.by_polarity[polarity] == expected[key]
    assert [loop.length for loop in report.loops] == sorted(loop.length for loop in report.loops)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [("++", "R"), ("+-", "B"), ("--", "R"), ("---", "B"), ("-?", "undetermined"), (["+", ""], "undetermined")],
)
def test_signs_make_the_type(signs, expected):
    assert loop_type(signs) == expected


def test_links_that_disagree_make_a_loop_undetermined_and_those_that_agree_count_once():
    agreeing = report_loops(causal([("a", "b", "+"), ("a", "b", "+"), ("b", "a", "-")]))
    assert (agreeing.account.count, agreeing.loops[0].polarity) == (1, "B")
    assert len(agreeing.loops[0].relationships) == 3
    disagreeing = report_loops(causal([("a", "b", "+"), ("a", "b", "-"), ("b", "a", "-")]))
    assert disagreeing.loops[0].polarity == "undetermined"
    assert disagreeing.findings[0].sentence == "There is 1 feedback loop: it could do either."


def test_an_element_that_acts_on_itself_is_told_apart():
    report = report_loops(causal([("a", "a", "-"), ("a", "b", "+"), ("b", "a", "+")]))
    assert report.account.count == 1
    assert [(loop.elements, loop.polarity) for loop in report.self_loops] == [(("a",), "B")]


def test_a_named_loop_whose_link_is_gone_is_shown_broken():
    loop = Record("L", "Loop", {"name": "Spiral", "element_ids": "a;b;c", "relationship_ids": "a>b#0;gone;c>a#1"})
    report = report_loops(causal([("a", "b", "+"), ("c", "a", "+")], loop))
    assert report.named[0].broken
    assert report.named[0].type == "undetermined"
    assert report.findings[1].sentence == "“Spiral” is broken: no link from b to c."


def test_a_loop_keeps_its_name_wherever_one_begins_to_walk_it():
    loop = Record("L", "Loop", {"name": "Spiral", "element_ids": "c;a;b"})
    graph = causal([("a", "b", "+"), ("b", "c", "+"), ("c", "a", "+")], loop)
    assert [(each.id, each.name) for each in report_loops(graph).loops] == [("L", "Spiral")]
    assert report_loops(graph, through="b").loops[0].name == "Spiral"


def test_an_unnamed_loop_has_the_same_id_wherever_it_is_found():
    graph = causal([("a", "b", "+"), ("b", "c", "+"), ("c", "a", "+")])
    ids = {report_loops(graph, through=each).loops[0].id for each in ("a", "b", "c")} | {
        report_loops(graph).loops[0].id
    }
    assert len(ids) == 1


def complete(size):
    return causal([(f"{i:02}", f"{j:02}", "+") for i in range(size) for j in range(size) if i != j])


def test_a_report_that_stopped_says_at_least_and_to_what_length_it_is_complete():
    report = report_loops(complete(12), limit=1000)
    assert report.account.at_least
    assert report.account.complete_to_length == 3  # 66 + 440 loops; the next 2,970 pass the limit
    assert "at least 3,476" in report.findings[0].sentence
    assert report.findings[0].missing[0] == (
        "how many longer loops there are; loops of up to 3 elements are all counted,"
        " of longer ones only those met before the search was stopped"
    )
    short = report_loops(complete(5), max_length=2)
    assert short.findings[0].missing == ("whether there are longer loops; loops of up to 2 elements are all counted",)
    none = report_loops(causal([("a", "b", "+"), ("b", "c", "+"), ("c", "a", "+")]), max_length=2)
    assert none.findings[0].sentence == "There is no feedback loop of up to 2 elements."
    assert set(report.by_element.values()) == {11 + 110}, "elements are counted to the complete length only"


def test_loops_are_looked_at_five_at_a_time():
    stream = iterate_loops(complete(30))
    first = [next(stream) for _ in range(5)]
    assert [loop.length for loop in first] == [2] * 5


def test_loops_made_and_broken_are_compared_to_the_length_both_vouch_for():
    before = causal([("a", "b", "+"), ("b", "a", "+"), ("b", "c", "+")])
    after = causal([("a", "b", "+"), ("b", "c", "+"), ("c", "a", "-")])
    changes = compare_loops(before, after)
    assert [loop.elements for loop in changes.made] == [("a", "b", "c")]
    assert [loop.elements for loop in changes.broken] == [("a", "b")]
    large = compare_loops(before, complete(12), limit=1000)
    assert large.complete_to_length == 3
    assert max(loop.length for loop in large.made) == 3


def test_a_map_without_loops_says_so():
    assert report_loops(causal([("a", "b", "+")])).findings[0].sentence == "There is no feedback loop."


def test_a_loop_with_a_link_people_disagree_on_is_as_drawn_and_says_so():
    made = drawn([(1, 2, "+"), (2, 1, "-")], confidence="contested")
    report = report_loops(made)
    (loop,) = report.loops
    assert (loop.polarity, loop.contested) == ("B", ("l000", "l001"))
    assert report.findings[0].missing == ("which way 2 links that people disagree on would go; R and B are as drawn",)
    assert say_loop(loop.polarity, len(loop.contested)) == "keeps in check (B) as drawn; people disagree on 2 links"
    (ranked,) = rank_loops(made).loops
    assert (ranked.loop, ranked.reinforcing) == (loop, 0.5)
    assert say_loop("undetermined", 1) == "could do either"
    (sure,) = report_loops(drawn([(1, 2, "+"), (2, 1, "-")], confidence="high")).loops
    assert say_loop(sure.polarity, len(sure.contested)) == "keeps in check (B)"
