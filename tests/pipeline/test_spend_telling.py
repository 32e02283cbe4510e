"""What people read and programs get of a spend file."""

import json
from pathlib import Path

from sysmap.formats.spend import read_spend
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
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
    assert "28 payees look like names of private people" in text
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
