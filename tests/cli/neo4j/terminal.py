"""The installed program in a real terminal, with a person who answers what it asks."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("sysmap")
PATIENCE = 60.0


def in_terminal(
    arguments: Sequence[str], cwd: Path, *, asks: str, answer: str, then: Sequence[tuple[str, str]] = ()
) -> tuple[int, str]:
    """Run the program, answer what it asks, and give its exit code and everything the terminal showed."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [str(PROGRAM), *arguments],
        cwd=cwd,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        # A terminal of its own, so that a password is asked for here and not in the one that runs the tests.
        start_new_session=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(slave)
    seen = ""
    for question, typed in ((asks, answer), *then):
        seen += _read(master, question)
        os.write(master, typed.encode())
    seen += _read(master)
    code = process.wait(timeout=PATIENCE)
    os.close(master)
    return code, seen


def _read(master: int, until: str = "") -> str:
    seen = b""
    end = time.monotonic() + PATIENCE
    with suppress(OSError):  # which is how Linux says that the other side has gone
        while time.monotonic() < end and not (until and until.encode() in seen):
            if select.select([master], [], [], 0.1)[0]:
                data = os.read(master, 65536)
                if not data:
                    break
                seen += data
    return seen.decode(errors="replace")
