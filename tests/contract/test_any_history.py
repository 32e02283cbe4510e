"""Whatever is done to a map, in whatever order, a store agrees with the pure functions of the model."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sysmap.errors import ConflictError, NothingToUndoError
from sysmap.model.edits import Change, Edit, add, apply, make_edit, remove, set_values
from sysmap.model.history import redo, undo
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store

ROLES = st.sampled_from(["facilitator", "analyst"])
NAMES = st.sampled_from(["name", "note", "confidence", "of my own", "from_id"])
TEXTS = st.text(max_size=8)
VALUES = st.dictionaries(st.sampled_from(["name", "note", "é"]), TEXTS.filter(bool), max_size=3)
INDEXES = st.integers(0, 1000)


def has_loose_ends(system_map: SystemMap) -> bool:
    return any(end and end not in system_map for record in system_map for end in (record.from_id, record.to_id))


class AnyHistory(RuleBasedStateMachine):
    def __init__(self, new_address) -> None:
        super().__init__()
        self.new_address = new_address
        self.edits: list[Edit] = []
        self.maps = [SystemMap()]
        self.moments: list[tuple[str, int]] = []
        self.made = 0

    @initialize()
    def begin(self) -> None:
        self.store = create(self.new_address())

    def teardown(self) -> None:
        for number, system_map in enumerate(self.maps):
            assert self.store.map_at(number, bulk=True) == system_map
            assert self.store.map_at(number) == SystemMap(each for each in system_map if each.kind != "Transaction")
        self.store.close()

    @property
    def map(self) -> SystemMap:
        return self.maps[-1]

    def one(self, index: int) -> Record:
        return list(self.map)[index % len(self.map)]

    def new_id(self) -> str:
        self.made += 1
        return f"id_{self.made}"

    def commit(self, edit: Edit) -> None:
        """Expect of the store what the model does, links to nothing being refused."""
        try:
            after = apply(self.map, edit)
        except ConflictError:
            after = None
        if after is None or has_loose_ends(after):
            with pytest.raises(ConflictError):
                self.store.commit(edit)
            return
        self.edits.append(edit)
        self.maps.append(after)
        assert self.store.commit(edit) == len(self.edits)

    @rule(by=ROLES, kind=st.sampled_from(["Factor", "Organisation", "Of our own", "Transaction"]), values=VALUES)
    def draw(self, by: str, kind: str, values: dict[str, str]) -> None:
        self.commit(make_edit("draw", [add(Record(self.new_id(), kind, values))], by=by))

    @precondition(lambda self: len(self.map))
    @rule(by=ROLES, start=INDEXES, end=INDEXES, lost=st.booleans(), values=VALUES)
    def link(self, by: str, start: int, end: int, lost: bool, values: dict[str, str]) -> None:
        ends = {"from_id": self.one(start).id, "to_id": "id_lost" if lost else self.one(end).id}
        self.commit(make_edit("link", [add(Record(self.new_id(), "INFLUENCES", {**ends, **values}))], by=by))

    @precondition(lambda self: len(self.map))
    @rule(by=ROLES, index=INDEXES, name=NAMES, text=TEXTS)
    def write(self, by: str, index: int, name: str, text: str) -> None:
        change = set_values(self.one(index), {name: text})
        if change:
            self.commit(make_edit("write", [change], by=by))

    @precondition(lambda self: len(self.map))
    @rule(by=ROLES, index=INDEXES)
    def take_away(self, by: str, index: int) -> None:
        self.commit(make_edit("take away", [remove(self.one(index))], by=by))

    @precondition(lambda self: len(self.map))
    @rule(by=ROLES, index=INDEXES)
    def take_away_with_its_links(self, by: str, index: int) -> None:
        gone = {self.one(index).id}
        while more := {each.id for each in self.map if {each.from_id, each.to_id} & gone} - gone:
            gone |= more
        self.commit(make_edit("take away", [remove(each) for each in self.map if each.id in gone], by=by))

    @precondition(lambda self: len(self.map))
    @rule(by=ROLES, index=INDEXES, values=VALUES)
    def take_away_and_draw_again(self, by: str, index: int, values: dict[str, str]) -> None:
        record = self.one(index)
        again = Record(record.id, record.kind, values)
        self.commit(make_edit("draw again", [remove(record), add(again)], by=by))

    @precondition(lambda self: len(self.map))
    @rule(by=ROLES, index=INDEXES, text=TEXTS)
    def write_on_what_never_was(self, by: str, index: int, text: str) -> None:
        record = self.one(index)
        stale = Change("set", record.id, record.kind, {"note": record.get("note") + "!"}, {"note": text})
        self.commit(make_edit("stale", [add(Record(self.new_id(), "Factor", {})), stale], by=by))

    @precondition(lambda self: self.edits)
    @rule(index=INDEXES)
    def send_again(self, index: int) -> None:
        number = index % len(self.edits)
        assert self.store.commit(self.edits[number]) == number + 1

    @rule(by=ROLES, step=st.sampled_from([undo, redo]))
    def step_back_or_forth(self, by: str, step) -> None:
        try:
            edit = step(self.store.read_map(bulk=True), self.store.log(), by=by)
        except (NothingToUndoError, ConflictError):
            return
        self.commit(edit)

    @rule(by=ROLES, index=INDEXES)
    def name_a_moment(self, by: str, index: int) -> None:
        number = index % len(self.maps)
        name = f"moment {len(self.moments)}"
        self.store.snapshot(name, by=by, number=number)
        self.moments.append((name, number))

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.store = open_store(self.store.address)

    @rule()
    def go_on_with_a_copy(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copied = Path(folder, "copy.sysmap")
            self.store.copy_to(copied)
            with open_store(copied) as copy:
                assert copy.log() == self.edits
                assert copy.snapshots() == self.store.snapshots()
                assert list(copy.read_map(bulk=True)) == list(self.map)

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "store"):
            return
        assert list(self.store.read_map(bulk=True)) == list(self.map)
        assert list(self.store.read_map()) == [each for each in self.map if each.kind != "Transaction"]
        assert self.store.log() == self.edits
        assert self.store.head == len(self.edits)
        assert sorted((each.name, each.number) for each in self.store.snapshots()) == sorted(self.moments)


def run(new_address, examples: int, steps: int) -> None:
    limits = settings(
        max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck), deadline=None
    )
    run_state_machine_as_test(lambda: AnyHistory(new_address), settings=limits)


def test_a_store_agrees_with_the_model(new_address) -> None:
    run(new_address, examples=80, steps=25)


@pytest.mark.soak
def test_a_store_agrees_with_the_model_for_long(new_address) -> None:
    run(new_address, examples=250, steps=50)
