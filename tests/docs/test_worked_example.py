"""The worked example prints what it says, and its pictures and links are there."""

import re

from scripts.worked_example import BLOCK, DOCS, PAGE, PICTURES, make_page

TEXT = PAGE.read_text("utf-8")


def test_every_command_prints_what_the_page_says():
    assert len(BLOCK.findall(TEXT)) == 7
    assert make_page(TEXT) == TEXT, "run: python scripts/worked_example.py"


def test_pictures_and_files_it_names_are_there():
    named = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert set(PICTURES) < set(named)
    assert [each for each in named if not (DOCS / each).exists()] == []
