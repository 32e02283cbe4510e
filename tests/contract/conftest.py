"""The places that the store contract is tested in: a store joins by one entry in PLACES."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from sysmap.stores.base import Store, create

NewAddress = Callable[[], str]


@pytest.fixture
def new_files(tmp_path: Path) -> NewAddress:
    """Give paths at which there is no map yet."""
    numbers = count(1)
    return lambda: str(tmp_path / f"map {next(numbers)}.sysmap")


PLACES = {"file": "new_files", "neo4j": "new_map"}
"""Where maps are kept, each with the fixture that gives new addresses there."""


@pytest.fixture(params=PLACES)
def new_address(request: pytest.FixtureRequest) -> NewAddress:
    """Give addresses at which there is no map yet."""
    return request.getfixturevalue(PLACES[request.param])


@pytest.fixture
def store(new_address: NewAddress) -> Iterator[Store]:
    """Give an empty map."""
    with create(new_address()) as made:
        yield made
