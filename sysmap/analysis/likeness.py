"""How alike two names are: without what does not tell bodies apart, by names within names, and by spelling.

Two spellings are alike where every word that differs is a misspelling or a short form of the other: of nursing homes
most of the letters are the same, and they are many.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sysmap.model.duplicates import names_of, numbers_in, plain_name
from sysmap.model.records import Record

LIKELY = 80.0
"""Likeness, of 100, from which two spellings are compared word by word."""

LONGER = 88.0
"""Likeness from which a name may be the other with more words."""

WORD = 76.0
"""Likeness from which one word may be a misspelling of another; east and west have 75."""

_ROWS = 512
"""Rows of likeness held at once: memory grows with the names, not with their square."""

_SMALL = frozenset(("an", "at", "by", "for", "from", "in", "of", "on", "to", "with"))
_COMMON = frozenset(
    ("uk", "gb", "england", "group", "holdings", "services", "service", "international", "company", "trading")
)
_SPELT_OUT = {
    "ft": "foundation trust",
    "nhsft": "nhs foundation trust",
    "assoc": "association",
    "bros": "brothers",
    "dept": "department",
    "svcs": "services",
    "servs": "services",
    "srv": "services",
    "mgmt": "management",
    "intl": "international",
}
_ENDINGS = frozenset(("cio", "scio", "lp", "cbs", "incorporated"))
_LONG_ENDINGS = re.compile(
    r"\b(?:community interest company|public limited company|limited liability partnership|community benefit society"
    r"|charitable incorporated organisation|company limited by guarantee)\b"
)
_ALSO = re.compile(
    r"\b(?:t\s?/\s?a|t/as|trading\s+as|formerly(?:\s+known\s+as)?|previously(?:\s+known\s+as)?|also\s+known\s+as"
    r"|a\.?k\.?a)\b\.?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ROUND_A_NAME = " .,;-()[]"
_POSSESSIVE = re.compile(r"['\u2018\u2019`]s\b")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one element, made comparable.

    Parameters
    ----------
    holder : Record
        The element.
    plain : str
        The name without what does not tell bodies apart.
    ordered : str
        That, its words in alphabetical order.
    numbers : tuple of str
        The numbers in it. Names whose numbers differ are never alike.
    """

    holder: Record
    plain: str
    ordered: str
    numbers: tuple[str, ...]


def comparable_names(record: Record) -> list[Name]:
    """Give an element's name and aliases as they are compared, each once."""
    plain = dict.fromkeys(comparable_name(name) for name in names_of(record))
    return [Name(record, each, " ".join(sorted(each.split())), tuple(numbers_in(each))) for each in plain]


@lru_cache(maxsize=65_536)
def comparable_name(name: str) -> str:
    """Give a name without what does not tell bodies apart: case, accents, company endings, small words."""
    undotted = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", _POSSESSIVE.sub("s", name.casefold()))
    bare = _LONG_ENDINGS.sub(" ", undotted)
    words = plain_name(bare).split()
    kept = [_SPELT_OUT.get(word, word) for word in words if word not in _SMALL and word not in _ENDINGS]
    return " ".join(kept) or " ".join(words)


def words_apart(one: Name, other: Name) -> str:
    """Give the words that stand in one of two names only."""
    return ", ".join(sorted(set(one.plain.split()) ^ set(other.plain.split())))


def _without_common(ordered: str) -> str:
    kept = [word for word in ordered.split() if word not in _COMMON]
    return " ".join(kept) if any(len(word) > 2 for word in kept) else ordered


SAME_BY: Mapping[str, Callable[[Name], str]] = {
    "name": lambda each: each.plain,
    "order": lambda each: each.ordered,
    "spaces": lambda each: each.plain.replace(" ", ""),
    "common": lambda each: _without_common(each.ordered),
}
"""For each reason, what two names have in common where it is theirs, beside their numbers in order."""


def names_within(names: list[Name]) -> Iterator[tuple[str, str, str, str]]:
    """Find names that stand within others: trading and former names, and initials of three letters or more.

    Yields
    ------
    tuple of str
        The ids of two elements, the reason, and the name or the initials.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for each in names:
        holders[each.ordered].add(each.holder.id)
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in {each.holder.id: each.holder for each in names}.values():
        for name in names_of(record):
            said = [part.strip(_ROUND_A_NAME) for part in _ALSO.split(name)]
            for part in filter(None, said if len(said) > 1 else ()):
                parts[" ".join(sorted(comparable_name(part).split()))].append((record.id, part))
            initials = {_initials(_BRACKETS.sub(" ", name)), *map(_initials, _BRACKETS.findall(name))}
            for letters in initials - {""}:
                for other in holders.get(letters, ()):
                    yield record.id, other, "initials", letters.upper()
    for ordered, owners in parts.items():
        everyone = [*owners, *((each, "") for each in holders.get(ordered, ()))]
        for other, _ in everyone[1:]:
            yield everyone[0][0], other, "trading", everyone[0][1]


def _initials(name: str) -> str:
    words = plain_name(name).split()
    letters = "".join(word[0] for word in words)
    return letters if len(words) >= 3 else ""


def spelt_alike(names: list[Name]) -> Iterator[tuple[str, str, str, str]]:
    """Find names that are spelt alike, in their own order of words or in the alphabet's.

    Yields
    ------
    tuple of str
        The ids of two elements, the reason, and the words that differ.
    """
    from rapidfuzz import fuzz, process

    blocks: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for each in names:
        blocks[each.numbers].append(each)
    for block in (each for each in blocks.values() if len(each) > 1):
        for texts in ([each.plain for each in block], [each.ordered for each in block]):
            for start in range(0, len(block), _ROWS):
                rows = texts[start : start + _ROWS]
                scores = process.cdist(rows, texts[start:], scorer=fuzz.ratio, score_cutoff=LIKELY)
                for row, column in zip(*(each.tolist() for each in scores.nonzero()), strict=True):
                    first, second = block[start + row], block[start + column]
                    if column > row and (found := _difference(first.plain, second.plain, float(scores[row, column]))):
                        yield first.holder.id, second.holder.id, *found


def _difference(first: str, second: str, score: float) -> tuple[str, str] | None:
    """Say by which words two names differ; None where a word stands against another that is no spelling of it."""
    mine, yours = first.split(), second.split()
    shared = 0
    for word in list(mine):
        if word in yours:
            mine.remove(word)
            yours.remove(word)
            shared += 1
    if len(mine) > len(yours):
        mine, yours = yours, mine
    spelt = []
    for word in mine:
        other = max(yours, key=lambda each: (_word_likeness(word, each), each))
        if _word_likeness(word, other) < WORD:
            return None
        yours.remove(other)
        spelt.append(f"{word}, {other}")
    if score < LONGER and (yours or not shared):
        return None
    return ("more", " ".join(yours)) if yours else ("spelling", "; ".join(spelt))


@lru_cache(maxsize=65_536)
def _word_likeness(one: str, other: str) -> float:
    """Give how alike two words are; a short form of a word is as good as it."""
    from rapidfuzz import fuzz

    short, long = sorted((one, other), key=len)
    if len(short) > 2 and long.startswith(short):
        return 100.0
    if len(short) > 1 and short[0] == long[0] and short[-1] == long[-1] and _is_within(short, long):
        return 100.0
    return fuzz.ratio(one, other)


def _is_within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def likeness(first: Record, second: Record) -> float:
    """Give how alike the likest names of two elements are, 0 to 100, company endings and the order of words apart."""
    from rapidfuzz import fuzz

    return max(
        max(fuzz.ratio(mine.plain, yours.plain), fuzz.ratio(mine.ordered, yours.ordered))
        for mine in comparable_names(first)
        for yours in comparable_names(second)
    )
