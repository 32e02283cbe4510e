"""Programs of Python as people run them: each by itself, its modules compiled as those of an installed package are."""

import os
import sys
from time import perf_counter

SYSMAP = "import sys; from sysmap.cli.main import main; main(sys.argv[1:])"


def run(program: str, *arguments: str) -> tuple[float, float, float]:
    """Run a program of Python; give its seconds, those of the processor, and its most megabytes.

    Raises
    ------
    SystemExit
        When it fails.
    """
    # A machine that keeps no compiled modules would time the compiler.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = perf_counter()
    silent = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, silent, 1)]
    child = os.posix_spawn(
        sys.executable, [sys.executable, "-c", program, *arguments], surroundings, file_actions=actions
    )
    _, status, used = os.wait4(child, 0)
    os.close(silent)
    if status:
        raise SystemExit(f"failed: {arguments}")
    return perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
