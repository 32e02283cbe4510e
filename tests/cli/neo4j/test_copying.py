"""push, pull and copy between files and a real Neo4j: shown first, lossless, again and again the same."""

from pathlib import Path

import pytest

from sysmap.cli.json_keys import JSON_KEYS
from sysmap.resources import resource
from sysmap.stores.base import open_store
from tests.cli.neo4j.terminal import in_terminal

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
