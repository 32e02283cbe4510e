"""Measuring a map in Neo4j that has no Graph Data Science: one line says so and what it would take."""

import pytest

from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.pipeline import engines
from sysmap.stores.base import open_store
from sysmap.stores.neo4j import gds

WORDS = [("position",), ("parts",), ("path", "Carer strain", "Hospital admissions")]


@pytest.fixture
def there(sysmap, town, new_map):
    address = new_map()
    sysmap("push", town, address, "--yes")
    return address


@pytest.mark.parametrize("words", WORDS)
def test_a_server_without_the_plugin(sysmap, there, words):
    done = sysmap(words[0], there, *words[1:], "--engine", "gds", code=2)
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert "that takes Graph Data Science in 127.0.0.1:" in line
    assert "the version that goes with Neo4j 5.26" in line
    assert "in this computer's memory" in line


def test_a_computer_without_the_library(sysmap, there, monkeypatch):
    monkeypatch.setattr(gds, "find_spec", lambda _: None)
    (line,) = sysmap("parts", there, "--engine", "gds", code=2).err.splitlines()
    assert "pip install 'sysmap[gds]'" in line


@pytest.mark.parametrize("option", [("--for", "public"), ("--scenario", "If"), ("--at", "1")])
def test_what_would_have_to_be_filtered_is_not_measured_there(sysmap, there, option):
    (line,) = sysmap("parts", there, "--engine", "gds", *option, code=2).err.splitlines()
    assert "all of the base map as it is now" in line


def test_a_profile_of_the_map_over_the_one_that_leaves_nothing_out(sysmap, there, monkeypatch):
    own = Record("own", "ShareProfile", {"name": "Council", "text": 'sees = ["public"]'})
    with open_store(there) as store:
        store.commit(make_edit("keep a profile", [add(own)], by="analyst"))
    (line,) = sysmap("parts", there, "--engine", "gds", code=2).err.splitlines()
    assert "a profile 'council' of its own that may leave things out" in line
    monkeypatch.setattr(engines, "LARGE", 2)
    monkeypatch.setattr(gds, "what_it_takes", lambda _: "")
    assert engines._choose(engines.Wanted(there, "all")) == (False, "")


def test_a_map_that_is_not_there(sysmap, new_map):
    assert "there is no map at" in sysmap("parts", new_map(), "--engine", "gds", code=1).err
    assert "there is no map at" in sysmap("parts", new_map(), code=1).err


def test_a_large_map_is_measured_in_memory_and_the_other_way_is_told(sysmap, there, monkeypatch):
    assert sysmap("parts", there).err == ""
    monkeypatch.setattr(engines, "LARGE", 2)
    done = sysmap("parts", there)
    assert "are in 2 parts" in done.out
    (line,) = done.err.splitlines()
    assert line.startswith("This map has about ")
    assert "To measure it inside Neo4j instead takes Graph Data Science in 127.0.0.1:" in line
    assert sysmap("parts", there, "--engine", "memory").err == ""
    assert sysmap("parts", there, "--for", "public").err == ""
