"""The installed program as people meet it: pipes, signals, letters, exit codes, Tab."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("sysmap")
ROOT = Path(__file__).parents[2]


def run(*arguments, cwd, given="", environment=None, **options):
    return subprocess.run(
        [str(PROGRAM), *arguments],
        cwd=cwd,
        input=given.encode() if given is not None else None,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )


@pytest.fixture
def town(tmp_path):
    run("new", "town", cwd=tmp_path)
    run("add", "town", "factor", "-", cwd=tmp_path, given="Carer strain\nCarer income\nRückfälle 漢字\n")
    return tmp_path


def test_exit_codes_and_errors_of_one_line(town):
    assert run("show", "town", cwd=town).returncode == 0
    for arguments, code in (
        (("show", "nothing.sysmap"), 1),
        (("show", "town", "nobody"), 1),
        (("ad", "town"), 2),
        (("add",), 2),
        (("show", "town", "--no-such"), 2),
        (("--no-such",), 2),
        (("loops", "town", "--format", "xml"), 2),
        (("link", "town", "Carer", "more", "Rück"), 1),
    ):
        done = run(*arguments, cwd=town)
        assert (done.returncode, done.stdout) == (code, b""), arguments
        assert re.fullmatch(rb"sysmap: [^\n]+\n", done.stderr), done.stderr
    assert b"did you mean add?" in run("ad", "town", cwd=town).stderr


def test_a_file_that_is_no_map_is_one_line(tmp_path):
    (tmp_path / "x.sysmap").write_bytes(b"hello" * 1000)
    done = run("show", "x.sysmap", cwd=tmp_path)
    assert done.returncode == 1
    assert re.fullmatch(rb"sysmap: [^\n]+\n", done.stderr)


def test_names_survive_a_pipe_in_any_locale(town):
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}):
        done = run("show", "town", "Rück", cwd=town, environment=locale)
        assert done.returncode == 0
        assert "Rückfälle 漢字".encode() in done.stdout


def test_nothing_is_drawn_coloured_or_cut_in_a_pipe(town):
    long = "A" * 130
    run("add", "town", "factor", long, cwd=town)
    said = run("log", "town", cwd=town, environment={"COLUMNS": "40", "FORCE_COLOR": "1"}).stdout.decode()
    assert long in said
    assert not re.search("[\x1b\u2500-\u257f\u2026]", said)


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path):
    run("import", "t", str(ROOT / "sample_maps" / "thornmere"), "--new", cwd=tmp_path)
    line = f"set -o pipefail; '{PROGRAM}' loops t --format json | head -c 100 > /dev/null"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_is_quiet(town):
    process = subprocess.Popen(
        [str(PROGRAM), "add", "town", "factor", "-"],
        cwd=town,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err.strip()) == (b"", b"")


def read_terminal(master, until="", seconds=30.0):
    """Read a terminal until some text is there, or until nobody writes to it any more."""
    seen = ""
    end = time.monotonic() + seconds
    while (not until or until not in seen) and time.monotonic() < end:
        if not select.select([master], [], [], 0.1)[0]:
            continue
        try:
            more = os.read(master, 4096)
        except OSError:  # the other side has closed the terminal
            break
        if not more:
            break
        seen += more.decode(errors="replace")
    return seen


def in_terminal(arguments, cwd, *, asks="", answer="", environment=None, program=PROGRAM):
    """Run the program in a terminal; after it has asked, type the answer, or interrupt where it is empty."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [str(program), *arguments],
        cwd=cwd,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100", **(environment or {})},
    )
    os.close(slave)
    seen = ""
    if asks:
        seen = read_terminal(master, asks)
        if answer:
            os.write(master, answer.encode())
        # An interrupt that comes just before Python begins to wait for a key is seen only with the next one.
        end = time.monotonic() + 30
        while not answer and process.poll() is None and time.monotonic() < end:
            process.send_signal(signal.SIGINT)
            seen += read_terminal(master, seconds=0.5)
    seen += read_terminal(master)
    try:
        process.wait(timeout=30)
    finally:
        process.kill()
        os.close(master)
    return process.returncode, seen


def test_in_a_terminal_an_ambiguous_name_is_asked_about(town):
    code, seen = in_terminal(["set", "town", "carer", "control=ours"], town, asks="Number", answer="2\n")
    assert code == 0
    assert "1  Carer strain (factor, fac_" in seen
    assert "“Carer income”: who decides ours to change." in seen


def test_in_a_terminal_an_answer_that_is_interrupted_changes_nothing(town):
    code, seen = in_terminal(["set", "town", "carer", "control=ours"], town, asks="Number")
    assert code == 130
    assert "Traceback" not in seen
    assert b"control" not in run("log", "town", cwd=town).stdout


def test_in_a_terminal_a_table_is_drawn_and_colours_can_be_forbidden(town):
    _, seen = in_terminal(["log", "town"], town)
    assert "─" in seen
    _, plain = in_terminal(["log", "town"], town, environment={"NO_COLOR": "1"})
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", plain)


SLOW = (
    "import time\n"
    "from sysmap.cli.progress import progress\n"
    "with progress('Adding up', 0.2) as tell:\n    tell(1, 9000, 'Reading')\n"
    "    tell(3000, 9000)\n    time.sleep({seconds})\n"
    "print('done')\n"
)


@pytest.mark.parametrize(("seconds", "told"), [(1.5, True), (0, False)])
def test_what_takes_longer_says_so_in_a_terminal(tmp_path, seconds, told):
    code, seen = in_terminal(["-c", SLOW.format(seconds=seconds)], tmp_path, program=sys.executable)
    assert code == 0
    assert "done" in seen
    assert ("Reading 3,000 of 9,000" in seen) == told


def test_what_takes_longer_says_nothing_in_a_pipe(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SLOW.format(seconds=0.5)], cwd=tmp_path, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"done\n", b"")


def test_without_a_command_the_help_is_shown(tmp_path):
    done = run(cwd=tmp_path)
    assert done.returncode == 2
    assert b"Commands:\n  demo" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_completion_is_printed_for_each_shell(town, shell):
    done = run("completion", shell, cwd=town)
    assert done.returncode == 0
    assert b"_SYSMAP_COMPLETE" in done.stdout


def complete(town, *words):
    environment = {"_SYSMAP_COMPLETE": "zsh_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    return run(cwd=town, environment=environment).stdout.decode().splitlines()


def test_tab_completes_commands_options_and_the_names_on_the_map(town):
    assert complete(town, "sysmap", "lo")[1::3] == ["log", "loops"]
    assert "--through" in complete(town, "sysmap", "loops", "town", "--th")
    assert {"Carer strain", "Carer income"} <= set(complete(town, "sysmap", "link", "town", "car"))
    assert {"Carer strain", "Carer income"} <= set(complete(town, "sysmap", "set", "town", "car"))
    assert "Carer strain" not in complete(town, "sysmap", "link", "nothing.sysmap", "car")


def test_tab_completes_what_else_may_stand_there(town):
    run("add", "town", "scenario", "Home first", cwd=town)
    run("snapshot", "town", "before lunch", cwd=town)
    for words, offered in (
        (("sysmap", "add", "town", "fa"), "factor"),
        (("sysmap", "link", "town", "carer", "com"), "commissions"),
        (("sysmap", "rm", "town", "carer", "mo"), "more"),
        (("sysmap", "set", "town", "Income", "cont"), "control="),
        (("sysmap", "show", "town", "--scenario", "ho"), "Home first"),
        (("sysmap", "diff", "town", "--from", "be"), "before lunch"),
        (("sysmap", "log", "town", "--since", "be"), "before lunch"),
    ):
        assert offered in complete(town, *words), words


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("Carer", r"Carer\ strain"),
        (r"Carer\ st", r"Carer\ strain"),
        ('"Carer st', "Carer strain"),
        ("'Carer", "Carer strain"),
    ],
)
def test_bash_gets_a_name_as_the_quote_before_it_wants_it(town, typed, given):
    script = run("completion", "bash", cwd=town).stdout.decode()
    script += f"""
COMP_WORDS=(sysmap show town "$TYPED") COMP_CWORD=3
_sysmap_completion '{PROGRAM}'
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=town,
        env={**os.environ, "TYPED": typed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert given in done.stdout.splitlines(), done.stderr


def test_two_commands_at_once_both_keep_what_they_did(town):
    started = [
        subprocess.Popen(
            [str(PROGRAM), "add", "town", "factor", f"At once {number}"], cwd=town, stdout=subprocess.DEVNULL
        )
        for number in range(4)
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0, 0]
    said = run("show", "town", "--format", "csv", cwd=town).stdout.decode()
    assert "Factor,7" in said


def test_help_imports_nothing_but_click():
    script = (
        "import sys\nfrom sysmap.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted(name for name in sys.modules if name.startswith(('sysmap', 'rich', 'sqlite3', 'networkx'))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == str(["sysmap", "sysmap.cli", "sysmap.cli.main", "sysmap.errors"])


@pytest.mark.parametrize("where", ["> /dev/full", ">&-"])
@pytest.mark.parametrize("shape", ["text", "json", "csv"])
def test_an_output_that_takes_nothing_is_one_line_and_the_edit_stands(tmp_path, where, shape):
    subprocess.run([PROGRAM, "new", "t"], cwd=tmp_path, check=True, capture_output=True)
    line = f"'{PROGRAM}' add t factor Falls --format {shape} {where}"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("sysmap: what there was to say could not be written (an edit stands): ")
    assert done.stderr.count("\n") == 1
    shown = subprocess.run([PROGRAM, "show", "t", "Falls"], cwd=tmp_path, check=False, capture_output=True)
    assert shown.returncode == 0


@pytest.mark.parametrize("closed", ["2>&-", "<&-", "2> /dev/full"])
def test_other_streams_may_be_closed(tmp_path, closed):
    subprocess.run([PROGRAM, "new", "t"], cwd=tmp_path, check=True, capture_output=True)
    line = f"'{PROGRAM}' show t {closed} && ! '{PROGRAM}' show t nowhere {closed}"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "t.")
