"""Who is who: elements that may be one thing, with the reason and how alike their names are. Suggested, never merged.

Official numbers decide first: one number is one body, and two numbers of one register are two. Then names are compared
as a clerk would: without company endings and small words, in any order of words, by trading names and initials, and
last by spelling (`sysmap.analysis.likeness`). What somebody told apart is not suggested again.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from sysmap.analysis.likeness import SAME_BY, Name, comparable_names, likeness, names_within, spelt_alike, words_apart
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record

REASONS: Mapping[str, str] = {
    "number": "the same official number",
    "name": "the same but for case or company endings",
    "order": "the same words in another order",
    "spaces": "the same letters, spaced otherwise",
    "trading": "a name that the other trades or traded under",
    "initials": "the initials of the other",
    "common": "the same but for common words",
    "spelling": "spelt alike",
    "more": "one name says more",
}
"""Why two elements may be one, the surest first."""

_SURE = frozenset({"number", "name", "order", "spaces"})
"""Reasons so good that each further name is compared with one of those so joined, not with all of them."""

_NOT_UNASKED = frozenset({"Agreement", "Scenario"})
"""Kinds of which many rightly have one title; compared where somebody asks."""

_NOT_REGISTERS = frozenset({"GB-CFS", "GB-FTS", "GB-SRS"})
"""Schemes in which publishers number one body anew each time it is named."""

_SCHEME = re.compile(r"([A-Z]{2,3}-[A-Z0-9]+)-(.+)")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two elements that may be one thing.

    Parameters
    ----------
    first, second : Record
        The elements; the first is the one to keep, as far as the map can tell.
    reason : str
        Why, one of `REASONS`.
    detail : str
        What of it: the number, the words that differ. Empty where the reason says all.
    likeness : float
        How alike their likest names are, 0 to 100, company endings and the order of words apart.
    shared_neighbours : int
        How many elements both are joined to.
    """

    first: Record
    second: Record
    reason: str
    detail: str
    likeness: float
    shared_neighbours: int

    @property
    def why(self) -> str:
        """The reason in words."""
        if self.reason == "name" and self.first.name == self.second.name:
            return "the same name"
        return f"{REASONS[self.reason]}: {self.detail}" if self.detail else REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found.

    Parameters
    ----------
    pairs : tuple of Alike
        The surest reason first, then the likest.
    told_apart : tuple of Alike
        Pairs that somebody said are two things.
    apart_by_number : int
        Pairs named alike whose official numbers in one register differ; they are two things.
    """

    pairs: tuple[Alike, ...]
    told_apart: tuple[Alike, ...] = ()
    apart_by_number: int = 0


def find_duplicates(branch: Branch, kinds: Iterable[str] = ()) -> Duplicates:
    """Find pairs of elements of one kind that may be one thing.

    Parameters
    ----------
    branch : Branch
        The map, in its base or a scenario.
    kinds : iterable of str
        Only these kinds; all but agreements and scenarios where empty.
    """
    wanted = frozenset(kinds)
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for record in branch.elements:
        if "name" in record.values and (record.kind in wanted if wanted else record.kind not in _NOT_UNASKED):
            by_kind[record.kind].append(record)
    apart = {frozenset((each.get("one_id"), each.get("other_id"))) for each in branch.of("Distinct")}
    searches = [_Search(branch, records, apart) for records in by_kind.values()]
    for search in searches:
        search.run()
    return Duplicates(
        tuple(sorted((pair for search in searches for pair in search.pairs), key=_order)),
        tuple(sorted((pair for search in searches for pair in search.told_apart), key=_order)),
        sum(search.apart_by_number for search in searches),
    )


def official_number(record: Record) -> tuple[str, str]:
    """Give the register and the number of an element's identifier, written one way; empty texts where it has none."""
    text = "".join(record.get("org_id").upper().split())
    match = _SCHEME.fullmatch(text)
    if match is None:
        return "", text
    scheme, number = match.groups()
    if scheme == "GB-COH" and number.isdecimal():
        number = number.zfill(8)
    elif number.isdecimal():
        number = number.lstrip("0") or number
    return scheme, number


def _order(pair: Alike) -> tuple[int, float, str, str]:
    return list(REASONS).index(pair.reason), -pair.likeness, pair.first.name.casefold(), pair.second.id


class _Search:
    """The search among elements of one kind, the surest reason first: what is joined already is not asked again."""

    def __init__(self, branch: Branch, records: list[Record], apart: AbstractSet[frozenset[str]]) -> None:
        self.branch = branch
        self.by_id = {record.id: record for record in records}
        self.place = {record.id: index for index, record in enumerate(records)}
        self.apart = apart
        self.names = [name for each in records for name in comparable_names(each)]
        self.pairs: list[Alike] = []
        self.told_apart: list[Alike] = []
        self.apart_by_number = 0
        self._joined: dict[str, str] = {}
        self._seen: set[frozenset[str]] = set()

    def run(self) -> None:
        """Look for pairs by each reason."""
        for number, ids in _same_number(self.by_id.values()).items():
            self._group(ids, "number", partial(_the_number, number))
        for reason, key in SAME_BY.items():
            groups: dict[tuple[str, tuple[str, ...]], dict[str, Name]] = defaultdict(dict)
            for each in self.names:
                groups[key(each), each.numbers].setdefault(each.holder.id, each)
            for group in groups.values():
                tell = partial(_words_apart, group) if reason == "common" else _nothing_more
                self._group(group, reason, tell)
        for first, second, reason, detail in (*names_within(self.names), *spelt_alike(self.names)):
            self._note(first, second, reason, detail)

    def _group(self, ids: Collection[str], reason: str, tell: Callable[[str, str], str]) -> None:
        """Suggest that all of a group are one, each with one of those before: a hundred are not five thousand pairs.

        The one to keep comes first, so that all of them go into it.
        """
        if len(ids) < 2:
            return
        heads: list[str] = []
        for each in sorted(ids, key=lambda each: self._to_keep(self.by_id[each]), reverse=True):
            if not any(self._note(head, each, reason, tell(head, each)) for head in heads):
                heads.append(each)

    def _note(self, one: str, other: str, reason: str, detail: str) -> bool:
        """Keep a pair unless something says that they are two, and say whether they may be one."""
        roots = frozenset((self._root(one), self._root(other)))
        if len(roots) == 1:
            return True
        if roots in self._seen:
            return False
        first, second = sorted((self.by_id[one], self.by_id[other]), key=self._to_keep, reverse=True)
        if reason != "number" and _of_different_bodies(self.branch, first, second):
            return False
        self._seen.add(roots)
        if reason != "number" and _differ_in_register(first, second):
            self.apart_by_number += 1
            return False
        shared = len(_neighbours(self.branch, one) & _neighbours(self.branch, other))
        pair = Alike(first, second, reason, detail, likeness(first, second), shared)
        if frozenset((one, other)) in self.apart:
            self.told_apart.append(pair)
            return False
        self.pairs.append(pair)
        if reason in _SURE:
            self._joined[self._root(other)] = self._root(one)
        return True

    def _root(self, record_id: str) -> str:
        while record_id in self._joined:
            record_id = self._joined[record_id]
        return record_id

    def _to_keep(self, record: Record) -> tuple[bool, bool, int, bool, int]:
        """Rank an element by what speaks for keeping it: number, confirmed, links, a name not in capitals, age."""
        links = len(self.branch.leaving(record.id)) + len(self.branch.reaching(record.id))
        named = not record.name.isupper()
        return bool(record.get("org_id")), record.yes("confirmed"), links, named, -self.place[record.id]


def _same_number(records: Iterable[Record]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record.get("org_id"):
            groups["-".join(filter(None, official_number(record)))].append(record.id)
    return groups


def _words_apart(group: Mapping[str, Name], one: str, other: str) -> str:
    return words_apart(group[one], group[other])


def _the_number(number: str, one: str, other: str) -> str:
    del one, other
    return number


def _nothing_more(one: str, other: str) -> str:
    del one, other
    return ""


def _differ_in_register(first: Record, second: Record) -> bool:
    (scheme, number), (other_scheme, other_number) = official_number(first), official_number(second)
    return bool(scheme) and scheme not in _NOT_REGISTERS and scheme == other_scheme and number != other_number


def _of_different_bodies(branch: Branch, first: Record, second: Record) -> bool:
    """Whether two services are what different bodies have done: each council has its own home care."""
    if first.kind != "Service":
        return False
    mine, yours = (
        {each.from_id for each in branch.reaching(one.id, "COMMISSIONS", "DELIVERS")} for one in (first, second)
    )
    return bool(mine) and bool(yours) and not mine & yours


def _neighbours(system_map: SystemMap, record_id: str) -> set[str]:
    leaving = {each.to_id for each in system_map.leaving(record_id)}
    return leaving | {each.from_id for each in system_map.reaching(record_id)}
