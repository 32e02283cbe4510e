"""Thornmere's findings, all of them and no others; what every question has in common; what explains one."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.guardrails.report import check_guardrails, concerned, explanation_values
from sysmap.analysis.guardrails.table import RULES
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.vocabulary import KINDS as KINDS_OF

DAY = date(2026, 11, 22)
ORACLE = Path(__file__).parents[2] / "golden" / "thornmere_findings.csv"


@pytest.fixture(scope="module")
def wanted():
    with ORACLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 32
    return [(row["scenario"], (row["rule_id"], row["element_ids"], row["expected_severity"])) for row in rows]


@pytest.mark.parametrize("scenario", ["", "SC1"])
def test_the_oracle_exactly(thornmere, wanted, scenario):
    report = check_guardrails(branch(thornmere, scenario), DAY)
    questions = [each.question for each in report.asked]
    found = sorted((each.rule, ";".join(each.subjects), each.severity) for each in questions)
    assert found == sorted(row for where, row in wanted if where in {"", scenario})


def test_what_could_not_be_checked_is_said(base):
    checked = {each.rule.id: each for each in check_guardrails(base, DAY).checked}
    assert list(checked) == list(RULES)
    assert {rule for rule, each in checked.items() if each.status == "not_checked"} == {"G13"}
    assert checked["G13"].missing == ("what is bought, as a CPV code (for 2)",)
    assert "its income a year (for 3)" in checked["G12"].missing


def test_of_an_empty_map_nothing_was_checked():
    for each in check_guardrails(branch(SystemMap()), DAY).checked:
        assert each.status == "not_checked"
        assert each.missing


def test_a_question_names_what_it_rests_on(base):
    for each in check_guardrails(base, DAY).asked:
        finding = each.question.finding
        assert finding.rests_on
        assert all(row in base for row in (*finding.rests_on, *finding.about)), finding.sentence
        assert all(figure.made_from for figure in finding.figures.values())


IDS = st.sampled_from(["a", "b", "c", "d", "e", "f", "g"])
WORDS = [
    "yes",
    "no",
    "open",
    "direct_award",
    "PA2023",
    "owns",
    "contract",
    "grant",
    "pilot",
    "900000",
    "2025-06-01",
    "-3",
]
KINDS = ["Organisation", "Service", "Agreement", "Factor", "FUNDS", "GOVERNS", "HOLDS", "PARTY_TO", "Measure"]
NAMES = sorted({prop.name for kind in KINDS for prop in KINDS_OF[kind].properties})
VALUES = st.dictionaries(st.sampled_from(NAMES), IDS | st.sampled_from(WORDS), max_size=8)


@given(st.lists(st.tuples(IDS, st.sampled_from(KINDS), VALUES), max_size=8))
def test_whatever_the_map_holds_a_question_never_accuses(records):
    made = SystemMap([Record(record_id, kind, values) for record_id, kind, values in records])
    for each in check_guardrails(branch(made), DAY).asked:
        sentence = each.question.finding.sentence
        assert sentence.startswith("Ask whether ")
        words = sentence.casefold()
        assert not any(word in words for word in ("fraud", "breach", "illegal", "unlawful", "guilty", "failed to"))


def explained(base, key, **values):
    question = next(each.question for each in check_guardrails(base, DAY).asked if each.question.key == key)
    given = explanation_values(question, role="Head of audit", until="2027-03-31", why="An option.", day=DAY)
    record = Record("x", "Explanation", {**given, **values})
    return branch(SystemMap([*base, record])), question


def asked(here, key, day=DAY):
    return next(each for each in check_guardrails(here, day).asked if each.question.key == key)


def test_what_is_explained_stays_visible_and_comes_back_after_its_day(base):
    here, _ = explained(base, "G07:A02")
    assert asked(here, "G07:A02").is_explained
    assert check_guardrails(here, DAY).asked[-1].question.key == "G07:A02"
    assert asked(here, "G07:A02", date(2027, 3, 31)).is_explained
    after = asked(here, "G07:A02", date(2027, 3, 31) + timedelta(days=1))
    assert (after.is_explained, after.why_open) == (False, "its day is past")
    assert after.explanation is not None


def test_an_explanation_holds_for_the_figures_it_was_given_for(base):
    here, _ = explained(base, "G06:A02")
    grown = [each.with_values(current_value="63900000") if each.id == "A02" else each for each in here]
    again = asked(branch(SystemMap(grown)), "G06:A02")
    assert (again.is_explained, again.why_open) == (False, "the figures have changed since")


def test_whom_a_question_is_about(base):
    _, post = explained(base, "G01:R01,O01,O11,FL16")
    assert concerned(base, post) == {"R01", "O01", "O11", "O04"}
    _, contract = explained(base, "G07:A02")
    assert concerned(base, contract) == {"O02", "O09"}
