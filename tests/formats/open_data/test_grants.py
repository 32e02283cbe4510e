"""360Giving in JSON, workbooks and CSV: whole awards, people left out, money that is granted on told apart."""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from sysmap.errors import BadInputError
from sysmap.formats.open_data.grants import read_grants
from sysmap.formats.open_data.telling_apart import find_open_data

FILES = Path(__file__).parents[2] / "data" / "threesixty"


def grant(number="360G-f-1", amount=1000, **given):
    return {
        "id": number,
        "title": "A garden",
        "currency": "GBP",
        "amountAwarded": amount,
        "awardDate": "2025-05-01",
        "fundingOrganization": [{"id": "GB-CHC-1156077", "name": "The Fund"}],
        "recipientOrganization": [{"id": "360G-f:1", "name": "Growers", "charityNumber": "1092948"}],
        **given,
    }


@pytest.fixture
def read(tmp_path):
    """Read grants as a package, or any text as it is."""

    def read(*grants, text="", name="g.json", **header):
        path = tmp_path / name
        path.write_text(text or json.dumps({**header, "grants": list(grants)}), encoding="utf-8")
        return read_grants(path)

    return read


def only(file):
    (deal,) = file.deals
    return deal


def test_a_workbook_holds_what_others_made_of_it():
    ours = read_grants(FILES / "datagetter_valid.xlsx")
    theirs = json.loads((FILES / "datagetter_validfile.json").read_text(encoding="utf-8"))["grants"]
    assert not ours.problems
    assert [deal.reference for deal in ours.deals] == [each["id"] for each in theirs]
    assert ours.totals == {"GBP": sum(each["amountAwarded"] for each in theirs)}
    same = read_grants(FILES / "datagetter_validfile.json")
    assert [(deal.values, deal.parties, deal.flow) for deal in ours.deals] == [
        (deal.values, deal.parties, deal.flow) for deal in same.deals
    ]


def test_pounds_and_dollars_stay_apart_and_a_grant_of_nothing_is_no_flow():
    file = read_grants(FILES / "wolfson_2014_cut.json")
    assert file.totals == {"GBP": 2_405_791, "USD": 153_934}
    assert sum(deal.flow is None for deal in file.deals) == 8
    assert "8 grants are of 0" in "; ".join(file.said)
    assert only_start(file, "360G-wolfson-19747") == "2014-06-05"


def only_start(file, number):
    return next(deal.values["start_date"] for deal in file.deals if deal.reference == number)


def test_a_term_in_months_ends_the_day_before(read):
    given = grant(plannedDates=[{"startDate": "2025-06-01", "duration": 24}])
    deal = only(read(given))
    assert (deal.flow.start, deal.flow.end, deal.values["current_term_months"]) == ("2025-06-01", "2027-05-31", "24")
    assert (only(read(grant())).flow.start, only(read(grant())).flow.end) == ("", "")
    nav = read_grants(FILES / "grantnav-20180903134856.json")
    assert {deal.values.get("end_date") for deal in nav.deals if deal.reference == "360G-EFF-16-3315"} == {"2019-11-20"}


def test_grants_to_people_are_counted_and_nothing_of_them_is_kept(read):
    person = grant("360G-f-2", 250, recipientIndividual=[{"id": "p", "name": "Jo Miller"}], title="For Jo Miller")
    broken = grant("360G-f-3", "ask Jo Miller", toIndividualsDetails={"primaryGrantReason": "GTIR010"})
    file = read(grant(), person, broken)
    assert file.totals == {"GBP": 1000}
    assert "Left out, and in no total below: 2 grants to private people, worth £250" in file.said
    assert "Miller" not in repr(file)


def test_money_that_is_granted_on_is_told_apart(read):
    file = read(grant(), grant("360G-f-2", 400, forRegrantType="FRG010"))
    assert [deal.flow.role for deal in file.deals] == ["source", "transfer"]
    assert any("To be granted on: 1 grant, worth £400." in each for each in file.said)


def test_bodies_are_known_by_their_numbers(read):
    deal = only(read(grant(recipientOrganization=[{"id": "x", "name": "G", "charityNumber": "SC012345"}])))
    assert [body.org_ids for _, body in deal.parties] == [("GB-CHC-1156077",), ("GB-SC-SC012345",)]
    assert all(body.charity for _, body in deal.parties)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        (grant(amount="£1.2m (est)"), "amountAwarded", "“£1.2m (est)”"),
        (grant(amount=-1), "amountAwarded", "less than nothing"),
        (grant(amount=None), "amountAwarded", "nobody says how much"),
        (grant(currency="GPB"), "currency", "“GPB”, which is none"),
        (grant(number=""), "id", "without its identifier"),
        (grant(fundingOrganization=[]), "fundingOrganization", "nobody is named"),
        (grant("360G-ok", 5), "id", "another grant has the same identifier and says otherwise"),
        (7, "", "a grant is an object"),
    ],
    ids=["estimate", "negative", "no amount", "currency", "no id", "no funder", "twins", "number"],
)
def test_what_is_wrong_is_told_with_its_grant_and_field_and_the_rest_is_read(read, given, field, said):
    file = read(grant("360G-ok"), given)
    (problem,) = file.problems
    assert (problem.severity, problem.row, problem.field) == ("error", 2, field)
    assert said in problem.message
    assert [deal.reference for deal in file.deals] == ["360G-ok"]


def test_the_same_grant_twice_counts_once(read):
    file = read(grant(), grant())
    assert (file.totals, "1 grant stands twice in the file, to count once" in file.said) == ({"GBP": 1000}, True)


def test_a_workbook_with_everything_wrong_tells_sheet_row_and_field():
    file = read_grants(FILES / "datagetter_invalid_file.xlsx")
    told = {(each.row, each.field): each for each in file.problems if each.severity == "error"}
    assert told[11, "amountAwarded"].file == "datagetter_invalid_file.xlsx, sheet Sheet1"
    assert "“tbc”" in told[11, "amountAwarded"].message
    assert "rows 25, 35 have this identifier and differ" in told[25, "id"].message
    assert len(told) == 15
    assert file.totals == {"GBP": Decimal("1542200.20")}
    rows = read_grants(FILES / "datagetter_conversion_errors.xlsx").problems
    assert [each.row for each in rows] == [2]


def test_csv_in_windows_letters_is_read_too(tmp_path):
    path = tmp_path / "grants.csv"
    header = ["Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Funding Org:Identifier"]
    header += ["Funding Org:Name", "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Ind:Name"]
    rows = [
        ["g1", "Café", "GBP", "£1,250.50", "01/05/2025", "GB-CHC-1156077", "The Fund", "360G-1", "Growers", ""],
        ["g2", "Kit", "GBP", "300", "01/05/2025", "GB-CHC-1156077", "The Fund", "", "", "Jo Miller"],
        ["g3", "Early end"],
    ]
    with path.open("w", encoding="cp1252", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    assert find_open_data(path) == "360giving"
    file = read_grants(path)
    assert file.totals == {"GBP": Decimal("1250.5")}
    assert file.deals[0].values["name"] == "Café"
    assert {(each.row, each.field) for each in file.problems} >= {(4, "amountAwarded")}
    assert "Miller" not in repr(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"grants": [{"id": "x",]}', "line 1, column"),
        ('{"version": "2.0", "grants": [{"id": "x"}]}', "version '2.0' of 360Giving"),
        ('{"grants": []}', "there is no grant in it"),
    ],
    ids=["no json", "version", "empty"],
)
def test_what_is_no_file_of_grants_is_refused_in_one_line(read, text, said):
    with pytest.raises(BadInputError, match=r"g\.json: ") as refused:
        read(text=text)
    assert said in str(refused.value)


def test_without_flattentool_a_workbook_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "flattentool", None)
    with pytest.raises(BadInputError, match=r"pip install sysmap\[grants\], or bring the same grants as JSON"):
        read_grants(FILES / "datagetter_valid.xlsx")


def test_grants_are_told_by_how_they_begin():
    assert {find_open_data(path) for path in FILES.iterdir() if path.suffix != ".md"} == {"360giving"}
    assert find_open_data(Path(__file__).parents[2] / "data" / "spend" / "lambeth_2011-01_totals.csv") == ""
