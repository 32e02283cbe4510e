"""What a page takes to answer by itself as maps grow: why it does so for up to `acting.LARGEST` elements.

Run: python benchmarks/page_answers.py. It prints seconds, and seconds by those of the smallest map.
"""

import json
import random
import time

from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline import acting
from sysmap.pipeline.page_loops import loops_of_page

SIZES = (30, 60, 120, 200)
LINKS = 2.5
OUTCOMES = 8


def make_map(elements: int, seed: int = 1) -> Branch:
    """Draw a map of factors, two and a half links each, of known and random signs."""
    draw = random.Random(seed)
    outcome = {"outcome": "yes", "desired_direction": "down"}
    records = [
        Record(f"f{each}", "Factor", {"name": f"Factor {each}", **(outcome if each < OUTCOMES else {})})
        for each in range(elements)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < LINKS * elements:
        start, finish = draw.randrange(elements), draw.randrange(elements)
        if start != finish:
            pairs.add((start, finish))
    for number, (start, finish) in enumerate(sorted(pairs)):
        ends = {"from_id": f"f{start}", "to_id": f"f{finish}", "polarity": draw.choice("+-")}
        records.append(Record(f"l{number}", "INFLUENCES", ends))
    return branch(SystemMap(records))


def measure() -> None:
    """Print a line for each size."""
    acting.LARGEST = max(SIZES)
    print("elements  seconds  by the smallest  kB  loops: seconds")
    first = 0.0
    for size in SIZES:
        drawn = make_map(size)
        begun = time.perf_counter()
        answers = acting.read_acting(drawn).answers
        between = time.perf_counter()
        loops_of_page(drawn, (), largest=max(SIZES))
        ended = time.perf_counter()
        took = between - begun
        first = first or took
        text = json.dumps(answers, separators=(",", ":"))
        columns = f"{size:8}  {took:7.1f}  {took / first:15.1f}  {len(text) // 1000:2}  {ended - between:14.1f}"
        print(columns, flush=True)


if __name__ == "__main__":
    measure()
