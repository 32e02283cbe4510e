"""The JSON file: one text a map, small diffs, the log where it travels along, and what is refused where."""

import json

import pytest
from hypothesis import given

from sysmap.errors import BadInputError
from sysmap.formats.canonical_json import json_text, read_json, write_json
from sysmap.formats.interface import Place
from sysmap.model.edits import add, edit_between, make_edit
from sysmap.model.history import Snapshot
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from tests.strategies import system_maps

MAP = SystemMap(
    [
        Record("z1", "Dream", {"name": "ours"}),
        Record("r1", "INFLUENCES", {"from_id": "F1", "to_id": "F2", "polarity": "+"}),
        Record("F2", "Factor", {"note": "n", "name": "Café"}),
        Record("F1", "Factor", {"name": "Strain"}),
    ]
)

TEXT = """{
 "schema": "sysmap map",
 "format_version": 1,
 "records": [
  {
   "id": "F1",
   "kind": "Factor",
   "values": {
    "name": "Strain"
   }
  },
  {
   "id": "F2",
   "kind": "Factor",
   "values": {
    "name": "Café",
    "note": "n"
   }
  },
  {
   "id": "r1",
   "kind": "INFLUENCES",
   "values": {
    "from_id": "F1",
    "polarity": "+",
    "to_id": "F2"
   }
  },
  {
   "id": "z1",
   "kind": "Dream",
   "values": {
    "name": "ours"
   }
  }
 ]
}
"""


def read(tmp_path, text):
    path = tmp_path / "map.json"
    path.write_text(text, encoding="utf-8")
    return read_json(path)


def test_the_text_is_this():
    assert json_text(MAP) == TEXT


@given(system_maps(max_size=6))
def test_the_order_of_records_and_values_is_no_matter(system_map):
    turned = SystemMap(
        [Record(each.id, each.kind, dict(reversed(each.values.items()))) for each in reversed(list(system_map))]
    )
    assert json_text(turned) == json_text(system_map)


def test_one_change_is_one_line_of_a_diff():
    changed = SystemMap([*MAP, Record("F1", "Factor", {"name": "Carer strain"})])
    lines = zip(json_text(MAP).splitlines(), json_text(changed).splitlines(), strict=True)
    assert [pair for pair in lines if pair[0] != pair[1]] == [('    "name": "Strain"', '    "name": "Carer strain"')]


def test_the_log_travels_along(tmp_path):
    first = make_edit("start", [add(each) for each in MAP], by="facilitator", why="workshop")
    later = SystemMap(each for each in MAP if each.id != "z1")
    edits = (first, edit_between(MAP, later, "remove", by="analyst"))
    moments = (Snapshot("before lunch", 1, "2026-11-22T12:00:00.000+00:00", "facilitator", "tidy"),)
    write_json(later, tmp_path / "map.json", edits=edits, snapshots=moments)
    reading = read_json(tmp_path / "map.json")
    assert (reading.system_map, reading.edits, reading.snapshots) == (later, edits, moments)


def test_records_and_problems_are_placed_on_their_lines(tmp_path):
    reading = read(tmp_path, TEXT.replace('"from_id": "F1"', '"from_id": "F9"').replace('"+"', '"sideways"'))
    assert reading.places["F2"] == Place("map.json", 12)
    assert [(each.row, each.field, each.record_id) for each in reading.check()] == [
        (20, "polarity", "r1"),
        (20, "from_id", "r1"),
    ]
    assert reading.system_map["r1"].get("polarity") == "sideways"


def test_values_are_made_canonical(tmp_path):
    assert read(tmp_path, TEXT.replace('"+"', '"same way"')).system_map == MAP


def test_an_id_that_stands_twice_is_reported_and_the_first_kept(tmp_path):
    reading = read(tmp_path, TEXT.replace('"id": "F2"', '"id": "F1"'))
    assert [str(each).split(" (")[0] for each in reading.problems] == ["map.json, row 12, id: the id 'F1' stands twice"]
    assert reading.system_map["F1"].name == "Strain"


def test_escaped_characters_are_read(tmp_path):
    reading = read(tmp_path, TEXT.replace("Strain", r"\\ud83d \ud83d\udc69\u00e9\\"))
    assert reading.system_map["F1"].name == "\\ud83d \U0001f469é\\"


def test_a_byte_order_mark_is_no_matter(tmp_path):
    assert read(tmp_path, "\ufeff" + TEXT).system_map == MAP


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"id": "F2",', '"id": "F2", "id": "F3",', "line 13, column 16: the key 'id' stands twice in one object"),
        ('"note": "n"', '"note": "n", "note": "m"', "line 17, column 18: the key 'note' stands twice"),
        ('"Strain"', "3", r'line 9, column 13: records\.0\.values\.name is a number; write text in "quotes"'),
        ('"Strain"', "true", r"line 9, column 13: records\.0\.values\.name is true or false"),
        ('"Strain"', "null", r"line 9, column 13: records\.0\.values\.name is null"),
        ('"Strain"', '["a", {"b": []}]', r"line 9, column 13: records\.0\.values\.name is a list"),
        ('"kind": "Dream"', '"kind": 7', r"line 31, column 12: records\.3\.kind is a number"),
        ('   "kind": "Dream",\n', "", "line 29, column 3: 'kind' is missing"),
        ('"id": "z1"', '"id": " "', "line 30, column 10: 'id' is empty"),
        ('"id": "z1"', '"id": "\\u0000"', "line 30, column 10: 'id' is empty"),
        ('"id": "z1"', '"id": "z1", "name": "x"', r"line 30, column 24: a record has id, kind and values"),
        ('"Strain"\n   }', '"Strain",\n   }', "line 9, column 21: a comma too many before '}'"),
        ("  }\n ]\n}", "  },\n ]\n}", "line 35, column 4: a comma too many before ']'"),
        ('"+",', '"+"', "line 26, column 5: this is not JSON"),
        ('"Strain"', '"Str\\ud83dain"', "line 9, column 17: half a character"),
        ('"Strain"', '"Str\\udc69ain"', "line 9, column 17: half a character"),
        ('"name": "Strain"', '" name\\u0000": "Strain"', "line 9, column 20: .* cannot be the name of a property"),
        ('"name": "Strain"', '"": "Strain"', "line 9, column 9: '' cannot be the name of a property"),
        ('"Strain"', "NaN", "NaN is not a value that JSON has"),
        ('"Strain"', "9" * 5000, "this is no JSON of a map"),
        ('"format_version": 1', '"format_version": 2', "format version 2; this sysmap reads version 1"),
        ('"sysmap map"', '"gephi-lite"', "this JSON is no map of ours"),
        ('"records": [', '"notes": [], "records": [', "line 4, column 11: the key 'notes' is not one of ours"),
        (TEXT, "[1, 2]", "line 1, column 1: the file is a list; write an object"),
        (TEXT, "[" * 100_000, "this is no JSON of a map"),
        ("\n ]\n}\n", '\n ], "edits": [{"id": "e"}]\n}\n', r"line 36, column 15: 'time' is missing"),
        (
            "\n ]\n}\n",
            '\n ], "snapshots": [{"number": true}]\n}\n',
            r"line 36, column 30: snapshots\.0\.number is true",
        ),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(tmp_path, old, new, line):
    assert old in TEXT
    with pytest.raises(BadInputError, match=line) as caught:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "map.json"))


def test_an_edit_of_the_wrong_shape_is_refused(tmp_path):
    edit = make_edit("start", [add(MAP["F1"])], by="analyst").to_json()
    for spoil in ({"changes": {}}, {"changes": [{**edit["changes"][0], "operation": "burn"}]}, {"by": 4}):
        document = {**json.loads(TEXT), "edits": [{**edit, **spoil}]}
        with pytest.raises(BadInputError, match=r"map\.json: line \d+, column \d+: "):
            read(tmp_path, json.dumps(document))


def test_what_follows_a_key_said_twice_may_be_no_json_at_all(tmp_path):
    path = tmp_path / "map.json"
    path.write_text('{"records": [{"id": "a", "id": "b"}]}]]}', encoding="utf-8")
    with pytest.raises(BadInputError, match="the key 'id' stands twice in one object"):
        read_json(path)
