"""A disk that fails or is full, at every system call in turn: one line says so, and no acknowledged edit is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("programs") / "meet_faults.py"
WRITES = {"write", "disk full", "disk full half-way through a write", "disk that stays full"}
SYNCS = {"fsync", "fsync that keeps failing"}
OPENS = {"open", "open with the disk full"}
JOBS = {
    # What must have struck, and what of it must have been refused: at closing nothing is, as all is safe already.
    "commit": (WRITES | SYNCS, WRITES | SYNCS),
    "commit_much": (WRITES | SYNCS | {"truncate"}, WRITES | SYNCS),
    "snapshot": (WRITES | SYNCS, WRITES | SYNCS),
    "open": (WRITES | SYNCS | OPENS | {"truncate", "map into memory"}, WRITES | SYNCS | OPENS | {"map into memory"}),
    "close": (WRITES | SYNCS | {"truncate"}, set()),
    "create": (WRITES | SYNCS | OPENS, WRITES | SYNCS | OPENS),
    "copy": (WRITES | SYNCS | OPENS, WRITES | SYNCS | OPENS),
    "copy_over": (WRITES | SYNCS | OPENS, WRITES | SYNCS | OPENS),
    "upgrade": (WRITES | SYNCS | OPENS, WRITES | SYNCS | OPENS),
}


def meet_faults(faults: Path, folder: Path, job: str, how_many: str) -> None:
    run = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), job, how_many],
        env={**os.environ, "LD_PRELOAD": str(faults)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    summary = json.loads(run.stdout)
    struck, refused = JOBS[job]
    assert {name for name, counts in summary.items() if counts["struck"]} >= struck
    assert {name for name, counts in summary.items() if counts["refused"]} >= refused
    if not refused:
        assert not any(counts["refused"] for counts in summary.values())


@pytest.mark.parametrize("job", JOBS)
def test_faults(faults: Path, tmp_path: Path, job: str) -> None:
    meet_faults(faults, tmp_path, job, "some")


@pytest.mark.soak
@pytest.mark.parametrize("job", JOBS)
def test_many_more_faults(faults: Path, tmp_path: Path, job: str) -> None:
    meet_faults(faults, tmp_path, job, "most")
