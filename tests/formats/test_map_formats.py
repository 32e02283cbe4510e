"""A format is found by itself and chosen by what is there or by its name."""

import os
import textwrap

import pytest

import sysmap.formats
from sysmap.errors import NotFoundError, UsageError
from sysmap.formats import find_format, format_for_writing, map_formats
from sysmap.model.maps import SystemMap
from sysmap.resources import resource


def test_the_formats_are_there():
    assert [each.name for each in map_formats()] == ["csv", "json", "xlsx"]


def test_a_module_with_a_format_is_found_by_itself(monkeypatch, tmp_path):
    (tmp_path / "stones.py").write_text(
        textwrap.dedent(
            """
            from sysmap.formats.interface import Format, Reading

            FORMAT = Format("stones", "pebbles", (".stn",), lambda path: path.suffix == ".stn", Reading, None)
            """
        )
    )
    monkeypatch.setattr(sysmap.formats, "__path__", [*sysmap.formats.__path__, str(tmp_path)])
    map_formats.cache_clear()
    try:
        (tmp_path / "a.stn").touch()
        found = find_format(tmp_path / "a.stn")
        assert found is not None
        assert found.name == "stones"
    finally:
        map_formats.cache_clear()


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("town.xlsx", "", "xlsx"),
        ("TOWN.XLSX", "", "xlsx"),
        ("town.json", "", "json"),
        ("town", "", "csv"),
        ("a.b", "csv", "csv"),
    ],
)
def test_the_format_to_write_in_follows_the_name(tmp_path, path, name, found):
    assert format_for_writing(tmp_path / path, name).name == found


@pytest.mark.parametrize(("path", "name"), [("town.docx", ""), ("town.json", "yaml")])
def test_an_unknown_format_is_one_line_with_those_there_are(tmp_path, path, name):
    with pytest.raises(UsageError, match=r"csv \(a folder\); json \(\.json\); xlsx \(\.xlsx\)"):
        format_for_writing(tmp_path / path, name)


def test_what_is_no_map_of_ours_has_no_format(tmp_path):
    (tmp_path / "other.json").write_text('{"elements": []}')
    (tmp_path / "spend.xlsx").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "spend.csv").write_text("Date,Supplier,Amount\n")
    found = [find_format(each) for each in (tmp_path, *tmp_path.iterdir())]
    assert found == [None, None, None, None]


def test_a_path_with_nothing_there_is_one_line(tmp_path):
    with pytest.raises(NotFoundError, match="no such file or folder"):
        find_format(tmp_path / "nothing")


@pytest.mark.parametrize("each", map_formats(), ids=lambda each: each.name)
def test_thornmere_survives_each_format(each, tmp_path, thornmere):
    path = tmp_path / f"thornmere{each.suffixes[0] if each.suffixes else ''}"
    each.write(thornmere.system_map, path)
    assert find_format(path) == each
    again = each.read(path)
    assert again.system_map == thornmere.system_map
    assert again.check() == []
    assert again.made_ids == frozenset()


@pytest.mark.parametrize("each", map_formats(), ids=lambda each: each.name)
def test_an_empty_map_survives_each_format(each, tmp_path):
    path = tmp_path / f"empty{each.suffixes[0] if each.suffixes else ''}"
    each.write(SystemMap(), path)
    assert each.read(path).system_map == SystemMap()


@pytest.mark.parametrize("each", map_formats(), ids=lambda each: each.name)
def test_a_failed_write_leaves_what_was_there(each, tmp_path, thornmere, monkeypatch):
    from pathlib import Path

    path = tmp_path / f"map{each.suffixes[0] if each.suffixes else ''}"
    each.write(SystemMap([thornmere.system_map["F01"]]), path)

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", fail)
        with pytest.raises(sysmap.errors.BadInputError, match="No space left on device"):
            each.write(thornmere.system_map, path)
    assert [record.id for record in each.read(path).records] == ["F01"]
    assert [child.name for child in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("each", map_formats(), ids=lambda each: each.name)
def test_what_is_written_is_as_open_to_others_as_the_user_wants(each, tmp_path, thornmere):
    path = tmp_path / f"map{each.suffixes[0] if each.suffixes else ''}"
    before = os.umask(0o077)
    try:
        each.write(thornmere.system_map, path)
    finally:
        os.umask(before)
    written = [path, *path.iterdir()] if path.is_dir() else [path]
    assert {child.stat().st_mode & 0o077 for child in written} == {0}


@pytest.mark.parametrize("name", ["thornmere", "starter"])
def test_the_sample_maps_are_sound(name):
    reading = sysmap.formats.csv_folder.read_csv_folder(resource(f"sample_maps/{name}"))
    assert reading.check() == []
    assert reading.system_map.about.get("disclaimer").startswith("Illustrative only")
