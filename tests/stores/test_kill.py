"""Killed with `kill -9` at any moment: every acknowledged edit is there and the file opens."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.stores.base import create, open_store

PROGRAMS = Path(__file__).with_name("programs")


def start(program: str, said: Path, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a program that writes what it says to a file, where it stays when the program is killed."""
    with said.open("wb") as output:
        return subprocess.Popen([sys.executable, str(PROGRAMS / program), *map(str, arguments)], stdout=output)


def kill_after(program: subprocess.Popen[bytes], seconds: float, begun: Callable[[], object]) -> None:
    """Kill a program that many seconds after it has begun its work."""
    while not begun():
        assert program.poll() is None, "it ended by itself"
        time.sleep(0.001)
    time.sleep(seconds)
    assert program.poll() is None, "it ended by itself"
    program.kill()
    program.wait()


def whole_lines(said: Path) -> list[str]:
    return said.read_text(encoding="utf-8").split("\n")[:-1]


def kill_writers(folder: Path, rounds: int, writers: int) -> None:
    maps = folder / "maps"
    maps.mkdir()
    path = maps / "town.sysmap"
    create(path).close()
    acknowledged: set[str] = set()
    for seed in range(rounds):
        if seed % 8 == 7:  # the file shall not grow for ever
            path.unlink()
            create(path).close()
            acknowledged.clear()
        said = [folder / f"said {number}" for number in range(writers)]
        started = [start("write_until_killed.py", each, path, f"{seed} {number}") for number, each in enumerate(said)]
        for writer, each in zip(started, said, strict=True):
            kill_after(writer, random.Random(seed).uniform(0, 0.08), partial(whole_lines, each))
            acknowledged.update(whole_lines(each))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with open_store(path) as store:
            log = store.log()
            done = {edit.id for edit in log} | {f"snapshot {each.name}" for each in store.snapshots()}
            assert acknowledged <= done
            assert apply(SystemMap(), *log) == store.read_map()
        assert [each.name for each in maps.iterdir()] == ["town.sysmap"]
    assert acknowledged


def kill_creators(folder: Path, rounds: int) -> None:
    found = 0
    for seed in range(rounds):
        place = folder / str(seed)
        place.mkdir()
        creator = start("create_until_killed.py", folder / "said", place)
        kill_after(creator, random.Random(seed).uniform(0, 0.04), lambda place=place: [*place.iterdir()])
        for path in place.glob("[0-9]*.sysmap"):
            with open_store(path) as store:
                assert store.head == 0
            found += 1
    assert found


def test_a_writer_is_killed(tmp_path: Path) -> None:
    kill_writers(tmp_path, rounds=25, writers=1)


def test_two_writers_are_killed(tmp_path: Path) -> None:
    kill_writers(tmp_path, rounds=5, writers=2)


def test_who_makes_a_map_is_killed(tmp_path: Path) -> None:
    kill_creators(tmp_path, rounds=12)


@pytest.mark.soak
@pytest.mark.parametrize("writers", [1, 3])
def test_writers_are_killed_some_hundreds_of_times(tmp_path: Path, writers: int) -> None:
    kill_writers(tmp_path, rounds=300 // writers, writers=writers)


@pytest.mark.soak
def test_who_makes_a_map_is_killed_some_hundreds_of_times(tmp_path: Path) -> None:
    kill_creators(tmp_path, rounds=200)
