"""What may not change what money says, however a map is drawn: names, a payment in two rows, a bystander, the scale."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.benefits import report_benefits
from sysmap.analysis.cuts import report_cut
from sysmap.analysis.funders import report_funders
from sysmap.analysis.funding_more import report_more
from sysmap.analysis.money import report_money
from sysmap.analysis.prevention import report_prevention
from sysmap.analysis.ties import report_ties
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

BODIES, SERVICES = range(5), (10, 11, 12)
TIERS = {10: "primary", 11: "acute", 12: ""}
YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
few = settings(max_examples=40, deadline=None)


@dataclass(frozen=True)
class Row:
    """A payment: who, to whom, how much, for which service, and how."""

    start: int
    finish: int
    amount: Decimal
    service: int = 0
    role: str = ""
    mechanism: str = ""
    restriction: str = ""


ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from(BODIES),
        st.sampled_from([*BODIES, *SERVICES]),
        st.integers(1, 200).map(Decimal),
        st.sampled_from([0, 0, 10, 11]),
        st.sampled_from(["", "spend", "transfer", "source", "repayment"]),
        st.sampled_from(["", "", "", "grant", "in_kind", "loan"]),
        st.sampled_from(["", "", "restricted:x", "ringfenced:y"]),
    ),
    min_size=1,
    max_size=12,
)


def drawn(rows, names=lambda number: number, more=()):
    def called(number):
        return f"n{names(number):02}"

    elements = [Record(called(each), "Organisation", {"name": f"Body {names(each)}"}) for each in BODIES]
    elements += [
        Record(called(each), "Service", {"name": f"Service {names(each)}", "prevention_tier": TIERS[each]})
        for each in SERVICES
    ]
    flows = [
        Record(
            f"m{number:02}",
            "FUNDS",
            {
                **YEAR,
                "from_id": called(row.start),
                "to_id": called(row.finish),
                "amount": f"{row.amount:f}",
                "service_id": called(row.service) if row.service else "",
                "flow_role": row.role,
                "mechanism": row.mechanism,
                "restriction": row.restriction,
            },
        )
        for number, row in enumerate(rows)
    ]
    cleaned = [Record(each.id, each.kind, {name: text for name, text in each.values.items() if text}) for each in flows]
    return branch(SystemMap([*elements, *cleaned, *more]))


def told(here, back=lambda name: name, scale=Decimal(1)):
    """Give every figure of money by what it is about: amounts in one scale, shares as they are."""
    figures = {}
    money, funders, prevention = report_money(here), report_funders(here), report_prevention(here, date(2026, 11, 22))
    for name, sums in (
        ("service", money.by_service),
        ("in kind", money.in_kind),
        ("lent", money.repayable),
        ("repaid", money.repaid),
        ("not spent", money.not_spent),
        ("kept", funders.kept),
        ("short", funders.short),
    ):
        figures |= {(name, back(each)): figure.value / scale for each, figure in sums.items()}
    figures |= {("tier", tier): figure.value / scale for tier, figure in money.by_tier.items()}
    for body in money.bodies:
        for name, figure in (("in", body.inflow), ("out", body.outflow), ("rest", body.remainder)):
            figures[name, back(body.body_id)] = None if figure.value is None else figure.value / scale
    for each in money.twice:
        figures["twice", back(each.body_id), back(each.service_id)] = (each.got.value + each.paid.value) / scale
    for service in funders.services:
        here_is = back(service.service_id)
        figures["concentrated", here_is] = (service.straight.index, service.began.index, service.paid.index)
        for one in service.reliances:
            figures["rests", here_is, back(one.funder_id)] = (one.direct, one.through, one.began)
    for circle in funders.circles:
        figures["circle", frozenset(map(back, circle.bodies))] = circle.amount.value / scale
    network = funders.money.network
    figures["cycling"] = network.cycling_index
    figures["one year"] = sum((each.flow.amount for each in prevention.one_year), Decimal(0)) / scale
    payers = report_benefits(here)
    figures |= {("pays", back(each)): figure.value / scale for each, figure in payers.paid.items()}
    return figures


def cut(here, body, back=lambda name: name):
    report = report_cut(here, here[body], 0.3, what="funder")
    losses = {back(each.element_id): each.share for each in (*report.services, *report.bodies)}
    return {each: share for each, share in losses.items() if share > 1e-4}


def close(found):
    plain = {key: float(value) if isinstance(value, Decimal) else value for key, value in found.items()}
    return {
        key: pytest.approx(value, abs=1e-6, nan_ok=True) if value is not None else None for key, value in plain.items()
    }


def same(one, other):
    assert {key: float(value) if isinstance(value, Decimal) else value for key, value in one.items()} == close(other)


@given(ROWS, st.permutations(range(5)))
@few
def test_names_change_nothing(rows, order):
    def names(number):
        return order[number] if number in BODIES else number

    back = {f"n{names(number):02}": f"n{number:02}" for number in (*BODIES, *SERVICES)} | {"": ""}
    renamed = drawn(rows, names)
    same(told(renamed, lambda name: back.get(name, name)), told(drawn(rows)))
    payer = next((row.start for row in rows if is_paid(row)), None)
    if payer is not None:
        here = cut(drawn(rows), f"n{payer:02}")
        assert cut(renamed, f"n{names(payer):02}", back.get) == pytest.approx(here, abs=1e-6)


def is_paid(row):
    """Whether a row is cash that moves."""
    itself = row.start == row.finish and not (row.service and row.role in {"", "spend"})
    return row.mechanism not in {"in_kind", "loan"} and row.role != "repayment" and not itself


@given(ROWS, st.data())
@few
def test_a_payment_in_two_rows_is_the_same_payment(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    row = rows[at]
    parts = (row.amount / 4, row.amount * 3 / 4)
    split = [*rows[:at], *(Row(**{**vars(row), "amount": part}) for part in parts), *rows[at + 1 :]]
    same(told(drawn(split)), told(drawn(rows)))
    if is_paid(row):
        body = f"n{row.start:02}"
        assert cut(drawn(split), body) == pytest.approx(cut(drawn(rows), body), abs=1e-6)


@given(ROWS)
@few
def test_a_bystander_changes_nothing_of_the_others(rows):
    far = [
        Record("z1", "Organisation", {"name": "Far"}),
        Record("z2", "Service", {"name": "Elsewhere", "prevention_tier": "tertiary"}),
        Record("z3", "FUNDS", {**YEAR, "from_id": "z1", "to_id": "z2", "amount": "77", "flow_role": "spend"}),
    ]
    before, after = told(drawn(rows)), told(drawn(rows, more=far))
    others = {key: value for key, value in after.items() if "z1" not in key and "z2" not in key}
    # What is told of the whole map counts it, and nothing else does.
    whole = {"cycling", ("tier", "tertiary")}
    same(
        {key: value for key, value in others.items() if key not in whole},
        {key: value for key, value in before.items() if key not in whole},
    )


@given(ROWS, st.sampled_from(["0.01", "7", "1000000"]))
@few
def test_shares_do_not_know_the_scale_of_money(rows, times):
    scale = Decimal(times)
    scaled = [Row(**{**vars(row), "amount": row.amount * scale}) for row in rows]
    found, before = told(drawn(scaled), scale=scale), told(drawn(rows))
    if scale < 1:  # what is kept is told to the penny
        found, before = ({k: v for k, v in each.items() if k[0] not in {"kept", "short"}} for each in (found, before))
    same(found, before)


@given(ROWS)
@few
def test_a_hand_put_in_between_hides_a_payer_and_takes_nothing_from_what_rests_on_it(rows):
    paid = [each for each in rows if is_paid(each) and not each.restriction]
    straight = next(
        (each for each in paid if each.finish in SERVICES and each.role == "spend" and not each.service), None
    )
    if straight is None:
        return
    broker = Record("z1", "Organisation", {"name": "Broker"})
    values = {**YEAR, "amount": f"{straight.amount:f}"}
    more = [
        broker,
        Record("z2", "FUNDS", {**values, "from_id": f"n{straight.start:02}", "to_id": "z1", "flow_role": "transfer"}),
        Record("z3", "FUNDS", {**values, "from_id": "z1", "to_id": f"n{straight.finish:02}", "flow_role": "spend"}),
    ]
    others = list(rows)
    others.remove(straight)
    before, after = report_funders(drawn(rows)), report_funders(drawn(others, more=more))
    shares = {
        (service.service_id, one.funder_id): one.through for service in before.services for one in service.reliances
    }
    later = {(service.service_id, one.funder_id): one for service in after.services for one in service.reliances}
    assert {key: one.through for key, one in later.items() if "z1" not in key} == pytest.approx(shares, abs=1e-6)
    assert later[f"n{straight.finish:02}", "z1"].direct > 0
    total, passed_on = (
        report_money(drawn(rows)).total_spend.value,
        report_money(drawn(others, more=more)).total_spend.value,
    )
    assert total == passed_on, "a hand in between spends nothing"


@given(ROWS)
@few
def test_shares_add_up_and_cuts_agree_with_them(rows):
    here = drawn(rows)
    funders = report_funders(here)
    for service in funders.services:
        assert sum(one.began for one in service.reliances) == pytest.approx(1)
        assert sum(one.direct for one in service.reliances) == pytest.approx(1)
        for one in service.reliances:
            assert one.hidden >= 0
            assert one.direct <= one.through + 1e-9 <= 1 + 2e-9
            if one.through > 1e-3:
                lost = report_cut(here, here[one.funder_id], 0.5, what="funder")
                share = {each.element_id: each.share for each in lost.services}
                assert share[service.service_id] == pytest.approx(one.through / 2, abs=1e-6)
        more = report_more(here, here[service.service_id], Decimal(1000))
        assert float(sum(each.new.value for each in more.payers)) == pytest.approx(1000, abs=0.1)
    assert report_ties(here).mean.value is None
