"""Every rule has a map that trips it, one that must not, and one at its threshold; none may be forgotten."""

from datetime import date

import pytest

from sysmap.analysis.guardrails.table import RULES

YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
BODIES = (
    ("b", "Organisation", {"name": "Council", "sector": "local_government", "control": "ours"}),
    ("s", "Organisation", {"name": "Carers Ltd", "sector": "private", "annual_income": "100000"}),
    ("t", "Organisation", {"name": "Others Ltd", "sector": "private", "annual_income": "9000000"}),
)
CARE = ("v", "Service", {"name": "Home care", "purposes": "falls", "status": "live"})
BOUGHT = {"mechanism": "contract", "flow_role": "spend", "service_id": "v", "vat": "inclusive"}
AWARDED = {
    "name": "Deal",
    "kind": "contract",
    "regime": "PA2023",
    "procedure": "open",
    "light_touch": "no",
    "category": "services",
    "vat": "inclusive",
    "original_value": "300000",
    "current_value": "300000",
    "original_term_months": "40",
    "current_term_months": "40",
    "kpi_count": "3",
    "bids_received": "4",
    "start_date": "2026-02-01",
    "conflicts_assessment_date": "2026-01-01",
}
OUTCOME = ("f", "Factor", {"name": "Falls", "outcome": "yes", "desired_direction": "down"})
HELPS = ("i", "INFLUENCES", {"from_id": "v", "to_id": "f", "polarity": "-"})
MEASURE = ("m", "Measure", {"name": "Falls a month", "factor_id": "f", "collected_by": "t"})


def pays(amount, record_id="p", payer="b", payee="s", **values):
    return (record_id, "FUNDS", {"from_id": payer, "to_id": payee, "amount": str(amount), **YEAR, **values})


def deal(record_id="c", buyer="b", supplier="s", **values):
    """An agreement with its two parties."""
    return (
        (record_id, "Agreement", {name: text for name, text in {**AWARDED, **values}.items() if text}),
        (f"{record_id}1", "PARTY_TO", {"from_id": buyer, "to_id": record_id, "role_kind": "buyer"}),
        (f"{record_id}2", "PARTY_TO", {"from_id": supplier, "to_id": record_id, "role_kind": "supplier"}),
    )


def direct(*days):
    """Direct awards on those days."""
    awards = [deal(f"c{at}", procedure="direct_award", start_date=day) for at, day in enumerate(days)]
    return [*BODIES, *(record for each in awards for record in each)]


def similar(value, count=3):
    """As many agreements of one sort, three months apart, each worth as much."""
    days = ("2026-02-01", "2026-05-01", "2026-08-01")[:count]
    awards = [deal(f"c{at}", current_value=value, cpv="85310000", start_date=day) for at, day in enumerate(days)]
    return [*BODIES, *(record for each in awards for record in each)]


def held_until(day):
    """A post in who pays and in who is paid, left on a day, and money of the year that began on 1 April 2025."""
    post = ("r", "Role", {"name": "Chair"})
    here = ("h", "HOLDS", {"from_id": "r", "to_id": "b"})
    there = ("k", "HOLDS", {"from_id": "r", "to_id": "s", "end_date": day})
    # Who owns somebody else has nothing to do with it, and shows that the rule could look.
    elsewhere = ("g", "GOVERNS", {"from_id": "b", "to_id": "t", "role_kind": "owns"})
    return [*BODIES, post, here, there, elsewhere, pays(1000)]


def market(*amounts):
    """A service of as many suppliers."""
    suppliers = [(f"w{at}", "Organisation", {"name": f"Supplier {at}"}) for at in range(len(amounts))]
    rows = [pays(amount, f"p{at}", payee=f"w{at}", **BOUGHT) for at, amount in enumerate(amounts)]
    return [*BODIES, *suppliers, CARE, *rows]


def ring(smallest):
    return [*BODIES, pays(20_000), pays(smallest, "q", payer="s", payee="b")]


def restricted(out):
    tagged = {"restriction": "ringfenced:falls"}
    return [*BODIES, CARE, pays(1000, "q", payer="t", payee="b", **tagged), pays(out, service_id="v", **tagged)]


def collected(by, **values):
    """A measure of what a body's service moves."""
    delivers = ("d", "DELIVERS", {"from_id": "s", "to_id": "v"})
    return [*BODIES, CARE, OUTCOME, HELPS, delivers, ("m", "Measure", {**MEASURE[2], "collected_by": by, **values})]


def pilot(**values):
    rule = {"decision_rule": "Scale if falls drop, else stop"}
    return [("v", "Service", {"name": "Pilot", "status": "pilot", **rule, **values})]


def price(of_one):
    return [*BODIES, CARE, pays(1000, **BOUGHT, unit_of_purchase="hour", unit_price=of_one)]


def seen(day):
    return [
        *BODIES,
        CARE,
        OUTCOME,
        HELPS,
        MEASURE,
        ("o", "Observation", {"measure_id": "m", "date": day, "value": "3"}),
        pays(1000, **BOUGHT),
    ]


def grown(**values):
    return [*BODIES, *deal(**values)]


LARGE = {"current_value": "6000000", "original_value": "6000000", "start_date": "2025-06-01", "status": "live"}

CASES = {
    # rule: what trips it with how much it matters, what must not, what stands at the threshold with what then comes.
    "G01": ((held_until(""), "high"), held_until("2025-03-31"), (held_until("2025-04-01"), "high")),
    "G02": (
        (grown(conflicts_assessment_date=""), "high"),
        grown(conflicts_assessment_date="", current_value="207719.99"),
        (grown(conflicts_assessment_date="", current_value="207720"), "high"),
    ),
    "G03": (
        ([*BODIES, CARE, pays(300_000, **BOUGHT)], "low"),
        [*BODIES, CARE, pays(214_903.99, **BOUGHT)],
        ([*BODIES, CARE, pays(214_904, **BOUGHT)], "low"),
    ),
    "G04": (
        (grown(procedure="direct_award"), "high"),
        grown(procedure="direct_award", current_value="207719.99"),
        (grown(procedure="direct_award", current_value="207720"), "high"),
    ),
    "G05": (
        (direct("2025-06-02", "2026-06-01"), "medium"),
        direct("2024-06-01", "2026-06-01"),
        (direct("2024-06-02", "2026-06-01"), "medium"),
    ),
    "G06": ((grown(current_value="340000"), "low"), grown(current_value="320000"), (grown(current_value="330000"), "")),
    "G07": (
        (grown(current_term_months="48"), "high"),
        grown(current_term_months="42"),
        (grown(current_term_months="44"), ""),
    ),
    "G08": (
        (grown(**LARGE, kpi_count="2"), "high"),
        grown(**LARGE, kpi_count="4"),
        (grown(**{**LARGE, "current_value": "5000000"}, kpi_count="2"), ""),
    ),
    "G09": (
        (grown(**LARGE, last_performance_review="2025-06-30"), "medium"),
        grown(**LARGE, last_performance_review="2026-06-30"),
        (grown(**LARGE, last_performance_review="2025-11-22"), ""),
    ),
    "G10": ((grown(bids_received="1"), "medium"), grown(bids_received="5"), (grown(bids_received="2"), "")),
    "G11": (
        (market(700_000, 200_000, 100_000), "high"),
        market(*[100_000] * 11),
        (market(*[100_000] * 10), ""),
    ),
    "G12": (
        ([*BODIES, pays(80_000)], "medium"),
        [*BODIES, pays(49_999.99)],
        ([*BODIES, pays(50_000)], "low"),
    ),
    "G13": ((similar("100000"), "medium"), similar("69239.99"), (similar("69240"), "medium")),
    "G14": (
        ([*BODIES, pays(400_000, mechanism="grant")], "medium"),
        [*BODIES, pays(100_000, mechanism="grant")],
        ([*BODIES, pays(315_000, mechanism="grant")], ""),
    ),
    "G15": ((ring(15_000), "medium"), ring(5_000), (ring(10_000), "")),
    "G16": ((restricted(1001), "high"), restricted(900), (restricted(1000), "")),
    # It has no figure to stand at: the same body collects, and what it delivers moves the measure, or does not.
    "G17": (
        (collected("s"), "low"),
        collected("t"),
        ([*collected("s", kpi_of_agreement="c"), *deal(supplier="t")], "medium"),
    ),
    "G18": (
        (pilot(learn_by="2026-11-21"), "medium"),
        pilot(learn_by="2027-06-30"),
        (pilot(learn_by="2026-11-22"), ""),
    ),
    "G19": ((price("20"), "medium"), price("30"), (price("27.319"), "")),
    "G20": ((seen("2025-06-30"), "medium"), seen("2026-06-30"), (seen("2025-11-22"), "")),
}


def test_no_rule_is_forgotten():
    assert list(CASES) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_what_trips_it_what_must_not_and_what_stands_at_its_threshold(ask_rule, rule):
    (trips, severity), spared, (at, then) = CASES[rule]
    assert {each.question.severity for each in ask_rule(rule, *trips).asked} == {severity}
    for records, wanted in ((spared, set()), (at, {then} - {""})):
        checked = ask_rule(rule, *records)
        assert {each.question.severity for each in checked.asked} == wanted
        # It is silent because it looked, and not for want of data.
        assert checked.looked
        assert not checked.missing


@pytest.mark.parametrize("rule", ["G08", "G09"])
@pytest.mark.parametrize(
    ("value", "vat", "said"),
    [
        # The Act values a contract with VAT (section 4): 4,166,667 without is just over five million with.
        ("4166666", "exclusive", None),
        ("4166667", "exclusive", ("the rate of VAT, which decides whether it reaches the threshold",)),
        ("4166667", "exempt", None),
        ("4166667", "", "whether its value includes VAT (for 1)"),
        ("5000001", "", ()),
    ],
)
def test_five_million_includes_vat(ask_rule, rule, value, vat, said):
    checked = ask_rule(rule, *grown(**{**LARGE, "current_value": value}, vat=vat, kpi_count="2"))
    # What is not known stands with the question where one is asked, else with what was not checked.
    if isinstance(said, tuple):
        assert checked.asked[0].question.finding.missing == said
    else:
        assert not checked.asked
        assert checked.missing == ((said,) if said else ())


@pytest.mark.parametrize(
    ("rule", "records"),
    [
        ("G02", grown(conflicts_assessment_date="", current_value="180000", vat="")),
        ("G03", [*BODIES, CARE, pays(180_000, **{**BOUGHT, "vat": ""})]),
        ("G04", grown(procedure="direct_award", current_value="180000", vat="")),
    ],
)
def test_a_value_that_vat_would_carry_over_the_threshold_is_no_clean_bill(ask_rule, rule, records):
    checked = ask_rule(rule, *[(each, kind, {k: v for k, v in values.items() if v}) for each, kind, values in records])
    assert not checked.asked
    assert checked.missing == ("whether its value includes VAT (for 1)",)


def test_many_suppliers_under_one_name_are_nobody(ask_rule):
    others = ("w", "Organisation", {"name": "Other providers", "kind": "market_group"})
    rows = [pays(400_000, **BOUGHT), pays(600_000, "q", payee="w", **BOUGHT)]
    (asked,) = ask_rule("G11", *BODIES, others, CARE, *rows).asked
    assert asked.question.severity == "medium"
    assert asked.question.subjects == ("v", "s")
    assert asked.question.finding.missing == ("who gets 60.0% of the money for “Home care”",)


def test_both_sides_are_told_with_the_money_between_them(ask_rule):
    post = [("r", "Role", {"name": "Chair"}), ("h", "HOLDS", {"from_id": "r", "to_id": "b"})]
    post.append(("k", "HOLDS", {"from_id": "r", "to_id": "s"}))
    rows = [pays(1000, flow_id="x"), pays(700, "q", flow_id="x")]
    rows.append(pays(9999, "n", flow_id="x", period_start="2026-04-01", period_end="2027-03-31", basis="budget"))
    (asked,) = ask_rule("G01", *BODIES, *post, *rows, as_of=date(2026, 11, 22)).asked
    assert "£1.7k (2025-26, actual)" in asked.question.finding.sentence
    assert str(asked.question.finding.figures["paid"].value) == "1700"
