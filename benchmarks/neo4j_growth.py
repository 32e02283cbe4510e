"""What copying between a file and Neo4j costs as maps grow, and what the named questions cost on the largest.

`--large` goes up to a million links, which takes many minutes; without it the table ends at 30,000. Each copy is the
command as users run it, in a process of its own, whose largest memory is told. The server has a heap of 768 MB.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from neo4j import Driver, GraphDatabase

from benchmarks._towns import spent, write
from sysmap.stores.neo4j.questions import list_questions, read_parameters
from tests.neo4j_server.servers import Server, start

SIZES = (3_000, 30_000)
LARGE = (300_000, 1_000_000)
ROUNDS = 3

BEST = {
    "links_nobody_owns": """
        CALL () {
          MATCH (body {map: $map})-[owns:STEWARDS]->(n) WHERE owns.scenario IS NULL AND body.scenario IS NULL
          RETURN collect(DISTINCT elementId(n)) AS owned
        }
        MATCH (a)-[link:INFLUENCES]->(b) WHERE link.map = $map AND link.id IS NOT NULL AND link.scenario IS NULL
        AND a.scenario IS NULL AND b.scenario IS NULL
        WITH a, link, b, [n IN [a, b] WHERE NOT n:Organisation AND NOT EXISTS {
          MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(n)
          WHERE owns.scenario IS NULL AND body.scenario IS NULL AND (n:Service OR owns:STEWARDS)
        } | n.id] AS unowned
        WHERE size(unowned) > 0
        RETURN link.id AS link, a.id AS `from`, b.id AS `to`, unowned ORDER BY link
    """,
}


def main() -> None:
    """Print the table, then a line for each question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="go up to a million links")
    sizes = SIZES + (LARGE if parser.parse_args().large else ())
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder, "home"), owner=os.getpid())
        try:
            print("  things      links |  push s   CPU s  MB |  again s |  pull s   CPU s  MB", flush=True)
            for links in sizes:
                name = measure(server, Path(folder), links)
            with GraphDatabase.driver(server.bolt, notifications_min_severity="OFF") as driver:
                ask(driver, name)
        finally:
            server.stop()


def measure(server: Server, folder: Path, links: int) -> str:
    """Push and pull one map and give its name in Neo4j."""
    name = f"map_{links}"
    source, back, address = folder / f"{name}.sysmap", folder / f"{name}_back.sysmap", server.address(name)
    things, joins = write(source, links)
    memory: list[float] = []
    pushed = spent(server, lambda: memory.append(run("push", str(source), address, "--yes")))
    again = spent(server, lambda: run("push", str(source), address, "--yes"))
    pulled = spent(server, lambda: memory.append(run("pull", address, str(back))))
    print(
        f"{things:8,} {joins:10,} | {pushed[0]:7.1f} {pushed[1]:7.1f} {memory[0]:3.0f} | {again[0]:8.1f} |"
        f" {pulled[0]:7.1f} {pulled[1]:7.1f} {memory[1]:3.0f}",
        flush=True,
    )
    source.unlink()
    back.unlink()
    return name


def run(*words: str) -> float:
    """Run a command of sysmap and give the megabytes that it had at most."""
    program = str(Path(sys.executable).with_name("sysmap"))
    pid = os.posix_spawn(
        program,
        [program, *words],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"sysmap {' '.join(words)} failed")
    return usage.ru_maxrss / 1024


def ask(driver: Driver, name: str) -> None:
    """Ask every named question of a map, some in another way too, and look at how the server goes about it."""
    print("\nquestion                         rows      ms  best ms  times  hits a row")
    given = {"element": "d3_fac1", "start": "d3_srv1", "finish": "d3_fac2", "place": "d3_plc1", "source": "d3_src1"}
    given["year"] = "2025"
    for question in list_questions():
        typed = {each.name: given.get(each.name, "d3_fac1") for each in question.parameters if not each.default}
        values = {"map": name, **read_parameters(question, typed, as_of=date(2026, 11, 23))}
        with driver.session(database="neo4j", default_access_mode="READ") as session:
            took, rows = timed(session, question.cypher, values)
            profiled = session.run("PROFILE " + question.cypher, values)
            list(profiled)  # a server that has sent no row may have no profile to give
            profile = profiled.consume().profile
        wrong = sorted({each for each in operators(profile) if "Cartesian" in each or "AllNodesScan" in each})
        best = BEST.get(question.name)
        line = f"{question.name:30} {rows:6,} {took:7.1f}"
        if best:
            with driver.session(database="neo4j", default_access_mode="READ") as session:
                barely, same = timed(session, best, values)
            line += f" {barely:8.1f} {took / barely:6.2f}" + ("" if same == rows else f" ({same:,} rows)")
        else:
            line += " " * 16
        print(f"{line} {hits(profile) / max(rows, 1):11,.0f} {' '.join(wrong)}", flush=True)


def timed(session, text: str, values: dict[str, object]) -> tuple[float, int]:
    """Give the median milliseconds of some rounds, the first left out, and how many rows there are."""
    took, rows = [], 0
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        rows = len(list(session.run(text, values)))
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took[1:]), rows


def operators(plan) -> list[str]:
    """Give the names of all operators of a plan."""
    return [plan["operatorType"], *(name for child in plan.get("children", ()) for name in operators(child))]


def hits(plan) -> int:
    """Give how often a plan looked into the database."""
    return plan.get("dbHits", 0) + sum(hits(child) for child in plan.get("children", ()))


if __name__ == "__main__":
    main()
