"""Any map, written in any format and read back, is the same map."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from sysmap.formats import find_format, map_formats
from sysmap.formats.interface import Format
from sysmap.model.maps import SystemMap
from tests.strategies import system_maps


def write_and_read(each: Format, system_map: SystemMap) -> SystemMap:
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("map" + (each.suffixes[0] if each.suffixes else ""))
        each.write(system_map, path)
        assert find_format(path) == each
        return each.read(path).system_map


@pytest.mark.parametrize("each", [each for each in map_formats() if each.name != "xlsx"], ids=lambda each: each.name)
@given(system_map=system_maps())
def test_a_map_survives(each, system_map):
    assert write_and_read(each, system_map) == system_map


@settings(max_examples=40)
@given(system_map=system_maps())
def test_a_map_survives_a_workbook(system_map):
    (workbook,) = (each for each in map_formats() if each.name == "xlsx")
    assert write_and_read(workbook, system_map) == system_map


@settings(max_examples=20)
@given(system_map=system_maps(max_size=6))
def test_a_map_survives_all_formats_one_after_the_other(system_map):
    passed_on = system_map
    for each in (*map_formats(), *reversed(map_formats())):
        passed_on = write_and_read(each, passed_on)
    assert passed_on == system_map
