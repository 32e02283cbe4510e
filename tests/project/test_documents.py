"""Links inside the documentation lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for folder in (".", "docs", "docs/*", "sample_maps", "sample_maps/*", "frontend", "benchmarks")
    for path in ROOT.glob(f"{folder}/*.md")
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", flags=re.MULTILINE | re.DOTALL)


def anchor(heading):
    """Give the anchor of a heading, as code hosts make it."""
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-")


def anchors(text):
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)}


def dead_links(path):
    text = path.read_text(encoding="utf-8")
    for target in LINK.findall(CODE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, part = target.partition("#")
        there = (path.parent / place).resolve() if place else path
        in_page = (
            not part
            or not there.is_file()
            or there.suffix != ".md"
            or part in anchors(there.read_text(encoding="utf-8"))
        )
        if not (there.exists() and in_page):
            yield target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    assert list(dead_links(path)) == []


def test_a_dead_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A b\n[x](#a-b) [y](#c) [z](no.md) `[q](code.md)` [w](https://example.org/)\n", encoding="utf-8")
    assert list(dead_links(page)) == ["#c", "no.md"]
