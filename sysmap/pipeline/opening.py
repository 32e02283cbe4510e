"""Opening a map to ask it something: as it is or was, for an audience, in its base or one scenario."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sysmap.errors import NotFoundError
from sysmap.model.findings import Finding
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.scenarios import branch
from sysmap.model.sharing import Redaction, redact, with_own_ids
from sysmap.model.values import read_date
from sysmap.model.visibility import View
from sysmap.pipeline.addresses import map_name
from sysmap.pipeline.answers import missing_lines, say_counts
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.profiles import find_profile, refuse_telling_name
from sysmap.pipeline.withholding import say_open
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
    redaction : Redaction, optional
        What the audience may not see, for the maker's eyes only.
    ids : Mapping of str to str
        Where the map has ids of its own, the id in the map of each.
    number : int
        The number of the edit that it is shown after.
    """

    address: str
    view: View
    branch: Branch
    moment: str = ""
    cautions: tuple[str, ...] = field(default=())
    redaction: Redaction | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    number: int = 0

    @property
    def title(self) -> str:
        """What the map is called; its name as a file or in Neo4j where nobody said, without what is withheld."""
        called = self.view.map.about.get("name") or map_name(self.address)
        return self.redaction.finder.blank(called)[0] if self.redaction else called

    @property
    def heading(self) -> str:
        """What is asked, in one line: the map, and what it is seen through where that is not the plain base."""
        parts = [self.title]
        if self.moment:
            parts.append(f"as it was at {self.moment}")
        if self.branch.scenario:
            parts.append(f"scenario “{self.view.map.name_of(self.branch.scenario)}”")
        if not self.view.whole:
            parts.append(f"for {self.view.audience}")
        return ", ".join(parts)

    def heading_on(self, day: date) -> str:
        """Say what is asked and the day that it speaks of, where an answer depends on one."""
        return f"{self.heading}, as of {day.isoformat()}"

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
    leaving: bool = False,
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
    audience : str
        For whom: council, partner, public or another profile.
    ask : callable, optional
        Asks which of several is meant.
    bulk : bool
        Whether to read the single payments too.
    leaving : bool
        Whether it leaves as a file: then all but those who see everything are given ids that tell nothing.

    Raises
    ------
    NotFoundError
        When there is no such map, moment or scenario.
    UsageError
        When no profile has that name.
    BadInputError
        When the profile cannot be read or does not fit the map.
    """
    with open_store(address) as store:
        number = find_moment(store, at)
        whole = store.read_map(bulk=bulk) if number == store.head else store.map_at(number, bulk=bulk)
        # For whom and what is secret is known by the map as it is now, whichever moment of it is shown.
        now = whole if number == store.head else store.read_map(bulk=bulk)
        cautions = store.cautions
    redaction = redact(whole, find_profile(now, audience), None if now is whole else now)
    view = redaction.view
    scenario_id = find_named(view.map, scenario, ("Scenario",), ask).id if scenario else ""
    ids: Mapping[str, str] = {}
    if leaving:
        refuse_telling_name(redaction)
    if leaving and not view.whole:
        own, ids = with_own_ids(view.map)
        view = replace(view, map=own)
        scenario_id = next((new for new, old in ids.items() if old == scenario_id), "")
    said = redaction.finder.blank(at)[0]
    moment = "" if at in {"", NOW} else f"“{said}”, after edit {number}" if not at.isdecimal() else f"edit {number}"
    return Opened(address, view, branch(view.map, scenario_id), moment, cautions, redaction, ids, number)


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
    """Give what was asked, as every answer repeats it: map, version, moment, scenario, audience, what is withheld."""
    return {
        "map": opened.title,
        "map_version": opened.number,
        "at": opened.moment or None,
        "scenario": opened.branch.scenario or None,
        "audience": opened.view.audience,
        "withheld": withheld_counts(opened.view),
    }


def say_gaps(
    opened: Opened, findings: Iterable[Finding], more: Iterable[str] = (), *, left_open: Collection[str] = ()
) -> list[str]:
    """Say what an answer does not hold, as its last lines: what is not known, not asked, withheld.

    Parameters
    ----------
    opened : Opened
        The map.
    findings : iterable of Finding
        What the answer tells.
    more : iterable of str
        What more is not known behind it.
    left_open : collection of str
        The sorts of findings that it would tell, were they not open to what is withheld.
    """
    not_asked = say_open(opened.view, left_open) if left_open else ""
    return [*missing_lines(findings, more), *filter(None, (not_asked, opened.withheld))]
