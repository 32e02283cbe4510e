"""What people type for things on a map: element names, kinds, the words between two names."""

import difflib
from collections.abc import Callable, Iterable, Sequence

from sysmap.errors import AmbiguousNameError, NotFoundError, UsageError
from sysmap.model.commands import say_link
from sysmap.model.duplicates import find_by_beginning, find_element, plain_name
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.values import UnreadableError, canonical
from sysmap.model.vocabulary import KINDS, find_kind, property_of

Ask = Callable[[str, Sequence[tuple[str, str]]], str]
"""Asks which one is meant: given a question and pairs of id and words, gives an id."""

CAUSAL = ("Factor", "Service")
"""What influences join: what can be pushed, held, wanted or seen to go up and down."""

OUTCOME = "outcome"
"""What a room calls a factor that people want; the vocabulary has it as a factor with `outcome=yes`."""

_ALSO_JOINS = {
    "fund": "FUNDS",
    "pay": "FUNDS",
    "pays for": "FUNDS",
    "deliver": "DELIVERS",
    "provides": "DELIVERS",
    "commission": "COMMISSIONS",
    "buys": "COMMISSIONS",
    "work with": "WORKS_WITH",
    "depend on": "DEPENDS_ON",
    "needs": "DEPENDS_ON",
    "steward": "STEWARDS",
    "owns": "STEWARDS",
    "govern": "GOVERNS",
    "hold": "HOLDS",
    "cover": "COVERS",
}
"""What people type for a type of link beside its name and its words."""


def find_named(system_map: SystemMap, typed: str, kinds: Iterable[str] = (), ask: Ask | None = None) -> Record:
    """Find the record that a loosely typed name or an id means, asking where several fit.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    typed : str
        What was typed.
    kinds : iterable of str
        The kinds it may be; any where empty.
    ask : callable, optional
        Asks which of several is meant; without it that is an error.

    Raises
    ------
    AmbiguousNameError
        When several fit and nobody can be asked.
    NotFoundError
        When none fits; the likest are named.
    """
    wanted = tuple(kinds)
    by_id = system_map.get(typed)
    if by_id is not None and (not wanted or by_id.kind in wanted):
        return by_id
    try:
        return _find(system_map, typed, wanted)
    except AmbiguousNameError as error:
        if ask is None:
            raise
        options = [(each, describe(system_map, system_map[each])) for each in error.candidates]
        return system_map[ask(f"{typed!r} could be one of these", options)]


def find_ways(
    system_map: SystemMap, typed: Iterable[tuple[str, int]], done: str, ask: Ask | None = None
) -> dict[str, int]:
    """Find what goes up and what goes down by its name.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    typed : iterable of (str, int)
        Names, typed loosely, each with 1 for up or -1 for down.
    done : str
        What one thing cannot be or do both up and down, such as "be pushed".
    ask : callable, optional
        Asks which of several is meant.

    Returns
    -------
    dict of str to int
        The way of each by its id, in the order typed.

    Raises
    ------
    NotFoundError
        When nothing has such a name.
    UsageError
        When one thing goes both ways.
    """
    ways: dict[str, int] = {}
    for name, way in typed:
        element = find_named(system_map, name, CAUSAL, ask).id
        if ways.setdefault(element, way) != way:
            raise UsageError(f"“{system_map.name_of(element)}” cannot {done} both up and down")
    return ways


def up_and_down(more: Iterable[str], less: Iterable[str]) -> list[tuple[str, int]]:
    """Give names with their ways, as `find_ways` takes them."""
    return [*((name, 1) for name in more), *((name, -1) for name in less)]


def _find(system_map: SystemMap, typed: str, wanted: Sequence[str]) -> Record:
    housekeeping = _housekeeping(system_map, wanted)
    try:
        return _named_whole(system_map, typed, wanted, housekeeping) or find_element(system_map, typed, wanted)
    except NotFoundError:
        begun = find_by_beginning(housekeeping, typed)
        if begun is not None:
            return begun
        other = _other_kind(system_map, typed) if wanted else None
        if other is None:
            raise
        words = " or ".join(KINDS[kind].words if kind in KINDS else kind for kind in wanted)
        raise NotFoundError(
            f"“{other.name}” is {with_article(other.declared.words)}; {with_article(words)} belongs there"
        ) from None


def with_article(words: str) -> str:
    """Put “a” or “an” before words."""
    return f"{'an' if words[:1] in 'aeio' else 'a'} {words}"


def _named_whole(
    system_map: SystemMap, typed: str, kinds: Sequence[str], housekeeping: Iterable[Record]
) -> Record | None:
    """Find the one of those records whose whole name was typed, where that may not mean an element."""
    plain = plain_name(typed)
    found = [record for record in housekeeping if plain_name(record.name) == plain]
    named_alike = any(plain_name(each.name) == plain for each in system_map.elements)
    return found[0] if len(found) == 1 and not (named_alike and not kinds) else None


def _housekeeping(system_map: SystemMap, kinds: Sequence[str]) -> list[Record]:
    """Give loops, measures and other named records that are no elements."""
    return [
        record
        for record in system_map
        if record.declared.form == "record"
        and record.values.get("name")
        and record.kind != "Map"
        and (not kinds or record.kind in kinds)
    ]


def _other_kind(system_map: SystemMap, typed: str) -> Record | None:
    try:
        return find_element(system_map, typed)
    except (NotFoundError, AmbiguousNameError):
        return None


def describe(system_map: SystemMap, record: Record) -> str:
    """Describe a record so that it can be told from others of its name: kind, what it is part of or joined to, id."""
    if record.joins:
        return f"{say_link(system_map, record)} ({record.id})"
    near = next(
        (
            f", {each.declared.words} “{system_map.name_of(each.to_id)}”"
            for each in system_map.leaving(record.id)
            if each.kind in {"PART_OF", "INFLUENCES", "DELIVERS"}
        ),
        "",
    )
    return f"{record.name} ({record.declared.words}{near}, {record.id})"


def read_kind(system_map: SystemMap, typed: str, *, own: bool = False) -> tuple[str, dict[str, str]]:
    """Read what sort of thing is to be added: the kind, and values that the word already says.

    Any case, singular or plural, or enough of the beginning will do.

    Raises
    ------
    UsageError
        When it is no kind and was not said to be one of the user's own.
    """
    text = typed.strip()
    if text.casefold() in {OUTCOME, f"{OUTCOME}s"}:
        return "Factor", {"outcome": "yes"}
    kind = find_kind(text)
    if kind is not None and kind.form != "relationship":
        return kind.name, {}
    if own or any(record.kind == text for record in system_map.elements):
        return text, {}
    addable = [each for each in KINDS.values() if each.form == "element" or each.named]
    words = {each.words: (each.name, dict[str, str]()) for each in addable} | {OUTCOME: ("Factor", {"outcome": "yes"})}
    fitting = [meant for word, meant in words.items() if text and word.startswith(text.casefold())]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(each.words for each in addable)
    raise UsageError(f"there is no kind {typed!r}; there are {known} (--own makes one of your own)")


def read_link_word(system_map: SystemMap, typed: str, *, own: bool = False) -> tuple[str, dict[str, str]]:
    """Read the word between two names: the relationship type, and its polarity where the word says it.

    `more`, `less`, `unsure` (or `+`, `-`, `?`) make an influence; every other type goes by its name or its words.

    Raises
    ------
    UsageError
        When it is none of these and was not said to be a type of the user's own.
    """
    polarity = property_of("INFLUENCES", "polarity")
    try:
        return "INFLUENCES", {"polarity": canonical(polarity, typed)}
    except UnreadableError:
        pass
    kind = find_kind(typed) or KINDS.get(_ALSO_JOINS.get(" ".join(typed.casefold().replace("-", " ").split()), ""))
    if kind is not None and kind.form == "relationship":
        return kind.name, {}
    name = own_type_name(typed)
    known = {record.kind for record in system_map.relationships if record.kind not in KINDS}
    if own or name in known:
        return name, {}
    words = [*link_words(), *sorted(known)]
    close = difflib.get_close_matches(typed.casefold(), [*words, *_ALSO_JOINS], 1)
    hint = f"did you mean {close[0]}?" if close else f"write {', '.join(words)}"
    raise UsageError(f"no link goes by {typed!r}; {hint} (--own makes a type of your own)")


def link_words() -> list[str]:
    """Give the words that may stand between two names, the most used first."""
    joining = (each.name.lower().replace("_", "-") for each in KINDS.values() if each.form == "relationship")
    return ["more", "less", "unsure", *(each for each in joining if each != "influences")]


def own_type_name(typed: str) -> str:
    """Spell a relationship type of the user's own as types are spelt: capitals, an underscore between words."""
    return "_".join(typed.upper().replace("-", " ").replace("_", " ").split())


def find_link(system_map: SystemMap, words: Sequence[str], ask: Ask | None = None) -> Record:
    """Find a link by its two ends and the word between them.

    Parameters
    ----------
    system_map : SystemMap
        The map.
    words : sequence of str
        Where it starts, the word between, where it leads.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When nothing joins the two that way.
    AmbiguousNameError
        When several links do and nobody can be asked.
    """
    start, how, finish = words
    kind, said = read_link_word(system_map, how)
    declared = KINDS.get(kind)
    first = find_named(system_map, start, declared.from_kinds if declared else (), ask)
    second = find_named(system_map, finish, declared.to_kinds if declared else (), ask)
    between = [each for each in system_map.leaving(first.id, kind) if each.to_id == second.id]
    found = [each for each in between if all(each.get(name) == text for name, text in said.items())]
    if not found:
        drawn = f"; there is: {say_link(system_map, between[0])}" if between else ""
        raise NotFoundError(f"no such link from “{first.name}” to “{second.name}”{drawn}")
    if len(found) == 1:
        return found[0]
    options = [(each.id, _tell_apart(system_map, each)) for each in found]
    if ask is None:
        listed = ", ".join(words for _, words in options)
        raise AmbiguousNameError(f"{len(found)} links fit: {listed}; give the id", tuple(each.id for each in found))
    return system_map[ask("Several links fit", options)]


def _tell_apart(system_map: SystemMap, link: Record) -> str:
    said = [link.get(name) for name in ("amount", "period_start", "basis", "scenario") if link.get(name)]
    detail = f", {', '.join(said)}" if said else ""
    return f"{say_link(system_map, link)}{detail} ({link.id})"
