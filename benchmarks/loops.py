"""Feedback loops: sysmap against networkx, the same loops, in one run.

Run: python benchmarks/loops.py

Aims, as ratios of the best of several runs: ten times as fast where searching dominates (few loops come out of much
looking), five times where handing out loops does. python-igraph is no oracle here: it loses loops.
"""

import random
import tracemalloc
from collections.abc import Callable, Sequence
from time import perf_counter

import networkx as nx

from sysmap.analysis.loop_search import count_loops, find_connected_parts, find_loops

RUNS = 5
SEARCH_AIM = 10
OUTPUT_AIM = 5
RATE_AIM = 400_000
LOOPS_OF_OUTPUT = 5_000  # from about here on networkx, too, spends its time on handing out loops

Graph = dict[str, list[str]]


def make_random(nodes: int, links: int, seed: int) -> Graph:
    """Draw a directed graph with this many nodes and links, all pairs alike."""
    return name_nodes(nx.gnm_random_graph(nodes, links, seed=seed, directed=True))


def make_partly_strong(nodes: int, links: int, strong: int, seed: int) -> Graph:
    """Draw a graph in which exactly so many nodes are strongly connected; the rest only lead to them or follow."""
    draw = random.Random(seed)
    graph = nx.cycle_graph(strong, create_using=nx.DiGraph)
    graph.add_nodes_from(range(strong, nodes))
    share = round(links * strong / nodes)
    while graph.number_of_edges() < share:
        cause, effect = draw.sample(range(strong), 2)
        graph.add_edge(cause, effect)
    while graph.number_of_edges() < links:
        cause, effect = sorted(draw.sample(range(nodes), 2))
        if effect >= strong:
            graph.add_edge(cause, effect)
    return name_nodes(graph)


def make_uneven(nodes: int, links: int, strong: int, seed: int) -> Graph:
    """Draw a graph of the same shape whose degrees are as uneven as those of real maps."""
    draw = random.Random(seed)
    graph = nx.cycle_graph(strong, create_using=nx.DiGraph)
    graph.add_nodes_from(range(strong, nodes))
    weights = [(rank + 1) ** -0.5 for rank in range(strong)]
    draw.shuffle(weights)
    while graph.number_of_edges() < round(links * strong / nodes):
        cause, effect = draw.choices(range(strong), weights, k=2)
        if cause != effect:
            graph.add_edge(cause, effect)
    while graph.number_of_edges() < links:
        cause, effect = sorted(draw.sample(range(nodes), 2))
        if effect >= strong:
            graph.add_edge(cause, effect)
    return name_nodes(graph)


def name_nodes(graph: nx.DiGraph) -> Graph:
    """Give the nodes names in no order that a search could lean on."""
    names = [f"F{number:04}" for number in graph]
    random.Random(0).shuffle(names)
    return {names[node]: [names[target] for target in graph[node]] for node in graph}


def find_best_time(run: Callable[[], object]) -> float:
    """Time the quickest of several runs, in seconds."""
    best = float("inf")
    for _ in range(RUNS):
        started = perf_counter()
        run()
        best = min(best, perf_counter() - started)
    return best


def begin_lowest(loop: Sequence[str]) -> tuple[str, ...]:
    """Turn a loop so that it begins at its lowest node."""
    at = loop.index(min(loop))
    return (*loop[at:], *loop[:at])


def compare(title: str, graph: Graph, max_length: int) -> None:
    """Check that both find the same loops, time both and print the ratio."""
    theirs = nx.DiGraph(graph)
    ours = list(find_loops(graph, max_length=max_length))
    expected = {begin_lowest(loop) for loop in nx.simple_cycles(theirs, length_bound=max_length)}
    if len(ours) != len(expected) or set(ours) != expected:
        raise SystemExit(f"{title}, length {max_length}: the loops differ")
    our_time = find_best_time(lambda: sum(1 for _ in find_loops(graph, max_length=max_length)))
    their_time = find_best_time(lambda: sum(1 for _ in nx.simple_cycles(theirs, length_bound=max_length)))
    aim = OUTPUT_AIM if len(ours) >= LOOPS_OF_OUTPUT else SEARCH_AIM
    ratio = their_time / our_time
    print(
        f"{title:<28} length {max_length:>2}: {len(ours):>7,} loops   sysmap {our_time * 1000:7.1f} ms   "
        f"networkx {their_time * 1000:8.1f} ms   {ratio:5.1f}x (aim {aim}x{'' if ratio >= aim else ', MISSED'})"
    )


def count(title: str, graph: Graph, max_length: int) -> None:
    """Count with tallies for each node and link, and print the rate and the memory.

    Setting out (numbering the graph, measuring ways back) takes its time however few loops there are: counting to
    length 2 is little else. Where that is a good share of the whole, the rate says little of the counting.
    """
    counts = count_loops(graph, max_length=max_length)
    seconds = find_best_time(lambda: count_loops(graph, max_length=max_length))
    setting_out = find_best_time(lambda: count_loops(graph, max_length=2))
    tracemalloc.start()
    count_loops(graph, max_length=max_length)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    rate = counts.account.count / seconds
    verdict = "" if rate >= RATE_AIM else ", MISSED"
    print(
        f"{title:<28} length {max_length:>2}: {counts.account.count:>7,} loops counted and tallied   "
        f"{rate:9,.0f} a second (aim {RATE_AIM:,}{verdict}), "
        f"{setting_out * 1000:.0f} of {seconds * 1000:.0f} ms to set out   {peak / 1e6:.0f} MB"
    )


def main() -> None:
    for seed in (1, 7):
        for max_length in (8, 10):
            compare(f"200/600 random, seed {seed}", make_random(200, 600, seed), max_length)
    graph = make_partly_strong(360, 1_090, 210, seed=1)
    (part,) = find_connected_parts(graph)
    for max_length in (8, 10):
        compare(f"360/1,090, strong part {len(part)}", graph, max_length)
    for max_length in (12, 14):
        count("360/1,090, even, strong 210", graph, max_length)
    uneven = make_uneven(360, 1_090, 210, seed=1)
    for max_length in (10, 12):
        count("360/1,090, uneven, strong 210", uneven, max_length)


if __name__ == "__main__":
    main()
