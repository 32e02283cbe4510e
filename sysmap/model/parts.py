"""A log in pieces small enough to hold: an edit may have more changes than memory has room for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice

from sysmap.model.edits import Change, Edit
from sysmap.model.vocabulary import kind_of

PART = 1_000
"""How many changes of an edit a store keeps together."""

CHUNK = 10_000
"""How many changes are held, and done in one step, when a log is copied."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the changes of one edit of a log.

    Parameters
    ----------
    number : int
        The number of the edit in its log.
    edit : Edit
        The edit, with these changes only.
    start : int
        How many changes of the edit come before these.
    size : int
        How many changes the edit has in all.
    """

    number: int
    edit: Edit
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Heading:
    """An edit of a log without its changes.

    Parameters
    ----------
    number : int
        Its number in the log.
    edit : Edit
        The edit, with no changes.
    size : int
        How many changes it has; 0 where that is not known.
    """

    number: int
    edit: Edit
    size: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is done in one step: some whole edits, or a piece of one that is too large for a step.

    Parameters
    ----------
    edits : tuple of Edit
        The edits; where it is a piece, the one edit with the changes of the piece only.
    start : int
        Of a piece: how many changes of the edit come before it.
    size : int
        Of a piece: how many changes the edit has in all; 0 where the edits are whole.
    """

    edits: tuple[Edit, ...]
    start: int = 0
    size: int = 0

    @property
    def is_piece(self) -> bool:
        """Whether it is a piece of one edit."""
        return self.size > 0

    @property
    def end(self) -> int:
        """Of a piece: how many changes of the edit are done after it."""
        return self.start + self.changes

    @property
    def changes(self) -> int:
        """How many changes it holds."""
        return sum(len(edit.changes) for edit in self.edits)

    def after(self, done: int) -> "Chunk":
        """Give what is left of a piece where so many changes of its edit are done."""
        if done <= self.start:
            return self
        (piece,) = self.edits
        return Chunk((replace(piece, changes=piece.changes[done - self.start :]),), done, self.size)


def cut(changes: Iterable[Change], size: int) -> Iterator[tuple[Change, ...]]:
    """Cut changes into runs of some length; no changes are one empty run."""
    rest = iter(changes)
    yield tuple(islice(rest, size))
    while run := tuple(islice(rest, size)):
        yield run


def whole_edits(parts: Iterable[Part]) -> Iterator[Edit]:
    """Join parts, in the order of their log, to whole edits."""
    for first, rest in _by_edit(parts):
        yield _joined(first, rest)


def without_bulk(parts: Iterable[Part]) -> Iterator[Part]:
    """Leave out of parts what was done to kinds of which there may be very many, such as single payments."""
    for part in parts:
        changes = tuple(change for change in part.edit.changes if not kind_of(change.kind).bulk)
        yield replace(part, edit=replace(part.edit, changes=changes))


def in_chunks(parts: Iterable[Part], size: int = CHUNK) -> Iterator[Chunk]:
    """Put parts, in the order of their log, together to what is done in one step; no more than that is held.

    Parameters
    ----------
    parts : iterable of Part
        The parts. Their first may be one from the middle of an edit.
    size : int
        How many changes a step may have.
    """
    gathered: list[Edit] = []
    held = 0
    for first, rest in _by_edit(parts):
        large = first.size > size or first.start > 0
        if gathered and (large or held + first.size > size):
            yield Chunk(tuple(gathered))
            gathered, held = [], 0
        if large:
            yield from _pieces(first, rest, size)
        else:
            gathered.append(_joined(first, rest))
            held += max(first.size, 1)
    if gathered:
        yield Chunk(tuple(gathered))


def _by_edit(parts: Iterable[Part]) -> Iterator[tuple[Part, Iterator[Part]]]:
    """Give the first part of each edit, with those that follow it."""
    for _, group in groupby(parts, key=lambda part: part.number):
        rest = iter(group)
        yield next(rest), rest


def _joined(first: Part, rest: Iterable[Part]) -> Edit:
    changes = tuple(chain(first.edit.changes, *(part.edit.changes for part in rest)))
    return replace(first.edit, changes=changes)


def _pieces(first: Part, rest: Iterable[Part], size: int) -> Iterator[Chunk]:
    start = first.start
    every = chain.from_iterable(part.edit.changes for part in chain((first,), rest))
    for run in cut(every, size):
        yield Chunk((replace(first.edit, changes=run),), start, first.size)
        start += len(run)
