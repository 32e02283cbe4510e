"""What answers share: how many rows a text leaves out."""

import pytest

from sysmap.pipeline.answers import say_more


@pytest.mark.parametrize(("count", "listed"), [(0, 20), (20, 20), (3, 20), (3, None), (0, 0)])
def test_nothing_is_said_where_no_row_is_left_out(count, listed):
    assert say_more(count, listed) == []


def test_the_number_to_ask_for_can_be_typed_as_it_is_written():
    assert say_more(21, 20) == ["1 more: --list 21 lists all."]
    assert say_more(3, 0) == ["3 more: --list 3 lists all."]
    assert say_more(2021, 20, "more payments") == ["2,001 more payments: --list 2021 lists all."]
