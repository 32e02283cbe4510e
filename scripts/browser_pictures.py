"""Write docs/neo4j-*.png: what Neo4j Browser shows of the Thornmere sample.

Run: python scripts/browser_pictures.py

A Neo4j of the tests is started and the sample pushed to it. Neo4j Browser comes from Maven into a temporary folder, is
served from there, and asked two questions in a headless Chromium. Nothing of it is kept but the pictures.
"""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "neo4j_server"))
import servers  # type: ignore[import-not-found]  # noqa: E402  # the tests' own starter of servers

BROWSER = "5.24.0"
WIDTH, HEIGHT = 1300, 1050
SETTLED = 6000
"""Milliseconds until its picture has come to rest."""

QUESTIONS = {
    "neo4j-organisation.png": "MATCH (o:Organisation {name: 'Public Health team'})--(x) WHERE NOT x:Source RETURN o, x",
    "neo4j-loop.png": "MATCH (l:Loop {id: 'L01'})-[:PASSES_THROUGH]->(x) RETURN l, x",
}
"""By the name of the picture: one organisation's world, and a named loop with what it passes through."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/browser/"
    finally:
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each file."""


def fetch_browser(folder: Path) -> None:
    """Have Maven fetch Neo4j Browser, and unpack it."""
    artifact = f"org.neo4j.client:neo4j-browser:{BROWSER}"
    copy = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
    subprocess.run(copy, check=True)
    with zipfile.ZipFile(folder / f"neo4j-browser-{BROWSER}.jar") as jar:
        jar.extractall(folder)


def push_thornmere(folder: Path, address: str) -> None:
    """Import the sample and push it."""
    sysmap = [sys.executable, "-c", "from sysmap.cli.main import main; main()"]
    town = str(folder / "thornmere.sysmap")
    subprocess.run([*sysmap, "import", town, str(ROOT / "sample_maps" / "thornmere"), "--new"], check=True)
    subprocess.run([*sysmap, "push", town, address, "--yes"], check=True)


def connect(page: Page, url: str, bolt: str) -> None:
    """Open Neo4j Browser and connect it, without a password as the server wants none."""
    page.goto(f"{url}?connectURL={bolt}")
    page.get_by_text("Connect to Neo4j").wait_for()
    page.locator("select").nth(1).select_option("NO_AUTH")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.get_by_text("You are connected").first.wait_for()


def photograph(page: Page, statement: str, target: Path) -> None:
    """Run a statement and photograph its answer."""
    page.locator(".monaco-editor").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(statement)
    page.keyboard.press("Control+Enter")
    page.locator("svg circle").first.wait_for()
    page.wait_for_timeout(SETTLED)
    page.locator("article").first.screenshot(path=target)
    page.get_by_title("Close").first.click()


def main() -> None:
    """Take the pictures."""
    chromium = os.environ.get("SYSMAP_CHROMIUM") or shutil.which("chromium")
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        server = servers.start(folder / "home", owner=os.getpid())
        try:
            fetch_browser(folder)
            push_thornmere(folder, server.address("thornmere"))
            with served(folder) as url:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
                connect(page, url, server.bolt)
                for picture, statement in QUESTIONS.items():
                    photograph(page, statement, ROOT / "docs" / picture)
                browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
