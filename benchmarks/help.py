"""How long `sysmap --help` takes against a process that only imports click. Aim: at most twice as long."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
AIM = 2.0

PROGRAM = str(Path(sys.executable).with_name("sysmap"))
CASES = {
    "import click": [sys.executable, "-c", "import click"],
    "sysmap --help": [PROGRAM, "--help"],
    "sysmap add --help": [PROGRAM, "add", "--help"],
    "sysmap --version": [PROGRAM, "--version"],
}


def measure(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(ROUNDS):
        # In turn, so that whatever else the machine does falls on all of them alike.
        for name, command in CASES.items():
            times[name].append(measure(command))
    bare = statistics.median(times["import click"])
    for name, several in times.items():
        median = statistics.median(several)
        print(f"{name:<18} {median * 1000:6.1f} ms  {median / bare:4.2f} x")
    ratio = statistics.median(times["sysmap --help"]) / bare
    print(f"sysmap --help takes {ratio:.2f} times a bare import of click; the aim is {AIM:.0f}")


if __name__ == "__main__":
    main()
