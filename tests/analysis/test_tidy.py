"""The tidy-up list says no more than the map does."""

from datetime import date

from sysmap.analysis.tidy import find_gaps, find_untidy
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

TODAY = date(2026, 11, 22)


def gaps(*records):
    """Give the findings about a map of these records, by their kind."""
    found = find_gaps(branch(SystemMap([Record(*record) for record in records])), as_of=TODAY)
    return {finding.kind: finding for finding in found}


def test_money_for_a_service_connects_it_and_a_note_about_one_does_not():
    found = gaps(
        ("o", "Organisation", {"name": "O"}),
        ("q", "Organisation", {"name": "Q"}),
        ("s", "Service", {"name": "S"}),
        ("alone", "Service", {"name": "Alone"}),
        ("f", "FUNDS", {"from_id": "o", "to_id": "q", "service_id": "s"}),
        ("n", "Note", {"text": "ask"}),
        ("a", "ABOUT", {"from_id": "n", "to_id": "alone"}),
    )
    assert found["not_connected"].about == ("alone",)


def test_an_outcome_is_measured_by_a_measure_of_its_own():
    found = gaps(
        ("a", "Factor", {"name": "A", "outcome": "yes"}),
        ("b", "Factor", {"name": "B", "kind": "outcome"}),
        ("m", "Measure", {"name": "M", "factor_id": "a"}),
    )
    assert found["no_measure"].about == ("b",)


def test_a_month_is_overdue_when_it_is_over():
    found = gaps(
        ("now", "Factor", {"name": "Now", "review_date": "2026-11"}),
        ("year", "Factor", {"name": "Year", "review_date": "2026"}),
        ("past", "Factor", {"name": "Past", "review_date": "2026-10"}),
        ("today", "Factor", {"name": "Today", "review_date": "2026-11-22"}),
    )
    assert found["overdue"].about == ("past",)


def test_names_spelt_alike_are_told_with_what_they_share():
    records = [
        Record("a", "Organisation", {"name": "Thornmere Home Care Ltd"}),
        Record("b", "Organisation", {"name": "Thornmere Homecare"}),
        Record("s", "Service", {"name": "S"}),
        *(Record(f"d{each}", "DELIVERS", {"from_id": each, "to_id": "s"}) for each in "ab"),
    ]
    found = find_untidy(branch(SystemMap(records)), as_of=TODAY)
    [sentence] = [each.sentence for each in found if each.kind == "likely_duplicate"]
    assert sentence.endswith(
        "“Thornmere Homecare” look like one thing (the same letters, spaced otherwise) and are both joined to 1 other: "
        "are they?"
    )
