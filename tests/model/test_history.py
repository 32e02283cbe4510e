"""Undo and redo take back one's own edits, and say plainly when somebody else built on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import ConflictError, NothingToUndoError
from sysmap.model.commands import add_element, bring_in, link_elements, remove_records, set_properties
from sysmap.model.edits import apply
from sysmap.model.history import map_at, redo, undo
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record


class Session:
    """A map and its log, as a store would hold them."""

    def __init__(self):
        self.map = SystemMap()
        self.log = []

    def do(self, edit):
        self.map = apply(self.map, edit)
        self.log.append(edit)
        return edit.changes[0].record_id

    def add(self, name, by="mapper"):
        return self.do(add_element(self.map, "Factor", name, by=by))

    def undo(self, by="mapper"):
        return self.do(undo(self.map, self.log, by=by))

    def redo(self, by="mapper"):
        return self.do(redo(self.map, self.log, by=by))

    def names(self):
        return {record.name for record in self.map.elements}


def test_undo_and_redo_walk_ones_own_edits_back_and_forth():
    session = Session()
    session.add("A")
    session.add("B")
    session.add("C", by="facilitator")
    session.undo()
    assert session.names() == {"A", "C"}
    session.undo()
    assert session.names() == {"C"}
    with pytest.raises(NothingToUndoError):
        session.undo()
    session.redo()
    session.redo()
    assert session.names() == {"A", "B", "C"}
    with pytest.raises(NothingToUndoError):
        session.redo()
    session.undo()
    assert session.names() == {"A", "C"}


def test_a_new_edit_ends_what_could_be_redone():
    session = Session()
    session.add("A")
    session.undo()
    session.add("B")
    with pytest.raises(NothingToUndoError):
        session.redo()


def test_undo_says_who_built_on_it_since():
    session = Session()
    first = session.add("A")
    second = session.add("B", by="facilitator")
    session.do(link_elements(session.map, first, "INFLUENCES", second, {"polarity": "-"}, by="facilitator"))
    with pytest.raises(ConflictError, match=r"facilitator built on it since with 'linked: More “A” means less “B”'"):
        session.undo()
    session.undo(by="facilitator")
    session.undo()
    assert session.names() == {"B"}


def test_undo_of_a_value_somebody_else_has_changed_is_refused():
    session = Session()
    factor = session.add("A", by="facilitator")
    session.do(set_properties(session.map, factor, {"note": "mine"}, by="mapper"))
    session.do(set_properties(session.map, factor, {"note": "theirs"}, by="facilitator"))
    with pytest.raises(ConflictError, match="facilitator built on it since"):
        session.undo()
    assert session.map[factor].get("note") == "theirs"


def test_a_later_edit_to_another_property_does_not_stand_in_the_way():
    session = Session()
    factor = session.add("A", by="facilitator")
    session.do(set_properties(session.map, factor, {"note": "mine"}, by="mapper"))
    session.do(set_properties(session.map, factor, {"control": "ours"}, by="facilitator"))
    session.undo()
    assert session.map[factor].values == {"name": "A", "control": "ours"}


@given(st.lists(st.sampled_from(["add", "undo", "redo"]), max_size=30), st.integers(0, 30))
def test_any_walk_ends_where_a_plain_stack_would_and_every_moment_can_be_seen_again(steps, moment):
    session = Session()
    seen = [session.map]
    standing, undone = [], []
    for number, step in enumerate(steps):
        try:
            if step == "add":
                session.add(f"factor {number}")
                standing.append(f"factor {number}")
                undone.clear()
            elif step == "undo":
                session.undo()
                undone.append(standing.pop())
            else:
                session.redo()
                standing.append(undone.pop())
        except NothingToUndoError:
            assert not (standing if step == "undo" else undone)
            continue
        seen.append(session.map)
    assert session.names() == set(standing)
    number = min(moment, len(session.log))
    assert map_at(session.map, session.log, number) == seen[number]


def test_undo_of_what_somebody_else_names_since_is_refused():
    session = Session()
    session.do(add_element(session.map, "Organisation", "O", by="facilitator"))
    factor = session.add("A")
    loop = session.do(add_element(session.map, "Loop", "L", {"element_ids": factor}, by="facilitator"))
    with pytest.raises(ConflictError, match="facilitator built on it since with 'added loop “L”'"):
        session.undo()
    session.do(set_properties(session.map, loop, {"element_ids": ""}, by="facilitator"))
    session.undo()
    assert factor not in session.map


def test_a_removal_that_left_a_loop_broken_can_be_done_again():
    session = Session()
    factor = session.add("A")
    session.do(add_element(session.map, "Loop", "L", {"element_ids": factor}, by="facilitator"))
    session.do(remove_records(session.map, [factor], by="mapper"))
    session.undo()
    session.redo()
    assert factor not in session.map


def test_an_import_is_taken_back_on_a_map_read_without_its_payments():
    flow = {"from_id": "o", "to_id": "o", "amount": "5"}
    records = [
        Record("o", "Organisation", {"name": "O"}),
        Record("f", "FUNDS", flow),
        Record("t", "Transaction", {"funding_id": "f", "amount": "5"}),
    ]
    log = [bring_in(SystemMap(), records, "import", by="analyst")]
    light = SystemMap(records[:2])
    back = undo(light, log, by="analyst")
    assert not apply(SystemMap(records), back)
    again = redo(SystemMap(), [*log, back], by="analyst")
    assert apply(SystemMap(), again) == SystemMap(records)


def test_undo_of_a_flow_behind_which_somebody_else_put_payments_is_refused():
    records = [Record("o", "Organisation", {"name": "O"}), Record("f", "FUNDS", {"from_id": "o", "to_id": "o"})]
    payment = Record("t", "Transaction", {"funding_id": "f", "amount": "5"})
    log = [
        bring_in(SystemMap(), records, "drawn", by="mapper"),
        bring_in(SystemMap(records), [payment], "payments", by="analyst"),
    ]
    with pytest.raises(ConflictError, match="analyst built on it since with 'payments'"):
        undo(SystemMap(records), log, by="mapper")
    log.append(undo(SystemMap(records), log, by="analyst"))
    assert not apply(SystemMap(records), undo(SystemMap(records), log, by="mapper"))


def test_a_log_that_begins_later_than_the_map_can_be_walked():
    session = Session()
    session.add("A")
    session.undo()
    with pytest.raises(NothingToUndoError):
        undo(session.map, session.log[1:], by="mapper")
    with pytest.raises(NothingToUndoError):
        redo(session.map, session.log[1:], by="mapper")
