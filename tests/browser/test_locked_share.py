"""A locked page: nothing to read without its passphrase, the whole page with it, from disk and without a request."""

import pytest
from playwright.sync_api import expect

from sysmap.errors import UsageError
from sysmap.render.html import render_page
from sysmap.render.locking import lock_page

WORDS = "three random wörds"


@pytest.fixture(scope="module")
def locked(tmp_path_factory, thornmere_data):
    path = tmp_path_factory.mktemp("locked") / "locked.html"
    path.write_text(lock_page(render_page(thornmere_data), WORDS), encoding="utf-8")
    return path


def test_a_locked_page_opens_by_its_passphrase_and_by_no_other(open_page, locked):
    opened = open_page(locked, ready=False)
    page = opened.page
    page.fill("#passphrase", "three random words")
    page.click("button")
    expect(page.locator("#said")).to_contain_text("does not open")
    assert "Thornmere" not in page.content()
    page.fill("#passphrase", f" {WORDS} ")
    page.keyboard.press("Enter")
    page.wait_for_selector(".picture")
    assert "Thornmere" in page.title()
    assert page.locator("#passphrase").count() == 0
    assert opened.quiet


def test_nothing_of_the_map_can_be_read_in_the_file(locked):
    text = locked.read_text("utf-8")
    assert "Thornmere" not in text
    assert WORDS not in text
    assert "Scripts are blocked" in text
    assert "Nobody can open it without the passphrase" in text


def test_a_passphrase_that_is_too_short_is_refused():
    with pytest.raises(UsageError, match="12 letters or more"):
        lock_page("<html></html>", "  short    ")
