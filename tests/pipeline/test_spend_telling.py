"""What people read and programs get of a spend file."""

import json
from pathlib import Path

from openpyxl import Workbook

from sysmap.formats.spend import SpendProfile, read_spend
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.pipeline.import_telling import tell_changes, tell_some
from sysmap.pipeline.spend import spend_edit
from sysmap.pipeline.spend_telling import import_data, reading_data, tell_import, tell_reading

DATA = Path(__file__).parents[1] / "data" / "spend"
LAMBETH = DATA / "lambeth_2012-06_report_header.csv"


def test_reading_is_told_in_full():
    text = "\n".join(tell_reading(read_spend(LAMBETH)))
    assert "payee                 3 Supplier Name (by heading and content)" in text
    assert "Readable: 3,155 payments, together £40,292,334.84" in text
    assert "line 3167 states 'Total' £40,292,334.84: agrees with the rows" in text
    assert "Put right: 639 damaged rows, each in the only way possible" in text
    assert "Not read: 8 blank lines" in text
    assert "and 629 more" in text
    assert "28 payees look like a private person" in text
    everything = tell_reading(read_spend(LAMBETH), most=0)
    assert sum(" had run together: " in line for line in everything) == 639


def test_a_total_that_disagrees_and_lines_that_were_not_read_stand_out(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text("Supplier,Amount\nAcme,1.00\nBeta,ten\nTotal,3.00\n")
    text = "\n".join(tell_reading(read_spend(path)))
    assert "line 4 states 'Total' £3.00: the rows come to £1.00, £2.00 apart: find out why" in text
    assert "line 3: the amount is 'ten': Beta,ten" in text
    assert "no payee looks like a private person" in text


def test_an_import_is_told_with_both_sides_of_the_sum(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text("Body,Supplier,Date,Amount\nLCC,Acme,01/06/2020,10.00\nLCC,Beta,01/06/2020,-4.00\n")
    edit, report = spend_edit(SystemMap(), read_spend(path), by="analyst")
    text = "\n".join(tell_import(report))
    assert "Paid by LCC in 2020-21" in text
    assert "Imported total £6.00 (spend £10.00 less repayments £4.00) = sum of the readable rows" in text
    assert "Added: 1 source, 3 organisations, 2 flows of money, 2 payments" in text
    again = spend_edit(apply(SystemMap(), edit), read_spend(path), by="analyst")[1]
    assert "Nothing to change: the map holds all of it already" in tell_import(again)


def test_programs_get_every_line_and_exact_money():
    spend_file = read_spend(LAMBETH)
    data = json.loads(json.dumps(reading_data(spend_file)))
    assert (data["total"], data["stated_total"], data["difference"]) == ("40292334.84", "40292334.84", "0.00")
    assert len(data["recovered"]) == 639
    assert [row["line"] for row in data["skipped"]][:3] == [1, 2, 3]
    _, report = spend_edit(SystemMap(), spend_file, by="analyst")
    told = json.loads(json.dumps(import_data(report)))
    assert (told["total"], told["repayments"], told["years"]) == ("40292334.84", "0", ["2010-11", "2011-12", "2012-13"])


def test_a_second_import_tells_what_changed_vanished_and_looks_alike(tmp_path):
    path = tmp_path / "spend.csv"
    header = "Body,Supplier,Date,Amount\n"
    path.write_text(header + "LCC,Acme Ltd,01/06/2020,10.00\nLCC,ACME LTD,02/06/2020,1.00\nLCC,Beta,01/06/2020,4.00\n")
    first, _ = spend_edit(SystemMap(), read_spend(path), by="analyst")
    path.write_text(
        header + "LCC,Acme Ltd,01/06/2020,10.00\nLCC,Acme Limited,02/06/2020,2.00\nLCC,Mr J Smith,01/06/2020,3.00\n"
    )
    _, report = spend_edit(apply(SystemMap(), first), read_spend(path), by="analyst", redact_names=True)
    text = "\n".join(tell_import(report))
    assert "£11.00 is now £10.00" in text
    assert "No longer in the file, kept on the map: 2" in text
    assert "Beta: the file no longer names it" in text
    assert "Acme Limited | Acme Ltd" in text
    assert "Left out: 1 name of payees like those of private people" in text
    assert "Taken as one name, as only case or spaces differ: 1" in "\n".join(
        tell_import(spend_edit(SystemMap(), read_twice(tmp_path), by="analyst")[1])
    )


def read_twice(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("Body,Supplier,Date,Amount\nLCC,Acme Ltd,01/06/2020,1.00\nLCC,ACME LTD,02/06/2020,1.00\n")
    return read_spend(path)


def test_a_workbook_and_a_headerless_file_are_told_as_such(tmp_path):
    book = Workbook()
    for row in (["Supplier", "Date", "Amount"], ["Acme", "04/28/2020", 1], ["Acme", "x", 2]):
        book.active.append(row)
    book.active.title = "April"
    book.save(tmp_path / "a.xlsx")
    text = "\n".join(tell_reading(read_spend(tmp_path / "a.xlsx")))
    assert "a.xlsx: workbook, sheet April, header in line 1, MONTH FIRST" in text
    assert "sheet April, row 3: the date is 'x'" in text
    path = tmp_path / "bare.csv"
    path.write_text("Acme,1.00\nBeta,2.00\n")
    told = tell_reading(read_spend(path, SpendProfile(header_line=0, columns={"payee": 1, "amount": 2})))
    assert "no header, no dates" in told[0]


def test_what_an_import_adds_and_changes_is_told_by_kind_and_nothing_is_told_too():
    assert tell_changes({"FUNDS": 1, "Organisation": 2}, {"PARTY_TO": 2}) == [
        "Added: 1 flow of money, 2 organisations",
        "Changed: 2 links of bodies to agreements",
    ]
    assert tell_changes({}, {}) == ["Nothing to change: the map holds all of it already"]


def test_a_long_list_says_how_many_more_there_are():
    assert tell_some(iter("abc"), 2) == ["a", "b", "  and 1 more"]
    assert tell_some(iter("abc"), 3) == tell_some(iter("abc"), 0) == ["a", "b", "c"]
