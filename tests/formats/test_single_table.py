"""One CSV file that is one of our tables."""

from pathlib import Path

import pytest

from sysmap.errors import BadInputError
from sysmap.formats.single_table import find_table, read_single_table

ROOT = Path(__file__).parents[2]
SPEND = [*(ROOT / "tests" / "data" / "spend").glob("*.csv"), *(ROOT / "sample_maps" / "leeds_spend").glob("*.csv")]
TABLES = sorted((ROOT / "sample_maps" / "thornmere").glob("*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_known_by_its_name(path):
    assert find_table(path) == path.stem


@pytest.mark.parametrize("name", ["nodes", "relationships", "loops", "sources"])
def test_a_table_of_another_name_is_known_by_its_headers(tmp_path, name):
    path = tmp_path / "from a partner.csv"
    path.write_bytes((ROOT / "sample_maps" / "thornmere" / f"{name}.csv").read_bytes())
    assert find_table(path) == name


@pytest.mark.parametrize("path", SPEND, ids=lambda path: path.stem)
def test_a_spend_file_is_none_of_our_tables(path):
    assert find_table(path) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b""),
        ("x.csv", b"\x00\x01\x02"),
        ("x.csv", b"hello\nworld\n"),
        ("nodes.csv", b"%PDF-1.4"),
        ("nodes.doc", b""),
    ],
)
def test_what_is_no_table_is_none(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert find_table(path) == ""


def test_positions_of_the_page_are_read_with_their_ids(tmp_path):
    path = tmp_path / "where.csv"
    path.write_text("id,element_id,view,x,y\r\npos-a,a,,1.5,-2\r\n", encoding="utf-8")
    assert find_table(path) == "positions"
    (record,) = read_single_table(path, "positions").records
    assert (record.id, dict(record.values)) == ("pos-a", {"element_id": "a", "x": "1.5", "y": "-2"})


def test_rows_are_told_by_their_lines_and_guarded_cells_read_as_they_were(tmp_path):
    path = tmp_path / "nodes.csv"
    path.write_text('label;name\nfactor;"two\nlines"\nfactor;\'=1+1\n', encoding="utf-8")
    reading = read_single_table(path, "nodes")
    assert [record.get("name") for record in reading.records] == ["two lines", "=1+1"]
    assert [reading.places[record.id].row for record in reading.records] == [2, 4]


def test_a_stray_quotation_mark_is_one_line(tmp_path):
    path = tmp_path / "nodes.csv"
    path.write_text('label,name\nfactor,"A" B\n', encoding="utf-8")
    with pytest.raises(BadInputError, match="begins on line 2 cannot be read"):
        read_single_table(path, "nodes")
