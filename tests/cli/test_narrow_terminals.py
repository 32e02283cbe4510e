"""What fits on a terminal: sentences break at spaces, names stay to be read, long ends stand below."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.cli.output import column_widths, fitted, say
from sysmap.pipeline.answers import Answer, make_table

ROOT = Path(__file__).parents[2]
WAY = "Reablement → Living independently at home → People needing long-term care → Crisis spending pressure"
SHORT = "Short enough."


@pytest.mark.parametrize(
    ("line", "under"),
    [
        (f"  by way of:               {WAY}", 27),
        (f"                           {WAY}", 29),
        (f"  1. {WAY}: is it there?", 5),
        (f"Thornmere: where to act for less {WAY}", 2),
        (f"More “Sanitation facilities: all of them” and all that comes with {WAY}", 2),
    ],
)
def test_further_lines_stand_under_the_text_that_the_first_begins_with(line, under):
    first, *others = fitted(line, 60).split("\n")
    assert others
    assert {len(each) - len(each.lstrip()) for each in others} == {under}
    assert all(len(each) <= 60 for each in (first, *others))
    assert " ".join([first.strip(), *map(str.strip, others)]).split() == line.split()


def test_what_is_to_be_typed_again_stays_one_line():
    line = f"To ask this again: sysmap press town.sysmap {WAY!r}"
    assert fitted(line, 40) == line
    assert fitted(SHORT, 40) == SHORT


cells = st.text("abc de", max_size=40).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=4), st.integers(40, 120))
def test_a_table_never_grows_out_of_a_terminal_and_no_number_is_broken(rows, width):
    names = ("who stands between", "from their own group out", "in all", "redrawn, place")
    rows = [(*row[:2], row[2].replace(" ", "")[:5], row[3].replace(" ", "")[:5]) for row in rows]
    table = make_table(names, rows, names[2:])
    sizes = column_widths(table, width)
    assert sum(sizes) + 3 * 3 <= width or sizes[:2] == [
        min(16, max(1, *(len(row[at]) for row in rows))) for at in (0, 1)
    ]
    for at in (2, 3):
        assert sizes[at] >= max(len(row[at]) for row in rows)


@pytest.fixture
def printed(capsys, monkeypatch):
    """Print an answer as on a terminal of a width; give its lines."""

    def run(table, width):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        say(Answer((table,), {}, table), "text")
        return [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in capsys.readouterr().out.splitlines()]

    return run


def test_every_name_and_number_of_a_wide_table_is_on_a_narrow_terminal(printed):
    columns = ("who", *(f"standing between group number {number}" for number in range(8)))
    rows = [("Adult Social Care directorate", *map(str, range(100, 108)))]
    lines = printed(make_table(columns, rows, columns[1:]), 80)
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Adult") and all(str(number) in line for number in range(100, 108)) for line in lines)


def test_a_long_last_cell_stands_below_its_row_where_it_would_be_squeezed(printed):
    table = make_table(("what becomes of it", "shortest way"), [("more “Steady Steps falls programme” usually", WAY)])
    lines = printed(table, 70)
    assert lines[2] == "more “Steady Steps falls programme” usually"
    assert " ".join(lines[3:]).split() == WAY.split()
    assert all(line.startswith("      ") for line in lines[3:])
    assert "─" in printed(table, 200)[1]


@pytest.mark.parametrize("width", [80, 110])
def test_places_to_act_fit_a_terminal(sysmap, capsys, monkeypatch, width):
    sysmap("import", "t", ROOT / "sample_maps" / "thornmere", "--new")
    text = sysmap("leverage", "t", "--draws", "100").lines
    assert max(map(len, text)) > width
    for line in text:
        if not line.startswith("To ask this again"):
            assert all(len(each) <= width for each in fitted(line, width).split("\n"))
