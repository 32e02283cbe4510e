"""Which loops could pay for themselves."""

from decimal import Decimal

import pytest

from sysmap.analysis.sustaining import find_income, report_sustaining
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch


def test_thornmere(base):
    report = report_sustaining(base)
    assert report.income == ("F06", "F16")
    first = report.loops[0]
    assert (first.loop.id, first.services, first.income) == ("L09", ("S10",), ("F16",))
    # Sold units, M31; spent on the sites, M32; the council's grant, M30, is neither.
    assert (first.money_in.value, first.needed.value, first.gap.value) == (150_000, 190_000, 40_000)
    assert (first.money_in.rests_on, first.needed.rests_on, first.others.rests_on) == (("M31",), ("M32",), ("M30",))
    assert [base[each].from_id for each in first.steps] == ["F17"]
    # The others are loops as drawn, which no money carries back.
    assert [each.loop.id for each in report.loops[1:5]] == ["L08", "L10", "L01", "L11"]
    assert not any(each.carried for each in report.loops[1:])
    assert report.loops[1].gap.value is None
    assert report.not_in_a_loop.rests_on == ("M10",)
    assert report.complete


def town(*flows, outcome="Units sold", sign="+", measure=""):
    """Give a loop of a service, an outcome and income, and money."""
    links = (("s", "o", "+"), ("o", "i", sign), ("i", "s", "+"))
    records = [
        *(Record(each, "Organisation", {"name": each}) for each in ("council", "trust", "buyer", "lender")),
        Record("s", "Service", {"name": "Meadows"}),
        Record("o", "Factor", {"name": outcome}),
        Record("i", "Factor", {"name": "What is left over"}),
        Record("d", "DELIVERS", {"from_id": "trust", "to_id": "s"}),
        *(Record(f"l{start}", "INFLUENCES", {"from_id": start, "to_id": to, "polarity": p}) for start, to, p in links),
    ]
    if measure:
        records.append(Record("m", "Measure", {"name": "Left", "factor_id": "i", "unit": measure}))
    period = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual", "service_id": "s"}
    for number, (payer, payee, amount, values) in enumerate(flows):
        ends = {"from_id": payer, "to_id": payee, "amount": str(amount)}
        records.append(Record(f"p{number}", "FUNDS", {**ends, **period, **values}))
    return branch(SystemMap(records))


SPENT = ("trust", "s", 100, {"flow_role": "spend"})
SOLD = ("buyer", "trust", 60, {"flow_role": "source", "mechanism": "sale"})


def only(here, income=("i",)):
    (loop,) = report_sustaining(here, income=income).loops
    return loop


@pytest.mark.parametrize(
    ("sold", "gap"),
    [(60, 40), (100, 0), (130, -30)],
)
def test_the_gap_is_what_is_needed_less_what_comes_back(sold, gap):
    loop = only(town(SPENT, ("buyer", "trust", sold, SOLD[3])))
    assert (loop.money_in.value, loop.gap.value) == (Decimal(sold), Decimal(gap))


@pytest.mark.parametrize(
    ("flow", "comes_back"),
    [
        (SOLD, True),
        (("buyer", "trust", 60, {"flow_role": "source", "mechanism": "grant"}), False),
        (("buyer", "council", 60, SOLD[3]), False),
        (("buyer", "trust", 60, {**SOLD[3], "service_id": ""}), False),
        (("buyer", "trust", 60, {**SOLD[3], "basis": "budget"}), False),
        (("buyer", "lender", 60, {"flow_role": "repayment", "mechanism": "outcome_payment"}), True),
        (("buyer", "trust", 60, {"flow_role": "source", "mechanism": "in_kind"}), False),
    ],
)
def test_what_comes_back(flow, comes_back):
    loan = ("lender", "trust", 500, {"flow_role": "spend", "mechanism": "loan"})
    loop = only(town(SPENT, loan, flow))
    assert loop.carried is comes_back
    assert loop.needed.value == 100, "what is lent is not spent cash"


@pytest.mark.parametrize(
    ("values", "taken"),
    [
        ({"measure": "GBP per year"}, ("i",)),
        ({"measure": "£"}, ("i",)),
        ({"measure": "households"}, ()),
        ({"outcome": "Savings kept"}, ("o",)),
        ({"outcome": "Income reinvested"}, ("o",)),
        ({"outcome": "Incomers welcomed"}, ()),
    ],
)
def test_what_is_taken_for_income(values, taken):
    assert find_income(town(**values)) == taken


def test_a_loop_that_keeps_in_check_is_none():
    assert report_sustaining(town(SPENT, SOLD, sign="-"), income=("i",)).loops == ()


def test_money_from_results_in_no_loop_is_told_apart():
    report = report_sustaining(town(SOLD), income=())
    assert (report.loops, report.not_in_a_loop.rests_on) == ((), ("p0",))
    assert [each.kind for each in report.findings] == ["income_in_no_loop"]
