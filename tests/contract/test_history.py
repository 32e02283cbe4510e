"""Log, earlier states, snapshots and copies."""

from dataclasses import replace

import pytest

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model.edits import Edit, add, make_edit, remove, set_values
from sysmap.model.history import Snapshot, redo, undo
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.base import Store, open_store

FACTOR = Record("fac_1", "Factor", {"name": "Carer strain"})
RENAMED = Record("fac_1", "Factor", {"name": "Strain on carers"})
PAYMENT = Record("txn_1", "Transaction", {"amount": "12.50"})


@pytest.fixture
def edits() -> list[Edit]:
    change = set_values(FACTOR, {"name": RENAMED.name})
    assert change
    return [
        make_edit("add Carer strain", [add(FACTOR)], by="facilitator", why="said in the room"),
        make_edit("import spend", [add(PAYMENT)], by="analyst", time="2026-03-31T09:00:00.000+00:00"),
        make_edit("rename", [change], by="analyst"),
        replace(make_edit("remove", [remove(PAYMENT)], by="analyst"), why="counted twice"),
    ]


@pytest.fixture
def told(store: Store, edits: list[Edit]) -> Store:
    for edit in edits:
        store.commit(edit)
    return store


def test_the_log_holds_every_edit_whole(told: Store, edits: list[Edit]) -> None:
    assert told.log() == edits
    assert told.log(since=2) == edits[2:]
    assert told.log(since=4) == []


def test_the_map_as_it_was(told: Store) -> None:
    assert told.map_at(0) == SystemMap()
    assert told.map_at(1) == SystemMap([FACTOR])
    assert told.map_at(2) == SystemMap([FACTOR])
    assert told.map_at(2, bulk=True) == SystemMap([FACTOR, PAYMENT])
    assert told.map_at(3, bulk=True) == SystemMap([RENAMED, PAYMENT])
    assert told.map_at(4, bulk=True) == told.read_map(bulk=True) == SystemMap([RENAMED])


@pytest.mark.parametrize("number", [-1, 5])
def test_a_moment_that_never_was(told: Store, number: int) -> None:
    with pytest.raises(NotFoundError, match=f"no edit number {number}.* from 0 to 4"):
        told.map_at(number)
    with pytest.raises(NotFoundError, match=f"no edit number {number}"):
        told.snapshot("never", by="facilitator", number=number)
    assert told.snapshots() == []


def test_undo_and_redo_are_edits_like_any_other(told: Store) -> None:
    told.commit(undo(told.read_map(bulk=True), told.log(), by="analyst"))
    assert told.read_map(bulk=True) == SystemMap([RENAMED, PAYMENT])
    told.commit(redo(told.read_map(bulk=True), told.log(), by="analyst"))
    assert told.read_map(bulk=True) == SystemMap([RENAMED])
    assert [bool(edit.undoes) for edit in told.log(since=4)] == [True, False]


def test_a_snapshot_names_the_present_or_an_earlier_moment(told: Store) -> None:
    now = told.snapshot("after the workshop", by="facilitator", note="agreed by all")
    earlier = told.snapshot("before", by="analyst", number=1, time="2026-01-01T00:00:00.000+00:00")
    assert now == Snapshot("after the workshop", 4, now.time, "facilitator", "agreed by all")
    assert earlier == Snapshot("before", 1, "2026-01-01T00:00:00.000+00:00", "analyst")
    assert told.snapshots() == [earlier, now]


def test_a_name_is_for_one_moment(told: Store) -> None:
    first = told.snapshot("start", by="facilitator")
    with pytest.raises(ConflictError, match="'start' already"):
        told.snapshot("start", by="analyst", number=1)
    assert told.snapshots() == [first]


def test_a_copy_holds_everything_and_goes_its_own_way(told: Store, tmp_path) -> None:
    told.snapshot("start", by="facilitator", number=1)
    target = tmp_path / "a copy.sysmap"
    told.copy_to(target)
    with open_store(target) as copy:
        assert copy.read_map(bulk=True) == told.read_map(bulk=True)
        assert copy.log() == told.log()
        assert copy.snapshots() == told.snapshots()
        copy.commit(make_edit("add", [add(PAYMENT)], by="analyst"))
        assert (copy.head, told.head) == (5, 4)
    assert [each.name for each in tmp_path.iterdir() if "draft" in each.name] == []


def test_a_copy_replaces_only_when_told_to(told: Store, tmp_path) -> None:
    target = tmp_path / "there.sysmap"
    target.write_text("something of mine")
    with pytest.raises(StoreError, match="is there already"):
        told.copy_to(target)
    assert target.read_text() == "something of mine"
    told.copy_to(target, overwrite=True)
    with open_store(target) as copy:
        assert copy.head == 4


def test_an_address_of_an_unknown_sort() -> None:
    with pytest.raises(StoreError, match="carrierpigeon:// addresses are not known"):
        open_store("carrierpigeon://town")
