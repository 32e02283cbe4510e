"""Loops of a page: those that people named, as their links stand now, and after them others that were found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.polarity import named_loops
from sysmap.render.facts import fact, facts_of


@dataclass(frozen=True, slots=True)
class PageLoop:
    """A loop that was found and that nobody named.

    Parameters
    ----------
    id : str
        A stable id.
    type : str
        R, B or undetermined.
    elements, links : tuple of str
        Ids in order; link i leads from element i to the next.
    contested : int
        On how many of its links people disagree.
    """

    id: str
    type: str
    elements: tuple[str, ...]
    links: tuple[str, ...]
    contested: int = 0


def describe_loops(branch: Branch, found: Iterable[PageLoop], as_of: date) -> list[dict[str, Any]]:
    """Give the loops of a branch as the page takes them, named ones first; a broken one says where it breaks.

    Parameters
    ----------
    branch : Branch
        The branch.
    found : iterable of PageLoop
        Loops that nobody named.
    as_of : date
        The day by which a review is overdue.
    """
    described = [
        {
            "id": loop.record.id,
            "name": loop.record.name,
            "type": loop.type,
            "contested": loop.contested,
            "links": [link.id for link in loop.links],
            "elements": [each for each in loop.record.items("element_ids") if each in branch],
            "story": loop.record.get("story"),
            "named": True,
            "broken": loop.broken,
            "facts": [
                *(fact("broken", each) for each in loop.breaks),
                *facts_of(branch, loop.record, as_of),
            ],
        }
        for loop in named_loops(branch)
    ]
    for each in found:
        name = ", ".join(branch.name_of(element) for element in each.elements)
        described.append(
            {
                "id": each.id,
                "name": name,
                "type": each.type,
                "contested": each.contested,
                "links": list(each.links),
                "elements": list(each.elements),
                "story": "",
                "named": False,
                "broken": False,
                "facts": [],
            }
        )
    return described
