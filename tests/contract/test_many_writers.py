"""Several processes write to one map at once, and read it meanwhile: nothing is lost, nothing is seen half done."""

import subprocess
import sys
from pathlib import Path

import pytest

from sysmap.model.edits import add, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.base import Store

PROGRAM = Path(__file__).with_name("programs") / "write_edits.py"
WRITERS = 8


def see_no_half_edit(system_map: SystemMap) -> None:
    """Every edit adds a, b and a link, and a word to the shared note, in one."""
    links = {record.id.removeprefix("inf_") for record in system_map.of("INFLUENCES")}
    starts = {record.id[4:-2] for record in system_map.of("Factor") if record.id.endswith("_a")}
    ends = {record.id[4:-2] for record in system_map.of("Factor") if record.id.endswith("_b")}
    assert links == starts == ends == set(filter(None, system_map["fac_shared"].get("note").split(";")))


def write_at_once(store: Store, edits: int) -> None:
    store.commit(make_edit("begin", [add(Record("fac_shared", "Factor", {"name": "Shared"}))], by="facilitator"))
    writers = [
        subprocess.Popen(
            [sys.executable, str(PROGRAM), store.address, f"writer{number}", str(edits)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        see_no_half_edit(store.read_map())
        number = store.head
        assert len(store.log()) >= number
        see_no_half_edit(store.map_at(number))
        reads += 1
    acknowledged = {}
    for writer in writers:
        printed, errors = writer.communicate()
        assert writer.returncode == 0, errors
        acknowledged.update((int(number), edit) for number, edit in map(str.split, printed.splitlines()))
    assert reads > 1
    assert len(acknowledged) == WRITERS * edits
    log = store.log()
    assert [edit.id for edit in log[1:]] == [acknowledged[number] for number in range(2, len(log) + 1)]
    assert apply(SystemMap(), *log) == store.read_map()
    see_no_half_edit(store.read_map())


def test_eight_writers_at_once_lose_nothing(store: Store) -> None:
    write_at_once(store, edits=12)


@pytest.mark.soak
def test_eight_writers_for_long_lose_nothing(store: Store) -> None:
    write_at_once(store, edits=60)
