"""Where inputs must enter on 10,000 elements and 30,000 links, against the bare matching of networkx, in one run.

Run: python benchmarks/lab.py

Aim: always, sometimes and never, and the critical links, sooner than networkx finds one largest matching.
"""

import random
from time import perf_counter

import networkx as nx

from sysmap.analysis.lab.drivers import find_drivers
from sysmap.analysis.lab.structural_holes import find_holes

SIZE, LINKS = 10_000, 30_000


def main() -> None:
    chance = random.Random(1)
    arcs = sorted({(chance.randrange(SIZE), chance.randrange(SIZE)) for _ in range(LINKS)})
    started = perf_counter()
    found = find_drivers(SIZE, arcs)
    ours = perf_counter() - started
    graph = nx.Graph((("out", start), ("in", finish)) for start, finish in arcs)
    top = {each for each in graph if each[0] == "out"}
    started = perf_counter()
    matched = len(nx.bipartite.hopcroft_karp_matching(graph, top)) // 2
    theirs = perf_counter() - started
    assert matched == found.matched
    print(
        f"drivers: {ours:.2f} s, {found.inputs} inputs; networkx, matching alone: {theirs:.2f} s; {ours / theirs:.2f}x"
    )
    started = perf_counter()
    find_holes(arcs, SIZE)
    ours = perf_counter() - started
    several = nx.DiGraph(arcs)
    few = list(range(200))
    started = perf_counter()
    nx.constraint(several, few)
    theirs = (perf_counter() - started) * SIZE / len(few)
    print(f"burt: {ours:.2f} s; networkx, constraint of {len(few)} scaled up: {theirs:.0f} s; {ours / theirs:.3f}x")


if __name__ == "__main__":
    main()
