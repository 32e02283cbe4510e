"""The workbook: what Excel keeps, what people do to it by hand, and what is refused in one line."""

import io
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from sysmap.errors import BadInputError
from sysmap.formats.interface import Place
from sysmap.formats.workbook import read_workbook
from sysmap.formats.workbook_writer import HELP_TITLE, write_template, write_workbook
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record


def book_of(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def edit_part(path: Path, part: str, change) -> None:
    """Change one part of a workbook, as another program might have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(stream.getvalue())


def told(reading):
    return [(each.row, each.field, each.severity) for each in reading.problems]


@pytest.fixture
def exported(tmp_path, thornmere):
    path = tmp_path / "thornmere.xlsx"
    write_workbook(thornmere.system_map, path)
    return path


def column(sheet, header):
    (found,) = (cell for cell in sheet[1] if cell.value == header)
    return found.column_letter


# What is written


def test_sheets_have_a_filter_row_a_frozen_header_and_help(exported):
    book = openpyxl.load_workbook(exported)
    assert book.sheetnames == [
        HELP_TITLE, "Elements", "Relationships", "Map", "Loops", "Measures", "Sources", "Views", "Lists",
    ]  # fmt: skip
    assert book["Lists"].sheet_state == "hidden"
    for title in book.sheetnames[1:-1]:
        sheet = book[title]
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes.endswith("2")
        assert [cell.value for cell in sheet[1] if cell.comment is None] == []
    comment = book["Relationships"][column(book["Relationships"], "amount") + "1"].comment
    assert comment.text == "How much, in its currency, 0 or more."


def test_polarity_is_offered_and_written_in_words(exported):
    book = openpyxl.load_workbook(exported)
    sheet = book["Relationships"]
    letter = column(sheet, "polarity")
    assert {cell.value for cell in sheet[letter][1:]} == {"same", "opposite", None}
    (offered,) = (each for each in sheet.data_validations.dataValidation if f"{letter}2" in each.sqref)
    start, end = re.findall(r"\$([A-Z]+)\$(\d+)", offered.formula1)
    cells = book["Lists"][f"{start[0]}{start[1]}:{end[0]}{end[1]}"]
    assert [row[0].value for row in cells] == ["same", "opposite", "unsure"]


def test_every_column_of_choices_offers_them(exported):
    book = openpyxl.load_workbook(exported)
    offered = {
        cell.split(":")[0]
        for each in book["Elements"].data_validations.dataValidation
        for cell in str(each.sqref).split()
    }
    for header in ("label", "sector", "control", "confidence", "sensitivity", "outcome"):
        assert column(book["Elements"], header) + "2" in offered


def test_numbers_and_dates_are_real_where_they_survive(tmp_path):
    texts = ["1250.5", "123456789012345", "1234567890123456", "a lot"]
    records = [Record(f"m{at}", "FUNDS", {"amount": text, "house": f"00{at}"}) for at, text in enumerate(texts)]
    days = ["2026-03-31", "2026-03", "2026", "1900-01-31", "9999-12-31"]
    records += [Record(f"d{at}", "Service", {"learn_by": text}) for at, text in enumerate(days)]
    write_workbook(SystemMap(records), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    money, dates = book["Relationships"], book["Elements"]
    amounts = [cell.value for cell in money[column(money, "amount")][1:]]
    assert amounts == [1250.5, 123456789012345, "1234567890123456", "a lot"]
    assert [cell.value for cell in money[column(money, "house")][1:]] == ["000", "001", "002", "003"]
    learn_by = [cell.value for cell in dates[column(dates, "learn_by")][1:]]
    assert learn_by == [
        datetime.fromisoformat("2026-03-31"),
        "2026-03",
        "2026",
        "1900-01-31",
        datetime.fromisoformat("9999-12-31"),
    ]
    assert read_workbook(tmp_path / "a.xlsx").system_map == SystemMap(records)


def test_no_text_is_a_formula(tmp_path):
    records = [Record("=1+1", "=CMD()", {"name": "@SUM(A1)", "=own": "+44 20", "note": "-x"})]
    write_workbook(SystemMap(records), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not [sheet for sheet in sheets if re.search(rb"<f[ >/]", sheet)]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Elements"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert sheet[column(sheet, "name") + "2"].quotePrefix
    assert read_workbook(tmp_path / "a.xlsx").system_map == SystemMap(records)


@pytest.mark.parametrize("length", [14_999, 15_000, 15_001, 32_768, 70_000])
def test_texts_longer_than_a_cell_survive(tmp_path, length):
    text = ("\U0001f469 \n=" * length)[:length].strip()
    long = SystemMap([Record("F1", "Factor", {"note": text, "own": text}), Record("F2", "Factor", {"note": "short"})])
    write_workbook(long, tmp_path / "a.xlsx")
    cells = (cell.value for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx") for row in sheet for cell in row)
    assert max(len(value.encode("utf-16-le")) // 2 for value in cells if isinstance(value, str)) <= 32_767
    assert read_workbook(tmp_path / "a.xlsx").system_map == long


# The template


def test_the_template_is_short_and_reads_as_empty(tmp_path):
    write_template(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert [cell.value for cell in book["Elements"][1]][:2] == ["what it is", "name"]
    assert [cell.value for cell in book["Relationships"][1]][:5] == ["type", "from", "to", "which way", "how strong"]
    assert all(len(sheet[1]) <= 12 for sheet in book)
    assert "name is all that is needed" in " ".join(str(row[0].value) for row in book[HELP_TITLE])
    reading = read_workbook(tmp_path / "book.xlsx")
    assert (reading.records, reading.problems) == ((), ())


def test_names_on_the_first_sheet_are_offered_as_ends(tmp_path):
    write_template(tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Relationships"]
    offered = {str(each.sqref).split(":")[0]: each.formula1 for each in sheet.data_validations.dataValidation}
    assert offered["B2"] == offered["C2"] == "Elements!$B$2:$B$500"


def test_a_template_filled_in_by_hand_is_a_map(tmp_path):
    path = tmp_path / "book.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    book["Elements"].append(["Factor", "Carer strain", None, "shared with others"])
    book["Elements"].append(["Factor", "Hospital admissions"])
    book["Elements"].append(["Organisation", "Thornmere Council", "local_government"])
    book["Elements"].append(["Organisation", "Home Aid", "voluntary and community sector"])
    book["Relationships"].append(["INFLUENCES", "Carer strain", "hospital admissions", "same", 3, "months"])
    book["Relationships"].append(
        [
            "pays",
            "Thornmere Council",
            "Home Aid",
            None,
            None,
            None,
            60000,
            date(2025, 4, 1),
            datetime.fromisoformat("2026-03-31"),
        ]
    )
    book["Sources"].append(["S1", "Carers UK", "State of caring", None, 2025])
    book["Map"].append(["Our town", "Why are carers tired?", "Adult social care", date(2026, 11, 22)])
    book.save(path)
    reading = read_workbook(path)
    assert reading.check() == []
    (link,), (money,) = reading.system_map.of("INFLUENCES"), reading.system_map.of("FUNDS")
    assert (link.get("polarity"), link.get("strength")) == ("+", "3")
    assert reading.system_map.name_of(link.to_id) == "Hospital admissions"
    assert (money.get("amount"), money.get("period_start"), money.get("period_end")) == (
        "60000",
        "2025-04-01",
        "2026-03-31",
    )
    assert reading.system_map.about.get("question") == "Why are carers tired?"
    assert reading.system_map["S1"].get("date") == "2025"
    assert reading.places[link.id] == Place("book.xlsx, sheet Relationships", 2)


# What people and other programs do


def test_cells_of_every_type_are_read_as_seen(tmp_path):
    rows = [
        ["id", "label", "name", "outcome", "learn_by", "viability_floor", "house number", "when", "month"],
        [1, "Factor", 2025, True, None, None, 7.10, datetime.fromisoformat("2026-03-31T14:30"), None],
        [
            2.0,
            "Service",
            "Visits",
            None,
            datetime.fromisoformat("2026-03-31"),
            0.62,
            0.1 + 0.2,
            time(9, 5),
            date(2025, 4, 1),
        ],
    ]
    path = book_of(tmp_path / "a.xlsx", Elements=rows)
    book = openpyxl.load_workbook(path)
    book["Elements"]["F3"].number_format = "0%"
    book["Elements"]["I3"].number_format = "mmm\\-yy"
    book.save(path)
    reading = read_workbook(path)
    assert reading.system_map["1"].values == {
        "name": "2025",
        "outcome": "yes",
        "house number": "7.1",
        "when": "2026-03-31 14:30",
    }
    assert reading.system_map["2"].values == {
        "name": "Visits",
        "learn_by": "2026-03-31",
        "viability_floor": "62",
        "house number": "0.3",
        "when": "09:05:00",
        "month": "2025-04",
    }


def test_formulas_count_with_the_value_last_worked_out(tmp_path):
    path = book_of(
        tmp_path / "a.xlsx",
        Relationships=[
            ["id", "type", "from", "to", "amount"],
            ["m1", "FUNDS", "a", "b", "=2*3"],
            ["m2", "FUNDS", "a", "b", "=NOW()"],
            ["m3", "FUNDS", "a", "b", "=1/0"],
        ],
    )

    def work_out(sheet):
        sheet = sheet.replace("<f>2*3</f><v></v>", "<f>2*3</f><v>6</v>").replace(
            "<f>2*3</f><v />", "<f>2*3</f><v>6</v>"
        )
        return re.sub(r'<c r="E4"[^>]*>.*?</c>', '<c r="E4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', sheet)

    edit_part(path, "xl/worksheets/sheet1.xml", work_out)
    reading = read_workbook(path)
    assert reading.system_map["m1"].get("amount") == "6"
    assert [(each.row, each.message) for each in reading.problems if each.field.startswith("E")] == [
        (3, "cell E3 holds a formula that was never worked out"),
        (4, "cell E4 holds the error #DIV/0!"),
    ]
    assert "amount" not in reading.system_map["m2"].values


def test_a_title_above_the_header_and_gaps_are_no_matter(tmp_path):
    rows = [["Our map, spring"], [], ["Label", None, "Name"], [], ["Factor", None, "Strain"]]
    reading = read_workbook(book_of(tmp_path / "a.xlsx", elements=rows))
    (record,) = reading.records
    assert (record.name, reading.problems) == ("Strain", ())
    assert reading.places[record.id] == Place("a.xlsx, sheet elements", 5)


def test_a_size_that_another_program_states_wrongly_is_no_matter(exported, thornmere):
    edit_part(
        exported, "xl/worksheets/sheet2.xml", lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml)
    )
    assert read_workbook(exported).system_map == thornmere.system_map


def test_texts_that_excel_escapes_are_read_as_meant(tmp_path):
    path = book_of(
        tmp_path / "a.xlsx", Elements=[["id", "label", "name"], ["F1", "Factor", "one_x000D_\ntwo_x005F_x0041_"]]
    )
    assert read_workbook(path).system_map["F1"].name == "one two_x0041_"


def test_a_sheet_that_is_not_ours_is_reported(tmp_path):
    path = book_of(tmp_path / "a.xlsx", Elements=[["id", "label", "name"]], Budget=[["x"], [1]], Links=[["id", "type"]])
    reading = read_workbook(path)
    assert [str(each).split(" (")[0] for each in reading.problems] == [
        "a.xlsx, sheet Budget: this was not read: it is no sheet of ours"
    ]


def test_problems_name_the_sheet_the_row_and_the_column(tmp_path):
    rows = [["id", "type", "from", "to", "amount"], ["m1", "FUNDS", "a", "b", "lots"]]
    (problem,) = read_workbook(book_of(tmp_path / "a.xlsx", Relationships=rows)).problems
    assert str(problem).startswith("a.xlsx, sheet Relationships, row 2, amount: amount is 'lots'")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"%PDF-1.7", "this is a PDF"),
        (b"id,label,name\n", "this is text, not a workbook"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"", "the file is empty"),
    ],
)
def test_what_is_no_workbook_is_one_line(tmp_path, content, line):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=line) as caught:
        read_workbook(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"])
def test_a_damaged_workbook_is_one_line(exported, part):
    edit_part(exported, part, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(BadInputError, match="the workbook is damaged"):
        read_workbook(exported)


def test_a_workbook_with_entities_that_explode_is_one_line(exported):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    edit_part(exported, "xl/worksheets/sheet2.xml", lambda xml: bomb + xml[xml.index("<worksheet") :])
    with pytest.raises(BadInputError, match="the workbook is damaged"):
        read_workbook(exported)


def test_a_zip_bomb_is_one_line_and_never_unpacked(tmp_path, exported):
    with zipfile.ZipFile(exported, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet99.xml", bytes(64 * 1024 * 1024))
    with pytest.raises(BadInputError, match="zip bomb"):
        read_workbook(exported)


def test_a_workbook_of_something_else_is_one_line(tmp_path):
    path = book_of(tmp_path / "a.xlsx", Payments2026=[["Date", "Supplier"]])
    with pytest.raises(BadInputError, match="no sheet of a map in this workbook"):
        read_workbook(path)
