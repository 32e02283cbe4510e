"""Files written by these tests: encodings, delimiters, workbooks, layouts, damage, and files that are no table."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sysmap.errors import BadInputError
from sysmap.formats.spend import SpendProfile, read_spend

HEADER = "Body,Directorate,Supplier,Date,Amount,Purpose\n"


def write(tmp_path, text, encoding="utf-8", name="spend.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def read(tmp_path, rows, header=HEADER, profile=None):
    return read_spend(write(tmp_path, header + rows), profile)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(tmp_path, encoding, delimiter, ends):
    rows = [
        ["Supplier Name", "Payment Date", "Net Amount"],
        ["Café Zoë\u00a0", "01/06/2020", '"1,710.00"'],
        ["B & Q", "30/06/2020", "£5.00"],
    ]
    text = ends.join(delimiter.join(row) for row in rows) + ends
    spend = read_spend(write(tmp_path, text, encoding))
    assert [(payment.payee, payment.amount) for payment in spend.payments] == [
        ("Café Zoë", Decimal(1710)),
        ("B & Q", Decimal(5)),
    ]
    assert spend.delimiter == delimiter


def test_rows_that_cannot_be_read_are_listed_with_line_and_reason(tmp_path):
    spend = read(
        tmp_path,
        "LCC,Adults,Acme Ltd,01/06/2020,10.00,Care\n"
        "LCC,Adults,Acme Ltd,31/02/2020,10.00,Care\n"
        "LCC,Adults,Acme Ltd,01/06/2020,ten,Care\n"
        "LCC,Adults,,01/06/2020,10.00,Care\n"
        "\n"
        ",,,,,\n"
        "LCC,Adults,Acme Ltd\n"
        "Figures exclude schools\n"
        "LCC,Adults,Acme, Ltd,01/06/2020,10.00,Care\n",
    )
    assert spend.total == Decimal(10)
    assert [(row.line, row.reason) for row in spend.unreadable] == [
        (3, "the date is '31/02/2020'"),
        (4, "the amount is 'ten'"),
        (5, "names no payee"),
        (8, "gives no amount (the row has 3 cells, the header 6)"),
        (10, "has 7 cells where the header has 6"),
    ]
    assert spend.skipped_counts == {"unreadable": 5, "blank": 2, "remark": 1}


def test_no_euro_is_added_as_a_pound(tmp_path):
    header = "Body,Supplier,Amount,Currency Code,Date\n"
    rows = "LCC,Acme Ltd,100,GBP,01/06/2020\nLCC,Acme Ltd,50,EUR,01/06/2020\nLCC,Acme Ltd,7,XYZ,01/06/2020\n"
    spend = read(tmp_path, f"{rows}LCC,Acme Ltd,3,,01/06/2020\nLCC,Acme Ltd,2,£,01/06/2020\n", header)
    assert spend.total == Decimal(105)
    assert [(row.line, row.reason) for row in spend.unreadable] == [
        (3, "is in 'EUR', and spend files are read in pounds"),
        (4, "is in 'XYZ', and spend files are read in pounds"),
    ]


def test_an_unquoted_comma_is_mended_only_where_one_reading_fits(tmp_path):
    header = "Date,Supplier,Amount\n"
    spend = read(tmp_path, "01/06/2020,Acme Ltd,10\n01/06/2020,Smith, Jones Ltd,20\n", header)
    assert [(payment.payee, payment.amount) for payment in spend.payments][1] == ("Smith, Jones Ltd", Decimal(20))
    assert spend.recoveries[0].line == 3
    thousands = read(tmp_path, "01/06/2020,Acme Ltd,1,710.00\n01/06/2020,Acme Ltd,10.00\n", header)
    assert [row.line for row in thousands.unreadable] == [2], "1 and 710.00, or 1,710.00: not for a program to say"


@pytest.mark.parametrize(
    "damaged",
    [
        "LCC,Adults,Acme Ltd,01/06/20900,Care",  # 20 and 900, or 2090 and 0: both forms are used in this file
        "LCC,Adults,Catch2212/06/2020,10.00,Care",  # 12/06 after Catch22, or 2/06 after Catch221
    ],
)
def test_damage_with_two_readings_is_not_repaired(tmp_path, damaged):
    good = (
        "LCC,Adults,Acme Ltd,01/06/20,1.00,Care\nLCC,Adults,Acme Ltd,01/06/2020,1.00,Care\nLCC,Adults,A,2/06/2020,1,C\n"
    )
    spend = read(tmp_path, f"{good}{damaged}\n")
    assert [row.line for row in spend.unreadable] == [5]
    assert not spend.recoveries


def test_damage_is_not_repaired_without_an_intact_row_to_go_by(tmp_path):
    spend = read_spend(
        write(tmp_path, "Supplier,Date,Amount\nAcme Ltd,25/06/2012900\nBeta,,1.00\n"),
        SpendProfile(columns={"date": 2}),
    )
    assert [row.line for row in spend.unreadable] == [2]


def test_totals_are_checked_and_never_added(tmp_path):
    spend = read(
        tmp_path,
        "LCC,Adults,Acme Ltd,01/06/2020,10.00,Care\nLCC,Adults,Total Gas & Power,01/06/2020,5.00,Gas\n"
        "Sub Total,,,,15.00,\nLCC,Adults,Beta,01/06/2020,1.00,Care\nSubtotal:,,,,1.00,\n,,GRAND TOTAL,,16.01,\n",
    )
    assert [(total.line, total.amount, total.sum_of_rows) for total in spend.totals] == [
        (4, Decimal(15), Decimal(15)),
        (6, Decimal(1), Decimal(1)),
        (7, Decimal("16.01"), Decimal(16)),
    ]
    assert spend.total == Decimal(16)
    assert spend.stated_total is not None
    assert spend.stated_total.difference == Decimal("0.01")


def test_an_amount_alone_that_equals_the_sum_is_a_total_and_any_other_is_unreadable(tmp_path):
    rows = "LCC,Adults,Acme Ltd,01/06/2020,10.00,Care\nLCC,Adults,Acme Ltd,01/06/2020,11.00,Care\n"
    assert read(tmp_path, rows + ",,,,21.00,\n").totals[0].difference == 0
    assert [row.line for row in read(tmp_path, rows + ",,,,22.00,\n").unreadable] == [4]


def test_a_stray_quotation_mark_costs_one_row_and_not_the_rest(tmp_path):
    rows = "".join(f"LCC,Adults,Acme Ltd,01/06/2020,{n}.00,Care\n" for n in range(1, 40))
    spend = read(tmp_path, 'LCC,Adults,"Broken Ltd,01/06/2020,100.00,Care\n' + rows)
    assert len(spend.payments) == 40
    assert spend.payments[0].payee == '"Broken Ltd'
    assert spend.total == Decimal(100 + sum(range(1, 40)))


def test_line_breaks_in_a_quoted_cell_keep_physical_line_numbers(tmp_path):
    spend = read(tmp_path, 'LCC,Adults,"Acme\nLtd",01/06/2020,10.00,Care\nLCC,Adults,Beta,01/06/2020,x,Care\n')
    assert spend.payments[0].payee == "Acme Ltd"
    assert spend.unreadable[0].line == 4


def test_a_header_repeated_among_the_rows_is_no_payment(tmp_path):
    spend = read(tmp_path, f"LCC,Adults,A,01/06/2020,1,Care\n{HEADER}LCC,Adults,B,01/06/2020,2,Care\n")
    assert (spend.total, spend.skipped_counts) == (Decimal(3), {"header again": 1})


def test_withheld_names_never_come_through(tmp_path):
    spend = read(
        tmp_path,
        "LCC,Adults,REDACTED PERSONAL DATA,01/06/2020,1,Care\n"
        "LCC,Adults,Redacted - Mr J Smith (person),01/06/2020,2,Care\n"
        "LCC,Adults,Redacted Data,01/06/2020,3,Care\nLCC,Adults,REDACTED COMMERCIAL CONFIDENTIALITY,01/06/2020,4,Care\n"
        "LCC,Adults,Individual,01/06/2020,5,Care\n",
    )
    assert [payment.payee for payment in spend.payments] == [
        "Redacted personal data",
        "Redacted personal data",
        "Redacted, reason not stated",
        "Redacted commercial confidentiality",
        "Redacted personal data",
    ]


def test_month_first_dates_are_seen_as_such(tmp_path):
    spend = read(tmp_path, "L,A,B,06/30/2020,1,C\nL,A,B,06/01/2020,1,C\n")
    assert spend.date_order == "mdy"
    assert spend.payments[1].day == date(2020, 6, 1)
    forced = read(tmp_path, "L,A,B,06/01/2020,1,C\n", profile=SpendProfile(date_order="mdy"))
    assert forced.payments[0].day == date(2020, 6, 1)


@pytest.mark.parametrize(
    ("header", "payee", "amount", "service"),
    [
        ("Body,Body name,Date,Transaction Number,Amount,Supplier,Supplier ID,Expense Area,Expense Type", 6, 5, 8),
        ("Service_Area_Categorisation,Responsible_Unit,Expenses_Type,SumOfAmount_Exc_VAT,Supplier_Name", 5, 4, 1),
        ("PAYMENT DATE,SUPPLIER,DEPARTMENT,SERVICE,DESCRIPTION,£ SPEND (EXCLUDING VAT)", 2, 6, 4),
        ("PaymentDate,BeneficiaryName,OrganisationalUnit,ServiceCategoryLabel,Amount,IrrecoverableVATAmount", 2, 5, 4),
        ("Body Name,Transaction date (dd/mm/yyyy),Supplier (beneficiary),Net amount,Irrecoverable VAT,Dept", 3, 4, 6),
        ("Vendor Name,Directorate,Department,Expenditure Amount (exc VAT),Ref.Doc.1", 1, 4, 3),
        ("Supplier Name *******,Supplier Numbe,Invoice Nett Amount,Transcation Number", 1, 3, 0),
        ("Supplier,Gross Amount,VAT,Amount (net of VAT)", 1, 4, 0),
        ("Supplier,Total inc VAT", 1, 2, 0),
    ],
)  # fmt: skip
def test_headings_of_other_councils(tmp_path, header, payee, amount, service):
    kinds = {payee: "Acme Ltd", amount: "12.50", service: "Adults"}
    cells = []
    for at, name in enumerate(header.split(","), 1):
        cells.append(
            kinds.get(at) or ("01/06/2020" if "date" in name.lower() else "x1" if "vat" not in name.lower() else "0")
        )
    spend = read_spend(write(tmp_path, f"{header}\n{','.join(cells)}\n"))
    found = {column.role: column.position for column in spend.columns}
    assert (found["payee"], found["amount"], found.get("service", 0)) == (payee, amount, service)


def test_an_ambiguous_amount_is_asked_about_with_the_way_out(tmp_path):
    path = write(tmp_path, "Supplier,Amount,Value\nAcme,1.00,2.00\n")
    with pytest.raises(BadInputError) as caught:
        read_spend(path)
    message = str(caught.value)
    assert "which column says the amount: 2 Amount or 3 Value?" in message
    assert "[columns] amount = 2" in message
    assert "\n" not in message
    assert read_spend(path, SpendProfile(columns={"amount": "value"})).total == Decimal(2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Supplier,Date\nAcme,01/06/2020\n", "found no header"),
        (
            "a,b,c\n1,2,3\n",
            "found no header with a column for who was paid and one for the amount. Line 1 has: 1 a; 2 b",
        ),
        (
            "Supplier,Amount,Sterling\nAcme,abc,12.34\n",
            "no column says the amount. Columns: 1 Supplier; 2 Amount; 3 Sterling. Money",
        ),
        ("\n\n,,\n", "nothing in it but blank lines"),
        ("Supplier,Amount\n", "no row below line 1"),
    ],
)
def test_what_is_missing_is_said_in_one_line(tmp_path, text, words):
    with pytest.raises(BadInputError) as caught:
        read_spend(write(tmp_path, text))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "spend.csv" in str(caught.value)


def test_a_file_without_a_header_reads_by_positions(tmp_path):
    path = write(tmp_path, "Acme,01/06/2020,1.50\nBeta,02/06/2020,2.50\n")
    spend = read_spend(path, SpendProfile(header_line=0, columns={"payee": 1, "date": 2, "amount": 3}))
    assert (spend.total, spend.payments[0].line) == (Decimal(4), 1)


def workbook(tmp_path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "spend.xlsx"
    book.save(path)
    return path


APRIL = [
    ["Spend over 500 pounds"],
    [],
    ["Supplier Name", "Payment Date", "Net Amount"],
    ["Acme Ltd", datetime(2020, 4, 1), 1234.56],  # noqa: DTZ001 - workbooks hold no zones
    ["Beta", date(2020, 4, 2), 0.1 + 0.2],
    ["Gamma", "03/04/2020", -10],
    ["Total", None, 1224.86],
]


def test_a_workbook_with_a_title_a_total_and_another_sheet(tmp_path):
    spend = read_spend(workbook(tmp_path, Notes=[["How to read this"]], April=APRIL))
    assert spend.sheet == "April"
    assert [payment.amount for payment in spend.payments] == [Decimal("1234.56"), Decimal("0.3"), Decimal(-10)]
    assert [payment.day for payment in spend.payments] == [date(2020, 4, 1), date(2020, 4, 2), date(2020, 4, 3)]
    assert spend.stated_total is not None
    assert spend.stated_total.difference == 0
    assert spend.payments[0].line == 4


def test_several_sheets_of_payments_are_asked_about(tmp_path):
    path = workbook(tmp_path, April=APRIL, May=APRIL)
    with pytest.raises(BadInputError, match=r'2 sheets hold payments \(April, May\).*sheet = "April"'):
        read_spend(path)
    assert len(read_spend(path, SpendProfile(sheet="May")).payments) == 3
    both = read_spend(path, SpendProfile(sheet="*"))
    assert [(payment.sheet, payment.line) for payment in both.payments[2:4]] == [("April", 6), ("May", 4)]
    with pytest.raises(BadInputError, match="no visible sheet 'June'; it has: April, May"):
        read_spend(path, SpendProfile(sheet="June"))


def test_hidden_sheets_are_named_and_not_read(tmp_path):
    book = Workbook()
    for row in APRIL:
        book.active.append(row)
    book.create_sheet("Working").append(APRIL[2])
    book["Working"].sheet_state = "hidden"
    book.save(tmp_path / "spend.xlsx")
    spend = read_spend(tmp_path / "spend.xlsx")
    assert len(spend.payments) == 3
    assert "Hidden sheets were not read: Working" in spend.notes


def test_a_workbook_of_too_many_cells_is_refused(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(320):
        sheet.append([None] * 16_000 + ["x"])
    book.save(tmp_path / "wide.xlsx")
    with pytest.raises(BadInputError, match="more than 5,000,000 cells"):
        read_spend(tmp_path / "wide.xlsx")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "spend.csv"
    path.write_bytes(data)
    refused = ""
    try:
        read_spend(path)
    except BadInputError as error:
        refused = str(error)
    assert "\n" not in refused


CELL = st.text(alphabet=st.sampled_from("aB1.,/-\" '£()\u00a0\u2020\n\r;"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=12))
def test_any_rows_below_a_header_lose_no_line(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "spend.csv"
    body = "\n".join(",".join(row) for row in rows)
    text = f"Supplier,Date,Amount\nAcme,01/06/2020,1.00\n{body}\n"
    path.write_bytes(text.encode())
    spend = read_spend(path, SpendProfile(delimiter=",", columns={"payee": 1, "date": 2, "amount": 3}, header_line=1))
    told = {payment.line for payment in spend.payments} | {row.line for row in spend.skipped} | {1}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    untold = [line for number, line in enumerate(lines, 1) if number not in told]
    assert not [line for line in untold if '"' not in text and line]
    assert all(payment.amount.is_finite() for payment in spend.payments)
