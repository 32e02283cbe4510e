"""How a record looks in Neo4j: its label or type, typed properties, and the relationships that its references imply.

A record that leads from one record to another is a relationship; every other is a node. Values stand there as what the
vocabulary says they are, so that Cypher can add amounts and compare dates. Where that would lose a letter of the text,
or a name cannot be a property, the exact text stands beside it in `_as_written`; where values are not in the usual
order, `_order` names it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, unquote

from sysmap.model.records import Record
from sysmap.model.values import first_day, join_list, read_number, split_list, write_number
from sysmap.model.vocabulary import KINDS, Kind, Property, kind_of

RECORD = "SysmapRecord"
"""The label that every node of a map has beside that of its kind."""

PLACES = ("SysmapLink", "SysmapMissing")
"""Labels of nodes that are no records: they hold the place of a link, or of what the map has not, for what joins it."""

Row = dict[str, Any]

_ENDS = ("from_id", "to_id")
_OURS = frozenset({"map", "id"})
_AS_WRITTEN = "_as_written"
_ORDER = "_order"
_POSITION = "_position"
_VERSION = "_version"
_NUMBERS = frozenset({"number", "amount", "percent"})
_TYPED = _NUMBERS | {"date"}
_INTEGERS = range(-(2**63), 2**63)
_LABEL_LENGTH = 200
_LEADING_HERE = frozenset({"MEASURED_BY", "OBSERVED", "DRAWN_AT"})
"""Implied relationships that lead from what is named to the record that names it; the others lead away from it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with its place in the order of the map, and the number of the edit that wrote it last."""

    record: Record
    position: int
    version: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Implied:
    """A relationship that follows from a reference.

    Parameters
    ----------
    type : str
        Its type.
    holder, target : str
        The node it hangs on on the side of the record, and the id that the record names.
    leads_here : bool
        Whether it leads from what is named to the record.
    values : Mapping of str to int or str
        Its properties; `_of` names the record whose reference it draws.
    """

    type: str
    holder: str
    target: str
    leads_here: bool
    values: Mapping[str, str | int]

    def to_row(self) -> Row:
        """Give the parameters that it is drawn with."""
        ends = (self.target, self.holder) if self.leads_here else (self.holder, self.target)
        return {"from": ends[0], "to": ends[1], "values": dict(self.values)}


def is_link(record: Record) -> bool:
    """Whether a record is a relationship in Neo4j: it leads from something to something."""
    return bool(record.from_id and record.to_id)


@cache
def label_of(kind: str) -> str:
    """Give the label or type of a kind: its name where that can be one, else the name with what cannot escaped."""
    if kind in KINDS:
        return kind
    plain = 0 < len(kind) <= _LABEL_LENGTH and kind.isprintable() and not set(kind) & {"`", "\\"}
    if plain and not kind.startswith(("_", "Sysmap")):
        return kind
    return "_" + quote(kind, safe=" ")


@cache
def kind_from(label: str) -> str:
    """Give the kind that a label or type stands for."""
    return unquote(label[1:]) if label.startswith("_") else label


def properties_of(placed: Placed, map_name: str, version: int) -> Row:
    """Give the properties that a record has in Neo4j.

    Parameters
    ----------
    placed : Placed
        The record.
    map_name : str
        The map it is on.
    version : int
        The number of the edit that wrote it last.
    """
    record = placed.record
    link = is_link(record)
    kind = record.declared
    plain = _as_it_is(kind.name, kind.form == "relationship")
    properties: Row = {"map": map_name, "id": record.id, _POSITION: placed.position, _VERSION: version}
    exact: dict[str, str] = {}
    for name, text in record.values.items():
        if name in plain:
            properties[name] = text
            continue
        if link and name in _ENDS:
            continue
        prop = kind.property(name)
        if prop is None and _awkward(name):
            exact[name] = text
            continue
        value = _typed(prop, text)
        if value is not None:
            properties[name] = value
        if value is not text and _text(value) != text:
            exact[name] = text
    if exact:
        properties[_AS_WRITTEN] = json.dumps(exact, ensure_ascii=False)
    names = tuple(record.values)
    if not _is_usual(kind.name, kind.form == "relationship", names):
        properties[_ORDER] = list(names)
    return properties


def node_record(labels: list[str], properties: Mapping[str, Any]) -> Placed:
    """Read a record that is a node.

    Raises
    ------
    ValueError
        When it is not as this module writes it.
    """
    return _record(kind_of_labels(labels), {}, properties)


def kind_of_labels(labels: list[str]) -> str:
    """Give the kind of a record that is a node with these labels.

    Raises
    ------
    ValueError
        When no label says it.
    """
    kinds = [label for label in labels if label != RECORD]
    if len(kinds) > 1:  # somebody put labels of their own beside it
        kinds = [label for label in kinds if label in KINDS] or kinds
    if not kinds:
        raise ValueError("no label says its kind")
    return kind_from(kinds[0])


def link_record(type_: str, properties: Mapping[str, Any], start: str, finish: str) -> Placed:
    """Read a record that is a relationship.

    Raises
    ------
    ValueError
        When it is not as this module writes it.
    """
    return _record(kind_from(type_), {"from_id": start, "to_id": finish}, properties)


def implied_by(record: Record) -> Iterator[Implied]:
    """Give the relationships that follow from a record's references.

    A relationship cannot start at a relationship, so that what a link implies hangs on the element it starts from and
    names the link.
    """
    link = is_link(record)
    holder = record.from_id if link else record.id
    for prop in _implying(record.kind, link):
        text = record.values.get(prop.name)
        if not text:
            continue
        leads_here = prop.implies in _LEADING_HERE
        followed = record.items("relationship_ids") if prop.implies == "PASSES_THROUGH" else ()
        for number, target in enumerate(split_list(text) if prop.several else (text,)):
            values: dict[str, str | int] = {"_of": record.id}
            if link:
                values["relationship_id"] = record.id
            if prop.implies == "PASSES_THROUGH":
                values["order"] = number + 1
                if number < len(followed):
                    values["relationship_id"] = followed[number]
            yield Implied(prop.implies, holder, target, leads_here, values)


@cache
def _implying(kind: str, joins: bool) -> tuple[Property, ...]:  # noqa: FBT001 - a cache key
    return tuple(prop for prop in kind_of(kind, joins=joins).properties if prop.implies)


def _record(kind: str, ends: dict[str, str], properties: Mapping[str, Any]) -> Placed:
    values = dict(ends)
    for name, value in properties.items():
        if name not in _OURS and not name.startswith("_"):
            values[name] = value if type(value) is str else _text(value)
    if _AS_WRITTEN in properties:
        values.update(json.loads(properties[_AS_WRITTEN]))
    names = properties.get(_ORDER) or _usual_order(kind_of(kind, joins="from_id" in values), values)
    record = Record(properties["id"], kind, {name: values[name] for name in names if name in values})
    if len(record.values) != len(values):  # a property was added in Neo4j itself
        record = Record(record.id, kind, {**record.values, **values})
    return Placed(record, properties[_POSITION], properties.get(_VERSION, 0))


def _usual_order(kind: Kind, names: Iterable[str]) -> list[str]:
    order = _order_of(kind.name, kind.form == "relationship")
    last = len(order)
    return sorted(names, key=lambda name: (order.get(name, last), name))


@lru_cache(maxsize=10_000)
def _is_usual(kind: str, joins: bool, names: tuple[str, ...]) -> bool:  # noqa: FBT001 - a cache key
    """Whether names stand in the usual order; most records of a kind have the same few."""
    return list(names) == _usual_order(kind_of(kind, joins=joins), names)


@cache
def _as_it_is(kind: str, joins: bool) -> frozenset[str]:  # noqa: FBT001 - a cache key
    """Give the declared properties of which the text is what stands in Neo4j."""
    declared = kind_of(kind, joins=joins)
    return frozenset(
        prop.name
        for prop in declared.properties
        if prop.reads not in _TYPED and not prop.several and prop.name not in _ENDS and not _awkward(prop.name)
    )


@cache
def _order_of(kind: str, joins: bool) -> dict[str, int]:  # noqa: FBT001 - a cache key
    declared = kind_of(kind, joins=joins)
    order = {prop.name: number for number, prop in enumerate(declared.properties)}
    return {**order, "from_id": -2, "to_id": -1}


def _awkward(name: str) -> bool:
    return not name or name in _OURS or name.startswith("_") or "\x00" in name


def _typed(prop: Property | None, text: str) -> Any:
    """Give a text as the type that its property wants; None where it cannot be read so."""
    if prop is None:
        return text
    if prop.reads in _NUMBERS:
        number = read_number(text)
        if number is None:
            return None
        whole = number == number.to_integral_value()
        return int(number) if whole and int(number) in _INTEGERS else float(number)
    if prop.reads == "date":
        return first_day(text)
    if prop.several:
        return list(split_list(text))
    return text


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    if type(value) is float:
        return write_number(Decimal(repr(value)))
    if isinstance(value, list):
        return join_list(str(item) for item in value)
    if value is None:
        return ""
    return str(value)  # an integer, or a date, of Python's or the driver's
