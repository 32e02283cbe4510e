"""Thornmere as the analyses are tested on it, and what it should give."""

import json
from pathlib import Path

import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def thornmere():
    reading = read_csv_folder(ROOT / "sample_maps" / "thornmere")
    assert not [problem for problem in reading.problems if problem.severity == "error"]
    return SystemMap(reading.records)


@pytest.fixture(scope="session")
def base(thornmere):
    return branch(thornmere)


@pytest.fixture(scope="session")
def expected():
    return json.loads((ROOT / "tests" / "golden" / "thornmere_expected.json").read_text("utf-8"))
