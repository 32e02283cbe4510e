"""A map in Neo4j against the barest Cypher that does the same: pushing, pulling, one edit, the named questions.

Starts a Neo4j of its own, as the tests do. The bare scripts write and read the same content, with their rows made
beforehand. The limits are those that sysmap is held to: 1.3 times for pushing and pulling, 10 ms for an edit.
"""

import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from neo4j import Driver, GraphDatabase

from sysmap.model.edits import Edit, add, make_edit, set_values
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store
from sysmap.stores.neo4j.shapes import Placed, implied_by, is_link, properties_of
from sysmap.stores.neo4j.writing import edit_row
from tests.neo4j_server.servers import Server, start

SIZES = ((1_000, 3_000), (3_000, 10_000), (10_000, 30_000))
ROUNDS = 3
EDITS = 200
BATCH = 5000

NODES = "UNWIND $rows AS row CREATE (n:SysmapRecord:{kind}) SET n = row"
LINKS = """
UNWIND $rows AS row
MATCH (a:SysmapRecord {{map: $map, id: row.from}}) MATCH (b:SysmapRecord {{map: $map, id: row.to}})
CREATE (a)-[r:{kind}]->(b) SET r = row.values
"""
READ_NODES = "MATCH (n:SysmapRecord) WHERE n.map = $map AND n.id IS NOT NULL RETURN labels(n), properties(n)"
READ_LINKS = """
MATCH (n:SysmapRecord) WHERE n.map = $map AND n.id IS NOT NULL
MATCH (n)-[r]->(m) WHERE r._position IS NOT NULL RETURN type(r), properties(r), n.id, m.id
"""


def main() -> None:
    """Print a line for every size."""
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder, "home"), owner=os.getpid())
        try:
            with GraphDatabase.driver(server.bolt, notifications_min_severity="OFF") as driver:
                print("elements  links    push s  bare s  times   pull s  bare s  times   edit ms  bare ms")
                for elements, links in SIZES:
                    measure(server, driver, elements, links)
        finally:
            server.stop()


def measure(server: Server, driver: Driver, elements: int, links: int) -> None:
    """Measure one size, the best of some rounds, so that a busy machine does not count."""
    records = draw(elements, links)
    push, bare_push, pull, bare_pull = [], [], [], []
    for number in range(ROUNDS):
        name = f"map_{elements}_{number}"
        edit = make_edit("draw", map(add, records), by="analyst")
        with create(server.address(name)) as store:
            push.append(timed(lambda: store.commit(edit)))  # noqa: B023 - called at once
            pull.append(timed(store.read_map))
        bare_push.append(write_barely(driver, f"bare_{elements}_{number}", records, edit))
        bare_pull.append(timed(lambda: read_barely(driver, name)))  # noqa: B023 - called at once
    edit_ms, bare_ms = measure_edits(server, driver, f"map_{elements}_0", f"bare_{elements}_0")
    print(
        f"{elements:8,}  {links:6,}  {min(push):7.2f} {min(bare_push):7.2f} {min(push) / min(bare_push):6.2f}  "
        f"{min(pull):7.2f} {min(bare_pull):7.2f} {min(pull) / min(bare_pull):6.2f}  {edit_ms:8.1f} {bare_ms:8.1f}"
    )


def draw(elements: int, links: int) -> list[Record]:
    """Draw a map that is about as full as real ones are."""
    chance = random.Random(1)
    records = [Record(f"src_{n}", "Source", {"publisher": f"Publisher {n}"}) for n in range(50)]
    for n in range(elements):
        values = {"name": f"Factor {n}", "kind": "driver", "note": "as said in the room", "source_id": f"src_{n % 50}"}
        records.append(Record(f"fac_{n}", "Factor", values))
    for n in range(links):
        ends = {"from_id": f"fac_{chance.randrange(elements)}", "to_id": f"fac_{chance.randrange(elements)}"}
        records.append(Record(f"inf_{n}", "INFLUENCES", {**ends, "polarity": chance.choice("+-"), "strength": "2"}))
    return records


def write_barely(driver: Driver, name: str, records: list[Record], edit: Edit) -> float:
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
    logged = edit_row(edit, 1, name)["values"]

    def write(tx) -> None:
        for kind, rows in nodes.items():
            for first in range(0, len(rows), BATCH):
                tx.run(NODES.format(kind=kind), rows=rows[first : first + BATCH]).consume()
        for kind, rows in links.items():
            for first in range(0, len(rows), BATCH):
                tx.run(LINKS.format(kind=kind), rows=rows[first : first + BATCH], map=name).consume()
        tx.run("CREATE (e:SysmapEdit) SET e = $values", values=logged).consume()

    with driver.session(database="neo4j") as session:
        return timed(lambda: session.execute_write(write))


def read_barely(driver: Driver, name: str) -> None:
    """Read the same content by hand."""
    with driver.session(database="neo4j") as session:
        for text in (READ_NODES, READ_LINKS):
            session.execute_read(lambda tx, text=text: list(tx.run(text, map=name)))


def measure_edits(server: Server, driver: Driver, name: str, bare: str) -> tuple[float, float]:
    """Give the median milliseconds of one edit, and of a bare MERGE."""
    took, barely = [], []
    with open_store(server.address(name)) as store, driver.session(database="neo4j") as session:
        factors = [record for record in store.read_map() if record.kind == "Factor"][:EDITS]
        for record in factors:
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
    start_time = time.perf_counter()
    work()
    return time.perf_counter() - start_time


if __name__ == "__main__":
    main()
