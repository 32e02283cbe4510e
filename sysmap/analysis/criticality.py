"""How much hangs on one element for money: services it would no longer reach, and how much of it (METHODS 9).

Money is followed from those that pay and are paid by nobody on the map, along payments and on to the service that a
payment names. An element through which every way to a service passes is a single point of failure for it: its smallest
cut has one element. Lengauer and Tarjan's dominators (1979) find all of those in one pass.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sysmap.analysis.dependence import immediate_dominators
from sysmap.analysis.flows import Flow, Selection, read_flows, select_flows, total_of
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money

Arcs = list[tuple[str, str]]

_TOLD = 4
"""Services named in one sentence."""


@dataclass(frozen=True, slots=True)
class Critical:
    """What hangs on one element.

    Parameters
    ----------
    element : str
        Its id.
    cut_off : tuple of str
        Services that no drawn money would reach without it.
    share : float
        Those as a share of all services that money reaches, 0 to 1.
    lost : Decimal
        What flows into services on payments by it, to it, or that only come about through it, in the year, on the basis
        and in the currency of the report.
    chance : float or None
        How likely it is to fail, where somebody said.
    """

    element: str
    cut_off: tuple[str, ...]
    share: float
    lost: Decimal
    chance: float | None = None

    @property
    def weighed(self) -> float | None:
        """The share times the chance; None where nobody said how likely it is to fail."""
        return None if self.chance is None else self.share * self.chance


@dataclass(frozen=True, slots=True)
class CriticalityReport:
    """What hangs on each element for money.

    Parameters
    ----------
    services : tuple of str
        Services that drawn money reaches.
    total : Decimal
        What flows into services in the selection.
    selection : Selection
        One year, basis and currency, and what was left out of it.
    elements : tuple of Critical
        Those without which at least one service gets nothing, the most services first, or by share times chance where
        chances were given.
    findings : tuple of Finding
        The same in sentences.
    """

    services: tuple[str, ...]
    total: Decimal
    selection: Selection
    elements: tuple[Critical, ...]
    findings: tuple[Finding, ...]


def money_arcs(branch: Branch) -> tuple[Arcs, list[str]]:
    """Give the ways that money goes, each once, and those with whom it begins: who pays and is paid by nobody drawn."""
    arcs: dict[tuple[str, str], None] = {}
    for flow in branch.of("FUNDS"):
        chain = [flow.from_id, flow.to_id]
        if (service := flow.get("service_id")) and service != flow.to_id:
            chain.append(service)
        if len(set(chain)) == len(chain) and all(each in branch for each in chain):
            arcs.update(dict.fromkeys(pairwise(chain)))
    paid = {finish for _, finish in arcs}
    return list(arcs), sorted({start for start, _ in arcs} - paid)


def report_criticality(branch: Branch, chances: Mapping[str, float] | None = None) -> CriticalityReport:
    """Say without which elements money would no longer reach services.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    chances : Mapping of str to float, optional
        How likely elements are to fail, 0 to 1, by id, where somebody knows.
    """
    arcs, sources = money_arcs(branch)
    above = immediate_dominators(arcs, sources) if sources else {}
    reached = _reached(arcs, sources)
    services = tuple(service.id for service in branch.of("Service") if service.id in reached)
    cut_off: dict[str, list[str]] = {}
    for service in services:
        for each in _all_above(above, service):
            cut_off.setdefault(each, []).append(service)
    selection = select_flows(branch)
    known = {flow.record.id for flow in selection.flows}
    into = [flow for flow in read_flows(branch) if flow.record.id in known and flow.service_id and flow.is_cash]
    lost = _lost(into, above)
    chances = chances or {}
    found = [
        Critical(each, tuple(gone), len(gone) / len(services), lost.get(each, Decimal(0)), chances.get(each))
        for each, gone in cut_off.items()
    ]
    found.sort(key=lambda each: (-(each.weighed or 0.0), -len(each.cut_off), -each.lost, each.element))
    total = total_of(into)
    findings = tuple(_say(branch, each, len(services), selection) for each in found)
    return CriticalityReport(services, total, selection, tuple(found), findings)


def _all_above(above: Mapping[str, str], element: str) -> Iterator[str]:
    """Give all that every way from the first payers to an element passes through, the nearest first."""
    here = above.get(element)
    while here:
        yield here
        here = above.get(here)


def _reached(arcs: Arcs, sources: list[str]) -> set[str]:
    onward: dict[str, list[str]] = {}
    for start, finish in arcs:
        onward.setdefault(start, []).append(finish)
    reached, waiting = set(sources), list(sources)
    while waiting:
        fresh = set(onward.get(waiting.pop(), ())) - reached
        reached |= fresh
        waiting.extend(fresh)
    return reached


def _lost(flows: list[Flow], above: Mapping[str, str]) -> dict[str, Decimal]:
    """Add up, for each element, what flows into services by it, to it, or only because of it."""
    lost: dict[str, Decimal] = {}
    for flow in flows:
        start, finish = flow.record.from_id, flow.record.to_id
        through = {start, finish, *_all_above(above, start)} - {flow.service_id}
        for each in through:
            lost[each] = lost.get(each, Decimal(0)) + flow.amount
    return lost


def _say(branch: Branch, critical: Critical, services: int, selection: Selection) -> Finding:
    names = [f"“{branch.name_of(each)}”" for each in critical.cut_off[:_TOLD]]
    more = len(critical.cut_off) - len(names)
    told = f"{', '.join(names)}{f' and {more} more' if more else ''}"
    said = f"All drawn money to {told} passes through “{branch.name_of(critical.element)}”"
    if critical.lost:
        said += f", and {say_money(critical.lost, selection.currency)} into services ({selection.label})"
    return Finding(
        "money_hangs_on",
        f"{said}.",
        (critical.element, *critical.cut_off),
        {
            "cut_off": Figure(len(critical.cut_off), "services", f"of {services} that drawn money reaches"),
            "lost": Figure(critical.lost, selection.currency, f"into services by way of it, {selection.label}"),
            "chance": Figure(
                None if critical.chance is None else str(critical.chance), "chance", "as it was given with the question"
            ),
        },
        missing=selection.missing,
        scenario=branch.scenario,
    )
