"""The moments of a map that pages were made of: found by their marks, each read once."""

from collections.abc import Mapping

from sysmap.errors import SysmapError
from sysmap.model.comments import mark_moment, number_of
from sysmap.model.maps import SystemMap
from sysmap.pipeline.sharing import ids_in_share
from sysmap.stores.base import Store


class Moments:
    """The moments of one map.

    Parameters
    ----------
    store : Store
        The open map.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[str, int | None] = {}
        self._maps: dict[int, SystemMap] = {}
        self._shares: dict[tuple[int, str], Mapping[str, str]] = {}

    def number(self, mark: str) -> int | None:
        """Give the number of the edit that a mark names; None where this map's log does not have it."""
        if mark not in self._numbers:
            number = number_of(mark)
            known = number is not None and 0 < number <= self._store.head
            here = known and number is not None and mark_of(self._store, number) == mark
            self._numbers[mark] = number if here else None
        return self._numbers[mark]

    def ids_in_share(self, mark: str, audience: str) -> Mapping[str, str]:
        """Give the id in the map of each id on a page for an audience; none where that cannot be known."""
        number = self.number(mark)
        if number is None or not audience:
            return {}
        if (number, audience) not in self._shares:
            try:
                self._shares[number, audience] = ids_in_share(self.map_at(number), audience)
            except SysmapError:  # a profile of another name by now, or one that no longer fits
                self._shares[number, audience] = {}
        return self._shares[number, audience]

    def map_at(self, number: int) -> SystemMap:
        """Give the map as it was after an edit."""
        if number not in self._maps:
            self._maps[number] = self._store.map_at(number)
        return self._maps[number]


def mark_of(store: Store, number: int) -> str:
    """Give the mark of the moment after edit `number`; empty for the moment before any edit."""
    return mark_moment(number, store.log(number - 1)[0].id) if number else ""
