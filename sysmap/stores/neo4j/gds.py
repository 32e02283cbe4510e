"""Measuring a map inside Neo4j by Graph Data Science, for maps that this computer's memory does not hold.

The map is not read: its graph is projected in the server, measured there, and only what the answer names comes here. A
projection is the server's memory, so it is dropped at the end, whatever happens in between.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sysmap.errors import StoreError, UsageError
from sysmap.model.graphs import LAYERS, MEASURES, Connections, Layer, Measure, Path, Positions, Skeleton, in_order
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.stores.neo4j.addresses import Neo4jAddress, read_address
from sysmap.stores.neo4j.connecting import connect, rows_in_batches, run
from sysmap.stores.neo4j.shapes import link_record
from sysmap.stores.neo4j.statements import read_statement, statement

if TYPE_CHECKING:
    from graphdatascience import Graph, GraphDataScience

LIBRARY = "graphdatascience"
_ITERATIONS = 1000
_CONVERGED = 1e-14


def links_in(address: str) -> int:
    """Say about how many links a map has, without reading it.

    Parameters
    ----------
    address : str
        The map.

    Raises
    ------
    StoreError
        When the server cannot be used.
    """
    with connect(read_address(address)) as connection:
        rows = connection.read(lambda tx: run(tx, read_statement("gds/size"), map=connection.address.map))
    return int(rows[0]["links"])


def what_it_takes(address: str) -> str:
    """Say what is missing to measure a map inside its server; empty where nothing is.

    Parameters
    ----------
    address : str
        The map.

    Raises
    ------
    StoreError
        When the server cannot be used.
    """
    if find_spec(LIBRARY) is None:
        return f"Python's {LIBRARY}, which pip install 'sysmap[gds]' brings"
    with connect(read_address(address)) as connection:
        if connection.read(lambda tx: run(tx, statement("algorithms"))):
            return ""
        return (
            f"Graph Data Science in {connection.address.server}, which has none: whoever runs it installs the plugin "
            f"of the version that goes with Neo4j {connection.version}"
        )


@contextmanager
def gds_engine(address: str, layer: Layer) -> Iterator["GdsEngine"]:
    """Give an engine that measures the base of a map as it is now, inside its server.

    Parameters
    ----------
    address : str
        The map.
    layer : {"influences", "money", "all"}
        Which links.

    Raises
    ------
    UsageError
        When the library or the plugin is missing; the message says what it takes.
    StoreError
        When the server cannot be used, or refuses.
    """
    place = read_address(address)
    if missing := what_it_takes(address):
        raise UsageError(f"that takes {missing}; without --engine gds it is worked out in this computer's memory")
    with connect(place) as connection, connection.lend() as driver, _told(place):
        from graphdatascience import GraphDataScience

        gds = GraphDataScience(driver, database=place.database, arrow=False, show_progress=False)
        engine = GdsEngine(gds, place.map, layer)
        try:
            yield engine
        finally:
            engine.drop()


class GdsEngine:
    """One layer of the base of a map; see `sysmap.model.graphs.GraphEngine` for what each method does.

    Parameters
    ----------
    gds : GraphDataScience
        The server.
    map_name : str
        The map.
    layer : {"influences", "money", "all"}
        Which links.
    """

    def __init__(self, gds: "GraphDataScience", map_name: str, layer: Layer) -> None:
        self._gds = gds
        self._layer: dict[str, Any] = {"map": map_name, "kinds": list(LAYERS[layer])}
        self._names: list[str] = []
        self._elements: dict[int, Record] = {}
        self._links: dict[str, Record] = {}

    @property
    def branch(self) -> Branch:
        """What came here of the map so far: elements with id, kind and name, and the links of the ways found."""
        return Branch({each.id: each for each in self._elements.values()} | self._links)

    def names(self) -> Branch:
        """Give every element that a room draws with its name, so that what somebody typed can be found."""
        rows = self._ask("names", map=self._layer["map"])
        return Branch(_named(row) for row in rows)

    def measure(self, measures: Collection[Measure] = tuple(MEASURES)) -> Positions:
        """Measure where elements stand."""
        graph, links = self._ahead
        if graph is None:
            return Positions({measure: {} for measure in MEASURES if measure in measures}, 0)
        scores = {}
        for measure in MEASURES:
            if measure in measures:
                frame = self._stream(measure, graph)
                numbers, values = frame["nodeId"].tolist(), frame["score"].tolist()
                total = sum(values) if measure == "page_rank" else 1.0
                ids = self._ids(numbers)
                rounded = (round(value / total, MEASURES[measure]) + 0.0 for value in values)
                scores[measure] = dict(zip(ids, rounded, strict=True))
        return Positions(scores, links)

    def connect(self) -> Connections:
        """See how the graph hangs together."""
        graph, _ = self._ahead
        plain, _ = self._project("project_plain", without=[])
        if graph is None or plain is None:
            return Connections((), (), (), Skeleton({}, (), ()))
        weak = self._groups(self._gds.wcc.stream(graph))
        strong = [group for group in self._groups(self._gds.scc.stream(graph)) if len(group) > 1]
        frame = self._gds.bridges.stream(plain)
        ends = zip(self._ids(frame["from"].tolist()), self._ids(frame["to"].tolist()), strict=True)
        points = sorted(self._ids(self._gds.articulation_points.stream(plain)["nodeId"].tolist()))
        bridges = tuple(sorted((min(pair), max(pair)) for pair in ends))
        everything = {each for group in weak for each in group}
        return Connections(in_order(weak), in_order(strong), bridges, self._skeleton(points, everything))

    def between(self, start: str, finish: str) -> tuple[Path, ...]:
        """Give ids of all elements on any shortest path, step by step; the links between them come too."""
        graph, _ = self._ahead
        joined = {row["one"] for row in self._ask("joined", ids=[start, finish], **self._layer)}
        if graph is None or not {start, finish} <= joined:
            return ()
        way = {"map": self._layer["map"], "graph": graph.name()}
        rows = self._ask("steps", start=start, finish=finish, **way)
        if not rows or self._back is None:
            return ()
        steps: int = rows[0]["steps"]
        onward = self._distances(steps=steps, start=start, **way)
        back = self._distances(steps=steps, start=finish, **{**way, "graph": self._back.name()})
        numbers = [node for node, distance in onward.items() if distance + back.get(node, steps + 1) == steps]
        found: list[list[str]] = [[] for _ in range(steps + 1)]
        for node, element in zip(numbers, self._ids(numbers), strict=True):
            found[onward[node]].append(element)
        ids = [each for step in found for each in step]
        for row in self._ask("links_between", ids=ids, **self._layer):
            link = link_record(row["type"], row["properties"], row["from"], row["to"]).record
            self._links[link.id] = link
        return tuple(tuple(sorted(step)) for step in found)

    def drop(self) -> None:
        """Give the server its memory back."""
        while self._names:
            # Where the server is gone so is its memory, and what went wrong before is what matters.
            with suppress(Exception):
                self._gds.graph.drop(self._names.pop(), fail_if_missing=False)

    @cached_property
    def _ahead(self) -> tuple["Graph | None", int]:
        """The graph the way links lead, and how many links it has."""
        return self._project("project", turned=False)

    @cached_property
    def _back(self) -> "Graph | None":
        """The graph with every link turned round."""
        return self._project("project", turned=True)[0]

    def _project(self, name: str, **parameters: Any) -> tuple["Graph | None", int]:
        graph = f"sysmap-{uuid4().hex}"
        self._names.append(graph)
        rows = self._ask(name, graph=graph, **parameters, **self._layer)
        return (self._gds.graph.get(graph), int(rows[0]["links"])) if rows else (None, 0)

    def _stream(self, measure: Measure, graph: "Graph") -> Any:
        gds = self._gds
        if measure == "betweenness":
            return gds.betweenness_centrality.stream(graph)
        if measure == "page_rank":
            # Not normalised, and what ends nowhere is lost instead of spread: that only scales all values alike.
            return gds.page_rank.stream(graph, tolerance=_CONVERGED, max_iterations=_ITERATIONS)
        if measure == "in_degree":
            return gds.degree_centrality.stream(graph, orientation="REVERSE")
        if measure == "out_degree":
            return gds.degree_centrality.stream(graph)
        if measure == "closeness_in":
            return gds.harmonic_centrality.stream(graph)
        return gds.harmonic_centrality.stream(self._back or graph)  # links were found, so it is not empty

    def _skeleton(self, points: list[str], everything: set[str]) -> Skeleton:
        """Shrink what holds together without the points to one node each, which leaves what falls apart as it is."""
        if not points:
            return Skeleton({}, (), ())
        held, _ = self._project("project_plain", without=points)
        groups = self._groups(self._gds.wcc.stream(held)) if held is not None else []
        alone = everything - set(points) - {each for group in groups for each in group}
        groups += [[each] for each in (*points, *sorted(alone))]
        node_of = {each: number for number, group in enumerate(groups) for each in group}
        edges = set()
        for batch in rows_in_batches(points):
            for row in self._ask("joined", ids=batch, **self._layer):
                one, other = node_of[row["one"]], node_of[row["other"]]
                edges.add((min(one, other), max(one, other)))
        weights = tuple(len(group) for group in groups)
        return Skeleton({each: node_of[each] for each in points}, weights, tuple(sorted(edges)))

    def _groups(self, frame: Any) -> list[list[str]]:
        groups: dict[int, list[str]] = {}
        ids = self._ids(frame["nodeId"].tolist())
        for group, element in zip(frame["componentId"].tolist(), ids, strict=True):
            groups.setdefault(group, []).append(element)
        return list(groups.values())

    def _distances(self, **parameters: Any) -> dict[int, int]:
        return {row["node"]: row["distance"] for row in self._ask("distances", **parameters)}

    def _ids(self, numbers: list[int]) -> list[str]:
        """Give the ids of the elements that nodes of a projection stand for."""
        unknown = (number for number in dict.fromkeys(numbers) if number not in self._elements)
        for batch in rows_in_batches(unknown):
            for row in self._ask("elements", nodes=batch):
                self._elements[row["node"]] = _named(row)
        return [self._elements[number].id for number in numbers]

    def _ask(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        frame = self._gds.run_cypher(read_statement(f"gds/{name}"), params=parameters)
        rows: list[dict[str, Any]] = frame.to_dict("records")
        return rows


def _named(row: dict[str, Any]) -> Record:
    return Record(row["id"], row["kind"], {"name": row["name"]} if isinstance(row["name"], str) else {})


@contextmanager
def _told(place: Neo4jAddress) -> Iterator[None]:
    """Tell in one line what the library raises of its own; what the driver raises passes through."""
    from graphdatascience.error.unable_to_connect import UnableToConnectError

    try:
        yield
    except UnableToConnectError as error:
        raise StoreError(f"{place.server} stopped answering: {error}") from error
