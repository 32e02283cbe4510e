"""Names: what two names have in common, and what a loosely typed name means."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial

from sysmap.errors import AmbiguousNameError, NotFoundError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record

_NOT_WORD = re.compile(r"[^\w]+")
_ENDINGS = {
    "ltd": "",
    "limited": "",
    "plc": "",
    "llp": "",
    "cic": "",
    "the": "",
    "and": "",
    "inc": "",
    "co": "company",
}

SIMILAR = 88.0
"""Likeness, of 100, from which two names are worth a look. A hint for people, never a reason to merge unasked."""


def plain_name(name: str) -> str:
    """Strip a name to what tells it apart: no case, accents, punctuation, company endings or doubled spaces.

    A name of signs only is left as it is, or all of them would be one.
    """
    bare = name.casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = _NOT_WORD.sub(" ", bare.replace("&", " and ")).split()
    kept = [ending for word in words if (ending := _ENDINGS.get(word, word))]
    return " ".join(kept) or " ".join(words) or " ".join(name.split())


def names_of(record: Record) -> tuple[str, ...]:
    """Give an element's name and its aliases."""
    return (record.name, *record.items("aliases"))


def similar_names(system_map: SystemMap, name: str, kind: str = "", limit: int = 3) -> list[Record]:
    """Give the elements whose names are most like a name being typed, the most alike first."""
    wanted, numbers = plain_name(name), numbers_in(name)
    scored = [
        (_likeness(wanted, plain_name(each)), record)
        for record in system_map.elements
        if not kind or record.kind == kind
        for each in names_of(record)
        if numbers_in(each) == numbers
    ]
    best: dict[str, tuple[float, Record]] = {}
    for score, record in scored:
        best[record.id] = max(best.get(record.id, (0.0, record)), (score, record), key=lambda pair: pair[0])
    close = [(score, record) for score, record in best.values() if score >= SIMILAR]
    return [record for _, record in sorted(close, key=lambda pair: (-pair[0], pair[1].id))[:limit]]


def find_element(system_map: SystemMap, typed: str, kinds: Iterable[str] = ()) -> Record:
    """Find the one element that a loosely typed name or id means.

    An id, then an exact name, then a name but for case and punctuation, then a name of which a word begins with what
    was typed: the first step that fits exactly one element decides. What is the whole name of something of another kind
    means that, and no longer name of a wanted kind.

    Raises
    ------
    AmbiguousNameError
        When several fit; they are named, and none is guessed.
    NotFoundError
        When none fits; the likest are named.
    """
    wanted = set(kinds)
    if (exact := system_map.get(typed)) is not None and (not wanted or exact.kind in wanted):
        return exact
    elements = [record for record in system_map.elements if not wanted or record.kind in wanted]
    plain = plain_name(typed)
    steps: list[Callable[[str], bool]] = [lambda name: name == typed, lambda name: plain_name(name) == plain]
    if not any(steps[1](name) for record in system_map.elements for name in names_of(record)):
        steps.append(partial(_has_word_beginning, plain))
    for fits in steps:
        if found := _the_one(typed, elements, fits):
            return found
    hints = similar_names(system_map, typed) or _nearest(elements, plain)
    hint = f"; did you mean {' or '.join(repr(each.name) for each in hints)}?" if hints else ""
    raise NotFoundError(f"nothing on this map is called {typed!r}{hint}")


def find_by_beginning(records: Iterable[Record], typed: str) -> Record | None:
    """Find the one record of whose name a word begins with what was typed; None where there is none.

    Raises
    ------
    AmbiguousNameError
        When several fit; they are named, and none is guessed.
    """
    return _the_one(typed, records, partial(_has_word_beginning, plain_name(typed)))


def _has_word_beginning(plain: str, name: str) -> bool:
    return bool(plain) and f" {plain}" in f" {plain_name(name)}"


def _the_one(typed: str, elements: Iterable[Record], fits: Callable[[str], bool]) -> Record | None:
    found = [record for record in elements if any(fits(name) for name in names_of(record))]
    if len(found) <= 1:
        return found[0] if found else None
    listed = ", ".join(f"{each.name!r} ({each.id})" for each in found[:6])
    more = f" and {len(found) - 6} more" if len(found) > 6 else ""
    raise AmbiguousNameError(
        f"{typed!r} could be {listed}{more}; type more of the name or the id", tuple(each.id for each in found)
    )


def _nearest(elements: list[Record], plain: str) -> list[Record]:
    from rapidfuzz import fuzz, process

    plain_names = [plain_name(record.name) for record in elements]
    close = process.extract(plain, plain_names, scorer=fuzz.WRatio, score_cutoff=70, limit=2)
    return [elements[index] for _, _, index in close]


def _likeness(first: str, second: str) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.token_sort_ratio(first, second), fuzz.ratio(first, second))


def numbers_in(name: str) -> list[str]:
    """Give the numbers of a name. Numbers tell things apart that are spelt alike: Ward 3 is not Ward 4."""
    return re.findall(r"\d+", name)
