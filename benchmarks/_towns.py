"""Maps of any size, drawn without being held: districts beside each other, each with all that questions ask of."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sysmap.model.edits import add, make_edit
from sysmap.model.parts import PART, Part, cut, in_chunks
from sysmap.model.records import Record
from sysmap.model.values import join_list, split_list
from sysmap.stores.base import create
from tests.neo4j_server.servers import Server
from tests.questions.generated import generate

DISTRICT = 10
"""The size of a district, as the tests draw one: some 40 things and 75 links."""

DIFFERENT = 20
"""How many districts differ; the others repeat them, so that drawing does not take longer than copying."""


def draw(links: int) -> Iterator[Record]:
    """Draw districts until there are that many links."""
    drawn = [list(generate(seed, DISTRICT)) for seed in range(DIFFERENT)]
    left, number = links, 0
    yield Record("map", "Map", {"name": "Drawn"})
    while left > 0:
        records = [each for each in drawn[number % DIFFERENT] if each.id != "map"]
        ids = {each.id for each in records}
        for each in records:
            values = {name: _in_district(text, ids, f"d{number}_") for name, text in each.values.items()}
            yield Record(f"d{number}_{each.id}", each.kind, values)
            left -= each.joins
        number += 1


def write(path: Path, links: int) -> tuple[int, int]:
    """Write a map file of one edit, and give how many things and how many links it has."""
    things = joins = 0
    for each in draw(links):
        joins += each.joins
        things += not each.joins
    heading = make_edit("draw", (), by="analyst")

    def parts() -> Iterator[Part]:
        start = 0
        for changes in cut(map(add, draw(links)), PART):
            yield Part(1, replace(heading, changes=changes), start, things + joins)
            start += len(changes)

    with create(path) as store:
        store.take_in(in_chunks(parts()))
    return things, joins


def spent(server: Server, work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds that something takes, and those of processors, here and on the server.

    The latter hardly depend on who else uses the machine.
    """
    begun, used = time.perf_counter(), _processor(server)
    work()
    return time.perf_counter() - begun, _processor(server) - used


def _processor(server: Server) -> float:
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    there = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    here = sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    return there + here


def _in_district(text: str, ids: set[str], prefix: str) -> str:
    items = split_list(text)
    return join_list(prefix + item for item in items) if items and ids.issuperset(items) else text
