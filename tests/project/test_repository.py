"""Rules for every file of the project that no other tool holds."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = {".py": 450, ".ts": 400, ".css": 400}

# Assembled, so that this file does not hold what it forbids.
# `me` is nobody: tests of paths may have a home of that name.
MACHINE_PATH = re.compile(rb"(?<![\w.])/" + rb"(?:work|root|(?:home|Users)/(?!me/)\w+)/")
REGISTRY = re.compile(
    rb"\b(?:registry\.npmjs|registry\.yarnpkg|pypi|files\.pythonhosted|repo1\.maven|repo\.maven|deb\.debian|static\.crates)"
    rb"\." + rb"(?:org|com|io|apache)\b"
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
SILENCED = re.compile(
    r"#\s*(?:noqa(?P<code>: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)?|type: ignore(?P<kind>\[[\w, -]+\])?)(?P<why>.*)"
)
WRITTEN = {".py", ".ts", ".js", ".mjs", ".css", ".html", ".md", ".toml", ".sh", ".yml", ".yaml", ""}


def tracked_files():
    """List the files under version control, or all that a source distribution holds."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        built = {".venv", "node_modules", "static", "__pycache__", "dist", "out"}
        paths = [path for path in ROOT.rglob("*") if not built & set(path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


FILES = tracked_files()


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines()


def places(pattern, path):
    """List line numbers and text where a pattern of bytes or of text is found."""
    lines = path.read_bytes().splitlines() if isinstance(pattern.pattern, bytes) else lines_of(path)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line}" for number, line in enumerate(lines, 1) if pattern.search(line)
    ]


def test_the_files_of_the_project_are_found():
    names = {str(path.relative_to(ROOT)) for path in FILES}
    assert {"pyproject.toml", "sysmap/errors.py", "sample_maps/thornmere/nodes.csv", ".ci/run"} <= names


@pytest.mark.parametrize(("suffix", "longest"), LONGEST.items(), ids=LONGEST)
def test_files_are_short_enough_to_read(suffix, longest):
    files = [path for path in FILES if path.suffix == suffix]
    assert files
    assert [f"{path.relative_to(ROOT)}: {n}" for path in files if (n := len(lines_of(path))) > longest] == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["path of a machine", "host of a registry"])
def test_nothing_names_the_machine_it_was_made_on(pattern):
    assert [place for path in FILES for place in places(pattern, path)] == []


def test_nothing_is_left_for_later():
    written = [path for path in FILES if path.suffix in WRITTEN and path.name != "LICENSE"]
    assert [place for path in written for place in places(UNFINISHED, path)] == []


def test_every_silenced_check_says_why():
    silent = []
    for path in (path for path in FILES if path.suffix == ".py"):
        for number, line in enumerate(lines_of(path), 1):
            found = SILENCED.search(line)
            if found and not ((found["code"] or found["kind"]) and re.search(r"[a-z]{3}", found["why"])):
                silent.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert silent == []


def test_no_test_is_skipped_or_expected_to_fail():
    escape = re.compile(r"\b(?:pytest\.(?:skip|xfail|importorskip)|mark\.(?:skip|skipif|xfail))\b")
    tests = [
        path
        for path in FILES
        if path.suffix == ".py" and path.is_relative_to(ROOT / "tests") and path != Path(__file__)
    ]
    assert [place for path in tests for place in places(escape, path)] == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, b"see /" + b"home/ann/maps"),
        (MACHINE_PATH, b'"/' + b'work/main"'),
        (REGISTRY, b"https://registry.npmjs" + b".org/x"),
        (UNFINISHED, "# TO" + "DO: later"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern, line):
    assert pattern.search(line)


@pytest.mark.parametrize(
    "line", [b"https://example.org/work/plan", b"/home/me/x", b"../home/index.html", b"pypi is a word"]
)
def test_the_patterns_leave_the_rest_alone(line):
    assert not MACHINE_PATH.search(line)
    assert not REGISTRY.search(line)
