from datetime import date
from decimal import Decimal

import pytest

from sysmap.model.records import Record
from sysmap.render.figures import exact_number, say_date, say_day, say_period


@pytest.mark.parametrize(
    ("number", "exact"),
    [("64612345.1", "64,612,345.10"), ("310000", "310,000"), ("0.125", "0.125"), ("12345678901234567890", None)],
)
def test_exact_figures_keep_every_digit(number, exact):
    said = exact_number(Decimal(number))
    assert said == (exact or f"{int(number):,}")
    assert Decimal(said.replace(",", "")) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026-03-31", "31 March 2026"), ("2026-03", "March 2026"), ("2026", "2026"), ("soon", "soon")],
)
def test_dates_are_said_in_words_and_what_is_none_stays(text, said):
    assert say_date(text) == said


def test_a_day_has_no_leading_zero():
    assert say_day(date(2026, 4, 1)) == "1 April 2026"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-04-01", "2026-03-31", "2025-26"),
        ("2025-04-01", "2028-03-31", "1 April 2025 to 31 March 2028"),
        ("", "", "year not known"),
    ],
)
def test_a_period_is_its_year_or_its_dates_or_not_known(start, end, said):
    values = {name: text for name, text in (("period_start", start), ("period_end", end)) if text}
    assert say_period(Record("m", "FUNDS", values)) == said
