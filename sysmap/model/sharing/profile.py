"""Profiles: what a share leaves out, bands, suppresses and blurs, written as a small text in TOML."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sysmap.errors import BadInputError
from sysmap.model.duplicates import names_of
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.values import MONEY, read_number
from sysmap.model.visibility import AUDIENCES, Audience
from sysmap.model.vocabulary import KINDS, find_kind, property_of

COUNTS = ("exact", "banded", "some")
"""How the end that stays says how many of its links were left out."""

FEW = 5
"""Counts under this may tell of single people, so that statistics offices suppress them."""

_ACTIONS = ("drop", "blank", "band", "suppress", "blur")
_CHOOSING = frozenset({"kinds", "names", "ids", "where", "why"})
_OWN: Mapping[str, frozenset[str]] = {
    "drop": frozenset(),
    "blank": frozenset({"fields"}),
    "band": frozenset({"fields", "edges"}),
    "suppress": frozenset({"fields", "under"}),
    "blur": frozenset({"as"}),
}
_TOP = frozenset({"title", "sees", "counts", *_ACTIONS})
_TEST = re.compile(r"\s*([\w ]+?)\s*(<=|>=|!=|=|<|>)\s*(.+?)\s*")
_AT = re.compile(r"\(at line (\d+), column \d+\)")
_NUMERIC = frozenset({"amount", "number", "percent"})

_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a property: `sector = private`, `amount < 500`."""

    name: str
    operator: str
    value: str

    def holds(self, record: Record) -> bool:
        """Whether a record passes; a list passes where one of its items does, a missing value only a `!=`."""
        if self.operator in {"=", "!="}:
            wanted = self.value.casefold()
            written = {record.get(self.name), record.words(self.name), *record.items(self.name)}
            return (wanted in {each.casefold() for each in written}) == (self.operator == "=")
        number, limit = record.number(self.name), read_number(self.value)
        return number is not None and limit is not None and _COMPARE[self.operator](number, limit)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a profile.

    Parameters
    ----------
    action : str
        drop, blank, band, suppress or blur.
    line : int
        The line of the profile where it begins.
    kinds, names, ids : frozenset of str
        What it is for, names in lower case; empty for anything.
    where : tuple of Condition
        Tests that all have to hold.
    fields : tuple of tuple of str and str
        Kind ("" for every kind) and property that it is about.
    edges : tuple of Decimal
        The limits of bands, the lowest first.
    under : Decimal
        Counts below this are suppressed.
    stand_in : str
        What a blurred name becomes; empty for the words of its kind.
    why : str
        The reason, for the manifest.
    """

    action: str
    line: int
    kinds: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    where: tuple[Condition, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    edges: tuple[Decimal, ...] = ()
    under: Decimal = Decimal(FEW)
    stand_in: str = ""
    why: str = ""

    def chooses(self, record: Record, system_map: SystemMap) -> bool:
        """Whether the rule is for a record; a row of a scenario goes with what it acts on."""
        if self._is_for(record):
            return True
        target = system_map.get(record.get("scenario_target"))
        return target is not None and target.id != record.id and self._is_for(target)

    def _is_for(self, record: Record) -> bool:
        if self.kinds and record.kind not in self.kinds:
            return False
        if self.ids or self.names:
            called = {each.casefold() for each in names_of(record)} if self.names else set()
            if record.id not in self.ids and self.names.isdisjoint(called):
                return False
        return all(each.holds(record) for each in self.where)

    def fields_of(self, record: Record) -> Iterator[str]:
        """Give the properties of a record that it is about."""
        for kind, name in self.fields:
            if kind in {"", record.kind}:
                yield name

    def band_of(self, amount: Decimal, say: Callable[[Decimal], str]) -> str:
        """Say in which band an amount lies: £100k to £250k."""
        if amount < self.edges[0]:
            return f"under {say(self.edges[0])}"
        for low, high in pairwise(self.edges):
            if low <= amount < high:
                return f"{say(low)} to {say(high)}"
        return f"{say(self.edges[-1])} or more"


@dataclass(frozen=True, slots=True)
class Profile:
    """For whom a share is and what it leaves out.

    Parameters
    ----------
    name : str
        What it is called.
    title : str
        In a few words, who it is for.
    sees : {"council", "partner", "public"}
        Whose sensitivity counts, before any rule.
    counts : {"exact", "banded", "some"}
        How the end that stays says how many of its links were left out.
    rules : tuple of Rule
        What else goes, in order.
    """

    name: str
    title: str = ""
    sees: Audience = "council"
    counts: str = "exact"
    rules: tuple[Rule, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether it removes nothing at all."""
        return self.sees == "council" and not self.rules

    def of(self, *actions: str) -> list[Rule]:
        """Give its rules of those actions."""
        return [rule for rule in self.rules if rule.action in actions]


def parse_profile(name: str, text: str) -> Profile:
    """Read a profile.

    Parameters
    ----------
    name : str
        What it is called.
    text : str
        Its text, TOML.

    Raises
    ------
    BadInputError
        When it is none, in one line with the number of the line at fault.
    """
    lines = _Lines(name, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        said = _AT.sub("", str(error)).strip()
        raise lines.wrong(int(found[1]) if found else text.count("\n") + 1, f"{said}; it is TOML") from error
    for key in data.keys() - _TOP:
        raise lines.wrong(lines.of_key(key), f"there is no {key!r}; write {', '.join(sorted(_TOP))}")
    sees = _choice(lines, data, "sees", tuple(AUDIENCES), "council")
    default = {"council": "exact", "partner": "banded", "public": "some"}[sees]
    counts = _choice(lines, data, "counts", COUNTS, default)
    rules = [
        _rule(lines, action, number, table)
        for action in _ACTIONS
        for number, table in enumerate(_tables(lines, data, action))
    ]
    rules.sort(key=lambda rule: rule.line)
    return Profile(name, str(data.get("title", "")), sees, counts, tuple(rules))  # type: ignore[arg-type]  # a choice


def check_profile(profile: Profile, system_map: SystemMap, text: str) -> None:
    """Refuse a profile that names what the map does not have: a slip there would leave in what should go.

    Parameters
    ----------
    profile : Profile
        The profile.
    system_map : SystemMap
        The whole map.
    text : str
        The text that the profile was read from, for the numbers of lines.

    Raises
    ------
    BadInputError
        When it names a kind, field, element or id that is not there.
    """
    lines = _Lines(profile.name, text)
    kinds = {record.kind for record in system_map}
    own = {name for record in system_map for name in record.values}
    called = {each.casefold() for record in system_map for each in names_of(record)} if profile.rules else set()
    for rule in profile.rules:
        for kind in sorted(rule.kinds - kinds - KINDS.keys()):
            raise lines.wrong(lines.after(rule.line, kind), f"there is no kind {kind!r} on this map")
        for kind, name in (*rule.fields, *(("", each.name) for each in rule.where)):
            declared = any(property_of(each, name) for each in ((kind,) if kind else rule.kinds or KINDS))
            if not declared and name not in own:
                of = f" of {kind}" if kind else ""
                raise lines.wrong(lines.after(rule.line, name), f"there is no field {name!r}{of} on this map")
        for test in rule.where:
            if wanted := _no_choice(test, rule.kinds or KINDS, system_map):
                said = f"no {test.name} is {test.value!r}; there are {wanted}"
                raise lines.wrong(lines.after(rule.line, test.value), said)
        for each in sorted(rule.names - called):
            raise lines.wrong(lines.after(rule.line, each), f"nothing on this map is called “{each}”")
        for each in sorted(rule.ids - system_map.records.keys()):
            raise lines.wrong(lines.after(rule.line, each), f"nothing on this map has the id {each!r}")


def _no_choice(test: Condition, kinds: Iterable[str], system_map: SystemMap) -> str:
    """Give what a test of a property that takes choices could compare with, where it compares with none of them."""
    props = [prop for kind in kinds if (prop := property_of(kind, test.name))]
    if test.operator not in {"=", "!="} or not props or any(prop.reads != "choice" for prop in props):
        return ""
    allowed = [choice for prop in props for choice in prop.allowed]
    known = {text.casefold() for choice in allowed for text in (choice.value, choice.on_screen)}
    if test.value.casefold() in known or any(test.holds(each) == (test.operator == "=") for each in system_map):
        return ""
    return ", ".join(dict.fromkeys(choice.value for choice in allowed))


class _Lines:
    """Where in the text of a profile something stands, as TOML itself does not say."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()

    def wrong(self, line: int, what: str) -> BadInputError:
        return BadInputError(f"profile {self.name}, line {line}: {what}")

    def of_table(self, action: str, number: int) -> int:
        heads = [at for at, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{action}\s*\]\]", line)]
        return heads[number] if number < len(heads) else self.of_key(action)

    def of_key(self, key: str) -> int:
        head = re.compile(rf"\s*(?:\[\[?\s*)?[\"']?{re.escape(key)}\b")
        return next((at for at, line in enumerate(self.lines, 1) if head.match(line)), 1)

    def after(self, line: int, word: str) -> int:
        """Give the first line of a table that holds a word; the line of its head where none does."""
        for at in range(line, len(self.lines)):
            if self.lines[at].lstrip().startswith("["):
                break
            if word.casefold() in self.lines[at].casefold():
                return at + 1
        return line


def _choice(lines: _Lines, data: Mapping[str, Any], key: str, allowed: Sequence[str], default: str) -> str:
    value = data.get(key, default)
    if value not in allowed:
        raise lines.wrong(lines.of_key(key), f"{key} is {value!r}; write one of {', '.join(allowed)}")
    return str(value)


def _tables(lines: _Lines, data: Mapping[str, Any], action: str) -> list[dict[str, Any]]:
    tables = data.get(action, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise lines.wrong(lines.of_key(action), f"a rule begins with [[{action}]]")
    return tables


def _rule(lines: _Lines, action: str, number: int, table: Mapping[str, Any]) -> Rule:
    line = lines.of_table(action, number)
    allowed = _CHOOSING | _OWN[action]
    for key in table.keys() - allowed:
        message = f"[[{action}]] has no {key!r}; write {', '.join(sorted(allowed))}"
        raise lines.wrong(lines.after(line, key), message)
    kinds = frozenset(_kind(each) for each in _texts(lines, line, table, "kinds"))
    fields = tuple(_field(each) for each in _texts(lines, line, table, "fields"))
    rule = Rule(
        action,
        line,
        kinds,
        frozenset(each.casefold() for each in _texts(lines, line, table, "names")),
        frozenset(_texts(lines, line, table, "ids")),
        _conditions(lines, line, table),
        fields,
        _numbers(lines, line, table, "edges"),
        next(iter(_numbers(lines, line, table, "under")), Decimal(FEW)),
        str(table.get("as", "")).strip(),
        str(table.get("why", "")),
    )
    if "fields" in _OWN[action] and not fields:
        raise lines.wrong(line, f'[[{action}]] needs fields, such as fields = ["FUNDS.amount"]')
    if action == "band" and (not rule.edges or list(rule.edges) != sorted(set(rule.edges))):
        raise lines.wrong(line, "[[band]] needs edges, the lowest first, such as edges = [10000, 100000, 250000]")
    if action in {"drop", "blur"} and not (kinds or rule.names or rule.ids or rule.where):
        raise lines.wrong(line, f"[[{action}]] does not say what: write kinds, names, ids or where")
    if action in {"band", "suppress"}:
        for kind, name in fields:
            props = [found for each in ((kind,) if kind else KINDS) if (found := property_of(each, name))]
            if props and not any(prop.reads in _NUMERIC for prop in props):
                raise lines.wrong(lines.after(line, name), f"{name} is no number, so it cannot be put in bands")
    return rule


def _texts(lines: _Lines, line: int, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(each, str) and each.strip() for each in several):
        raise lines.wrong(lines.after(line, key), f'{key} is a list of texts, such as {key} = ["one", "another"]')
    return tuple(each.strip() for each in several)


def _numbers(lines: _Lines, line: int, table: Mapping[str, Any], key: str) -> tuple[Decimal, ...]:
    value = table.get(key, [])
    several = value if isinstance(value, list) else [value]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in several):
        raise lines.wrong(lines.after(line, key), f"{key} takes numbers")
    return tuple(Decimal(str(each)) for each in several)


def _conditions(lines: _Lines, line: int, table: Mapping[str, Any]) -> tuple[Condition, ...]:
    text = table.get("where", "")
    if not isinstance(text, str):
        raise lines.wrong(lines.after(line, "where"), 'where is a text, such as where = "sector = private"')
    conditions = []
    for part in re.split(r"\s+and\s+", text.strip()) if text.strip() else []:
        test = _TEST.fullmatch(part)
        if test is None or (test[2] in _COMPARE and read_number(test[3]) is None):
            message = f"{part!r} is no test; write such as: sector = private, or: amount < 500 and basis = actual"
            raise lines.wrong(lines.after(line, "where"), message)
        conditions.append(Condition(test[1].replace(" ", "_"), test[2], test[3].strip("\"'")))
    return tuple(conditions)


def _kind(text: str) -> str:
    found = find_kind(text)
    return found.name if found else text


def _field(text: str) -> tuple[str, str]:
    kind, dot, name = text.rpartition(".")
    return (_kind(kind), name) if dot else ("", text)


def is_money(name: str) -> bool:
    """Whether a property is money in the record's currency."""
    return name in MONEY
