"""What tests in more than one folder share: a real Chromium, and hypothesis settings for machines of any speed."""

import os
import shutil
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# A slow machine is no defect, so examples have no deadline; in continuous integration they are the same in every run.
settings.register_profile("sysmap", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sysmap")

# A run that a shell began in the background takes no interrupts, and the programs it starts would take none either.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.neo4j_server.fixtures"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give the system's Chromium, or the one that SYSMAP_CHROMIUM names; without one the test fails, never skips."""
    program = os.environ.get("SYSMAP_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: run `make chromium`, or name one in SYSMAP_CHROMIUM.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=["--no-sandbox"])
        yield browser
        browser.close()
