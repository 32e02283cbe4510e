"""Do one job with a map file again and again, each time with another system call failing; run with faults.c preloaded.

Arguments: a folder to work in, the job, and "some" or "most": every early call fails in its turn, and of the later
ones, where a job makes thousands, fewer and fewer. Prints, as JSON, how often each fault struck and how often the job
was refused for it. Whatever breaks the promises of a store ends the program with a traceback.

Every attempt runs in a process of its own, which after a fault either goes on and must manage its next edit, or dies
where it stands, as at `kill -9`. Then the file is opened without faults: all that was acknowledged has to be there.
"""

import ctypes
import errno
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from sysmap.errors import StoreError
from sysmap.model.edits import Edit, add, apply, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores import schema
from sysmap.stores.base import Store, create, open_store

FOLDER, JOB, EARLY = Path(sys.argv[1]), sys.argv[2], {"some": 12, "most": 100}[sys.argv[3]]
BASE, MAP, OTHER = FOLDER / "base.sysmap", FOLDER / "town.sysmap", FOLDER / "other.sysmap"
SHIM = ctypes.CDLL(None)
WRITE, SYNC, TRUNCATE, OPEN, MAPPING = range(5)
FAULTS = {
    "write": (WRITE, errno.EIO, False, False),
    "disk full": (WRITE, errno.ENOSPC, False, False),
    "disk full half-way through a write": (WRITE, errno.ENOSPC, False, True),
    "disk that stays full": (WRITE, errno.ENOSPC, True, True),
    "fsync": (SYNC, errno.EIO, False, False),
    "fsync that keeps failing": (SYNC, errno.EIO, True, False),
    "truncate": (TRUNCATE, errno.EIO, False, False),
    "open": (OPEN, errno.EMFILE, False, False),
    "open with the disk full": (OPEN, errno.ENOSPC, True, False),
    "map into memory": (MAPPING, errno.ENOMEM, False, False),
}

Report = Callable[[str, str], None]


def edit(count: int = 1, size: int = 10) -> Edit:
    records = (Record(f"fac_{os.urandom(8).hex()}", "Factor", {"note": "x" * size}) for _ in range(count))
    return make_edit("draw", map(add, records), by="facilitator")


class Attempt:
    """One attempt at the job in a process of its own."""

    def __init__(self, fault: tuple[int, int, bool, bool], nth: int, report: Report) -> None:
        self.fault, self.nth, self.report = fault, nth, report

    def acknowledge(self, store: Store, one: Edit) -> None:
        store.commit(one)
        self.report("acknowledged", one.id)

    def with_fault(self, job: Callable[[], object]) -> bool:
        """Do the job with the fault armed, and say whether it was done."""
        operation, error, lasting, torn = self.fault
        SHIM.fault_arm(operation, self.nth, error, lasting, torn)
        try:
            job()
            done = True
        except StoreError as refusal:
            done = False
            self.report("lines", str(len(str(refusal).splitlines())))
        finally:
            fired = SHIM.fault_disarm()
        self.report("fired", str(fired))
        self.report("done", str(int(done)))
        if self.nth % 2 == 0:
            os._exit(0)  # as if killed
        return done

    def commit(self) -> None:
        self._commit(edit())

    def commit_much(self) -> None:
        self._commit(edit(count=700, size=4000))  # more than SQLite keeps in memory, and enough for a checkpoint

    def _commit(self, one: Edit) -> None:
        with open_store(MAP) as store:
            self.acknowledge(store, edit())
            if not self.with_fault(lambda: self.acknowledge(store, one)):
                assert one.id not in {each.id for each in store.log()}
                assert apply(SystemMap(), *store.log()) == store.read_map()
            self.acknowledge(store, edit())
            self.acknowledge(store, one)  # sent again: done now, or done already

    def snapshot(self) -> None:
        with open_store(MAP) as store:
            done = self.with_fault(lambda: store.snapshot("start", by="facilitator"))
            assert [each.name for each in store.snapshots()] == ["start"] * done
            self.acknowledge(store, edit())

    def open(self) -> None:
        """Open a file that a killed process left, log beside it, and write to it."""
        one = edit()

        def open_and_commit() -> None:
            with open_store(MAP) as store:
                self.acknowledge(store, one)

        self.with_fault(open_and_commit)
        with open_store(MAP) as store:
            self.acknowledge(store, one)

    def close(self) -> None:
        store = open_store(MAP)
        self.acknowledge(store, edit())
        assert self.with_fault(store.close)

    def create(self) -> None:
        done = self.with_fault(lambda: create(OTHER).close())
        assert done or not OTHER.exists() or self.opens(OTHER)
        assert not list(FOLDER.glob(".*draft*"))
        if not OTHER.exists():
            create(OTHER).close()

    def copy(self) -> None:
        with open_store(MAP) as store:
            self.with_fault(lambda: store.copy_to(OTHER))
            assert not list(FOLDER.glob(".*draft*"))
            store.copy_to(OTHER, overwrite=True)
            self.acknowledge(store, edit())

    def copy_over(self) -> None:
        create(OTHER).close()
        with open_store(MAP) as store:
            self.with_fault(lambda: store.copy_to(OTHER, overwrite=True))
            assert self.opens(OTHER)
            self.acknowledge(store, edit())

    def upgrade(self) -> None:
        schema.STEPS = (*schema.STEPS, ("CREATE TABLE later (id TEXT)", "ALTER TABLE edit ADD COLUMN later TEXT"))
        self.with_fault(lambda: open_store(MAP).close())
        with open_store(MAP) as store:
            assert store.head
        os._exit(0)  # the file is a newer one now: nothing below could read it

    def opens(self, path: Path) -> bool:
        with open_store(path) as store:
            return store.head >= 0


def left_by_a_killed_process() -> None:
    process = os.fork()
    if not process:
        store = open_store(MAP)
        for _ in range(3):
            store.commit(edit())
        os._exit(0)
    os.waitpid(process, 0)
    assert MAP.with_name(MAP.name + "-wal").stat().st_size


def attempt(fault: tuple[int, int, bool, bool], nth: int) -> dict[str, list[str]]:
    """Try the job in a process of its own, and give what it reported."""
    for path in FOLDER.iterdir():
        if path != BASE:
            path.unlink()
    shutil.copyfile(BASE, MAP)
    if JOB == "open":
        left_by_a_killed_process()
    incoming, outgoing = os.pipe()
    process = os.fork()
    if not process:
        status = 1
        try:
            tried = Attempt(fault, nth, lambda key, text: os.write(outgoing, f"{key} {text}\n".encode()) and None)
            getattr(tried, JOB)()
            status = 0
        except BaseException:  # noqa: BLE001 - whatever it is, it must be seen and end this process here
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(status)
    os.close(outgoing)
    reported: dict[str, list[str]] = {"acknowledged": [], "fired": [], "done": [], "lines": []}
    with open(incoming) as lines:  # noqa: PTH123 - a descriptor
        for line in lines:
            key, text = line.split()
            reported[key].append(text)
    _, status = os.waitpid(process, 0)
    assert status == 0, f"{JOB}: failure {nth} of {fault}"
    return reported


def verify(path: Path, acknowledged: list[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if connection.execute("PRAGMA user_version").fetchone()[0] > len(schema.STEPS):
            return
    with open_store(path) as store:
        log = store.log()
        assert set(acknowledged) <= {each.id for each in log}
        assert len({each.id for each in log}) == len(log)
        assert apply(SystemMap(), *log) == store.read_map()
        store.commit(edit())
    assert not path.with_name(path.name + "-wal").exists()


def turns() -> Iterator[int]:
    nth = 1
    while True:
        yield nth
        nth += 1 if nth < EARLY else nth * 12 // EARLY


def main() -> None:
    with create(BASE) as store:
        for _ in range(3):
            store.commit(edit())
        kept = [each.id for each in store.log()]
    summary = {}
    for name, fault in FAULTS.items():
        struck = refused = 0
        for nth in turns():
            reported = attempt(fault, nth)
            assert reported["lines"] in ([], ["1"])
            verify(MAP, kept + reported["acknowledged"])
            if OTHER.exists():
                verify(OTHER, [])
            if reported["fired"] == ["0"]:
                assert reported["done"] == ["1"]
                break
            struck += 1
            refused += reported["done"] == ["0"]
        summary[name] = {"struck": struck, "refused": refused}
    print(json.dumps(summary))  # noqa: T201 - a program
    with suppress(FileNotFoundError):
        MAP.unlink()


main()
