"""What a file of comments held: the comments that can be trusted, and what was altered on the way."""

from collections.abc import Mapping
from dataclasses import dataclass

from sysmap.model.ids import keyed_id
from sysmap.model.records import Record
from sysmap.model.values import NAME_LENGTH, UnreadableError, canonical, clean_text
from sysmap.model.vocabulary import kind_of

LONGEST = {"text": 4_000, "value": 1_000, "role": NAME_LENGTH, "about_name": 1_000, "about_kind": 80, "property": 80}
"""More than this is no comment in a few words but something gone wrong."""

_FIELDS = ("about_id", "about_kind", "about_name", "mark", "text", "property", "value", "role", "date")


@dataclass(frozen=True, slots=True)
class Sent:
    """One comment as it was sent.

    Parameters
    ----------
    record : Record
        The comment; `about_id` is the id on the page, which need not be one on the map.
    map_name, moment : str
        What the map was called on the page, and the mark of the moment that the page was made of.
    line : int
        Where it begins: the line of a text, the row of a table.
    audience : str
        For whom the page was made, where it was not the council: its ids are its own then.
    """

    record: Record
    map_name: str
    moment: str
    line: int
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that cannot be trusted: where, and what is wrong with it in a few words."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class CommentReading:
    """What a file held.

    Parameters
    ----------
    comments : tuple of Sent
        What is sound.
    damaged : tuple of Damage
        What was altered, cut short or cannot be read.
    """

    comments: tuple[Sent, ...] = ()
    damaged: tuple[Damage, ...] = ()


def make_comment(given: Mapping[str, str], comment_id: str = "") -> Record:
    """Make the record of a comment of what was sent.

    Parameters
    ----------
    given : Mapping of str to str
        Its values by property; others than those a reader may give are ignored.
    comment_id : str
        Its own id; where empty one that always belongs to these values.

    Raises
    ------
    UnreadableError
        When a value cannot be read, is too long, or the mark is missing.
    """
    declared = kind_of("Comment")
    values: dict[str, str] = {}
    for name in _FIELDS:
        value = canonical(declared.property(name), clean_text(given.get(name, "")))
        if len(value) > LONGEST.get(name, 200):
            raise UnreadableError(f"its {name.replace('_', ' ')} is {len(value):,} letters long")
        if value:
            values[name] = value
    if "mark" not in values:
        raise UnreadableError("it is marked neither wrong nor missing nor agreed")
    return Record(comment_id or keyed_id("Comment", *(values.get(name, "") for name in _FIELDS)), "Comment", values)
