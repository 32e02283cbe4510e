"""An edit is done whole, once, and on the state it was made on, or it is refused in words that name both sides."""

from dataclasses import replace

import pytest

from sysmap.errors import ConflictError, NotFoundError, StoreError
from sysmap.model.edits import Change, add, make_edit, remove, set_values
from sysmap.model.records import Record
from sysmap.stores.base import Store, create, open_store

STRAIN = Record("fac_strain", "Factor", {"name": "Carer strain", "note": "first"})
STAYS = Record("fac_stays", "Factor", {"name": "Hospital stays"})
LINK = Record("inf_1", "INFLUENCES", {"from_id": "fac_strain", "to_id": "fac_stays", "polarity": "+"})


def note(text: str, record: Record = STRAIN) -> Change:
    change = set_values(record, {"note": text})
    assert change
    return change


@pytest.fixture
def drawn(store: Store) -> Store:
    store.commit(make_edit("draw", [add(STRAIN), add(STAYS), add(LINK)], by="facilitator"))
    return store


def refused(store: Store, *changes: Change) -> str:
    """Commit what must be refused, see that nothing happened, and give the message."""
    before, log = store.read_map(bulk=True), store.log()
    with pytest.raises(ConflictError) as error:
        store.commit(make_edit("refused", changes, by="analyst"))
    assert store.read_map(bulk=True) == before
    assert store.log() == log
    assert "\n" not in str(error.value)
    return str(error.value)


def test_numbers_count_from_one(drawn: Store) -> None:
    assert drawn.commit(make_edit("note", [note("second")], by="facilitator")) == 2
    assert drawn.head == 2


def test_the_same_edit_twice_is_done_once(drawn: Store) -> None:
    edit = make_edit("note", [note("second")], by="facilitator")
    assert [drawn.commit(edit), drawn.commit(edit)] == [2, 2]
    drawn.commit(make_edit("note", [note("third", drawn.read_map()["fac_strain"])], by="analyst"))
    assert drawn.commit(edit) == 2
    assert drawn.read_map()["fac_strain"].get("note") == "third"


def test_another_edit_under_the_same_id_is_refused(drawn: Store) -> None:
    edit = make_edit("note", [note("second")], by="facilitator")
    drawn.commit(edit)
    with pytest.raises(ConflictError, match=f"{edit.id} is in the log already, as number 2"):
        drawn.commit(replace(edit, changes=(note("third"),)))


def test_an_edit_on_a_state_that_has_gone_names_both_values(drawn: Store) -> None:
    drawn.commit(make_edit("note", [note("theirs")], by="facilitator"))
    message = refused(drawn, note("mine"))
    assert "'theirs'" in message
    assert "'mine'" in message
    assert "Carer strain" in message


def test_a_refused_edit_is_kept_with_both_values(drawn: Store) -> None:
    assert drawn.conflicts() == []
    drawn.commit(make_edit("note", [note("theirs")], by="facilitator"))
    mine = make_edit("note", [note("mine")], by="analyst", why="heard it so")
    for _ in range(2):
        with pytest.raises(ConflictError) as error:
            drawn.commit(mine)
    (kept,) = drawn.conflicts()
    assert (kept.edit, kept.number, kept.message) == (mine, 2, str(error.value))
    assert "'theirs'" in kept.message
    assert kept.edit.changes[0].new == {"note": "mine"}
    assert kept.time >= mine.time
    with open_store(drawn.address) as again:
        assert again.conflicts() == [kept]


def test_one_refused_change_takes_all_with_it(drawn: Store) -> None:
    fresh = Record("fac_new", "Factor", {"name": "New"})
    stale = Change("set", STAYS.id, "Factor", {"note": "never was"}, {"note": "x"})
    refused(drawn, add(fresh), note("second"), stale)


def test_adding_what_is_there_is_refused(drawn: Store) -> None:
    assert "Carer strain" in refused(drawn, add(STRAIN))


def test_changing_or_removing_what_is_gone_is_refused(drawn: Store) -> None:
    drawn.commit(make_edit("remove", [remove(LINK)], by="facilitator"))
    assert "no longer on the map" in refused(drawn, remove(LINK))
    assert "no longer on the map" in refused(drawn, Change("set", LINK.id, LINK.kind, {"note": ""}, {"note": "x"}))


@pytest.mark.parametrize("end", ["from_id", "to_id"])
def test_a_link_to_nothing_is_refused(drawn: Store, end: str) -> None:
    astray = Record("inf_2", "INFLUENCES", {**LINK.values, end: "fac_nowhere"})
    message = refused(drawn, add(astray))
    assert "inf_2" in message
    assert "fac_nowhere" in message
    turned = set_values(LINK, {end: "fac_nowhere"})
    assert turned
    assert "fac_nowhere" in refused(drawn, turned)


@pytest.mark.parametrize("end", [STRAIN, STAYS])
def test_removing_what_a_link_hangs_on_is_refused(drawn: Store, end: Record) -> None:
    message = refused(drawn, remove(end))
    assert end.name in message
    assert "inf_1" in message


def test_removing_an_element_with_its_links_is_done(drawn: Store) -> None:
    drawn.commit(make_edit("remove", [remove(STRAIN), remove(LINK)], by="facilitator"))
    assert list(drawn.read_map()) == [STAYS]


def test_a_link_may_come_before_its_ends_in_one_edit(store: Store) -> None:
    store.commit(make_edit("draw", [add(LINK), add(STAYS), add(STRAIN)], by="facilitator"))
    assert list(store.read_map()) == [LINK, STAYS, STRAIN]


def test_a_link_may_join_a_link(drawn: Store) -> None:
    about = Record("rel_1", "ABOUT", {"from_id": "fac_strain", "to_id": "inf_1"})
    drawn.commit(make_edit("about", [add(about)], by="facilitator"))
    assert "rel_1" in refused(drawn, remove(LINK))


def test_making_a_map_where_one_is_leaves_it_as_it_was(drawn: Store) -> None:
    before = drawn.read_map()
    with pytest.raises(StoreError, match="is there already"):
        create(drawn.address)
    assert drawn.read_map() == before


def test_opening_what_is_not_there(new_address) -> None:
    address = new_address()
    with pytest.raises(NotFoundError, match="there is no map at"):
        open_store(address)
    create(address).close()  # and nothing was left that is in the way
