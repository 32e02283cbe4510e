"""What changed between two moments: marked on the map, listed beside it, and told when it is chosen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.commands import make_record
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.render.changes import find_changes
from sysmap.render.html import write_page
from sysmap.render.page import Reading, page_data
from sysmap.resources import resource

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
AS_OF = date(2026, 11, 22)
GONE, CHANGED, NEW = "F17", "F01", "Somebody to call at night"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of Thornmere without its habitat factor, with another note and with one factor more."""
    before = read_csv_folder(resource("sample_maps/thornmere")).system_map
    kept = [each for each in before if GONE not in (each.id, each.from_id, each.to_id)]
    rewritten = [each.with_values(note="Said again.") if each.id == CHANGED else each for each in kept]
    new = make_record("Factor", {"name": NEW})
    joined = make_record("INFLUENCES", {"from_id": new.id, "to_id": CHANGED, "polarity": "-"})
    view = make_record("View", {"name": "What is new?", "shape": "changes", "from_moment": "spring"})
    after = branch(SystemMap([*rewritten, new, joined, view]))
    found = find_changes(branch(before), after, ("spring", "now"), AS_OF, view.id)
    path = tmp_path_factory.mktemp("pages") / "changes.html"
    write_page(path, page_data(after, Reading(AS_OF, changes={view.id: found})))
    return path


def offences(page: Any) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = page.evaluate(f"axe.run(document, {{runOnly: {tags}}})")
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize(
    ("width", "colours"),
    [
        (1440, {"color_scheme": "light"}),
        (1440, {"color_scheme": "dark"}),
        (1440, {"color_scheme": "light", "contrast": "more"}),
        (1440, {"color_scheme": "dark", "contrast": "more"}),
        (390, {"color_scheme": "light"}),
    ],
)
def test_what_changed_is_listed_and_marked(open_page, changed: Path, width: int, colours: dict[str, str]):
    opened = open_page(changed, "#view=changes", width=width, height=900, **colours)
    panel = opened.text(".panel")
    for said in ("Added (", "Changed (", "Removed (", NEW, "From spring to now."):
        assert said in panel
    assert offences(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.quiet


def test_what_is_gone_can_be_chosen_and_says_what_it_was(open_page, changed: Path):
    opened = open_page(changed, "#view=changes")
    opened.page.locator(f'.panel [data-id="{GONE}"]').click()
    panel = opened.text(".panel")
    assert "Removed between spring and now. This is what it was." in panel
    assert "What moves it" in panel
    # A comment on it would find nothing on the map.
    assert opened.page.locator(".panel .marks").count() == 0
    assert offences(opened.page) == []
    again = open_page(changed, opened.page.evaluate("location.hash"))
    assert "This is what it was." in again.text(".panel")
    elsewhere = open_page(changed, f"#view=whole&pick={GONE}")
    assert "This is what it was." not in elsewhere.text("body")
    assert opened.quiet


def test_what_changed_says_what_it_was_before(open_page, changed: Path):
    opened = open_page(changed, f"#view=changes&pick={CHANGED}")
    panel = opened.text(".panel")
    assert "~ Changed between spring and now:" in panel
    assert "Said again." in panel
    assert "before: " in panel


def test_marks_are_on_the_map_and_explained_in_the_key(open_page, changed: Path):
    opened = open_page(changed, "#view=changes")
    # The plate stands on the upper edge of what is marked, and there is something of it on the overlay.
    x, y = opened.place_of(GONE)
    assert opened.page.evaluate(
        """([x, y]) => {
            const canvas = document.querySelector(".overlay");
            const box = canvas.getBoundingClientRect();
            const ratio = canvas.width / box.width;
            const at = [(x - box.x - 90) * ratio, (y - box.y - 45) * ratio, 180 * ratio, 45 * ratio];
            const { data } = canvas.getContext("2d").getImageData(...at.map(Math.round));
            const broken = [0xa8, 0x40, 0x1a];
            let found = 0;
            for (let i = 0; i < data.length; i += 4) {
                if (broken.every((c, j) => Math.abs(data[i + j] - c) < 8)) found += 1;
            }
            return found;
        }""",
        [x, y],
    )
    opened.page.get_by_role("button", name="Key").click()
    key = opened.text(".panel")
    for said in ("A whole line round it: added", "Two lines round it: changed", "A broken line round it: removed"):
        assert said in key
    assert offences(opened.page) == []
    assert opened.quiet
