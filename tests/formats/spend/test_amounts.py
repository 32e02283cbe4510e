"""Amounts: every form councils write, exact, and never an exception."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.spend.amounts import parse_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1710", "1710"),
        ("1,710.00", "1710.00"),
        (" 4,046,158.25 ", "4046158.25"),
        ("1 710.00", "1710.00"),
        ("1\u00a0710.00", "1710.00"),
        ("£5", "5"),
        ("-£5.50", "-5.50"),
        ("£-5.50", "-5.50"),
        ("GBP 5", "5"),
        ("5 GBP", "5"),
        ("(123.45)", "-123.45"),
        ("(£1,040.22)", "-1040.22"),
        ("5-", "-5"),
        ("5.00 CR", "-5.00"),
        ("5.00DR", "5.00"),
        ("\u22125", "-5"),
        ("+5", "5"),
        (".50", "0.50"),
        ("-.50", "-0.50"),
        ("5.", "5"),
        ("-", "0"),
        (" -   ", "0"),
        ("-0.00", "0"),
        ("007", "7"),
        ("4818.9400000000005", "4818.94"),
        ("-£1,233.6699999999998", "-1233.67"),
    ],
)
def test_forms_that_are_read(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "£", "()", "--5", "(-5)", "-5-", "1,23", "12,34,567", "1.234,56", "1.2E+05", "1e5", "NaN",
        "Infinity", "5 CR-", "(5) CR", "five", "12/06/2012", "1710.00 each", "5%", "\u0661\u0662", "1" * 16,
        "1.1234567", "1033.3333333333333",
        "1,710 .00", "0x10", "1_000",
    ],
)  # fmt: skip
def test_what_could_mean_two_things_or_nothing_is_not_read(text):
    assert parse_amount(text) is None


@given(st.text(max_size=40))
def test_no_text_raises(text):
    amount = parse_amount(text)
    assert amount is None or amount.is_finite()


@given(
    pence=st.integers(-(10**14), 10**14),
    style=st.sampled_from(["plain", "grouped", "brackets", "pound", "trailing minus", "credit", "padded"]),
)
def test_every_amount_written_in_any_style_comes_back_to_the_penny(pence, style):
    amount = Decimal(pence).scaleb(-2)
    size = abs(amount)
    text = {
        "plain": f"{amount:.2f}",
        "grouped": f"{amount:,.2f}",
        "brackets": f"({size:,.2f})" if pence < 0 else f"{size:,.2f}",
        "pound": f"-£{size:,.2f}" if pence < 0 else f"£{size:,.2f}",
        "trailing minus": f"{size:.2f}-" if pence < 0 else f"{size:.2f}",
        "credit": f"{size:,.2f} CR" if pence < 0 else f"{size:,.2f}",
        "padded": f"  {amount:,.2f}\u00a0",
    }[style]
    assert parse_amount(text) == amount
