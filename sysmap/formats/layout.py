"""How the columns of a table stand for properties, worked out from the vocabulary alone.

A table holds the kinds that name it. Elements and relationships share a table with a column that says the kind. Where a
table holds several kinds of housekeeping, the others are details of the first: an observation stands on a row of its
measure, whose columns repeat.

Headers are read tolerantly (case, spaces, underscores, the words on screen). A property of the user's own has a column
of its own name; where that would be read as something else, `own:` stands before it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sysmap.model.vocabulary import KINDS, Kind, Property, find_kind, kind_of, kinds_in_table

OWN = "own:"
"""Before a column or kind of the user's own that would otherwise be read as one of the vocabulary's."""

CONTINUED = "(continued) "
"""Before the header of a column that carries on the texts of the column to its left."""

STARTS = ("name", "from_id", "to_id")
"""What a row of elements or relationships begins with; these columns are there even where nothing stands in them."""

_NEEDS = {"element": ("name",), "relationship": ("from_id", "to_id")}
"""What no row of elements or relationships can do without, beside its kind."""

_KIND_HEADERS = {"element": "label", "relationship": "type"}
_KIND_ALIASES = {
    "element": ("type", "what it is", "element type"),
    "relationship": ("relationship", "link", "link type", "connection"),
}

_CLOSE = 0.75
"""Likeness from which a kind of one's own may be a slip of a declared one."""

Role = Literal["id", "kind", "property"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: the id, the kind or a property, of the row's record or of a detail on the row."""

    role: Role
    name: str = ""
    detail: str = ""


def fold(text: str) -> str:
    """Make headers and names comparable: any case, spaces for underscores and hyphens."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


class Layout:
    """The columns of one table.

    Parameters
    ----------
    table : str
        The table's name.
    kinds : tuple of Kind
        The declared kinds that stand in it, in order.
    """

    def __init__(self, table: str, kinds: tuple[Kind, ...]) -> None:
        first = kinds[0]
        self.table = table
        self.joins = first.form == "relationship"
        self.kind_header = _KIND_HEADERS.get(first.form, "")
        self.needs = _NEEDS.get(first.form, ())
        self.kinds = kinds if self.kind_header else kinds[:1]
        self.details = () if self.kind_header else kinds[1:]
        self.id_header = "id" if self.kind_header else f"{first.name.lower()}_id"
        self._headers: dict[str, str] = {}
        for kind in self.kinds:
            for prop in kind.properties:
                self._headers.setdefault(prop.name, prop.header)
        self.links = {detail.name: self._link(detail) for detail in self.details}
        self._columns = self._find_columns()

    def _link(self, detail: Kind) -> Property:
        """Give the property by which a detail names the record whose row it stands on."""
        for prop in detail.properties:
            if prop.header == self.id_header:
                return prop
        raise ValueError(f"{detail.name} stands in {self.table} and has no column {self.id_header}")

    def _find_columns(self) -> dict[str, Column]:
        columns: dict[str, Column] = {}
        for text, column in (*self._plain_headers(), *self._other_words()):
            columns.setdefault(fold(text), column)
        return columns

    def _plain_headers(self) -> Iterator[tuple[str, Column]]:
        """Give the headers that are written, and what each holds."""
        yield self.id_header, Column("id")
        if self.kind_header:
            yield self.kind_header, Column("kind")
        for name, header in self._headers.items():
            yield header, Column("property", name)
        for detail in self.details:
            yield f"{detail.prefix}_id", Column("id", detail=detail.name)
            for prop in self._shown(detail):
                yield prop.header, Column("property", prop.name, detail.name)

    def _other_words(self) -> Iterator[tuple[str, Column]]:
        """Give what people may write instead, in the order in which it is taken to be meant."""
        yield "id", Column("id")
        for name in self._headers:
            yield name, Column("property", name)
        for alias in _KIND_ALIASES.get(self.kinds[0].form, ()):
            yield alias, Column("kind")
        # One word on screen may stand for several properties; the one that most kinds have is meant.
        labels = Counter((prop.on_screen, prop.name) for kind in self.kinds for prop in kind.properties)
        for (label, name), _ in labels.most_common():
            yield label, Column("property", name)
        for detail in self.details:
            for prop in self._shown(detail):
                yield prop.name, Column("property", prop.name, detail.name)
                yield prop.on_screen, Column("property", prop.name, detail.name)

    def _shown(self, detail: Kind) -> Iterator[Property]:
        """Give the properties of a detail that have a column of their own: all but its link to the row's record."""
        return (prop for prop in detail.properties if prop != self.links[detail.name])

    def resolve(self, header: str) -> Column:
        """Say what a column of that header holds."""
        if header.startswith(OWN) and header != OWN:
            return Column("property", header[len(OWN) :])
        for detail in self.details:
            if header.startswith(f"{detail.prefix}:") and header != f"{detail.prefix}:":
                return Column("property", header[len(detail.prefix) + 1 :], detail.name)
        column = self._columns.get(fold(header))
        if column is not None:
            return column
        for detail in self.details:
            if header.startswith(f"{detail.prefix}_") and header != f"{detail.prefix}_":
                return Column("property", header[len(detail.prefix) + 1 :], detail.name)
        return Column("property", header)

    def knows(self, header: str) -> bool:
        """Whether the vocabulary has a column of that header, or the header says that it is the user's own."""
        said = header.startswith((OWN, *(f"{detail.prefix}:" for detail in self.details)))
        return said or fold(header) in self._columns

    def header(self, column: Column) -> str:
        """Give the header under which a column is written, so that reading it gives the column again."""
        if column.role == "kind":
            return self.kind_header
        if column.detail:
            return self._detail_header(column)
        if column.role == "id":
            return self.id_header
        declared = self._headers.get(column.name)
        if declared is not None:
            return declared
        plain = self.resolve(column.name) == column and not column.name.startswith(CONTINUED)
        return column.name if plain else OWN + column.name

    def _detail_header(self, column: Column) -> str:
        kind = KINDS[column.detail]
        if column.role == "id":
            return f"{kind.prefix}_id"
        prop = kind.property(column.name)
        if prop is not None:
            return prop.header
        plain = f"{kind.prefix}_{column.name}"
        return plain if self.resolve(plain) == column else f"{kind.prefix}:{column.name}"

    def properties(self, column: Column) -> list[Property]:
        """Give the declared properties that a column holds, one for each kind that has it."""
        kinds = (KINDS[column.detail],) if column.detail else self.kinds
        return [prop for kind in kinds if (prop := kind.property(column.name))] if column.role == "property" else []

    def order(self) -> list[Column]:
        """Give all declared columns in the order in which they are written."""
        columns = [Column("id")]
        if self.kind_header:
            columns.append(Column("kind"))
        columns.extend(Column("property", name) for name in self._in_order())
        for detail in self.details:
            columns.append(Column("id", detail=detail.name))
            columns.extend(Column("property", prop.name, detail.name) for prop in self._shown(detail))
        return columns

    def _in_order(self) -> list[str]:
        """Give the names of properties: what a row begins with, what only some kinds have, what all have."""
        common = [name for name in self._headers if all(kind.property(name) for kind in self.kinds)]
        if len(self.kinds) == 1:
            return common
        starts = [name for name in STARTS if name in common]
        special = [name for name in self._headers if name not in common]
        return [*starts, *special, *(name for name in common if name not in starts)]

    def kind(self, name: str) -> Kind:
        """Give the kind of a row of this table, declared or the user's own."""
        return kind_of(name, joins=self.joins)


def layout_of(table: str) -> Layout:
    """Give the layout of a table of the vocabulary."""
    return _layout(table, tuple(kind.name for kind in kinds_in_table(table)))


@cache
def _layout(table: str, kinds: tuple[str, ...]) -> Layout:
    return Layout(table, tuple(KINDS[name] for name in kinds))


def nearest_kind(layout: Layout, text: str) -> str:
    """Give the kind of a table that a word was likely meant for; empty where it is like none."""
    import difflib

    names = {fold(word): kind.name for kind in layout.kinds for word in (kind.plural, kind.words, kind.name)}
    close = difflib.get_close_matches(fold(text), names, 1, _CLOSE)
    return names[close[0]] if close else ""


def write_kind(name: str) -> str:
    """Give the text under which a kind is written, so that `read_kind` gives its name again."""
    found = find_kind(name)
    plain = (found is None or found.name == name) and not name.startswith(OWN)
    return name if plain else OWN + name


def read_kind(text: str) -> str:
    """Give the name of a kind from what a person typed: a declared kind in any words, else one of the user's own."""
    if text.startswith(OWN) and text != OWN:
        return text[len(OWN) :]
    found = find_kind(text)
    return found.name if found else text
