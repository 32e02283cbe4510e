"""push, pull and copy between files and a real Neo4j: shown first, lossless, again and again the same."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sysmap.cli.json_keys import JSON_KEYS
from sysmap.errors import ConflictError
from sysmap.model.edits import edit_between
from sysmap.model.maps import SystemMap
from sysmap.resources import resource
from sysmap.stores import copying
from sysmap.stores.base import create, open_store, target_to_create
from sysmap.stores.copying import carry_out, plan_copy
from tests.cli.neo4j.terminal import in_terminal
from tests.strategies import system_maps, without_loose_ends

THORNMERE = resource("sample_maps/thornmere")


@pytest.fixture
def full(sysmap):
    """Give a map file with every sort of record, a log that goes back and forth, letters of all sorts, snapshots."""
    sysmap("import", "full", THORNMERE, "--new")
    sysmap("snapshot", "full", "before", "--note", "as it came")
    sysmap("add", "full", "factor", "Rückfälle 漢字 🏥", "--set", "ownPröperty=a\\b`'\"", "--own")
    sysmap("link", "full", "Rückfälle", "more", "F05", "--why", "said in the room")
    sysmap("undo", "full")
    sysmap("rm", "full", "F10")
    sysmap("snapshot", "full", "öfter")
    return "full.sysmap"


def everything(address):
    """Give all that a map is: records, log, snapshots."""
    with open_store(str(address)) as store:
        return list(store.read_map(bulk=True)), store.log(), store.snapshots()


def test_there_and_back_nothing_is_lost_and_nothing_is_done_twice(sysmap, full, new_map):
    address = new_map()
    before = everything(full)
    first = sysmap("push", "full", address, "--yes", "--format", "json").json
    assert (first["new"], first["written"], first["edits"]) == (True, True, len(before[1]))
    assert first["snapshots"] == ["before", "öfter"]
    assert everything(address) == before
    again = sysmap("push", "full", address, "--format", "json").json  # asks nobody, as there is nothing to do
    assert (again["new"], again["written"], again["edits"], again["known"]) == (False, False, 0, len(before[1]))
    assert everything(address) == before
    sysmap("pull", address, "back")
    assert everything("back.sysmap") == before
    assert "has everything" in sysmap("pull", address, "back").out
    other = new_map()
    sysmap("copy", address, other, "--yes")
    assert everything(other) == before


NUMBERS = count(1)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])  # each takes fresh addresses
@given(first=system_maps(), then=system_maps())
def test_any_map_goes_there_and_back_by_command_again_and_again(sysmap, new_map, first, then):
    first, then = without_loose_ends(first), without_loose_ends(then)
    name, address = f"any{next(NUMBERS)}", new_map()
    with create(f"{name}.sysmap") as store:
        store.commit(edit_between(SystemMap(), first, "first", by="facilitator", why="é 🙂"))
        store.snapshot("at first; “quoted”", by="facilitator", note="\U0001f469\u200d\U0001f4bb")
        sysmap("push", name, address, "--yes")
        store.commit(edit_between(first, then, "then", by="analyst"))
    before = everything(f"{name}.sysmap")
    for _ in range(2):
        sysmap("push", name, address, "--yes")
        sysmap("pull", address, f"{name}_back", "--yes")
        assert everything(address) == everything(f"{name}_back.sysmap") == before


def test_refused_edits_come_along(sysmap, full, new_map):
    with open_store(full) as store:
        edit = edit_between(SystemMap(), store.read_map(), "all of it once more", by="analyst")
        with pytest.raises(ConflictError):
            store.commit(edit)
        refused = store.conflicts()
    address = new_map()
    assert sysmap("push", full, address, "--yes", "--format", "json").json["conflicts"] == 1
    sysmap("pull", address, "back")
    for place in (address, "back.sysmap"):
        with open_store(place) as store:
            assert store.conflicts() == refused
    assert "has everything" in sysmap("push", full, address).out


def test_a_map_that_is_half_copied_is_told_everywhere_and_gone_on_with(sysmap, full, new_map, monkeypatch):
    address = new_map()
    steps = count(1)

    def stop(*_):
        if next(steps) == 3:
            raise KeyboardInterrupt

    with open_store(full) as source, target_to_create(address) as target, pytest.raises(KeyboardInterrupt):
        carry_out(plan_copy(source, None), source, target, stop, chunk=5)
    for words in (("show", address), ("add", address, "factor", "New"), ("pull", address, "half"), ("log", address)):
        done = sysmap(*words, code=1)
        assert len(done.err.splitlines()) == 1
        assert "something is being copied to" in done.err
    assert not Path("half.sysmap").exists()
    listed = {each["address"]: each for each in sysmap("maps", address, "--format", "json").json["maps"]}
    assert "changes" in listed[address]["unfinished"]
    assert "copied so far" in sysmap("maps", address).out
    sysmap("new", "other")
    assert "at this moment" in sysmap("push", "other", address, "--dry-run", code=1).err
    monkeypatch.setattr(copying, "AT_WORK", 0)
    told = sysmap("push", "other", address, "--dry-run")
    assert "was never whole, is removed" in told.out
    said = sysmap("push", full, address, "--yes").out
    assert "cut short after" in said
    assert everything(address) == everything(full)


def test_only_what_is_new_goes_and_what_the_other_has_stays(sysmap, full, new_map):
    address = new_map()
    sysmap("push", full, address, "--yes")
    sysmap("set", full, "F01", "control=theirs")
    sysmap("add", full, "factor", "Mine")
    sysmap("add", address, "factor", "Theirs")
    said = sysmap("push", full, address, "--dry-run")
    assert "2 edits and 0 snapshots" in said.lines[0]
    assert said.lines[1:] == ["Adds: 1 factor.", "Changes: 1 factor.", f"{address} has 1 edit of its own, which stay."]
    sysmap("push", full, address, "--yes")
    sysmap("pull", address, full, "--yes")
    for place in (full, address):
        assert {"Mine", "Theirs"} <= {each.name for each in everything(place)[0]}
    assert "Nothing differs." in sysmap("diff", full, address).out


def test_nothing_is_written_where_nobody_agrees(sysmap, full, new_map):
    address = new_map()
    done = sysmap("push", full, address, code=2)
    assert done.out == ""
    shown, refused = done.err.splitlines()[0], done.err.splitlines()[-1]
    assert "to copy to" in shown
    assert "Adds: " in done.err
    assert refused.startswith("sysmap: nothing was written")
    assert "--yes" in refused
    sysmap("push", full, address, "--dry-run")
    assert "there is no map" in sysmap("show", address, code=1).err


@pytest.mark.parametrize(("answer", "code"), [("n\n", 1), ("y\n", 0)])
def test_a_person_is_asked_and_shown_what_would_change_first(sysmap, full, new_map, answer, code):
    address = new_map()
    ended, seen = in_terminal(["push", full, address], Path.cwd(), asks="Go on?", answer=answer)
    assert ended == code, seen
    assert seen.index("Adds: ") < seen.index("Go on?")
    assert ("Nothing was written." in seen) == bool(code)
    sysmap("show", address, code=code)


def test_a_value_that_both_have_changed_is_named_and_nothing_is_written(sysmap, full, new_map):
    address = new_map()
    sysmap("push", full, address, "--yes")
    sysmap("set", full, "F01", "note=ours")
    sysmap("add", full, "factor", "Innocent")
    sysmap("set", address, "F01", "note=theirs")
    before = everything(address)
    refused = sysmap("push", full, address, "--yes", code=1)
    assert len(refused.err.splitlines()) == 1
    assert "ours" in refused.err
    assert "theirs" in refused.err
    assert everything(address) == before


def test_a_new_file_appears_whole_or_not_at_all(sysmap, full, new_map):
    address = new_map()
    sysmap("push", full, address, "--yes")
    assert "no folder" in sysmap("pull", address, "nowhere/town", code=1).err
    sysmap("pull", new_map(), "none", code=1)
    assert not Path("none.sysmap").exists()


def test_push_takes_a_file_first_and_pull_an_address(sysmap, full, new_map):
    address = new_map()
    for words in (
        ("push", address, full),
        ("push", full, full),
        ("push", address, address),
        ("pull", full, address),
        ("pull", full, "x"),
    ):
        done = sysmap(*words, "--yes", code=2)
        assert len(done.err.splitlines()) == 1
        assert done.err.startswith(f"sysmap: {words[0]} takes")


def test_the_keys_that_are_told(sysmap, full, new_map):
    address = new_map()
    for words in (("push", full, address), ("pull", address, "other"), ("copy", address, new_map())):
        answer = sysmap(*words, "--yes", "--format", "json").json
        assert set(answer) == set(JSON_KEYS[words[0]])


def test_csv_counts_by_kind(sysmap, town, new_map):
    rows = sysmap("push", town, new_map(), "--yes", "--format", "csv").lines
    assert rows[0] == "kind,added,changed,removed"
    assert "Factor,2,0,0" in rows
    assert "INFLUENCES,2,0,0" in rows
