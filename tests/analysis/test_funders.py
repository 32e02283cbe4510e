"""Whose money services rest on, and what follows from a cut: the town's expected answers, and rules one at a time."""

from decimal import Decimal

import pytest

from sysmap.analysis.cuts import report_cut
from sysmap.analysis.funders import as_percent, report_funders
from sysmap.analysis.funding_more import report_more
from sysmap.errors import NoAnswerError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.years import FinancialYear

YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}


def town(*flows, service=None, more=()):
    bodies = [Record(each, "Organisation", {"name": each.upper()}) for each in "abcd"]
    services = [Record(each, "Service", {"name": each, **(service or {})}) for each in ("s", "t")]
    rows = []
    for number, (start, finish, amount, *rest) in enumerate(flows):
        values = {"from_id": start, "to_id": finish, "amount": str(amount), **YEAR, **(rest[0] if rest else {})}
        rows.append(Record(f"m{number}", "FUNDS", values))
    return branch(SystemMap([*bodies, *services, *rows, *more]))


def of(report, service="s"):
    found = next(each for each in report.services if each.service_id == service)
    return {each.funder_id: each for each in found.reliances}


def lost(report):
    return {each.element_id: float(as_percent(each.share)) for each in report.services}


def test_thornmere_as_expected(base, expected):
    told = expected["funder_O06_minus_20pct"]
    cut = lost(report_cut(base, base["O06"], 0.2))
    assert {each: -cut.get(each, 0.0) for each in told["service_change_pct"]} == pytest.approx(
        told["service_change_pct"]
    )
    report = report_funders(base)
    for each, share in told["direct_share_pct"].items():
        found = of(report, each).get("O06")
        assert (100 * found.direct if found else 0.0) == pytest.approx(share, abs=0.05)
    home = next(each for each in report.services if each.service_id == "S01")
    assert round(home.paid.index) == expected["concentration_S01"]["hhi_lower_bound"]
    assert (home.paid.largest_id, f"{100 * home.paid.share:.2f}") == ("O08", "62.03")
    assert float(as_percent(home.payees["O08"])) == expected["concentration_S01"]["share_pct"]
    assert home.not_shown == pytest.approx(82 / 110.7 * (88.97 - 11) / 88.97)
    assert report.kept["O02"].value == Decimal("56800000.00")
    for service in report.services:
        assert sum(each.began for each in service.reliances) == pytest.approx(1)


def test_no_row_of_the_pilot_leaks_into_a_cut(base, thornmere):
    rows = {record.id for record in thornmere if record.scenario}
    report = report_cut(base, base["O06"], 0.2)
    assert not rows & {each for finding in report.findings for each in (*finding.rests_on, *finding.about)}


def test_a_chain_hides_what_it_rests_on():
    money = of(report_funders(town(("a", "b", 60), ("c", "b", 40), ("b", "s", 50))))
    assert (money["a"].direct, money["a"].through, money["a"].hidden) == pytest.approx((0, 0.6, 0.6))
    assert (money["b"].direct, money["b"].through, money["b"].began) == pytest.approx((1, 1, 0))


def test_restricted_money_goes_to_its_purpose_alone():
    tagged = {"restriction": "ringfenced:falls"}
    here = town(("a", "b", 60, tagged), ("c", "b", 40), ("b", "s", 50, tagged), ("b", "t", 40))
    report = report_funders(here)
    assert of(report, "s").keys() == {"a", "b"}
    assert of(report, "t").keys() == {"c", "b"}
    assert lost(report_cut(here, here["a"], 0.5)) == {"s": 50.0}
    assert "falls" in " ".join(report_cut(here, here["a"], 0.5).assumptions)


def test_restricted_money_with_nothing_out_for_it_is_spread_with_a_warning():
    here = town(("a", "b", 50, {"restriction": "restricted:falls"}), ("c", "b", 50), ("b", "s", 80))
    assert lost(report_cut(here, here["a"], 0.2)) == {"s": 10.0}
    assert any(
        line.startswith("Ask: “B” gets money for falls only") for line in report_cut(here, here["a"], 1).assumptions
    )
    assert [each.body_id for each in report_funders(here).money.spread] == ["b"]


def test_a_pot_that_pays_out_more_than_it_got_is_topped_up():
    tagged = {"restriction": "ringfenced:falls"}
    here = town(("a", "b", 60, tagged), ("c", "b", 100), ("b", "s", 80, tagged))
    money = of(report_funders(here))
    assert (money["a"].through, money["c"].through) == pytest.approx((0.75, 0.25))
    report = report_cut(here, here["c"], 0.5)
    assert {each.element_id: each.lost.value for each in report.bodies} == {"b": 50}, "counted once"
    assert lost(report) == {"s": 12.5}


def test_in_kind_and_loans_move_nothing():
    beside = (("b", "s", 900, {"mechanism": "in_kind"}), ("c", "s", 900, {"mechanism": "loan"}))
    report = report_funders(town(("a", "s", 10), *beside))
    assert of(report).keys() == {"a"}
    assert [each.sentence for each in report.findings if each.kind == "loan"] == [
        "“C” lends “s” £900 (2025-26 actual): not income. Ask who pays it back, and when: no repayment is mapped."
    ]


NEXT = {"period_start": "2026-04-01", "period_end": "2027-03-31"}
BACK = {**NEXT, "flow_role": "repayment"}


def test_a_loan_stands_with_what_pays_it_back_of_all_years_each_on_one_basis():
    flows = (
        ("a", "s", 10),
        ("c", "b", 900, {"mechanism": "loan", **NEXT, "basis": "forecast"}),
        ("b", "c", 200, {**BACK, "basis": "budget"}),
        ("b", "c", 180, BACK),
        ("b", "c", 70, {**BACK, "period_start": "2027-04-01", "period_end": "2028-03-31", "basis": "forecast"}),
        ("b", "c", 5, {**BACK, "currency": "EUR"}),
        ("b", "d", 40, BACK),
    )
    report = report_funders(town(*flows))
    (loan,) = report.loans
    assert (loan.lent, loan.repaid) == (900, 250), "the budget for a year with actual figures is not added to them"
    said = "“C” lends “B” £900 (2026-27 forecast): not income."
    said += " £250 paid back is mapped (2026-27 actual, 2027-28 forecast)."
    assert said in [each.sentence for each in report.findings]


def test_what_pays_back_counts_for_one_loan_only():
    deals = [Record(each, "Agreement", {"name": each}) for each in ("g", "h")]
    flows = (
        ("c", "b", 900, {"mechanism": "loan", "agreement_id": "g"}),
        ("c", "b", 100, {"mechanism": "loan", "agreement_id": "h"}),
        ("c", "b", 50, {"mechanism": "loan"}),
        ("a", "c", 300, {**BACK, "agreement_id": "g"}),
        ("b", "c", 20, BACK),
        ("a", "c", 7, BACK),
    )
    loans = report_funders(town(*flows, more=deals)).loans
    assert [(each.agreement_id, each.lent, each.repaid) for each in loans] == [
        ("g", 900, 300),
        ("h", 100, 0),
        ("", 50, 20),
    ], "under an agreement others may pay back; else the borrower does"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("guarantee", "“C” stands good for £900 (2025-26 actual) of “B”: no money moves unless it is called on."),
        ("equity", "“C” holds £900 (2025-26 actual) of “B”: a share in it, and not income."),
    ],
)
def test_what_is_no_loan_is_not_called_one(how, said):
    report = report_funders(town(("c", "b", 900, {"mechanism": how})))
    assert [each.sentence for each in report.findings] == [said]


def test_currencies_are_never_added():
    report = report_funders(town(("a", "s", 10), ("b", "s", 99, {"currency": "EUR"})))
    assert report.services[0].amount.value == 10
    assert report.money.selection.left_out == ("1 flow in another currency than GBP left out",)


def test_money_that_comes_back_is_told_with_its_smallest_payment():
    report = report_funders(town(("a", "b", 100), ("b", "c", 30), ("c", "b", 5), ("b", "s", 60)))
    assert [(each.bodies, each.amount.value) for each in report.circles] == [(("b", "c"), 5)]
    assert report.money.network.cycling_index > 0


@pytest.mark.parametrize(("floor", "stops"), [("81", "yes"), ("80", "no"), ("79", "no"), (None, "unknown")])
def test_a_service_stops_under_the_least_it_can_run_on(floor, stops):
    here = town(("a", "s", 20), ("b", "s", 80), service={"viability_floor": floor} if floor else {})
    assert report_cut(here, here["a"]).services[0].stops == stops


def test_what_stops_takes_with_it_what_depends_on_it():
    link = Record("d", "DEPENDS_ON", {"from_id": "t", "to_id": "s", "criticality": "high"})
    here = town(("a", "s", 20), ("b", "t", 5), more=[link])
    report = report_cut(here, here["a"])
    assert (report.services[0].stops, report.services[0].needed_by) == ("yes", ("t",))
    assert report.also_stop == {"s": ("t",)}


def test_outcomes_go_by_signs():
    outcome = Record("o", "Factor", {"name": "Falls", "outcome": "yes", "desired_direction": "down"})
    link = Record("i", "INFLUENCES", {"from_id": "s", "to_id": "o", "polarity": "-", "confidence": "high"})
    here = town(("a", "s", 20), more=[outcome, link])
    report = report_cut(here, here["a"], 0.1)
    assert list(report.pushed_wrong) == ["o"]
    assert report.findings[1].sentence.startswith("“Falls” would go up, which nobody wants")


@pytest.mark.parametrize("way", ["depends", "delivers"])
def test_what_stops_with_it_and_what_nobody_delivers_any_more_pushes_outcomes_too(way):
    outcome = Record("o", "Factor", {"name": "Falls", "outcome": "yes", "desired_direction": "down"})
    link = Record("i", "INFLUENCES", {"from_id": "t", "to_id": "o", "polarity": "-", "confidence": "high"})
    if way == "depends":
        rest = Record("d", "DEPENDS_ON", {"from_id": "t", "to_id": "s", "criticality": "high"})
        here = town(("a", "s", 20), ("b", "t", 5), more=[outcome, link, rest])
        report = report_cut(here, here["a"])
    else:
        rest = Record("l", "DELIVERS", {"from_id": "d", "to_id": "t"})
        here = town(("a", "s", 30), more=[outcome, link, rest])
        report = report_cut(here, here["d"], what="supplier")
    assert (list(report.pushed_wrong), report.reached) == (["o"], 1)
    assert "Outcomes follow which way links push" in report.assumptions[-1]


def test_where_no_influence_leads_to_an_outcome_nothing_is_said_of_outcomes():
    here = town(("a", "s", 20))
    report = report_cut(here, here["a"])
    assert (report.pushed_wrong, report.unsure, report.reached) == ({}, (), 0)
    assert not any("Outcomes" in each for each in report.assumptions)


def test_an_agreement_takes_only_what_flows_under_it():
    agreement = Record("g", "Agreement", {"name": "Deal"})
    spend = {"service_id": "s", "flow_role": "spend"}
    here = town(("a", "b", 30, {**spend, "agreement_id": "g"}), ("a", "c", 70, spend), more=[agreement])
    assert lost(report_cut(here, here["g"])) == {"s": 30.0}
    assert lost(report_cut(here, here["b"])) == {"s": 30.0}, "a body that pays nobody is a supplier"


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        ({"b": 60, "c": 40}, "Most of it, £60, is what “B” would lose."),
        ({"b": 45, "c": 45, "s": 10}, "“B” (£45) and “C” (£45) bear 90% of it between them."),
        ({"b": 50, "c": 50}, "“B” (£50) and “C” (£50) bear all of it between them."),
        ({"b": 51, "c": 49}, "“B” (£51) and “C” (£49) bear all of it between them."),
        ({"b": 40, "c": 20, "s": 40}, "“B” (£40) and “C” (£20) bear 60% of it between them."),
        ({"b": 30, "c": 30, "d": 30, "s": 10}, "“B” (£30), “C” (£30) and “D” (£30) bear 90% of it between them."),
        ({"b": 10, "s": 90}, ""),
    ],
)
def test_who_bears_most_of_a_cut_is_named_also_where_several_do(paid, said):
    here = town(*(("a", each, amount) for each, amount in paid.items()))
    sentence = report_cut(here, here["a"]).findings[0].sentence
    assert sentence.endswith(said or "goes at first (2025-26, actual).")


def test_of_services_that_lose_the_same_share_the_one_that_loses_most_comes_first():
    here = town(("a", "s", 30), ("a", "t", 3_000))
    report = report_cut(here, here["a"], 0.2)
    assert [each.element_id for each in report.services] == ["t", "s"]


def test_money_that_is_passed_on_is_borne_once():
    here = town(("a", "b", 60), ("b", "c", 60), ("c", "s", 60), ("a", "d", 40))
    report = report_cut(here, here["a"])
    assert {each: figure.value for each, figure in report.first.items()} == {"b": 60, "d": 40}
    assert "Most of it, £60, is what “B” would lose." in report.findings[0].sentence


SPEND = {"flow_role": "spend"}


@pytest.mark.parametrize(
    ("paid", "share", "said"),
    [
        (
            {"s": (70, 30)},
            1.0,
            "were lost, “s” would need somebody else for 70.0% of what is spent on it. It is paid £70",
        ),
        ({"s": (70, 0)}, 1.0, "were lost, “s” would need somebody else for all of what is spent on it. It is paid £70"),
        (
            {"s": (70, 30)},
            0.5,
            "“s” would need somebody else for 35.0% of what is spent on it. That is £35 of what it is",
        ),
        (
            {"s": (70, 30), "t": (20, 80)},
            1.0,
            "2 services would need somebody else: “s” for 70.0% of what is spent on it, “t” for 20.0%. It is paid £90",
        ),
    ],
)
def test_a_lost_supplier_leaves_its_services_in_need_of_somebody_else(paid, share, said):
    rows = [
        ("a", body, amount, {**SPEND, "service_id": service})
        for service, amounts in paid.items()
        for body, amount in zip("bc", amounts, strict=True)
        if amount
    ]
    here = town(*rows)
    assert said in report_cut(here, here["b"], share, what="supplier").findings[0].sentence


def test_what_a_lost_supplier_pays_itself_is_told_apart_and_no_loss_that_is_known_is_said_not_to_be():
    delivers = Record("l", "DELIVERS", {"from_id": "b", "to_id": "s"})
    here = town(
        ("a", "b", 40, {"flow_role": "transfer"}), ("b", "s", 30), ("b", "t", 10), ("c", "t", 10), more=[delivers]
    )
    report = report_cut(here, here["b"], what="supplier")
    assert report.without_money == ()
    assert report.findings[0].sentence == (
        "If “B” were lost, “s” would need somebody else for all of what is spent on it; without what it pays itself,"
        " “t” would lose 50.0% of its money."
    )


def test_an_ended_agreement_says_what_its_service_would_lose_and_what_is_paid_under_it():
    agreement = Record("g", "Agreement", {"name": "Deal"})
    here = town(("a", "s", 30, {"agreement_id": "g"}), ("a", "s", 70), more=[agreement])
    said = report_cut(here, here["g"]).findings[0].sentence
    assert said == "If “Deal” ended, “s” would lose 30.0% of its money. £30 is paid under it (2025-26, actual)."


def test_a_supplier_with_no_money_on_the_map_is_not_lost_for_nothing():
    here = town(("a", "s", 30), more=[Record("l", "DELIVERS", {"from_id": "d", "to_id": "t"})])
    report = report_cut(here, here["d"], what="supplier")
    assert (report.services, report.without_money) == ((), ("t",))
    said = "If “D” were lost, “t” would need somebody else, and what is spent on it is not on this map."
    assert report.findings[0].sentence == said
    with pytest.raises(NoAnswerError, match="no cash is paid by “D” on this map in 2025-26"):
        report_cut(here, here["d"], what="funder")


def test_more_of_a_service_is_paid_in_the_shares_of_today():
    flows = (
        ("a", "b", 60, {"flow_role": "transfer"}),
        ("d", "b", 40, {"flow_role": "source"}),
        ("b", "c", 100, {"flow_role": "transfer"}),
        ("c", "s", 80, {"flow_role": "spend"}),
        ("a", "s", 20, {"flow_role": "spend"}),
        ("c", "t", 20, {"flow_role": "spend"}),
    )
    here = town(*flows)
    report = report_more(here, here["s"], Decimal(10))
    # By hand: s is paid 80 by c and 20 by a; c all by b; b 60 by a and 40 by d.
    paid = {each.body_id: (each.pays.value, each.new.value) for each in report.payers}
    assert paid == {
        "a": (Decimal("6.80"), Decimal("6.80")),
        "b": (Decimal("8.00"), Decimal("0.00")),
        "c": (Decimal("8.00"), Decimal("0.00")),
        "d": (Decimal("3.20"), Decimal("3.20")),
    }
    with pytest.raises(NoAnswerError, match="no cash reaches"):
        report_more(here, here["s"], Decimal(10), year=FinancialYear(2030))


def test_a_pot_that_its_own_body_tops_up_is_paid_once():
    own = {"restriction": "restricted:x"}
    here = town(("a", "b", 40, own), ("c", "b", 60), ("b", "s", 50, {**own, "flow_role": "spend"}))
    paid = {
        each.body_id: (each.pays.value, each.new.value) for each in report_more(here, here["s"], Decimal(10)).payers
    }
    assert paid["b"] == (Decimal("10.00"), Decimal("0.00")), "what it moves between its own pots is not paid to anybody"
    assert (paid["a"], paid["c"]) == ((Decimal("8.00"), Decimal("8.00")), (Decimal("2.00"), Decimal("2.00")))


def test_concentration_of_payers_payees_and_beginnings():
    many = Record("m", "Organisation", {"name": "Residents", "kind": "community"})
    flows = (
        ("a", "s", 50, {"flow_role": "spend"}),
        ("b", "s", 30, {"flow_role": "spend"}),
        ("m", "s", 20, {"flow_role": "spend"}),
    )
    (service,) = report_funders(town(*flows, more=[many])).services
    assert service.straight.index == pytest.approx(50**2 + 30**2), "a group of many counts as nothing"
    assert (service.straight.largest_id, service.straight.share) == ("a", 0.5)
    assert service.straight.effective == pytest.approx(10_000 / 3400)
    assert (service.paid.index, service.paid.largest_id, service.paid.effective) == (0, "", None), "nobody is named"


def test_a_body_that_keeps_one_purpose_and_overspends_the_rest_is_asked_about():
    own = {"restriction": "restricted:x"}
    report = report_funders(town(("a", "b", 100, own), ("b", "s", 40, own), ("b", "t", 50), ("c", "b", 10)))
    assert (report.kept["b"].value, report.short["b"].value) == (60, 40)
    (asked,) = [finding for finding in report.findings if finding.kind == "kept_for_a_purpose"]
    assert "keeps £60 that came in for one purpose only, and pays out £40 beyond what else comes in" in asked.sentence


def test_what_a_body_pays_to_itself_is_no_circle():
    report = report_funders(town(("a", "a", 10, {"flow_role": "transfer"}), ("a", "s", 5, {"flow_role": "spend"})))
    assert (report.money.network.cycling_index, report.circles) == (0, ())


@pytest.mark.parametrize(("name", "what"), [("b", "funder"), ("g", None), ("b", "supplier")])
def test_a_cut_says_what_else_goes_and_is_no_cash(name, what):
    deal = Record("g", "Agreement", {"name": "Deal"})
    under = {"agreement_id": "g"}
    flows = (
        ("b", "s", 50, under),
        ("a", "b", 5, {"service_id": "t", "flow_role": "spend"}),
        ("b", "s", 7, {**under, "mechanism": "in_kind"}),
        ("b", "s", 30, {**under, "mechanism": "loan"}),
        ("d", "s", 9, {"mechanism": "in_kind"}),
    )
    here = town(*flows, more=[deal])
    missing = report_cut(here, here[name], what=what).findings[0].missing
    assert "what follows where £7 given in kind for “s” goes too" in missing
    assert "what follows where £30 lent for “s” goes too" in missing
    assert not any("£9" in each for each in missing), "what others give stays"
    with pytest.raises(NoAnswerError, match="£9 given in kind for “s” is not followed"):
        report_cut(here, here["d"], what="funder")
