"""Run the commands of docs/worked-example.md, write below each what it prints, and take the page's pictures."""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sysmap.cli.main import main

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "worked-example.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PICTURES = {
    "worked-example-map.png": ("#view=map", ()),
    "worked-example-loop.png": ("#view=loops", (".loops button >> nth=2", "#story-next", "#story-next")),
    "worked-example-levers.png": ("#view=levers", ("#place-C5",)),
}
"""By the name of the file: where the page of the map is opened, and what is pressed there."""


def make_page(text: str) -> str:
    """Give the page with what its commands print now, run in order in a folder of their own.

    Parameters
    ----------
    text : str
        The page as it is.
    """
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(DOCS / "examples", "examples")
        return BLOCK.sub(lambda block: f"```console\n{''.join(_answered(block[1]))}```", text)


def _answered(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ sysmap "):
            yield f"{line}\n"
            yield f"{_printed(shlex.split(line)[2:])}\n"


def _printed(arguments: list[str]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            main(arguments)
        except SystemExit as ended:
            if ended.code:
                raise RuntimeError(f"sysmap {shlex.join(arguments)} ended with {ended.code}") from ended
    return "\n".join(line.rstrip() for line in printed.getvalue().rstrip().splitlines())


def take_pictures(target: Path) -> None:
    """Draw the map of the example and photograph its page."""
    from playwright.sync_api import sync_playwright

    browser_path = os.environ.get("SYSMAP_CHROMIUM") or shutil.which("chromium")
    with TemporaryDirectory() as folder, contextlib.chdir(folder), sync_playwright() as playwright:
        shutil.copytree(DOCS / "examples", "examples")
        for arguments in (["import", "city", "examples/city-health", "--new"], ["render", "city"]):
            _printed(arguments)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name, (where, pressed) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            page.goto(Path("city.html").absolute().as_uri() + where)
            for each in pressed:
                page.locator(each).click()
            page.wait_for_timeout(800)
            page.screenshot(path=target / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    PAGE.write_text(make_page(PAGE.read_text("utf-8")), encoding="utf-8")
    if "--text" not in sys.argv:
        take_pictures(DOCS)
