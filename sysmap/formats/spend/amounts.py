"""Money as councils write it, read exactly or not at all."""

import re
from decimal import Context, Decimal

_NUMBER = re.compile(
    r"""
    (?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ ][0-9]{3})+|[0-9]+)?
    (?:\.(?P<pence>[0-9]*))?
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(r"-?[1-9][0-9]{0,14}(?:\.[0-9]{1,6})?")
_DIGIT_OR_DASH = re.compile("[0-9\u2010-\u2014\u2212-]")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u2009]+")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"})
MAX_DIGITS = 15
"""Digits before the point. A council's yearly spend has ten."""
MAX_PLACES = 6
_TOLD = 15
"""Digits that a computer's binary fraction keeps; what comes after them is its own."""


def parse_amount(text: str) -> Decimal | None:
    """Read one amount of money exactly.

    Read are ``1710``, ``"1,710.00"``, ``1 710.00``, ``£5``, ``-£5``, ``£-5``, ``GBP 5``, ``(123.45)``, ``5-``,
    ``5 CR`` (a credit: negative), ``5 DR``, and a lone ``-`` (how Excel shows nought). Not read, because it could mean
    two things or has lost digits: ``1,23``, ``1.234,56``, ``1.2E+05``. What a sum in
    binary leaves behind the pence (``4818.9400000000005``) is taken off.

    Parameters
    ----------
    text : str
        One cell.

    Returns
    -------
    Decimal or None
        The exact amount; None where the text is no amount.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if not _DIGIT_OR_DASH.search(text):
        return None
    body, negative = _read_marks(_SPACES.sub(" ", text.translate(_MINUS)).strip().upper())
    if body == "-":
        return Decimal(0)
    value = _read_number(body)
    return -value if negative and value else value


def _read_number(body: str) -> Decimal | None:
    number = _NUMBER.fullmatch(body)
    if number is None or not (number["whole"] or number["pence"]):
        return None
    whole = (number["whole"] or "0").replace(",", "").replace(" ", "")
    if len(whole.lstrip("0")) > MAX_DIGITS:
        return None
    value = as_written(Decimal(f"{whole}.{number['pence']}" if number["pence"] else whole))
    return value if places(value) <= MAX_PLACES else None


def as_written(number: Decimal) -> Decimal:
    """Give a finite number as it was before a program added it up in binary: 4818.9400000000005 was 4818.94."""
    return number if places(number) <= MAX_PLACES else Context(prec=_TOLD).create_decimal(number).normalize()


def places(number: Decimal) -> int:
    """Say how many digits a finite number has behind the point."""
    return max(0, -int(number.as_tuple().exponent))


def _read_marks(body: str) -> tuple[str, bool]:
    """Take everything that says minus off an amount; an amount with two such marks comes back as no amount."""
    if body == "-":
        return body, False
    minus = 0
    if body.startswith("(") and body.endswith(")"):
        minus, body = 1, body[1:-1].strip()
    for mark, counts in (("CR", 1), ("DR", 0)):
        if body.endswith(mark):
            minus, body = minus + counts, body[:-2].rstrip()
    body, signs = _strip_signs(body)
    minus += signs
    return ("", False) if minus > 1 else (body, minus == 1)


def _strip_signs(body: str) -> tuple[str, int]:
    """Take currency marks and minus signs off both ends; say how many minus signs there were."""
    signs = 0
    changed = True
    while changed and body:
        changed = False
        for mark in ("£", "GBP", "-", "+"):
            if body.startswith(mark):
                body, changed = body[len(mark) :].lstrip(), True
                signs += mark == "-"
        if body.endswith("-"):
            body, changed = body[:-1].rstrip(), True
            signs += 1
        if body.endswith("GBP"):
            body, changed = body[:-3].rstrip(), True
    return body, signs
