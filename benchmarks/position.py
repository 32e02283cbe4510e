"""Betweenness and closeness: sysmap against rustworkx bare and networkx, the same numbers, in one run.

Run: python benchmarks/position.py

Aim, on 10,000 elements: no slower than rustworkx bare, from the records of the map to a value for each element. The two
are timed in turns, by the seconds that the processor spends on them, and the middle of the ratios of the pairs counts:
what else the machine does meanwhile then counts on both sides or on none. networkx would take some tens of minutes, so
it is timed on a sample of starts and scaled up.
"""

import random
from collections.abc import Callable
from statistics import median
from time import process_time

import networkx as nx
import rustworkx

from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

SIZES = ((1_000, 3_000, 15), (10_000, 30_000, 5))
"""Elements, links, and how many pairs are timed."""

SAMPLE = 50
AIM = 1.0


def timed(run: Callable[[], object]) -> tuple[float, object]:
    started = process_time()
    found = run()
    return process_time() - started, found


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

        def theirs(bare=bare):
            return timed(lambda: rustworkx.betweenness_centrality(bare, normalized=False))

        def ours(base=base):
            return timed(lambda: MemoryEngine(base, "influences").measure(["betweenness"]))

        pairs = []
        for number in range(runs):
            if number % 2:
                (mine, positions), (bare_took, known) = ours(), theirs()
            else:
                (bare_took, known), (mine, positions) = theirs(), ours()
            pairs.append((mine, bare_took))
        mine, bare_took = (median(side) for side in zip(*pairs, strict=True))
        ratios = sorted(one / other for one, other in pairs)
        ratio = median(ratios)
        scores = positions.scores["betweenness"]
        assert all(abs(value - known[int(each[1:])]) < 1e-4 for each, value in scores.items())
        sampled, _ = timed(lambda graph=graph: nx.betweenness_centrality(graph, k=SAMPLE, seed=1, normalized=False))
        whole = sampled * size / SAMPLE
        said = "as aimed" if ratio <= AIM else f"more than the {AIM} aimed at on {SIZES[-1][0]:,}"
        print(f"{size:,} elements, {links:,} links, {runs} pairs, seconds of the processor")
        print(f"  betweenness: sysmap {mine:.2f} s, rustworkx bare {bare_took:.2f} s")
        print(f"               {ratio:.2f} times as long, {said}; pairs from {ratios[0]:.2f} to {ratios[-1]:.2f}")
        print(f"               networkx, from {SAMPLE} starts, about {whole:.0f} s, {whole / mine:.0f} times ours")

        near, _ = timed(lambda base=base: MemoryEngine(base, "influences").measure(["closeness_in"]))
        starts = random.Random(1).sample(list(graph), SAMPLE)
        sampled, _ = timed(lambda graph=graph, starts=starts: nx.harmonic_centrality(graph, nbunch=starts))
        whole = sampled * size / SAMPLE
        print(f"  closeness:   sysmap {near:.2f} s, networkx about {whole:.0f} s, {whole / near:.0f} times ours")


if __name__ == "__main__":
    main()
