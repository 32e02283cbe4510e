"""The page on formats names what there is, and its example is a map."""

import re
from pathlib import Path

from sysmap.formats import map_formats
from sysmap.formats.canonical_json import json_text, read_json
from sysmap.formats.workbook_writer import sheet_title
from sysmap.model.vocabulary import tables

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_table_is_there_with_its_file_and_sheet():
    rows = re.findall(r"^\| (\w+)\.csv \| ([^|]+) \|", PAGE, flags=re.MULTILINE)
    assert rows == [(table, sheet_title(table)) for table in tables()]


def test_every_form_is_there():
    assert len(map_formats()) == len(re.findall(r"^\| (?:a|one) .* \| (?:no|yes)", PAGE, flags=re.MULTILINE)) == 3


def test_the_example_is_a_map_as_we_write_it(tmp_path):
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
    (tmp_path / "map.json").write_text(example)
    reading = read_json(tmp_path / "map.json")
    assert reading.check() == []
    assert json_text(reading.system_map) == example
