"""A pilot's card, answered in every format."""

from dataclasses import replace
from datetime import date
from typing import Any

from sysmap.analysis.loops import FoundLoop, LoopReport
from sysmap.analysis.pilots import (
    WAYS,
    Beside,
    MoneyBeside,
    PilotCard,
    PilotReading,
    find_pilots,
    make_cards,
    say_pilot,
)
from sysmap.analysis.readings import GOING, Point, say_day, say_value
from sysmap.errors import NotFoundError
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.polarity import say_loop
from sysmap.pipeline.answers import LISTED, Answer, Table, exact, make_table, say_figure, say_more
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.reading_back import sentence
from sysmap.pipeline.withholding import is_open

NOTE = "A measure moves for other reasons too: whoever decides holds it against the rule. sysmap gives no verdict."

_MONEY = {"cash": "cash for services", "lent": "lent", "paid_back": "paid back", "in_kind": "in kind"}
_LOOPS_TOLD = 3


def ask_pilots(opened: Opened, name: str = "", *, as_of: date, listed: int = LISTED, ask: Ask | None = None) -> Answer:
    """Give the card of a pilot, or of every pilot on the map.

    Parameters
    ----------
    opened : Opened
        The map; where a scenario was asked for, pilots in that one.
    name : str
        A service that is a pilot, its name typed loosely; every pilot where empty.
    as_of : date
        The day.
    listed : int
        How many pilots the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When there is no such service, or it is no pilot.
    """
    whole = opened.view.map
    pilots = find_pilots(whole)
    wanted = opened.branch.scenario
    chosen = {each: scenario for each, scenario in pilots.items() if not wanted or scenario == wanted}
    if name:
        service = find_named(whole, name, ("Service",), ask)
        if service.id not in chosen:
            raise NotFoundError(
                f"“{service.name}” is no pilot here: sysmap set MAP {service.id} status=pilot makes it one"
            )
        chosen = {service.id: chosen[service.id]}
    cards = make_cards(whole, chosen, as_of)
    told = not is_open(opened.view, "measure_silent")
    # Of withheld measures nobody can say that nothing measures what a pilot moves.
    if is_open(opened.view, "outcome_without_measure"):
        cards = [replace(card, unmeasured=()) for card in cards]
    findings = [say_pilot(card, as_of, told=told) for card in cards]
    parts: list[str | Table] = [f"{opened.heading_on(as_of)}."]
    for card, finding in list(zip(cards, findings, strict=True))[:listed]:
        parts.extend(["", finding.sentence, *_tell(card, told=told)])
    if len(cards) > listed:
        parts.extend(["", *say_more(len(cards), listed)])
    if not cards:
        parts.append('No service on this map is a pilot: sysmap set MAP "Falls classes" status=pilot makes it one.')
    else:
        parts.extend(["", NOTE])
    parts.extend(say_gaps(opened, findings, left_open=("outcome_without_measure",) if cards else ()))
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "pilots": [_data(card) for card in cards],
        "findings": [finding.to_json() for finding in findings],
    }
    columns = (
        "pilot",
        "scenario",
        "learn_by",
        "measure",
        "name",
        "start",
        "began",
        "latest",
        "wanted",
        "going",
        "since",
        "first",
        "way",
    )
    rows = [row for card in cards for row in _rows(card)]
    return Answer(tuple(parts), data, make_table(columns, rows), opened.cautions, fine=bool(cards))


def _tell(card: PilotCard, *, told: bool) -> list[str | Table]:
    here = card.branch
    parts: list[str | Table] = [f"Rule: {sentence(card.rule)}" if card.rule else "Rule: not known here."]
    if card.agreements:
        parts.append(f"Under: {', '.join(f'“{here.name_of(each)}”' for each in card.agreements)}.")
    outcomes = ", ".join(f"“{here.name_of(each)}”" for each in card.outcomes)
    parts.append(f"Drawn to make better: {outcomes}." if outcomes else "No outcome is drawn that it makes better.")
    if card.readings:
        heads = ("measure", "of", "at the start", "when it began", "latest", "wanted", "by all values")
        parts.extend(["", make_table(heads, [_told(here, each) for each in card.readings], heads[2:6])])
        if card.began:
            parts.append(f"Since it began on {say_day(card.began)}:")
            parts.extend(f"  {_say_since(each, told=told)}." for each in card.readings)
        else:
            parts.append("Which way they went since it began cannot be told: give its scenario a start_date.")
    if card.unmeasured:
        parts.append(f"Nothing measures {', '.join(f'“{here.name_of(each)}”' for each in card.unmeasured)}.")
    if card.beside:
        parts.extend(["", *_tell_beside(card.beside)])
    else:
        parts.append("It is on the base map, so there is nothing to lay beside it.")
    return parts


def _say_since(each: PilotReading, *, told: bool) -> str:
    """Say from which value to which a measure went since the pilot began, and whether that is better."""
    measure, latest = each.reading.measure, each.reading.latest
    name, unit = f"“{measure.name}”", measure.get("unit")
    if each.first is None or latest is None or each.way == "cannot_tell":
        if not told:
            return f"{name}: cannot be told here, as values are withheld"
        if each.first is None:
            return f"{name}: cannot be told, as there is no value yet"
        return f"{name}: cannot be told from the values of one day, {_on(each.first, unit)}"
    better = {1: " (higher is better)", -1: " (lower is better)"}.get(each.reading.better, "")
    return f"{name}: from {_on(each.first, unit)} to {_on(latest, unit)}, {WAYS[each.way][0]}{better}"


def _on(point: Point, unit: str) -> str:
    return f"{say_value(point.value, unit)} on {say_day(point.day)}"


def _told(here: Branch, each: PilotReading) -> list[str]:
    reading = each.reading
    unit = reading.measure.get("unit")
    points = (reading.baseline, each.began, reading.latest, reading.target)
    observed = reading.measure.get("factor_id")
    going = "gone silent" if reading.silent else GOING[reading.going]
    return [reading.measure.name, here.name_of(observed), *(_point(point, unit) for point in points), going]


def _tell_beside(beside: Beside) -> list[str | Table]:
    name = beside.scenario.name_of(beside.scenario.scenario)
    rows = [["links of influence", *(f"{count:,}" for count in beside.links)]]
    rows.append(["feedback loops", *(_count(loops) for loops in beside.loops)])
    for each in beside.money:
        what = f"{_MONEY[each.what]}, {each.year or 'year not known'}, {each.basis}"
        rows.append([what, *(_amount(figure) for figure in (each.base, each.scenario))])
    parts: list[str | Table] = [make_table(("what", "base", f"with “{name}”"), rows, ("base", f"with “{name}”"))]
    for said, loops, there in (("made", beside.made, beside.scenario), ("broken", beside.broken, beside.base)):
        parts.extend(f"Loop {said}: {_loop(there, loop)}." for loop in loops[:_LOOPS_TOLD])
        if len(loops) > _LOOPS_TOLD:
            parts.append(f"{len(loops) - _LOOPS_TOLD:,} more loops {said}; JSON has all.")
    return parts


def _count(loops: LoopReport) -> str:
    return f"{'at least ' if loops.account.at_least else ''}{loops.account.count:,}"


def _amount(figure: Figure) -> str:
    return say_figure(figure) if figure.rests_on else "none on the map"


def _loop(here: Branch, loop: FoundLoop) -> str:
    way = " → ".join(here.name_of(each) for each in (*loop.elements, loop.elements[0]))
    named = f"“{loop.name}”, " if loop.name else ""
    return f"{named}{way}: it {say_loop(loop.polarity, len(loop.contested))}"


def _point(point: Point | None, unit: str) -> str:
    return f"{say_value(point.value, unit)} ({point.day:%b %Y})" if point else "not known"


def _rows(card: PilotCard) -> list[list[str]]:
    start = [card.service_id, card.branch.scenario, card.learn_by.isoformat() if card.learn_by else ""]
    if not card.readings:
        return [[*start, *[""] * 10]]
    return [
        [
            *start,
            each.reading.measure.id,
            each.reading.measure.name,
            *(
                "" if point is None else str(point.value)
                for point in (each.reading.baseline, each.began, each.reading.latest, each.reading.target)
            ),
            each.reading.going,
            "" if each.since is None else str(each.since),
            "" if each.first is None else str(each.first.value),
            each.way,
        ]
        for each in card.readings
    ]


def _data(card: PilotCard) -> dict[str, Any]:
    here = card.branch
    return {
        "id": card.service_id,
        "name": here.name_of(card.service_id),
        "scenario": here.scenario or None,
        "learn_by": card.learn_by.isoformat() if card.learn_by else None,
        "rule": card.rule or None,
        "agreements": list(card.agreements),
        "outcomes": list(card.outcomes),
        "measures": [
            {
                "id": each.reading.measure.id,
                "name": each.reading.measure.name,
                "of": each.reading.measure.get("factor_id"),
                "unit": each.reading.measure.get("unit"),
                "start": _point_data(each.reading.baseline),
                "began": _point_data(each.began),
                "latest": _point_data(each.reading.latest),
                "wanted": _point_data(each.reading.target),
                "going": each.reading.going,
                "since": each.since,
                "first": _point_data(each.first),
                "way": each.way,
            }
            for each in card.readings
        ],
        "unmeasured": list(card.unmeasured),
        "beside": _beside_data(card.beside) if card.beside else None,
    }


def _point_data(point: Point | None) -> dict[str, str] | None:
    return {"day": point.day.isoformat(), "value": str(point.value)} if point else None


def _beside_data(beside: Beside) -> dict[str, Any]:
    return {
        "links": list(beside.links),
        "loops": [loops.account.count for loops in beside.loops],
        "loops_at_least": [loops.account.at_least for loops in beside.loops],
        "made": [_loop_data(each) for each in beside.made],
        "broken": [_loop_data(each) for each in beside.broken],
        "money": [_money_data(each) for each in beside.money],
    }


def _loop_data(loop: FoundLoop) -> dict[str, Any]:
    return {"id": loop.id, "name": loop.name, "elements": list(loop.elements), "polarity": loop.polarity}


def _money_data(each: MoneyBeside) -> dict[str, Any]:
    return {
        "year": str(each.year) if each.year else None,
        "basis": each.basis,
        "currency": each.currency,
        "what": each.what,
        "base": exact(each.base),
        "scenario": exact(each.scenario),
        "rests_on": list(dict.fromkeys((*each.base.rests_on, *each.scenario.rests_on))),
    }
