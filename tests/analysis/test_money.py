"""Money: exact, one basis, one currency, nothing counted twice, nothing not known called nought."""

from decimal import Decimal

import pytest

from sysmap.analysis.flows import add_up, total_of
from sysmap.analysis.money import report_money, say_share
from sysmap.model.findings import Figure
from sysmap.model.maps import SystemMap
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.years import FinancialYear, financial_year

BODIES = [
    Record("c", "Organisation", {"name": "Council"}),
    Record("p", "Organisation", {"name": "Provider"}),
    Record("s", "Service", {"name": "Home care", "prevention_tier": "acute"}),
]


def report(*flows, year=None, basis=""):
    records = []
    for number, flow in enumerate(flows):
        ends = {"from_id": "c", "to_id": "s", "period_start": "2025-04-01", "period_end": "2026-03-31"}
        records.append(Record(f"m{number}", "FUNDS", {**ends, "basis": "actual", "flow_role": "spend", **flow}))
    values = [{name: text for name, text in record.values.items() if text} for record in records]
    records = [Record(record.id, "FUNDS", kept) for record, kept in zip(records, values, strict=True)]
    return report_money(branch(SystemMap([*BODIES, *records])), year, basis)


def said(result):
    return " ".join(finding.sentence for finding in result.findings)


def test_pennies_add_up_exactly():
    assert report({"amount": "0.1"}, {"amount": "0.2"}).total_spend.value == Decimal("0.3")


def test_a_sum_rests_on_its_rows_and_a_sum_of_none_is_an_exact_nought_or_not_known():
    selection = report({"amount": "0.1"}, {"amount": "0.2"}).selection
    assert add_up(selection, iter(selection.flows), "paid") == Figure(
        Decimal("0.3"), "GBP", "paid, 2025-26, actual", ("m0", "m1")
    )
    assert add_up(selection, (), "paid") == Figure(Decimal(0), "GBP", "paid, 2025-26, actual")
    assert add_up(selection, (), "paid", if_none=None).value is None
    assert isinstance(total_of(()), Decimal), "a whole number would be taken for a figure that is not known"


@pytest.mark.parametrize(("value", "number"), [(Decimal("1.50"), Decimal("1.50")), (None, 0), ("high", 0), (3, 0)])
def test_a_figure_that_is_not_known_sorts_and_adds_as_nought(value, number):
    assert Figure(value).or_zero == number


def test_bases_are_never_added():
    flows = ({"amount": "100"}, {"amount": "120", "basis": "budget"}, {"amount": "90", "basis": "estimate"})
    assert report(*flows).total_spend.value == 100
    assert report(*flows).selection.left_out == ("2 flows of 2025-26 on another basis than actual left out",)
    assert report(*flows, basis="budget").total_spend.value == 120
    assert report(*flows[1:]).total_spend.value == 120, "budget is trusted before estimate"


def test_the_latest_year_with_actuals_is_taken():
    next_year = {"period_start": "2026-04-01", "period_end": "2027-03-31"}
    flows = ({"amount": "100"}, {"amount": "120", "basis": "budget", **next_year})
    assert str(report(*flows).selection.year) == "2025-26"
    assert report(*flows, year=FinancialYear(2026)).total_spend.value == 120


def test_a_calendar_year_is_no_financial_year():
    flows = ({"amount": "100"}, {"amount": "7", "period_start": "2025", "period_end": "2025"})
    result = report(*flows)
    assert result.total_spend.value == 100
    assert result.selection.left_out == ("1 flow without one financial year left out",)


def test_currencies_are_never_added():
    flows = ({"amount": "100"}, {"amount": "50", "currency": "EUR"})
    result = report(*flows)
    assert result.total_spend.value == 100
    assert result.selection.left_out == ("1 flow in another currency than GBP left out",)


def test_in_kind_and_loans_stand_beside_the_total():
    flows = ({"amount": "100"}, {"amount": "7", "mechanism": "in_kind"}, {"amount": "50", "mechanism": "loan"})
    result = report(*flows)
    assert result.total_spend.value == 100
    assert result.in_kind["s"].value == 7
    assert result.repayable["s"].value == 50
    body = result.bodies[0]
    assert (body.body_id, body.outflow.value) == ("c", 100)
    assert body.inflow.value is None, "no money in on the map is not known, not nought"
    assert body.remainder.value is None


def test_money_paid_back_stands_beside_the_total():
    result = report({"amount": "100"}, {"amount": "8", "from_id": "p", "to_id": "c", "flow_role": "repayment"})
    assert result.total_spend.value == 100
    assert result.repaid[""].value == 8
    assert "£8 paid back" in result.findings[1].sentence


def test_money_beside_spend_is_said_where_there_is_no_spend():
    result = report({"amount": "46000000", "to_id": "p"})
    assert result.total_spend.rests_on == ()
    said = "There is £46m tied to no service (2025-26, actual), and no cash spend tied to a service."
    assert result.findings[0].sentence == said


def test_money_passed_on_is_not_spend():
    result = report({"amount": "100", "to_id": "p", "flow_role": "transfer"}, {"amount": "60", "from_id": "p"})
    assert result.total_spend.value == 60
    provider = next(body for body in result.bodies if body.body_id == "p")
    assert (provider.inflow.value, provider.outflow.value, provider.remainder.value) == (100, 60, 40)


def test_money_to_a_service_that_says_it_is_no_spend_stands_beside_and_is_said():
    result = report(
        {"amount": "100"}, {"amount": "30", "flow_role": "source"}, {"amount": "5", "flow_role": "transfer"}
    )
    assert result.total_spend.value == 100
    assert result.not_spent["s"].value == 35
    assert "Beside that, £35 to services, said to be new or passed on and not spent" in said(result)


def test_what_a_body_pays_to_itself_neither_comes_in_nor_goes_out():
    own = {"to_id": "c", "flow_role": "transfer"}
    result = report({"amount": "100"}, {"amount": "30", **own}, {"amount": "20", "to_id": "c", "service_id": "s"})
    (body,) = result.bodies
    assert (body.inflow.value, body.outflow.value) == (None, 120), "a service in its own hands is paid for all the same"
    assert [flow.amount for flow in result.to_itself] == [30]
    assert result.total_spend.value == 120
    assert result.twice == (), "nobody passes that on"
    assert "£30 from a body to itself" in said(result)


@pytest.mark.parametrize(("role", "asked"), [("spend", True), ("", True), ("transfer", False)])
def test_a_body_that_is_paid_for_a_service_and_pays_for_it_is_asked_about(role, asked):
    first = {"amount": "100", "to_id": "p", "service_id": "s", "flow_role": role}
    result = report(first, {"amount": "60", "from_id": "p"})
    assert result.total_spend.value == (160 if asked else 60)
    assert [(each.body_id, each.got.value, each.paid.value) for each in result.twice] == [("p", 100, 60)] * asked
    question = "Ask whether “Provider” passes on what it is paid for “Home care”: it is paid £100 and pays £60"
    assert (question in said(result)) == asked


@pytest.mark.parametrize(
    ("values", "doubled"),
    [
        ({}, True),
        ({"basis": "budget"}, False),
        ({"currency": "EUR"}, False),
        ({"flow_id": "g"}, False),
        ({"period_start": "2026-01-01"}, True),
        ({"period_start": "2026-04-01", "period_end": "2027-03-31"}, False),
    ],
)
def test_a_row_that_a_scenario_adds_to_a_flow_of_the_base_is_told_as_perhaps_too_much(values, doubled):
    year = {"period_start": "2025-04-01", "period_end": "2026-03-31"}
    flow = {"from_id": "c", "to_id": "s", "basis": "actual", "flow_id": "f", **year}
    rows = [
        Record("m", "FUNDS", {**flow, "amount": "80"}),
        Record("n", "FUNDS", {**flow, "amount": "60", "scenario": "x", **values}),
        Record("x", "Scenario", {"name": "Less"}),
    ]
    here = SystemMap([*BODIES, *rows])
    assert report_money(branch(here)).selection.missing == ()
    found = report_money(branch(here, "x"), FinancialYear(2025), "actual", "GBP")
    words = "which of 2 rows of one flow in 2025-26 stands, £80 (m) or £60 (n): all are counted"
    assert (words in found.findings[0].missing) == doubled
    assert found.selection.left_out == () or not doubled


def test_rows_of_one_flow_for_different_months_of_a_year_are_no_contradiction():
    months = {"flow_id": "f", "period_end": "2025-09-30"}, {"flow_id": "f", "period_start": "2025-10-01"}
    assert report(*({"amount": "5", **each} for each in months)).selection.missing == ()


def test_a_room_drawing_without_dates_or_parts_still_answers_and_says_what_is_missing():
    result = report({"amount": "300", "period_start": "", "period_end": "", "basis": "", "flow_role": ""})
    assert result.total_spend.value == 300
    assert "year not known, basis not stated" in result.findings[0].sentence
    part = "1 flow does not say what part it plays; tied to a service, so counted as spend"
    assert result.findings[0].missing == (part,)


def test_what_cannot_be_read_is_left_out_and_said():
    result = report({"amount": "about a million"}, {"amount": "5"}, {"amount": "6", "period_end": "2027-03-31"})
    assert result.total_spend.value == 5
    assert result.selection.left_out == (
        "1 flow without an amount that can be read left out",
        "1 flow without one financial year left out",
    )


def test_no_money_gives_no_figures():
    result = report()
    assert result.findings == ()
    assert result.bodies == ()


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("64610000", "£64.6m"),
        ("999949999", "£999.9m"),
        ("999950000", "£1bn"),
        ("999500", "£1m"),
        ("999499", "£999k"),
        ("12000", "£12k"),
        ("1250", "£1.3k"),
        ("999", "£999"),
        ("0", "£0"),
        ("-4200000", "-£4.2m"),
    ],
)
def test_money_is_rounded_for_reading(amount, said):
    assert say_money(Decimal(amount)) == said
    assert say_money(Decimal(amount), "EUR") == said.replace("£", "") + " EUR"


@pytest.mark.parametrize(("amount", "said"), [("0", "£0"), ("0.01", "under £1"), ("0.49", "under £1"), ("0.5", "£1")])
def test_what_is_there_but_small_is_not_said_to_be_nothing(amount, said):
    assert say_money(Decimal(amount)) == said


def test_financial_years_begin_in_april():
    from datetime import date

    assert str(FinancialYear.of(date(2026, 3, 31))) == "2025-26"
    assert str(FinancialYear.of(date(2026, 4, 1))) == "2026-27"
    assert str(FinancialYear(1999)) == "1999-00"
    assert financial_year(date(2025, 4, 1), date(2026, 3, 31)) == FinancialYear(2025)
    assert financial_year(date(2025, 1, 1), date(2025, 12, 31)) is None
    assert financial_year(None, None) is None
    assert FinancialYear(2025).last_day == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("part", "said"),
    [("61446", "61.4%"), ("61450", "61.5%"), ("0", "0%"), ("49", "under 0.1%"), ("50", "0.1%"), ("100000", "100%")],
)
def test_a_share_is_rounded_once_and_never_to_nothing(part, said):
    assert say_share(Figure(Decimal(part)), Figure(Decimal(100_000))) == said
    assert (
        say_share(Figure(None), Figure(Decimal(1))) == say_share(Figure(Decimal(1)), Figure(None)) == "an unknown share"
    )
