"""Values are canonical text; this module makes text canonical and reads it as numbers, dates, lists and money.

Keeping the text that people gave, and letting the vocabulary say how to read it, means that a value which cannot be
read still survives every store and every format, and is reported instead of lost.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache

from sysmap.model.vocabulary import Property

DEFAULT_CURRENCY = "GBP"
NAME_LENGTH = 140
"""What a name should keep to, so that it can be drawn."""

LONGEST_NAME = 1_000
"""What is longer is no name but a text, or a file gone wrong."""

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d*)?")
_AFTER_SIGN = re.compile(r"(?<=^[+-]) +")
_ABOUT = re.compile(r"(?:about|around|approximately|approx\.?|roughly|circa|ca\.|c\.|~|≈)\s*", re.IGNORECASE)
_MULTIPLES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mil": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
    "billion": 1_000_000_000,
}
_SAID = re.compile(r"(?P<number>[^a-zA-Z]+?)\s*(?P<unit>[a-zA-Z]*)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LANGUAGE = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE | re.ASCII,
)
"""BCP 47: language, script, region and variants. Extensions and tags for private use say nothing to a screen reader."""

_DIGITS = 34
"""More digits than this and a number is a slip or an attack, not a figure."""

_EXACT = Context(prec=2 * _DIGITS)

MONEY = frozenset({"amount", "unit_price", "annual_income", "original_value", "current_value"})
"""Amounts that are money and may be said as 300k or 1.2m. A term of 12m is a year, not twelve million months."""


class UnreadableError(ValueError):
    """A text that cannot be read as its property wants; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency."""

    amount: Decimal
    currency: str = DEFAULT_CURRENCY


def clean_text(text: str) -> str:
    """Drop what no text should hold: control characters, half characters, spaces round the ends.

    Line ends become line feeds, the Unicode form becomes NFC, so that the same word typed on two machines is one word.
    """
    if text.isascii() and text.isprintable():
        return text.strip()  # nothing else can be in it, and nearly every text of an import is such
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()


def read_number(text: str) -> Decimal | None:
    """Read a number exactly, or give None where the text is not one.

    Thousands separators, spaces among them, and a leading pound sign are allowed; exponents, overlong digits and spaces
    that part no thousands are not: 12 5 is not 125.
    """
    plain = text.strip().removeprefix("£").strip().replace("\u00a0", " ").replace("\u2212", "-")
    plain = _AFTER_SIGN.sub("", plain)
    if _GROUPED.fullmatch(plain) or _SPACED.fullmatch(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(plain) or len(plain) > _DIGITS:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def read_rough(text: str) -> tuple[Decimal, bool] | None:
    """Read an amount exactly as people say it, or give None where the text is none.

    Parameters
    ----------
    text : str
        `12000`, `£12,000`, `300k`, `1.2m`, `0.1 million`, `about 300k`.

    Returns
    -------
    tuple of Decimal and bool, or None
        The amount, 0 or more, and whether it was said to be rough.
    """
    plain = text.strip()
    rough = _ABOUT.match(plain)
    if rough:
        plain = plain[rough.end() :]
    found = _SAID.fullmatch(plain.removesuffix("GBP").strip())
    number = read_number(found["number"]) if found else None
    multiple = _MULTIPLES.get(found["unit"].casefold()) if found else None
    if number is None or multiple is None or number < 0:
        return None
    return _EXACT.multiply(number, multiple), rough is not None


def write_number(number: Decimal) -> str:
    """Write a number as canonical text: no exponent, no trailing zeros, no minus zero."""
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_date(text: str) -> str | None:
    """Give an ISO date, month or year for the text, or None where it is none.

    `2025`, `2025-04` and `2025-04-01` stay as they are; `01/04/2025` is read day first.
    """
    text = text.strip()
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year = day_first.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    parts = _DATE.fullmatch(text)
    if not parts:
        return None
    try:
        date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return None
    return text


@lru_cache(maxsize=4096)  # a year of payments has a hundred thousand rows and a few hundred days
def first_day(text: str) -> date | None:
    """Give the first day that a date, month or year covers."""
    known = read_date(text)
    if known is None:
        return None
    return date.fromisoformat((known + "-01-01")[:10])


@lru_cache(maxsize=4096)
def last_day(text: str) -> date | None:
    """Give the last day that a date, month or year covers."""
    known = read_date(text)
    if known is None:
        return None
    year, month, day = (int(part) for part in (known + "-12-31").split("-")[:3])
    return date(year, month, day if known.count("-") == 2 else monthrange(year, month)[1])


def split_list(text: str) -> tuple[str, ...]:
    r"""Split a list at its `;`, a `\;` being a semicolon inside an item."""
    items: list[str] = []
    item: list[str] = []
    characters = iter(text)
    for character in characters:
        if character == "\\":
            item.append(next(characters, "\\"))
        elif character == ";":
            items.append("".join(item))
            item = []
        else:
            item.append(character)
    items.append("".join(item))
    return tuple(stripped for each in items if (stripped := each.strip()))


def join_list(items: Iterable[str]) -> str:
    r"""Join items by `;`, writing `\;` for a semicolon and `\\` for a backslash inside one."""
    return ";".join(item.strip().replace("\\", "\\\\").replace(";", "\\;") for item in items if item.strip())


def canonical(prop: Property | None, text: str) -> str:
    """Make text canonical for a property, so that equal values are equal text.

    Parameters
    ----------
    prop : Property or None
        The declared property; None for one of the user's own, which is text.
    text : str
        What was typed or read.

    Returns
    -------
    str
        The canonical text; empty means no value.

    Raises
    ------
    UnreadableError
        When the property wants a number, date or choice and the text is none.
    """
    text = clean_text(text)
    if prop is None or not text or prop.reads in {"long_text", "ref"}:
        return text
    if prop.reads == "text":
        text = " ".join(text.split())
        return _CODES[prop.name](text) if prop.name in _CODES else text
    if prop.several:
        return join_list(split_list(text))
    if prop.reads == "date":
        return _required(read_date(text), prop, text, "a date such as 2026-03-31")
    if prop.reads == "choice":
        return _choice(prop, text)
    return _number(prop, text)


def canonical_or_as_given(prop: Property | None, text: str) -> str:
    """Make text canonical where it can be read, and keep it as given where not."""
    try:
        return canonical(prop, text)
    except UnreadableError:
        return clean_text(text)


def _currency(text: str) -> str:
    code = text.upper()
    if not _CURRENCY.fullmatch(code):
        raise UnreadableError(f"currency is {text!r}; write a three-letter code such as GBP")
    return code


def _language(text: str) -> str:
    """Write a language tag as BCP 47 advises: cy, en-GB, sr-Latn-RS."""
    parts = _LANGUAGE.fullmatch(text.replace("_", "-"))
    if parts is None:
        raise UnreadableError(f"language is {text!r}; write a language tag such as en-GB, or cy for Welsh")
    language, script, region, variants = parts.groups(default="")
    return "-".join(filter(None, (language.lower(), script.title(), region.upper()))) + variants.lower()


_CODES = {"currency": _currency, "language": _language}
"""Texts that are codes, by the name of their property."""


def _required(value: str | None, prop: Property, text: str, wanted: str) -> str:
    if value is None:
        raise UnreadableError(f"{prop.name} is {text!r}; write {wanted}")
    return value


def _choice(prop: Property, text: str) -> str:
    wanted = text.casefold()
    loose = wanted.replace(" ", "_").replace("-", "_") if len(text) > 1 else wanted
    for choice in prop.allowed:
        if wanted == choice.value.casefold() or loose == choice.value.casefold():
            return choice.value
    for choice in prop.allowed:
        if wanted in {written.casefold() for written in (choice.on_screen, *choice.synonyms)}:
            return choice.value
    # A sign is offered as a word, which no spreadsheet takes for a formula.
    allowed = ", ".join(
        each.synonyms[0] if each.synonyms and not each.value[:1].isalnum() else each.value for each in prop.allowed
    )
    raise UnreadableError(f"{prop.name} is {text!r}; write one of {allowed}")


def _number(prop: Property, text: str) -> str:
    number = read_number(text.removesuffix("%") if prop.reads == "percent" else text)
    if number is None:
        raise UnreadableError(f"{prop.name} is {text!r}; write a number such as 1250.50")
    if prop.reads in {"amount", "percent"} and number < 0:
        raise UnreadableError(f"{prop.name} is {text!r}; write a number of 0 or more")
    if prop.reads == "percent" and number > 100:
        raise UnreadableError(f"{prop.name} is {text!r}; write a percentage from 0 to 100")
    return write_number(number)
