"""What every import tells alike: what it added and changed, and long lists cut short."""

from collections.abc import Iterable, Mapping

from sysmap.model.telling import count_of
from sysmap.model.vocabulary import kind_of

_LINKS = {
    "FUNDS": ("flow of money", "flows of money"),
    "PARTY_TO": ("link of a body to an agreement", "links of bodies to agreements"),
    "COMMISSIONS": ("link from the payer to its service area", "links from the payer to its service areas"),
}


def tell_changes(added: Mapping[str, int], changed: Mapping[str, int]) -> list[str]:
    """Say how many records of each kind an import adds and changes, or that it changes nothing.

    Parameters
    ----------
    added, changed : Mapping of str to int
        How many of each kind.
    """
    lines = [
        f"{words}: {', '.join(_counted(kind, count) for kind, count in counts.items())}"
        for words, counts in (("Added", added), ("Changed", changed))
        if counts
    ]
    return lines or ["Nothing to change: the map holds all of it already"]


def tell_some(lines: Iterable[str], most: int) -> list[str]:
    """List the first lines and say how many more there are.

    Parameters
    ----------
    lines : iterable of str
        All of them.
    most : int
        How many are listed; 0 for all.
    """
    listed = list(lines)
    more = len(listed) - most
    return listed if not most or more <= 0 else [*listed[:most], f"  and {more:,} more"]


def _counted(kind: str, count: int) -> str:
    declared = kind_of(kind)
    return count_of(count, *_LINKS.get(kind, (declared.words, declared.plural)))
