"""Names are found in texts however they are written there, and nothing else is."""

from decimal import Decimal

import pytest

from sysmap.model.sharing.naming import Finder


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Safe Nest", "SAFE  nest, safe-nest and Safe\nNest's", "[withheld], [withheld] and [withheld]'s"),
        ("Safe Nest", "two Safe Nests", "two [withheld]"),
        ("Safe Nest", "https://www.safenest.org.uk/a", "https://www.[withheld].org.uk/a"),
        ("Safe Nest", "unsafe nesting, safe nestling", "unsafe nesting, safe nestling"),
        ("St. Mary's", "St Mary’s Hospital", "[withheld] Hospital"),  # noqa: RUF001 - as people's keyboards write it
        ("Gofal Môn", "GOFAL MÔN a gofal arall", "[withheld] a gofal arall"),
        ("O07", "see O07, not O071", "see [withheld], not O071"),
        ("安全之家", "在安全之家里", "在[withheld]里"),
        ("Hope", "Hope Street hopes for hopeful", "[withheld] Street [withheld] for hopeful"),
        ("🙂", "a 🙂 b", "a [withheld] b"),
    ],
)
def test_a_name_is_found(name, text, said):
    assert Finder([name]).blank(text)[0] == said


def test_the_longer_name_goes_first():
    assert Finder(["Care", "Care Board"]).blank("Care Board and Care")[0] == "[withheld] and [withheld]"


@pytest.mark.parametrize(
    "text", ["310,000", "£310k", "£310,000.00", "310000", "0.31m", "£0.31 million", "310 thousand"]
)
def test_an_amount_is_found_in_any_way_of_saying_it(text):
    assert Finder([], [Decimal(310_000)]).blank(f"we pay {text} a year")[0].replace(" ", "") == "wepay[withheld]ayear"


def test_rounded_amounts_are_found_and_years_and_small_numbers_are_left():
    finder = Finder([], [Decimal("1234567.89"), Decimal(2025), Decimal(12)])
    assert finder.blank("£1.2m in 2025 for 12")[0] == "[withheld] in 2025 for 12"
