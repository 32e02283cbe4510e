"""Pages as `sysmap.render` writes them, opened from disk in a real Chromium that must not ask anybody for anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sysmap.analysis.boundaries import CLASSES, report_boundaries
from sysmap.analysis.money import report_money
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.pipeline.acting import LARGEST, read_acting
from sysmap.pipeline.page_loops import loops_of_page
from sysmap.render.html import write_page
from sysmap.render.page import Reading, page_data
from sysmap.resources import resource

AS_OF = date(2026, 11, 22)


def data_of(system_map: SystemMap) -> dict[str, Any]:
    """Give the data of the page of a map's base, with its boundaries and what its money says."""
    base = branch(system_map)
    classes = {each.link.id: each.boundary_class for each in report_boundaries(base).links["accountable"]}
    acting = read_acting(base)
    shown = loops_of_page(base, (), largest=LARGEST)
    findings = {"money": report_money(base).findings, **acting.findings}
    reading = Reading(
        AS_OF,
        boundaries=classes,
        boundary_words=CLASSES,
        findings=findings,
        changed=AS_OF,
        loops=shown.found,
        answers={**acting.answers, **shown.ranked},
    )
    return page_data(base, reading)


@pytest.fixture(scope="session")
def page_data_of() -> Callable[[SystemMap], dict[str, Any]]:
    return data_of


@pytest.fixture(scope="session")
def thornmere_data() -> dict[str, Any]:
    """Give Thornmere with the views that pages make by themselves; those of its maker have a test of their own."""
    system_map = read_csv_folder(resource("sample_maps/thornmere")).system_map
    return data_of(SystemMap(each for each in system_map if each.kind != "View"))


@pytest.fixture(scope="session")
def thornmere(tmp_path_factory: pytest.TempPathFactory, thornmere_data: dict[str, Any]) -> Path:
    path = tmp_path_factory.mktemp("pages") / "thornmere.html"
    write_page(path, thornmere_data)
    return path


@dataclass
class Opened:
    """A page, and whatever happened on it that must not."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Whether it asked nobody, complained of nothing and opened no dialog."""
        assert self.messages == []
        assert self.requests == []
        return True

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def pixels(self, selector: str = ".picture") -> list[int]:
        """Give how many pixels of a canvas are painted, how many colours there are, and the sum of their reds."""
        return self.page.evaluate(
            """async selector => {
                // What changed is drawn with the next frame.
                const frame = () => new Promise(requestAnimationFrame);
                do { await frame(); await frame(); } while (document.querySelector("[data-painting]"));
                const canvas = document.querySelector(selector);
                // What was painted beyond the window, to be there when the map moves, is not seen.
                const seen = canvas.parentElement.getBoundingClientRect();
                const all = canvas.getBoundingClientRect();
                const [w, h] = [Math.round(seen.width), Math.round(seen.height)];
                const copy = new OffscreenCanvas(w, h).getContext("2d");
                copy.drawImage(canvas, Math.round(all.x - seen.x), Math.round(all.y - seen.y));
                const {data} = copy.getImageData(0, 0, w, h);
                const colours = new Set();
                let painted = 0;
                let red = 0;
                for (let i = 0; i < data.length; i += 4) {
                    if (data[i + 3] === 0) continue;
                    painted += 1;
                    red += data[i];
                    if (colours.size < 5000) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
                }
                return [painted, colours.size, red];
            }""",
            selector,
        )

    def place_of(self, element_id: str) -> tuple[float, float]:
        """Give where the middle of an element is on the screen."""
        x, y = self.page.evaluate("id => { const at = sysmap.where(id); return [at.x, at.y]; }", element_id)
        return x, y


Open = Callable[..., Opened]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    contexts = []

    def opened(
        path: Path,
        fragment: str = "#view=map",
        *,
        width: int = 1440,
        height: int = 900,
        ready: bool = True,
        script: Path | None = None,
        **options: Any,
    ) -> Opened:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, **{"reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        if script:
            context.add_init_script(path=script)
        page = context.new_page()
        made = Opened(page)
        page.on("request", lambda request: made.requests.append(request.url) if not _own(request.url) else None)
        page.on("console", lambda message: made.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: made.messages.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (made.messages.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        address = path.as_uri()

        def _own(url: str) -> bool:
            return url.split("#", maxsplit=1)[0] == address or url.startswith(("data:", "blob:"))

        page.goto(address + fragment)
        if ready and options.get("java_script_enabled", True):
            page.wait_for_function("() => performance.getEntriesByName('sysmap-ready').length > 0")
        return made

    yield opened
    for context in contexts:
        context.close()
