"""One CSV file that is one of our tables: known by its name or its headers, and never where it is none."""

from pathlib import Path

import pytest

from sysmap.errors import BadInputError
from sysmap.formats.single_table import find_table, read_single_table
from sysmap.model.records import Record
from sysmap.resources import resource


@pytest.mark.parametrize(
    ("name", "header", "table"),
    [
        ("nodes.csv", "id,label,name", "nodes"),
        ("from the room.csv", "Label;Name;Note", "nodes"),
        ("links.csv", "From,To,Which way", "relationships"),
        ("download (3).csv", "element_id,x,y", "positions"),
        ("spend.csv", "Body name,Transaction date,Supplier,Net amount", ""),
        ("grants.csv", "Identifier,Title,Description,Currency,Amount Awarded,Award Date", ""),
        ("nodes.csv", "apples,pears", ""),
        ("nodes.pdf", "id,label,name", ""),
        ("empty.csv", "", ""),
    ],
)
def test_a_table_is_known_by_its_name_or_its_headers(tmp_path, name, header, table):
    path = tmp_path / name
    path.write_text(header + ("\n" if header else ""))
    assert find_table(path) == table


def test_a_real_spend_file_is_no_table_of_ours():
    spend = sorted(Path(resource("sample_maps/leeds_spend")).glob("*.csv"))
    assert spend
    assert [find_table(path) for path in spend] == [""] * len(spend)


def test_positions_are_read(tmp_path):
    path = tmp_path / "saved.csv"
    path.write_text("element_id,x,y\nF1,10.50,-3\n")
    reading = read_single_table(path, find_table(path))
    (position,) = reading.records
    assert position == Record(position.id, "Position", {"element_id": "F1", "x": "10.5", "y": "-3"})
    assert reading.places[position.id].row == 2


def test_a_list_that_somebody_typed_is_read(tmp_path):
    path = tmp_path / "room.csv"
    path.write_bytes("Label;Name;Note\r\nfactor;Carer strain;“tired”, they say\r\n".encode("cp1252"))
    (record,) = read_single_table(path, find_table(path)).records
    assert (record.kind, record.values) == ("Factor", {"name": "Carer strain", "note": "“tired”, they say"})


def test_a_stray_quotation_mark_is_one_line(tmp_path):
    path = tmp_path / "nodes.csv"
    path.write_text('id,label,name\nF1,Factor,"open\n')
    with pytest.raises(BadInputError, match=r"nodes\.csv: the row that begins on line 2 cannot be read"):
        read_single_table(path, "nodes")
