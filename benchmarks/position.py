"""Betweenness and closeness: sysmap against rustworkx bare and networkx, the same numbers, in one run.

Run: python benchmarks/position.py

Aim: no more than 1.3 times as long as rustworkx bare, from the records of the map to a value for each element. networkx
would take some tens of minutes, so it is timed on a sample of starts and scaled up.
"""

import random
from collections.abc import Callable
from time import perf_counter

import networkx as nx
import rustworkx

from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

SIZES = ((1_000, 3_000, 5), (10_000, 30_000, 1))
"""Elements, links, and how often each is timed; the quickest counts."""

SAMPLE = 50
AIM = 1.3


def timed(run: Callable[[], object]) -> tuple[float, object]:
    started = perf_counter()
    found = run()
    return perf_counter() - started, found


def main() -> None:
    for size, links, runs in SIZES:
        graph = nx.gnm_random_graph(size, links, seed=7, directed=True)
        factors = [Record(f"f{n:05}", "Factor") for n in graph]
        joins = [
            Record(f"l{n}", "INFLUENCES", {"from_id": f"f{start:05}", "to_id": f"f{finish:05}"})
            for n, (start, finish) in enumerate(graph.edges)
        ]
        base = branch(SystemMap([*factors, *joins]))
        bare = rustworkx.PyDiGraph(multigraph=False)
        bare.add_nodes_from(range(size))
        bare.add_edges_from_no_data(list(graph.edges))

        took = ours = float("inf")
        for _ in range(runs):
            seconds, theirs = timed(lambda bare=bare: rustworkx.betweenness_centrality(bare, normalized=False))
            took = min(took, seconds)
            seconds, positions = timed(lambda base=base: MemoryEngine(base, "influences").measure(["betweenness"]))
            ours = min(ours, seconds)
        scores = positions.scores["betweenness"]
        assert all(abs(value - theirs[int(each[1:])]) < 1e-4 for each, value in scores.items())
        sampled, _ = timed(lambda graph=graph: nx.betweenness_centrality(graph, k=SAMPLE, seed=1, normalized=False))
        whole = sampled * size / SAMPLE
        said = "as aimed" if ours <= AIM * took else f"more than the {AIM} aimed at"
        print(f"{size:,} elements, {links:,} links")
        print(
            f"  betweenness: sysmap {ours:.2f} s, rustworkx bare {took:.2f} s: {ours / took:.2f} times as long, {said}"
        )
        print(f"               networkx, from {SAMPLE} starts, about {whole:.0f} s, {whole / ours:.0f} times ours")

        near, _ = timed(lambda base=base: MemoryEngine(base, "influences").measure(["closeness_in"]))
        starts = random.Random(1).sample(list(graph), SAMPLE)
        sampled, _ = timed(lambda graph=graph, starts=starts: nx.harmonic_centrality(graph, nbunch=starts))
        whole = sampled * size / SAMPLE
        print(f"  closeness:   sysmap {near:.2f} s, networkx about {whole:.0f} s, {whole / near:.0f} times ours")


if __name__ == "__main__":
    main()
