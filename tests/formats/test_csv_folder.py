"""A folder of CSV files, whoever filled it in: what is read, what is reported, what is left alone."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sysmap.errors import BadInputError
from sysmap.formats.csv_folder import read_csv_folder, write_csv_folder
from sysmap.formats.interface import Place
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.vocabulary import KINDS
from sysmap.resources import resource

GOLDEN = Path(__file__).parents[1] / "golden"

NODES = "id,label,name\nF1,Factor,Carer strain\nF2,Factor,Hospital admissions\nO1,Organisation,Council\n"


def folder(path, **files):
    for name, text in files.items():
        (path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(reading):
    return [(each.file, each.row, each.field, each.severity) for each in reading.problems]


# Thornmere


def test_thornmere_is_read_whole(thornmere):
    expected = json.loads((GOLDEN / "thornmere_expected.json").read_text())["counts"]
    counts = Counter(record.kind for record in thornmere.records)
    assert {kind: counts[kind] for kind in expected["by_label"]} == expected["by_label"]
    assert {kind: counts[kind] for kind in expected["by_type"]} == expected["by_type"]
    assert len(thornmere.system_map.elements) == expected["nodes"] == 56
    assert len(thornmere.system_map.relationships) == expected["relationships"] == 157
    assert (counts["Loop"], counts["Measure"]) == (expected["named_loops"], expected["measures"])
    assert (counts["Observation"], counts["Source"]) == (36, 17)
    assert thornmere.problems == ()


def test_observations_are_given_ids_that_stay(thornmere):
    made = thornmere.system_map["ME01-2025-06-30"]
    assert made.values == {"measure_id": "ME01", "date": "2025-06-30", "value": "57", "basis": "measured"}
    assert len(thornmere.made_ids) == 36 + 1  # and the record about the map itself
    assert thornmere.places["O02"] == Place("nodes.csv", 3)


def test_written_by_us_thornmere_comes_back_byte_for_byte(thornmere, tmp_path):
    write_csv_folder(thornmere.system_map, tmp_path / "once")
    write_csv_folder(read_csv_folder(tmp_path / "once").system_map, tmp_path / "twice")
    files = sorted(each.name for each in (tmp_path / "once").iterdir())
    assert files == [
        "loops.csv",
        "map.csv",
        "measures.csv",
        "nodes.csv",
        "relationships.csv",
        "sources.csv",
        "views.csv",
    ]
    for name in files:
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "twice" / name).read_bytes()


def test_no_heavy_library_is_imported_to_read_a_folder():
    code = (
        "import sys; from pathlib import Path; from sysmap.formats.csv_folder import read_csv_folder;"
        f"read_csv_folder(Path({str(resource('sample_maps/thornmere'))!r}));"
        "print([name for name in ('openpyxl', 'networkx', 'charset_normalizer') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_encoding_delimiter_and_line_end_is_read(tmp_path, encoding, delimiter, line_end):
    text = line_end.join(delimiter.join(row) for row in (("id", "label", "name"), ("F1", "Factor", "“Café” £5 a day")))
    reading = read_csv_folder(folder(tmp_path, nodes=(text + line_end).encode(encoding)))
    assert reading.system_map["F1"].name == "“Café” £5 a day"
    assert reading.problems == ()


def test_a_file_is_marked_as_utf_8_only_where_excel_needs_it(tmp_path):
    write_csv_folder(SystemMap([Record("F1", "Factor", {"name": "Café"})]), tmp_path / "a")
    assert (tmp_path / "a" / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert (tmp_path / "a" / "relationships.csv").read_bytes() == b"id,type,from_id,to_id\n"


def test_polarity_is_written_in_words_and_read_in_any(tmp_path):
    write_csv_folder(
        SystemMap([Record("r1", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "-"})]), tmp_path / "a"
    )
    assert "r1,INFLUENCES,a,b,opposite\n" in (tmp_path / "a" / "relationships.csv").read_text()
    words = {"+": "+", "Same": "+", "positive": "+", "-": "-", "−": "-", "Opposite way": "-", "?": "?", "unsure": "?"}  # noqa: RUF001 - a true minus sign
    rows = [f"r{at},INFLUENCES,F1,F2,{word}" for at, word in enumerate(words)]
    reading = read_csv_folder(
        folder(tmp_path, nodes=NODES, relationships="id,type,from_id,to_id,polarity\n" + "\n".join(rows))
    )
    assert [record.get("polarity") for record in reading.system_map.of("INFLUENCES")] == list(words.values())
    assert reading.problems == ()


# What people leave out


def test_names_serve_where_ids_are_asked_for(tmp_path):
    reading = read_csv_folder(
        folder(
            tmp_path,
            nodes="label,name,aliases\nfactor,Carer strain,\nFactors,Hospital admissions,Admissions\n",
            relationships="Type,From,To,Which way\ninfluences,carer  STRAIN,admissions,same\n",
            loops="name,passes through\nRound,Carer strain; Hospital admissions\n",
        )
    )
    strain, admissions = reading.system_map.of("Factor")
    (link,) = reading.system_map.of("INFLUENCES")
    (loop,) = reading.system_map.of("Loop")
    assert (link.from_id, link.to_id, link.get("polarity")) == (strain.id, admissions.id, "+")
    assert loop.items("element_ids") == (strain.id, admissions.id)
    assert reading.made_ids == {strain.id, admissions.id, link.id, loop.id}
    assert reading.problems == ()


def test_made_ids_are_the_same_when_the_file_is_read_again(tmp_path):
    files = {
        "nodes": "label,name\nFactor,Strain\nFactor,Strain\nService,Visits\n",
        "relationships": "type,from_id,to_id,period_start,amount\nSUPPORTS,Visits,Strain,,\n",
        "measures": "name,obs_date,obs_value\nHours,2025-04,3\nHours,2025-04,4\n",
    }
    first = read_csv_folder(folder(tmp_path, **files))
    again = read_csv_folder(tmp_path)
    assert [record.id for record in first.records] == [record.id for record in again.records]
    assert len(set(first.places)) == len(first.records) == 7
    hours = first.system_map.of("Measure")[0].id
    assert [each.id for each in first.system_map.of("Observation")] == [f"{hours}-2025-04", f"{hours}-2025-04-2"]
    assert {each.get("measure_id") for each in first.system_map.of("Observation")} == {hours}


def test_a_name_that_several_go_by_is_asked_about_and_never_guessed(tmp_path):
    reading = read_csv_folder(
        folder(
            tmp_path,
            nodes="id,label,name\nF1,Factor,Strain\nF2,Factor,Strain\nO1,Organisation,Council\nP1,Place,Council\n",
            relationships="type,from_id,to_id\nINFLUENCES,Strain,F2\nSTEWARDS,Council,F1\n",
        )
    )
    assert told(reading) == [("relationships.csv", 2, "from_id", "error")]
    assert "2 elements are called 'Strain': F1, F2" in reading.problems[0].message
    assert reading.system_map.of("INFLUENCES")[0].from_id == "Strain"
    assert reading.system_map.of("STEWARDS")[0].from_id == "O1"  # only an organisation can


def test_a_row_that_does_not_say_what_it_is_is_reported(tmp_path):
    reading = read_csv_folder(folder(tmp_path, nodes="id,label,name\nF1,,Strain\n"))
    assert told(reading) == [("nodes.csv", 2, "label", "error")]
    assert "Organisation, Service, Factor" in reading.problems[0].todo
    assert reading.records == ()


# What cannot be read


def test_values_that_cannot_be_read_are_kept_and_placed(tmp_path):
    reading = read_csv_folder(
        folder(
            tmp_path,
            nodes=NODES,
            relationships="id,type,from_id,to_id,amount,how strong\nm1,FUNDS,O1,O1,a lot,\nr1,INFLUENCES,F1,F2,,7\n",
        )
    )
    assert told(reading) == [
        ("relationships.csv", 2, "amount", "error"),
        ("relationships.csv", 3, "how strong", "warning"),
    ]
    assert [each.record_id for each in reading.problems] == ["m1", "r1"]
    assert reading.system_map["m1"].get("amount") == "a lot"
    assert reading.system_map["r1"].get("strength") == "7"
    assert len([each for each in reading.check() if "a lot" in each.message]) == 1


def test_what_is_wrong_with_the_map_is_placed_too(tmp_path):
    reading = read_csv_folder(
        folder(tmp_path, nodes=NODES, relationships="id,type,from_id,to_id\n\nr1,INFLUENCES,F1,F9\n")
    )
    (problem,) = reading.check()
    assert (problem.file, problem.row, problem.field) == ("relationships.csv", 3, "to_id")


def test_an_id_that_stands_twice_is_reported_and_the_first_kept(tmp_path):
    reading = read_csv_folder(
        folder(tmp_path, nodes=NODES + "F1,Factor,Other\n", sources="source_id,publisher\nO1,Somebody\n")
    )
    assert told(reading) == [("nodes.csv", 5, "id", "error"), ("sources.csv", 2, "id", "error")]
    assert reading.system_map["F1"].name == "Carer strain"


def test_columns_of_a_measure_that_disagree_are_reported(tmp_path):
    reading = read_csv_folder(
        folder(
            tmp_path,
            measures="measure_id,name,unit,obs_date,obs_value\nM1,Hours,hours,2025,1\nM1,,days,2026,2\n,,,2027,3\n",
        )
    )
    assert told(reading) == [("measures.csv", 3, "unit", "error"), ("measures.csv", 4, "measure_id", "warning")]
    assert reading.system_map["M1"].get("unit") == "hours"
    assert len(reading.system_map.of("Observation")) == 3


def test_the_type_of_a_loop_is_checked_and_not_kept(tmp_path):
    files = {
        "nodes": NODES,
        "relationships": "id,type,from_id,to_id,polarity\nr1,INFLUENCES,F1,F2,+\nr2,INFLUENCES,F2,F1,-\n",
        "loops": "loop_id,name,type,node_ids\nL1,Round,reinforcing,F1;F2\nL2,Same,keeps in check,F1;F2\n",
    }
    reading = read_csv_folder(folder(tmp_path, **files))
    assert told(reading) == [("loops.csv", 2, "type", "warning")]
    assert "'Round' says reinforcing and its links make it B" in reading.problems[0].message
    assert all("type" not in loop.values for loop in reading.system_map.of("Loop"))


def test_what_is_no_column_or_table_of_ours_is_reported_and_kept(tmp_path):
    reading = read_csv_folder(
        folder(
            tmp_path,
            nodes="id,label,name,Postcode,,polarty\nF1,Factor,Strain,LM1,stray,x,far\nF2,Factor,Other,,more,,\n",
            budget="a,b\n1,2\n",
        )
    )
    assert told(reading) == [
        ("budget.csv", 0, "", "warning"),
        ("nodes.csv", 1, "Postcode", "warning"),
        ("nodes.csv", 1, "polarty", "warning"),
        ("nodes.csv", 2, "column 5", "warning"),
        ("nodes.csv", 2, "column 7", "warning"),
    ]
    assert reading.system_map["F1"].values == {
        "name": "Strain",
        "Postcode": "LM1",
        "column 5": "stray",
        "polarty": "x",
        "column 7": "far",
    }
    assert (tmp_path / "budget.csv").exists()


def test_two_columns_that_mean_the_same_are_reported(tmp_path):
    reading = read_csv_folder(folder(tmp_path, nodes="id,label,name,Name\nF1,Factor,a,b\n"))
    assert told(reading) == [("nodes.csv", 1, "Name", "warning")]
    assert reading.system_map["F1"].values == {"name": "a", "Name (4)": "b"}


def test_rows_are_counted_as_an_editor_counts_lines(tmp_path):
    reading = read_csv_folder(
        folder(tmp_path, nodes='Our map\n\nid,label,name,learn_by\nF1,Factor,"two\nlines",\nS1,Service,Visits,soon\n')
    )
    assert reading.places["F1"] == Place("nodes.csv", 4)
    assert told(reading) == [("nodes.csv", 6, "learn_by", "error")]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"nodes": NODES + 'F3,Factor,"never closed\nF4,Factor,x\n'}, r"nodes\.csv: the row that begins on line 5"),
        ({"nodes": b"%PDF-1.7 ..."}, r"nodes\.csv: this is a PDF"),
        ({"nodes": b"PK\x03\x04...."}, r"nodes\.csv: this is a workbook or zip archive"),
        ({"nodes": b""}, r"nodes\.csv: the file is empty"),
        ({"nodes": b"id,label\x00\x01\x02\x03\xff\n"}, r"nodes\.csv: this is a binary file"),
        ({"other": "a,b\n"}, "no table in this folder"),
    ],
)
def test_what_is_no_text_is_one_line(tmp_path, files, line):
    with pytest.raises(BadInputError, match=line) as caught:
        read_csv_folder(folder(tmp_path, **files))
    assert "\n" not in str(caught.value)


def test_a_file_where_a_folder_belongs_is_one_line(tmp_path):
    (tmp_path / "nodes.csv").write_text(NODES)
    with pytest.raises(BadInputError, match="this is not a folder"):
        read_csv_folder(tmp_path / "nodes.csv")


# Writing into a folder that is there


def test_other_files_are_kept_and_old_tables_go(tmp_path, thornmere):
    town = tmp_path / "town"
    shutil.copytree(resource("sample_maps/starter"), town)
    (town / ".git").mkdir()
    (town / "minutes.csv").write_text("ours\n")
    write_csv_folder(SystemMap([thornmere.system_map["F01"]]), town)
    assert sorted(each.name for each in town.iterdir()) == [
        ".git",
        "README.md",
        "minutes.csv",
        "nodes.csv",
        "relationships.csv",
    ]
    assert [record.id for record in read_csv_folder(town).records] == ["F01"]


def test_a_write_that_fails_half_way_puts_everything_back(tmp_path, thornmere, monkeypatch):
    town = tmp_path / "town"
    shutil.copytree(resource("sample_maps/starter"), town)
    before = {each.name: each.read_bytes() for each in town.iterdir()}
    moves = Counter()
    replace = Path.replace

    def fail_third(self, target):
        moves["done"] += 1
        if moves["done"] == 3:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_third)
    with pytest.raises(BadInputError, match="No space left on device"):
        write_csv_folder(thornmere.system_map, town)
    assert {each.name: each.read_bytes() for each in town.iterdir()} == before
    assert [each.name for each in tmp_path.iterdir()] == ["town"]


def test_a_new_folder_appears_whole_or_not_at_all(tmp_path, thornmere, monkeypatch):
    def fail(self, target):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(BadInputError, match="Input/output error"):
        write_csv_folder(thornmere.system_map, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_every_kind_has_a_row_somewhere(tmp_path):
    records = [Record(f"x{at}", name, {"note": "n", "own": "o"}) for at, name in enumerate(KINDS)]
    write_csv_folder(SystemMap(records), tmp_path / "all")
    assert read_csv_folder(tmp_path / "all").system_map == SystemMap(records)


@pytest.mark.parametrize("measure", ["id:M1", "Bed nights"])
def test_an_observation_of_what_is_not_there_keeps_what_it_names(tmp_path, measure):
    factor = Record("F1", "Factor", {"name": "Bed nights"})
    seen = Record("o1", "Observation", {"measure_id": measure, "date": "2026-01", "value": "3"})
    write_csv_folder(SystemMap([factor, seen]), tmp_path / "map")
    assert read_csv_folder(tmp_path / "map").system_map["o1"] == seen
