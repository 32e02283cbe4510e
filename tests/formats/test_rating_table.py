"""Raters side by side: told from other tables, and read as one row a rating."""

import pytest

from sysmap.formats.rating_table import one_a_row
from sysmap.formats.single_table import find_table, read_single_table

WIDE = "intervention,about,Ann's team,Bo's team\nFloor,Budget,5,12\nFees,,numbers,\n"


@pytest.fixture
def write(tmp_path):
    def make(text):
        path = tmp_path / "anything.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_raters_side_by_side_are_ratings_one_each(write, delimiter):
    path = write(WIDE.replace(",", delimiter))
    assert find_table(path) == "ratings"
    records = read_single_table(path, "ratings").records
    said = [(each.get("intervention"), each.get("rater"), each.get("level")) for each in records]
    assert said == [("Floor", "Ann's team", "5"), ("Floor", "Bo's team", "12"), ("Fees", "Ann's team", "12")]
    assert len({each.id for each in records}) == 3
    assert [each.id for each in read_single_table(path, "ratings").records] == [each.id for each in records]


def test_one_row_a_rating_is_read_as_it_is(write):
    path = write("intervention,rater,level\nFloor,A,5\nFloor,B,rules\n")
    assert find_table(path) == "ratings"
    assert [each.get("level") for each in read_single_table(path, "ratings").records] == ["5", "5"]
    rows = [(1, ("intervention", "rater", "level")), (2, ("Floor", "A", "5"))]
    assert one_a_row(rows) == rows


@pytest.mark.parametrize(
    "text",
    [
        "intervention,cost,who\nFloor,20000,Ann\n",
        "intervention,A\nFloor,5\n",
        "name,A,B\nFloor,5,5\n",
        "intervention,A,B\n",
    ],
)
def test_other_tables_are_not_taken_for_ratings(write, text):
    assert find_table(write(text)) != "ratings"


def test_a_cell_that_is_no_place_is_reported_with_its_row(write):
    (problem,) = read_single_table(write(WIDE.replace("5,12", "5,13")), "ratings").problems
    assert (problem.row, problem.field) == (2, "level")
    assert "13" in problem.message
