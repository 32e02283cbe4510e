import pytest

from sysmap.model.years import FinancialYear
from sysmap.render.money import gather_flows
from tests.render.small_maps import flow, make_branch, organisation

BODIES = (organisation("a"), organisation("b"))
NEXT_YEAR = {"period_start": "2026-04-01", "period_end": "2027-03-31"}


def flows(*rows, year=None):
    return gather_flows(make_branch(*BODIES, *rows), year)


def test_the_years_of_a_flow_are_one_link_that_shows_the_year_asked_for():
    rows = (
        flow("m1", "a", "b", "11000000", flow_id="F1"),
        flow("m2", "a", "b", "12500000", flow_id="F1", **NEXT_YEAR | {"basis": "budget"}),
    )
    (shown,) = flows(*rows, year=FinancialYear(2025))
    assert (shown.text, shown.exact) == ("£11m", "£11,000,000 in 2025-26, actual")
    assert [line["value"] for line in shown.facts()] == [
        "£11,000,000 in 2025-26, actual",
        "£12,500,000 in 2026-27, budget",
    ]
    (latest,) = flows(*rows)
    assert latest.exact == "£12,500,000 in 2026-27, budget"


def test_of_one_year_the_most_trusted_basis_is_shown_and_bases_are_never_added():
    (shown,) = flows(flow("m1", "a", "b", "5", flow_id="F1", basis="forecast"), flow("m2", "a", "b", "7", flow_id="F1"))
    assert shown.exact == "£7 in 2025-26, actual"


def test_rows_without_a_flow_id_are_flows_of_their_own():
    assert len(flows(flow("m1", "a", "b", "5"), flow("m2", "a", "b", "5"))) == 2


def test_an_amount_nobody_gave_is_not_known_and_never_0():
    (unknown,) = flows(flow("m1", "a", "b", "", period_start="", period_end="", basis=""))
    assert unknown.text == "not known"
    assert unknown.exact == "not known in year not known, basis not known"
    assert unknown.width == pytest.approx(1.5)
    (none,) = flows(flow("m1", "a", "b", "0"))
    assert none.text == "£0"


def test_ribbons_grow_with_the_amount_within_one_currency():
    small, large, euros = flows(
        flow("m1", "a", "b", "100"), flow("m2", "a", "b", "10000"), flow("m3", "a", "b", "50", currency="EUR")
    )
    assert 1.5 < small.width < large.width == euros.width == pytest.approx(28.0)
    assert euros.text == "50 EUR"


@pytest.mark.parametrize(
    ("values", "sort", "said"),
    [
        ({"mechanism": "grant"}, "cash", "“A” pays “B” £5 in 2025-26, actual."),
        ({"mechanism": "loan"}, "lent", "“A” lends “B” £5 in 2025-26, actual."),
        ({"mechanism": "guarantee"}, "lent", "“A” guarantees “B” £5 in 2025-26, actual."),
        ({"mechanism": "equity"}, "lent", "“A” invests in “B” £5 in 2025-26, actual."),
        ({"flow_role": "repayment", "mechanism": "loan"}, "repaid", "“A” pays “B” £5 in 2025-26, actual, paying back."),
        ({"flow_role": "repayment"}, "repaid", "“A” pays “B” £5 in 2025-26, actual, paying back."),
    ],
)
def test_what_has_to_come_back_and_what_comes_back_are_no_cash_like_other(values, sort, said):
    (shown,) = gather_flows(make_branch(organisation("A"), organisation("B"), flow("m", "A", "B", "5", **values)), None)
    assert (shown.sort, shown.said("A", "B")) == (sort, said)


def test_help_in_kind_says_that_it_is_not_cash():
    (shown,) = flows(flow("m1", "a", "b", "300000", mechanism="in_kind"))
    assert shown.sort == "in_kind"
    assert shown.facts()[0]["note"] == "valued, not paid: never added to cash"
