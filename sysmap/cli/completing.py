"""Tab: the names on a map that fit what was typed so far."""

import os
from collections.abc import Iterable

from click.shell_completion import CompletionItem

from sysmap.errors import SysmapError


def complete_names(address: str, typed: str, limit: int = 50) -> list[CompletionItem]:
    """Give names of elements that begin with, else hold, what was typed.

    Parameters
    ----------
    address : str
        The map; one that cannot be opened completes nothing.
    typed : str
        What was typed so far.
    limit : int
        The most that are given.
    """
    from sysmap.stores.base import open_store

    try:
        with open_store(address) as store:
            names = {record.name: record.declared.words for record in store.read_map().elements}
    except SysmapError:
        return []
    wanted = typed.casefold()
    found = [name for name in names if name.casefold().startswith(wanted)]
    found = found or [name for name in names if wanted in name.casefold()]
    return [CompletionItem(_as_typed(name), help=names[name]) for name in sorted(found)[:limit]]


def complete_words(words: Iterable[str], typed: str) -> list[CompletionItem]:
    """Give the words that begin with what was typed, in their order.

    Parameters
    ----------
    words : iterable of str
        All words that may stand there.
    typed : str
        What was typed so far.
    """
    wanted = typed.casefold()
    return [CompletionItem(_as_typed(each)) for each in words if each.casefold().startswith(wanted)]


def _as_typed(name: str) -> str:
    """Quote a name for bash, whose completion would otherwise leave its spaces bare; other shells do it themselves."""
    import shlex

    return shlex.quote(name) if os.environ.get("_SYSMAP_COMPLETE", "").startswith("bash") else name
