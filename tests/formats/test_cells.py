"""Exported text never starts as a formula does, and reads back as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.cells import guard, unguard
from sysmap.formats.csv_folder import csv_text
from sysmap.formats.tables import write_tables
from tests.strategies import any_text, system_maps

PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - the full-width signs are meant


def looks_like_a_formula(cell):
    return cell.lstrip().startswith(STARTS) and not PLAIN_NUMBER.fullmatch(cell)


@given(st.one_of(any_text, st.text("'=+-@ \t1.", max_size=6)))
def test_a_guarded_text_reads_back_and_runs_nothing(text):
    assert unguard(guard(text)) == text
    assert not looks_like_a_formula(guard(text))


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-x", "@SUM(A1)", "＝1", "-", "--1", "-1e5", "-1,5", "-٣"])  # noqa: RUF001 - as above
def test_what_would_run_is_guarded(text):
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", ["", "-5", "-0.25", "1250", "a=b", "'quoted'", "it's", "2026-03-31"])
def test_what_runs_nothing_is_left_as_it_is(text):
    assert guard(text) == text
    assert unguard(text) == text


def test_texts_that_only_look_guarded_stay_apart():
    texts = ["=x", "'=x", "''=x", "' =x", "'''"]
    assert len({guard(text) for text in texts}) == len(texts)
    assert [unguard(guard(text)) for text in texts] == texts


@given(system_maps(max_size=6))
def test_no_cell_of_an_exported_folder_runs(system_map):
    import csv
    import io

    for table in write_tables(system_map):
        for row in csv.reader(io.StringIO(csv_text(table), newline=""), strict=True):
            assert not [cell for cell in row if looks_like_a_formula(cell)]
