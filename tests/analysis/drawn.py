"""Small maps of factors joined by influences, and the measures of networkx to hold ours against."""

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

ARCS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30)
"""Links between at most twelve elements; some twice, some from an element to itself."""


def drawn(links, **values: str) -> Branch:
    """Make a branch of factors joined by (from, to) or (from, to, polarity); ids are two digits."""
    told = [(f"{start:02}", f"{finish:02}", *rest) for start, finish, *rest in links]
    factors = [Record(each, "Factor", {"name": f"F{each}"}) for each in {end for link in told for end in link[:2]}]
    joins = [
        Record(
            f"l{number:03}",
            "INFLUENCES",
            {"from_id": link[0], "to_id": link[1], "polarity": link[2] if len(link) > 2 else "+", **values},
        )
        for number, link in enumerate(told)
    ]
    return branch(SystemMap([*factors, *joins]))


def oracle(links) -> nx.DiGraph:
    """Make the graph of the same links in networkx."""
    graph = nx.DiGraph()
    graph.add_edges_from((f"{start:02}", f"{finish:02}") for start, finish, *_ in links if start != finish)
    return graph


def page_rank(graph: nx.DiGraph) -> dict[str, float]:
    """Solve for the PageRank as the linear system that it is, with what ends nowhere spread evenly."""
    nodes = list(graph)
    walk = np.full((len(nodes), len(nodes)), 0.0)
    for column, node in enumerate(nodes):
        after = list(graph.successors(node)) or nodes
        for each in after:
            walk[nodes.index(each), column] = 1 / len(after)
    ranks = np.linalg.solve(np.eye(len(nodes)) - 0.85 * walk, np.full(len(nodes), 0.15 / len(nodes)))
    return dict(zip(nodes, ranks, strict=True))
