"""Fixtures with a real Neo4j, shared by all tests of a run and all its workers; one that will not start fails them."""

import os
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.neo4j_server.servers import PASSWORD, Server, shared, stop_shared

_WORKER = "PYTEST_XDIST_WORKER"
_NUMBERS = count(1)


def _owner() -> int:
    """Give the process that all workers of this run belong to."""
    return os.getppid() if _WORKER in os.environ else os.getpid()


def _root() -> Path:
    """Give the folder of this run; not pytest's own, which another run may clear away."""
    return Path(tempfile.gettempdir(), f"sysmap-neo4j-{_owner()}")


@pytest.fixture(scope="session")
def neo4j_server() -> Server:
    """Give a Neo4j that asks for no password."""
    return shared(_root(), auth=False, owner=_owner())


@pytest.fixture(scope="session")
def guarded_server() -> Server:
    """Give a Neo4j that asks for a password."""
    return shared(_root(), auth=True, owner=_owner())


@pytest.fixture
def as_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the right user and password for `guarded_server` where sysmap looks for them."""
    monkeypatch.setenv("SYSMAP_NEO4J_USER", "neo4j")
    monkeypatch.setenv("SYSMAP_NEO4J_PASSWORD", PASSWORD)


@pytest.fixture
def new_map(neo4j_server: Server) -> Callable[[], str]:
    """Give addresses at which there is no map yet."""
    return lambda: neo4j_server.address(f"map_{os.getpid()}_{next(_NUMBERS)}")


def pytest_configure() -> None:
    """Look for passwords in nobody's own keyring."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


def pytest_unconfigure() -> None:
    """Stop what the run started, in the process that all workers belong to."""
    if _WORKER not in os.environ:
        stop_shared(_root())
