"""Polarity: what signs along a chain make, and named loops checked against their links (METHODS 1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record

REINFORCING = "R"
BALANCING = "B"
UNDETERMINED = "undetermined"


def loop_type(polarities: Iterable[str]) -> str:
    """Give what a loop's signs make: R for an even number of `-`, B for an odd one, undetermined if any is unknown."""
    opposite = 0
    for polarity in polarities:
        if polarity == "-":
            opposite += 1
        elif polarity != "+":
            return UNDETERMINED
    return BALANCING if opposite % 2 else REINFORCING


def joint_polarity(links: Iterable[Record]) -> str:
    """Give the sign of links that join the same two elements the same way: unsure where they disagree."""
    polarities = {link.get("polarity", "?") for link in links}
    return polarities.pop() if len(polarities) == 1 else "?"


def is_contested(link: Record) -> bool:
    """Say whether people disagree on a link: its drawn sign is what one side of them says."""
    return link.get("confidence") == "contested"


_LOOP_WORDS = {REINFORCING: "feeds itself", BALANCING: "keeps in check"}


def say_loop(kind: str, contested: int, *, letter: bool = True) -> str:
    """Say what a loop does, by its signs as drawn, and on how many of its links people disagree.

    Parameters
    ----------
    kind : str
        R, B or undetermined, as drawn.
    contested : int
        How many of its links are contested: with one that is, the loop as drawn is what one side of them says.
    letter : bool, optional
        Add R or B in brackets.
    """
    if kind not in _LOOP_WORDS:
        return "could do either"
    words = f"{_LOOP_WORDS[kind]} ({kind})" if letter else _LOOP_WORDS[kind]
    return (
        f"{words} as drawn; people disagree on {contested} {'link' if contested == 1 else 'links'}"
        if contested
        else words
    )


def read_aloud(from_name: str, polarity: str, to_name: str) -> str:
    """Say a link as a sentence: "More A means less B"."""
    if polarity == "+":
        return f"More “{from_name}” means more “{to_name}”"
    if polarity == "-":
        return f"More “{from_name}” means less “{to_name}”"
    return f"“{from_name}” changes “{to_name}”, which way is unsure"


@dataclass(frozen=True, slots=True)
class NamedLoop:
    """A named loop as its links stand now.

    Parameters
    ----------
    record : Record
        The loop's record.
    type : str
        R, B or undetermined; undetermined too where it is broken.
    links : tuple of Record
        Its links that exist, in order.
    breaks : tuple of str
        Where it does not hold, each in one plain sentence; empty where it closes.
    """

    record: Record
    type: str
    links: tuple[Record, ...]
    breaks: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether it no longer closes."""
        return bool(self.breaks)

    @property
    def contested(self) -> int:
        """On how many of its links people disagree."""
        return sum(map(is_contested, self.links))


def named_loop(system_map: SystemMap, loop: Record) -> NamedLoop:
    """Check a named loop against the links on the map.

    Where the loop gives its links, each must be an influence that joins two of its elements in order. Where it gives
    elements only, a link is looked for between each and the next.
    """
    element_ids = loop.items("element_ids")
    given = loop.items("relationship_ids")
    breaks: list[str] = []
    links: list[Record] = []
    if not element_ids:
        return NamedLoop(loop, UNDETERMINED, (), ("it names no elements",))
    if given and len(given) != len(element_ids):
        breaks.append(f"it names {len(element_ids)} elements and {len(given)} links")
    signs: list[str] = []
    for step, from_id in enumerate(element_ids):
        to_id = element_ids[(step + 1) % len(element_ids)]
        between = f"from {system_map.name_of(from_id)} to {system_map.name_of(to_id)}"
        if given and step < len(given):
            link = system_map.get(given[step])
            fits = link and link.kind == "INFLUENCES" and (link.from_id, link.to_id) == (from_id, to_id)
            found = [link] if link and fits else []
        else:
            found = [each for each in system_map.leaving(from_id, "INFLUENCES") if each.to_id == to_id]
        if found:
            links.extend(found[:1])
            signs.append(joint_polarity(found))
        else:
            breaks.append(f"no link {between}")
    return NamedLoop(loop, UNDETERMINED if breaks else loop_type(signs), tuple(links), tuple(breaks))


def named_loops(system_map: SystemMap) -> list[NamedLoop]:
    """Check every named loop on the map."""
    return [named_loop(system_map, loop) for loop in system_map.of("Loop")]
