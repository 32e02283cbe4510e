"""The types that the vocabulary table is written in: kinds of record, their properties, allowed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["element", "relationship", "record"]
"""An element is drawn and has a name; a relationship joins two records; a record is housekeeping."""

Reads = Literal["text", "long_text", "number", "amount", "percent", "date", "choice", "list", "ref", "refs"]
"""How the text of a value is to be read.

`amount` is a number of 0 or more, `percent` lies between 0 and 100, `date` is an ISO date that may stop at the month or
the year, `list` and `refs` hold several values joined by `;`, `ref` and `refs` hold ids of other records.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value: what is stored, what people read, and what else they may write for it."""

    value: str
    words: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def on_screen(self) -> str:
        """The words shown for this value."""
        return self.words or self.value.replace("_", " ")


def choices(*values: str | Choice) -> tuple[Choice, ...]:
    """Make choices of plain values, leaving those that are choices already."""
    return tuple(value if isinstance(value, Choice) else Choice(value) for value in values)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind: its name, how its text is read, what it means.

    Parameters
    ----------
    name : str
        The name in code, JSON and most column headers.
    reads : Reads
        How the text is to be read.
    help : str
        What it means, in one plain sentence; units included.
    label : str
        The words on screen; the name with spaces where not given.
    allowed : tuple of Choice
        The allowed values of a choice.
    refers_to : tuple of str
        The kinds that a `ref` or `refs` may name; empty means any.
    implies : str
        The relationship type that this reference stands for, where a graph database would draw one.
    column : str
        The column header in tables, where it differs from the name.
    computed : bool
        True where the value is worked out and never typed: tables show it and reading checks it.
    """

    name: str
    reads: Reads
    help: str
    label: str = ""
    allowed: tuple[Choice, ...] = ()
    refers_to: tuple[str, ...] = ()
    implies: str = ""
    column: str = ""
    computed: bool = False

    @property
    def on_screen(self) -> str:
        """The words shown for this property."""
        return self.label or self.name.removesuffix("_id").replace("_", " ")

    @property
    def header(self) -> str:
        """The column header in tables."""
        return self.column or self.name

    @property
    def several(self) -> bool:
        """Whether the text holds several values joined by `;`."""
        return self.reads in {"list", "refs"}

    def words_for(self, value: str) -> str:
        """Give the words shown for a value of this property."""
        for choice in self.allowed:
            if choice.value == value:
                return choice.on_screen
        return value


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: the entry from which checks, headers, help and docs come.

    Parameters
    ----------
    name : str
        The name: `Factor`, `FUNDS`, `Position`.
    form : Form
        Whether it is drawn as an element, joins two records, or is housekeeping.
    prefix : str
        What the ids made for it begin with.
    table : str
        The table (CSV file, Excel sheet) its rows stand in.
    words : str
        What it is called on screen, one of it.
    plural : str
        What several are called on screen.
    help : str
        The definition, in one or two plain sentences.
    properties : tuple of Property
        Its own properties and the common ones of its form.
    room : bool
        Whether a room draws it, or an analyst adds it later.
    named : bool
        Whether a name is required.
    from_kinds, to_kinds : tuple of str
        What a relationship may join; empty means any element.
    same_ends : bool
        Whether both ends must be of one kind.
    bulk : bool
        True for records that come in tens of thousands behind a figure: stores hand them out only when asked.
    standard : str
        The published standard behind it.
    """

    name: str
    form: Form
    prefix: str
    table: str
    words: str
    plural: str
    help: str
    properties: tuple[Property, ...] = ()
    room: bool = False
    named: bool = False
    from_kinds: tuple[str, ...] = ()
    to_kinds: tuple[str, ...] = ()
    same_ends: bool = False
    bulk: bool = False
    standard: str = ""
    _by_name: Mapping[str, Property] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {prop.name: prop for prop in self.properties})

    @property
    def one(self) -> str:
        """The words for one of it, with their article."""
        return f"{'an' if self.words[:1] in 'aeiou' else 'a'} {self.words}"

    def property(self, name: str) -> Property | None:
        """Give the property of that name, or None where the user made it."""
        return self._by_name.get(name)
