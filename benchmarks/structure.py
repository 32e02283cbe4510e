"""Boundary, dominator and cut reports on a large map, against networkx, in one run.

Run: python benchmarks/structure.py [ELEMENTS LINKS]

Aim: on 10,000 elements and 30,000 links each answer within seconds.
"""

import random
import sys
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import networkx as nx

from sysmap.analysis.boundaries import report_boundaries
from sysmap.analysis.brokerage import as_ties
from sysmap.analysis.criticality import money_arcs, report_criticality
from sysmap.analysis.crossing import boundary_betweenness
from sysmap.analysis.dependence import immediate_dominators, report_dependence, smallest_cut
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

SECTORS = ("local_government", "nhs", "vcfse", "private")
PAID: Mapping[str, str] = {
    "amount": "1000",
    "period_start": "2025-04-01",
    "period_end": "2026-03-31",
    "basis": "actual",
}
KINDS = (("FUNDS", "o", "s", PAID), ("FUNDS", "o", "o", PAID), ("DEPENDS_ON", "s", "s", {}), ("STEWARDS", "o", "f", {}))


def make_map(elements: int, links: int) -> Branch:
    """Draw a map of bodies, services and factors with this many elements and links."""
    draw = random.Random(1)
    names = {"o": elements // 5, "s": 2 * elements // 5, "f": elements - elements // 5 - 2 * elements // 5}
    kinds = {"o": "Organisation", "s": "Service", "f": "Factor"}
    records = [
        Record(f"{sort}{each:05}", kinds[sort], {"name": f"{sort}{each}", **_sector(sort, each)})
        for sort, count in names.items()
        for each in range(count)
    ]
    joined = (*KINDS, ("INFLUENCES", "f", "f", {"polarity": "+"}), ("INFLUENCES", "s", "f", {"polarity": "-"}))
    for number in range(links):
        kind, start, finish, values = joined[number % len(joined)]
        ends = [f"{sort}{draw.randrange(names[sort]):05}" for sort in (start, finish)]
        if ends[0] != ends[1]:
            records.append(Record(f"l{number:06}", kind, {"from_id": ends[0], "to_id": ends[1], **values}))
    return branch(SystemMap(records))


def _sector(sort: str, number: int) -> dict[str, str]:
    return {"sector": SECTORS[number % len(SECTORS)]} if sort == "o" else {}


def timed(work: Callable[[], Any]) -> float:
    """Do some work, in seconds."""
    started = perf_counter()
    work()
    return perf_counter() - started


def main() -> None:
    """Print the times and ratios."""
    elements, links = map(int, sys.argv[1:3] or (10_000, 30_000))
    made = make_map(elements, links)
    arcs, sources = money_arcs(made)
    graph = nx.DiGraph([*(("", each) for each in sources), *arcs])
    target = next(finish for _, finish in arcs if finish.startswith("s"))
    ids = sorted({each for link in made.of("INFLUENCES", "DEPENDS_ON", "FUNDS") for each in (link.from_id, link.to_id)})
    number = {each: place for place, each in enumerate(ids)}
    pairs = {(number[link.from_id], number[link.to_id]) for link in made.of("INFLUENCES", "DEPENDS_ON", "FUNDS")}
    ties, groups = as_ties(sorted(pairs)), [place % 4 for place in range(len(ids))]
    whole = nx.DiGraph(sorted(pairs))
    print(f"{elements:,} elements, {links:,} links")
    for title, ours, theirs in (
        ("dominators", lambda: immediate_dominators(arcs, sources), lambda: nx.immediate_dominators(graph, "")),
        ("smallest cut", lambda: smallest_cut(arcs, sources, target), lambda: _cut(graph, target)),
        (
            "ways between groups, sampled",
            lambda: boundary_betweenness(ties, groups),
            lambda: nx.betweenness_centrality(whole, k=128, normalized=False, seed=1),
        ),
    ):
        mine, others = timed(ours), timed(theirs)
        print(f"{title}: {mine:.2f} s; networkx {others:.2f} s, {others / mine:.1f}x as long")
    for title, work in (
        ("boundary classes", lambda: report_boundaries(made)),
        ("on whom money hangs", lambda: report_criticality(made)),
        ("what stops with what, all counted and the first 20 told", lambda: report_dependence(made, 20)),
        ("what stops with what, all told", lambda: report_dependence(made)),
    ):
        print(f"{title}, whole report: {timed(work):.2f} s")


def _cut(graph: "nx.DiGraph[str]", target: str) -> object:
    return nx.minimum_node_cut(graph, "", target)


if __name__ == "__main__":
    main()
