"""No withheld figure is the difference of two that are shown."""

import random
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing import parse_profile, redact

PUBLIC = {"sensitivity": "public"}
SECRET = {"sensitivity": "internal"}
YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
PARTNER = parse_profile("p", "sees = 'partner'")


def flow(record_id, start, end, amount, marks=PUBLIC, **more):
    return Record(record_id, "FUNDS", {"from_id": start, "to_id": end, "amount": str(amount), **YEAR, **marks, **more})


def body(record_id, **more):
    return Record(record_id, "Organisation", {"name": f"Body {record_id}", **PUBLIC, **more})


@st.composite
def ledgers(draw):
    """Draw a body that pays out what it takes in, under contracts whose values are stated, some of it secret."""
    # Long numbers that no search for a small example makes alike by chance.
    chance = random.Random(draw(st.integers(0, 10**9)))
    marks = st.sampled_from([PUBLIC, PUBLIC, SECRET])
    drawn = draw(st.lists(st.tuples(marks, st.sampled_from(["a1", "a2"])), min_size=2, max_size=7))
    paid = [(chance.randrange(10**10, 10**12), *each) for each in drawn]
    records = [body("c"), body("g"), *(body(f"p{number}") for number in range(len(paid)))]
    for number, (amount, mark, agreement) in enumerate(paid):
        records.append(flow(f"out{number}", "c", f"p{number}", amount, mark, agreement_id=agreement))
    total = sum(amount for amount, _, _ in paid)
    first = chance.randrange(1, total)
    records.append(flow("in1", "g", "c", first, draw(marks)))
    records.append(flow("in2", "g", "c", total - first, draw(marks)))
    for agreement in ("a1", "a2"):
        value = sum(amount for amount, _, under in paid if under == agreement)
        records.append(Record(agreement, "Agreement", {"name": agreement, "current_value": str(value), **PUBLIC}))
    if draw(st.booleans()):
        records[0] = body("c", annual_income=str(total))
    return SystemMap(records)


def shown_figures(system_map):
    """Give every figure that a page shows or adds up: flows, what each body takes in and pays out, contracts, all."""
    flows = system_map.of("FUNDS")
    figures = [each.number(name) for each in system_map for name in ("amount", "current_value", "annual_income")]
    for key in ("from_id", "to_id", "agreement_id"):
        for value in {each.get(key) for each in flows}:
            of = [each.number("amount") for each in flows if each.get(key) == value]
            figures.append(sum((each for each in of if each is not None), Decimal(0)))
    figures.append(sum((each.number("amount") or Decimal(0) for each in flows), Decimal(0)))
    return {each for each in figures if each}


@settings(max_examples=300, deadline=None)
@given(ledgers(), st.sampled_from(["", "[[band]]\nfields = ['FUNDS.amount']\nedges = [100000]\nwhere = 'to_id = p1'"]))
def test_no_difference_of_two_shown_figures_is_a_withheld_one(ledger, rules):
    redaction = redact(ledger, parse_profile("p", f"sees = 'partner'\n{rules}"))
    left = redaction.view.map
    secret = {
        each.number("amount"): each.id
        for each in ledger.of("FUNDS")
        if each.id not in left or left[each.id].number("amount") is None
    }
    shown = shown_figures(left)
    assert secret.keys().isdisjoint(shown - {left[each].number("amount") for each in left.records})
    for one, other in permutations(shown, 2):
        assert one - other not in secret, (one, other, secret[one - other], redaction.went)


def test_a_contract_that_would_give_a_flow_away_loses_its_value():
    system_map = SystemMap(
        [
            body("c"), body("p"), body("q"),
            Record("a", "Agreement", {"name": "A", "current_value": "300000", **PUBLIC}),
            flow("m", "c", "p", 100_000, agreement_id="a"),
            flow("n", "c", "q", 200_000, SECRET, agreement_id="a"),
        ]
    )  # fmt: skip
    redaction = redact(system_map, PARTNER)
    agreement = redaction.view.map["a"]
    assert "current_value" not in agreement.values
    assert agreement.get("withheld") == "current value"
    assert redaction.view.map["m"].get("amount") == "100000"
    assert any("would follow from it (what is paid under “A”)" in each.why for each in redaction.went)


@pytest.mark.parametrize("secret", ["actual", "budget"])
@pytest.mark.parametrize(("budget", "kept"), [(100_000, False), (100_900, False), (110_000, True)])
def test_a_payment_does_not_follow_from_the_same_on_another_basis(secret, budget, kept):
    marks = {"actual": PUBLIC, "budget": PUBLIC, secret: SECRET}
    system_map = SystemMap(
        [
            body("c"), body("p"),
            flow("paid", "c", "p", 100_000, marks["actual"]),
            flow("planned", "c", "p", budget, {**marks["budget"], "basis": "budget"}),
            flow("before", "c", "p", 100_000, {**PUBLIC, "period_start": "2024-04-01", "period_end": "2025-03-31"}),
        ]
    )  # fmt: skip
    redaction = redact(system_map, PARTNER)
    (shown,) = {"paid", "planned"} & set(redaction.view.map.records)
    assert ("amount" in redaction.view.map[shown].values) == kept
    assert redaction.view.map["before"].get("amount") == "100000"
    told = "money from “Body c” to “Body p” in 2025-26, on two bases"
    assert any(told in each.why for each in redaction.went) != kept


def test_a_contract_that_gives_nothing_away_keeps_its_value():
    system_map = SystemMap(
        [
            body("c"), body("p"), body("q"),
            Record("a", "Agreement", {"name": "A", "current_value": "999999", **PUBLIC}),
            flow("m", "c", "p", 100_000, agreement_id="a"),
            flow("n", "c", "q", 200_000, SECRET, agreement_id="a"),
        ]
    )  # fmt: skip
    assert redact(system_map, PARTNER).view.map["a"].get("current_value") == "999999"


def observed(record_id, value, unit="people", element="f", **more):
    return [
        Record(
            f"m{record_id}", "Measure", {"name": f"Measure {record_id}", "unit": unit, "factor_id": element, **PUBLIC}
        ),
        Record(
            record_id,
            "Observation",
            {"measure_id": f"m{record_id}", "value": str(value), "date": "2026", **PUBLIC, **more},
        ),
    ]


SMALL = parse_profile("p", "sees = 'partner'\n[[suppress]]\nfields = ['Observation.value']\n")


def values(system_map, profile=SMALL):
    left = redact(SystemMap([Record("f", "Factor", {"name": "F", **PUBLIC}), *system_map]), profile).view.map
    return {each.id: each.get("value") or each.get("value_band") or "withheld" for each in left.of("Observation")}


@pytest.mark.parametrize(("value", "shown"), [(1, False), (4, False), (5, True), (6, True)])
def test_counts_are_suppressed_under_the_number_said_and_not_at_it(value, shown):
    left = redact(SystemMap([body("c"), *observed("o", value, element="c")]), SMALL).view.map
    assert (left["o"].get("value") == str(value)) == shown


def test_a_count_of_few_is_suppressed_and_does_not_follow_from_the_total():
    said = values([*observed("young", 3), *observed("old", 41), *observed("all", 44)])
    assert said["young"] == "fewer than 5"
    assert "withheld" in {said["old"], said["all"]}


def test_a_count_of_few_that_no_total_gives_away_costs_nothing_else():
    said = values([*observed("young", 3), *observed("old", 41), *observed("other", 60)])
    assert said == {"young": "fewer than 5", "old": "41", "other": "60"}


def test_rates_shares_and_parts_are_no_counts():
    said = values([*observed("a", 3, "% of people"), *observed("b", 2, "per 1,000"), *observed("c", "2.5", "people")])
    assert said == {"a": "3", "b": "2", "c": "2.5"}


def test_a_baseline_does_not_give_its_observation_away():
    measure, seen = observed("a", 50, sensitivity="internal")
    measure = measure.with_values(baseline_value="50", baseline_date="2026")
    left = redact(SystemMap([Record("f", "Factor", {"name": "F", **PUBLIC}), measure, seen]), PARTNER).view.map
    assert "baseline_value" not in left["ma"].values


def test_units_and_price_do_not_give_an_amount_away_nor_payments():
    profile = parse_profile("p", "sees = 'partner'\n[[band]]\nfields = ['FUNDS.amount']\nedges = [1000]")
    system_map = SystemMap(
        [
            body("c"), body("p"),
            flow("m", "c", "p", 12_000, unit_count="60", unit_price="200"),
            Record("t", "Transaction", {"funding_id": "m", "amount": "12000", **PUBLIC}),
        ]
    )  # fmt: skip
    left = redact(system_map, profile).view.map
    assert left["m"].get("amount_band") == "£1k or more"
    assert {"unit_count", "unit_price"} - left["m"].values.keys()
    assert "t" not in left


SCENARIO = Record("sc", "Scenario", {"name": "Pilot", **PUBLIC})
RULES = "[[suppress]]\nfields = ['Observation.value', 'Measure.baseline_value', 'Measure.target_value']\nunder = 5\n"


def changed(record_id, target, start, end, amount, **more):
    acts = {"scenario": "sc", "scenario_action": "change", "scenario_target": target}
    return flow(record_id, start, end, amount, **acts, **more)


def left_of(records, rules=""):
    return redact(SystemMap(records), parse_profile("p", f"sees = 'partner'\n{rules}")).view.map


def test_a_row_of_a_scenario_is_no_part_of_a_sum_of_the_base():
    agreement = Record("a", "Agreement", {"name": "A", "current_value": "137250", **PUBLIC})
    paid = {"agreement_id": "a"}
    one, other = flow("o1", "c", "p1", 60111, **paid), flow("o2", "c", "p2", 77139, SECRET, **paid)
    row = changed("r1", "o1", "c", "p1", 50000, **paid)
    left = left_of([body("c"), body("p1"), body("p2"), SCENARIO, agreement, one, other, row])
    assert left["a"].number("current_value") is None
    assert left["o1"].get("amount") == "60111"


def test_what_follows_in_a_scenario_alone_is_withheld_there():
    bodies = [body("c"), body("g"), body("p1"), body("p2"), SCENARIO]
    flows = [flow("in", "g", "c", 100000), flow("o1", "c", "p1", 60111), flow("o2", "c", "p2", 77139, SECRET)]
    left = left_of([*bodies, *flows, changed("r1", "in", "g", "c", 137250)])
    assert left["r1"].number("amount") is None
    assert left["in"].get("amount") == "100000"
    # A scenario that is not shown gives nothing away, and costs nothing.
    secret = Record("sc", "Scenario", {"name": "Pilot", **SECRET})
    kept = left_of([*bodies[:-1], secret, *flows, changed("r1", "in", "g", "c", 137250)])
    assert kept["in"].get("amount") == "100000"


@pytest.mark.parametrize(
    "term", [{"current_term_months": "36"}, {"start_date": "2024-04-01", "end_date": "2027-03-31"}]
)
@pytest.mark.parametrize(("value", "shown"), [("231417", None), ("260000", "260000")])
def test_a_contract_of_some_years_does_not_give_a_year_of_it_away(term, value, shown):
    agreement = Record("a", "Agreement", {"name": "A", "current_value": value, **term, **PUBLIC})
    left = left_of([body("c"), body("p1"), agreement, flow("o1", "c", "p1", 77139, SECRET, agreement_id="a")])
    assert left["a"].get("current_value", None) == shown


def test_how_long_a_contract_runs_is_not_known_of_one_that_is_withheld():
    terms = {"current_value": "231417", "current_term_months": "36", **SECRET}
    agreement = Record("a", "Agreement", {"name": "A", **terms})
    left = left_of([body("c"), body("p1"), agreement, flow("o1", "c", "p1", 77139, agreement_id="a")])
    assert left["o1"].get("amount") == "77139"


def test_the_income_of_a_body_does_not_give_that_of_a_part_away():
    parts = [Record(f"l{unit}", "PART_OF", {"from_id": unit, "to_id": "c", **PUBLIC}) for unit in ("u1", "u2")]
    incomes = {"c": "137250", "u1": "60111", "u2": "77139"}
    bodies = [body(each, annual_income=income) for each, income in incomes.items()]
    bodies[2] = bodies[2].with_values(sensitivity="internal")
    left = left_of([*bodies, *parts])
    assert [left[each].get("annual_income") for each in ("c", "u1")] == ["", "60111"]


def measured(record_id, **values):
    return Record(record_id, "Measure", {"name": record_id, "factor_id": "f", "unit": "people", **PUBLIC, **values})


def seen(record_id, measure, day, value):
    return Record(record_id, "Observation", {"measure_id": measure, "date": day, "value": str(value), **PUBLIC})


FACTOR = Record("f", "Factor", {"name": "Need", **PUBLIC})
START = {"baseline_date": "2024-04-01"}


@pytest.mark.parametrize("total", ["baseline", "observed"])
def test_a_small_count_at_the_start_does_not_follow_from_the_total_there(total):
    whole = [measured("all", **START, baseline_value="40")] if total == "baseline" else [measured("all")]
    whole += [seen("o", "all", "2024-04-01", 40)] if total == "observed" else []
    parts = [measured("a", **START, baseline_value="37"), measured("b", **START, baseline_value="3")]
    left = left_of([FACTOR, *whole, *parts], RULES)
    assert left["b"].get("baseline_value_band") == "fewer than 5"
    figure = ("all", "baseline_value") if total == "baseline" else ("o", "value")
    assert left[figure[0]].number(figure[1]) is None


def test_a_small_count_of_a_quarter_does_not_follow_from_the_year():
    quarters = [("2025-06-30", 12), ("2025-09-30", 10), ("2025-12-31", 11), ("2026-03-31", 3)]
    records = [FACTOR, measured("y"), measured("q"), *(seen(f"q{day}", "q", day, n) for day, n in quarters)]
    left = left_of([*records, seen("year", "y", "2026-03-31", 36)], RULES)
    assert left["year"].number("value") is None
    # Small counts are each other's difference by chance, over a year as on a day.
    kept = left_of([*records, seen("year", "y", "2026-03-31", 35)], RULES)
    assert kept["year"].get("value") == "35"


def test_what_several_withheld_figures_come_to_is_told_once_and_only_where_it_follows():
    bodies = [body("c"), body("g"), *(body(f"p{number}") for number in range(3))]
    flows = [flow("in", "g", "c", 137250), flow("o0", "c", "p0", 60111)]
    flows += [flow("o1", "c", "p1", 50017, SECRET), flow("o2", "c", "p2", 27122, SECRET)]
    warned = [each for each in redact(SystemMap([*bodies, *flows]), PARTNER).warnings if "come to together" in each]
    assert len(warned) == 1
    assert "2 figures are withheld" in warned[0]
    flows[0] = flow("in", "g", "c", 500000)
    assert not [each for each in redact(SystemMap([*bodies, *flows]), PARTNER).warnings if "come to together" in each]


def test_a_shown_figure_that_is_a_withheld_one_to_the_last_digit_is_told():
    records = [FACTOR, measured("m", unit="£"), seen("o", "m", "2026-03-31", 77139), body("c"), body("p")]
    said = redact(SystemMap([*records, flow("f1", "c", "p", 77139, SECRET)]), PARTNER).warnings
    assert any("value of observation (o) is 77139, and so is amount of pays" in each for each in said)
    said = redact(SystemMap([*records, flow("f1", "c", "p", 77000, SECRET)]), PARTNER).warnings
    assert not any("and so is" in each for each in said)
