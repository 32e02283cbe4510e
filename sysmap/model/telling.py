"""Telling people how far something is, and how many there are."""

from typing import Protocol


class Tell(Protocol):
    """To be called now and then while something lasts."""

    def __call__(self, done: int, total: int, now: str = "", /) -> None:
        """Say how much is done, of how much; 0 where nobody can say. And what is being done now, where that changes."""


def say_nothing(_done: int, _total: int, _now: str = "", /) -> None:
    """Tell nobody."""


def count_of(number: int, one: str, more: str = "") -> str:
    """Write a number with its words: 1 row, 2 rows; 1 row is, 2 rows are.

    Parameters
    ----------
    number : int
        How many there are.
    one : str
        The words for one of them.
    more : str
        The words for none or several; the words for one with an s where empty.
    """
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
