"""What a page says of the money of each year is what `sysmap money` says, and the rows behind each figure make it."""

from decimal import Decimal

import pytest

from sysmap.analysis.money import report_money
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.scenarios import branch
from sysmap.model.years import financial_year
from sysmap.pipeline.money_years import money_by_year
from sysmap.resources import resource
from tests.render.small_maps import flow, make_branch, organisation, service

BODIES = (organisation("a", "Council"), organisation("b", "Charity"), service("s", "Care", prevention_tier="primary"))


@pytest.fixture(scope="module", params=["", "SC1"])
def thornmere(request):
    return branch(read_csv_folder(resource("sample_maps/thornmere")).system_map, request.param)


def sums(year):
    return {each.id: each for each in year.sums}


def test_every_year_says_what_the_money_of_that_year_is(thornmere):
    years = money_by_year(thornmere)
    assert [str(each.year) for each in years] == ["2025-26", "2026-27"]
    for year in years:
        report, found = report_money(thornmere, year.year), sums(year)
        assert found["total"].value == report.total_spend.value
        assert {name: each.value for name, each in found.items() if name.startswith("service:")} == {
            f"service:{service}": figure.value for service, figure in report.by_service.items()
        }
        for body in report.bodies:
            for way, figure in (("in", body.inflow), ("out", body.outflow)):
                assert getattr(found.get(f"{way}:{body.body_id}"), "value", None) == figure.value


def test_the_rows_behind_a_figure_add_up_to_it_and_every_row_of_the_year_is_in_the_total_or_said_to_be_left_out(
    thornmere,
):
    for year in money_by_year(thornmere):
        for each in year.sums:
            assert sum((Decimal(thornmere[row].get("amount")) for row in each.rows), Decimal(0)) == each.value
            assert not set(each.rows) & {row for _, rows in each.left for row in rows}
        total = sums(year)["total"]
        told = [*total.rows, *(row for _, rows in total.left for row in rows)]
        of_year = [row.id for row in thornmere.of("FUNDS") if financial_year(*row.period()) == year.year]
        assert sorted(told) == sorted(of_year)
        tiers = [row for each in year.sums if each.id.startswith("tier:") for row in each.rows]
        assert sorted(tiers) == sorted(total.rows)


def test_what_is_left_out_is_left_out_for_its_own_reason():
    rows = (
        flow("m1", "a", "s", "100"),
        flow("m2", "a", "s", ""),
        flow("m3", "a", "s", "7", currency="EUR"),
        flow("m4", "b", "s", "9", mechanism="in_kind", flow_role="spend"),
        flow("m5", "a", "s", "11", basis="budget"),
        flow("m6", "a", "s", "13", period_start="", period_end=""),
        flow("m7", "a", "b", "17", flow_role="transfer"),
        flow("m8", "a", "b", "19", flow_role="spend", mechanism="loan", service_id="s"),
        flow("m9", "a", "s", "", period_start="2026-04-01", period_end="2027-03-31"),
    )
    (year,) = money_by_year(make_branch(*BODIES, *rows))
    left = {row: why for why, ids in sums(year)["total"].left for row in ids}
    assert sums(year)["total"].rows == ("m1",)
    assert left == {
        "m2": "without an amount that can be read",
        "m3": "in another currency than GBP",
        "m4": "valued in kind: never added to cash",
        "m5": "of 2025-26 on another basis than actual",
        "m6": "without one financial year",
        "m7": "new to the map or passed on: counted where it reaches a service",
        "m8": "loans, guarantees and equity: they have to come back",
    }
    assert [row for _, ids in sums(year)["in:b"].left for row in ids] == ["m8"]


def test_money_without_a_date_is_of_no_year_and_a_map_without_money_has_none():
    undated = flow("m1", "a", "s", "100", period_start="", period_end="")
    (year,) = money_by_year(make_branch(*BODIES, undated))
    assert year.year is None
    assert sums(year)["total"].value == 100
    assert money_by_year(make_branch(*BODIES)) == ()
