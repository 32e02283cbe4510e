"""Undo and redo take back one's own edits, and say plainly when somebody else built on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import ConflictError, NothingToUndoError
from sysmap.model.commands import add_element, link_elements, set_properties
from sysmap.model.edits import apply
from sysmap.model.history import map_at, redo, undo
from sysmap.model.maps import SystemMap


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
