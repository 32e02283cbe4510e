"""Whatever a file holds, reading it gives records and problems or one line: never a traceback."""

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import BadInputError
from sysmap.formats.canonical_json import json_text, read_json
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.formats.interface import Reading
from sysmap.formats.layout import layout_of
from sysmap.model.vocabulary import tables
from tests.strategies import NASTY, any_text, system_maps

plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kind", "values", "x"]), inner),
    max_leaves=8,
)


def read_or_one_line(read, path) -> Reading | None:
    """Read a path; give None where it is refused in one line."""
    refused = ""
    try:
        reading = read(path)
    except BadInputError as error:
        refused = str(error) or "without a word"
    if refused:
        assert refused.startswith(str(path))
        assert "\n" not in refused
        return None
    for problem in reading.check():
        assert problem.message
        assert problem.file
    return reading


@st.composite
def hand_made_tables(draw):
    """Give a table with headers of ours and others in any order, twice and blank too, over cells of any text."""
    table = draw(st.sampled_from(tables()))
    layout = layout_of(table)
    ours = [layout.header(column) for column in layout.order()]
    headers = draw(st.lists(st.sampled_from([*ours, *NASTY, "", "From", "which way"]), min_size=1, max_size=8))
    cells = st.one_of(st.sampled_from(["", "F1", "F2", "Factor", "INFLUENCES", "2026", "7"]), any_text)
    return table, [headers, *draw(st.lists(st.lists(cells, max_size=10), max_size=6))]


@given(hand_made_tables())
def test_any_table_gives_records_and_problems(made):
    table, rows = made
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{table}.csv").write_bytes(stream.getvalue().encode())
        read_or_one_line(read_csv_folder, Path(folder))


@given(hand_made_tables())
def test_reading_twice_makes_the_same_ids(made):
    table, rows = made
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{table}.csv").write_bytes(stream.getvalue().encode())
        first, again = (read_or_one_line(read_csv_folder, Path(folder)) for _ in range(2))
        assert first == again
        assert first is None or len(first.system_map) == len(first.records)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(data):
    with TemporaryDirectory() as folder:
        (Path(folder) / "nodes.csv").write_bytes(data)
        read_or_one_line(read_csv_folder, Path(folder))
        (Path(folder) / "map.json").write_bytes(data)
        assert read_or_one_line(read_json, Path(folder) / "map.json") is None


@given(plain_json, st.sampled_from(["records", "edits", "snapshots"]))
def test_any_json_is_read_or_refused_in_one_line(given_json, part):
    document = {"schema": "sysmap map", "format_version": 1, part: given_json}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.json"
        path.write_text(json.dumps(document))
        read_or_one_line(read_json, path)


@given(system_maps(max_size=4), st.data())
def test_a_spoilt_map_is_read_or_refused_in_one_line(system_map, data):
    text = json_text(system_map)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.json"
        path.write_bytes((text[:start] + data.draw(any_text) + text[end:]).encode())
        read_or_one_line(read_json, path)


@pytest.mark.parametrize("text", ["\ufeff", "\n\n\n", ",,,\n,,,\n", '""\n', "id\n", "id,label,name"])
def test_tables_with_next_to_nothing_are_no_matter(tmp_path, text):
    (tmp_path / "nodes.csv").write_text(text, encoding="utf-8")
    reading = read_csv_folder(tmp_path)
    assert reading.records == ()
