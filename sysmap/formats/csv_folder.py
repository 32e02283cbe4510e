"""A map as a folder of CSV files, one a table: `nodes.csv`, `relationships.csv`, `loops.csv` and so on."""

import csv
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.cells import guard, unguard
from sysmap.formats.interface import Format, Reading
from sysmap.formats.layout import fold
from sysmap.formats.table_reader import RawTable, known_columns, read_tables
from sysmap.formats.tables import ALWAYS_WRITTEN, Table, write_tables
from sysmap.formats.text_files import read_text
from sysmap.formats.whole_files import stage_for
from sysmap.model.edits import Edit
from sysmap.model.history import Snapshot
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.vocabulary import tables

_DELIMITERS = (",", ";", "\t", "|")
_NOT_TABLES = ("readme", "licence", "license")


def read_csv_folder(path: Path) -> Reading:
    """Read a folder of CSV files.

    UTF-8, UTF-16 and Windows text are read, cells parted by commas, semicolons, tabs or bars. Files that are no table
    of ours are reported and left alone.

    Parameters
    ----------
    path : Path
        The folder.

    Returns
    -------
    Reading
        Records, problems, and where each record stood; the row is the line of the file on which it begins.

    Raises
    ------
    BadInputError
        When it is no folder with a table in it, or a file in it is no text; one line.
    """
    if not path.is_dir():
        raise BadInputError(f"{path}: this is not a folder; name the folder that holds nodes.csv and relationships.csv")
    by_name = {fold(table): table for table in tables()}
    problems: list[Problem] = []
    found: list[RawTable] = []
    for file in sorted(path.iterdir()):
        table = by_name.get(fold(file.stem)) if file.suffix.lower() == ".csv" else None
        if table and file.is_file():
            found.append(RawTable(table, file.name, read_csv_rows(file, table)))
        elif file.is_file() and not file.name.startswith((".", "~")) and fold(file.stem) not in _NOT_TABLES:
            known = ", ".join(f"{name}.csv" for name in tables())
            problems.append(
                Problem("this was not read: it is no table of ours", f"the tables are {known}", "warning", file.name)
            )
    if not found:
        raise BadInputError(
            f"{path}: no table in this folder; it needs nodes.csv, relationships.csv or another of ours"
        )
    order = {table: at for at, table in enumerate(tables())}
    return read_tables(sorted(found, key=lambda raw: order[raw.table]), problems)


def write_csv_folder(
    system_map: SystemMap,
    path: Path,
    *,
    edits: Iterable[Edit] = (),  # noqa: ARG001 - tables have no room for the log
    snapshots: Iterable[Snapshot] = (),  # noqa: ARG001 - as above
) -> None:
    """Write a map as a folder of CSV files.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    path : Path
        The folder. A new one appears whole or not at all. In one that exists, the tables are replaced once all of them
        are written, put back if that fails, and every other file is kept.
    edits, snapshots : iterable
        Left out: tables have no room for the log.

    Raises
    ------
    BadInputError
        When the folder cannot be written.
    """
    texts = {f"{table.name}.csv": csv_text(table) for table in write_tables(system_map)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stage = stage_for(path)
        try:
            stage.mkdir()
            for name, text in texts.items():
                _write_file(stage / name, text)
            if path.exists():
                _replace_tables(path, stage, set(texts))
            else:
                stage.rename(path)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from error


def csv_text(table: Table) -> str:
    """Give a table as CSV: commas, line feeds, no cell that a spreadsheet would run."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([guard(cell) for cell in table.headers])
    writer.writerows([guard(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def _write_file(path: Path, text: str) -> None:
    # Excel takes a file for UTF-8 only when it is marked; the mark is kept out of files that do not need it.
    with path.open("wb") as stream:
        stream.write(text.encode("utf-8" if text.isascii() else "utf-8-sig"))
        stream.flush()
        os.fsync(stream.fileno())


def _replace_tables(folder: Path, stage: Path, names: set[str]) -> None:
    """Put staged files in place of those of ours in a folder; where that fails, put back what was there."""
    old = stage / "before"
    old.mkdir()
    ours = [folder / f"{table}.csv" for table in tables() if (folder / f"{table}.csv").exists()]
    for file in ours:
        shutil.copy2(file, old / file.name)
    try:
        for name in names:
            (stage / name).replace(folder / name)
        for file in ours:
            if file.name not in names:
                file.unlink()
    except OSError:
        for name in names:
            if not (old / name).exists():
                (folder / name).unlink(missing_ok=True)
        for file in old.iterdir():
            shutil.copy2(file, folder / file.name)
        raise


def read_csv_rows(path: Path, table: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Read the rows of one CSV file that is a table of ours.

    Parameters
    ----------
    path : Path
        The file.
    table : str
        The table; its headers tell which delimiter the file has.

    Yields
    ------
    tuple of int and sequence of str
        The line on which a row begins, and its cells without the apostrophes that guard them.

    Raises
    ------
    BadInputError
        When it is no text, or a quotation mark is astray; one line.
    """
    text = read_text(path)
    reader = csv.reader(io.StringIO(_line_feeds(text), newline=""), delimiter=_delimiter(text, table), strict=True)
    previous = csv.field_size_limit(guards.MAX_TEXT_BYTES)
    start = 1
    try:
        for cells in reader:
            yield start, [unguard(cell) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadInputError(
            f"{path}: the row that begins on line {start} cannot be read ({error}); look for a stray quotation mark"
        ) from error
    finally:
        csv.field_size_limit(previous)


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _delimiter(text: str, table: str) -> str:
    """Choose the delimiter that makes the most columns of ours out of one of the first lines."""
    lines = _line_feeds(text[:20_000]).split("\n")[:20]
    scores = {
        delimiter: max(known_columns(table, [cell.strip('"') for cell in line.split(delimiter)]) for line in lines)
        for delimiter in _DELIMITERS
    }
    return max(_DELIMITERS, key=lambda delimiter: scores[delimiter])


def _is_csv_folder(path: Path) -> bool:
    return path.is_dir() and any((path / f"{table}.csv").is_file() for table in ALWAYS_WRITTEN)


FORMAT = Format("csv", "a folder of CSV files", (), _is_csv_folder, read_csv_folder, write_csv_folder)
