"""What answers share: how many rows a text leaves out, figures for programs, and which money they are made of."""

from decimal import Decimal

import pytest

from sysmap.analysis.flows import Selection
from sysmap.model.findings import Figure
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import exact, say_more, which_money


@pytest.mark.parametrize(("count", "listed"), [(0, 20), (20, 20), (3, 20), (3, None), (0, 0)])
def test_nothing_is_said_where_no_row_is_left_out(count, listed):
    assert say_more(count, listed) == []


def test_the_number_to_ask_for_can_be_typed_as_it_is_written():
    assert say_more(21, 20) == ["1 more: --list 21 lists all."]
    assert say_more(3, 0) == ["3 more: --list 3 lists all."]
    assert say_more(2021, 20, "more payments") == ["2,001 more payments: --list 2021 lists all."]


def test_a_figure_for_programs_has_every_digit_and_what_is_not_known_is_none():
    assert exact(Figure(Decimal("64612345.10"), "GBP")) == "64612345.10"
    assert exact(Figure(Decimal(0), "GBP")) == "0"
    assert exact(Figure(None, "GBP")) is None


def test_money_without_a_year_says_so():
    selection = Selection((), FinancialYear(2025), "actual", "GBP")
    assert which_money(selection) == {"year": "2025-26", "basis": "actual", "currency": "GBP"}
    assert which_money(Selection((), None, "actual", "GBP"))["year"] is None
