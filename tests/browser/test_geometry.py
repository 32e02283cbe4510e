"""Letters on the map, measured as drawn: large enough, in their boxes, over no other letters, in the window.

What is drawn is noted by `drawn.js` from outside the page: it listens on the canvas, not to what the page says of it.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sysmap.formats.spend import read_spend
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.pipeline.spend import spend_edit
from sysmap.render.html import write_page
from sysmap.resources import resource

pytestmark = pytest.mark.browser

SIZES = {
    "desk": (1440, 900, ""),
    "projector": (1920, 1080, "&projector"),
    "phone": (390, 844, ""),
    "small phone": (320, 640, ""),
}
LEAST = {"projector": 32}
"""24 points, to be read four metres away."""
LEAST_NEAR = 13
SLACK = 1.5
"""Pixels by which two things may touch."""
STAR = 5000

NAMES = (
    "الرعاية الصحية الأولية في المدينة", "שירותי רווחה לקשישים", "Gofal yn y cartref: cŵn, tŷ a'r môr",
    "Z̴̡̛a͙͐ḽ̉g̱̈o̊ of combining marks", "👩‍👩‍👧‍👦 Families first 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "高齢者のための在宅介護と地域医療の連携に関する協議会",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein", "W" * 400, "ten thousand " * 70,
    "\u202egnihtyreve stih\u202c", "Team الصحة and housing", "</script><img src=x onerror=alert(1)>",
)  # fmt: skip


def star() -> SystemMap:
    """Draw five thousand links on one thing."""
    records = [Record(f"f{n}", "Factor", {"name": f"Thing number {n}"}) for n in range(100)]
    records += [
        Record(
            f"l{n}",
            "INFLUENCES",
            {"from_id": "f0", "to_id": f"f{1 + n % 99}", "polarity": "+-?"[n % 3], "note": str(n)},
        )
        for n in range(STAR)
    ]
    return SystemMap(records)


def ten_thousand() -> SystemMap:
    """Draw 200 organisations with 49 things in each; some are joined."""
    records = [Record(f"o{n}", "Organisation", {"name": f"Organisation number {n}"}) for n in range(200)]
    records += [Record(f"s{n}", "Service", {"name": f"Service number {n}"}) for n in range(9800)]
    links = [("COMMISSIONS", f"o{n % 200}", f"s{n}") for n in range(9800)]
    links += [("INFLUENCES", f"s{n}", f"s{(n * 7 + 3) % 9800}") for n in range(0, 9800, 20)]
    return SystemMap(
        records
        + [Record(f"l{n}", kind, {"from_id": one, "to_id": other}) for n, (kind, one, other) in enumerate(links)]
    )


def strange() -> SystemMap:
    """Name an organisation, a service and a factor in every script, and in what is meant to do harm."""
    records = []
    for n, name in enumerate(NAMES):
        records += [
            Record(f"o{n}", "Organisation", {"name": name}),
            Record(f"s{n}", "Service", {"name": name}),
            Record(f"f{n}", "Factor", {"name": name, "outcome": "yes" if n % 2 else "no"}),
            Record(f"c{n}", "COMMISSIONS", {"from_id": f"o{n}", "to_id": f"s{n}"}),
            Record(f"i{n}", "INFLUENCES", {"from_id": f"s{n}", "to_id": f"f{n}", "polarity": "+"}),
        ]
    return SystemMap(records)


def leeds() -> SystemMap:
    spent = read_spend(resource("sample_maps/leeds_spend") / "leeds_2020-06_adults_and_health.csv")
    edit, _ = spend_edit(SystemMap(), spent, by="test")
    return apply(SystemMap(), edit)


MAPS = {
    "an empty map": lambda: SystemMap([]),
    "one thing": lambda: SystemMap([Record("f", "Factor", {"name": "Alone"})]),
    "5,000 links on one thing": star,
    "10,000 things": ten_thousand,
    "strange names": strange,
    "Leeds": leeds,
}


@pytest.fixture
def page_of(open_page, page_data_of, thornmere: Path, tmp_path: Path) -> Iterator[Any]:
    def page(name: str) -> Page:
        path = thornmere
        if name in MAPS:
            path = tmp_path / "map.html"
            write_page(path, page_data_of(MAPS[name]()))
        opened = open_page(path, script=Path(__file__).with_name("drawn.js"))
        return opened.page

    return page


@pytest.mark.parametrize("name", ["Thornmere", *MAPS])
def test_letters_can_be_read_on_every_view_at_every_size(page_of, name: str):
    page = page_of(name)
    views = page.locator("[data-view]").evaluate_all("all => all.map(each => each.dataset.view)")
    faults = []
    for size, (width, height, projector) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for view in views:
            page.evaluate("address => { location.hash = address; }", f"view={view}{projector}")
            if not page.locator(".map").is_visible():
                continue
            seen = page.evaluate("drawnNow()")
            faults += [f"{size}, {view}: {fault}" for fault in faults_of(seen, LEAST.get(size, LEAST_NEAR))]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []


Rect = tuple[float, float, float, float]


def faults_of(seen: dict[str, Any], least: float) -> list[str]:
    """Say what is wrong with letters in the window."""
    window = tuple(seen["map"])
    # What stands out is drawn a second time above the rest, in the same place.
    texts = {(text, size, *map(round, rect)): tuple(rect) for text, size, *rect in seen["texts"]}
    inside = {(text, size): rect for (text, size, *_), rect in texts.items() if overlap(rect, window)}
    faults = [f"{text!r} is {size:.1f} px high" for text, size in inside if size < least - 0.01]
    labels = [(text, rect) for (text, size, *_), rect in texts.items() if overlap(rect, window)]
    shapes = {tuple(shape) for shape in seen["shapes"]}
    # An amount of money may stand over the edge of a box with things in it, rather than nowhere: never over a thing.
    boxes = {shape for shape in shapes if any(shape != each and holds(shape, each) for each in shapes)}
    for (one, here), (other, there) in combinations(labels, 2):
        if overlap(here, there):
            faults.append(f"{one!r} lies over {other!r}")
    for text, rect in labels:
        faults += [
            f"{text!r} is neither in nor out of a box of {shape[2]:.0f} by {shape[3]:.0f}"
            for shape in shapes
            if overlap(rect, shape) and not holds(shape, rect) and not (text.startswith("£") and shape in boxes)
        ]
    # Where everything could be larger than it must be, everything is there.
    if labels and min(size for _, size in inside) > least + 0.01:
        faults += [f"{text!r} is outside the window" for (text, *_), rect in texts.items() if not holds(window, rect)]
        faults += [f"{text!r} is under the panel" for text, rect in labels if overlap(rect, tuple(seen["panel"]))]
    return faults


def overlap(one: Rect, other: Rect) -> bool:
    return all(
        min(one[side] + one[side + 2], other[side] + other[side + 2]) - max(one[side], other[side]) > SLACK
        for side in (0, 1)
    )


def holds(outer: Rect, inner: Rect) -> bool:
    return all(
        outer[side] - SLACK <= inner[side] and inner[side] + inner[side + 2] <= outer[side] + outer[side + 2] + SLACK
        for side in (0, 1)
    )
