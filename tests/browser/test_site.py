"""A published site in a real browser: from disk and from a folder of a server, read without scripts, by everybody."""

import functools
import http.server
import threading
from pathlib import Path

import pytest

from sysmap.cli.main import main

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
PAGES = (
    "index.html",
    "thornmere/index.html",
    "thornmere/how-does-it-all-hang-together/index.html",
    "thornmere/how-does-crisis-squeeze-prevention/index.html",
    "thornmere/who-pays-for-what/index.html",
)


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    assert ended.value.code == 0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    run("import", folder / "thornmere.sysmap", ROOT / "sample_maps" / "thornmere", "--new")
    run("publish", folder / "www" / "maps", folder / "thornmere.sysmap", "--for", "partner")
    return folder / "www" / "maps"


@pytest.fixture
def server(site: Path):
    """Serve the site from a folder of a server, and give its address."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_address[1]}/maps/"
        served.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def browse(chromium):
    """Open an address in a page that notes what it complains of and asks for."""
    contexts = []

    def opened(address, **options):
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(site: Path, browse, name: str, scheme: str, contrast: str):
    page = browse(
        (site / name).as_uri(), color_scheme=scheme, contrast=contrast, viewport={"width": 320, "height": 700}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(said => said.violations.map(each => each.id + each.nodes[0].html))")
    assert found == []
    assert page.said == []


@pytest.mark.parametrize("where", ["disk", "server"])
def test_from_the_index_to_a_picture_and_on_to_the_map(site: Path, server: str, browse, where: str):
    base = f"{site.as_uri()}/" if where == "disk" else server
    page = browse(f"{base}index.html", java_script_enabled=True)
    page.get_by_role("link", name="Who pays for what?").click()
    page.wait_for_function("() => document.images[0].complete && document.images[0].naturalWidth > 100")
    page.get_by_role("link", name="Open this on the map").click()
    page.wait_for_function("() => performance.getEntriesByName('sysmap-ready').length > 0")
    assert page.url.startswith(f"{base}thornmere/index.html#view=")
    assert page.get_by_role("heading", level=1).inner_text() == "Who pays for what?"
    page.goto(f"{base}thornmere/index.html")
    page.wait_for_function("() => performance.getEntriesByName('sysmap-ready').length > 0")
    assert page.get_by_role("link", name="Maps", exact=True).count() == 1
    page.evaluate("location.hash = '#view=money'")
    page.get_by_role("heading", level=1, name="Who pays for what?").wait_for()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="Maps", exact=True).click()
    page.wait_for_url(f"{base}index.html")
    assert page.said == []
    assert all(each.startswith((base, "data:", "blob:")) for each in page.asked)


def test_read_without_scripts_in_the_same_type(site: Path, browse):
    page = browse((site / "index.html").as_uri(), java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Maps"
    page = browse((site / "index.html").as_uri())
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Atkinson Hyperlegible\"'))")
    assert page.locator("script").count() == 0
