"""Saying that something is going on, once it has taken more than a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 1.0
"""Anything quicker says nothing."""

_SHOWN: list[threading.Event] = []
"""How to end what is being shown."""


def hush() -> None:
    """Show nothing more of what is going on, because somebody is asked something."""
    for ended in _SHOWN:
        ended.set()


@contextmanager
def progress(what: str, seconds: float = SECONDS) -> Iterator[None]:
    """Show on standard error what is being done, from the second second on; nothing where no terminal is.

    Parameters
    ----------
    what : str
        What is being done, in a few words.
    seconds : float
        How long to wait before saying anything.
    """
    if not sys.stderr.isatty():
        yield
        return
    ended = threading.Event()
    _SHOWN.append(ended)
    watch = threading.Thread(target=_watch, args=(what, seconds, ended), daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()
        watch.join()
        _SHOWN.remove(ended)


def _watch(what: str, seconds: float, ended: threading.Event) -> None:
    if ended.wait(seconds):
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        shown.add_task(what, total=None)
        ended.wait()
