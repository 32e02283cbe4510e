"""The drawn map as a plain graph, and what any engine that measures it gives back: in memory or inside Neo4j."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record

Layer = Literal["influences", "money", "all"]
Measure = Literal["in_degree", "out_degree", "betweenness", "closeness_in", "closeness_out", "page_rank"]

DRAWN = ("Organisation", "Service", "Factor")
"""Kinds that a room draws and joins up; a graph has these and no others."""

LAYERS: Mapping[Layer, tuple[str, ...]] = {"influences": ("INFLUENCES",), "money": ("FUNDS",), "all": ()}
"""The links of each layer (METHODS: never merged silently); none named means every link between two drawn elements."""

MEASURES: Mapping[Measure, int] = {
    "betweenness": 6,
    "in_degree": 0,
    "out_degree": 0,
    "closeness_in": 9,
    "closeness_out": 9,
    "page_rank": 12,
}
"""Every measure of position with the decimals to which engines agree, whatever order they add numbers up in."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where elements stand in a graph.

    Parameters
    ----------
    scores : Mapping of measure to Mapping of str to float
        For each measure that was asked for, the value of every element that a link joins, by id, rounded as `MEASURES`
        says: `in_degree` and `out_degree`, from and to how many elements links lead; `betweenness`, the shortest paths
        between others that pass through it, not normalised; `closeness_in` and `closeness_out`, harmonic closeness by
        distances to and from it, between 0 and 1; `page_rank`, with damping 0.85, adding up to 1.
    links : int
        How many pairs of elements are joined, each way counted once.
    """

    scores: Mapping[Measure, Mapping[str, float]]
    links: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A graph without directions, in which what holds together without certain points may be shrunk to one.

    Parameters
    ----------
    points : Mapping of str to int
        The elements whose going leaves others without a connection they had: id to number of its node.
    weights : tuple of int
        How many elements each node stands for.
    edges : tuple of tuple of int and int
        Which nodes are joined; each pair once.
    """

    points: Mapping[str, int]
    weights: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """How a graph hangs together.

    Parameters
    ----------
    weak : tuple of tuple of str
        Ids of the elements of each part that links join, whichever way they lead; every element stands in one.
    strong : tuple of tuple of str
        Ids of two or more elements from each of which links lead to all the others of it and back.
    bridges : tuple of tuple of str and str
        Pairs of elements joined directly and in no other way, the lower id first.
    skeleton : Skeleton
        What it falls into without one of its points.
    """

    weak: tuple[Path, ...]
    strong: tuple[Path, ...]
    bridges: tuple[tuple[str, str], ...]
    skeleton: Skeleton


class GraphEngine(Protocol):
    """Something that measures one layer of one branch of a map. Both that there are give the same values."""

    @property
    def branch(self) -> Branch:
        """What is known here of the map: all of it, or what the measurements so far have named."""

    def names(self) -> SystemMap:
        """Give every element that a room draws with its name, so that what somebody typed can be found."""

    def measure(self, measures: Collection[Measure]) -> Positions:
        """Measure where elements stand."""

    def connect(self) -> Connections:
        """See how the graph hangs together."""

    def between(self, start: str, finish: str) -> tuple[Path, ...]:
        """Give ids of all elements on any shortest path, step by step from start to finish; empty where there is none.

        Parameters
        ----------
        start, finish : str
            Ids of two elements.
        """


def drawn_links(system_map: SystemMap, layer: Layer) -> Iterator[Record]:
    """Give the links of a layer that join two different elements, in the order of the map.

    Parameters
    ----------
    system_map : SystemMap
        A branch of a map.
    layer : {"influences", "money", "all"}
        Which links.
    """
    kinds = LAYERS[layer]
    for link in system_map.of(*kinds) if kinds else system_map.relationships:
        if link.from_id != link.to_id and is_drawn(system_map, link.from_id) and is_drawn(system_map, link.to_id):
            yield link


def is_drawn(system_map: SystemMap, record_id: str) -> bool:
    """Whether there is an element of that id that a room draws and joins up."""
    record = system_map.get(record_id)
    return record is not None and record.kind in DRAWN


def in_order(groups: Collection[Collection[str]]) -> tuple[Path, ...]:
    """Put groups of ids in the one order that both engines give: the largest first, then by their lowest id."""
    return tuple(sorted((tuple(sorted(group)) for group in groups), key=lambda group: (-len(group), group[:1])))
