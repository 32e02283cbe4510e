"""Places to act on a map of sixty elements: a first answer, then the whole one, against the bare linear algebra.

Run: python benchmarks/leverage.py

Bare is numpy alone on as many matrices of the same size: for each version, as drawn and drawn otherwise, eigenvalues
once and a solution for all outcomes under each of three ways to damp. Aims: the first answer in 2 s, all in 20 s.
"""

import random
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_limits

from sysmap.analysis.leverage import report_leverage
from sysmap.analysis.press.settings import Settings
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline.leverage import FIRST_DRAWS

DRAWS, OUTCOMES, FIRST_AIM, AIM = 2000, 8, 2.0, 20.0


def make_map(elements: int, links: int) -> Branch:
    """Draw a causal map with this many elements and links, some of unsure sign."""
    draw = random.Random(1)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        start, finish = draw.sample(range(elements), 2)
        pairs.add((start, finish))
    records = [Record(f"f{each:03}", "Factor", {"name": f"F{each}"}) for each in range(elements)]
    for number, (start, finish) in enumerate(sorted(pairs)):
        values = {"polarity": draw.choice("++-?"), "confidence": draw.choice(("high", "medium", "low"))}
        ends = {"from_id": f"f{start:03}", "to_id": f"f{finish:03}"}
        records.append(Record(f"l{number:04}", "INFLUENCES", {**ends, **values}))
    return branch(SystemMap(records))


def time_ours(made: Branch, draws: int) -> float:
    """Find all places to act for some outcomes, in seconds."""
    factors = [factor.id for factor in made.of("Factor")]
    wanted = {each: 1 if place % 2 else -1 for place, each in enumerate(factors[:OUTCOMES])}
    started = perf_counter()
    report = report_leverage(made, wanted, factors, Settings(draws))
    assert report.places
    return perf_counter() - started


def time_bare(elements: int, draws: int) -> float:
    """Take eigenvalues and three solutions of twice as many matrices, in seconds."""
    numbers = np.random.default_rng(1)
    started = perf_counter()
    with threadpool_limits(limits=1):
        for _ in range(2 * draws // 100):
            matrices = numbers.random((100, elements, elements)) - 0.5
            sides = np.broadcast_to(np.eye(elements)[:, :OUTCOMES], (100, elements, OUTCOMES))
            np.linalg.eigvals(matrices)
            for _ in range(3):
                np.linalg.solve(matrices, sides)
    return perf_counter() - started


def main() -> None:
    """Print the times and ratios."""
    for elements, links in ((20, 50), (60, 150), (120, 300)):
        made = make_map(elements, links)
        first, whole, bare = time_ours(made, FIRST_DRAWS), time_ours(made, DRAWS), time_bare(elements, DRAWS)
        print(
            f"{elements} elements, {links} links: first answer {first:.2f} s (aim {FIRST_AIM:g} s); {DRAWS:,} versions"
            f" {whole:.1f} s (aim {AIM:g} s), {whole / bare:.2f}x the bare algebra of {bare:.1f} s"
        )


if __name__ == "__main__":
    main()
