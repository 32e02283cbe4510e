"""Real files of six councils, each read whole, to the penny, with no profile."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sysmap.formats.spend import SpendProfile, read_spend

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "spend"
LEEDS = ROOT / "sample_maps" / "leeds_spend" / "leeds_2020-06_adults_and_health.csv"


def columns(spend):
    return {column.role: column.header for column in spend.columns}


def lines_told(spend):
    """Every physical line that the result speaks of."""
    return {payment.line for payment in spend.payments} | {row.line for row in spend.skipped}


def test_leeds():
    spend = read_spend(LEEDS)
    assert spend.total == Decimal("13253345.86")
    assert len(spend.payments) == 2899
    assert sum(payment.amount < 0 for payment in spend.payments) == 36
    assert len({payment.service for payment in spend.payments}) == 17
    assert spend.redacted_counts == {"Redacted personal data": 58, "Redacted commercial confidentiality": 6}
    assert (spend.encoding, spend.line_ends, spend.header_line) == ("cp1252", "Windows (CR LF)", 1)
    assert spend.body == "Leeds City Council"
    assert columns(spend) == {
        "payer": "Organisation Label",
        "department": "Organisational Unit",
        "service": "Service Division Label",
        "purpose": "Purpose",
        "date": "Payment Date",
        "reference": "Transaction Number",
        "vat": "Irrecoverable VAT Amount",
        "amount": "Amount",
        "capital_or_revenue": "Capital Or Revenue",
        "payee": "Beneficiary Name",
    }
    assert "15 Procurement Card" in spend.unused
    assert not spend.skipped
    assert not spend.recoveries
    assert any(payment.payee == "Penna Plc" for payment in spend.payments), "a non-breaking space ends this name"
    first = spend.payments[0]
    assert (first.line, first.day, first.amount) == (2, date(2020, 6, 24), Decimal("5400.00"))
    assert Counter(payment.capital_or_revenue for payment in spend.payments) == {"revenue": 2886, "capital": 13}


def test_leeds_screen_finds_people_and_leaves_care_homes_alone():
    people = {person.payee: person for person in read_spend(LEEDS).people}
    assert {"Vivien Pretend", "C Supposed", "RK Invented", "Abubaker Specimen"} <= set(people)
    assert len(people["Vivien Pretend"].lines) == 58
    for body in ("ALEXANDRA COURT", "Simon Marks Court", "Leonard Cheshire", "Norman Hudson Nursing Home",
                 "Affinity Trust",
                 "Sir Gabriel Wood'S Mariners' Home",
                 "Acre Green", "John Sturrock - Thomas Owen Care Ltd"):  # fmt: skip
        assert body not in people
    assert len(people) < 30


def test_lambeth_damaged_report():
    spend = read_spend(DATA / "lambeth_2012-06_report_header.csv")
    assert spend.total == Decimal("40292334.84")
    assert spend.stated_total is not None
    assert spend.stated_total.amount == Decimal("40292334.84")
    assert spend.stated_total.difference == 0
    assert spend.stated_total.line == 3167
    assert len(spend.payments) == 3155
    assert Counter(recovery.what for recovery in spend.recoveries) == {
        "date and amount had run together": 635,
        "payee and date had run together": 3,
        "payee, date and amount had run together": 1,
    }
    assert spend.header_line == 10
    assert spend.skipped_counts == {"preamble": 6, "blank": 8, "total": 1}
    assert spend.body == "Lambeth"
    by_line = {payment.line: payment for payment in spend.payments}
    assert (by_line[19].day, by_line[19].amount) == (date(2012, 6, 25), Decimal(900))
    assert (by_line[441].payee, by_line[441].day, by_line[441].amount) == (
        "Catch22",
        date(2012, 6, 12),
        Decimal("8755.20"),
    )
    assert by_line[1044].payee == "Foundation66"
    assert (by_line[1382].payee, by_line[1382].day, by_line[1382].amount) == (
        "Inter High Education/Academy21",
        date(2012, 5, 29),
        Decimal(740),
    )
    assert spend.year_hint is not None
    assert spend.year_hint.said_by == "line 6 of the file"


def test_lambeth_pivot_table_with_a_grand_total():
    spend = read_spend(DATA / "lambeth_2011-02_pivot.csv")
    assert spend.header_line == 2
    assert columns(spend) == {"payee": "Supplier Name", "amount": "Total"}
    assert len(spend.payments) == 1138
    assert spend.total == Decimal("40354087.84")
    assert spend.stated_total is not None
    assert (spend.stated_total.label, spend.stated_total.difference) == ("Grand Total", 0)
    assert spend.vat == "exclusive", "the line above the header says nett"
    assert spend.payments[0].payee == "16 Plus Independent Living Project"
    assert spend.year_hint is not None
    assert str(spend.year_hint.year) == "2010-11"


def test_lambeth_totals_by_supplier():
    spend = read_spend(DATA / "lambeth_2011-01_totals.csv")
    assert (len(spend.payments), spend.total) == (1072, Decimal("38447618.14"))
    assert spend.stated_total is None
    assert any("no" in note and "minus signs" in note for note in (note.lower() for note in spend.notes))


def test_lambeth_classic_mac_line_ends():
    spend = read_spend(DATA / "lambeth_2011-11_CR_only_first200.csv")
    assert spend.line_ends == "classic Mac (CR)"
    assert (spend.header_line, len(spend.payments), spend.total) == (2, 198, Decimal("34121102.82"))
    assert spend.payments[-1].line == 200


def test_lambeth_records_run_together_in_the_last_line():
    spend = read_spend(DATA / "lambeth_2011-11_fused_tail.csv")
    assert [payment.payee for payment in spend.payments[-7:]] == [
        "Gerda Security Products Ltd",
        "W C Evans & Sons Ltd",
        "Essex Environmental Supplies Ltd.",
        "Edmundson Electricals Ltd",
        "Ashbourne Homes Ltd, Broome End care Centre",
        "The Seventy4 Foundation",
        "Leander Swimming Club",
    ]
    assert spend.total == Decimal("11967.88")
    assert {(payment.line, payment.part) for payment in spend.payments[-7:]} == {(8, part) for part in range(1, 8)}
    assert len(spend.recoveries) == 7
    assert spend.stated_total is not None
    assert spend.stated_total.amount == Decimal("38293628.86")
    assert spend.stated_total.difference == Decimal("38281660.98"), "this cut lacks most rows, and says so"


def test_salford_takes_net_among_gross_vat_and_net():
    spend = read_spend(DATA / "salford_2019-06_first150.csv")
    assert (columns(spend)["amount"], spend.vat) == ("Net", "exclusive")
    assert spend.payments[1].amount == Decimal("436.35")
    assert spend.body == "Salford City Council"
    assert columns(spend)["service"] == "Directorate", "the only heading that divides the spend"


def test_darlington_blank_and_misspelt_headings():
    spend = read_spend(DATA / "darlington_2019-06_first260.csv")
    assert columns(spend)["department"] == "Directotate"
    assert columns(spend)["service"] == "Service"
    assert spend.unused[:2] == ("1 (blank)", "2 (blank)")
    assert len(spend.payments) == 260
    assert spend.body == "", "no column says who paid"
    assert any("None of the 260 amounts is negative" in note for note in spend.notes)


def test_harrogate_columns_of_codes_are_passed_over_for_their_texts():
    spend = read_spend(DATA / "harrogate_brimhams_2022-01.csv")
    assert columns(spend)["payee"] == "Supplier Name(T)"
    assert columns(spend)["service"] == "Service Code(T)"
    assert columns(spend)["department"] == "Service Label(T)"
    assert "payer" not in columns(spend), "O8 is a code and no body's name"
    assert (spend.payments[0].payee, spend.payments[0].service) == ("BC SOFTWEAR LTD", "Sport & Leisure")
    assert (len(spend.payments), spend.total) == (42, Decimal("50865.14"))


@pytest.mark.parametrize("path", [LEEDS, *sorted(DATA.glob("*.csv"))], ids=lambda path: path.name)
def test_every_line_of_every_file_is_a_payment_or_is_told_of(path):
    spend = read_spend(path)
    text = path.read_bytes().decode(spend.encoding).replace("\r\n", "\n").replace("\r", "\n")
    assert lines_told(spend) | {spend.header_line} == set(range(1, text.removesuffix("\n").count("\n") + 2))
    assert not spend.unreadable


def test_a_profile_overrides_what_was_found():
    path = DATA / "salford_2019-06_first150.csv"
    spend = read_spend(path, SpendProfile(body="Salford", columns={"amount": "Gross", "service": 0}, vat="inclusive"))
    assert (spend.body, spend.vat) == ("Salford", "inclusive")
    assert {column.role: column.why for column in spend.columns}["amount"] == "profile"
    assert spend.payments[1].amount == Decimal("523.62")
    assert spend.payments[0].service == ""
