"""Text made canonical, and text read as numbers, dates, lists and choices."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.records import Record
from sysmap.model.values import (
    UnreadableError,
    canonical,
    canonical_or_as_given,
    clean_text,
    first_day,
    join_list,
    read_date,
    read_number,
    split_list,
    write_number,
)
from sysmap.model.vocabulary import KINDS, property_of

POLARITY = property_of("INFLUENCES", "polarity")
AMOUNT = property_of("FUNDS", "amount")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("+", "+"),
        ("same", "+"),
        ("More", "+"),
        ("positive", "+"),
        ("opposite", "-"),
        ("less", "-"),
        ("\u2212", "-"),
        ("unsure", "?"),
        ("depends", "?"),
        ("?", "?"),
    ],
)
def test_polarity_is_read_from_what_people_write(typed, stored):
    assert canonical(POLARITY, typed) == stored


def test_an_unknown_choice_names_those_allowed():
    with pytest.raises(UnreadableError, match=r"polarity is 'sideways'; write one of same, opposite, unsure"):
        canonical(POLARITY, "sideways")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1,710.00", "1710"), ("£12,000", "12000"), ("0.10", "0.1"), ("-0", "0"), (" 5 ", "5"), ("1e3", None)],
)
def test_numbers_are_read_exactly_or_not_at_all(typed, stored):
    number = read_number(typed)
    assert (None if number is None else write_number(number)) == stored


@pytest.mark.parametrize("wrong", ["-5", "about", "1,71", "NaN", "Infinity", "9" * 60])
def test_an_amount_is_a_number_of_0_or_more(wrong):
    with pytest.raises(UnreadableError, match="amount is"):
        canonical(AMOUNT, wrong)
    assert canonical_or_as_given(AMOUNT, wrong) == wrong


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2025-04-01", "2025-04-01"),
        ("01/04/2025", "2025-04-01"),
        ("1.4.2025", "2025-04-01"),
        ("2025", "2025"),
        ("2026-01", "2026-01"),
        ("31/02/2025", None),
        ("04/13/2025", None),
        ("soon", None),
        ("\uff12026-03-31", None),  # a full-width 2 is no digit of a date
    ],
)
def test_dates_are_iso_day_first_and_may_stop_early(typed, stored):
    assert read_date(typed) == stored


def test_a_year_begins_on_its_first_day():
    assert first_day("2025") == date(2025, 1, 1)
    assert first_day("nonsense") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_every_number_survives_being_written(number):
    assert read_number(write_number(number)) == number


@given(st.lists(st.text().map(clean_text).filter(bool)))
def test_every_list_survives_being_joined(items):
    assert list(split_list(join_list(items))) == items


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_unsafe(text):
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")
    assert not set(once) & {chr(code) for code in range(32) if chr(code) not in "\n\t"}


@given(st.sampled_from([prop for kind in KINDS.values() for prop in kind.properties]), st.text())
def test_making_canonical_twice_changes_nothing(prop, text):
    once = canonical_or_as_given(prop, text)
    assert canonical_or_as_given(prop, once) == once


@given(st.sampled_from([prop for kind in KINDS.values() for prop in kind.properties if prop.allowed]), st.data())
def test_every_allowed_value_its_words_and_its_synonyms_are_read_back(prop, data):
    choice = data.draw(st.sampled_from(prop.allowed))
    for written in (choice.value, choice.value.upper(), choice.on_screen, *choice.synonyms):
        assert canonical(prop, written) == choice.value


def test_exactness_where_floats_fail():
    assert read_number("0.1") + read_number("0.2") == Decimal("0.3")


@pytest.mark.parametrize("text", ["12 5", "1 2", "5 0000", "12 345 6", "- - 5"])
def test_spaces_that_part_no_thousands_make_no_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("12 345.5", "12345.5"), ("£ 1 250", "1250"), ("- 5", "-5"), ("1\u00a0000 000", "1000000")]
)
def test_spaces_between_thousands_are_read(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2025", "", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-04", "2026-02", date(2025, 4, 1), date(2026, 2, 28)),
        ("", "2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("soon", "", None, None),
    ],
)
def test_a_period_covers_the_whole_of_the_months_and_years_it_names(start, end, first, last):
    values = {name: text for name, text in (("period_start", start), ("period_end", end)) if text}
    assert Record("m", "FUNDS", values).period() == (first, last)
