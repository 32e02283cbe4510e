"""Saying that something is going on, once it has taken more than a second."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 1.0
"""Anything quicker says nothing."""

_REFRESH = 0.2
"""Seconds between looking how far it is."""

_SHOWN: list[threading.Event] = []
"""How to end what is being shown."""


def hush() -> None:
    """Show nothing more of what is going on, because somebody is asked something."""
    for ended in _SHOWN:
        ended.set()


@contextmanager
def progress(what: str, seconds: float = SECONDS) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error what is being done, from the second second on; nothing where no terminal is.

    Parameters
    ----------
    what : str
        What is being done, in a few words.
    seconds : float
        How long to wait before saying anything.

    Yields
    ------
    callable
        To be told how much is done, of how much, where that is known.
    """
    far: list[tuple[int, int]] = []
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    ended = threading.Event()
    _SHOWN.append(ended)
    watch = threading.Thread(target=_watch, args=(what, seconds, ended, far), daemon=True)
    watch.start()
    try:
        yield lambda done, total: far.__setitem__(slice(None), [(done, total)])
    finally:
        ended.set()
        watch.join()
        _SHOWN.remove(ended)


def _watch(what: str, seconds: float, ended: threading.Event, far: list[tuple[int, int]]) -> None:
    """Show what is being done until it is, with the last that was told of how far it is."""
    if ended.wait(seconds):
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[far]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None, far="")
        while not ended.wait(_REFRESH):
            for done, total in far:
                shown.update(task, completed=done, total=total, far=f"{done:,} of {total:,}")
