"""The vocabulary: one declared table of what a map may hold.

Checks, column headers, the JSON schema, help texts and the data model page are all read from `KINDS`. A kind or a
property is added here and nowhere else.
"""

from functools import lru_cache

from sysmap.model.vocabulary.elements import ELEMENT_KINDS
from sysmap.model.vocabulary.housekeeping import RECORD_KINDS
from sysmap.model.vocabulary.relationships import RELATIONSHIP_KINDS
from sysmap.model.vocabulary.schema import Choice, Form, Kind, Property, Reads
from sysmap.model.vocabulary.shared import ELEMENT_PROPERTIES, RELATIONSHIP_ENDS, RELATIONSHIP_PROPERTIES

__all__ = [
    "ELEMENT_PROPERTIES",
    "KINDS",
    "RELATIONSHIP_ENDS",
    "RELATIONSHIP_PROPERTIES",
    "Choice",
    "Form",
    "Kind",
    "Property",
    "Reads",
    "find_kind",
    "kind_of",
    "kinds_in_table",
    "property_of",
    "tables",
    "values_of",
]

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*ELEMENT_KINDS, *RELATIONSHIP_KINDS, *RECORD_KINDS)}
"""Every declared kind by name, in the order in which tables and docs show them."""

_OWN_RELATIONSHIP = (*RELATIONSHIP_ENDS, *RELATIONSHIP_PROPERTIES)


def kind_of(name: str, *, joins: bool = False) -> Kind:
    """Give the declared kind of that name, or one made up for a kind of the user's own.

    Parameters
    ----------
    name : str
        The kind's name.
    joins : bool
        Whether records of an undeclared kind join two others; then it is a relationship, else an element.

    Returns
    -------
    Kind
        The declared kind, or one with the common properties only.
    """
    return KINDS.get(name) or _own_kind(name, joins=joins)


@lru_cache(maxsize=256)
def _own_kind(name: str, *, joins: bool) -> Kind:
    words = name.replace("_", " ").lower()
    if joins:
        return Kind(name, "relationship", "rel", "relationships", words, words, "", _OWN_RELATIONSHIP)
    return Kind(name, "element", "elm", "nodes", words, words, "", ELEMENT_PROPERTIES, named=True)


def find_kind(text: str) -> Kind | None:
    """Find a declared kind by what a person types: any case, singular or plural, words or name."""
    wanted = text.strip().casefold().replace("-", " ").replace("_", " ")
    for kind in KINDS.values():
        names = {kind.name.replace("_", " ").casefold(), kind.words, kind.plural}
        if wanted in names:
            return kind
    return None


def property_of(kind_name: str, property_name: str) -> Property | None:
    """Give the declared property, or None where the user made it."""
    return kind_of(kind_name, joins=property_name in {"from_id", "to_id"}).property(property_name)


def tables() -> tuple[str, ...]:
    """Give the names of all tables, in order, each once."""
    return tuple(dict.fromkeys(kind.table for kind in KINDS.values()))


def kinds_in_table(table: str) -> tuple[Kind, ...]:
    """Give the kinds whose rows stand in that table."""
    return tuple(kind for kind in KINDS.values() if kind.table == table)


def values_of(kind_name: str, property_name: str) -> tuple[str, ...]:
    """Give the allowed values of a choice, in order; empty where the property is none."""
    prop = property_of(kind_name, property_name)
    return tuple(choice.value for choice in prop.allowed) if prop else ()
