"""Measuring the drawn map in this computer's memory, by rustworkx."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sysmap.model.graphs import (
    MEASURES,
    Connections,
    Layer,
    Measure,
    Path,
    Positions,
    Skeleton,
    drawn_links,
    in_order,
)
from sysmap.model.maps import Branch, SystemMap

if TYPE_CHECKING:
    import rustworkx

DAMPING = 0.85
_CONVERGED = 1e-14
"""When the values of a PageRank, which add up to 1, have changed by less than this they stand still."""

Arc = tuple[int, int]


class MemoryEngine:
    """One layer of one branch as a graph; see `sysmap.model.graphs.GraphEngine` for what each method does.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario, as its audience may see it.
    layer : {"influences", "money", "all"}
        Which links.
    """

    def __init__(self, branch: Branch, layer: Layer) -> None:
        self._branch = branch
        pairs = dict.fromkeys((link.from_id, link.to_id) for link in drawn_links(branch, layer))
        self.ids = sorted({end for pair in pairs for end in pair})
        self._numbers = {each: number for number, each in enumerate(self.ids)}
        self.arcs = [(self._numbers[start], self._numbers[finish]) for start, finish in pairs]

    @property
    def branch(self) -> Branch:
        """All of the branch."""
        return self._branch

    def names(self) -> SystemMap:
        """Give the branch, which holds every name."""
        return self._branch

    def measure(self, measures: Collection[Measure] = tuple(MEASURES)) -> Positions:
        """Measure where elements stand."""
        values = measure_graph(len(self.ids), self.arcs, measures)
        scores = {measure: dict(zip(self.ids, scored, strict=True)) for measure, scored in values.items()}
        return Positions(scores, len(self.arcs))

    def connect(self) -> Connections:
        """See how the graph hangs together."""
        import rustworkx

        directed = _directed(len(self.ids), self.arcs)
        edges = sorted({(min(arc), max(arc)) for arc in self.arcs})
        plain: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
        plain.add_nodes_from(range(len(self.ids)))
        plain.add_edges_from_no_data(edges)
        strong = [group for group in rustworkx.strongly_connected_components(directed) if len(group) > 1]
        points = rustworkx.articulation_points(plain)
        return Connections(
            in_order([self._named(group) for group in rustworkx.weakly_connected_components(directed)]),
            in_order([self._named(group) for group in strong]),
            tuple(sorted((self.ids[min(pair)], self.ids[max(pair)]) for pair in rustworkx.bridges(plain))),
            Skeleton({self.ids[each]: each for each in sorted(points)}, (1,) * len(self.ids), tuple(edges)),
        )

    def between(self, start: str, finish: str) -> tuple[Path, ...]:
        """Give ids of all elements on any shortest path, step by step."""
        if start not in self._numbers or finish not in self._numbers:
            return ()
        import rustworkx

        graph = _directed(len(self.ids), self.arcs)
        first, last = self._numbers[start], self._numbers[finish]
        onward = {first: 0.0, **rustworkx.dijkstra_shortest_path_lengths(graph, first, _one_step)}
        graph.reverse()
        back = {last: 0.0, **rustworkx.dijkstra_shortest_path_lengths(graph, last, _one_step)}
        if last not in onward:
            return ()
        steps: list[list[str]] = [[] for _ in range(int(onward[last]) + 1)]
        for number, distance in onward.items():
            if distance + back.get(number, len(self.ids)) == onward[last]:
                steps[int(distance)].append(self.ids[number])
        return tuple(tuple(sorted(step)) for step in steps)

    def _named(self, numbers: Iterable[int]) -> list[str]:
        return [self.ids[each] for each in numbers]


def measure_graph(size: int, arcs: Collection[Arc], measures: Collection[Measure]) -> dict[Measure, list[float]]:
    """Measure where the nodes of a graph stand (METHODS 8).

    Betweenness is Brandes' (2001), PageRank that of Page and others (1998) with what ends nowhere spread evenly,
    closeness the harmonic one of Marchiori and Latora (2000).

    Parameters
    ----------
    size : int
        How many nodes.
    arcs : collection of tuple of int and int
        The links between them, each once.
    measures : collection of str
        Names of `sysmap.model.graphs.MEASURES`.

    Returns
    -------
    dict of str to list of float
        A value for each node, by measure, in the order of `MEASURES`.
    """
    import rustworkx

    from sysmap.analysis.nearness import harmonic_closeness

    graph = _directed(size, arcs)
    values: dict[Measure, Iterable[float]] = {}
    for measure in MEASURES:
        if measure not in measures:
            continue
        if not arcs:
            values[measure] = [1 / max(size, 1) if measure == "page_rank" else 0.0] * size
        elif measure == "betweenness":
            values[measure] = _betweenness(size, arcs)
        elif measure == "in_degree":
            values[measure] = (graph.in_degree(node) for node in range(size))
        elif measure == "out_degree":
            values[measure] = (graph.out_degree(node) for node in range(size))
        elif measure == "page_rank":
            values[measure] = rustworkx.pagerank(graph, DAMPING, tol=_CONVERGED / size, max_iter=1000).values()
        else:
            turned = arcs if measure == "closeness_in" else [(finish, start) for start, finish in arcs]
            values[measure] = harmonic_closeness(size, turned)
    return {measure: [round(each, MEASURES[measure]) + 0.0 for each in given] for measure, given in values.items()}


def _betweenness(size: int, arcs: Collection[Arc]) -> list[float]:
    """Give betweenness node by node, from a graph whose nodes are numbered so that neighbours stand close together.

    A search from every node reads what it meets next from nearby memory then; on 10,000 nodes drawn in any order that
    saves more time than the numbering takes (`benchmarks/position.py`).
    """
    import rustworkx

    place = [0] * size
    for number, node in enumerate(_outwards(size, arcs)):
        place[node] = number
    graph = _directed(size, sorted((place[start], place[finish]) for start, finish in arcs))
    scored = rustworkx.betweenness_centrality(graph, normalized=False)
    return [scored[number] for number in place]


def _outwards(size: int, arcs: Collection[Arc]) -> list[int]:
    """Give the nodes of each part as a search outwards from its busiest node meets them, either way along links."""
    beside: list[list[int]] = [[] for _ in range(size)]
    for start, finish in arcs:
        beside[start].append(finish)
        beside[finish].append(start)
    met = [False] * size
    order: list[int] = []
    for first in sorted(range(size), key=lambda node: -len(beside[node])):
        if met[first]:
            continue
        met[first] = True
        found = [first]
        for node in found:
            for other in beside[node]:
                if not met[other]:
                    met[other] = True
                    found.append(other)
        order.extend(found)
    return order


def _directed(size: int, arcs: Collection[Arc]) -> "rustworkx.PyDiGraph[int, None]":
    import rustworkx

    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(list(arcs))
    return graph


def _one_step(_: None) -> float:
    return 1.0
