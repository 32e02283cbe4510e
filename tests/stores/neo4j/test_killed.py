"""A server that dies as a power cut would kill it, in mid-write, loses no edit that it acknowledged."""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from sysmap.errors import StoreError
from sysmap.model.edits import add, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store
from tests.neo4j_server.servers import start

PROGRAM = Path(__file__).with_name("programs") / "write_through_outages.py"
WRITERS = 8
EDITS = 3
"""How many edits of each writer there are between two moments at which the server dies."""


def test_a_server_killed_in_mid_write_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    home = tmp_path / "home"
    server = start(home, "keep", owner=os.getpid())
    address = server.address("town") + "&timeout=2"
    with create(address) as store:
        store.commit(make_edit("begin", [add(Record("fac_0", "Factor", {"name": "Begin"}))], by="facilitator"))
    writers = [
        subprocess.Popen(
            [sys.executable, str(PROGRAM), address, f"writer{number}", str(tmp_path / "stop")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    try:
        for _ in range(2):
            _await_edits(address, writers)
            server.kill()
            with pytest.raises(StoreError, match="no Neo4j answers"):
                open_store(address)
            server = start(home, "keep", owner=os.getpid(), port=server.port)
        _await_edits(address, writers)
        (tmp_path / "stop").touch()
        acknowledged: dict[int, str] = {}
        outages = 0
        for writer in writers:
            printed, errors = writer.communicate(timeout=120)
            assert writer.returncode == 0, errors
            for line in printed.splitlines():
                if line == "outage":
                    outages += 1
                else:
                    number, edit = line.split()
                    assert int(number) not in acknowledged
                    acknowledged[int(number)] = edit
        with open_store(address) as store:
            log = store.log()
            assert {number: log[number - 1].id for number in acknowledged} == acknowledged
            assert len({edit.id for edit in log}) == len(log)
            assert apply(SystemMap(), *log) == store.read_map()
        assert outages
        assert len(acknowledged) >= 3 * EDITS * WRITERS
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
        server.stop()


def _await_edits(address: str, writers: list[subprocess.Popen[str]]) -> None:
    """Wait until each writer has made some edits more."""
    with open_store(address) as store:
        since = store.head
        made: Counter[str] = Counter()
        while min(made[f"writer{number}"] for number in range(WRITERS)) < EDITS:
            assert all(writer.poll() is None for writer in writers)
            time.sleep(0.1)
            made = Counter(edit.by for edit in store.log(since))


def test_a_server_that_goes_half_way_is_told_in_one_line(tmp_path: Path) -> None:
    server = start(tmp_path / "home", owner=os.getpid())
    with create(server.address("town") + "&timeout=1") as store:
        server.kill()
        with pytest.raises(StoreError, match=r"no Neo4j answers at .* nothing is half written") as error:
            store.commit(make_edit("late", [add(Record("fac_1", "Factor", {"name": "Late"}))], by="facilitator"))
        assert "\n" not in str(error.value)
    server.stop()
