"""Kinds of value side by side, and biodiversity units that never add."""

from dataclasses import fields
from datetime import date

from sysmap.analysis.value import NOT_SAID, ValueReport, report_value
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

DAY = date(2026, 11, 22)


def test_thornmere(base):
    report = report_value(base, DAY)
    outcomes = {name: set(each.outcomes) for name, each in report.dimensions.items()}
    assert outcomes == {
        "economic": {"F03", "F11", "F16"},
        "social": {"F02", "F08", "F09", "F10"},
        "environmental": {"F17"},
        NOT_SAID: set(),
    }
    assert report.across == {"S03": ("economic", "social"), "S10": ("economic", "environmental")}
    assert report.dimensions["environmental"].spend.value == 190_000
    # Both kinds name reablement and the meadows: no figure adds the kinds up.
    assert {each.name for each in fields(ValueReport)}.isdisjoint({"total", "sum"})


def test_units_of_three_kinds_are_never_added():
    def sale(number, kind, count, amount, **more):
        period = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
        values = {"from_id": "d", "to_id": "t", "amount": amount, "unit_of_purchase": "biodiversity_unit"}
        kinds = {"biodiversity_kind": kind} if kind else {}
        return Record(f"m{number}", "FUNDS", {**values, "unit_count": count, **kinds, **period, **more})

    def measure(number, **values):
        return Record(f"q{number}", "Measure", {"name": f"Units {number}", **values})

    records = [
        Record("d", "Organisation", {"name": "Developers"}),
        Record("t", "Organisation", {"name": "Trust"}),
        sale(1, "area_habitat", "6", "150000", mechanism="sale"),
        sale(2, "area_habitat", "2", "40000"),
        sale(3, "hedgerow", "3", "60000"),
        sale(4, "", "1", "17000"),
        sale(5, "area_habitat", "6", "150000", flow_role="transfer"),
        measure(1, biodiversity_kind="watercourse"),
        measure(2, unit="biodiversity units (statutory metric)"),
        measure(3, unit="people"),
    ]
    units = report_value(branch(SystemMap(records)), DAY).units
    assert {kind: each.paid_for.value for kind, each in units.items()} == {
        "area_habitat": 8,
        "hedgerow": 3,
        "watercourse": None,
        NOT_SAID: 1,
    }
    assert (units["area_habitat"].lowest, units["area_habitat"].highest) == (20_000, 25_000)
    assert [each.measure.id for each in units["watercourse"].readings] == ["q1"]
    assert [each.measure.id for each in units[NOT_SAID].readings] == ["q2"], "which kind it is, nobody said"
