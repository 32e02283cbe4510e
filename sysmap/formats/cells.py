"""Text cells that no spreadsheet runs as a formula, and that read back as they were."""

import re

_DANGEROUS = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the full-width signs are meant
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - as above
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run, or that already has one for that reason.

    Plain negative numbers stay numbers: they run nothing.
    """
    if text and _DANGEROUS.match(text) and not (text.isascii() and _PLAIN_NUMBER.fullmatch(text)):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Take away the apostrophe that `guard` puts."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
