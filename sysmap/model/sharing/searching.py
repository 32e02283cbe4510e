"""What texts may say of what was withheld: its names, its codes, its figures, and words that hint at it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sysmap.model.duplicates import names_of
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing.naming import SHORTEST, Finder, hints_of, is_free, is_telling_id, single_words, words_of
from sysmap.model.sharing.profile import is_money
from sysmap.model.sharing.sums import Cell, figures_of
from sysmap.model.values import write_number

_UNNAMED = frozenset({"Position", "Transaction", "Map"})
_CALLED_BY_A_NAME = frozenset({"Organisation", "Service", "Agreement", "Place"})
"""Kinds that have names of their own, of which a part may be said for the whole; factors are called by plain words."""

_CODED = frozenset({"text", "list"})
_NO_CODES = frozenset({"name", "aliases", "created_by", "flow_id"})
_CODE = re.compile(r"(?=\S*\d)\S{5,}")
_PLAIN_FIGURE = re.compile(r"\d{1,5}|\d+(?:[.,:/-]\d+)+%?")
_SMALL = 1000
_DISTINCT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is looked for in texts.

    Parameters
    ----------
    finder : Finder
        Finds names, codes and figures, to be blanked.
    hints : Mapping of str to str
        Words that may be short for a name, and that name: people have to look themselves.
    warnings : tuple of str
        What cannot be looked for.
    """

    finder: Finder
    hints: Mapping[str, str]
    warnings: tuple[str, ...]


def gather_secrets(
    system_map: SystemMap,
    gone: Iterable[Record],
    kept: Mapping[str, Record],
    blurred: Collection[str],
    hidden: Collection[Cell],
) -> Secrets:
    """Give what texts may not say.

    Parameters
    ----------
    system_map : SystemMap
        The whole map.
    gone : iterable of Record
        What was left out.
    kept : Mapping of str to Record
        What stays, by id.
    blurred : collection of str
        What of that stays without its name.
    hidden : collection of Cell
        Values of what stays that are withheld.
    """
    secret = [record for record in gone if record.kind not in _UNNAMED]
    secret.extend(system_map[record_id] for record_id in blurred)
    open_names = {
        words_of(name)
        for record in kept.values()
        if record.id not in blurred and not record.joins and "name" in record.values
        for name in names_of(record)
    }
    names: dict[str, None] = {}
    warnings = []
    for record in secret:
        if is_telling_id(record.id):
            names[record.id] = None
        for name in names_of(record) if "name" in record.values else ():
            if len(name) < SHORTEST:
                warnings.append(f"“{name}” is withheld and too short to look for in texts: look yourself")
            elif words_of(name) in open_names:
                warnings.append(f"“{name}” is withheld, but something shown has that name too")
            else:
                names[name] = None
    values = {*hidden, *((record.id, name) for record in secret for name in record.values)}
    names |= dict.fromkeys(_codes(system_map, kept, values))
    figures = {cell: number for cell in values if (number := system_map[cell[0]].number(cell[1])) is not None}
    called = {
        name
        for record in secret
        if record.kind in _CALLED_BY_A_NAME and "name" in record.values
        for name in names_of(record)
    }
    return Secrets(
        Finder(
            names,
            {number for (_, name), number in figures.items() if is_money(name)},
            {number for (record_id, name), number in figures.items() if name in set(figures_of(system_map[record_id]))},
        ),
        hints_of(called, {word for words in open_names for word in words}),
        tuple(warnings),
    )


def _codes(system_map: SystemMap, kept: Mapping[str, Record], values: Iterable[Cell]) -> Iterator[str]:
    """Give the codes by which what is withheld is known elsewhere: a charity's number, a notice, an address."""
    found: dict[tuple[str, str, str], str] = {}
    for record_id, name in sorted(values):
        record = system_map[record_id]
        prop = record.declared.property(name)
        if name in _NO_CODES or (prop is not None and prop.reads not in _CODED):
            continue
        for item in record.items(name):
            if _CODE.fullmatch(item) and not _PLAIN_FIGURE.fullmatch(item):
                found[record.kind, name, item.casefold()] = item
    # A code that something shown has too, such as what sort of thing was bought, tells of nothing.
    wanted = {key[:2] for key in found}
    for record in kept.values() if found else ():
        for name in record.values:
            if (record.kind, name) in wanted:
                for item in record.items(name):
                    found.pop((record.kind, name, item.casefold()), None)
    yield from found.values()


def say_hints(
    system_map: SystemMap, kept: Iterable[Record], hints: Mapping[str, str]
) -> Iterator[tuple[Record, str, str, str]]:
    """Give the words of texts that may be short for a withheld name: record, property, word, name."""
    for record in kept if hints else ():
        for name, text in record.values.items():
            if is_free(record, name):
                for word in sorted(hints.keys() & set(single_words(text))):
                    yield system_map[record.id], name, word, hints[word]


def same_figures(
    system_map: SystemMap, kept: Iterable[Record], hidden: Collection[Cell]
) -> Iterator[tuple[Cell, Cell, str]]:
    """Give the shown figures that are a withheld amount to the last digit, which may be it: shown, withheld, figure."""
    secret = {
        number: cell
        for cell in sorted(hidden)
        if is_money(cell[1]) and (number := _distinct(system_map[cell[0]].number(cell[1]))) is not None
    }
    for record in kept if secret else ():
        for name in figures_of(record):
            number = _distinct(record.number(name))
            if number in secret:
                yield (record.id, name), secret[number], write_number(number)


def _distinct(number: Decimal | None) -> Decimal | None:
    """Give a figure that hardly stands twice by chance; None for a small or a round one."""
    if number is None or number < _SMALL:
        return None
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    return number if len(digits) >= _DISTINCT_DIGITS else None
