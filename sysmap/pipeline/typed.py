"""What people type for values: property names in any spelling, rough money, years, names where an id belongs."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sysmap.errors import UsageError
from sysmap.model.maps import SystemMap
from sysmap.model.values import MONEY, UnreadableError, canonical, join_list, read_rough, split_list, write_number
from sysmap.model.vocabulary import KINDS, Kind, Property, kind_of, property_of
from sysmap.model.years import FinancialYear
from sysmap.pipeline.names import Ask, find_named, with_article

YEAR = "year"
"""A word for both ends of a period: `year=2025-26`."""

_YEAR = re.compile(r"(?:FY\s*)?(\d{4}|\d{2}(?=\s*[-/–]))(?:\s*[-/–]\s*(\d{2}|\d{4}))?", re.IGNORECASE)  # noqa: RUF001 - people type dashes
_CENTURY = 2000
"""The century of a financial year that is typed short, such as 25-26."""

_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
"""A day as it is written in Britain: 31/12/2030."""

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")

_CLOSE = 0.75
"""Likeness from which an unknown property name is taken for a slip of a known one."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Values as they were meant.

    Parameters
    ----------
    values : Mapping of str to str
        By property name; an empty text removes the property.
    own : tuple of str
        Names of properties that are the user's own.
    """

    values: Mapping[str, str]
    own: tuple[str, ...] = ()


def split_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """Split `name=value` texts.

    Raises
    ------
    UsageError
        When a text has no `=` or nothing before it.
    """
    given: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"{pair!r} is no value; write name=value, such as note=text (name= removes it)")
        given[name.strip()] = value.strip()
    return given


def part_pairs(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part names from `property=value` texts that stand among them, where the property is one that sysmap has.

    A name may have a sign of equality in it; nobody calls a thing `outcome=yes`.
    """
    known = {property_.name for kind in KINDS.values() for property_ in kind.properties}
    names: list[str] = []
    pairs: list[str] = []
    for word in words:
        before, sign, _ = word.partition("=")
        (pairs if sign and before.strip() in known else names).append(word)
    return names, pairs


def read_typed(
    system_map: SystemMap,
    kind: str,
    given: Mapping[str, str],
    *,
    joins: bool = False,
    own: bool = False,
    ask: Ask | None = None,
) -> Typed:
    """Read typed values of a kind.

    Property names may be typed as they are stored or as they are shown; amounts as `300k`, `£1.2m` or `about 300k`
    (which makes the basis an estimate where none is given); `year` sets both ends of a period; a name does where an id
    belongs.

    Parameters
    ----------
    system_map : SystemMap
        The map, for names.
    kind : str
        The kind of the record that is to hold the values.
    given : Mapping of str to str
        What was typed.
    joins : bool
        Whether a kind of the user's own joins two others.
    own : bool
        Whether a name that looks like a slip is meant as it is.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When a property name looks like a slip, or a value cannot be read.
    """
    declared = kind_of(kind, joins=joins)
    values: dict[str, str] = {}
    unknown: list[str] = []
    for typed_name, text in given.items():
        if declared.property("period_start") and _fold(typed_name) == YEAR:
            values["period_start"], values["period_end"] = _read_period(text)
            continue
        prop = find_property(declared, typed_name)
        if prop is None:
            name = typed_name.strip()
            if not own and declared.form == "element":
                _refuse_link(name, text)
            _refuse_slip(system_map, declared, name, own=own)
            values[name] = text
            unknown.append(name)
        elif not text:
            values[prop.name] = ""
        elif prop.name in MONEY:
            amount, rough = read_money(prop.name, text)
            values[prop.name] = amount
            if rough and prop.name == "amount" and "basis" not in given and declared.property("basis"):
                values.setdefault("basis", "estimate")
        elif prop.reads in {"ref", "refs"}:
            values[prop.name] = _read_reference(system_map, prop, text, ask)
        else:
            values[prop.name] = text
    return Typed(values, tuple(unknown))


def find_property(kind: Kind, typed: str) -> Property | None:
    """Find a property by its name or the words shown for it, in any case, with hyphens or spaces."""
    wanted = _fold(typed)
    for prop in kind.properties:
        if wanted in {_fold(prop.name), _fold(prop.name.removesuffix("_id"))}:
            return prop
    return next((prop for prop in kind.properties if wanted == _fold(prop.on_screen)), None)


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


_LINKS = {
    "owner": "stewards",
    "steward": "stewards",
    "stewarded by": "stewards",
    "commissioner": "commissions",
    "commissioned by": "commissions",
    "provider": "delivers",
    "delivered by": "delivers",
    "funder": "funds",
    "funded by": "funds",
}
"""Words that people type as values of a thing and that are links on the map, by the word between the two."""


def _refuse_link(name: str, text: str) -> None:
    """Refuse as a value what only counts as a link: kept as text, nothing would ever look at it."""
    between = _LINKS.get(_fold(name))
    if between:
        how = f"sysmap link MAP {text or 'WHO'!r} {between} NAME"
        raise UsageError(f"{name!r} is a link, not a value: {how} (--own keeps it as a value)")


def _refuse_slip(system_map: SystemMap, kind: Kind, name: str, *, own: bool) -> None:
    if own or any(name in record.values for record in system_map.of(kind.name)):
        return
    known = [prop.name for prop in kind.properties]
    close = difflib.get_close_matches(name.casefold().replace(" ", "_"), known, 1, _CLOSE)
    if close:
        raise UsageError(
            f"{with_article(kind.words)} has no {name!r}; did you mean {close[0]}? (--own keeps it as it is)"
        )


def _read_reference(system_map: SystemMap, prop: Property, text: str, ask: Ask | None) -> str:
    if not prop.several:
        return find_named(system_map, text, prop.refers_to, ask).id
    return join_list(find_named(system_map, each, prop.refers_to, ask).id for each in split_list(text))


def read_money(name: str, text: str) -> tuple[str, bool]:
    """Read an amount as people say it.

    Parameters
    ----------
    name : str
        What it is, for the message.
    text : str
        `300k`, `1.2m`, `£12,000`, `about 300k`.

    Returns
    -------
    tuple of str and bool
        The exact amount as text, and whether it was said to be rough.

    Raises
    ------
    UsageError
        When it is no amount.
    """
    read = read_rough(text)
    if read is None:
        raise UsageError(f"{name} is {text!r}; write an amount such as 12000, £12,000, 300k, 1.2m or “about 300k”")
    number, rough = read
    return write_number(number), rough


def read_year(text: str) -> FinancialYear:
    """Read a financial year: `2025-26`, `2025/26`, `25/26`, or the year it begins in.

    Raises
    ------
    UsageError
        When it is none.
    """
    found = _YEAR.fullmatch(text.strip())
    if found:
        start, end = int(found[1]) + (_CENTURY if len(found[1]) == 2 else 0), found[2]
        if start >= date.min.year and (end is None or int(end) in {(start + 1) % 100, start + 1}):
            return FinancialYear(start)
    raise UsageError(f"{text!r} is no financial year; write 2025-26 for 1 April 2025 to 31 March 2026")


def read_basis(text: str) -> str:
    """Read the basis of money.

    Raises
    ------
    UsageError
        When it is none.
    """
    try:
        return canonical(property_of("FUNDS", "basis"), text)
    except UnreadableError as error:
        raise UsageError(str(error)) from error


class WishedMoney(TypedDict):
    """Which money is asked for, as every question about money takes it: None and empty where nobody said."""

    year: FinancialYear | None
    basis: str
    currency: str


def read_money_wish(year: str, basis: str, currency: str) -> WishedMoney:
    """Read which money is asked for: a year, a basis and a currency, each empty where nobody said.

    Raises
    ------
    UsageError
        When there is no such year or basis.
    """
    return {
        "year": read_year(year) if year else None,
        "basis": read_basis(basis) if basis else "",
        "currency": currency.strip().upper(),
    }


def read_day(text: str) -> date:
    """Read an as-of date, 2026-11-22 or 22/11/2026; today where empty.

    Raises
    ------
    UsageError
        When it is no date.
    """
    if not text.strip():
        return date.today()
    british = _DAY.fullmatch(text.strip())
    try:
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is no date; write it as {date.today().isoformat()}") from None


def read_share(text: str) -> float:
    """Read a cut as people type it: 20%, 20 or 12.5 is that many percent.

    Raises
    ------
    UsageError
        When it is no percentage above 0 and up to 100.
    """
    found = _PERCENT.fullmatch(text.strip())
    value = float(found[1]) if found else 0.0
    if not 0 < value <= 100:
        raise UsageError(f"cannot read {text!r} as a cut: write a percentage, such as 20%")
    return value / 100


def _read_period(text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    year = read_year(text)
    return year.first_day.isoformat(), year.last_day.isoformat()
