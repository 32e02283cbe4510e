"""The thresholds and reference prices that rules compare with: dated, by nation, each with its source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.errors import BadInputError
from sysmap.model.values import read_number
from sysmap.resources import resource

NATIONS = ("england", "wales", "scotland", "northern_ireland")
_EVERYWHERE = "all"
_FILE = "guardrails.toml"


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure to compare with.

    Parameters
    ----------
    name, words : str
        What it goes by, and what it is in words.
    figures : Mapping of str to Decimal
        The figure by nation, or under `all`; a nation without one has none that is known.
    first, last : date or None
        The days between which it counts, both included; None has no end.
    source : str
        Where it comes from.
    unit : str
        For a price, the unit of purchase.
    services : tuple of str
        For a price, words of which a service goes by one.
    caution : str
        For a price, what to bear in mind.
    """

    name: str
    words: str
    figures: Mapping[str, Decimal]
    first: date | None = None
    last: date | None = None
    source: str = ""
    unit: str = ""
    services: tuple[str, ...] = ()
    caution: str = ""

    def counts_on(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def days(self) -> str:
        """The days between which it counts, in words; empty where it always does."""
        first = f"from {self.first.isoformat()}" if self.first else ""
        last = f"until {self.last.isoformat()}" if self.last else ""
        return " ".join(filter(None, (first, last)))


@dataclass(frozen=True, slots=True)
class InForce:
    """A limit as it counts on one day in one nation: its figure, and the limit it is of."""

    value: Decimal
    limit: Limit


@dataclass(frozen=True)
class Limits:
    """All limits for one nation.

    Parameters
    ----------
    table : tuple of Limit
        Every limit, whatever its days.
    prices : tuple of Limit
        Every reference price.
    nation : str
        The nation whose figures count.
    """

    table: tuple[Limit, ...]
    prices: tuple[Limit, ...] = ()
    nation: str = NATIONS[0]
    _by_name: Mapping[str, list[Limit]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Limit]] = {}
        for each in self.table:
            by_name.setdefault(each.name, []).append(each)
        object.__setattr__(self, "_by_name", by_name)

    def find(self, name: str, day: date) -> InForce | None:
        """Give a limit as it counts on a day; None where none is known for it."""
        return next((found for each in self._by_name.get(name, ()) if (found := self._in_force(each, day))), None)

    def price_of(self, unit: str, names: tuple[str, ...], day: date) -> InForce | None:
        """Give the reference price of a unit of a service that goes by those names; None where there is none."""
        called = [name.casefold() for name in names]
        for each in self.prices:
            if each.unit == unit and any(word in name for word in each.services for name in called):
                found = self._in_force(each, day)
                if found:
                    return found
        return None

    def _in_force(self, limit: Limit, day: date) -> InForce | None:
        value = limit.figures.get(self.nation, limit.figures.get(_EVERYWHERE))
        return InForce(value, limit) if value is not None and limit.counts_on(day) else None


def shipped_limits(nation: str = NATIONS[0]) -> Limits:
    """Read the limits that ship with sysmap.

    Parameters
    ----------
    nation : str
        One of `NATIONS`.
    """
    return read_limits(resource(_FILE).read_text("utf-8"), _FILE, nation)


def read_limits(text: str, name: str, nation: str = NATIONS[0]) -> Limits:
    """Read limits from TOML.

    Parameters
    ----------
    text : str
        The text.
    name : str
        What the file is called, for messages.
    nation : str
        One of `NATIONS`.

    Raises
    ------
    BadInputError
        When it cannot be read, in one line that names file, entry and field.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"{name}: {error}; it is TOML, as sysmap guardrails --thresholds shows") from error
    table = tuple(
        _limit(entry, f"{name}: limit {number}") for number, entry in enumerate(_list(data, "limit", name), 1)
    )
    prices = tuple(
        _price(entry, f"{name}: price {number}") for number, entry in enumerate(_list(data, "price", name), 1)
    )
    return Limits(table, prices, nation)


def _list(data: Mapping[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise BadInputError(f"{name}: an entry begins with [[{key}]]")
    return entries


def _limit(entry: Mapping[str, Any], where: str) -> Limit:
    named = _text(entry, "name", where)
    where = f"{where}, {named}"
    figures = _figures(entry, where)
    first, last = _day(entry, "from", where), _day(entry, "until", where)
    return Limit(named, _text(entry, "words", where), figures, first, last, _text(entry, "source", where))


def _price(entry: Mapping[str, Any], where: str) -> Limit:
    figures = _figures(entry, where)
    services = entry.get("services")
    if not isinstance(services, list) or not services or not all(isinstance(each, str) for each in services):
        raise BadInputError(f'{where}: services is a list of words such as ["home care"]')
    return Limit(
        "price",
        _text(entry, "words", where),
        figures,
        _day(entry, "from", where),
        _day(entry, "until", where),
        _text(entry, "source", where),
        _text(entry, "unit", where),
        tuple(each.casefold() for each in services),
        str(entry.get("caution", "")),
    )


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInputError(f"{where}: {key} is missing; write it as a text")
    return value.strip()


def _day(entry: Mapping[str, Any], key: str, where: str) -> date | None:
    value = entry.get(key)
    if value is not None and type(value) is not date:
        raise BadInputError(f"{where}: {key} is {value!r}; write a day such as 2026-01-01, without quotes")
    return value


def _figures(entry: Mapping[str, Any], where: str) -> dict[str, Decimal]:
    figures = {}
    for nation in (*NATIONS, _EVERYWHERE):
        if nation in entry:
            number = read_number(str(entry[nation])) if not isinstance(entry[nation], bool) else None
            if number is None or number < 0:
                raise BadInputError(f"{where}: {nation} is {entry[nation]!r}; write a number of 0 or more")
            figures[nation] = number
    return figures
