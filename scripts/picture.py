"""Write docs/thornmere.png, the picture in the README: the Thornmere sample as its page opens."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from sysmap.pipeline.demo import run_demo

PICTURE = Path(__file__).parents[1] / "docs" / "thornmere.png"
WIDTH, HEIGHT = 1440, 900


def take_picture(target: Path) -> None:
    """Draw the samples in a folder of their own and photograph the first."""
    browser_path = os.environ.get("SYSMAP_CHROMIUM") or shutil.which("chromium")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        for _ in run_demo(folder):
            pass
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto((Path(folder) / "thornmere.html").as_uri())
        page.locator("canvas").first.wait_for()
        page.wait_for_timeout(1000)  # fonts and the first drawing
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    take_picture(PICTURE)
