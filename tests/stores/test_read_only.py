"""A file or folder that may only be read: reading works, writing says so in one line, and nothing is left there."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store

PROGRAM = Path(__file__).with_name("programs") / "use_without_powers.py"
FACTORS = [make_edit("draw", [add(Record(f"fac_{number}", "Factor", {}))], by="facilitator") for number in range(3)]
CANNOT_OPEN = "{} cannot be opened: look whether you may read it and write in its folder"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "shared"
    folder.mkdir()
    path = folder / "town.sysmap"
    with create(path) as store:
        store.commit(FACTORS[0])
    yield path
    folder.chmod(0o755)


def use(path: Path, *how: str) -> dict[str, object]:
    run = subprocess.run([sys.executable, str(PROGRAM), str(path), *how], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    came: dict[str, object] = json.loads(run.stdout)
    assert all("\n" not in text for text in came.values() if isinstance(text, str))
    return came


def refused_everything(path: Path, *records: str) -> dict[str, object]:
    line = f"{path} cannot be changed: the file or its folder is read-only"
    return {
        "read_only": True,
        "records": list(records),
        "head": len(records),
        "refused": line,
        "refused snapshot": line,
    }


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def leave_log_of_a_killed_writer(path: Path) -> None:
    program = (
        "import json, os, sys; from sysmap.model.edits import Edit; from sysmap.stores.base import open_store;"
        "open_store(sys.argv[1]).commit(Edit.from_json(json.loads(sys.argv[2]))); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, path, json.dumps(FACTORS[1].to_json())], check=True)
    assert path.with_name("town.sysmap-wal").stat().st_size


@pytest.mark.parametrize("how", [(), ("believing",)])
def test_a_folder_that_may_only_be_read(town: Path, how: tuple[str, ...]) -> None:
    town.parent.chmod(0o555)
    assert use(town, *how) == refused_everything(town, "fac_0")
    assert beside(town) == ["town.sysmap"]


def test_a_file_that_may_only_be_read(town: Path) -> None:
    town.chmod(0o444)
    assert use(town) == refused_everything(town, "fac_0")
    assert beside(town) == ["town.sysmap"]


def test_what_a_killed_writer_left_is_read_where_nothing_may_be_written(town: Path) -> None:
    leave_log_of_a_killed_writer(town)
    for each in town.parent.iterdir():
        each.chmod(0o444)
    town.parent.chmod(0o555)
    assert use(town) == refused_everything(town, "fac_0", "fac_1")


def test_what_the_log_holds_is_never_left_out_in_silence(town: Path) -> None:
    leave_log_of_a_killed_writer(town)
    town.with_name("town.sysmap-shm").unlink()  # without which SQLite cannot read the log where nothing may be made
    town.parent.chmod(0o555)
    assert use(town) == {"not opened": CANNOT_OPEN.format(town)}
    town.parent.chmod(0o755)
    with open_store(town) as store:
        assert store.head == 2


def test_half_a_change_in_the_older_journal_is_never_read(town: Path) -> None:
    program = (
        "import os, sqlite3, sys; connection = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "connection.executescript('PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN;"
        "DELETE FROM record; CREATE TABLE half (x); INSERT INTO half VALUES (zeroblob(1000000))'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, town], check=True)
    assert beside(town) == ["town.sysmap", "town.sysmap-journal"]
    town.parent.chmod(0o555)
    assert "not opened" in use(town)
    town.parent.chmod(0o755)
    assert use(town) == {"read_only": False, "records": ["fac_0"], "head": 1}


def test_reading_while_somebody_with_more_rights_writes(town: Path) -> None:
    with open_store(town) as store:
        store.commit(FACTORS[1])
        town.parent.chmod(0o555)
        assert use(town) == refused_everything(town, "fac_0", "fac_1")
        store.commit(FACTORS[2])
        assert use(town) == refused_everything(town, "fac_0", "fac_1", "fac_2")
        town.parent.chmod(0o755)


def test_where_everything_is_allowed_nothing_is_refused(town: Path) -> None:
    assert use(town) == {"read_only": False, "records": ["fac_0"], "head": 1}


def test_a_file_that_may_not_even_be_read(town: Path) -> None:
    town.chmod(0)
    assert use(town) == {"not opened": CANNOT_OPEN.format(town)}
