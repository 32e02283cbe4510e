"""A screen for names of private people among payees, and what councils write in place of a name.

It is a screen and not a verdict: it knows titles, common forenames and words that only organisations have. It misses
people and flags firms; somebody has to look.
"""

import re
from functools import cache
from typing import Literal

from sysmap.formats.spend import words

Redaction = Literal["", "personal", "commercial", "unstated"]

REDACTED_NAMES: dict[Redaction, str] = {
    "personal": "Redacted personal data",
    "commercial": "Redacted commercial confidentiality",
    "unstated": "Redacted, reason not stated",
}
"""What a withheld payee is called: one anonymous organisation for each reason."""

_REDACTED = re.compile(
    r"\bredact|\bwithheld\b|\bname removed\b|\bnot disclosed\b|^private individuals?$|^individuals?$|^personal data$"
    r"|^data protection\b|^exempt (?:under|from)\b|^confidential\b|^[x*]{3,}$"
)
_PERSONAL = re.compile(r"\bperson|\bindividual|\bdata protection\b|\bprivacy\b|\bgdpr\b|\bname\b|\bclient\b")
_COMMERCIAL = re.compile(r"\bcommercial")

_TITLES = frozenset(words.TITLES.split())
_PARTICLES = frozenset(words.PARTICLES.split())
_ORGANISATION_WORDS = frozenset(words.ORGANISATION_WORDS.split())
_FORENAMES = frozenset(words.FORENAMES.split())
_INITIALS = re.compile(r"[A-Z]{1,2}\.?(?:[A-Z]\.?)?")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'\u2019.-]*")


_KNOWN_BODIES = frozenset(words.BODIES_NAMED_LIKE_PEOPLE.strip().splitlines())


@cache
def find_redaction(name: str) -> Redaction:
    """Say whether a payee's name was withheld, and why.

    Parameters
    ----------
    name : str
        The payee as written.

    Returns
    -------
    {"", "personal", "commercial", "unstated"}
        "" where it is a name.
    """
    words = re.sub(r"[^a-z*]+", " ", name.casefold()).strip()
    if not _REDACTED.search(words):
        return ""
    if _COMMERCIAL.search(words):
        return "commercial"
    return "personal" if _PERSONAL.search(words) else "unstated"


@cache
def looks_like_person(name: str) -> str:
    """Say why a payee looks like a private person, or "" where it does not.

    Parameters
    ----------
    name : str
        The payee as written.

    Returns
    -------
    str
        "title", "forename" or "initials"; "" for what looks like an organisation.
    """
    written = name.replace(",", " ").split()
    plain = [word.casefold().strip(".'\u2019") for word in written]
    if not 2 <= len(written) <= 6 or not all(_WORD.fullmatch(word) for word in written):
        return ""
    if set(plain) & _ORGANISATION_WORDS or " ".join(plain) in _KNOWN_BODIES:
        return ""
    if plain[0] in _TITLES:
        return "title"
    if len(written) > 4 or plain[-1] in _TITLES or len(plain[-1]) < 2:
        return ""
    return _untitled(written, plain)


def _untitled(written: list[str], plain: list[str]) -> str:
    *front, surname = plain
    if any(word in _FORENAMES for word in front) or (surname in _FORENAMES and front[0] not in _PARTICLES):
        return "forename"
    if any(word in _PARTICLES for word in front[1:]) and len(front[0]) > 1:
        return "forename"
    initials = all(_INITIALS.fullmatch(word) or len(word.strip(".")) == 1 for word in written[:-1])
    return "initials" if (initials or _written_as_initials(written)) and len(surname) > 3 else ""


def _written_as_initials(words: list[str]) -> bool:
    """See two letters that case-mending made into a word: "Ac Summer"."""
    vowels = set("aeiouy")
    return len(words) == 2 and len(words[0]) == 2 and (words[0].isupper() or not vowels & set(words[0][1:].lower()))


_TITLE_IN_TEXT = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][A-Za-z'\u2019-]+", re.ASCII)


def names_in_text(text: str) -> bool:
    """Say whether a description holds a title followed by a name."""
    return bool(_TITLE_IN_TEXT.search(text))
