"""What copying between a file and Neo4j costs as maps grow, and what the named questions cost on the largest.

`--large` goes up to a million links, which takes many minutes; without it the table ends at 30,000. Each copy is the
command as users run it, in a process of its own, whose largest memory is told. The server has a heap of 768 MB.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from neo4j import GraphDatabase

from benchmarks._towns import spent, write
from benchmarks.neo4j_questions import ask_all
from tests.neo4j_server.servers import Server, start

SIZES = (10_000, 30_000)
LARGE = (100_000, 300_000, 1_000_000)


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
                ask_all(driver, name)
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


if __name__ == "__main__":
    main()
