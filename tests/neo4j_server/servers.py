"""Real Neo4j servers for tests: of Maven's artifacts, on a free port, in a home that is removed at the end."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
LTS = "5.26.30"
"""The version that all tests run against; the one in pom.xml."""

NEWEST = "2026.08.1"
"""A version that knows Cypher 25 too, and wants Java 21; the soak tests run against it."""

GDS = {LTS: "2.13.9", NEWEST: "2.26.0"}
"""The version of Graph Data Science that goes with each."""

PATIENCE = 120.0
"""Seconds until a server that has not answered counts as one that will not start; it takes 6 to 10, 20 with GDS."""

PASSWORD = "only-for-tests"
_INITIAL = "neo4j"
_STARTED: list[subprocess.Popen[bytes]] = []
"""Kept, because Python complains of a process that is forgotten before it ends."""

_JVM = (
    "-Xmx768m",
    "-XX:ActiveProcessorCount=1",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    port: int
    pid: int
    home: str
    auth: bool

    @property
    def bolt(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def routed(self) -> str:
        return f"neo4j://127.0.0.1:{self.port}"

    def address(self, map_name: str) -> str:
        return f"{self.bolt}/neo4j?map={map_name}"

    def kill(self) -> None:
        """End it as a power cut would, its data left as they are."""
        os.kill(self.pid, signal.SIGKILL)
        _await_end(self.pid)

    def stop(self) -> None:
        """End it and see that its home is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        _await_end(self.pid)
        shutil.rmtree(self.home, ignore_errors=True)


def fetch_jars(version: str = LTS, *, gds: bool = False) -> Path:
    """Have the jars of a version in place, from Maven's own cache where they are there already.

    With `gds` there are those of Graph Data Science too.
    """
    jars = FOLDER / "target" / ("lib" + ("-gds" if gds else "") + ("" if version == LTS else f"-{version}"))
    if jars.is_dir() and any(jars.iterdir()):
        return jars
    if shutil.which("mvn") is None or shutil.which("java") is None:
        raise RuntimeError("the Neo4j of the tests needs a JDK (17 or later) and Maven: run `make neo4j`")
    part = jars.with_name(f"part-{os.getpid()}")
    command = ["mvn", "-q", "-B", "-f", "gds.xml" if gds else "pom.xml", f"-Dneo4j.version={version}"]
    command += [f"-Dgds.version={GDS[version]}", "dependency:copy-dependencies"]
    subprocess.run([*command, "-DincludeScope=runtime", f"-DoutputDirectory={part}"], cwd=FOLDER, check=True)
    part.rename(jars)
    return jars


def find_java(oldest: int) -> str:
    """Find a Java of that version or newer: on the search path, in JAVA_HOME, or where systems keep theirs."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*")))]
    programs = ["java", *(str(Path(home, "bin", "java")) for home in homes if home)]
    for program in filter(shutil.which, programs):
        said = subprocess.run([program, "-version"], capture_output=True, text=True, check=True).stderr
        version = re.search(r'version "(\d+)', said)
        if version and int(version[1]) >= oldest:
            return program
    raise RuntimeError(f"the Neo4j of the soak tests needs Java {oldest} or newer")


def start(home: Path, *options: str, owner: int, port: int = 0, version: str = LTS) -> Server:
    """Start a server and wait until it answers.

    Parameters
    ----------
    home : Path
        Its folder, removed with it.
    *options : {"auth", "gds", "keep", "read-only", "tls"}
        What it is to do differently; see Launcher.java.
    owner : int
        The process with which it ends.
    port : int
        Where it listens; a free port where not given.
    version : str
        The version of Neo4j.
    """
    gds = "gds" in options
    jars = fetch_jars(version, gds=gds)
    fresh = not home.exists()
    if gds:
        _plug_in(jars, fetch_jars(version), home / "plugins")
    port = port or _free_port()
    log = home.with_name(f"{home.name}.log")
    java = "java" if version == LTS else find_java(21)
    program = [java, *_JVM, "-cp", f"{jars}/*", str(FOLDER / "Launcher.java"), str(home), str(port)]
    program += [str(owner), *options]
    with log.open("w") as output:
        process = subprocess.Popen(
            program, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    _STARTED.append(process)
    until = time.monotonic() + PATIENCE
    while f"ready {port}" not in log.read_text():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise RuntimeError(f"Neo4j did not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.1)
    server = Server(port, process.pid, str(home), "auth" in options)
    if server.auth and fresh:
        _set_password(server)
    return server


def shared(root: Path, *, auth: bool, owner: int) -> Server:
    """Give the one server of a run, which the first who asks starts; the workers of a run share `root`."""
    import fcntl

    name = "auth" if auth else "open"
    note = root / f"{name}.json"
    root.mkdir(exist_ok=True)
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if note.exists():
            return Server(**json.loads(note.read_text()))
        server = start(root / name, *(["auth"] if auth else []), owner=owner)
        fields = {"port": server.port, "pid": server.pid, "home": server.home, "auth": server.auth}
        note.write_text(json.dumps(fields))
        return server


def stop_shared(root: Path) -> None:
    """Stop the servers of a run, if it started any."""
    for note in root.glob("*.json"):
        Server(**json.loads(note.read_text())).stop()
    shutil.rmtree(root, ignore_errors=True)


def _plug_in(jars: Path, without: Path, plugins: Path) -> None:
    """Link what comes with Graph Data Science where Neo4j looks for procedures; it must be on the class path too."""
    plugins.mkdir(parents=True, exist_ok=True)
    plain = {jar.name for jar in without.iterdir()}
    for jar in jars.iterdir():
        if jar.name not in plain and not (plugins / jar.name).exists():
            (plugins / jar.name).symlink_to(jar.resolve())


def _set_password(server: Server) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.bolt, auth=("neo4j", _INITIAL)) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old=_INITIAL, new=PASSWORD, database_="system"
        )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _await_end(pid: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)  # where this process started it; else the system does
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
