"""maps and neo4j check on real servers; credentials from the environment or a question, never told to anybody."""

import socket
from pathlib import Path

import pytest

from sysmap.cli.json_keys import JSON_KEYS
from tests.cli.neo4j.terminal import in_terminal
from tests.neo4j_server.servers import PASSWORD

WRONG = "not-the-password"


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """Begin without a user or password in the environment."""
    for name in ("SYSMAP_NEO4J_USER", "SYSMAP_NEO4J_PASSWORD", "NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def test_maps_are_listed_with_the_address_that_opens_them(sysmap, new_map, neo4j_server):
    address = new_map()
    sysmap("new", address, "--name", "Wörld's end")
    sysmap("add", address, "factor", "One", "Two")
    found = sysmap("maps", neo4j_server.bolt, "--format", "json").json["maps"]
    (mine,) = [each for each in found if address.endswith(f"map={each['name']}")]
    assert {f"maps[].{key}" for key in mine} == set(JSON_KEYS["maps"])
    assert (mine["title"], mine["edits"]) == ("Wörld's end", 2)
    assert "One" in sysmap("show", mine["address"], "One").out
    assert mine["name"] in sysmap("maps", neo4j_server.bolt).out
    assert (
        sysmap("maps", neo4j_server.bolt, "--format", "csv").lines[0]
        == "map,called,elements,edits,address,copied so far"
    )


def test_check_says_what_is_there_and_what_is_missing(sysmap, new_map, neo4j_server):
    address = new_map()
    sysmap("new", address)
    done = sysmap("neo4j", "check", address)
    assert done.lines[0].startswith("Neo4j 5.26")
    assert f"127.0.0.1:{neo4j_server.port}" in done.lines[0]
    assert "is there." in done.out
    assert "Graph Data Science is not installed" in done.out
    answer = sysmap("neo4j", "check", address, "--format", "json").json
    assert set(answer) == set(JSON_KEYS["neo4j check"])
    assert answer["schema_version"] == answer["schema_known"] > 0
    missing = sysmap("neo4j", "check", new_map(), code=1)
    assert "There is no map called" in missing.out
    assert missing.err == ""


def test_what_is_no_address_in_neo4j(sysmap):
    for words in (("maps",), ("neo4j", "check")):
        for address in ("town.sysmap", "https://example.org/neo4j", "sqlite://town"):
            done = sysmap(*words, address, code=2)
            assert "is no address in Neo4j" in done.err
            assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("maps", "{}"),
        ("neo4j", "check", "{}"),
        ("show", "{}"),
        ("add", "{}", "factor", "One"),
        ("new", "{}"),
        ("render", "{}"),
        ("query", "{}", "overdue"),
        ("pull", "{}", "town"),
        ("copy", "{}", "town"),
        ("diff", "{}", "{}"),
    ],
)
def test_no_server_and_a_password_in_the_address_are_one_line_each(sysmap, words):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = sysmap(*(each.format(f"bolt://127.0.0.1:{port}/neo4j?map=town") for each in words), code=1)
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert f"no Neo4j answers at 127.0.0.1:{port}" in done.err
    done = sysmap(*(each.format(f"bolt://me:secret@127.0.0.1:{port}/neo4j?map=town") for each in words), code=1)
    assert "never goes into an address" in done.err
    assert len(done.err.splitlines()) == 1
    assert "secret" not in done.err + done.out
    assert list(Path().iterdir()) == []


def test_a_password_is_taken_from_the_environment(sysmap, guarded_server, as_user):
    address = guarded_server.address("from_environment")
    sysmap("new", address)
    assert "from_environment" in sysmap("maps", guarded_server.bolt).out


def test_without_a_password_nobody_is_asked_where_nobody_is(sysmap, guarded_server):
    done = sysmap("maps", guarded_server.bolt, code=1)
    assert "set SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_person_is_asked_once_and_the_password_is_not_shown(sysmap, guarded_server, tmp_path):
    address = guarded_server.address("asked_for")
    user = [("Password of neo4j", f"{PASSWORD}\n")]
    code, seen = in_terminal(["new", address], tmp_path, asks="User for", answer="\n", then=user)
    assert code == 0, seen
    # Reading the map for a page opens it more than once.
    code, seen = in_terminal(["render", address], tmp_path, asks="User for", answer="neo4j\n", then=user)
    assert code == 0, seen
    assert seen.count("User for") == seen.count("Password of") == 1
    assert PASSWORD not in seen
    assert Path(tmp_path, "asked_for.html").is_file()


def test_a_wrong_password_is_one_line_without_it(guarded_server, tmp_path):
    code, seen = in_terminal(
        ["maps", guarded_server.bolt],
        tmp_path,
        asks="User for",
        answer="somebody\n",
        then=[("Password of somebody", f"{WRONG}\n")],
    )
    assert code == 1
    assert "user or password is wrong" in seen
    assert WRONG not in seen
