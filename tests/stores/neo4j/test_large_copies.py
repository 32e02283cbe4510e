"""A copy in many steps: unfinished until it is whole, gone on with or taken back, never held whole in memory."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model import parts
from sysmap.model.edits import Edit, add, apply, make_edit, remove, set_values
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores import copying, file_log
from sysmap.stores.base import Store, create, open_store, open_target, target_to_create
from sysmap.stores.copying import CopyPlan, carry_out, plan_copy
from sysmap.stores.neo4j import reading, taking_in, writing
from sysmap.stores.neo4j.looking import list_maps
from tests.neo4j_server.servers import start

CHUNK = 7


class CutShortError(Exception):
    """What ends a copy half-way in these tests."""


@pytest.fixture(autouse=True)
def tiny_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have logs keep three changes together, so that small maps have many parts."""
    monkeypatch.setattr(file_log, "PART", 3)
    monkeypatch.setattr(writing, "PART", 3)
    monkeypatch.setattr(writing, "_FEW", 2)
    monkeypatch.setattr(reading, "_WORTH_A_LOOK", 4)
    monkeypatch.setattr(taking_in, "_FORGOTTEN_AT_ONCE", 2)


def factor(number: int, **values: str) -> Record:
    return Record(f"fac_{number}", "Factor", {"name": f"Factor {number}", **values})


def link(number: int, start: int, finish: int) -> Record:
    ends = {"from_id": f"fac_{start}", "to_id": f"fac_{finish}", "source_id": "src_1"}
    return Record(f"inf_{number}", "INFLUENCES", {**ends, "polarity": "+"})


def drawing() -> Edit:
    """Give one edit larger than a step: links before their ends, what names a source before it, a note about a link."""
    links = [link(n, n, (n + 1) % 20) for n in range(20)]
    factors = [factor(n, source_id="src_1") for n in range(20)]
    rest = [Record("note_1", "Note", {"about_id": "inf_3", "text": "é"}), Record("src_1", "Source", {"publisher": "P"})]
    return make_edit("draw", map(add, [*links, *factors, *rest]), by="analyst")


def redrawing(before: SystemMap) -> Edit:
    """Give one edit larger than a step that adds, sets, removes, and brings back what it had removed."""
    gone = [before[f"inf_{n}"] for n in range(5, 10)]
    ends = [before[f"fac_{n}"] for n in range(6, 10)]
    said = [set_values(before[f"fac_{n}"], {"note": "said since"}) for n in range(5)]
    changes = [remove(each) for each in ends]  # their links go only later
    changes += [remove(each) for each in gone]
    changes += [each for each in said if each]
    changes += [add(ends[0]), add(factor(99)), add(link(99, 99, 0))]
    return make_edit("redraw", changes, by="analyst")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """Give a map in a file, of two large edits and some small ones, with a snapshot and a refused edit."""
    with create(tmp_path / "source.sysmap") as store:
        store.commit(make_edit("begin", [add(Record("map", "Map", {"name": "Town"}))], by="analyst"))
        store.commit(drawing())
        store.snapshot("drawn", by="analyst")
        store.commit(redrawing(store.read_map()))
        for number in range(30, 34):
            store.commit(make_edit(f"add {number}", [add(factor(number))], by="analyst"))
        with pytest.raises(ConflictError):
            store.commit(make_edit("again", [add(factor(30))], by="analyst"))
        yield store


def everything(store: Store) -> tuple[object, ...]:
    return list(store.read_map(bulk=True)), store.log(), store.snapshots(), store.conflicts()


def push(source: Store, address: str, *, cut_after: int = 0) -> CopyPlan:
    """Copy a map in tiny steps; with `cut_after`, only until that many changes are done."""

    def stop(done: int, total: int) -> None:
        assert done <= total
        if cut_after and done >= cut_after:
            raise CutShortError

    target = open_target(address)
    with target or target_to_create(address) as store:
        plan = plan_copy(source, target, chunk=CHUNK)
        carry_out(plan, source, store, stop, chunk=CHUNK)
    return plan


def test_a_copy_in_many_steps_is_the_same_both_ways(source, new_map, tmp_path) -> None:
    address = new_map()
    push(source, address)
    with open_store(address) as there, create(tmp_path / "back.sysmap") as back:
        assert everything(there) == everything(source)
        assert there.map_at(2) == source.map_at(2)
        assert not plan_copy(source, there, chunk=CHUNK)
        carry_out(plan_copy(there, back, chunk=CHUNK), there, back, chunk=CHUNK)
        assert everything(back) == everything(source)
        there.copy_to(tmp_path / "copied.sysmap")
    with open_store(tmp_path / "copied.sysmap") as copied:
        assert everything(copied) == everything(source)


def test_the_graph_of_many_steps_is_that_of_one(source, new_map, neo4j_server) -> None:
    from neo4j import GraphDatabase

    stepwise, at_once = new_map(), new_map()
    push(source, stepwise)
    with create(at_once) as store:
        for edit in source.log():
            store.commit(edit)
    with GraphDatabase.driver(neo4j_server.bolt) as driver:
        graphs = [
            driver.execute_query(
                "MATCH (n:SysmapRecord {map: $map}) OPTIONAL MATCH (n)-[r]->(m) "
                "RETURN n.id AS a, labels(n) AS labels, n._version AS v, type(r) AS type, r._version AS w, m.id AS b, "
                "r._of AS of ORDER BY a, type, b, of, w",
                map=address.rpartition("=")[2],
            ).records
            for address in (stepwise, at_once)
        ]
        left = driver.execute_query(
            "MATCH (n:SysmapEdit|SysmapEditPart) WHERE n.before IS NOT NULL RETURN n.map AS map"
        )
    assert [{**row, "labels": sorted(row["labels"])} for row in graphs[0]] == [
        {**row, "labels": sorted(row["labels"])} for row in graphs[1]
    ]
    # What only taking a half-done edit back needs is not kept once it is whole.
    assert stepwise.rpartition("=")[2] not in {row["map"] for row in left.records}


@pytest.mark.parametrize("cut_after", [1, 8, 20, 43, 50, 60])
def test_a_new_map_cut_short_is_no_map_until_the_same_copy_has_gone_on(source, new_map, cut_after) -> None:
    address = new_map()
    with pytest.raises(CutShortError):
        push(source, address, cut_after=cut_after)
    with pytest.raises(StoreError, match=r"^something is being copied to .* of 64 changes so far.* goes on$"):
        open_store(address)
    with pytest.raises(StoreError, match="is there already"):
        create(address)
    (entry,) = [each for each in list_maps(address) if each.address == address]
    assert entry.unfinished.endswith("of 64 changes")
    plan = push(source, address)
    assert plan.unfinished
    assert plan.unfinished.done >= cut_after
    with open_store(address) as there:
        assert everything(there) == everything(source)
    assert not [each for each in list_maps(address) if each.address == address and each.unfinished]


def test_many_cuts_one_after_the_other_end_in_the_whole(source, new_map) -> None:
    address = new_map()
    for _ in range(20):
        try:
            push(source, address, cut_after=1)
        except CutShortError:
            continue
        break
    push(source, address)
    with open_store(address) as there:
        assert everything(there) == everything(source)


@pytest.fixture
def shared(source: Store, new_map: Callable[[], str]) -> str:
    """Give the address of a map that somebody works on, as it was before the second large edit."""
    address = new_map()
    with create(address) as store:
        for edit in source.log()[:2]:
            store.commit(edit)
        store.commit(make_edit("ours", [add(factor(50))], by="facilitator"))
    return address


def test_who_had_the_map_open_neither_reads_nor_writes_what_is_half_done(source, shared) -> None:
    with open_store(shared) as reader:
        with pytest.raises(CutShortError):
            push(source, shared, cut_after=7)
        for use in (
            reader.read_map,
            reader.log,
            lambda: reader.map_at(1),
            lambda: list(reader.read_records("Factor")),
            lambda: reader.commit(make_edit("mine", [add(factor(51))], by="facilitator")),
        ):
            with pytest.raises(StoreError, match="something is being copied to"):
                use()
        push(source, shared)
        assert "fac_50" in reader.read_map()
        assert {edit.id for edit in source.log()} < {edit.id for edit in reader.log()}
        assert apply(SystemMap(), *reader.log()) == reader.read_map()


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every copy that is not done count as cut short."""
    monkeypatch.setattr(copying, "AT_WORK", 0)


def test_another_copy_waits_while_one_is_at_work(source, shared, tmp_path) -> None:
    with pytest.raises(CutShortError):
        push(source, shared, cut_after=7)
    with create(tmp_path / "other.sysmap") as other:
        other.commit(make_edit("other", [add(factor(60))], by="analyst"))
        with pytest.raises(StoreError, match=r"another map is being copied to .* at this moment"):
            push(other, shared)
    push(source, shared)
    with open_store(shared) as store:
        assert {"fac_50", "fac_99"} <= store.read_map().records.keys()


@pytest.mark.parametrize("cut_after", [7, 14])
@pytest.mark.usefixtures("long_ago")
def test_another_copy_takes_a_half_done_edit_back_first(source, shared, tmp_path, cut_after) -> None:
    with open_store(shared) as store:
        before = everything(store)
    with pytest.raises(CutShortError):
        push(source, shared, cut_after=cut_after)
    with create(tmp_path / "other.sysmap") as other:
        other.commit(make_edit("other", [add(factor(60))], by="analyst"))
        plan = push(other, shared)
        assert plan.stranded
        with open_store(shared) as store:
            assert everything(store) == before
            assert store.map_at(2) == source.map_at(2)
        push(other, shared)
        push(source, shared)
    with open_store(shared) as store:
        assert {"fac_50", "fac_60", "fac_99"} <= store.read_map().records.keys()
        assert apply(SystemMap(), *store.log()) == store.read_map()


@pytest.mark.usefixtures("long_ago")
def test_another_copy_removes_a_new_map_that_was_never_whole(source, new_map, tmp_path) -> None:
    address = new_map()
    with pytest.raises(CutShortError):
        push(source, address, cut_after=20)
    with create(tmp_path / "other.sysmap") as other:
        other.commit(make_edit("other", [add(factor(60))], by="analyst"))
        assert push(other, address).stranded
        with pytest.raises(NotFoundError):
            open_store(address)
        push(other, address)
        with open_store(address) as there:
            assert everything(there) == everything(other)


def test_what_does_not_fit_half_way_leaves_the_map_as_it_was(new_map) -> None:
    address = new_map()
    with create(address) as store:
        store.commit(make_edit("begin", [add(factor(1))], by="analyst"))
        before = everything(store)
        loose = make_edit("loose", map(add, [link(1, 1, 77), *(factor(n) for n in range(100, 120))]), by="analyst")
        with pytest.raises(ConflictError, match=r"INFLUENCES 'inf_1' would join 'fac_77', which is not on the map"):
            store.take_in(parts.in_chunks([parts.Part(1, loose, 0, len(loose.changes))], CHUNK))
        assert everything(store) == before
        assert store.head == 1


def test_a_large_edit_with_a_loose_end_is_refused_by_a_file_too(tmp_path) -> None:
    loose = make_edit("loose", map(add, [link(1, 1, 77), *(factor(n) for n in range(20))]), by="analyst")
    with create(tmp_path / "a.sysmap") as store:
        with pytest.raises(ConflictError, match="inf_1"):
            store.take_in(parts.in_chunks([parts.Part(1, loose, 0, len(loose.changes))], CHUNK))
        assert (store.head, len(store.read_map())) == (0, 0)


def test_a_server_killed_in_mid_copy_is_gone_on_with(source, tmp_path) -> None:
    home = tmp_path / "home"
    server = start(home, "keep", owner=os.getpid())
    try:
        address = server.address("town") + "&timeout=2"

        def kill(done: int, _: int) -> None:
            if 20 < done < 40:
                server.kill()

        with pytest.raises(StoreError, match="no Neo4j answers"), target_to_create(address) as store:
            carry_out(plan_copy(source, None, chunk=CHUNK), source, store, kill, chunk=CHUNK)
        server = start(home, "keep", owner=os.getpid(), port=server.port)
        with pytest.raises(StoreError, match="something is being copied to"):
            open_store(address)
        assert push(source, address).unfinished
        with open_store(address) as there:
            assert everything(there) == everything(source)
    finally:
        server.stop()


def test_no_more_than_a_few_steps_are_held_at_once(tmp_path, new_map, monkeypatch) -> None:
    """A copy of many changes holds as many of them as one of few does, on every way it takes."""
    from sysmap.model import edits

    held: set[int] = set()
    most = 0

    class Counted(edits.Change):
        __slots__ = ()

        def __init__(self, *values: object) -> None:
            nonlocal most
            super().__init__(*values)
            held.add(id(self))
            most = max(most, len(held))

        def __del__(self) -> None:
            held.discard(id(self))

    counts = []
    for number, size in enumerate((300, 900)):
        edit = make_edit("draw", (add(factor(n)) for n in range(size)), by="analyst")
        with create(tmp_path / f"large{number}.sysmap") as store:
            store.commit(edit)
            del edit
            address = new_map()
            with monkeypatch.context() as patched:
                patched.setattr(edits, "Change", Counted)
                most = 0
                push(store, address)
                with open_store(address) as there, create(tmp_path / f"back{number}.sysmap") as back:
                    carry_out(plan_copy(there, back, chunk=CHUNK), there, back, chunk=CHUNK)
                    assert len(back.read_map()) == size
                    assert not plan_copy(there, back, chunk=CHUNK)
        counts.append(most)
    assert 0 < counts[1] <= counts[0] < 300
