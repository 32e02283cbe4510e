"""Loops of any graph: published cases, networkx as the oracle, limits that tell the truth, memory that stays flat."""

import csv
import itertools
import json
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Mapping
from math import prod
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.loop_core import find_strong_parts
from sysmap.analysis.loop_search import (
    LoopAccount,
    count_loops,
    find_connected_parts,
    find_loops,
    find_loops_through,
)

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "golden"
THORNMERE = TESTS.parent / "sample_maps" / "thornmere"

Links = Iterable[tuple[str, str]]


def make_graph(links: Links) -> dict[str, list[str]]:
    graph: dict[str, list[str]] = {}
    for cause, effect in links:
        graph.setdefault(cause, []).append(effect)
    return graph


def make_complete(size: int) -> dict[str, list[str]]:
    nodes = [f"n{number:02}" for number in range(size)]
    return {node: [other for other in nodes if other != node] for node in nodes}


def make_random(size: int, links: int, seed: int) -> dict[str, list[str]]:
    drawn = nx.gnm_random_graph(size, links, seed=seed, directed=True)
    return make_graph((f"n{cause:03}", f"n{effect:03}") for cause, effect in drawn.edges)


def find_with_networkx(graph: Mapping[str, Iterable[str]], max_length: int | None = None) -> list[tuple[str, ...]]:
    """Every loop of two or more by networkx, each begun at its lowest node, sorted as `find_loops` promises."""
    drawn = nx.DiGraph((node, target) for node, targets in graph.items() for target in targets)
    cycles = nx.simple_cycles(drawn, length_bound=max_length)
    begun = (tuple(cycle[(at := cycle.index(min(cycle))) :] + cycle[:at]) for cycle in cycles if len(cycle) > 1)
    return sorted(begun, key=lambda loop: (len(loop), loop))


def read_golden(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    return read


def find_signs(loops: Iterable[tuple[str, ...]], signs: Mapping[tuple[str, str], int]) -> Counter[int]:
    return Counter(prod(signs[link] for link in zip(loop, loop[1:] + loop[:1], strict=True)) for loop in loops)


def draw_links(size: int) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Graphs of any density on this many nodes, self-loops included."""
    every = list(itertools.product("abcdefgh"[:size], repeat=2))
    return st.lists(st.sampled_from(every), unique=True) | st.permutations(every).flatmap(
        lambda shuffled: st.integers(0, 4 * size).map(lambda kept: shuffled[:kept])
    )


graphs = st.integers(1, 8).flatmap(draw_links)


# Published and recomputed cases


def test_random_map_of_fifty_elements_has_all_its_loops() -> None:
    case = read_golden("loops_50n_100e_signed")
    signs = {(f"{cause:02}", f"{effect:02}"): sign for cause, effect, sign in case["input"]["edges"]}
    stream = find_loops(make_graph(signs))
    loops = list(stream)
    expected = case["expected"]
    assert len(loops) == expected["n_loops"]
    assert Counter(map(len, loops)) == {int(length): count for length, count in expected["by_length"].items()}
    assert find_signs(loops, signs) == {1: expected["reinforcing"], -1: expected["balancing"]}
    linked = sorted({end for link in signs for end in link})
    after = [[linked.index(effect) for cause, effect in signs if cause == each] for each in linked]
    assert len(find_strong_parts(after)) == expected["n_sccs_among_linked_nodes"]
    assert stream.account.is_whole
    assert not stream.account.at_least


@pytest.mark.parametrize("name", ["dambacher_fig6_loopanalyst", "dlr2005_mosquito", "levins_schultz_1996"])
def test_maps_of_press_cases_have_their_loops_and_self_loops(name: str) -> None:
    case = read_golden(f"press_{name}")
    rows = case["input"]["A"]
    # A row is what is moved, a column what moves it.
    links = [(str(j), str(i)) for i, row in enumerate(rows) for j, moved in enumerate(row) if moved]
    stream = find_loops(make_graph(links))
    assert (
        len(list(stream)) + sum(bool(rows[i][i]) for i in range(len(rows)))
        == (case["expected"]["n_simple_loops_incl_self"])
    )


def test_loop_that_igraph_loses_is_found() -> None:
    case = read_golden("loops_igraph_bug_2911")
    loops = list(find_loops(make_graph((str(cause), str(effect)) for cause, effect in case["input"]["edges"])))
    assert loops == [tuple(map(str, case["expected"]["loop"]))]


def test_three_party_arms_race() -> None:
    case = read_golden("loops_three_party_arms_race")
    signs = {(cause, effect): sign for cause, effect, sign in case["input"]["edges"]}
    graph = make_graph(signs)
    loops = list(find_loops(graph))
    expected = case["expected"]
    assert [len(loop) for loop in loops] == expected["lengths"]
    assert find_signs(loops, signs) == {1: expected["reinforcing"], -1: expected["balancing"]}
    (part,) = find_connected_parts(graph)
    assert len(signs) - len(part) + 1 == expected["independent_cycle_rank"]


@pytest.mark.parametrize(("scenarios", "total"), [({""}, "base_total"), ({"", "SC1"}, "with_SC1")])
def test_thornmere_has_the_loops_it_should(scenarios: set[str], total: str) -> None:
    expected = read_golden("thornmere_expected")["causal_cycles"]
    assert len(list(find_loops(make_graph(read_thornmere(scenarios))))) == expected[total]


def test_thornmere_polarity_length_and_participation() -> None:
    expected = read_golden("thornmere_expected")
    signs = read_thornmere({""})
    loops = list(find_loops(make_graph(signs)))
    cycles = expected["causal_cycles"]
    assert find_signs(loops, signs) == {1: cycles["base_R"], -1: cycles["base_B"]}
    assert len(loops[-1]) == cycles["base_max_len"]
    assert count_loops(make_graph(signs)).by_node == expected["loop_participation_base"]


def read_thornmere(scenarios: set[str]) -> dict[tuple[str, str], int]:
    with (THORNMERE / "relationships.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["from_id"], row["to_id"]): {"+": 1, "-": -1}[row["polarity"]]
            for row in csv.DictReader(file)
            if row["type"] == "INFLUENCES" and row["scenario"] in scenarios and row["scenario_action"] != "remove"
        }


# The same loops as networkx


@given(graphs, st.none() | st.integers(1, 9))
def test_same_loops_as_networkx(links: list[tuple[str, str]], max_length: int | None) -> None:
    graph = make_graph(links)
    stream = find_loops(graph, max_length=max_length)
    assert list(stream) == find_with_networkx(graph, max_length)
    assert stream.self_loops == tuple(sorted(cause for cause, effect in links if cause == effect))


@given(graphs, st.integers(1, 9))
def test_account_of_a_finished_search_is_true(links: list[tuple[str, str]], max_length: int) -> None:
    graph = make_graph(links)
    stream = find_loops(graph, max_length=max_length)
    given_loops = list(stream)
    account = stream.account
    assert account.count == len(given_loops)
    assert account.complete_to_length == max_length
    assert not account.at_least
    assert account.stopped_by is None
    if account.is_whole:
        assert given_loops == find_with_networkx(graph)


@given(graphs, st.sampled_from("abcdefgh"))
def test_loops_through_one_element_are_those_that_hold_it(links: list[tuple[str, str]], node: str) -> None:
    graph = make_graph(links)
    stream = find_loops_through(graph, node)
    found = list(stream)
    assert all(loop[0] == node for loop in found)
    assert found == sorted(found, key=lambda loop: (len(loop), loop))
    begun_lowest = [loop[(at := loop.index(min(loop))) :] + loop[:at] for loop in found]
    assert Counter(begun_lowest) == Counter(loop for loop in find_with_networkx(graph) if node in loop)
    assert stream.self_loops == ((node,) if (node, node) in links else ())
    assert stream.account.is_whole


@given(graphs)
def test_connected_parts_are_those_of_networkx(links: list[tuple[str, str]]) -> None:
    parts = find_connected_parts(make_graph(links))
    expected = [part for part in nx.strongly_connected_components(nx.DiGraph(links)) if len(part) > 1]
    assert sorted(map(sorted, parts)) == sorted(map(sorted, expected))
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)


@pytest.mark.parametrize(
    ("size", "links", "seed", "max_length"), [(200, 600, 1, 9), (120, 240, 4, 14), (40, 80, 6, None)]
)
def test_same_loops_as_networkx_where_paths_are_long(size: int, links: int, seed: int, max_length: int | None) -> None:
    graph = make_random(size, links, seed)
    expected = find_with_networkx(graph, max_length)
    assert len(expected) > 100
    assert list(find_loops(graph, max_length=max_length)) == expected


def test_same_loops_when_there_is_no_room_for_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = make_random(60, 150, 2)
    expected = find_with_networkx(graph, 10)
    for rows in (0, 100, 1_000):
        monkeypatch.setattr("sysmap.analysis.loop_core.ROWS_KEPT", rows)
        assert list(find_loops(graph, max_length=10)) == expected


# What does not depend on names or order


@given(graphs, st.randoms())
def test_order_of_the_input_changes_nothing(links: list[tuple[str, str]], random: Any) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)
    assert list(find_loops(make_graph(shuffled))) == list(find_loops(make_graph(links)))


@given(graphs, st.permutations("abcdefgh"))
def test_other_names_change_no_count(links: list[tuple[str, str]], names: list[str]) -> None:
    renamed = dict(zip("abcdefgh", names, strict=True))
    before = count_loops(make_graph(links))
    after = count_loops(make_graph((renamed[cause], renamed[effect]) for cause, effect in links))
    assert after.by_length == before.by_length
    assert after.by_node == {renamed[node]: count for node, count in before.by_node.items()}
    assert after.account == before.account


# Counting


@given(graphs, st.none() | st.integers(1, 9))
def test_counts_are_those_of_the_loops(links: list[tuple[str, str]], max_length: int | None) -> None:
    graph = make_graph(links)
    loops = find_with_networkx(graph, max_length)
    counts = count_loops(graph, max_length=max_length)
    assert counts.account.count == len(loops)
    assert counts.by_length == Counter(map(len, loops))
    assert counts.by_node == Counter(itertools.chain.from_iterable(loops))
    passed = (zip(loop, loop[1:] + loop[:1], strict=True) for loop in loops)
    assert counts.by_link == Counter(itertools.chain.from_iterable(passed))
    assert counts.self_loops == tuple(sorted(cause for cause, effect in links if cause == effect))


@given(graphs, st.integers(0, 40))
def test_counts_stopped_early_hold_whole_lengths_only(links: list[tuple[str, str]], limit: int) -> None:
    graph = make_graph(links)
    counts = count_loops(graph, limit=limit)
    account = counts.account
    loops = find_with_networkx(graph)
    complete = [loop for loop in loops if len(loop) <= account.complete_to_length]
    assert min(limit, len(loops)) <= account.count <= len(loops)
    assert counts.by_sign == ({0: account.count} if account.count else {})
    assert account.at_least == (len(loops) > limit)
    assert counts.by_length == Counter(map(len, complete))
    assert counts.by_node == Counter(itertools.chain.from_iterable(complete))


@pytest.mark.parametrize(
    ("limit", "by_length"), [(14, {}), (15, {2: 15}), (54, {2: 15}), (55, {2: 15, 3: 40}), (144, {2: 15, 3: 40})]
)
def test_counts_leave_out_the_length_they_were_stopped_in(limit: int, by_length: dict[int, int]) -> None:
    counts = count_loops(make_complete(6), limit=limit)
    assert counts.by_length == by_length
    assert counts.account.count >= limit
    assert counts.account.complete_to_length == max(by_length, default=1)
    assert set(counts.by_node.values()) == ({sum(n * length for length, n in by_length.items()) // 6} - {0})


# Stopping


@given(graphs, st.integers(0, 40))
def test_stopped_by_the_limit_the_account_is_true(links: list[tuple[str, str]], limit: int) -> None:
    graph = make_graph(links)
    every = find_with_networkx(graph)
    stream = find_loops(graph, limit=limit)
    assert list(stream) == every[:limit]
    account = stream.account
    assert account.count == min(limit, len(every))
    assert account.at_least == (len(every) > limit)
    assert account.stopped_by == ("limit" if len(every) > limit else None)
    assert account.is_whole == (len(every) <= limit)
    assert sum(len(loop) <= account.complete_to_length for loop in every) <= limit
    if account.at_least:
        assert account.complete_to_length == len(every[limit]) - 1


def test_limit_of_exactly_all_loops_stops_nothing() -> None:
    stream = find_loops(make_complete(4), limit=20)
    assert len(list(stream)) == 20
    assert stream.account == LoopAccount(count=20, complete_to_length=4, at_least=False, is_whole=True, stopped_by=None)


def test_no_time_finds_nothing_and_says_so() -> None:
    stream = find_loops(make_complete(5), seconds=0)
    assert list(stream) == []
    assert stream.account == LoopAccount(
        count=0, complete_to_length=1, at_least=True, is_whole=False, stopped_by="time"
    )


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(make_complete(50), id="dense"),
        pytest.param(make_random(300, 1_500, 3), id="sparse"),
        pytest.param(make_random(5_000, 20_000, 3), id="large"),
    ],
)
def test_stops_in_time_and_is_complete_as_far_as_it_says(graph: dict[str, list[str]]) -> None:
    started = time.monotonic()
    stream = find_loops(graph, seconds=0.5)
    by_length = Counter(map(len, stream))
    assert time.monotonic() - started < 10  # the search's own half second, and ours to take what it finds
    account = stream.account
    assert account.stopped_by == "time"
    assert account.at_least
    assert not account.is_whole
    assert account.count == by_length.total()
    reached = account.complete_to_length
    assert reached >= 1  # and no more is sure: a loaded machine gets no further in half a second
    again = find_loops(graph, max_length=reached)
    assert Counter(map(len, again)) == {length: count for length, count in by_length.items() if length <= reached}


def test_time_of_the_caller_is_not_counted() -> None:
    stream = find_loops(make_complete(4), seconds=0.2)
    next(stream)
    time.sleep(0.3)
    assert len(list(stream)) == 19
    assert stream.account.stopped_by is None


def test_bound_tells_whether_longer_loops_are_left() -> None:
    ring = make_graph([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "a")])
    short = find_loops(ring, max_length=3)
    assert list(short) == [("a", "b")]
    assert (short.account.at_least, short.account.is_whole) == (False, False)
    whole = find_loops(ring, max_length=4)
    assert len(list(whole)) == 2
    assert whole.account.is_whole


@pytest.mark.parametrize("wrong", [{"max_length": 0}, {"limit": -1}, {"seconds": -0.5}])
def test_limits_that_mean_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        find_loops({}, **wrong)


# Size


def test_memory_does_not_grow_with_millions_of_loops() -> None:
    graph = make_complete(26)
    tracemalloc.start()
    try:
        stream = find_loops(graph, limit=1_000_000)
        for _ in stream:
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert stream.account.count == 1_000_000
    assert peak < 30_000_000


def test_counting_a_dense_graph_agrees_with_the_formula() -> None:
    size, longest = 12, 6
    expected = {
        length: prod(range(size - length + 1, size + 1)) // length for length in range(2, longest + 1)
    }  # ordered choices of elements, up to where one begins
    counts = count_loops(make_complete(size), max_length=longest)
    assert counts.by_length == expected
    assert set(counts.by_node.values()) == {sum(length * n for length, n in expected.items()) // size}


def test_first_loops_through_an_element_come_at_once_however_many_there_are() -> None:
    graph = make_complete(40)
    stream = find_loops_through(graph, "n07")
    started = time.monotonic()
    first = [loop[:2] for loop in itertools.islice(stream, 5)]
    following = list(itertools.islice(stream, 5))
    assert time.monotonic() - started < 1
    assert first == [("n07", f"n{number:02}") for number in range(5)]
    assert following[0] == ("n07", "n05")
    assert stream.account.count == 10
    assert stream.account.at_least


def test_one_ring_of_thousands_is_found_without_recursion() -> None:
    size = 3_000
    ring = {f"n{number:04}": [f"n{(number + 1) % size:04}"] for number in range(size)}
    stream = find_loops(ring)
    assert [len(loop) for loop in stream] == [size]
    assert stream.account.complete_to_length == size
    assert next(find_loops_through(ring, "n2000"))[:2] == ("n2000", "n2001")


def test_map_without_links_has_no_loops() -> None:
    stream = find_loops({})
    assert list(stream) == []
    assert stream.account == LoopAccount(count=0, complete_to_length=1, at_least=False, is_whole=True, stopped_by=None)
    assert list(find_loops_through({"a": ["b"]}, "not drawn")) == []
