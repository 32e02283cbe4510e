"""Boundaries: which links stay within a unit, and which cross to another body or to what nobody owns (DOMAIN 1.4)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from sysmap.model.commands import say_link
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import LINKS_WITHHELD

ViewName = Literal["accountable", "delivery"]

CLASSES: Mapping[str, str] = {
    "within_unit": "inside one unit",
    "within_organisation": "between units of one organisation",
    "across_organisations_same_sector": "between organisations of one sector",
    "across_sectors": "between sectors",
    "sector_not_known": "between organisations, sector not known",
    "real_world": "nobody on this map owns an end of it",
}
"""Every boundary class with the words shown for it, the nearest first."""

BOUNDED_KINDS = ("INFLUENCES", "DEPENDS_ON", "FUNDS", "WORKS_WITH")
"""The relationship types that have a boundary class."""

CROSSING = ("across_organisations_same_sector", "across_sectors", "sector_not_known", "real_world")


@dataclass(frozen=True, slots=True)
class LinkBoundary:
    """The boundary class of one link.

    Parameters
    ----------
    link : Record
        The relationship.
    boundary_class : str
        One of `CLASSES`.
    from_homes, to_homes : tuple of str
        Ids of the bodies that answer for its ends; empty where nobody on the map does.
    crosses_level, crosses_place : bool
        Whether its ends differ in reach, or lie in different places; False where either is not known.
    """

    link: Record
    boundary_class: str
    from_homes: tuple[str, ...]
    to_homes: tuple[str, ...]
    crosses_level: bool
    crosses_place: bool

    @property
    def crosses(self) -> bool:
        """Whether it leaves an organisation."""
        return self.boundary_class in CROSSING


@dataclass(frozen=True, slots=True)
class BoundaryReport:
    """All boundary classes of a branch in both views, and what they say.

    Parameters
    ----------
    links : Mapping of view name to tuple of LinkBoundary
        Every bounded link, in the accountable view (a service is at home with who answers for buying it) and in the
        delivery view (money to a service goes to who delivers it).
    findings : tuple of Finding
        What crosses, in sentences; the links that nobody owns first.
    """

    links: Mapping[ViewName, tuple[LinkBoundary, ...]]
    findings: tuple[Finding, ...]

    def counts(self, view: ViewName = "accountable") -> dict[str, dict[str, int]]:
        """Count links by relationship type and boundary class."""
        counts: dict[str, Counter[str]] = {}
        for each in self.links[view]:
            counts.setdefault(each.link.kind, Counter())[each.boundary_class] += 1
        return {
            kind: {name: counts[kind][name] for name in CLASSES if counts[kind][name]}
            for kind in BOUNDED_KINDS
            if kind in counts
        }


class Homes:
    """Who is at home where: bodies, their roots and the sectors of those."""

    def __init__(self, branch: Branch) -> None:
        self.branch = branch
        self._parents: dict[str, list[str]] = defaultdict(list)
        for each in branch.of("PART_OF"):
            if (unit := branch.get(each.from_id)) and unit.kind == "Organisation":
                self._parents[each.from_id].append(each.to_id)
        self._roots: dict[str, frozenset[str]] = {}
        self._bodies: dict[str, dict[str, list[str]]] = {
            kind: defaultdict(list) for kind in ("COMMISSIONS", "DELIVERS", "STEWARDS")
        }
        for kind, bodies in self._bodies.items():
            for each in branch.of(kind):
                bodies[each.to_id].append(each.from_id)
        self._places: dict[str, set[str]] = defaultdict(set)
        for each in branch.of("IN_PLACE"):
            self._places[each.from_id].add(each.to_id)

    def of(self, element_id: str, *, delivery: bool = False) -> frozenset[str]:
        """Give the bodies that answer for an element."""
        element = self.branch.get(element_id)
        if element is None:
            return frozenset()
        if element.kind == "Organisation":
            return frozenset({element_id})
        if element.kind == "Service":
            order = ("DELIVERS", "COMMISSIONS") if delivery else ("COMMISSIONS", "DELIVERS")
            for kind in order:
                if bodies := self._bodies[kind].get(element_id):
                    return frozenset(bodies)
        return frozenset(self._bodies["STEWARDS"].get(element_id, ()) if element.kind == "Factor" else ())

    def roots(self, body: str) -> frozenset[str]:
        """Climb PART_OF to the top: a unit of two bodies has two roots, a circle has its first id for one."""
        known = self._roots.get(body)
        if known is None:
            seen, climbing = {body}, [body]
            while climbing:
                parents = self._parents.get(climbing.pop(), ())
                fresh = [each for each in parents if each not in seen]
                seen.update(fresh)
                climbing.extend(fresh)
            tops = [each for each in seen if not self._parents.get(each)]
            known = self._roots[body] = frozenset(tops or [min(seen)])
        return known

    def roots_of(self, bodies: Iterable[str]) -> frozenset[str]:
        """Give the roots of several bodies together."""
        return frozenset().union(*(self.roots(each) for each in bodies))

    def sector(self, root: str) -> str:
        """Give the sector of a body; empty where nobody said."""
        record = self.branch.get(root)
        return record.get("sector") if record else ""

    def classify(self, link: Record, view: ViewName) -> LinkBoundary:
        """Give the boundary class of a link."""
        delivery = view == "delivery" and link.kind == "FUNDS"
        start, finish = self.of(link.from_id), self.of(link.to_id, delivery=delivery)
        return LinkBoundary(
            link,
            self._class(start, finish),
            tuple(sorted(start)),
            tuple(sorted(finish)),
            self._differ(link, "system_level"),
            self._places_differ(link),
        )

    def _class(self, start: frozenset[str], finish: frozenset[str]) -> str:
        if not start or not finish:
            return "real_world"
        if start & finish:
            return "within_unit"
        start_roots, finish_roots = self.roots_of(start), self.roots_of(finish)
        if start_roots & finish_roots:
            return "within_organisation"
        start_sectors = {self.sector(each) for each in start_roots}
        finish_sectors = {self.sector(each) for each in finish_roots}
        if (start_sectors & finish_sectors) - {""}:
            return "across_organisations_same_sector"
        return "sector_not_known" if "" in start_sectors | finish_sectors else "across_sectors"

    def _differ(self, link: Record, name: str) -> bool:
        ends = [self.branch.get(link.from_id), self.branch.get(link.to_id)]
        values = {end.get(name) for end in ends if end}
        return len(values - {""}) == 2

    def _places_differ(self, link: Record) -> bool:
        start, finish = self._places.get(link.from_id), self._places.get(link.to_id)
        return bool(start and finish and not start & finish)


def report_boundaries(branch: Branch) -> BoundaryReport:
    """Classify every bounded link of a branch in both views, and say what crosses.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    """
    homes = Homes(branch)
    bounded = [link for link in branch.of(*BOUNDED_KINDS) if link.from_id in branch and link.to_id in branch]
    accountable = tuple(homes.classify(link, "accountable") for link in bounded)
    links: dict[ViewName, tuple[LinkBoundary, ...]] = {
        "accountable": accountable,
        # Who delivers is asked of money that goes to a service alone.
        "delivery": tuple(
            homes.classify(each.link, "delivery") if branch[each.link.to_id].kind == "Service" else each
            for each in accountable
        ),
    }
    findings = (*_unowned(branch, links["accountable"]), *_crossings(branch, homes, links["accountable"]))
    return BoundaryReport(links, findings)


def _missing(branch: Branch, homes: Homes) -> tuple[str, ...]:
    homeless = [each for each in branch.of("Factor", "Service") if not homes.of(each.id)]
    roots = homes.roots_of(each.id for each in branch.of("Organisation"))
    unknown = [root for root in roots if not homes.sector(root)]
    missing = []
    if homeless:
        missing.append(f"{len(homeless)} of {len(branch.of('Factor', 'Service'))} factors and services have no owner")
    if unknown:
        missing.append(f"{len(unknown)} of {len(roots)} organisations have no sector")
    return tuple(missing)


def is_unowned(branch: Branch, each: LinkBoundary) -> bool:
    """Whether nobody owns an end of a link; not where links of that end are withheld, of which one may say who does."""
    ends = ((each.link.from_id, each.from_homes), (each.link.to_id, each.to_homes))
    return each.boundary_class == "real_world" and not any(
        branch[end].get(LINKS_WITHHELD) for end, bodies in ends if not bodies
    )


def _unowned(branch: Branch, links: tuple[LinkBoundary, ...]) -> list[Finding]:
    """Say which causal links have an end that nobody owns, the strongest first."""
    found = [each for each in links if each.link.kind == "INFLUENCES" and is_unowned(branch, each)]
    found.sort(key=lambda each: (-(each.link.number("strength") or 0), each.link.id))
    findings = []
    for each in found:
        ends = ((each.link.from_id, each.from_homes), (each.link.to_id, each.to_homes))
        unowned = [branch.name_of(end) for end, bodies in ends if not bodies]
        owners = " and ".join(f"“{name}”" for name in unowned)
        findings.append(
            Finding(
                "link_nobody_owns",
                f"{say_link(branch, each.link)}: nobody on this map owns {owners}.",
                (each.link.from_id, each.link.to_id),
                {"strength": Figure(each.link.get("strength") or None, made_from="as the link was drawn")},
                (each.link.id,),
                scenario=branch.scenario,
            )
        )
    return findings


def _crossings(branch: Branch, homes: Homes, links: tuple[LinkBoundary, ...]) -> list[Finding]:
    """Say which pairs of bodies have links between them, the most first."""
    pairs: dict[tuple[str, str], list[LinkBoundary]] = defaultdict(list)
    for each in links:
        if not each.crosses or not each.from_homes or not each.to_homes:
            continue
        # A link between what several bodies answer for stands between each of the one side and each of the other.
        between = product(homes.roots_of(each.from_homes), homes.roots_of(each.to_homes))
        for pair in {(min(ends), max(ends)) for ends in between}:
            pairs[pair].append(each)
    missing = _missing(branch, homes)
    findings = []
    for (first, second), crossing in sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        kinds = Counter(each.link.kind for each in crossing)
        words = {"INFLUENCES": "influence", "DEPENDS_ON": "dependence", "FUNDS": "money", "WORKS_WITH": "working ties"}
        said = ", ".join(f"{kinds[kind]} of {words[kind]}" for kind in BOUNDED_KINDS if kinds[kind])
        ids = tuple(each.link.id for each in crossing)
        plural = "link" if len(crossing) == 1 else "links"
        findings.append(
            Finding(
                "links_between_bodies",
                f"“{branch.name_of(first)}” and “{branch.name_of(second)}” have {len(crossing)} {plural} between them:"
                f" {said}.",
                (first, second),
                {
                    "links": Figure(
                        len(crossing), "links", "links whose ends these two, or their units, answer for", ids
                    )
                },
                ids,
                missing,
                scenario=branch.scenario,
            )
        )
    return findings
