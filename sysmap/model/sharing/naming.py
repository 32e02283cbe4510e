"""Names and amounts of what was withheld, found in the free text of what stays, and blanked there."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal

from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.values import read_rough

BLANK = "[withheld]"

SHORTEST = 3
"""Names of fewer letters stand in too many words to be looked for."""

_WORD = re.compile(r"[^\W_]+")
_AMOUNT = re.compile(r"(?:£\s?)?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|mn|bn|thousand|million|billion)\b)?", re.IGNORECASE)
_TEXTUAL = frozenset({"text", "long_text", "list"})
_DISTINCT = 5
"""Letters of a first word from which on it may stand for a whole name."""

_SQUASHED = 6
_SMALL = 1000
_YEARS = range(1900, 2101)
_NO_SPACES = (range(0x0E00, 0x1100), range(0x1780, 0x1800), range(0x2E80, 0xD800), range(0x20000, 0x40000))
"""Scripts that put no space between words, so that a word of them is found anywhere in a text."""


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are compared: without case, marks and form."""
    return tuple(_plain(match[0]) for match in _WORD.finditer(text))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


class Finder:
    """Finds names in text: whole words, in any case, whatever stands between the words.

    Parameters
    ----------
    names : iterable of str
        The names.
    amounts : iterable of Decimal
        Amounts, found exact or as they are rounded for reading.
    figures : iterable of Decimal
        Other figures, found exact.
    """

    def __init__(self, names: Iterable[str], amounts: Iterable[Decimal] = (), figures: Iterable[Decimal] = ()) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._anywhere: dict[str, str] = {}
        for name in dict.fromkeys(names):
            words = words_of(name)
            if any(ord(letter) in part for letter in name for part in _NO_SPACES) or not words:
                self._anywhere[name] = name
                continue
            self._first.setdefault(words[0], []).append((words, name))
            run_together = "".join(words)
            if len(words) > 1 and len(run_together) >= _SQUASHED:
                self._first.setdefault(run_together, []).append(((run_together,), name))
        for several in self._first.values():
            several.sort(key=lambda pair: -len(pair[0]))
        exact = {each for each in amounts if each >= _SMALL}
        rounded = {about for each in exact if (about := _rounded(each)) is not None}
        self._amounts = exact | rounded | {each for each in figures if each >= _SMALL}

    def blank(self, text: str) -> tuple[str, list[str]]:
        """Give the text with what was found blanked, and the names and amounts that were."""
        return self.replace(text, lambda _: BLANK)

    def replace(self, text: str, say: Callable[[str], str]) -> tuple[str, list[str]]:
        """Give the text with something else said for what was found, and the names and amounts that were."""
        found: list[str] = []
        pieces: list[str] = []
        end = 0
        for start, stop, name in sorted((*self._spans(text), *self._figures(text))):
            if start < end:
                continue
            pieces.extend((text[end:start], say(name)))
            found.append(name)
            end = stop
        result = "".join((*pieces, text[end:]))
        for name in self._anywhere:
            if name in result:
                result = result.replace(name, say(name))
                found.append(name)
        return result, found

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        words = [_plain(text[start:stop]) for start, stop in places]
        at = 0
        while at < len(words):
            for wanted, name in (*self._first.get(words[at], ()), *self._first.get(words[at].removesuffix("s"), ())):
                if _same(words[at : at + len(wanted)], wanted):
                    yield places[at][0], places[at + len(wanted) - 1][1], name
                    at += len(wanted) - 1
                    break
            at += 1

    def _figures(self, text: str) -> Iterator[tuple[int, int, str]]:
        if not self._amounts:
            return
        for match in _AMOUNT.finditer(text):
            said = match[0].strip()
            read = read_rough(said.rstrip(","))
            if read is None or read[0] not in self._amounts:
                continue
            if said.isdecimal() and int(said) in _YEARS:
                continue
            yield match.start(), match.end(), said


def _same(words: list[str], wanted: tuple[str, ...]) -> bool:
    """Whether words are those of a name, its last one perhaps in the plural."""
    return (*words[:-1],) == wanted[:-1] and words[-1] in {wanted[-1], f"{wanted[-1]}s"}


def _rounded(amount: Decimal) -> Decimal | None:
    read = read_rough(say_money(amount))
    return read[0] if read else None


def is_free(record: Record, name: str) -> bool:
    """Whether a value of a record may say anything: text, or what cannot be read as what it should be."""
    prop = record.declared.property(name)
    if prop is None or prop.reads in _TEXTUAL:
        return True
    if prop.reads in {"ref", "refs"}:
        return False
    if prop.reads == "choice":
        return record.get(name) not in {each.value for each in prop.allowed}
    return record.day(name) is None if prop.reads == "date" else record.number(name) is None


def is_telling_id(record_id: str) -> bool:
    """Whether an id is looked for in texts: not one that is a plain word, which texts say and do not mean."""
    return len(record_id) >= SHORTEST and not record_id.isalpha()


def single_words(text: str) -> list[str]:
    """Give the words of a text as they are written."""
    return _WORD.findall(text)


def hints_of(names: Iterable[str], shown: Collection[str]) -> dict[str, str]:
    """Give the words by which people may mean a name without saying all of it: its initials, its first word.

    Parameters
    ----------
    names : iterable of str
        The names.
    shown : collection of str
        Words of names that may be said, as `words_of` gives them.
    """
    hints: dict[str, str] = {}
    for name in sorted(names):
        words = single_words(name)
        letters = "".join(word[0] for word in words if word[:1].isupper())
        if len(letters) >= SHORTEST:
            hints.setdefault(letters, name)
        if len(words) > 1 and len(words[0]) >= _DISTINCT and words[0][:1].isupper() and _plain(words[0]) not in shown:
            hints.setdefault(words[0], name)
    return hints
