"""A map in Neo4j against the barest Cypher that does the same: pushing, pulling, reading, one edit.

Starts a Neo4j of its own, as the tests do. The bare scripts write and read the same content, with their rows made
beforehand; what sysmap does is the whole of it, from the map file and back. Rounds alternate and each has the best of
some, so that a busy machine counts little; `CPU` is the same ratio of processor seconds, here and on the server, which
hardly depend on who else is at work. Held to: 1.3 times for pushing and pulling, 10 ms for an edit.
"""

import os
import statistics
import tempfile
import time
from collections import defaultdict
from itertools import count
from pathlib import Path

from neo4j import Driver, GraphDatabase

from benchmarks._towns import spent, write
from sysmap.model.edits import Edit, make_edit, set_values
from sysmap.model.records import Record
from sysmap.stores.base import Store, open_store, target_to_create
from sysmap.stores.copying import carry_out, plan_copy, write_new_file
from sysmap.stores.neo4j.shapes import Placed, implied_by, is_link, properties_of
from sysmap.stores.neo4j.writing import edit_rows
from tests.neo4j_server.servers import Server, start

SIZES = (3_000, 30_000)
ROUNDS = 4
EDITS = 200
BATCH = 5000
NUMBERS = count(1)

NODES = "UNWIND $rows AS row CREATE (n:SysmapRecord:`{kind}`) SET n = row"
LINKS = """
UNWIND $rows AS row
MATCH (a:SysmapRecord {{map: $map, id: row.from}}) MATCH (b:SysmapRecord {{map: $map, id: row.to}})
CREATE (a)-[r:`{kind}`]->(b) SET r = row.values
"""
PLACES = "UNWIND $rows AS row CREATE (n:SysmapRecord:SysmapMissing {map: $map, id: row})"
EDIT = "CREATE (e:SysmapEdit) SET e = $values"
PARTS = "UNWIND $rows AS row CREATE (p:SysmapEditPart) SET p = row.values"
READ = (
    "MATCH (n:SysmapRecord) WHERE n.map = $map AND n.id IS NOT NULL RETURN labels(n), properties(n)",
    """
    MATCH (n:SysmapRecord) WHERE n.map = $map AND n.id IS NOT NULL
    MATCH (n)-[r]->(m) WHERE r._position IS NOT NULL RETURN type(r), properties(r), n.id, m.id
    """,
    "MATCH (e:SysmapEdit) WHERE e.map = $map AND e.number > 0 RETURN properties(e)",
    "MATCH (p:SysmapEditPart) WHERE p.map = $map AND p.edit > 0 AND p.start > 0 RETURN properties(p)",
)


def main() -> None:
    """Print a line for every size."""
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder, "home"), owner=os.getpid())
        try:
            with GraphDatabase.driver(server.bolt, notifications_min_severity="OFF") as driver:
                print("  things   links |  push s  bare s times   CPU |  pull s  bare s times   CPU | edit ms bare ms")
                for links in SIZES:
                    measure(server, driver, Path(folder), links)
        finally:
            server.stop()


def measure(server: Server, driver: Driver, folder: Path, links: int) -> None:
    """Measure one size."""
    file = folder / f"{links}.sysmap"
    things, joins = write(file, links)
    took = defaultdict(list)
    with open_store(file) as source:
        records, (edit,) = list(source.read_map(bulk=True)), source.log()
        for _ in range(ROUNDS):
            name, bare = f"map_{next(NUMBERS)}", f"bare_{next(NUMBERS)}"
            took["push"].append(spent(server, lambda: push(source, server.address(name))))  # noqa: B023 - called at once
            took["bare push"].append(write_barely(server, driver, bare, records, edit))
            back = folder / f"{name}.sysmap"
            took["pull"].append(spent(server, lambda: pull(server.address(name), back)))  # noqa: B023 - called at once
            took["bare pull"].append(spent(server, lambda: read_barely(driver, name)))  # noqa: B023 - called at once
            back.unlink()
    edit_ms, bare_ms = measure_edits(server, driver, name, bare)
    best = {what: [min(column) for column in zip(*rounds, strict=True)] for what, rounds in took.items()}
    print(f"{things:8,} {joins:7,} |", end="")
    for what in ("push", "pull"):
        (seconds, cpu), (bare_seconds, bare_cpu) = best[what], best[f"bare {what}"]
        times = f"{seconds / bare_seconds:5.2f} {cpu / bare_cpu:5.2f}"
        print(f" {seconds:7.2f} {bare_seconds:7.2f} {times} |", end="")
    print(f" {edit_ms:7.1f} {bare_ms:7.1f}", flush=True)


def push(source: Store, address: str) -> None:
    """Copy a map to Neo4j, where there is none yet."""
    with target_to_create(address) as target:
        carry_out(plan_copy(source, None), source, target)


def pull(address: str, file: Path) -> None:
    """Copy a map from Neo4j to a new file."""
    with open_store(address) as source:
        write_new_file(plan_copy(source, None), source, file)


def write_barely(server: Server, driver: Driver, name: str, records: list[Record], edit: Edit) -> tuple[float, float]:
    """Write the same content by hand and give the seconds it takes, the rows being ready."""
    nodes, links = defaultdict(list), defaultdict(list)
    for number, record in enumerate(records, start=1):
        values = properties_of(Placed(record, number), name, 1)
        if is_link(record):
            links[record.kind].append({"from": record.from_id, "to": record.to_id, "values": values})
        else:
            nodes[record.kind].append(values)
        for each in implied_by(record):
            links[each.type].append(each.to_row())
    there = {values["id"] for rows in nodes.values() for values in rows}
    places = sorted({row[end] for rows in links.values() for row in rows for end in ("from", "to")} - there)
    ((heading,), parts) = edit_rows(edit, 1, name)

    def write(tx) -> None:
        for kind, rows in nodes.items():
            batches(tx, NODES.format(kind=kind), rows)
        batches(tx, PLACES, places)
        for kind, rows in links.items():
            batches(tx, LINKS.format(kind=kind), rows)
        tx.run(EDIT, values=heading["values"]).consume()
        batches(tx, PARTS, parts)

    def batches(tx, text: str, rows: list[object]) -> None:
        for first in range(0, len(rows), BATCH):
            tx.run(text, rows=rows[first : first + BATCH], map=name).consume()

    with driver.session(database="neo4j") as session:
        return spent(server, lambda: session.execute_write(write))


def read_barely(driver: Driver, name: str) -> None:
    """Read the same content by hand."""
    with driver.session(database="neo4j") as session:
        for text in READ:
            session.execute_read(lambda tx, text=text: list(tx.run(text, map=name)))


def measure_edits(server: Server, driver: Driver, name: str, bare: str) -> tuple[float, float]:
    """Give the median milliseconds of one edit, and of a bare MERGE in a transaction of its own."""
    took, barely = [], []
    with open_store(server.address(name)) as store, driver.session(database="neo4j") as session:
        for record in list(store.read_records("Factor"))[:EDITS]:
            change = set_values(record, {"note": "said otherwise since"})
            edit = make_edit("note", [change] if change else [], by="analyst")
            took.append(timed(lambda: store.commit(edit)))  # noqa: B023 - called at once
            merge = "MERGE (n:SysmapRecord {map: $map, id: $id}) SET n.note = 'said otherwise since'"
            parameters = {"map": bare, "id": record.id}
            barely.append(
                timed(lambda: session.execute_write(lambda tx: tx.run(merge, parameters).consume()))  # noqa: B023 - called at once
            )
    return statistics.median(took) * 1000, statistics.median(barely) * 1000


def timed(work) -> float:
    """Give the seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
