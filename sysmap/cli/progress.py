"""Saying that something is going on, once it has taken more than a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sysmap.model.telling import Tell, say_nothing

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
def progress(what: str, seconds: float = SECONDS) -> Iterator[Tell]:
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
        To be told how much is done, of how much, where that is known; and what is being done now, where that changes.
    """
    far: list[tuple[int, int, str]] = []
    if not sys.stderr.isatty():
        yield say_nothing
        return
    ended = threading.Event()
    _SHOWN.append(ended)
    watch = threading.Thread(target=_watch, args=(what, seconds, ended, far), daemon=True)
    watch.start()
    try:
        yield lambda done, total, now="": far.append((done, total, now or (far[-1][2] if far else what)))
    finally:
        ended.set()
        watch.join()
        _SHOWN.remove(ended)


def _watch(what: str, seconds: float, ended: threading.Event, far: list[tuple[int, int, str]]) -> None:
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
            if far:
                done, total, now = far[-1]
                shown.update(task, description=now, far=f"{done:,} of {total:,}" if total else "")
