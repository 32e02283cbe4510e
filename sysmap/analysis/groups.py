"""Elements by group: the organisation, unit, sector or place that they belong to, or who pays for them."""

from collections.abc import Mapping
from typing import Literal

from sysmap.analysis.boundaries import Homes
from sysmap.model.graphs import DRAWN
from sysmap.model.maps import Branch

Grouping = Literal["organisation", "unit", "sector", "place", "payer"]
GROUPINGS: Mapping[Grouping, str] = {
    "organisation": "organisations",
    "unit": "units",
    "sector": "sectors",
    "place": "places",
    "payer": "payers",
}


def groups_of(branch: Branch, grouping: Grouping) -> dict[str, str]:
    """Give the group of each drawn element that has exactly one.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    grouping : {"organisation", "unit", "sector", "place", "payer"}
        By the organisation that answers for it, with its units; by the unit itself; by that organisation's sector; by
        the place it is in, its own or its organisation's; by its only payer. What nobody on the map owns, and
        what belongs to several, is in no group.
    """
    if grouping == "payer":
        return _by_payer(branch)
    homes = Homes(branch)
    found: dict[str, str] = {}
    for kind in DRAWN:
        for element in branch.of(kind):
            own = homes.of(element.id)
            names = own if grouping == "unit" else homes.roots_of(own)
            if grouping == "sector":
                names = frozenset(sector for each in names if (sector := homes.sector(each)))
            elif grouping == "place":
                names = _places(branch, element.id) or frozenset(
                    place for each in names for place in _places(branch, each)
                )
            if len(names) == 1:
                found[element.id] = next(iter(names))
    return found


def _places(branch: Branch, element: str) -> frozenset[str]:
    return frozenset(link.to_id for link in branch.leaving(element, "IN_PLACE"))


def _by_payer(branch: Branch) -> dict[str, str]:
    payers: dict[str, set[str]] = {}
    for flow in branch.of("FUNDS"):
        payers.setdefault(flow.to_id, set()).add(flow.from_id)
    return {element: next(iter(who)) for element, who in payers.items() if len(who) == 1}
