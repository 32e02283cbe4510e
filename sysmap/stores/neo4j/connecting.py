"""One connection to a database: sign-in, version, transactions that are tried again where that can help."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, TrustCustomCAs, basic_auth
from neo4j.exceptions import AuthError, ClientError, IncompleteCommit, ServiceUnavailable

from sysmap.errors import StoreError
from sysmap.stores.neo4j.addresses import Neo4jAddress
from sysmap.stores.neo4j.credentials import Credentials, Sought, ask_for_credentials, find_credentials
from sysmap.stores.neo4j.failures import in_plain_words
from sysmap.stores.neo4j.statements import statement

OLDEST = (5, 26)
"""The oldest server that has everything the statements use."""

_BATCH = 5000
"""Rows sent at a time: enough that round trips do not count, little enough to hold."""

_IN_STEPS = "IN TRANSACTIONS"
"""What a statement says that makes transactions of its own; the server refuses it within another."""

_UNAUTHORIZED = "Neo.ClientError.Security.Unauthorized"
_TRIES = 3

Answer = TypeVar("Answer")
Work = Callable[[ManagedTransaction], Answer]

# The driver tells its own story to a logger that Python prints by default; what matters is raised, and told once.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """A database that answers, in a version that is known here.

    Parameters
    ----------
    driver : Driver
        The driver, signed in.
    address : Neo4jAddress
        Where it is connected to.
    """

    def __init__(self, driver: Driver, address: Neo4jAddress) -> None:
        self._driver = driver
        # What is read after a write sees that write, whichever server of a cluster answers.
        self._bookmarks = GraphDatabase.bookmark_manager()
        self.address = address
        self.version = ""
        self.edition = ""

    def read(self, work: Work[Answer]) -> Answer:
        """Do something that only reads, in one transaction, again where the server asks for it."""
        with self._words(), self._session(READ_ACCESS) as session:
            answer: Answer = session.execute_read(work)
            return answer

    def write(self, work: Work[Answer], *, tries: int = _TRIES) -> Answer:
        """Do something in one transaction, again where the server asks for it.

        `work` must be safe to do twice: when the connection breaks as a commit is sent, nobody knows if it counted.
        What is not is given one try.
        """
        with self._words():
            for attempt in range(tries):
                try:
                    with self._session(WRITE_ACCESS) as session:
                        answer: Answer = session.execute_write(work)
                        return answer
                except IncompleteCommit:
                    if attempt == tries - 1:
                        raise
        raise AssertionError("the loop above returns or raises")

    def schema(self, text: str) -> None:
        """Run a statement that changes the schema, in a transaction of its own or in those that it makes itself."""
        with self._words(), self._session(WRITE_ACCESS) as session:
            try:
                if _IN_STEPS in text:
                    session.run(text).consume()
                else:
                    session.execute_write(lambda tx: tx.run(text).consume())
            except ClientError as error:
                # IF NOT EXISTS looks once: somebody else may make the same before this one does.
                if not (error.code or "").endswith("AlreadyExists"):
                    raise

    @contextmanager
    def lend(self) -> Iterator[Driver]:
        """Lend the driver to a library that asks in its own way; what goes wrong is told in plain words here too."""
        with self._words():
            yield self._driver

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _words(self) -> Iterator[None]:
        with in_plain_words(self.address):
            yield

    def _session(self, access: str) -> Any:
        return self._driver.session(
            database=self.address.database, default_access_mode=access, bookmark_manager=self._bookmarks
        )


def connect(address: Neo4jAddress) -> Connection:
    """Sign in to a server and see that it can be used.

    Raises
    ------
    StoreError
        When there is no server, it refuses, or it is too old.
    """
    sought = find_credentials(address.server)
    try:
        return _sign_in(address, sought)
    except StoreError as error:
        refused = error.__cause__
        if not (isinstance(refused, AuthError) and refused.code == _UNAUTHORIZED):
            raise
        asked = ask_for_credentials(address.server)
        if asked is None:
            raise
        return _sign_in(address, Sought(asked))


def rows_in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut rows into lists that are sent one at a time."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def run(tx: ManagedTransaction, text: str, **parameters: Any) -> list[Any]:
    """Run a statement with parameters and give its rows."""
    return list(tx.run(text, parameters))


def run_batches(tx: ManagedTransaction, text: str, name: str, rows: Iterable[Any], **parameters: Any) -> None:
    """Run a statement that returns nothing for many rows, some thousand at a time.

    Nobody waits for the server to be done with one batch before the next is made ready: what goes wrong is raised by
    whatever is run next, or by the commit.
    """
    for batch in rows_in_batches(rows):
        tx.run(text, {**parameters, name: batch})


def _sign_in(address: Neo4jAddress, sought: Sought) -> Connection:
    with in_plain_words(address, sought):
        driver = _driver(address, sought.credentials)
    connection = Connection(driver, address)
    try:
        with in_plain_words(address, sought):
            _verify(driver, address, sought.credentials)
        (server,) = connection.read(lambda tx: run(tx, statement("server")))
        connection.version, connection.edition = server["version"], server["edition"]
        _refuse_old(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _verify(driver: Driver, address: Neo4jAddress, credentials: Credentials | None) -> None:
    try:
        driver.verify_connectivity()
    except ServiceUnavailable:
        # A driver that asks a cluster for the way does not say why nobody told it; one that goes straight does.
        if address.uri.startswith("neo4j"):
            straight = replace(address, uri=address.uri.replace("neo4j", "bolt", 1))
            with _driver(straight, credentials) as direct:
                direct.verify_connectivity()
        raise


def _driver(address: Neo4jAddress, credentials: Credentials | None) -> Driver:
    settings: dict[str, Any] = {}
    uri = address.uri
    if address.certificate:
        # A scheme with +s trusts what the system trusts; certificates of one's own are told in another way.
        scheme, _, place = uri.partition("://")
        uri = f"{scheme.partition('+')[0]}://{place}"
        settings = {"encrypted": True, "trusted_certificates": TrustCustomCAs(address.certificate)}
    return GraphDatabase.driver(
        uri,
        auth=basic_auth(credentials.user, credentials.password) if credentials else None,
        connection_timeout=address.timeout,
        connection_acquisition_timeout=address.timeout,
        max_transaction_retry_time=address.timeout,
        user_agent="sysmap",
        notifications_min_severity="OFF",
        **settings,
    )


def _refuse_old(connection: Connection) -> None:
    numbers = [int(part) for part in connection.version.split("-")[0].split(".")[:2] if part.isdigit()]
    if tuple(numbers) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise StoreError(
            f"{connection.address.server} runs Neo4j {connection.version}, which is too old: sysmap needs {oldest} or "
            "newer"
        )
