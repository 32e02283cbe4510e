"""Files that are not what they seem: one clear line, quickly, with little memory."""

import io
import os
import time
import tracemalloc
import zipfile

import pytest

from sysmap.errors import BadInputError
from sysmap.formats.guards import MAX_TEXT_BYTES, check_file, check_word_file, check_workbook, is_workbook
from sysmap.formats.spend import read_spend


def refuse(path):
    """Read a file that must be refused; give the line, having checked time and memory."""
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(BadInputError) as caught:
        read_spend(path)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 2
    assert peak < 20_000_000
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "this is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Excel file (.xls)"),
        (b"\x1f\x8b\x08\x00aaaa", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "a web page"),
        (b"SQLite format 3\x00" + bytes(100), "a database"),
        (bytes(range(256)) * 20, "a binary file"),
        (b"PK\x03\x04 not really", "damaged"),
    ],
)
def test_what_is_no_table(tmp_path, content, words):
    path = tmp_path / "spend.csv"
    path.write_bytes(content)
    assert words in refuse(path)


def test_a_folder_a_missing_file_and_a_pipe(tmp_path):
    assert "this is a folder" in refuse(tmp_path)
    assert "there is no such file" in refuse(tmp_path / "nothing.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not a file" in refuse(tmp_path / "pipe.csv")


def test_a_file_of_a_gigabyte(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    assert "1,024.0 MB is too large; up to 64.0 MB is read" in refuse(path)
    assert MAX_TEXT_BYTES < 1 << 30


def archive(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def test_a_zip_bomb(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(bytes(1 << 20))
    assert path.stat().st_size < 200_000
    assert "as a zip bomb does" in refuse(path)


def test_a_workbook_that_is_merely_too_much(tmp_path):
    path = tmp_path / "many.xlsx"
    archive(path, **{"xl/workbook.xml": "<workbook/>", **{f"part{n}": "x" for n in range(5100)}})
    assert "5,101 parts" in refuse(path)


def test_other_archives(tmp_path):
    assert "OpenDocument" in refuse(archive(tmp_path / "a.ods", mimetype="x", **{"content.xml": "<a/>"}))
    assert "without a workbook" in refuse(archive(tmp_path / "a.zip", **{"a.txt": "x"}))
    assert ".xlsb" in refuse(archive(tmp_path / "a.xlsb", **{"xl/workbook.bin": "x"}))
    assert "the workbook is damaged" in refuse(archive(tmp_path / "a.xlsx", **{"xl/workbook.xml": "<workbook"}))


def test_a_workbook_whose_xml_explodes(tmp_path):
    from openpyxl import Workbook

    stream = io.BytesIO()
    Workbook().save(stream)
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    path = tmp_path / "lol.xlsx"
    with zipfile.ZipFile(stream) as good, zipfile.ZipFile(path, "w") as out:
        for part in good.infolist():
            content = good.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = (
                    bomb + "]><worksheet><sheetData><row><c><v>&i;</v></c></row></sheetData></worksheet>"
                ).encode()
            out.writestr(part.filename, content)
    assert "damaged" in refuse(path)


def test_what_is_a_table_passes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")
    assert check_file(path) == 4
    assert not is_workbook(path)
    archive(tmp_path / "a.xlsx", **{"xl/workbook.xml": "<workbook/>"})
    assert is_workbook(tmp_path / "a.xlsx")
    check_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("check", "words"), [(check_workbook, "workbook .* from Excel"), (check_word_file, "Word file .* from Word")]
)
def test_a_damaged_zip_says_in_which_program_to_save_it_again(tmp_path, check, words):
    path = tmp_path / "damaged.zip"
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(BadInputError, match=words):
        check(path)
