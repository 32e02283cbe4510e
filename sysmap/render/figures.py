"""Figures, dates and periods as people read them, and never 0 where nothing is known."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sysmap.model.records import Record
from sysmap.model.values import read_date, write_number
from sysmap.model.years import financial_year

NOT_KNOWN = "not known"


def exact_number(number: Decimal) -> str:
    """Give every digit, in groups of three: 64,612,345.10 with two places of pence where there are any."""
    decimals = len(write_number(number).partition(".")[2])
    return f"{number:,.{max(2, decimals) if decimals else 0}f}"


def say_period(record: Record) -> str:
    """Say what period a record is for: its financial year, else its dates, else that it is not known."""
    start, end = record.period()
    year = financial_year(start, end)
    if year is not None:
        return str(year)
    if start is None and end is None:
        return f"year {NOT_KNOWN}"
    return f"{say_day(start) if start else NOT_KNOWN} to {say_day(end) if end else NOT_KNOWN}"


def say_day(day: date) -> str:
    """Give a day in words: 31 March 2026."""
    return f"{day.day} {day:%B %Y}"


def say_date(text: str) -> str:
    """Give a date, month or year in words, and text that is none of these as it stands."""
    known = read_date(text)
    if known is None:
        return text
    if len(known) == len("2025-04-01"):
        return say_day(date.fromisoformat(known))
    if len(known) == len("2025-04"):
        return f"{date.fromisoformat(known + '-01'):%B %Y}"
    return known


def count_words(count: int, one: str, several: str) -> str:
    """Count in words: 1 service, 2 services."""
    return f"{count:,} {one if count == 1 else several}"


def list_words(parts: Sequence[str]) -> str:
    """Put words in a row: money, posts and places."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
