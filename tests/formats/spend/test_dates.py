"""Dates: every form seen in real files, and never an exception."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.spend.dates import date_shape, find_date_order, parse_date, parse_financial_year
from sysmap.model.years import FinancialYear


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26-May-11", date(2011, 5, 26)),
        ("20-Jun-13", date(2013, 6, 20)),
        ("11-Jul-2012", date(2012, 7, 11)),
        ("01-JUN-2012", date(2012, 6, 1)),
        ("30/06/2020", date(2020, 6, 30)),
        ("3/6/20", date(2020, 6, 3)),
        ("30-06-2020", date(2020, 6, 30)),
        ("30.06.2020", date(2020, 6, 30)),
        ("30/06/2020 00:00", date(2020, 6, 30)),
        ("30/06/2020 16:59:18", date(2020, 6, 30)),
        ("2019-06-17", date(2019, 6, 17)),
        ("2019-06-17T00:00:00.000", date(2019, 6, 17)),
        ("2019/06/17", date(2019, 6, 17)),
        ("1 June 2020", date(2020, 6, 1)),
        ("1st June 2020", date(2020, 6, 1)),
        ("Tue 30 Jun 2020", date(2020, 6, 30)),
        ("30 Sept 2020", date(2020, 9, 30)),
        ("20200630", date(2020, 6, 30)),
        ("44012", date(2020, 6, 30)),
        (" 29/02/2020 ", date(2020, 2, 29)),
    ],
)
def test_forms_that_are_read(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "N/A", "31/02/2019", "29/02/2019", "13/13/2020", "30/06", "2020", "June 2020", "25/06/2012900", "1-Foo-2020",
     "30/06-2020", "00/01/2020", "30/06/1066", "99999"],
)  # fmt: skip
def test_what_is_no_date_is_not_read(text):
    assert parse_date(text) is None


def test_the_order_decides_where_all_three_are_numbers():
    assert parse_date("04/03/2020") == date(2020, 3, 4)
    assert parse_date("04/03/2020", "mdy") == date(2020, 4, 3)
    assert parse_date("20/03/04", "ymd") == date(2020, 3, 4)
    assert parse_date("2020-03-04", "mdy") == date(2020, 3, 4)


def test_a_column_is_month_first_only_if_it_cannot_be_day_first():
    assert find_date_order(["04/03/2020", "05/06/2020"]) == "dmy"
    assert find_date_order(["04/03/2020", "04/28/2020"]) == "mdy"
    assert find_date_order(["28/04/2020", "04/28/2020"]) == "dmy"


@given(st.text(max_size=30), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_no_text_raises(text, order):
    day = parse_date(text, order)
    assert day is None or 1990 <= day.year <= 2099
    date_shape(text)
    parse_financial_year(text)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%b-%y", "%d-%b-%Y", "%Y-%m-%d", "%d %B %Y", "%d/%m/%y", "%Y%m%d"]),
)
def test_every_day_in_every_form_comes_back_and_fits_its_own_shape(day, form):
    text = day.strftime(form)
    assert parse_date(text) == day
    shape = date_shape(text)
    assert shape is not None
    assert re.fullmatch(shape, text)


@pytest.mark.parametrize("text", ["2011/12", "2011-12", "2011-2012", " 2011 / 12 "])
def test_financial_years(text):
    assert parse_financial_year(text) == FinancialYear(2011)


@pytest.mark.parametrize("text", ["2011/13", "2011", "11/12", "2011-2013", ""])
def test_what_is_no_financial_year(text):
    assert parse_financial_year(text) is None
