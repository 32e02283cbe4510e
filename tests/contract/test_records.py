"""Records come back from every store as they went in."""

from sysmap.model.edits import add, make_edit, remove, set_values
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.base import Store, create, open_store


def factor(number: int, **values: str) -> Record:
    return Record(f"fac_{number}", "Factor", {"name": f"Factor {number}", **values})


def link(number: int, start: str, end: str, **values: str) -> Record:
    return Record(f"inf_{number}", "INFLUENCES", {"from_id": start, "to_id": end, "polarity": "+", **values})


def payment(number: int) -> Record:
    return Record(f"txn_{number}", "Transaction", {"funding_id": "fun_1", "amount": f"{number}.25"})


def commit(store: Store, *records: Record) -> int:
    return store.commit(make_edit("add", map(add, records), by="facilitator"))


def test_a_new_map_is_empty(store: Store) -> None:
    assert len(store.read_map(bulk=True)) == 0
    assert (store.head, store.log(), store.snapshots()) == (0, [], [])


def test_records_come_back_in_the_order_they_were_added(store: Store) -> None:
    records = [factor(2), factor(1), link(1, "fac_2", "fac_1"), factor(3)]
    commit(store, *records[:3])
    commit(store, *records[3:])
    assert list(store.read_map()) == records


def test_any_text_comes_back(store: Store) -> None:
    awkward = {
        "name": 'O\'Brien "and" \\ <script> 家 🙂 e\u0301',
        "note": "line\nline\ttab \x00 nul \u2028",
        "a property; of one's own": "= 1 + 1",
    }
    record = Record("elm_é", "Kind of our own", awkward)
    commit(store, record)
    assert store.read_map()["elm_é"] == record
    assert list(store.read_map()["elm_é"].values) == list(awkward)


def test_a_value_set_and_a_value_taken_away(store: Store) -> None:
    record = factor(1, note="old", confidence="low")
    commit(store, record)
    change = set_values(record, {"note": "", "confidence": "high"})
    assert change
    store.commit(make_edit("set", [change], by="analyst"))
    assert store.read_map()["fac_1"].values == {"name": "Factor 1", "confidence": "high"}


def test_what_is_removed_and_comes_back_is_the_last(store: Store) -> None:
    commit(store, factor(1), factor(2))
    store.commit(make_edit("again", [remove(factor(1)), add(factor(1, note="new"))], by="analyst"))
    assert list(store.read_map()) == [factor(2), factor(1, note="new")]


def test_bulk_records_are_read_only_when_asked_for(store: Store) -> None:
    commit(store, factor(1), payment(2), factor(3), payment(1))
    assert list(store.read_map()) == [factor(1), factor(3)]
    assert list(store.read_map(bulk=True)) == [factor(1), payment(2), factor(3), payment(1)]
    assert list(store.read_records("Transaction")) == [payment(2), payment(1)]
    assert list(store.read_records("Factor")) == [factor(1), factor(3)]
    assert list(store.read_records("Nothing of the sort")) == []


def test_records_are_of_the_moment_they_were_asked_for(store: Store) -> None:
    commit(store, payment(1))
    payments = store.read_records("Transaction")
    store.commit(make_edit("remove", [remove(payment(1))], by="analyst"))
    assert list(payments) == [payment(1)]


def test_the_map_is_there_when_it_is_opened_again(new_address) -> None:
    address = new_address()
    with create(address) as store:
        commit(store, factor(1))
        assert store.address == address
    with open_store(address) as store:
        assert store.read_map() == SystemMap([factor(1)])
        assert store.head == 1
        assert commit(store, factor(2)) == 2


def test_closing_twice_does_nothing(store: Store) -> None:
    store.close()
    store.close()


def test_two_who_have_it_open_see_each_others_edits(store: Store) -> None:
    with open_store(store.address) as other:
        commit(store, factor(1))
        assert other.read_map() == SystemMap([factor(1)])
        commit(other, factor(2))
        assert store.head == 2
