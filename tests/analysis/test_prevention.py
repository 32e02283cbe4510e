"""Prevention and crisis by year, what deciding costs, what lasts one year only."""

from datetime import date
from decimal import Decimal

import pytest

from sysmap.analysis.prevention import report_prevention
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

DAY = date(2026, 11, 22)


def report_prevention_on(here):
    return report_prevention(here, DAY)


def test_thornmere_as_expected(base, expected):
    report = report_prevention_on(base)
    spend = expected["spend_2025_26"]
    first = report.years[0]
    assert {tier: float(first.by_tier[tier].value) for tier in spend["by_tier"]} == spend["by_tier"]
    assert report.deciding.value == Decimal(1_900_000)
    # The directorate's other services: care homes, home care and reablement, 52.0m.
    assert report.per_hundred.value == Decimal("3.65")
    assert (report.opens, report.per_hundred_opened.value) == (("S02",), Decimal("11.18")), "1.9m by 17m of home care"
    assert report.waiting == ()
    assert {each.flow.record.id for each in report.one_year} == {"M19", "M28", "M25", "M24", "M32", "M23", "M33"}
    assert [str(each.selection.year) for each in report.years] == ["2025-26", "2026-27"]


def town(*flows, months=""):
    records = [
        Record("c", "Organisation", {"name": "Council"}),
        Record("s", "Service", {"name": "Falls", "prevention_tier": "secondary"}),
        Record("u", "Service", {"name": "Other"}),
        Record("g", "Agreement", {"name": "Deal", **({"current_term_months": months} if months else {})}),
    ]
    for number, (finish, year, values) in enumerate(flows):
        period = {"period_start": f"{year}-04-01", "period_end": f"{year + 1}-03-31", "basis": "actual"}
        records.append(
            Record(f"m{number}", "FUNDS", {"from_id": "c", "to_id": finish, "amount": "10", **period, **values})
        )
    return branch(SystemMap(records))


@pytest.mark.parametrize(("months", "why"), [("23", ["short_agreement"]), ("24", []), ("", [])])
def test_an_agreement_of_less_than_two_years_does_not_last(months, why):
    budget = {"basis": "budget"}
    here = town(("s", 2025, {"agreement_id": "g"}), ("s", 2026, budget), months=months)
    assert [each.why for each in report_prevention_on(here).one_year] == why


def test_money_goes_on_only_with_a_payment_of_the_very_next_year():
    assert [each.why for each in report_prevention_on(town(("s", 2025, {}))).one_year] == ["no_next_year"]
    later = town(("s", 2025, {}), ("s", 2027, {"basis": "budget"}))
    assert len(report_prevention_on(later).one_year) == 1


def test_what_deciding_costs_moves_over_years():
    gate = {"kind": "access_control"}
    flows = (("g2", 2024, {"amount": "2"}), ("s", 2024, {}), ("g2", 2025, {"amount": "4"}), ("s", 2025, {}))
    here = town(*flows)
    records = [*here, Record("g2", "Service", {"name": "Panel", **gate})]
    found = report_prevention_on(branch(SystemMap(records))).deciding_by_year
    assert {str(year): (cost.value, per.value) for year, (cost, per) in found.items()} == {
        "2024-25": (2, 20),
        "2025-26": (4, 40),
    }
    assert report_prevention_on(town(("s", 2025, {}))).deciding_by_year == {}


def test_what_has_no_tier_is_unclassified_and_never_prevention():
    report = report_prevention_on(town(("u", 2025, {}), ("s", 2025, {})))
    assert report.years[0].by_tier["unclassified"].value == 10
    assert [each.flow.service_id for each in report.one_year] == ["s"]
    assert report.deciding.value is None, "no such service on the map is not known, not nought"


@pytest.mark.parametrize(
    ("name", "unit", "of", "told"),
    [
        ("Days from asking to a decision", "days", "panel", True),
        ("Waiting list for home care", "people", "s", True),
        ("People", "people waiting", "s", True),
        ("Await", "people", "s", False),
    ],
)
def test_measures_of_waiting_stand_beside_what_deciding_costs(name, unit, of, told):
    values = {"name": name, "unit": unit, "better": "lower", "factor_id": of}
    measure = [
        Record("w", "Measure", values),
        Record("o", "Observation", {"measure_id": "w", "date": "2026-09-30", "value": "34"}),
        Record("panel", "Service", {"name": "Panel", "kind": "access_control"}),
    ]
    here = branch(SystemMap([*town(("s", 2025, {}), ("panel", 2025, {})), *measure]))
    report = report_prevention_on(here)
    assert [each.measure.id for each in report.waiting] == ["w"] * told
    cost = next(each for each in report.findings if each.kind == "deciding_costs")
    assert (cost.missing == ()) == told, "time that people wait is not known where nothing measures it"
    assert ("measure_reading" in {each.kind for each in report.findings}) == told


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        (("2025-04-01", "2027-03-31"), []),
        (("2025-04-01", "2027-03-30"), ["short_agreement"]),
        (("2025-04-01", ""), []),
    ],
)
def test_the_term_of_an_agreement_follows_from_its_days(dates, why):
    budget = {"basis": "budget"}
    here = town(("s", 2025, {"agreement_id": "g"}), ("s", 2026, budget))
    deal = Record("g", "Agreement", {"name": "Deal", "start_date": dates[0], "end_date": dates[1]})
    deal = Record("g", "Agreement", {name: text for name, text in deal.values.items() if text})
    dated = branch(SystemMap([deal if each.id == "g" else each for each in here]))
    assert [each.why for each in report_prevention_on(dated).one_year] == why
