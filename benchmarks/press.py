"""Versions of a map and their responses, against the bare linear algebra that they need, in one run.

Run: python benchmarks/press.py

Bare is numpy alone on matrices of the same size: for each version eigenvalues once and an inverse for each of three
ways to damp, in batches, with one thread in the library. Aim: within 1.5 times of it, in 100 MB.
"""

import random
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_limits

from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect
from sysmap.analysis.press.ensemble import draw_versions

AIM = 1.5
BATCH = 100


def make_map(elements: int, links: int) -> CausalMatrix:
    """Draw a causal map with this many elements and links, some of unsure sign."""
    draw = random.Random(1)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        row, column = draw.sample(range(elements), 2)
        pairs.add((row, column))
    effects = (Effect(*pair, draw.choice("++-?"), 0.0, 1.0, draw.choice((0.95, 0.8, 0.5))) for pair in sorted(pairs))
    return CausalMatrix(tuple(map(str, range(elements))), tuple(effects), (True,) * elements)


def time_ours(matrix: CausalMatrix, draws: int, threads: int) -> float:
    """Draw all versions and take their responses to every push, in seconds."""
    started = perf_counter()
    pushes = [{place: 1.0} for place in range(matrix.size)]
    for versions in draw_versions(matrix, range(matrix.size), pushes, draws=draws, seed=1, threads=threads):
        assert versions.responses.shape[1:] == (matrix.size, matrix.size)
    return perf_counter() - started


def time_bare(elements: int, draws: int) -> float:
    """Take eigenvalues and three inverses of as many matrices, in seconds."""
    numbers = np.random.default_rng(1)
    started = perf_counter()
    with threadpool_limits(limits=1):
        for _ in range(draws // BATCH):
            matrices = numbers.random((BATCH, elements, elements)) - 0.5
            np.linalg.eigvals(matrices)
            for _ in range(3):
                np.linalg.inv(matrices)
    return perf_counter() - started


def memory_of_ours(matrix: CausalMatrix, draws: int) -> float:
    """Give the megabytes that a process takes which does nothing else, on one thread."""
    time_ours(matrix, draws, 1)
    # What getrusage tells counts from before the process became one of its own.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert peak is not None
    return int(peak[1]) / 1024


def main() -> None:
    """Print the ratios."""
    for elements, links, draws in ((20, 50, 10_000), (60, 150, 10_000), (200, 500, 1_000)):
        matrix = make_map(elements, links)
        bare = time_bare(elements, draws)
        one, all_threads = time_ours(matrix, draws, 1), time_ours(matrix, draws, 0)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            memory = alone.submit(memory_of_ours, matrix, draws).result()
        print(
            f"{elements} elements, {links} links, {draws:,} versions: bare {bare:.1f} s; ours on one thread {one:.1f} s"
            f" ({one / bare:.2f}x), on all {all_threads:.1f} s ({all_threads / bare:.2f}x, aim {AIM}x);"
            f" a process of its own takes {memory:.0f} MB"
        )


if __name__ == "__main__":
    main()
