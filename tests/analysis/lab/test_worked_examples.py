"""What docs/lab.md says of two maps."""

from pathlib import Path

import pytest

from sysmap.analysis.lab.comparison import compare_methods
from sysmap.analysis.lab.drivers import report_drivers
from sysmap.analysis.lab.fuzzy_report import LAMBDAS, report_fuzzy
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.pipeline.leverage import wanted_outcomes


@pytest.fixture(scope="module")
def health():
    return branch(SystemMap(read_csv_folder(Path(__file__).parents[2] / "data" / "public_health").records))


def test_sanitation_in_a_city(health):
    found = report_fuzzy(health, {"C7": 1})
    place = found.matrix.index()
    assert found.holds(place["C8"]) == (-1, LAMBDAS)
    assert found.holds(place["C10"]) == (-1, LAMBDAS)
    assert found.holds(place["C1"]) == (1, LAMBDAS)
    for each in ("C5", "C4", "C3"):
        assert found.if_at_all(place[each]) == 1
    assert [found.holds(place[each])[0] for each in ("C5", "C4", "C3")] == [1, 0, 0]
    assert 0.6 < found.at[0].moves[place["C5"]].rising - found.at[0].moves[place["C5"]].falling < 0.66


def test_methods_on_a_city(health):
    found = compare_methods(health, {"C8": -1})
    assert (found.agreement, found.by_chance) == (pytest.approx(0.35, abs=0.005), pytest.approx(0.30, abs=0.005))
    methods = [each.method for each in found.orders]
    ranks = {
        each: dict(zip(found.elements, told, strict=True)) for each, told in zip(methods, found.ranks, strict=True)
    }
    assert (ranks["loops"]["C1"], ranks["press"]["C1"]) == (1, 5)
    assert (ranks["press"]["C7"], ranks["betweenness"]["C7"]) == (1, 5)


def test_thornmere(base):
    control = report_drivers(base, draws=0).control
    assert (control.inputs, control.drivers.count("always")) == (6, 3)
    found = compare_methods(base, wanted_outcomes(base))
    assert found.agreement == pytest.approx(0.28, abs=0.005)
    assert found.by_chance == pytest.approx(0.22, abs=0.005)
