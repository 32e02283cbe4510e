"""The places that the store contract is tested in: a store joins by one entry in PLACES."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from sysmap.stores.base import Store, create

NewAddress = Callable[[], str]


def files(folder: Path) -> NewAddress:
    numbers = count(1)
    return lambda: str(folder / f"map {next(numbers)}.sysmap")


PLACES: dict[str, Callable[[Path], NewAddress]] = {"file": files}


@pytest.fixture(params=PLACES)
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> NewAddress:
    """Give addresses at which there is no map yet."""
    return PLACES[request.param](tmp_path)


@pytest.fixture
def store(new_address: NewAddress) -> Iterator[Store]:
    """Give an empty map."""
    with create(new_address()) as made:
        yield made
