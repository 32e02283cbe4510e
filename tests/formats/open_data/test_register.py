"""Contract registers as councils write them: columns found or said, rows that cannot be read told with their field."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from sysmap.errors import BadInputError
from sysmap.formats.open_data.register import read_register, register_profile
from sysmap.formats.open_data.telling_apart import find_open_data
from sysmap.formats.spend.profile import SpendProfile

SPEND = Path(__file__).parents[2] / "data" / "spend"
HEADER = "Contract Ref,Contract Title,Department,Supplier Name,Company Number,Total Value (£),Start Date,End Date\n"


@pytest.fixture
def read(tmp_path):
    """Read rows below the usual header, or a whole text."""

    def read(*rows, text="", **options):
        path = tmp_path / "contracts.csv"
        path.write_text(text or HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return read_register(path, buyer="Thornmere Council", **options)

    return read


def only(file):
    (deal,) = file.deals
    return deal


def test_a_row_is_an_agreement_of_the_council_with_its_supplier(read):
    file = read('T1,Home care,Adults,Care Ltd,1234567,"£1,200,000.50",01/04/2024,31/03/2028')
    deal = only(file)
    assert (deal.worth, deal.currency, deal.reference) == (Decimal("1200000.50"), "GBP", "T1")
    assert deal.values == {
        "name": "Home care",
        "kind": "contract",
        "start_date": "2024-04-01",
        "end_date": "2028-03-31",
        "original_term_months": "48",
        "current_term_months": "48",
        "note": "Department: Adults.",
    }
    assert [(part, body.name, body.org_ids) for part, body in deal.parties] == [
        ("buyer", "Thornmere Council", ()),
        ("supplier", "Care Ltd", ("GB-COH-01234567",)),
    ]
    assert (deal.flow.payee.name, file.publisher) == ("Care Ltd", "Thornmere Council")
    assert "title from “Contract Title”" in file.said[0]


def test_a_title_above_the_header_semicolons_and_windows_letters(tmp_path):
    path = tmp_path / "register.csv"
    text = "Register;;;;\nTitle;Supplier;Value;Start;End\nCafé;Kitchen Ltd;500;2025-04-01;2026-03-31\n"
    path.write_bytes(text.encode("cp1252"))
    assert find_open_data(path) == "register"
    assert only(read_register(path, buyer="C")).values["name"] == "Café"


def test_a_workbook_is_a_register_too(tmp_path):
    book = Workbook()
    book.active.append(["Contract title", "Provider", "Contract value", "Expiry date"])
    book.active.append(["Meals", "Meals Ltd", 1250.5, "31/03/2026"])
    book.save(tmp_path / "register.xlsx")
    assert find_open_data(tmp_path / "register.xlsx") == "register"
    deal = only(read_register(tmp_path / "register.xlsx", buyer="C"))
    assert (deal.worth, deal.values["end_date"]) == (Decimal("1250.5"), "2026-03-31")


def test_headings_of_many_councils_are_understood(tmp_path):
    given = {
        "Contract ID,Title of Agreement,Description,Start Date,End Date,Review date,Estimated Annual Value,"
        "Total Contract Value,Supplier Name,SupplierCompanyNumber,Tender Process": (
            'C1,Home care,Care,01/04/2024,31/03/2027,01/10/2026,£9,"£300,000.00",Care Ltd,1234567,Open tender'
        ),
        "Reference Number;Contract Name;Contractor;Contract Sum (£);Commencement Date;Expiry Date;Company Number;"
        "Route;Review Date": 'C1;Home care;Care Ltd;"300,000";1 April 2024;31 March 2027;01234567;Open;1-Oct-26',
        "contract_reference,contract_title,provider_name,contract_value_gbp,contract_start_date,contract_end_date,"
        "company_number,Process,Break": "C1,Home care,Care Ltd,300000,20240401,20270331,1234567,Open,2026-10-01",
    }
    for number, (header, row) in enumerate(given.items()):
        path = tmp_path / f"register{number}.csv"
        path.write_text(f"Contracts register,as at 1 April 2025\n\n{header}\n{row}\n", encoding="utf-8")
        assert find_open_data(path) == "register"
        deal = only(read_register(path, buyer="C"))
        assert (deal.reference, deal.worth, deal.parties[1][1].org_ids) == ("C1", 300_000, ("GB-COH-01234567",))
        told = ("name", "start_date", "end_date", "break_dates", "procedure")
        assert [deal.values[each] for each in told] == ["Home care", "2024-04-01", "2027-03-31", "2026-10-01", "open"]


def test_a_profile_says_what_the_headings_do_not(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("A,B,C,D,E\nX1,Home care,Care Ltd,900,03/04/2025\n", encoding="utf-8")
    (tmp_path / "profile.toml").write_text(
        'body = "Odd Council"\ndate_order = "mdy"\n'
        '[columns]\nreference = 1\ntitle = "B"\nsupplier = "C"\nvalue = 4\nstart = 5\n',
        encoding="utf-8",
    )
    deal = only(read_register(path, register_profile(path, "")))
    assert (deal.worth, deal.values["start_date"]) == (900, "2025-03-04")
    assert deal.parties[0][1].name == "Odd Council"
    (tmp_path / "profile.toml").write_text("[columns]\npayee = 1\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"\[columns\] has no 'payee'; it has: reference, title, buyer"):
        register_profile(path, "")


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("T1,Care,A,Care Ltd,,£1.2m (est),01/04/2025,31/03/2026", "Total Value (£)", "“£1.2m (est)”"),
        ("T1,Care,A,Care Ltd,,-5,01/04/2025,31/03/2026", "Total Value (£)", "less than nothing"),
        ("T1,Care,A,Care Ltd,,€500,01/04/2025,31/03/2026", "Total Value (£)", "“€500”"),
        ("T1,Care,A,,,500,01/04/2025,31/03/2026", "Supplier Name", "nobody is named as supplier"),
        (",,A,Care Ltd,,500,01/04/2025,31/03/2026", "Contract Title", "no title and no reference"),
        ("T1,Care,A", "", "the row ends after 3 of 8 columns"),
        ("T1,Care,A,Care Ltd,,1,200,000,01/04/2025,31/03/2026", "", "has 10 cells where the header has 8"),
    ],
    ids=["estimate", "negative", "euros", "no supplier", "no title", "short", "unquoted commas"],
)
def test_what_is_wrong_is_told_with_its_line_and_column_and_the_rest_is_read(read, row, field, said):
    file = read("T9,Fine,A,Fine Ltd,,5,01/04/2025,31/03/2026", row)
    (problem,) = file.problems
    assert (problem.severity, problem.row, problem.field) == ("error", 3, field)
    assert said in problem.message
    assert [deal.reference for deal in file.deals] == ["T9"]


def test_what_nobody_says_is_not_known_and_not_wrong(read):
    file = read("T1,Care,A,Care Ltd,,TBC,01/04/2025,Ongoing", "T2,Food,A,Food Ltd,,0,,sometime")
    assert [(deal.worth, deal.values.get("end_date")) for deal in file.deals] == [(None, None), (None, None)]
    assert [(each.severity, each.row, each.field) for each in file.problems] == [("warning", 3, "End Date")]
    assert "2 rows give no value: it is not known" in file.said


def test_totals_are_compared_rows_that_stand_twice_count_once_and_shared_references_are_pointed_at(read):
    row = "T1,Care,A,Care Ltd,,500,01/04/2025,31/03/2026"
    file = read(row, row, "T1,Care,A,Other Ltd,,500,01/04/2025,31/03/2026", "Total,,,,,1000,,")
    assert file.totals == {"GBP": 1000}
    assert len({deal.key for deal in file.deals}) == 2
    assert file.said[-3] == "1 row stands twice in the file, to count once"
    assert "3 rows share a reference" in file.said[-2]
    assert file.said[-1] == "Line 5 states a total of £1,000: agrees with the rows; it is not added"
    assert "the rows come to £500" in read(row, "Total,,,,,900,,").said[-1]


def test_several_suppliers_share_a_value_that_is_no_flow(read):
    deal = only(read("T1,Care,A,Care Ltd; More Care Ltd,,500,01/04/2025,31/03/2026"))
    assert (len(deal.parties), deal.flow, deal.worth) == (3, None, 500)


def test_who_buys_is_asked_for(tmp_path):
    path = tmp_path / "contracts.csv"
    path.write_text(HEADER + "T1,Care,A,Care Ltd,,5,,\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"contracts\.csv: line 2 does not say who buys; say it with --payer"):
        read_register(path)
    with pytest.raises(BadInputError, match="is the header of a contract register"):
        read_register(next(SPEND.glob("salford*.csv")), SpendProfile(), "C")


def test_spend_files_are_no_registers():
    assert {find_open_data(path) for path in SPEND.iterdir()} == {""}
