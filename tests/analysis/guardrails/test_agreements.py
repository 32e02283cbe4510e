"""Rules about agreements: each trips, does not, and stands at its threshold."""

import pytest

CONTRACT = {
    "kind": "contract",
    "regime": "PA2023",
    "procedure": "open",
    "light_touch": "no",
    "category": "services",
    "vat": "inclusive",
    "current_value": "300000",
    "original_value": "300000",
    "start_date": "2026-02-01",
    "conflicts_assessment_date": "2026-01-01",
}
LARGE = {**CONTRACT, "current_value": "6000000", "start_date": "2025-06-01", "kpi_count": "3", "status": "live"}
CARE = {"light_touch": "yes"}


def contract(**values):
    merged = {**CONTRACT, **values}
    return ("c", "Agreement", {name: text for name, text in merged.items() if text})


@pytest.mark.parametrize(
    ("rule", "values", "severities"),
    [
        # Conflicts of interest: from the threshold in force when it was awarded, and before the notice.
        ("G02", {"conflicts_assessment_date": ""}, ["high"]),
        ("G02", {}, []),
        ("G02", {"conflicts_assessment_date": "", "current_value": "207720"}, ["high"]),
        ("G02", {"conflicts_assessment_date": "", "current_value": "207719.99"}, []),
        ("G02", {"conflicts_assessment_date": "", "current_value": "210000", "start_date": "2025-12-31"}, []),
        ("G02", {"conflicts_assessment_date": "", "current_value": "173100", "vat": "exclusive"}, ["medium"]),
        ("G02", {"conflicts_assessment_date": "", **CARE}, []),
        ("G02", {"conflicts_assessment_date": "", "current_value": "663540", **CARE}, ["high"]),
        ("G02", {"conflicts_assessment_date": "", "light_touch": ""}, ["medium"]),
        ("G02", {"conflicts_assessment_date": "", "current_value": "5193000", "category": "works"}, ["high"]),
        ("G02", {"conflicts_assessment_date": "", "current_value": "5192999", "category": "works"}, []),
        ("G02", {"notices": "UK4 2025-12-31"}, ["high"]),
        ("G02", {"notices": "UK4 2026-01-01"}, []),
        ("G02", {"notices": "UK4"}, []),
        # Direct awards.
        ("G04", {"procedure": "direct_award"}, ["high"]),
        ("G04", {"procedure": "direct_award", "direct_award_ground": "urgency"}, ["high"]),
        ("G04", {"procedure": "direct_award", "direct_award_ground": "urgency", "notices": "UK5;UK6"}, []),
        ("G04", {"procedure": "direct_award", "current_value": "207719"}, []),
        ("G04", {"procedure": "open"}, []),
        # Growth: 10% goods and services, 15% works, 50% the cap.
        ("G06", {"current_value": "330000"}, []),
        ("G06", {"current_value": "330001"}, ["low"]),
        ("G06", {"current_value": "345000", "category": "works"}, []),
        ("G06", {"current_value": "345001", "category": "works"}, ["low"]),
        ("G06", {"current_value": "450000"}, ["low"]),
        ("G06", {"current_value": "450001"}, ["high"]),
        ("G06", {"current_value": "450001", **CARE}, ["medium"]),
        ("G06", {"current_value": "450001", "light_touch": ""}, ["medium"]),
        ("G07", {"original_term_months": "40", "current_term_months": "44"}, []),
        ("G07", {"original_term_months": "40", "current_term_months": "45"}, ["high"]),
        ("G07", {"original_term_months": "40", "current_term_months": "45", **CARE}, ["low"]),
        ("G07", {"original_term_months": "40", "current_term_months": "45", "light_touch": ""}, ["medium"]),
        # Indicators: over 5 million, under three; section 52 spares light touch, frameworks and concessions.
        ("G08", {**LARGE, "kpi_count": "2"}, ["high"]),
        ("G08", {**LARGE, "kpi_count": "3"}, []),
        ("G08", {**LARGE, "kpi_count": "2", "current_value": "5000000"}, []),
        ("G08", {**LARGE, "kpi_count": "2", **CARE}, ["info"]),
        ("G08", {**LARGE, "kpi_count": "2", "kind": "framework"}, ["info"]),
        ("G08", {**LARGE, "kpi_count": "2", "category": "concession"}, ["info"]),
        ("G08", {**LARGE, "kpi_count": "2", "light_touch": ""}, ["medium"]),
        ("G09", LARGE, ["medium"]),
        ("G09", {**LARGE, **CARE}, ["low"]),
        ("G09", {**LARGE, "last_performance_review": "2025-11-22"}, []),
        ("G09", {**LARGE, "last_performance_review": "2025-11-21"}, ["medium"]),
        ("G09", {**LARGE, "start_date": "2025-11-22"}, ["medium"]),
        ("G09", {**LARGE, "start_date": "2025-11-23"}, []),
        ("G09", {**LARGE, "current_value": "5000000"}, []),
        ("G09", {**LARGE, "end_date": "2026-11-21"}, []),
        ("G10", {"bids_received": "1"}, ["medium"]),
        ("G10", {"bids_received": "2"}, []),
        ("G10", {"bids_received": "1", "procedure": "direct_award"}, []),
        ("G18", {"direct_award_ground": "Sch 5 para 2 prototypes", "current_term_months": "25"}, ["low"]),
        ("G18", {"direct_award_ground": "Sch 5 para 2 prototypes", "current_term_months": "24"}, []),
        ("G18", {"direct_award_ground": "Schedule 5, paragraph 2", "current_term_months": "25"}, ["low"]),
        ("G18", {"direct_award_ground": "Sch. 5 para. 2(1)", "current_term_months": "25"}, ["low"]),
        ("G18", {"direct_award_ground": "Sch 5 para 20", "current_term_months": "25"}, []),
        ("G18", {"direct_award_ground": "urgency", "current_term_months": "25"}, []),
    ],
)
def test_one_agreement(ask_rule, rule, values, severities):
    checked = ask_rule(rule, contract(**values))
    assert [each.question.severity for each in checked.asked] == severities
    assert all(each.question.subjects == ("c",) for each in checked.asked)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("G02", {"conflicts_assessment_date": ""}),
        ("G04", {"procedure": "direct_award"}),
        ("G06", {"current_value": "900000"}),
        ("G07", {"original_term_months": "12", "current_term_months": "48"}),
        ("G08", {**LARGE, "kpi_count": "0"}),
        ("G09", LARGE),
    ],
)
@pytest.mark.parametrize("regime", ["PCR2015", "PSR2023", "none"])
def test_what_another_law_rules_is_not_judged_by_this_one(ask_rule, rule, values, regime):
    assert ask_rule(rule, contract(**values)).status == "questions"
    checked = ask_rule(rule, contract(**{**values, "regime": regime}))
    assert checked.status == "not_checked"
    assert list(checked.apart.values()) == [("c",)]


@pytest.mark.parametrize(
    ("rule", "values", "missing"),
    [
        ("G02", {"current_value": "", "original_value": ""}, "its value"),
        ("G02", {"start_date": ""}, "when it was awarded"),
        ("G02", {"currency": "EUR"}, "its value in pounds"),
        ("G02", {"regime": ""}, "the law it was made under"),
        ("G02", {"start_date": "2024-05-01"}, "a threshold of that law for this nation and that day"),
        ("G02", {"start_date": "2028-01-01"}, "a threshold of that law for this nation and that day"),
        ("G04", {"procedure": ""}, "how it was awarded"),
        ("G05", {"procedure": ""}, "how it was awarded"),
        ("G06", {"original_value": ""}, "its value at award"),
        ("G07", {}, "its term at award"),
        ("G07", {"original_term_months": "12"}, "its term now"),
        ("G08", {**LARGE, "kpi_count": ""}, "how many indicators it sets"),
        ("G09", {**LARGE, "current_value": "", "original_value": ""}, "its value"),
        ("G10", {}, "how many bids came in"),
        ("G10", {"procedure": ""}, "how it was awarded"),
        ("G13", {}, "what is bought, as a CPV code"),
    ],
)
def test_a_rule_without_its_data_was_not_checked(ask_rule, rule, values, missing):
    checked = ask_rule(rule, contract(**values))
    assert checked.status == "not_checked"
    assert checked.missing == (missing,)


def test_in_scotland_the_act_has_no_figures(ask_rule):
    checked = ask_rule("G06", contract(current_value="900000"), nation="scotland")
    assert checked.status == "not_checked"
    assert checked.missing == ("a threshold of that law for this nation and that day",)


def test_a_service_says_for_its_agreement_whether_it_is_light_touch(ask_rule, found):
    covers = ("x", "COVERS", {"from_id": "c", "to_id": "s"})
    service = ("s", "Service", {"name": "Home care", "light_touch": "yes"})
    unsaid = contract(**{**LARGE, "kpi_count": "1", "light_touch": ""})
    assert found(ask_rule("G08", unsaid)) == [("medium", "c")]
    assert found(ask_rule("G08", unsaid, service, covers)) == [("info", "c")]


def test_a_value_of_an_indicator_is_a_review(ask_rule):
    measure = ("m", "Measure", {"name": "Falls", "kpi_of_agreement": "c", "factor_id": "f"})
    seen = ("o", "Observation", {"measure_id": "m", "date": "2026-06-30", "value": "3"})
    assert ask_rule("G09", contract(**LARGE), measure).status == "questions"
    assert ask_rule("G09", contract(**LARGE), measure, seen).status == "no_questions"


BODIES = (
    ("b", "Organisation", {"name": "Council"}),
    ("s", "Organisation", {"name": "Carers Ltd"}),
    ("t", "Organisation", {"name": "Others Ltd"}),
)


def awards(days, supplier="s", **values):
    """Agreements of one buyer and supplier, one for each day."""
    made = []
    for number, day in enumerate(days):
        made.append((f"c{number}", "Agreement", {**CONTRACT, **values, "start_date": day}))
        made.append((f"b{number}", "PARTY_TO", {"from_id": "b", "to_id": f"c{number}", "role_kind": "buyer"}))
        made.append((f"s{number}", "PARTY_TO", {"from_id": supplier, "to_id": f"c{number}", "role_kind": "supplier"}))
    return made


def test_repeated_direct_awards(ask_rule, found):
    direct = {"procedure": "direct_award"}
    twice = ask_rule("G05", *BODIES, *awards(["2024-06-02", "2026-06-01"], **direct))
    assert found(twice) == [("medium", "b", "s", "c0", "c1")]
    assert found(ask_rule("G05", *BODIES, *awards(["2024-06-01", "2026-06-01"], **direct))) == []
    assert found(ask_rule("G05", *BODIES, *awards(["2026-05-01", "2026-06-01"]))) == []
    assert ask_rule("G05", contract(**direct)).missing == ("its buyer",)


def test_several_similar_awards(ask_rule, found):
    small = {"current_value": "69240", "cpv": "85310000"}
    days = ["2026-02-01", "2026-05-01", "2026-08-01"]
    assert found(ask_rule("G13", *BODIES, *awards(days, **small))) == [("medium", "b", "s", "c0", "c1", "c2")]
    assert found(ask_rule("G13", *BODIES, *awards(days, **{**small, "current_value": "69239"}))) == []
    assert found(ask_rule("G13", *BODIES, *awards(days[:2], **{**small, "current_value": "200000"}))) == []
    assert found(ask_rule("G13", *BODIES, *awards(["2026-02-01", "2026-05-01", "2027-02-01"], **small))) == []
    assert found(ask_rule("G13", *BODIES, *awards(days, **{**small, "current_value": "300000"}))) == []
    # Four small ones of one year come to less than the threshold; three dearer ones of another reach it.
    four = awards(["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"], **{**small, "current_value": "1000"})
    dearer = awards(["2027-06-01", "2027-07-01", "2027-08-01"], **small)
    later = [(f"x{each}", kind, _renamed(values)) for each, kind, values in dearer]
    assert found(ask_rule("G13", *BODIES, *four, *later)) == [("medium", "b", "s", "xc0", "xc1", "xc2")]


def _renamed(values):
    return {name: f"x{text}" if name == "to_id" else text for name, text in values.items()}


def test_a_pilot_has_an_end(ask_rule, found):
    def pilot(**values):
        return ask_rule("G18", ("s", "Service", {"name": "Pilot", "status": "pilot", **values}))

    rule = {"decision_rule": "Scale if it helps, else stop"}
    assert found(pilot()) == [("medium", "s")]
    assert found(pilot(learn_by="2027-01-01")) == [("medium", "s")]
    assert found(pilot(learn_by="2026-11-21", **rule)) == [("medium", "s")]
    assert found(pilot(learn_by="2026-11-22", **rule)) == []
    unknown = ask_rule("G18", ("s", "Service", {"name": "Care"}))
    assert (unknown.status, unknown.missing) == ("not_checked", ("whether it is a pilot",))
