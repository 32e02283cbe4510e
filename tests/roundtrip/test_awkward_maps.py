"""Maps that a layout could trip over, each for one reason, through every format."""

import pytest

from sysmap.formats import map_formats
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record

AWKWARD = {
    "a measure with nothing but observations": [
        Record("M1", "Measure"),
        Record("o1", "Observation", {"measure_id": "M1", "date": "2026", "value": "3"}),
    ],
    "an observation of something that is no measure": [
        Record("F1", "Factor", {"name": "Strain"}),
        Record("o1", "Observation", {"measure_id": "F1", "value": "-3"}),
        Record("o2", "Observation", {"measure_id": "gone"}),
        Record("o3", "Observation", {"note": "of nothing"}),
    ],
    "an observation with properties named like columns": [
        Record("M1", "Measure", {"name": "Hours", "date": "own", "obs_id": "own", "obs:x": "own"}),
        Record("o1", "Observation", {"measure_id": "M1", "id": "own", "obs_id": "own", "name": "own", "unit": "own"}),
    ],
    "a property named like a column that goes on": [
        Record("F1", "Factor", {"name": "Strain", "scenario_target": "x", "(continued) scenario_target": "own"}),
        Record("F2", "Factor", {"name": "Other", "scenario_target": "y"}),
    ],
    "text in a column of numbers and dates": [
        Record("m1", "FUNDS", {"from_id": "a", "to_id": "b", "amount": "7", "period_start": "2026-03-31"}),
        Record("s1", "SUPPORTS", {"from_id": "a", "to_id": "b", "amount": "007", "period_start": "2026-02-30"}),
        Record("s2", "SUPPORTS", {"from_id": "a", "to_id": "b", "amount": "7.0", "period_start": "\uff12026-03-31"}),
    ],
    "names that are ids of others, and references to nothing": [
        Record("F1", "Factor", {"name": "F2", "aliases": "S9"}),
        Record("F2", "Factor", {"name": "id:F1"}),
        Record("r1", "INFLUENCES", {"from_id": "F2", "to_id": "S9", "polarity": "-", "source_id": "id:F1"}),
        Record("L1", "Loop", {"name": "Round", "element_ids": "F1;S9;id:F1"}),
    ],
    "kinds and properties of one's own named like ours": [
        Record("k1", "factor", {"name": "lower case", "Name": "own", "label": "own", "type": "own"}),
        Record("k2", "own:factor", {"own:": "own", "own:own:": "own"}),
        Record("k3", "pays", {"from_id": "k1", "to_id": "k2", "from": "own", "type": "own"}),
        Record("k4", "Half", {"to_id": "k1"}),
    ],
}


@pytest.mark.parametrize("each", map_formats(), ids=lambda each: each.name)
@pytest.mark.parametrize("reason", AWKWARD)
def test_an_awkward_map_survives(each, reason, tmp_path):
    system_map = SystemMap(AWKWARD[reason])
    path = tmp_path / f"map{each.suffixes[0] if each.suffixes else ''}"
    each.write(system_map, path)
    assert each.read(path).system_map == system_map
