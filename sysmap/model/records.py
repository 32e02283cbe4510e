"""A record: one element, relationship or piece of housekeeping, as an id, a kind and text values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from sysmap.model.values import first_day, last_day, read_number, split_list
from sysmap.model.vocabulary import Kind, kind_of

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """One thing on the map.

    Parameters
    ----------
    id : str
        Made by the tool, never changed, never reused.
    kind : str
        `Factor`, `FUNDS`, `Loop` and so on, or a kind of the user's own.
    values : Mapping of str to str
        Canonical text by property name; a property without a value is absent. Never changed in place.
    """

    id: str
    kind: str
    values: Mapping[str, str] = field(default_factory=lambda: _NO_VALUES)

    def get(self, name: str, default: str = "") -> str:
        """Give the text of a property, or the default where it has none."""
        return self.values.get(name, default)

    @property
    def name(self) -> str:
        """The name, or the id where there is none."""
        return self.values.get("name", self.id)

    @property
    def joins(self) -> bool:
        """Whether the record joins two others."""
        return self.declared.form == "relationship" or "from_id" in self.values or "to_id" in self.values

    @property
    def declared(self) -> Kind:
        """The kind's entry in the vocabulary."""
        return kind_of(self.kind, joins="from_id" in self.values or "to_id" in self.values)

    @property
    def from_id(self) -> str:
        """The id a relationship starts from."""
        return self.values.get("from_id", "")

    @property
    def to_id(self) -> str:
        """The id a relationship leads to."""
        return self.values.get("to_id", "")

    @property
    def scenario(self) -> str:
        """The id of the scenario it belongs to; empty for the base map."""
        return self.values.get("scenario", "")

    def number(self, name: str) -> Decimal | None:
        """Give a property as an exact number, or None where it is missing or not one."""
        text = self.values.get(name)
        return None if text is None else read_number(text)

    def day(self, name: str) -> date | None:
        """Give the first day a property's date covers, or None where it is missing or not one."""
        text = self.values.get(name)
        return None if text is None else first_day(text)

    def last_day(self, name: str) -> date | None:
        """Give the last day a property's date covers, or None where it is missing or not one."""
        text = self.values.get(name)
        return None if text is None else last_day(text)

    def period(self) -> tuple[date | None, date | None]:
        """Give the first and the last day that its period covers; one that says a year only covers all of it."""
        first = self.day("period_start") or self.day("period_end")
        return first, self.last_day("period_end") or self.last_day("period_start")

    def items(self, name: str) -> tuple[str, ...]:
        """Give the items of a list or of several references."""
        text = self.values.get(name)
        return () if text is None else split_list(text)

    def yes(self, name: str) -> bool:
        """Whether a yes/no property says yes; missing is no."""
        return self.values.get(name) == "yes"

    def words(self, name: str) -> str:
        """Give a property in the words shown on screen; empty where it has no value."""
        text = self.values.get(name, "")
        prop = self.declared.property(name)
        return prop.words_for(text) if prop and text else text

    def with_values(self, **values: str) -> "Record":
        """Give a copy with some values set, or removed where empty."""
        merged = {**self.values, **values}
        return Record(self.id, self.kind, {name: text for name, text in merged.items() if text})
