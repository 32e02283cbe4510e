"""Dates as councils write them, read one way or not at all."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from sysmap.model.years import FinancialYear

DateOrder = Literal["dmy", "mdy", "ymd"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?Z?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_ISO = re.compile(rf"(?P<y>[0-9]{{4}})[-/.](?P<m>[0-9]{{1,2}})[-/.](?P<d>[0-9]{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>[0-9]{{4}}|[0-9]{{2}}){_TIME}")
_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[-/ .]+(?P<m>[a-z]{{3,9}})[-/ .,]+"
    rf"(?P<y>[0-9]{{4}}|[0-9]{{2}}){_TIME}",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_SERIAL = re.compile(r"[34][0-9]{4}(?:\.[0-9]+)?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_EXCEL_DAY_NOUGHT = date(1899, 12, 30)
_REMEMBERED = 4096
"""Dates kept: a year of payments has 200,000 rows and 365 days."""


@lru_cache(_REMEMBERED)
def parse_date(text: str, order: DateOrder = "dmy") -> date | None:  # noqa: PLR0911 - one return for each form
    """Read one date.

    Read are ``30/06/2020``, ``30-06-20``, ``30.6.2020``, ``26-May-11``, ``11-Jul-2012``, ``1 June 2020``,
    ``2019-06-17``, ``20190617``, each with or without a time, and Excel's day numbers (``43982``). Two-digit years are
    of this century.

    Parameters
    ----------
    text : str
        One cell.
    order : {"dmy", "mdy", "ymd"}
        Which number comes first where all three are numbers. A four-digit year in front always counts as such.

    Returns
    -------
    date or None
        None where the text is no date between 1990 and 2099.
    """
    body = " ".join(text.split())
    if found := _ISO.fullmatch(body):
        return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _NUMBERS.fullmatch(body):
        first, second, year = int(found["a"]), int(found["b"]), found["y"]
        if order == "ymd":
            return _day(_century(found["a"]), second, int(year)) if len(year) == 2 else None
        return _day(_century(year), second, first) if order == "dmy" else _day(_century(year), first, second)
    if found := _NAMED.fullmatch(body):
        month = _MONTHS.get(found["m"].lower())
        return None if month is None else _day(_century(found["y"]), month, int(found["d"]))
    if found := _COMPACT.fullmatch(body):
        return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    if _SERIAL.fullmatch(body):
        return _EXCEL_DAY_NOUGHT + timedelta(days=int(body[:5]))
    return None


def find_date_order(texts: Iterable[str]) -> DateOrder:
    """Say whether a column of dates puts the day or the month first.

    Day first, as in the whole of the United Kingdom, unless some date can only be month first and none can only be day
    first. A column with both kinds stays day first, so that its odd rows are listed as unreadable and not guessed at.

    Parameters
    ----------
    texts : iterable of str
        Cells of the column.

    Returns
    -------
    {"dmy", "mdy"}
        The order.
    """
    seen = Counter[str]()
    for text in texts:
        if found := _NUMBERS.fullmatch(" ".join(text.split())):
            seen["day first"] += int(found["a"]) > 12
            seen["month first"] += int(found["b"]) > 12
    return "mdy" if seen["month first"] and not seen["day first"] else "dmy"


@lru_cache(_REMEMBERED)
def date_shape(text: str) -> str | None:
    """Describe the form of a date as a regular expression, or None for what is no date.

    Two dates of one shape have the same length and marks, so a shape found in intact rows tells where a date that
    lost its neighbours' commas must begin and end.
    """
    body = text.strip()
    if parse_date(body) is None and parse_date(body, "mdy") is None:
        return None
    return re.sub(r"9+|A+", _shape_run, re.sub(r"[A-Za-z]", "A", re.sub(r"[0-9]", "9", re.escape(body))))


def _shape_run(run: re.Match[str]) -> str:
    return f"{'[0-9]' if run[0][0] == '9' else '[A-Za-z]'}{{{len(run[0])}}}"


def parse_financial_year(text: str) -> FinancialYear | None:
    """Read ``2011/12``, ``2011-12`` or ``2011-2012`` as that financial year."""
    found = re.fullmatch(r"\s*((?:19|20)[0-9]{2})\s*[-/]\s*((?:19|20)?[0-9]{2})\s*", text)
    if found is None or int(found[2]) % 100 != (int(found[1]) + 1) % 100:
        return None
    return FinancialYear(int(found[1]))


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
