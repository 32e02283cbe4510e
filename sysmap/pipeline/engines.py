"""Where a map is measured: in this computer's memory, or inside Neo4j by Graph Data Science."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sysmap.errors import UsageError
from sysmap.model.graphs import DRAWN, GraphEngine, Layer
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.visibility import View
from sysmap.pipeline.addresses import on_server
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import NOW, Opened, open_map
from sysmap.stores.base import open_store

LARGE = 100_000
"""Links from which a map in Neo4j is measured there without anybody asking, where that can be done."""

ENGINES = ("memory", "gds")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which map is to be measured, seen how, by what.

    Parameters
    ----------
    address : str
        Where it is kept.
    layer : {"influences", "money", "all"}
        Which links.
    engine : {"", "memory", "gds"}
        By what; empty for whichever suits.
    at, scenario : str
        A moment and a scenario, as they were typed; empty for the base map as it is now.
    audience : {"council", "partner", "public"}
        For whom.
    """

    address: str
    layer: Layer
    engine: str = ""
    at: str = ""
    scenario: str = ""
    audience: str = "council"

    @property
    def whole(self) -> bool:
        """Whether it is all of the base map as it is now; nothing else is measured in a server, which filters not."""
        return self.audience == "council" and not self.scenario and self.at in {"", NOW}


@dataclass(frozen=True, slots=True)
class Measuring:
    """A map that can be measured.

    Parameters
    ----------
    engine : GraphEngine
        What measures it.
    name : {"memory", "gds"}
        Which that is.
    opened : Opened
        The map as it may be seen; with gds nothing of it but its title until elements have been measured.
    note : str
        What the person at the keyboard should know about the choice; empty where nothing.
    """

    engine: GraphEngine
    name: str
    opened: Opened
    note: str = ""

    def find(self, typed: str, ask: Ask | None) -> str:
        """Give the id of the element that a loosely typed name means.

        Parameters
        ----------
        typed : str
            The name.
        ask : callable, optional
            Asks which of several is meant.

        Raises
        ------
        NotFoundError
            When none fits.
        AmbiguousNameError
            When several fit and nobody can be asked.
        """
        return find_named(self.engine.names(), typed, DRAWN, ask).id


@contextmanager
def measuring(wanted: Wanted, *, ask: Ask | None = None) -> Iterator[Measuring]:
    """Open a map to measure it.

    Parameters
    ----------
    wanted : Wanted
        Which, seen how, by what.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When it is to be measured inside Neo4j and cannot; the message says what that would take.
    NotFoundError
        When there is no such map, moment or scenario.
    """
    by_server, note = _choose(wanted)
    if by_server:
        from sysmap.stores.neo4j.gds import gds_engine

        with open_store(wanted.address) as store:
            about, number = SystemMap(store.read_records("Map")), store.head
        opened = Opened(wanted.address, View(about, wanted.audience), Branch(about), number=number)
        with gds_engine(wanted.address, wanted.layer) as engine:
            yield Measuring(engine, "gds", opened)
        return
    from sysmap.analysis.graph_engine import MemoryEngine

    opened = open_map(wanted.address, at=wanted.at, scenario=wanted.scenario, audience=wanted.audience, ask=ask)
    yield Measuring(MemoryEngine(opened.branch, wanted.layer), "memory", opened, note)


def _choose(wanted: Wanted) -> tuple[bool, str]:
    """Say whether a map is measured inside its server, and what to tell of the choice."""
    if wanted.engine == "memory":
        return False, ""
    if wanted.engine == "gds":
        _refuse_what_no_server_measures(wanted)
        if _filters_of_its_own(wanted):
            raise UsageError(
                f"this map has a profile {wanted.audience!r} of its own that may leave things out, which --engine gds "
                "does not: measure it in this computer's memory by --engine memory"
            )
        return True, ""
    if not on_server(wanted.address) or not wanted.whole:
        return False, ""
    from sysmap.stores.neo4j.gds import links_in, what_it_takes

    filtered = _filters_of_its_own(wanted)
    links = links_in(wanted.address)
    if filtered or links <= LARGE:
        return False, ""
    missing = what_it_takes(wanted.address)
    note = f"This map has about {links:,} links. To measure it inside Neo4j instead takes {missing}."
    return (False, note) if missing else (True, "")


def _filters_of_its_own(wanted: Wanted) -> bool:
    """Whether the map keeps a profile over the one that leaves nothing out."""
    with open_store(wanted.address) as store:  # which says where there is no such map
        return any(each.name.casefold() == wanted.audience for each in store.read_records("ShareProfile"))


def _refuse_what_no_server_measures(wanted: Wanted) -> None:
    if not on_server(wanted.address):
        raise UsageError(
            f"--engine gds works inside Neo4j, and {wanted.address} is a file: sysmap push takes it there, and without "
            "--engine gds it is worked out in this computer's memory"
        )
    if not wanted.whole:
        raise UsageError(
            "--engine gds measures all of the base map as it is now: leave out --for, --scenario and --at, or measure "
            "it in this computer's memory by --engine memory"
        )
