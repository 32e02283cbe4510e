"""User and password from a real keyring, stored by the command that the documentation gives, read by the program.

The keyring is a file in a folder of the test's own, as no desktop is there to unlock one.
"""

import os
import subprocess
import sys

import pytest

from tests.neo4j_server.servers import PASSWORD

WRONG = "not-the-password"
PLAIN = "keyrings.alt.file.PlaintextKeyring"
FAILS = "keyring.backends.fail.Keyring"
PROGRAM = ("-c", "from sysmap.cli.main import main; main()")
WITHOUT = ("-c", f"import sys; sys.modules['keyring'] = None; {PROGRAM[1]}")


@pytest.fixture
def run(tmp_path):
    """Run Python as somebody with a keyring and nothing in the environment."""

    def in_python(*words, backend=PLAIN, typed="", **others):
        names = ("SYSMAP_NEO4J_USER", "SYSMAP_NEO4J_PASSWORD", "NEO4J_USERNAME", "NEO4J_PASSWORD")
        kept = {name: value for name, value in os.environ.items() if name not in names}
        own = {"PYTHON_KEYRING_BACKEND": backend, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
        return subprocess.run(
            [sys.executable, *words],
            env={**kept, **own, **others},
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=tmp_path,
        )

    return in_python


@pytest.fixture
def keep(run, guarded_server):
    """Store a password for the server as docs/neo4j.md says it."""

    def keep_it(user="neo4j", password=PASSWORD):
        done = run("-m", "keyring", "set", service(guarded_server), user, typed=f"{password}\n")
        assert done.returncode == 0, done.stderr

    return keep_it


def service(server):
    return f"sysmap:127.0.0.1:{server.port}"


def refused(done):
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert PASSWORD not in done.stderr
    assert WRONG not in done.stderr
    return done.stderr


def test_a_password_is_taken_from_the_keyring(run, keep, guarded_server):
    keep()
    address = guarded_server.address("from_keyring")
    made = run(*PROGRAM, "new", address)
    assert made.returncode == 0, made.stderr
    listed = run(*PROGRAM, "maps", guarded_server.bolt)
    assert "from_keyring" in listed.stdout
    assert PASSWORD not in made.stdout + made.stderr + listed.stdout + listed.stderr


def test_the_user_of_the_environment_is_looked_for(run, keep, guarded_server):
    keep(user="anna", password=WRONG)
    keep(user="neo4j")
    maps = (*PROGRAM, "maps", guarded_server.bolt)
    assert "user or password is wrong" in refused(run(*maps, SYSMAP_NEO4J_USER="anna"))
    assert run(*maps, SYSMAP_NEO4J_USER="neo4j").returncode == 0
    nobody = refused(run(*maps, NEO4J_USERNAME="bea"))
    assert f"there is no {service(guarded_server)} of user bea in it" in nobody


@pytest.mark.parametrize(
    ("program", "backend", "says"),
    [
        (PROGRAM, PLAIN, "there is no {} of user neo4j in it (keyring set {} neo4j)"),
        (PROGRAM, FAILS, "looking for {} there failed: No recommended backend was available"),
        (PROGRAM, "none.such.Keyring", "looking for {} there failed: No module named 'none'"),
        (WITHOUT, PLAIN, "cannot look there yet, as pip install 'sysmap[keyring]' was not done"),
    ],
)
def test_why_no_password_was_found_is_said(run, guarded_server, program, backend, says):
    line = refused(run(*program, "maps", guarded_server.bolt, backend=backend))
    assert "asks for a user and password: set SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD" in line
    assert says.replace("{}", service(guarded_server)) in line


def test_a_server_without_passwords_does_not_mind_a_keyring_that_fails(run, neo4j_server):
    done = run(*PROGRAM, "maps", neo4j_server.bolt, backend=FAILS)
    assert (done.returncode, done.stderr) == (0, "")
