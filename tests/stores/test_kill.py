"""Killed with `kill -9` at any moment: every acknowledged edit is there and the file opens."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.stores.base import create, open_store

PROGRAMS = Path(__file__).with_name("programs")


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAMS / program), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_after(writer: subprocess.Popen[str], seconds: float) -> list[str]:
    """Kill a writer that many seconds after its first word, and give all the lines it printed whole."""
    assert writer.stdout
    first = writer.stdout.readline()
    time.sleep(seconds)
    assert writer.poll() is None, "it ended by itself"
    writer.kill()
    rest, _ = writer.communicate()
    *whole, _ = (first + rest).split("\n")
    return whole


def kill_writers(folder: Path, rounds: int, writers: int) -> None:
    path = folder / "town.sysmap"
    create(path).close()
    acknowledged: set[str] = set()
    for seed in range(rounds):
        if seed % 30 == 29:  # the file shall not grow for ever
            path.unlink()
            create(path).close()
            acknowledged.clear()
        started = [start("write_until_killed.py", path, f"{seed} {number}") for number in range(writers)]
        for writer in started:
            acknowledged.update(kill_after(writer, random.Random(seed).uniform(0, 0.08)))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with open_store(path) as store:
            log = store.log()
            done = {edit.id for edit in log} | {f"snapshot {each.name[7:]}" for each in store.snapshots()}
            assert acknowledged <= done
            assert apply(SystemMap(), *log) == store.read_map()
        assert [each.name for each in folder.iterdir()] == ["town.sysmap"]


def kill_creators(folder: Path, rounds: int) -> None:
    for seed in range(rounds):
        place = folder / str(seed)
        place.mkdir()
        creator = start("create_until_killed.py", place)
        while not any(place.iterdir()):
            assert creator.poll() is None
            time.sleep(0.001)
        time.sleep(random.Random(seed).uniform(0, 0.04))
        creator.kill()
        creator.communicate()
        for path in place.glob("[0-9]*.sysmap"):
            with open_store(path) as store:
                assert store.head == 0


def test_a_writer_is_killed(tmp_path: Path) -> None:
    kill_writers(tmp_path, rounds=25, writers=1)


def test_two_writers_are_killed(tmp_path: Path) -> None:
    kill_writers(tmp_path, rounds=5, writers=2)


def test_who_makes_a_map_is_killed(tmp_path: Path) -> None:
    kill_creators(tmp_path, rounds=12)


@pytest.mark.soak
@pytest.mark.parametrize("writers", [1, 3])
def test_writers_are_killed_some_hundreds_of_times(tmp_path: Path, writers: int) -> None:
    kill_writers(tmp_path, rounds=400, writers=writers)


@pytest.mark.soak
def test_who_makes_a_map_is_killed_some_hundreds_of_times(tmp_path: Path) -> None:
    kill_creators(tmp_path, rounds=200)
