"""Everything that can go wrong in a way a user should read, one type a failure.

The command line turns each into one line and an exit code; nothing else catches them.
"""

from typing import ClassVar


class SysmapError(Exception):
    """A failure with a message for the person who ran the command.

    The message is one line, names what is wrong and says what to do.
    """

    exit_code: ClassVar[int] = 1


class UsageError(SysmapError):
    """The command was asked for something it cannot mean."""

    exit_code: ClassVar[int] = 2


class BadInputError(SysmapError):
    """A file that was brought cannot be read as what it should be."""


class NotFoundError(SysmapError):
    """No element, relationship, snapshot or file of that name."""


class AmbiguousNameError(SysmapError):
    """Several elements fit a name; sysmap asks and never guesses.

    Parameters
    ----------
    message : str
        The line to show.
    candidates : tuple of str
        Ids of the elements that fit.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class ConflictError(SysmapError):
    """An edit was made on a state of the map that has since changed.

    The message names both values; the caller still holds the edit, so neither is lost.
    """


class NoAnswerError(SysmapError):
    """The map does not hold what the question needs; the message says what is missing and what to do."""


class NothingToUndoError(SysmapError):
    """There is no edit of one's own left to undo or redo."""


class StoreError(SysmapError):
    """A map file or server cannot be opened, read or written."""
