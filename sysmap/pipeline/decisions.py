"""From a place to act to buying decisions, answered in every format."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sysmap.analysis.decisions import (
    LEAD_MONTHS,
    Decision,
    Lever,
    Mover,
    find_decisions,
    places_to_act,
    say_lack,
    say_lever,
)
from sysmap.analysis.readings import say_day
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import LISTED, Answer, Table, exact, make_table, say_figure, say_more
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.reading_back import capital, sentence

_MEANS = {
    "+": "more of it means more",
    "-": "more of it means less",
    "?": "which way it moves it is not sure",
}


def ask_decisions(
    opened: Opened,
    name: str = "",
    *,
    as_of: date,
    lead_months: int = LEAD_MONTHS,
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say which buying decisions could move a place to act, or all places about which we decide.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        A service or factor, its name typed loosely; all about which we decide, alone or with others, where empty.
    as_of : date
        The day.
    lead_months : int
        How long a decision and the buying after it take.
    listed : int
        How many places the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When no service or factor has that name.
    """
    branch = opened.branch
    elements = [find_named(branch, name, ("Service", "Factor"), ask).id] if name else places_to_act(branch)
    levers = find_decisions(branch, elements, as_of, lead_months)
    findings = [say_lever(branch, each, as_of) for each in levers]
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "lead_months": lead_months,
        "places": [_lever_data(branch, each) for each in levers],
        "findings": [finding.to_json() for finding in findings],
    }
    columns = ("place", "name", "decide_by", "late", "agreement", "agreement_name", "turn", "day", "cash", "services")
    rows = [row for each in levers for row in _rows(branch, each)]
    parts: list[str | Table] = [f"{opened.heading_on(as_of)}.", _rule(lead_months), ""]
    if not levers:
        parts.append('No place to act is marked: sysmap set MAP "Carer strain" control=ours says who decides about it.')
    elif name:
        parts.extend([findings[0].sentence, *_tell(branch, levers[0])])
    else:
        parts.extend(_overview(branch, levers, listed))
    parts.extend(say_gaps(opened, findings if name else ()))
    return Answer(tuple(parts), data, make_table(columns, rows), opened.cautions, fine=bool(levers))


def _rule(lead_months: int) -> str:
    return (
        f"A decision is due {lead_months} months before an agreement ends or can be ended, earlier where more notice is"
        " agreed, and on the day on which somebody is to look at it again."
    )


def _overview(branch: Branch, levers: Sequence[Lever], listed: int) -> list[str | Table]:
    parts: list[str | Table] = []
    decided = [each for each in levers if each.decisions]
    if decided:
        heads = ("place to act", "decide by", "agreement", "what then", "by way of")
        rows = [
            [
                branch.name_of(each.element_id),
                _by(first),
                branch.name_of(first.agreement_id),
                _turn(first),
                ", ".join(branch.name_of(mover.service_id) for mover in first.movers if mover.links),
            ]
            for each in decided[:listed]
            for first in each.decisions[:1]
        ]
        parts.append(make_table(heads, rows))
        parts.extend(say_more(len(decided), listed))
        parts.append("With the name of a place it tells all its decisions.")
    bare = [each for each in levers if not each.decisions]
    if bare:
        parts.extend(["", "No decision is attached to:"])
        parts.extend(f"  “{branch.name_of(each.element_id)}”: {_say_bare(branch, each)}" for each in bare[:listed])
        parts.extend(f"  {each}" for each in say_more(len(bare), listed))
    return parts


def _tell(branch: Branch, lever: Lever) -> list[str | Table]:
    """Tell all that could move one place: agreements by day, then services without one."""
    parts: list[str | Table] = []
    if lever.decisions:
        heads = ("decide by", "agreement", "what then", "cash under it", "moves it by way of")
        rows = [
            [
                _by(each),
                branch.name_of(each.agreement_id),
                _turn(each),
                say_figure(each.cash),
                ", ".join(branch.name_of(mover.service_id) for mover in each.movers),
            ]
            for each in lever.decisions
        ]
        parts.extend(["", make_table(heads, rows)])
    if lever.movers:
        parts.extend(["", "What moves it:"])
        parts.extend(f"  {_say_mover(branch, each)}" for each in lever.movers)
    return parts


def _say_bare(branch: Branch, lever: Lever) -> str:
    through = ", ".join(f"“{branch.name_of(each.service_id)}”" for each in lever.movers if each.links)
    return sentence(say_lack(lever) + (f" ({through})" if through else ""))


def _say_mover(branch: Branch, mover: Mover) -> str:
    name = f"“{branch.name_of(mover.service_id)}”"
    links = "1 link" if mover.links == 1 else f"{mover.links} links"
    how = f"{name}, over {links}: {_MEANS[mover.polarity]}" if mover.links else f"{name}: the place itself"
    if not mover.agreements:
        how += "; no agreement on this map covers it"
    return sentence(capital(how))


def _by(decision: Decision) -> str:
    return f"{say_day(decision.decide_by)}{' (late)' if decision.late else ''}"


def _turn(decision: Decision) -> str:
    does = {"ends": "ends", "can_end": "can be ended", "review": "look again"}[decision.turn.turn]
    return f"{does} {say_day(decision.turn.day)}"


def _rows(branch: Branch, lever: Lever) -> list[list[str]]:
    start = [lever.element_id, branch.name_of(lever.element_id)]
    if not lever.decisions:
        return [[*start, *[""] * 7, ";".join(mover.service_id for mover in lever.movers)]]
    return [
        [
            *start,
            each.decide_by.isoformat(),
            "yes" if each.late else "no",
            each.agreement_id,
            branch.name_of(each.agreement_id),
            each.turn.turn,
            each.turn.day.isoformat(),
            "" if each.cash.value is None else str(each.cash.value),
            ";".join(mover.service_id for mover in each.movers),
        ]
        for each in lever.decisions
    ]


def _lever_data(branch: Branch, lever: Lever) -> dict[str, Any]:
    return {
        "id": lever.element_id,
        "name": branch.name_of(lever.element_id),
        "lacks": lever.lacks or None,
        "services": [
            {
                "id": each.service_id,
                "name": branch.name_of(each.service_id),
                "links": each.links,
                "polarity": each.polarity,
                "agreements": list(each.agreements),
            }
            for each in lever.movers
        ],
        "decisions": [
            {
                "agreement": each.agreement_id,
                "agreement_name": branch.name_of(each.agreement_id),
                "turn": each.turn.turn,
                "day": each.turn.day.isoformat(),
                "decide_by": each.decide_by.isoformat(),
                "late": each.late,
                "cash": exact(each.cash),
                "services": [mover.service_id for mover in each.movers],
            }
            for each in lever.decisions
        ],
    }
