"""Copying loses nothing either way, between any two sorts of places, and doing it again does nothing."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sysmap.errors import ConflictError
from sysmap.model.edits import add, change_between, edit_between, make_edit, set_values
from sysmap.model.maps import SystemMap
from sysmap.model.parts import Chunk, in_chunks
from sysmap.model.records import Record
from sysmap.stores.base import Store, create, open_store
from sysmap.stores.copying import carry_out, plan_copy
from tests.strategies import system_maps, without_loose_ends

FACTOR = Record("fac_1", "Factor", {"name": "Carer strain"})


def copy(source: Store, target: Store) -> None:
    carry_out(plan_copy(source, target), source, target)


def same(one: Store, other: Store) -> bool:
    assert one.log() == other.log()
    assert one.snapshots() == other.snapshots()
    assert list(one.read_map(bulk=True)) == list(other.read_map(bulk=True))
    return True


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # `new_map` gives fresh addresses
@given(first=system_maps(), then=system_maps())
def test_any_map_goes_to_neo4j_and_comes_back(neo4j_server, new_map: Callable[[], str], first, then) -> None:
    first, then = without_loose_ends(first), without_loose_ends(then)
    edits = [edit_between(SystemMap(), first, "first", by="facilitator", why="é 🙂")]
    edits.append(edit_between(first, then, "then", by="analyst"))
    with (
        tempfile.TemporaryDirectory() as folder,
        create(Path(folder, "a.sysmap")) as here,
        create(new_map()) as there,
        create(Path(folder, "b.sysmap")) as back,
    ):
        for edit in edits:
            here.commit(edit)
        here.snapshot("at first; “quoted”", by="facilitator", number=1, note="\U0001f469\u200d\U0001f4bb")
        copy(here, there)
        assert same(here, there)
        assert there.map_at(1, bulk=True) == here.map_at(1, bulk=True) == first
        assert not plan_copy(here, there)
        copy(here, there)
        copy(there, back)
        assert same(here, back)
        there.copy_to(Path(folder, "c.sysmap"))
        with open_store(Path(folder, "c.sysmap")) as copied:
            assert same(here, copied)


@pytest.fixture
def pair(tmp_path: Path, new_map: Callable[[], str]):
    with create(tmp_path / "here.sysmap") as here, create(new_map()) as there:
        here.commit(make_edit("draw", [add(FACTOR)], by="facilitator"))
        copy(here, there)
        yield here, there


def note(store: Store, text: str) -> None:
    change = set_values(store.read_map()["fac_1"], {"note": text})
    assert change
    store.commit(make_edit(f"note {text}", [change], by="analyst"))


def test_the_plan_says_what_would_change(pair) -> None:
    here, there = pair
    note(here, "more")
    here.snapshot("now", by="facilitator")
    plan = plan_copy(here, there)
    assert (plan.edits, plan.changes, plan.runs) == (1, 1, ((1, 2),))
    assert (plan.added, plan.changed, plan.removed) == ({}, {"Factor": 1}, {})
    assert [each.name for each in plan.snapshots] == ["now"]
    assert (plan.known, plan.ahead) == (1, 0)
    assert there.head == 1
    assert plan_copy(there, here).ahead == 1


def test_two_who_went_different_ways_meet(pair) -> None:
    here, there = pair
    here.commit(make_edit("here", [add(Record("fac_2", "Factor", {"name": "Two"}))], by="facilitator"))
    there.commit(make_edit("there", [add(Record("fac_3", "Factor", {"name": "Three"}))], by="analyst"))
    here.snapshot("mine", by="facilitator")
    assert [each.name for each in plan_copy(here, there).left_out] == ["mine"]
    for _ in range(2):
        copy(here, there)
        copy(there, here)
        assert here.read_map() == there.read_map()
        assert {edit.id for edit in here.log()} == {edit.id for edit in there.log()}
        assert (here.head, there.head) == (3, 3)


def test_two_values_for_one_thing_are_both_named_and_nothing_is_written(pair) -> None:
    here, there = pair
    here.commit(make_edit("first", [add(Record("fac_2", "Factor", {"name": "Two"}))], by="facilitator"))
    note(here, "mine")
    note(there, "theirs")
    with pytest.raises(ConflictError, match=r"'theirs'.*'mine'"):
        plan_copy(here, there)
    with pytest.raises(ConflictError):
        there.take_in(in_chunks(here.parts()))
    assert there.head == 2
    assert len(there.read_map()) == 1


def test_many_edits_at_once_are_as_one_after_the_other(tmp_path: Path, new_map: Callable[[], str]) -> None:
    one, two = FACTOR, Record("fac_2", "Factor", {"name": "Two"})
    link = Record("inf_1", "INFLUENCES", {"from_id": "fac_1", "to_id": "fac_2"})
    steps = [(None, one), (None, two), (None, link), (link, None), (one, None), (None, one), (None, link)]
    edits = []
    for number, (old, new) in enumerate(steps):
        change = change_between(old, new)
        assert change
        edits.append(make_edit(f"step {number}", [change], by="facilitator"))
    with create(tmp_path / "a.sysmap") as slowly, create(new_map()) as at_once:
        for edit in edits:
            slowly.commit(edit)
        at_once.take_in([Chunk(tuple(edits[:2]))])
        at_once.take_in([Chunk(tuple(edits))])
        assert same(slowly, at_once)
        assert [each.id for each in at_once.read_map()] == ["fac_2", "fac_1", "inf_1"]
