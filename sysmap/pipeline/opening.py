"""Opening a map to ask it something: as it is or was, for an audience, in its base or one scenario."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sysmap.errors import NotFoundError, UsageError
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.scenarios import branch
from sysmap.model.values import read_date
from sysmap.model.visibility import AUDIENCES, Audience, View, view_for
from sysmap.pipeline.addresses import map_name
from sysmap.pipeline.answers import say_counts
from sysmap.pipeline.names import Ask, find_named
from sysmap.stores.base import Store, open_store

SUFFIX = ".sysmap"
NOW = "now"
START = "start"


@dataclass(frozen=True)
class Opened:
    """A map, opened to be asked.

    Parameters
    ----------
    address : str
        Where it is kept.
    view : View
        What the audience may see of it.
    branch : Branch
        That, in its base or one scenario.
    moment : str
        The moment it is shown as of; empty for now.
    cautions : tuple of str
        What the user should be told about where it is kept.
    number : int
        The edit after which that moment is; 0 before any.
    """

    address: str
    view: View
    branch: Branch
    moment: str = ""
    cautions: tuple[str, ...] = field(default=())
    number: int = 0

    @property
    def title(self) -> str:
        """What the map is called; its name as a file or in Neo4j where nobody said."""
        return self.view.map.about.get("name") or map_name(self.address)

    @property
    def heading(self) -> str:
        """What is asked, in one line: the map, and what it is seen through where that is not the plain base."""
        parts = [self.title]
        if self.moment:
            parts.append(f"as it was at {self.moment}")
        if self.branch.scenario:
            parts.append(f"scenario “{self.view.map.name_of(self.branch.scenario)}”")
        if self.view.audience != "council":
            parts.append(f"for {self.view.audience}")
        return ", ".join(parts)

    @property
    def withheld(self) -> str:
        """What the audience may not see, counted; empty where that is nothing."""
        return say_withheld(self.view)


def say_withheld(view: View) -> str:
    """Say how much was withheld from an audience, so that the picture is not taken for the whole."""
    if not view.withheld:
        return ""
    total = sum(view.withheld.values())
    return f"{total} withheld from this audience: {say_counts(withheld_counts(view))}."


def withheld_counts(view: View) -> dict[str, int]:
    """Give how much was withheld of each kind, the most first, the same in every run."""
    return dict(sorted(view.withheld.items(), key=lambda pair: (-pair[1], pair[0])))


def open_map(
    address: str,
    *,
    at: str = "",
    scenario: str = "",
    audience: str = "council",
    ask: Ask | None = None,
    bulk: bool = False,
) -> Opened:
    """Read a map to ask it something, and let go of its file.

    Parameters
    ----------
    address : str
        Where it is kept.
    at : str
        A moment: the name of a snapshot, the number of an edit, a date; empty for now.
    scenario : str
        A scenario, its name typed loosely; empty for the base.
    audience : {"council", "partner", "public"}
        For whom.
    ask : callable, optional
        Asks which of several is meant.
    bulk : bool
        Whether to read the single payments too.

    Raises
    ------
    NotFoundError
        When there is no such map, moment or scenario.
    UsageError
        When no audience has that name.
    """
    with open_store(address) as store:
        number = find_moment(store, at)
        whole = store.read_map(bulk=bulk) if number == store.head else store.map_at(number, bulk=bulk)
        cautions = store.cautions
    view = view_for(whole, read_audience(audience))
    scenario_id = find_named(view.map, scenario, ("Scenario",), ask).id if scenario else ""
    moment = "" if at in {"", NOW} else f"“{at}”, after edit {number}" if not at.isdecimal() else f"edit {number}"
    return Opened(address, view, branch(view.map, scenario_id), moment, cautions, number)


def read_audience(text: str) -> Audience:
    """Read the name of an audience.

    Raises
    ------
    UsageError
        When there is none of that name.
    """
    for name in AUDIENCES:
        if text.strip().casefold() == name:
            return name  # type: ignore[return-value]  # the keys of AUDIENCES are the audiences
    raise UsageError(f"there is no audience {text!r}; choose one of {', '.join(AUDIENCES)}")


def find_moment(store: Store, text: str) -> int:
    """Give the number of the edit after which a moment is.

    Parameters
    ----------
    store : Store
        The map.
    text : str
        The name of a snapshot, the number of an edit, a date (its end, in the time of this machine), "start" or "now";
        empty for now.

    Raises
    ------
    NotFoundError
        When it is none of these.
    """
    wanted = text.strip()
    if wanted in {"", NOW}:
        return store.head
    snapshots = store.snapshots()
    for snapshot in snapshots:
        if snapshot.name == wanted:
            return snapshot.number
    if wanted == START:
        return 0
    if wanted.isdecimal() and wanted.isascii():
        if int(wanted) <= store.head:
            return int(wanted)
        raise NotFoundError(f"there is no edit {wanted}; the last is {store.head} (sysmap log shows them)")
    day = read_date(wanted)
    if day is not None:
        return _last_edit_by(store, day)
    loose = [each for each in snapshots if each.name.casefold() == wanted.casefold()]
    if len(loose) == 1:
        return loose[0].number
    known = ", ".join(repr(each.name) for each in snapshots[-5:])
    named = f"snapshots: {known}" if known else "there are no snapshots yet"
    raise NotFoundError(f"no moment {text!r}: give a snapshot, the number of an edit, a date, start or now; {named}")


def is_moment(text: str) -> bool:
    """Whether a text says a moment of any map: the number of an edit, a date, "start" or "now"."""
    wanted = text.strip()
    return wanted.casefold() in {NOW, START} or wanted.isdecimal() or read_date(wanted) is not None


def _last_edit_by(store: Store, day: str) -> int:
    """Give the last edit made on or before a day, month or year."""
    number = 0
    for index, edit in enumerate(store.log(), 1):
        made = datetime.fromisoformat(edit.time).astimezone().date().isoformat()
        if made[: len(day)] <= day:
            number = index
    return number


@contextmanager
def writing(address: str) -> Iterator[tuple[Store, SystemMap]]:
    """Open a map to change it: the store, and the map as it is now.

    Raises
    ------
    NotFoundError
        When there is no such map.
    """
    with open_store(address) as store:
        yield store, store.read_map()


def asked(opened: Opened) -> dict[str, Any]:
    """Give what was asked, as every answer repeats it: map, moment, scenario, audience, what is withheld."""
    return {
        "map": opened.title,
        "at": opened.moment or None,
        "scenario": opened.branch.scenario or None,
        "audience": opened.view.audience,
        "withheld": withheld_counts(opened.view),
    }
