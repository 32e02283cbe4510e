"""Write docs/thornmere*.png: the front page of the Thornmere sample and some of its views, as its page shows them."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from sysmap.pipeline.demo import run_demo

DOCS = Path(__file__).parents[1] / "docs"
PICTURES = {
    "thornmere.png": "#view=V01",
    "thornmere-front.png": "",
    "thornmere-outcome.png": "#view=V02",
    "thornmere-story.png": "#view=V03",
    "thornmere-money.png": "#view=V06",
}
"""By the name of the file, where the page is opened."""

WIDTH, HEIGHT = 1440, 900
SETTLED = 5000
"""Milliseconds until letters are there and the steps of a loop have lit up."""


def take_pictures(target: Path) -> None:
    """Draw the samples in a folder of their own and photograph the first."""
    browser_path = os.environ.get("SYSMAP_CHROMIUM") or shutil.which("chromium")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        for _ in run_demo(folder):
            pass
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name, where in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            page.goto((Path(folder) / "thornmere.html").as_uri() + where)
            page.wait_for_timeout(SETTLED)
            page.screenshot(path=target / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    take_pictures(DOCS)
