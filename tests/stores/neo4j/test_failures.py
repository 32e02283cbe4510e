"""Whatever goes wrong between sysmap and a server is told in one line, and nothing is half written."""

import logging
import socket
import threading

import pytest
from neo4j import GraphDatabase

from sysmap.errors import NotFoundError, StoreError
from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store
from sysmap.stores.neo4j import connecting
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.connecting import connect
from sysmap.stores.neo4j.credentials import ASK, Credentials
from tests.neo4j_server.servers import PASSWORD, Server

WRONG = "not-the-password"


def refused(address: str, error: type[Exception] = StoreError) -> str:
    with pytest.raises(error) as raised:
        open_store(address)
    line = str(raised.value)
    assert "\n" not in line
    assert PASSWORD not in line
    assert WRONG not in line
    return line


def sign_in(monkeypatch: pytest.MonkeyPatch, user: str, password: str) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", user)
    monkeypatch.setenv("NEO4J_PASSWORD", password)


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without a user or password in the environment."""
    for name in ("SYSMAP_NEO4J_USER", "SYSMAP_NEO4J_PASSWORD", "NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def test_no_server() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for scheme in ("bolt", "neo4j"):
        line = refused(f"{scheme}://127.0.0.1:{port}?map=town")
        assert f"no Neo4j answers at 127.0.0.1:{port}" in line


def test_a_server_that_says_nothing_is_waited_for_as_long_as_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = refused(f"bolt://127.0.0.1:{silent.getsockname()[1]}?map=town&timeout=1")
    assert "no Neo4j answers" in line


def test_something_else_that_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            client, _ = other.accept()
            with client:
                client.recv(64)
                client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        line = refused(f"bolt://127.0.0.1:{other.getsockname()[1]}?map=town&timeout=2")
        thread.join()
    assert "127.0.0.1" in line


def test_no_password_where_one_is_wanted(guarded_server: Server) -> None:
    line = refused(guarded_server.address("town"))
    assert "asks for a user and password: set SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD" in line


def test_a_wrong_password(guarded_server: Server, monkeypatch: pytest.MonkeyPatch, caplog, capfd) -> None:
    caplog.set_level(logging.DEBUG, logger="neo4j")
    sign_in(monkeypatch, "neo4j", WRONG)
    assert "user or password is wrong" in refused(guarded_server.address("town"))
    assert WRONG not in caplog.text
    assert WRONG not in "".join(capfd.readouterr())


def test_an_expired_password(guarded_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with GraphDatabase.driver(guarded_server.bolt, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query(
            "CREATE USER newcomer IF NOT EXISTS SET PASSWORD $password CHANGE REQUIRED",
            password="first-password",
            database_="system",
        )
    sign_in(monkeypatch, "newcomer", "first-password")
    line = refused(guarded_server.address("town"))
    assert "has expired" in line
    assert "ALTER CURRENT USER SET PASSWORD" in line


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_the_right_password_from_the_environment(guarded_server: Server, as_user: None, scheme: str) -> None:
    address = f"{scheme}://127.0.0.1:{guarded_server.port}/neo4j?map=by_{scheme}"
    with create(address) as store:
        store.commit(make_edit("draw", [add(Record("fac_1", "Factor", {"name": "One"}))], by="analyst"))
    with open_store(address) as store:
        assert store.head == 1


def test_the_right_password_from_a_person_who_is_asked(guarded_server: Server) -> None:
    asked = []

    def ask(server: str) -> Credentials:
        asked.append(server)
        return Credentials("neo4j", PASSWORD)

    token = ASK.set(ask)
    try:
        with connect(read_address(guarded_server.bolt)) as connection:
            assert connection.edition == "community"
    finally:
        ASK.reset(token)
    assert asked == [f"127.0.0.1:{guarded_server.port}"]
    assert PASSWORD not in repr(Credentials("neo4j", PASSWORD))


def test_nobody_is_asked_where_no_password_is_wanted(neo4j_server: Server) -> None:
    def ask(server: str) -> Credentials:
        raise AssertionError(server)

    token = ASK.set(ask)
    try:
        connect(read_address(neo4j_server.bolt)).close()
    finally:
        ASK.reset(token)


@pytest.mark.parametrize("address", ["neo4j://me:secret@host?map=town", "bolt://me@host/neo4j?map=town"])
def test_a_user_or_password_in_the_address(address: str) -> None:
    line = refused(address)
    assert "never goes into an address" in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("neo4j://host/neo4j", "names no map"),
        ("neo4j://?map=town", "cannot be read"),
        ("neo4j://host:port?map=town", "cannot be read"),
        ("neo4j://host?map=town&maps=x", "'maps', which means nothing"),
        ("neo4j://host/two/parts?map=town", "cannot be a database"),
        ("neo4j://host?map=town&timeout=soon", "timeout is 'soon'"),
        ("carrierpigeon://host?map=town", "carrierpigeon:// addresses are not known"),
    ],
)
def test_an_address_that_cannot_be_read(address: str, says: str) -> None:
    assert says in refused(address)


def test_a_map_that_is_not_there_leaves_nothing(neo4j_server: Server) -> None:
    assert "there is no map at" in refused(neo4j_server.address("nowhere"), NotFoundError)
    with GraphDatabase.driver(neo4j_server.bolt) as driver:
        found = driver.execute_query("MATCH (m:SysmapMap {name: 'nowhere'}) RETURN m", database_="neo4j")
        assert found.records == []


def test_a_database_that_is_not_there(neo4j_server: Server) -> None:
    for scheme in ("bolt", "neo4j"):
        line = refused(f"{scheme}://127.0.0.1:{neo4j_server.port}/elsewhere?map=town")
        assert "has no database elsewhere" in line


def test_a_server_that_is_too_old(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "OLDEST", (9999, 1))
    line = refused(neo4j_server.address("town"))
    assert "5.26" in line
    assert "sysmap needs 9999.1 or newer" in line


def test_a_newer_sysmap_was_here(neo4j_server: Server, new_map, monkeypatch: pytest.MonkeyPatch) -> None:
    address = new_map()
    create(address).close()
    monkeypatch.setattr("sysmap.stores.neo4j.schema.schema_steps", lambda: [["RETURN 1"]])
    assert "made by a newer sysmap" in refused(address)


def test_reading_cannot_write(neo4j_server: Server) -> None:
    with connect(read_address(neo4j_server.bolt)) as connection:
        with pytest.raises(StoreError, match="may only read"):
            connection.read(lambda tx: list(tx.run("CREATE (n:Sneaked) RETURN n")))
        assert connection.read(lambda tx: list(tx.run("MATCH (n:Sneaked) RETURN n"))) == []


def test_a_certificate_that_is_not_there(neo4j_server: Server) -> None:
    line = refused(f"neo4j+s://127.0.0.1:{neo4j_server.port}?map=town&ca=/nowhere/ca.pem&timeout=2")
    assert "127.0.0.1" in line
