"""The screen for private people, and what stands for a withheld name."""

import pytest

from sysmap.formats.spend import read_spend, redact_people
from sysmap.formats.spend.people import find_redaction, looks_like_person, names_in_text


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Mr J K S Specimen", "title"),
        ("Mrs. C.C. von Muster-Example", "title"),
        ("DR JOHN PLACEHOLDER", "title"),
        ("Miss Geraldine Mor O'Sample", "title"),
        ("Joanne Notreal", "forename"),
        ("SARAH SMALL", "forename"),
        ("Francesca P Invented", "forename"),
        ("Abubaker Denja Fictional", "forename"),
        ("M MADEUP", "initials"),
        ("E A Imaginary", "initials"),
        ("RK Supposed", "initials"),
        ("Walker, John", "forename"),
    ],
)
def test_people_are_seen(name, why):
    assert looks_like_person(name) == why


@pytest.mark.parametrize(
    "name",
    [
        "Marks Spencer", "Marks & Spencer", "Acre Green", "Alexandra Court", "Simon Marks Court",
        "Dr D C Specimen and Partners",
        "Mary Hare Grammar School", "Leonard Cheshire", "John Smith Ltd", "Mr Cycles Limited",
        "DELL Computer Corporation",
        "Norman Hudson Nursing Home", "Henry", "BT Global Services", "198 Contemporary Arts", "St Mungo Association",
        "",
        "Miss", "Amazon.Co.Uk*2c5nv00w5", "G M B", "A & R Associates",
    ],
)  # fmt: skip
def test_organisations_are_left_alone(name):
    assert looks_like_person(name) == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("REDACTED PERSONAL DATA", "personal"),
        ("Name withheld", "personal"),
        ("Private Individual", "personal"),
        ("Exempt under Data Protection Act", "personal"),
        ("REDACTED COMMERCIAL CONFIDENTIALITY", "commercial"),
        ("Redacted Data", "unstated"),
        ("Redacted", "unstated"),
        ("XXXXXX", "unstated"),
        ("Individual Care Services", ""),
        ("Personal Care Specialists Ltd", ""),
        ("Confide Counselling", ""),
    ],
)
def test_withheld_names(name, kind):
    assert find_redaction(name) == kind


def test_titles_in_descriptions():
    assert names_in_text("Taxi for Mrs Brown")
    assert not names_in_text("MS OFFICE LICENCE and Dr. visits")


def test_redacting_moves_people_to_the_anonymous_organisation_and_keeps_the_money(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text("Supplier,Amount,Purpose\nMr J Smith,10.00,Care of Mr J Smith\nAcme Ltd,5.00,Care\n")
    spend = read_spend(path)
    assert [(person.payee, person.lines) for person in spend.people] == [("Mr J Smith", (2,))]
    redacted = redact_people(spend.payments, spend.people)
    assert "Smith" not in repr(redacted)
    assert redacted[0].payee == "Redacted personal data"
    assert sum(payment.amount for payment in redacted) == spend.total
