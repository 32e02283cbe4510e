"""Every named question of a large map in Neo4j, against a statement written by hand for the same answer.

The statements by hand give no order; the benchmark sees that both ways have the same rows. Rounds alternate, the first
is left out, and each way has the best of the others: four, or two where a minute has gone by. Held to: twice the best
by hand. `hits` are looks into the database for each row; what scans more than it has to is named. `--links` is the size
of the map, 30,000 where not given.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from neo4j import Driver, GraphDatabase

from benchmarks._by_hand import BY_HAND
from benchmarks._towns import write
from sysmap.stores.base import open_store, target_to_create
from sysmap.stores.copying import carry_out, plan_copy
from sysmap.stores.neo4j.questions import list_questions, read_parameters
from tests.neo4j_server.servers import start

ROUNDS = 4
FEWEST = 2
LONG_MS = 60_000
MANY = 40
WORTH_MS = 1000
ABOUT = {"element": "d3_fac1", "start": "d3_srv1", "finish": "d3_fac2", "place": "d3_plc1", "source": "d3_src1"}
OTHERWISE = {"what_stops_if_x_stops": "d3_org1"}
ODD = ("CartesianProduct", "AllNodesScan")


def main() -> None:
    """Make a map and ask everything of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=30_000, help="how many links the map has")
    links = parser.parse_args().links
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder, "home"), owner=os.getpid())
        try:
            file = Path(folder, "town.sysmap")
            things, joins = write(file, links)
            with open_store(file) as source, target_to_create(server.address("town")) as target:
                carry_out(plan_copy(source, None), source, target)
            print(f"{things:,} things, {joins:,} links")
            with GraphDatabase.driver(server.bolt, notifications_min_severity="OFF") as driver:
                ask_all(driver, "town")
        finally:
            server.stop()


def ask_all(driver: Driver, name: str) -> None:
    """Ask every named question of a map both ways, and look at how the server goes about it."""
    print("question                        rows       ms  by hand ms  times      hits")
    worst = 0.0
    for question in list_questions():
        about = {**ABOUT, "element": OTHERWISE.get(question.name, ABOUT["element"]), "year": "2025"}
        typed = {each.name: about[each.name] for each in question.parameters if not each.default}
        values = {"map": name, **read_parameters(question, typed, as_of=date(2026, 11, 23))}
        texts = (question.cypher, BY_HAND[question.name])
        took: tuple[list[float], list[float]] = ([], [])
        with driver.session(database="neo4j", default_access_mode="READ") as session:
            # What is over in no time is asked more often: each look is then worth less.
            while len(took[0]) <= (FEWEST if sum(took[0]) > LONG_MS else ROUNDS) or (
                sum(took[0]) < WORTH_MS and len(took[0]) <= MANY
            ):
                for at in (0, 1)[:: (-1) ** len(took[0])]:
                    took[at].append(timed(session, texts[at], values))
            rows, other = (plain(session.run(text, values).data()) for text in texts)
            if rows != other:
                raise RuntimeError(
                    f"{question.name} by hand answers something else: {rows - other} {other - rows}"[:900]
                )
            profiled = session.run("PROFILE " + question.cypher, values)
            list(profiled)  # a server that has sent no row may have no profile to give
            profile = profiled.consume().profile
        ours, by_hand = (min(each[1:]) for each in took)
        worst = max(worst, ours / by_hand)
        odd = " ".join(sorted({each for each in operators(profile) if each.startswith(ODD)}))
        per_row = hits(profile) / max(rows.total(), 1)
        times = f"{ours:8.1f} {by_hand:11.1f} {ours / by_hand:6.2f}"
        print(f"{question.name:28} {rows.total():7,} {times} {per_row:9,.0f} {odd}", flush=True)
    print(f"at most {worst:.2f} times the statement by hand")


def timed(session, text: str, values: dict[str, object]) -> float:
    """Give the milliseconds until the last row is here."""
    begun = time.perf_counter()
    for _ in session.run(text, values):
        pass
    return (time.perf_counter() - begun) * 1000


def plain(rows: list[dict]) -> Counter:
    """Give rows to be compared, in any order, sums to what a double carries whatever order they were added in."""
    return Counter(tuple((name, _plain(row[name])) for name in sorted(row)) for row in rows)


def _plain(value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return round(float(value), 3)
    return tuple(value) if isinstance(value, list) else value


def operators(plan) -> list[str]:
    """Give the names of all operators of a plan."""
    return [plan["operatorType"], *(name for child in plan.get("children", ()) for name in operators(child))]


def hits(plan) -> int:
    """Give how often a plan looked into the database."""
    return plan.get("dbHits", 0) + sum(hits(child) for child in plan.get("children", ()))


if __name__ == "__main__":
    main()
