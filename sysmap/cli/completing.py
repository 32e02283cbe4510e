"""Tab: the words and names that fit what was typed so far."""

import os
import re
from collections.abc import Iterable, Sequence

from click.shell_completion import CompletionItem

from sysmap.errors import SysmapError

_SAFE = re.compile(r"[^\w\-.,/@%+=]")
"""Signs that mean something to a shell where they are not quoted."""


def complete_names(address: str, typed: str, limit: int = 50, kinds: Sequence[str] = ()) -> list[CompletionItem]:
    """Give names of elements that begin with, else hold, what was typed.

    Parameters
    ----------
    address : str
        The map; one that cannot be opened completes nothing.
    typed : str
        What was typed so far.
    limit : int
        The most that are given.
    kinds : sequence of str
        The kinds they may be; any where empty.
    """
    from sysmap.stores.base import open_store

    try:
        with open_store(address) as store:
            elements = store.read_map().elements
    except SysmapError:
        return []
    names = {record.name: record.declared.words for record in elements if not kinds or record.kind in kinds}
    wanted = typed.casefold()
    found = [name for name in names if name.casefold().startswith(wanted)]
    found = found or [name for name in names if wanted in name.casefold()]
    return [CompletionItem(_as_typed(name), help=names[name]) for name in sorted(found)[:limit]]


def complete_moments(address: str, typed: str) -> list[CompletionItem]:
    """Give the names of snapshots that begin with what was typed, the latest first, then start and now.

    Parameters
    ----------
    address : str
        The map; of one that cannot be opened none are given.
    typed : str
        What was typed so far.
    """
    from sysmap.pipeline.opening import NOW, START
    from sysmap.stores.base import open_store

    try:
        with open_store(address) as store:
            snapshots = [each.name for each in store.snapshots()]
    except SysmapError:
        snapshots = []
    return complete_words([*reversed(snapshots), START, NOW], typed)


def complete_profiles(address: str, typed: str) -> list[CompletionItem]:
    """Give the names of profiles that begin with what was typed.

    Parameters
    ----------
    address : str
        The map; of one that cannot be opened only those that ship with sysmap are given.
    typed : str
        What was typed so far.
    """
    from sysmap.pipeline.profiles import SHIPPED, profile_texts
    from sysmap.stores.base import open_store

    try:
        with open_store(address) as store:
            names: Sequence[str] = list(profile_texts(store.read_map()))
    except SysmapError:
        names = SHIPPED
    return complete_words(names, typed)


def complete_after_name(address: str, before: Sequence[str], typed: str, *, values: bool) -> list[CompletionItem]:
    """Give what may stand after a name: the words of its links, and its properties where values are set.

    Parameters
    ----------
    address : str
        The map.
    before : sequence of str
        What was typed before: a name, or the three words of a link.
    typed : str
        What was typed so far.
    values : bool
        Whether values are set.
    """
    from sysmap.pipeline.editing import find_target
    from sysmap.pipeline.names import link_words
    from sysmap.stores.base import open_store

    target = [each for each in before if "=" not in each]
    items = complete_words(link_words(), typed) if len(before) == 1 else []
    if values and len(target) in {1, 3}:
        try:
            with open_store(address) as store:
                declared = find_target(store.read_map(), target).declared
        except SysmapError:
            return items
        items.extend(complete_words((f"{each.name}=" for each in declared.properties if not each.computed), typed))
    return items


def complete_kinds(typed: str) -> list[CompletionItem]:
    """Give the kinds that can be added and begin with what was typed.

    Parameters
    ----------
    typed : str
        What was typed so far.
    """
    from sysmap.model.vocabulary import KINDS
    from sysmap.pipeline.names import OUTCOME

    addable = [each.words for each in KINDS.values() if each.form == "element" or each.named]
    return complete_words([*addable, OUTCOME], typed)


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
    """Write a name as bash has to find it, which puts it in as it stands; other shells quote by themselves.

    After an opening quote only what that quote does not cover is escaped; else every sign of the shell is.
    """
    if not os.environ.get("_SYSMAP_COMPLETE", "").startswith("bash"):
        return name
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = int(os.environ.get("COMP_CWORD", "0"))
    typed = words[place] if place < len(words) else ""
    if typed.startswith("'"):
        written = name.replace("'", "'\\''")
    elif typed.startswith('"'):
        written = re.sub(r'(["\\$`])', r"\\\1", name)
    else:
        written = _SAFE.sub(lambda sign: f"\\{sign[0]}", name)
    return written.replace("\\", "\\\\")  # click's script reads the answer with `read`, which takes one away
