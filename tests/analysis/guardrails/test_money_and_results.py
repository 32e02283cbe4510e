"""Rules about money, markets, sides and results: each trips, does not, and stands at its threshold."""

import pytest

YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
COUNCIL = ("b", "Organisation", {"name": "Council", "sector": "local_government", "control": "ours"})
UNIT = ("u", "Organisation", {"name": "Care unit", "sector": "local_government", "control": "ours"})
IN_COUNCIL = ("p", "PART_OF", {"from_id": "u", "to_id": "b"})
FIRM = ("s", "Organisation", {"name": "Carers Ltd", "sector": "private"})
OTHER = ("t", "Organisation", {"name": "Others Ltd", "sector": "private"})
CARE = ("v", "Service", {"name": "Home care"})
OWNS = ("g", "GOVERNS", {"from_id": "b", "to_id": "s", "role_kind": "owns"})


def pays(record_id, payer, payee, amount, **values):
    ends = {"from_id": payer, "to_id": payee, "amount": str(amount)}
    return (record_id, "FUNDS", {name: text for name, text in {**YEAR, **ends, **values}.items() if text})


CONTRACT = {"mechanism": "contract", "flow_role": "spend", "service_id": "v", "vat": "inclusive"}


@pytest.mark.parametrize(
    ("amount", "values", "asked"),
    [
        # A year's payments from April 2025 are held against the threshold of 2025.
        (214_904, {}, ["low"]),
        (214_903, {}, []),
        (210_000, {"period_start": "2026-04-01", "period_end": "2027-03-31"}, ["low"]),
        (663_540, {}, ["low"]),
        (663_541, {}, ["medium"]),
        (600_000, {"vat": "exclusive"}, ["medium"]),
        (900_000, {"agreement_id": "c"}, []),
        (900_000, {"mechanism": "grant"}, []),
        (900_000, {"flow_role": "transfer"}, []),
    ],
)
def test_large_spend_without_an_agreement(ask_rule, amount, values, asked):
    checked = ask_rule("G03", COUNCIL, FIRM, CARE, pays("m", "b", "s", amount, **{**CONTRACT, **values}))
    assert [each.question.severity for each in checked.asked] == asked


def test_payments_to_one_supplier_are_added_before_the_threshold(ask_rule, found):
    rows = [pays(f"m{each}", "b", "s", 110_000, **CONTRACT) for each in range(2)]
    assert found(ask_rule("G03", COUNCIL, FIRM, CARE, *rows)) == [("low", "m0")]
    owned = ask_rule("G03", COUNCIL, FIRM, CARE, OWNS, *rows)
    assert found(owned) == [("info", "m0")]


def test_without_saying_who_we_are_spend_is_not_checked(ask_rule):
    council = ("b", "Organisation", {"name": "Council"})
    checked = ask_rule("G03", council, FIRM, CARE, pays("m", "b", "s", 9_000_000, **CONTRACT))
    assert (checked.status, checked.missing) == ("not_checked", ("which organisation is ours: set control=ours",))


def test_ours_is_what_is_marked_with_all_that_is_part_of_it(ask_rule, found):
    plain = ("b", "Organisation", {"name": "Council"})
    team = (("w", "Organisation", {"name": "Team"}), ("q", "PART_OF", {"from_id": "w", "to_id": "u"}))
    rows = [pays(f"m{each}", each, "s", 300_000, flow_id=each, **CONTRACT) for each in "buw"]
    asked = ask_rule("G03", plain, UNIT, IN_COUNCIL, *team, FIRM, CARE, *rows)
    assert found(asked) == [("low", "u"), ("low", "w")], "the council around our unit is not ours for that"


POST = ("r", "Role", {"name": "Chair of care"})


def holds(record_id, body, **values):
    return (record_id, "HOLDS", {"from_id": "r", "to_id": body, **values})


def test_one_post_on_both_sides(ask_rule, found):
    paid = pays("m", "u", "s", 5000)
    here, there = holds("h", "b"), holds("i", "s")
    sides = (COUNCIL, UNIT, IN_COUNCIL, FIRM, POST)
    assert found(ask_rule("G01", *sides, here, there, paid)) == [("high", "r", "b", "s", "m")]
    assert found(ask_rule("G01", *sides, here, paid)) == []
    left = holds("i", "s", end_date="2025-03-31")
    assert found(ask_rule("G01", *sides, here, left, paid)) == []
    to_the_day = holds("i", "s", end_date="2025-04-01")
    assert [each[0] for each in found(ask_rule("G01", *sides, here, to_the_day, paid))] == ["high"]
    under = pays("m", "u", "s", 5000, agreement_id="c")
    checked = ("c", "Agreement", {"name": "Deal", "last_conflicts_check": "2026-01-01"})
    assert [each[0] for each in found(ask_rule("G01", *sides, here, there, under, checked))] == ["medium"]
    assert ask_rule("G01", COUNCIL, FIRM, paid).missing == (
        "which posts are held in which bodies",
        "who owns or governs whom",
    )


def test_one_body_that_governs_the_other(ask_rule, found):
    paid = pays("m", "b", "s", 5000)
    assert found(ask_rule("G01", COUNCIL, FIRM, OWNS, paid)) == [("info", "b", "s", "m")]
    board = ("g", "GOVERNS", {"from_id": "s", "to_id": "b", "role_kind": "regulates"})
    assert found(ask_rule("G01", COUNCIL, FIRM, board, paid)) == [("high", "b", "s", "m")]
    assert found(ask_rule("G01", COUNCIL, FIRM, OTHER, OWNS, pays("m", "b", "t", 5000))) == []


def test_money_to_a_service_does_not_say_which_body_is_on_the_other_side(ask_rule):
    rows = [pays("m", "b", "v", 5000), pays("n", "b", "v", 5000, mechanism="internal_budget")]
    checked = ask_rule("G01", COUNCIL, FIRM, CARE, OWNS, *rows, pays("o", "b", "s", 5000))
    assert checked.missing == (
        "which posts are held in which bodies",
        "who is paid, where money goes to a service (for 1)",
    )


@pytest.mark.parametrize(
    ("first", "second", "rest", "asked"),
    [
        (600_000, 0, 400_000, ["medium"]),  # 60% is not over 60%; 3,600 is over 1,000
        (600_001, 0, 399_999, ["high"]),
        (316_227, 0, 683_773, []),  # 999.995
        (316_228, 0, 683_772, ["medium"]),  # 1,000.001
        (300_000, 300_000, 399_999, []),  # under a million a year
    ],
)
def test_few_suppliers(ask_rule, first, second, rest, asked):
    rows = [pays("m", "b", "s", first, **CONTRACT), pays("o", "b", "v", rest, **CONTRACT)]
    rows += [pays("n", "b", "t", second, **CONTRACT)] if second else []
    checked = ask_rule("G11", COUNCIL, FIRM, OTHER, CARE, *rows)
    assert [each.question.severity for each in checked.asked] == asked
    assert all("at least" in each.question.finding.sentence for each in checked.asked)


def test_suppliers_of_one_owner_are_one(ask_rule, found):
    owner = ("w", "Organisation", {"name": "Holding plc", "sector": "private"})
    owned = [("x", "GOVERNS", {"from_id": "w", "to_id": "s", "role_kind": "owns"})]
    owned += [("y", "GOVERNS", {"from_id": "w", "to_id": "t", "role_kind": "owns"})]
    rows = [pays("m", "b", "s", 500_000, **CONTRACT), pays("n", "b", "t", 500_000, **CONTRACT)]
    assert found(ask_rule("G11", COUNCIL, FIRM, OTHER, CARE, *rows)) == [("medium", "v", "s")]
    assert found(ask_rule("G11", COUNCIL, FIRM, OTHER, owner, CARE, *owned, *rows)) == [("high", "v", "w")]
    unknown = ask_rule("G11", COUNCIL, CARE, pays("m", "b", "v", 2_000_000, **CONTRACT))
    assert (unknown.status, unknown.missing) == ("not_checked", ("who the suppliers are",))


@pytest.mark.parametrize(
    ("amount", "asked"), [(49_999, []), (50_000, ["low"]), (69_999, ["low"]), (70_000, ["medium"])]
)
def test_dependent_on_one_funder(ask_rule, amount, asked):
    firm = ("s", "Organisation", {"name": "Carers Ltd", "annual_income": "100000"})
    checked = ask_rule("G12", COUNCIL, firm, pays("m", "b", "s", amount))
    assert [each.question.severity for each in checked.asked] == asked
    assert ask_rule("G12", COUNCIL, FIRM, pays("m", "b", "s", amount)).missing == ("its income a year",)


@pytest.mark.parametrize(
    ("amount", "values", "asked"),
    [
        (315_001, {}, ["medium"]),
        (315_000, {}, []),
        (315_001, {"mechanism": "contract"}, []),
        (315_001, {"period_start": "2023-04-01", "period_end": "2024-03-31"}, []),
        (315_001, {"period_start": "2024-04-01", "period_end": "2025-03-31"}, ["medium"]),
        (315_001, {"agreement_id": "c"}, []),
    ],
)
def test_public_help(ask_rule, amount, values, asked):
    assessed = ("c", "Agreement", {"name": "Grant", "subsidy_assessment_date": "2025-01-01"})
    grant = pays("m", "b", "s", amount, **{"mechanism": "grant", **values})
    assert [each.question.severity for each in ask_rule("G14", COUNCIL, FIRM, assessed, grant).asked] == asked


def test_a_company_that_a_council_owns_is_an_enterprise(ask_rule, found):
    company = ("s", "Organisation", {"name": "Living Well Ltd", "sector": "local_government"})
    grant = pays("m", "b", "s", 315_001, mechanism="grant")
    assert found(ask_rule("G14", COUNCIL, company, grant)) == [], "another council is none"
    owned = (*company[:2], {**company[2], "kind": "council_owned_company"})
    assert found(ask_rule("G14", COUNCIL, owned, grant)) == [("medium", "s")]


def test_public_help_counts_the_best_basis_of_each_year_once(ask_rule, found):
    rows = [pays("m", "b", "s", 200_000, mechanism="grant", flow_id="f")]
    rows += [pays("n", "b", "s", 250_000, mechanism="grant", flow_id="f", basis="budget")]
    assert found(ask_rule("G14", COUNCIL, FIRM, *rows)) == []
    next_year = {"period_start": "2026-04-01", "period_end": "2027-03-31", "basis": "budget"}
    rows += [pays("o", "b", "s", 115_001, mechanism="grant", flow_id="f", **next_year)]
    assert found(ask_rule("G14", COUNCIL, FIRM, *rows)) == [("medium", "s")]
    assert ask_rule("G14", COUNCIL, FIRM, pays("m", "b", "s", 500_000)).missing == ("how the money moves",)


def test_money_that_returns(ask_rule, found):
    def ring(*amounts, **values):
        ends = ["b", "s", "t", "x", "y"][: len(amounts)]
        bodies = [(each, "Organisation", {"name": each}) for each in ends]
        steps = zip(ends, [*ends[1:], ends[0]], amounts, strict=True)
        rows = [pays(f"m{at}", *step, **(values if at == 0 else {})) for at, step in enumerate(steps)]
        return ask_rule("G15", *bodies, *rows)

    assert found(ring(10_001, 10_001)) == [("medium", "b", "s")]
    assert found(ring(10_001, 10_000)) == []
    assert found(ring(20_000, 20_000, 20_000, 20_000)) == [("medium", "b", "s", "t", "x")]
    assert found(ring(20_000, 20_000, 20_000, 20_000, 20_000)) == []
    assert found(ring(20_000, 20_000, mechanism="pooled_s75")) == [("info", "b", "s")]
    assert found(ring(20_000, 20_000, mechanism="loan")) == []


def test_restricted_money_off_its_purpose(ask_rule, found):
    came = pays("i", "t", "b", 1000, restriction="ringfenced:public_health")

    def spent(amount, **service):
        paid = pays("m", "b", "s", amount, restriction="ringfenced:public_health", service_id="v")
        return ask_rule("G16", COUNCIL, FIRM, OTHER, ("v", "Service", {"name": "Falls", **service}), came, paid)

    assert found(spent(1000)) == []
    assert found(spent(1001)) == [("high", "b", "m")]
    assert spent(1000).missing == ("for which purposes each service may be paid: set purposes",)
    assert found(spent(1000, purposes="public_health")) == []
    assert found(spent(1000, purposes="adaptations")) == [("high", "m", "v")]
    nothing = ask_rule("G16", COUNCIL, FIRM, pays("m", "b", "s", 1000))
    assert (nothing.status, nothing.missing) == ("not_checked", ("money that comes in tied to a purpose",))


def test_who_checks_the_result(ask_rule, found):
    falls = ("f", "Factor", {"name": "Falls"})
    delivers = ("d", "DELIVERS", {"from_id": "s", "to_id": "v"})
    moves = ("i", "INFLUENCES", {"from_id": "v", "to_id": "f", "polarity": "-"})
    measure = {"name": "Completers", "factor_id": "f", "collected_by": "s"}
    supplies = ("y", "PARTY_TO", {"from_id": "s", "to_id": "c", "role_kind": "supplier"})

    def ask(*records, **values):
        return ask_rule("G17", FIRM, OTHER, CARE, falls, ("m", "Measure", {**measure, **values}), *records)

    assert found(ask(delivers, moves)) == [("low", "m", "s")]
    assert found(ask(delivers)) == []
    assert found(ask(delivers, moves, collected_by="t")) == []
    contract = ("c", "Agreement", {"name": "Deal", "kind": "contract"})
    assert found(ask(contract, supplies, kpi_of_agreement="c")) == [("medium", "m", "s")]
    by_result = ("c", "Agreement", {"name": "Deal", "kind": "outcomes_contract"})
    assert found(ask(by_result, supplies, kpi_of_agreement="c")) == [("high", "m", "s")]
    unknown = ask_rule("G17", falls, ("m", "Measure", {"name": "Completers", "factor_id": "f"}))
    assert (unknown.status, unknown.missing) == ("not_checked", ("who collects it",))


@pytest.mark.parametrize(
    ("price", "values", "asked"),
    [
        ("27.319", {}, []),  # exactly 15% under 32.14
        ("27.318", {}, ["medium"]),
        ("36.961", {}, []),
        ("36.962", {}, ["medium"]),
        ("20", {"unit_of_purchase": "session"}, None),
        ("20", {"period_start": "2024-04-01", "period_end": "2025-03-31"}, None),
        ("20", {"service_id": "w"}, None),
    ],
)
def test_a_price_out_of_line(ask_rule, price, values, asked):
    row = pays("m", "b", "s", 1000, **{**CONTRACT, "unit_of_purchase": "hour", "unit_price": price, **values})
    checked = ask_rule("G19", COUNCIL, FIRM, CARE, ("w", "Service", {"name": "Gardening"}), row)
    if asked is None:
        assert checked.status == "not_checked"
        assert checked.missing[0].startswith("a reference price of that day")
    else:
        assert [each.question.severity for each in checked.asked] == asked


def test_a_service_says_in_what_it_is_bought_where_a_payment_does_not(ask_rule):
    care = ("v", "Service", {"name": "Home care", "unit_of_purchase": "hour"})

    def ask(service, **values):
        return ask_rule("G19", COUNCIL, FIRM, service, pays("m", "b", "s", 1000, **CONTRACT, **values))

    assert [each.question.severity for each in ask(care, unit_price="20").asked] == ["medium"]
    assert ask(care).missing == ("its unit price",)
    assert ask(CARE).status == "not_checked"
    assert ask(care, unit_of_purchase="none", unit_price="20").missing == (
        "unit prices of services that a reference price is known for on this map",
    )


def test_an_outcome_has_a_measure_that_is_still_observed(ask_rule, found):
    outcome = ("f", "Factor", {"name": "Falls", "outcome": "yes", "desired_direction": "down"})
    measure = ("m", "Measure", {"name": "Falls a month", "factor_id": "f"})

    def seen(day):
        return ("o", "Observation", {"measure_id": "m", "date": day, "value": "3"})

    assert found(ask_rule("G20", outcome)) == [("medium", "f")]
    assert found(ask_rule("G20", outcome, measure)) == [("medium", "m")]
    assert found(ask_rule("G20", outcome, measure, seen("2025-11-22"))) == []
    assert found(ask_rule("G20", outcome, measure, seen("2025-11-21"))) == [("medium", "m")]
    assert ask_rule("G20", outcome, measure, seen("2025-11-22")).missing == ("spend on services",)


def test_money_leads_to_something_better(ask_rule, found):
    outcome = ("f", "Factor", {"name": "Falls", "outcome": "yes", "desired_direction": "down"})
    between = [(each, "Factor", {"name": each}) for each in "xyz"]
    measured = (("m", "Measure", {"name": "Falls", "factor_id": "f"}),)
    measured += (("o", "Observation", {"measure_id": "m", "date": "2026-10-01", "value": "3"}),)
    money = pays("p", "b", "v", 1000, **CONTRACT)

    def chain(*steps, last="-"):
        ends = ["v", *steps, "f"]
        links = [
            (f"i{at}", "INFLUENCES", {"from_id": ends[at], "to_id": ends[at + 1], "polarity": "+"})
            for at in range(len(ends) - 2)
        ]
        return [*links, ("l", "INFLUENCES", {"from_id": ends[-2], "to_id": "f", "polarity": last})]

    def ask(*links):
        return found(ask_rule("G20", COUNCIL, CARE, outcome, *between, *measured, money, *links))

    assert ask(*chain("x", "y")) == []
    assert ask(*chain("x", "y", "z")) == [("medium", "v")]
    assert ask(*chain("x", last="+")) == [("medium", "v")]
    assert ask(*chain("x", last="?")) == [("medium", "v")]
    assert ask() == []
