import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import Branch
from sysmap.model.scenarios import branch
from sysmap.resources import resource


@pytest.fixture(scope="session")
def thornmere() -> Branch:
    return branch(read_csv_folder(resource("sample_maps/thornmere")).system_map)
