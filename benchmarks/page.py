"""Opening a page of 1,000 elements and 3,000 links, against a bare vis-network page of the same graph, in one run.

Run: python benchmarks/page.py

The bare page has the same names, places and links, physics off, and nothing else: no boxes, signs, search, panels or
tables. Aims: the first painted picture within 1.1 times its time; search and choosing within 20 ms.
"""

import json
import os
import re
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from render import make_map, write_ours

ROUNDS = 9
PAINT_AIM = 1.1
SEARCH_AIM_MS = 20
VIS = Path(__file__).parents[1] / "frontend/node_modules/vis-network/standalone/umd/vis-network.min.js"

_BARE = """<!doctype html><meta charset="utf-8"><style>html,body,#map{margin:0;height:100%}</style><div id="map"></div>
<script type="application/json" id="data">DATA</script><script>VIS</script>
<script>
const data = JSON.parse(document.getElementById("data").textContent);
const network = new vis.Network(document.getElementById("map"), data, {
  physics: false, layout: {improvedLayout: false},
  nodes: {shape: "box"}, edges: {smooth: false, arrows: "to"}, interaction: {hideEdgesOnDrag: true},
});
network.once("afterDrawing", () => requestAnimationFrame(() => performance.mark("sysmap-ready")));
</script>"""

_SEARCH = """async () => {
    const input = document.getElementById("search");
    const times = [];
    for (const typed of ["s", "se", "service srv1", "organisation org25", "fac499", "nothing like it", ""]) {
        input.value = typed;
        const begun = performance.now();
        input.dispatchEvent(new Event("input"));
        times.push(performance.now() - begun);
        await new Promise(requestAnimationFrame);
    }
    return Math.max(...times);
}"""

_CHOOSE = """async () => {
    const times = [];
    for (const id of ["fac1", "srv7", "org0", "fac250", "rel2999"]) {
        const begun = performance.now();
        sysmap.pick(id);
        times.push(performance.now() - begun);
        await new Promise(requestAnimationFrame);
    }
    return times.sort((one, other) => one - other)[2];
}"""


def write_bare(ours: Path, path: Path) -> None:
    """Write the bare page of what our page shows first: the same things, places and links."""
    text = ours.read_text(encoding="utf-8")
    nodes = [
        {"id": each["id"], "label": each["name"], "x": each["x"], "y": each["y"]}
        for each in data["elements"]
        if "x" in each
    ]
    edges = [{"from": each["from"], "to": each["to"]} for each in data["links"]]
    embedded = json.dumps({"nodes": nodes, "edges": edges}).replace("<", "\\u003c")
    path.write_text(_BARE.replace("DATA", embedded).replace("VIS", VIS.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{len(nodes):,} things, {len(edges):,} links; ours {ours.stat().st_size / 1e6:.1f} MB", end=", ")
    print(f"bare {path.stat().st_size / 1e6:.1f} MB")


def milliseconds_to_paint(browser: Browser, path: Path, *measures: str) -> list[float]:
    """Open a page anew; give the time to its first picture, and what the measures say after that."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("performance.getEntriesByName('sysmap-ready').length > 0")
    times = [page.evaluate("performance.getEntriesByName('sysmap-ready')[0].startTime")]
    times += [page.evaluate(measure) for measure in measures]
    context.close()
    return times


def main() -> None:
    program = os.environ.get("SYSMAP_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, bare = Path(folder) / "ours.html", Path(folder) / "bare.html"
        write_ours(make_map(), ours)
        write_bare(ours, bare)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        rounds = [
            (*milliseconds_to_paint(browser, ours, _SEARCH, _CHOOSE), *milliseconds_to_paint(browser, bare))
            for _ in range(ROUNDS)
        ]
        browser.close()
    painted, searched, chosen, stock = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"first picture: {painted:.0f} ms, bare vis-network {stock:.0f} ms: {painted / stock:.2f} (aim {PAINT_AIM})")
    print(f"search, slowest of seven: {searched:.1f} ms (aim {SEARCH_AIM_MS})")
    print(f"choosing, middle of five: {chosen:.1f} ms (aim {SEARCH_AIM_MS})")


if __name__ == "__main__":
    main()
