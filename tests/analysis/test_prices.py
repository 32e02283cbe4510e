"""What a unit costs, beside other years and dated references."""

from decimal import Decimal

import pytest

from sysmap.analysis.guardrails.limits import read_limits, shipped_limits
from sysmap.analysis.prices import report_prices
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.years import FinancialYear

MARGIN = Decimal(15)
OURS = """
[[price]]
unit = "hour"
services = ["home care"]
words = "price we know"
from = 2025-04-01
until = 2026-03-31
england = 20
source = "a survey"
"""


def prices(here, **settings):
    limits = read_limits(OURS, "ours.toml")
    return report_prices(here, limits, **{"margin": MARGIN, **settings})


def test_thornmere(base):
    report = report_prices(base, shipped_limits(), margin=MARGIN)
    found = {each.flow.record.id: each for each in report.prices}
    # The oracle's G19: -26.5% and -25.0%.
    out = [each for each in report.findings if each.kind == "price_out_of_line"]
    assert {each.about[0]: each.figures["difference"].value for each in out} == {
        "M14": Decimal("-26.5"),
        "M16": Decimal("-25.0"),
    }
    assert all(each.sentence.startswith("Ask whether ") for each in out)
    assert (found["M11"].after.price, found["M11"].after.change, found["M11"].after.basis) == (
        Decimal("1180.79"),
        Decimal("5.4"),
        "budget",
    )
    assert found["M26"].reference is None
    # 31.6m for 27,700 weeks.
    assert report.average["S01", "bed_week"].value == Decimal("1140.79")
    # Panels, connectors and meadows are bought by no unit; these two are, and do not say how many.
    assert set(report.without_unit.rests_on) == {"M23", "M28"}
    assert all(each.fits for each in report.prices)


def test_the_year_before_where_a_later_one_is_asked_for(base):
    report = report_prices(base, shipped_limits(), FinancialYear(2026), margin=MARGIN)
    (hour,) = (each for each in report.prices if each.flow.record.id == "M15")
    assert (hour.before.price, hour.before.change) == (Decimal("23.63"), Decimal("5.8"))
    assert hour.reference is None, "a reference counts for its own days only"


def town(*rows, unit="hour", name="Home care"):
    """Give payments for one service; each row is what it says beside year and basis."""
    period = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual", "flow_role": "spend"}
    return branch(
        SystemMap(
            [
                Record("c", "Organisation", {"name": "Council"}),
                Record("s", "Service", {"name": name, "unit_of_purchase": unit}),
                *(
                    Record(f"p{number}", "FUNDS", {"from_id": "c", "to_id": "s", **period, **row})
                    for number, row in enumerate(rows)
                ),
            ]
        )
    )


@pytest.mark.parametrize(
    ("price", "asked"),
    [("17.00", False), ("16.99", True), ("23.00", False), ("23.01", True), ("23.004", True), ("20", False)],
)
def test_the_margin_is_exact(price, asked):
    report = prices(town({"amount": str(Decimal(price) * 100), "unit_count": "100", "unit_price": price}))
    assert [each.kind for each in report.findings] == ["price_out_of_line"] * asked


@pytest.mark.parametrize(
    ("row", "unit", "name", "compared"),
    [
        ({}, "hour", "Home care", True),
        ({}, "hour", "Day centre", False),
        ({}, "session", "Home care", False),
        ({"unit_of_purchase": "session"}, "hour", "Home care", False),
        ({"period_start": "2026-04-01", "period_end": "2027-03-31"}, "hour", "Home care", False),
        ({"currency": "EUR"}, "hour", "Home care", False),
    ],
)
def test_a_reference_is_of_a_day_a_unit_and_a_service(row, unit, name, compared):
    report = prices(town({"amount": "1000", "unit_count": "100", **row}, unit=unit, name=name))
    (price,) = report.prices
    assert price.price.value == 10, "amount by count"
    assert (price.reference is not None) is compared


@pytest.mark.parametrize(("amount", "fits"), [("2000", True), ("1990.05", True), ("1990.04", False), ("2100", False)])
def test_count_times_price_is_the_amount_to_half_a_percent(amount, fits):
    report = prices(town({"amount": amount, "unit_count": "100", "unit_price": "20"}))
    assert report.prices[0].fits is fits
    assert (report.prices[0].reference is not None) is fits
    assert [each.kind for each in report.findings] == ([] if fits else ["price_does_not_fit"])


def test_what_does_not_say_its_price_is_missing_and_not_nought():
    report = prices(
        town({"amount": "5"}, {"amount": "7", "mechanism": "in_kind"}, {"amount": "9", "mechanism": "loan"})
    )
    assert report.prices == ()
    assert report.without_unit.rests_on == ("p0",)
    assert prices(town({"amount": "5"}, unit="none")).without_unit.value is None
    assert prices(town({"amount": "0", "unit_count": "0"})).prices == ()


def test_an_average_is_of_amounts_and_counts():
    rows = ({"amount": "1000", "unit_count": "100"}, {"amount": "1000", "unit_count": "25"})
    assert prices(town(*rows)).average["s", "hour"].value == Decimal("16.00")
