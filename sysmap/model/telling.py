"""Telling whoever waits how far something is."""

from typing import Protocol


class Tell(Protocol):
    """To be called now and then while something lasts."""

    def __call__(self, done: int, total: int, now: str = "", /) -> None:
        """Say how much is done, of how much; 0 where nobody can say. And what is being done now, where that changes."""


def say_nothing(_done: int, _total: int, _now: str = "", /) -> None:
    """Tell nobody."""
