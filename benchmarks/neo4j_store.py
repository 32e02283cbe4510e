"""A map in Neo4j against the barest Cypher that does the same: pushing, pulling, one edit.

Starts a Neo4j of its own, as the tests do, and warms it up by a smaller map first. The bare script goes the same way as
sysmap does, from the map file to a graph with the same labels, types, properties, joins and log, under the same
constraints; the benchmark ends in an error where the two graphs are not the same. It does all in one transaction, with
no steps, no marks and no looking at what is there. `ready` leaves out what the script needs to read the file and
make its rows. The bare queries read every record and the log; sysmap also writes the file. Rounds alternate in order
and each has the best of some, so that a busy machine counts little; `CPU` is the same ratio of processor seconds, here
and on the server, which hardly depend on who else is at work. Held to: 1.3 times for pushing and pulling, 10 ms for an
edit.
"""

import os
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from neo4j import Driver, GraphDatabase

from benchmarks._towns import spent, write
from sysmap.model.edits import make_edit, now, set_values
from sysmap.stores.base import open_store, target_to_create
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
MAP = "CREATE (m:SysmapMap) SET m = $values"
EDIT = "MATCH (m:SysmapMap {name: $map}) CREATE (e:SysmapEdit)-[:FOLLOWS]->(m) SET e = $values"
PARTS = """
MATCH (e:SysmapEdit {map: $map, number: 1})
UNWIND $rows AS row CREATE (p:SysmapEditPart)-[:CONTINUES]->(e) SET p = row.values
"""
HELD_LINKS = """
UNWIND $rows AS row
MATCH (n:SysmapRecord {map: $map, id: row.id}) SET n:SysmapLink, n.type = row.type REMOVE n:SysmapMissing
WITH n, row
MATCH (a:SysmapRecord {map: $map, id: row.from}) MATCH (b:SysmapRecord {map: $map, id: row.to})
CREATE (n)-[:FROM]->(a) CREATE (n)-[:TO]->(b)
"""
CONTENT = (
    "MATCH (n) WHERE n.map = $map OR n.name = $map RETURN labels(n) AS what, keys(n) AS with, count(*) AS times",
    """
    MATCH (n)-[r]->(m) WHERE n.map = $map
    RETURN [labels(n), type(r), labels(m)] AS what, keys(r) AS with, count(*) AS times
    """,
)
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
                print(
                    "  things   links |  push s  bare s times   CPU | ready s times   CPU |"
                    "  pull s  bare s times   CPU | edit ms bare ms"
                )
                for links in SIZES:
                    measure(server, driver, Path(folder), links)
        finally:
            server.stop()


def measure(server: Server, driver: Driver, folder: Path, links: int) -> None:
    """Measure one size."""
    file = folder / f"{links}.sysmap"
    things, joins = write(file, links)
    took = defaultdict(list)
    for number in range(ROUNDS):
        name, bare = f"map_{next(NUMBERS)}", f"bare_{next(NUMBERS)}"
        back = folder / f"{name}.sysmap"
        pushes = [
            lambda: took["push"].append(spent(server, lambda: push(file, server.address(name)))),  # noqa: B023 - called at once
            lambda: write_barely(server, driver, bare, file, took),  # noqa: B023 - called at once
        ]
        pulls = [
            lambda: took["pull"].append(spent(server, lambda: pull(server.address(name), back))),  # noqa: B023 - called at once
            lambda: took["bare pull"].append(spent(server, lambda: read_barely(driver, name))),  # noqa: B023 - called at once
        ]
        for each in (*pushes[:: (-1) ** number], *pulls[:: (-1) ** number]):
            each()
        back.unlink()
    if content(driver, name) != content(driver, bare):
        raise RuntimeError("the script by hand did not write what sysmap writes")
    edit_ms, bare_ms = measure_edits(server, driver, name, bare)
    best = {what: [min(column) for column in zip(*rounds, strict=True)] for what, rounds in took.items()}
    print(f"{things:8,} {joins:7,} |", end="")
    for what, barely in (("push", "bare push"), ("push", "ready push"), ("pull", "bare pull")):
        (seconds, cpu), (bare_seconds, bare_cpu) = best[what], best[barely]
        shown = "" if barely == "ready push" else f" {seconds:7.2f}"
        print(f"{shown} {bare_seconds:7.2f} {seconds / bare_seconds:5.2f} {cpu / bare_cpu:5.2f} |", end="")
    print(f" {edit_ms:7.1f} {bare_ms:7.1f}", flush=True)


def content(driver: Driver, name: str) -> dict[str, int]:
    """Count what there is of a map, by labels, types and names of properties."""
    counts: dict[str, int] = defaultdict(int)
    for text in CONTENT:
        for row in driver.execute_query(text, map=name).records:
            what = [sorted(each) if isinstance(each, list) else each for each in row["what"]]
            counts[repr((sorted(what, key=repr) if "MATCH (n) " in text else what, sorted(row["with"])))] += row[
                "times"
            ]
    return counts


def push(file: Path, address: str) -> None:
    """Copy a map to Neo4j, where there is none yet."""
    with open_store(file) as source, target_to_create(address) as target:
        carry_out(plan_copy(source, None), source, target)


def pull(address: str, file: Path) -> None:
    """Copy a map from Neo4j to a new file."""
    with open_store(address) as source:
        write_new_file(plan_copy(source, None), source, file)


def write_barely(server: Server, driver: Driver, name: str, file: Path, took: dict[str, list]) -> None:
    """Write the same content by hand, and note what it takes with and without making the rows ready."""
    rows: list[Rows] = []
    making = spent(server, lambda: rows.append(ready(file, name)))
    with driver.session(database="neo4j") as session:
        writing = spent(server, lambda: session.execute_write(rows[0].write))
    took["ready push"].append(writing)
    took["bare push"].append(tuple(map(sum, zip(making, writing, strict=True))))


@dataclass
class Rows:
    """What a script by hand writes of a map, ready to be sent."""

    name: str
    nodes: dict[str, list]
    links: dict[str, list]
    places: list[str]
    held: list[dict]
    the_map: dict
    edit: dict
    parts: list[dict]

    def write(self, tx) -> None:
        """Write it in one transaction."""
        tx.run(MAP, values=self.the_map).consume()
        for kind, rows in self.nodes.items():
            self._batches(tx, NODES.format(kind=kind), rows)
        self._batches(tx, PLACES, self.places)
        for kind, rows in self.links.items():
            self._batches(tx, LINKS.format(kind=kind), rows)
        self._batches(tx, HELD_LINKS, self.held)
        tx.run(EDIT, map=self.name, values=self.edit).consume()
        self._batches(tx, PARTS, self.parts)

    def _batches(self, tx, text: str, rows: list) -> None:
        for first in range(0, len(rows), BATCH):
            tx.run(text, rows=rows[first : first + BATCH], map=self.name).consume()


def ready(file: Path, name: str) -> Rows:
    """Read a map file and make the rows that a script by hand sends."""
    with open_store(file) as source:
        records, (edit,) = list(source.read_map(bulk=True)), source.log()
    nodes, links, ends = defaultdict(list), defaultdict(list), {}
    for number, record in enumerate(records, start=1):
        values = properties_of(Placed(record, number), name, 1)
        if is_link(record):
            links[record.kind].append({"from": record.from_id, "to": record.to_id, "values": values})
            ends[record.id] = {"id": record.id, "type": record.kind, "from": record.from_id, "to": record.to_id}
        else:
            nodes[record.kind].append(values)
        for each in implied_by(record):
            links[each.type].append(each.to_row())
    there = {values["id"] for rows in nodes.values() for values in rows}
    places = sorted({row[end] for rows in links.values() for row in rows for end in ("from", "to")} - there)
    ((heading,), parts) = edit_rows(edit, 1, name)
    kinds = sorted({each["type"] for each in ends.values()})
    the_map = {"name": name, "created": now(), "head": 1, "positions": len(records), "link_kinds": kinds}
    held = [ends[each] for each in places if each in ends]
    return Rows(name, nodes, links, places, held, the_map, heading["values"], parts)


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
