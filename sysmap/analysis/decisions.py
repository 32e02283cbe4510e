"""From a place to act to the buying decisions that could move it, and by when (DOMAIN 1.7 and section 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sysmap.analysis.agreement_dates import AgreementDate, add_months, agreements_by_service, dates_of
from sysmap.analysis.endings import cash_by_agreement
from sysmap.analysis.flows import select_flows
from sysmap.analysis.readings import say_day
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.records import Record

STEPS = 3
"""Most links of influence from a service to a place that it moves: as for outcomes that hang on an agreement."""

LEAD_MONTHS = 6
"""Months that a decision and the buying after it take where nobody says else: this project's choice."""

WITHIN_REACH = ("ours", "shared")
"""Who decides about a place to act."""

Lacks = Literal["", "service", "agreement", "date"]


@dataclass(frozen=True, slots=True)
class Mover:
    """A service that moves a place to act.

    Parameters
    ----------
    service_id : str
        The service.
    links : int
        How many influences lead from it to the place by the shortest way that passes no other service; 0 where it is
        the place itself.
    polarity : {"+", "-", "?"}
        Whether more of it means more of the place; "?" where the shortest ways differ or a sign is unsure.
    agreements : tuple of str
        The agreements that cover it or that it is paid under.
    """

    service_id: str
    links: int
    polarity: str
    agreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A day on which an agreement turns, and by when to decide what then.

    Parameters
    ----------
    agreement_id : str
        The agreement.
    turn : AgreementDate
        When it ends, can be ended or is to be looked at again.
    decide_by : date
        By when to decide: that day for a look, else so many months before.
    late : bool
        Whether that is past already.
    cash : Figure
        Cash under the agreement in the year; not known where none is mapped.
    movers : tuple of Mover
        The services by which it moves the place, the nearest first.
    """

    agreement_id: str
    turn: AgreementDate
    decide_by: date
    late: bool
    cash: Figure
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Lever:
    """A place to act, and the decisions that could move it.

    Parameters
    ----------
    element_id : str
        The service or factor.
    movers : tuple of Mover
        The services that move it, the nearest first.
    decisions : tuple of Decision
        Those ahead, what has to be decided soonest first.
    lacks : {"", "service", "agreement", "date"}
        What is missing for a decision: a service that moves it, an agreement, a day ahead; empty where nothing.
    """

    element_id: str
    movers: tuple[Mover, ...]
    decisions: tuple[Decision, ...]
    lacks: Lacks


def places_to_act(branch: Branch) -> list[str]:
    """Give the services and factors on the causal map about which we decide, alone or with others."""
    return [
        each.id
        for each in branch.of("Service", "Factor")
        if each.get("control") in WITHIN_REACH
        and (branch.leaving(each.id, "INFLUENCES") or branch.reaching(each.id, "INFLUENCES"))
    ]


def find_decisions(
    branch: Branch, elements: Sequence[str], as_of: date, lead_months: int = LEAD_MONTHS
) -> tuple[Lever, ...]:
    """Find the buying decisions that could move places to act.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    elements : sequence of str
        Ids of services and factors.
    as_of : date
        The day.
    lead_months : int, optional
        How long a decision and the buying after it take; more where an agreement asks for more notice.

    Returns
    -------
    tuple of Lever
        One for each, what has to be decided soonest first; those without a decision last.
    """
    covered = agreements_by_service(branch)
    selection = select_flows(branch)
    cash = cash_by_agreement(selection)
    unknown = Figure(None, selection.currency, f"no cash under it, {selection.label}")
    turns = {
        agreement: _turns(branch[agreement], as_of, lead_months)
        for agreement in {each for found in covered.values() for each in found}
    }
    levers = []
    for element in elements:
        movers = _movers(branch, element, covered)
        by_agreement: dict[str, list[Mover]] = {}
        for mover in movers:
            for agreement in mover.agreements:
                by_agreement.setdefault(agreement, []).append(mover)
        decisions = [
            Decision(agreement, turn, decide_by, decide_by < as_of, cash.get(agreement, unknown), tuple(through))
            for agreement, through in by_agreement.items()
            for turn, decide_by in turns[agreement]
        ]
        decisions.sort(key=lambda each: (each.decide_by, each.turn.day, each.agreement_id))
        lacks: Lacks = "" if decisions else "date" if by_agreement else "agreement" if movers else "service"
        levers.append(Lever(element, movers, tuple(decisions), lacks))
    levers.sort(key=lambda each: each.decisions[0].decide_by if each.decisions else date.max)
    return tuple(levers)


def _turns(agreement: Record, as_of: date, lead_months: int) -> list[tuple[AgreementDate, date]]:
    """Give the days ahead on which an agreement turns, each with the day by which to decide."""
    ahead = [each for each in dates_of(agreement) if each.day >= as_of]
    months = max(lead_months, int(agreement.number("notice_months") or 0))
    return [(each, each.day if each.turn == "review" else add_months(each.day, -months)) for each in ahead]


def _movers(branch: Branch, element: str, covered: dict[str, list[str]]) -> tuple[Mover, ...]:
    """Walk back along influences to the services that move a factor, keeping the signs of the shortest ways to each.

    A service is where a way begins: what moves it in turn is decided about by other decisions, which are its own.
    """
    if branch[element].kind == "Service":
        return (Mover(element, 0, "+", tuple(covered.get(element, ()))),)
    reached: dict[str, set[str]] = {element: {"+"}}
    steps = {element: 0}
    fresh = [element]
    for step in range(1, STEPS + 1):
        found: dict[str, set[str]] = {}
        for here in fresh:
            for link in branch.reaching(here, "INFLUENCES"):
                if link.from_id not in steps and link.from_id in branch:
                    found.setdefault(link.from_id, set()).update(
                        _times(link.get("polarity", "?"), sign) for sign in reached[here]
                    )
        reached |= found
        steps |= dict.fromkeys(found, step)
        fresh = [each for each in found if branch[each].kind != "Service"]
    movers = [
        Mover(each, steps[each], next(iter(signs)) if len(signs) == 1 else "?", tuple(covered.get(each, ())))
        for each, signs in reached.items()
        if branch[each].kind == "Service"
    ]
    return tuple(sorted(movers, key=lambda each: (each.links, each.service_id)))


def _times(first: str, second: str) -> str:
    if "?" in (first, second):
        return "?"
    return "+" if first == second else "-"


_NO_DECISION = {
    "service": f"no service on this map moves it within {STEPS} links",
    "agreement": "no agreement on this map covers what moves it",
    "date": "no agreement on what moves it has a day ahead",
}


def say_lack(lever: Lever) -> str:
    """Say why no decision is attached to a place to act."""
    if lever.lacks != "service" and not lever.movers[0].links:
        return _NO_DECISION[lever.lacks].replace("what moves it", "it")
    return _NO_DECISION[lever.lacks]


def say_turn(turn: AgreementDate) -> str:
    """Say what happens to an agreement on a day."""
    does = {"ends": "ends", "can_end": "can be ended", "review": "is to be looked at again"}[turn.turn]
    return f"{does} on {say_day(turn.day)}"


def say_lever(branch: Branch, lever: Lever, as_of: date) -> Finding:
    """Say the first decision that could move a place to act, or that there is none."""
    name = branch.name_of(lever.element_id)
    if not lever.decisions:
        sentence = f"No buying decision is attached to “{name}”: {say_lack(lever)}. Ask what else could move it."
        return Finding("lever_without_decision", sentence, (lever.element_id,), {}, (), (), as_of, branch.scenario)
    first = lever.decisions[0]
    by = say_day(first.decide_by)
    when = f"a decision was due by {by}: ask who takes it" if first.late else f"to decide by {by}"
    agreement = branch.name_of(first.agreement_id)
    through = [f"“{branch.name_of(each.service_id)}”" for each in first.movers if each.links]
    by_way = f", by way of {', '.join(through)}" if through else ""
    sentence = f"What could move “{name}”{by_way}: “{agreement}” {say_turn(first.turn)}; {when}."
    about = (lever.element_id, first.agreement_id, *(each.service_id for each in first.movers))
    missing = () if first.cash.rests_on else (f"the cash under “{agreement}”",)
    figures = {"cash": first.cash}
    return Finding("lever_decision", sentence, about, figures, about[1:], missing, as_of, branch.scenario)
