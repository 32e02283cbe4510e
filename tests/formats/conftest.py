"""The flagship sample, read once."""

import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.formats.interface import Reading
from sysmap.resources import resource


@pytest.fixture(scope="session")
def thornmere() -> Reading:
    """Give Thornmere as its folder reads."""
    return read_csv_folder(resource("sample_maps/thornmere"))
