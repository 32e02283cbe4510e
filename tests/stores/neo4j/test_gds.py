"""Measuring inside a real Neo4j with a real Graph Data Science gives what measuring in memory gives."""

import os
import random
from collections.abc import Iterator
from itertools import permutations

import pytest

from sysmap.analysis.connections import Way, report_parts, report_paths
from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.analysis.position import report_position
from sysmap.errors import StoreError
from sysmap.formats import find_format
from sysmap.model.edits import edit_between
from sysmap.model.graphs import LAYERS
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline import engines
from sysmap.pipeline.engines import Wanted, measuring
from sysmap.pipeline.position import ask_position
from sysmap.resources import resource
from sysmap.stores.base import create
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.connecting import connect
from sysmap.stores.neo4j.gds import GdsEngine, gds_engine
from sysmap.stores.neo4j.looking import check_server
from sysmap.stores.neo4j.questions import run_statement
from tests.neo4j_server.servers import Server, start
from tests.questions.generated import generate

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start(tmp_path_factory.mktemp("gds") / "home", "gds", owner=os.getpid())
    yield server
    server.stop()


def scattered(seed: int, size: int = 40) -> SystemMap:
    """Draw factors joined here and there, so that there are many parts, points and only connections."""
    chance = random.Random(seed)
    factors = [Record(f"F{n:02}", "Factor", {"name": f"Factor {n}"}) for n in range(size)]
    links = [
        Record(f"l{n}", "INFLUENCES", {"from_id": start.id, "to_id": finish.id, "polarity": "-"})
        for n, (start, finish) in enumerate(
            chance.choice([(a, b), (a, a)]) for a, b in (chance.sample(factors, 2) for _ in range(size))
        )
    ]
    return SystemMap([*factors, *links])


def maps() -> dict[str, SystemMap]:
    folder = resource("sample_maps/thornmere")
    found = {"thornmere": find_format(folder).read(folder).system_map}
    found |= {f"generated_{seed}": generate(seed) for seed in (1, 2)}
    return found | {f"scattered_{seed}": scattered(seed) for seed in range(2)}


@pytest.fixture(scope="module", params=maps())
def drawn(request: pytest.FixtureRequest, server: Server) -> tuple[str, SystemMap]:
    """Give the address of a map, and the map; all of them stand in one database."""
    system_map = maps()[request.param]
    address = server.address(request.param)
    with create(address) as store:
        store.commit(edit_between(SystemMap(), system_map, "draw", by="analyst"))
    return address, system_map


def plain(way: Way) -> tuple:
    """Give a way without the values of its links: a branch has no references to what is in scenarios, Neo4j has."""
    return way.elements, [[link.id for link in step] for step in way.links], way.effect, way.sentences


def projections(server: Server) -> int:
    with connect(read_address(server.bolt)) as connection:
        cypher = "CALL gds.graph.list() YIELD graphName RETURN graphName"
        return len(run_statement(connection, "", cypher, {}).rows)


@pytest.mark.parametrize("layer", LAYERS)
def test_both_engines_give_the_same_findings(drawn, server: Server, layer) -> None:
    address, system_map = drawn
    memory = MemoryEngine(branch(system_map), layer)
    with gds_engine(address, layer) as engine:
        here, there = memory.measure(), engine.measure()
        assert there == here
        connected = engine.connect()
        wanted = report_parts(memory.branch, memory.connect(), layer)
        assert report_parts(engine.branch, connected, layer).findings == wanted.findings
        assert (connected.weak, connected.strong, connected.bridges) == (
            wanted.connections.weak,
            wanted.connections.strong,
            wanted.connections.bridges,
        )
        assert report_position(engine.branch, there).findings == report_position(memory.branch, here).findings
        for start, finish in random.Random(3).sample([*permutations(memory.ids, 2)], min(6, len(memory.ids))):
            between = engine.between(start, finish)
            told = report_paths(engine.branch, between, start, finish, layer) if between else None
            wanted_way = report_paths(memory.branch, memory.between(start, finish), start, finish, layer)
            if told is None:
                assert not wanted_way.ways
            else:
                assert told.findings == wanted_way.findings
                assert [plain(way) for way in told.ways] == [plain(way) for way in wanted_way.ways]
    assert projections(server) == 0


def fail_on_the_way(engine: GdsEngine, server: Server) -> None:
    engine.measure(["in_degree", "closeness_out"])
    assert projections(server) == 2
    engine._ask("distances", map=engine._layer["map"], start=next(iter(engine.branch)).id, graph="no such", steps=1)


def test_projections_are_dropped_when_something_fails(drawn, server: Server) -> None:
    address, _ = drawn
    with pytest.raises(StoreError), gds_engine(address, "influences") as engine:
        fail_on_the_way(engine, server)
    assert projections(server) == 0


def test_what_was_never_joined_has_no_way(server: Server) -> None:
    address = server.address("apart")
    with create(address) as store:
        alone = SystemMap([Record("a", "Factor", {"name": "A"}), Record("b", "Factor", {"name": "B"})])
        store.commit(edit_between(SystemMap(), alone, "draw", by="analyst"))
    with gds_engine(address, "all") as engine:
        assert engine.between("a", "b") == ()
        assert engine.connect().weak == ()
        assert engine.measure().links == 0
        assert {each.name for each in engine.names()} == {"A", "B"}


def test_a_large_map_is_measured_there_unasked_and_a_filtered_one_never(drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    address, system_map = drawn
    monkeypatch.setattr(engines, "LARGE", 5)
    with measuring(Wanted(address, "influences")) as found:
        assert (found.name, found.note) == ("gds", "")
    for filtered in ({"audience": "public"}, {"at": "1"}, {"engine": "memory"}):
        with measuring(Wanted(address, "influences", **filtered)) as found:
            assert found.name == "memory"
    told = [ask_position(Wanted(address, "influences", each), draws=0) for each in ("memory", "gds")]
    here, there = ({**answer.data, "engine": ""} for answer in told)
    assert here == there
    assert told[0].table == told[1].table
    assert len(here["elements"]) == len(MemoryEngine(branch(system_map), "influences").ids)


def test_the_check_knows_that_it_is_there(server: Server) -> None:
    report = check_server(server.bolt)
    assert report.algorithms
    assert not any("Graph Data Science" in line for line in report.missing)
