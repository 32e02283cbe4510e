"""Financial years, 1 April to 31 March, and the as-of date that everything depending on today takes."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year from 1 April of `start` to 31 March of the next."""

    start: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """Give the financial year that a day lies in."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next year."""
        return date(self.start + 1, 4, 1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"


@lru_cache(maxsize=4096)
def financial_year(period_start: date | None, period_end: date | None) -> FinancialYear | None:
    """Give the one financial year that a period lies in; None where it is not known or spans two."""
    if period_start is None and period_end is None:
        return None
    first = FinancialYear.of(period_start or period_end or date.min)
    last = FinancialYear.of(period_end or period_start or date.min)
    return first if first == last else None
