"""Opening and reading a map of 200 elements and 600 relationships, against sqlite3 and json on the same content.

The bare way knows nothing of versions, damage or other processes: it opens a plain SQLite file, reads every row and
decodes its properties. The aim is a ratio of at most 2.
"""

import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store

ROUNDS = 200
AIM = 2.0


def make_records() -> list[Record]:
    common = {"note": "Said by three of the five tables, and nobody was against it.", "confidence": "medium"}
    factors = [
        Record(f"fac_{number:010}", "Factor", {"name": f"Factor number {number}", "control": "shared", **common})
        for number in range(200)
    ]
    links = [
        Record(
            f"inf_{number:010}",
            "INFLUENCES",
            {
                "from_id": factors[number % 200].id,
                "to_id": factors[(number * 7 + 1) % 200].id,
                "polarity": "+" if number % 3 else "-",
                "delay": "months",
                "evidence_type": "workshop_opinion",
                **common,
            },
        )
        for number in range(600)
    ]
    return factors + links


def write_bare(path: Path, records: list[Record]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, properties TEXT)")
        rows = ((each.id, each.kind, json.dumps(dict(each.values))) for each in records)
        connection.executemany("INSERT INTO record VALUES (?, ?, ?)", rows)


def read_bare(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, kind, properties FROM record")
        return len({record_id: (kind, json.loads(properties)) for record_id, kind, properties in rows})


def read_map(path: Path) -> int:
    with open_store(path) as store:
        return len(store.read_map())


def milliseconds(read: Callable[[Path], int], path: Path) -> float:
    begun = time.perf_counter()
    assert read(path) == 800
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    records = make_records()
    with tempfile.TemporaryDirectory() as folder:
        bare, town = Path(folder, "bare.db"), Path(folder, "town.sysmap")
        write_bare(bare, records)
        with create(town) as store:
            store.commit(make_edit("draw", map(add, records), by="facilitator"))
        pairs = [(milliseconds(read_bare, bare), milliseconds(read_map, town)) for _ in range(ROUNDS)]
    theirs, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"sqlite3 and json {theirs:.2f} ms, sysmap {ours:.2f} ms: ratio {ours / theirs:.2f} (aim {AIM:.0f})")


main()
