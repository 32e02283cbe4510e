"""A pilot's card: what it is to teach by when, by which rule, what is measured, and the base beside it (question 12).

The rule is in people's words and so is the verdict: nothing here judges whether a pilot works.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sysmap.analysis.agreement_dates import agreements_by_service
from sysmap.analysis.endings import outcomes_of
from sysmap.analysis.flows import BASES, REPAYABLE, Flow, read_flows, total_of
from sysmap.analysis.loops import FoundLoop, LoopReport, compare_loops, report_loops
from sysmap.analysis.readings import Point, Reading, read_measures, say_day
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.scenarios import branch
from sysmap.model.sharing.redaction import WITHHELD
from sysmap.model.years import FinancialYear

Way = Literal["better", "worse", "same", "no_better", "cannot_tell"]

WAYS: dict[Way, tuple[str, str]] = {
    "better": ("better", "got better"),
    "worse": ("worse", "got worse"),
    "same": ("the same", "stayed the same"),
    "no_better": ("which way is better is not known", "moved, and which way is better is not known"),
    "cannot_tell": ("cannot be told", "cannot be told"),
}
"""Which way a measure went since a pilot began, in words: of one, and of several counted together."""


@dataclass(frozen=True, slots=True)
class PilotReading:
    """A measure of what a pilot should move.

    Parameters
    ----------
    reading : Reading
        What it tells.
    began : Point or None
        The last value up to the day the pilot began; None where that day or value is not known.
    since : int or None
        How many values there are of days after that; None where the day is not known.
    first : Point or None
        The first value of that day or a later one; None where there is none or the day is not known.
    way : str
        One of `WAYS`: which way the latest value is from that first one. It says nothing of why.
    """

    reading: Reading
    began: Point | None
    since: int | None
    first: Point | None = None
    way: Way = "cannot_tell"


@dataclass(frozen=True, slots=True)
class MoneyBeside:
    """Money of one year, basis and currency that the pilot's scenario changes.

    Parameters
    ----------
    year : FinancialYear or None
        The year; None where it is not dated.
    basis, currency : str
        The basis and currency.
    what : {"cash", "lent", "paid_back", "in_kind"}
        Cash for services; loans and the like; what pays back; what is given in kind.
    base, scenario : Figure
        How much without and with the scenario; not known where the map shows none.
    """

    year: FinancialYear | None
    basis: str
    currency: str
    what: str
    base: Figure
    scenario: Figure


@dataclass(frozen=True, slots=True)
class Beside:
    """The base and the pilot's scenario side by side.

    Parameters
    ----------
    base, scenario : Branch
        The two.
    links : tuple of int
        How many influences each has.
    loops : tuple of LoopReport
        The feedback loops of each.
    made, broken : tuple of FoundLoop
        Loops that only the scenario, or only the base has, the shortest first.
    money : tuple of MoneyBeside
        Money that differs.
    """

    base: Branch
    scenario: Branch
    links: tuple[int, int]
    loops: tuple[LoopReport, LoopReport]
    made: tuple[FoundLoop, ...]
    broken: tuple[FoundLoop, ...]
    money: tuple[MoneyBeside, ...]


@dataclass(frozen=True, slots=True)
class PilotCard:
    """What is known of one pilot.

    Parameters
    ----------
    service_id : str
        The pilot.
    branch : Branch
        Where it is: the base, or its scenario.
    learn_by : date or None
        By when it must have taught what it set out to.
    began : date or None
        The day its scenario begins; None on the base map or where nobody said.
    rule : str
        What will decide between scale, stop and redesign; empty where nobody said.
    readings : tuple of PilotReading
        Measures of it, of what it moves directly, and of agreements that cover it.
    unmeasured : tuple of str
        Ids of what it moves directly and nothing measures.
    outcomes : tuple of str
        Outcomes that it pushes the wanted way within three links.
    agreements : tuple of str
        The agreements that cover it or that it is paid under.
    beside : Beside or None
        The base beside its scenario; None where it is on the base map.
    """

    service_id: str
    branch: Branch
    learn_by: date | None
    began: date | None
    rule: str
    readings: tuple[PilotReading, ...]
    unmeasured: tuple[str, ...]
    outcomes: tuple[str, ...]
    agreements: tuple[str, ...]
    beside: Beside | None


def find_pilots(system_map: SystemMap) -> dict[str, str]:
    """Give every service that is a pilot, with the scenario in which it is one; empty for the base map."""
    found = {each.id: "" for each in branch(system_map).of("Service") if each.get("status") == "pilot"}
    for scenario in system_map.of("Scenario"):
        for each in branch(system_map, scenario.id).of("Service"):
            if each.get("status") == "pilot":
                found.setdefault(each.id, scenario.id)
    return found


def make_cards(system_map: SystemMap, pilots: Mapping[str, str], as_of: date) -> list[PilotCard]:
    """Make the cards of pilots.

    Parameters
    ----------
    system_map : SystemMap
        The map with all its scenarios.
    pilots : Mapping of str to str
        Ids of services, each with the scenario in which it is a pilot; empty for the base map.
    as_of : date
        The day: what was observed later is left out.
    """
    base = branch(system_map)
    cards: list[PilotCard] = []
    for scenario_id in dict.fromkeys(pilots.values()):
        here = branch(system_map, scenario_id) if scenario_id else base
        # Finding all loops is what takes time: once for all pilots of a scenario.
        beside = _lay_beside(base, here) if scenario_id else None
        covered = agreements_by_service(here)
        readings = read_measures(here, as_of)
        of_it = (service for service, scenario in pilots.items() if scenario == scenario_id)
        cards.extend(_make_card(here, service, readings, covered.get(service, []), beside) for service in of_it)
    return cards


def _make_card(
    here: Branch, service_id: str, every: Sequence[Reading], agreements: Sequence[str], beside: Beside | None
) -> PilotCard:
    service = here[service_id]
    scenario = here.get(here.scenario)
    began = scenario.day("start_date") if scenario else None
    moved = list(dict.fromkeys(link.to_id for link in here.leaving(service_id, "INFLUENCES")))
    observed = {service_id, *moved, *agreements}
    readings = [
        reading
        for reading in every
        if reading.measure.get("factor_id") in observed
        or not set(agreements).isdisjoint(reading.measure.items("kpi_of_agreement"))
    ]
    measured = {reading.measure.get("factor_id") for reading in readings}
    return PilotCard(
        service_id,
        here,
        service.last_day("learn_by"),
        began,
        service.get("decision_rule"),
        tuple(_since(reading, began) for reading in readings),
        tuple(each for each in moved if each not in measured),
        tuple(outcomes_of(here, service_id)),
        tuple(agreements),
        beside,
    )


def _since(reading: Reading, began: date | None) -> PilotReading:
    if began is None:
        return PilotReading(reading, None, None)
    before = [point for point in reading.observed if point.day <= began]
    later = [point for point in reading.observed if point.day >= began]
    return PilotReading(
        reading,
        before[-1] if before else None,
        len(reading.observed) - len(before),
        later[0] if later else None,
        _way(later, reading.better),
    )


def _way(points: Sequence[Point], better: int) -> Way:
    """Say which way the last of some values is from the first, by what is better; two values of one day tell none."""
    if not points or points[0].day == points[-1].day:
        return "cannot_tell"
    change = points[-1].value - points[0].value
    if not change:
        return "same"
    if not better:
        return "no_better"
    return "better" if change * better > 0 else "worse"


def _lay_beside(base: Branch, scenario: Branch) -> Beside:
    changes = compare_loops(base, scenario)
    return Beside(
        base,
        scenario,
        (len(base.of("INFLUENCES")), len(scenario.of("INFLUENCES"))),
        (report_loops(base, keep=0), report_loops(scenario, keep=0)),
        changes.made,
        changes.broken,
        _money_beside(base, scenario),
    )


_Money = tuple[FinancialYear | None, str, str, str]


def _money_beside(base: Branch, scenario: Branch) -> tuple[MoneyBeside, ...]:
    """Add up the money of each year, basis and currency on both sides; nothing is added over any of them."""
    sides = (_by_kind(base), _by_kind(scenario))
    found = []
    for key in sorted(sides[0].keys() | sides[1].keys(), key=_order):
        year, basis, currency, what = key
        before, after = (_figure(side.get(key, ()), key) for side in sides)
        if before.value != after.value:
            found.append(MoneyBeside(year, basis, currency, what, before, after))
    return tuple(found)


def _by_kind(here: Branch) -> Mapping[_Money, list[Flow]]:
    found: dict[_Money, list[Flow]] = {}
    for flow in read_flows(here):
        what = _what(flow)
        if what:
            found.setdefault((flow.year, flow.basis, flow.currency, what), []).append(flow)
    return found


def _what(flow: Flow) -> str:
    """Say which sum a flow belongs to; none for money on its way between bodies, which would count it twice."""
    if flow.is_repayment:
        return "paid_back"
    if flow.mechanism in REPAYABLE:
        return "lent"
    if not flow.is_spend or not flow.service_id:
        return ""
    return "cash" if flow.is_cash else "in_kind"


def _figure(flows: list[Flow] | tuple[()], key: _Money) -> Figure:
    year, basis, currency, what = key
    total = total_of(flows) if flows else None
    rows = tuple(flow.record.id for flow in flows)
    return Figure(total, currency, f"{what.replace('_', ' ')}, {year or 'year not known'}, {basis}", rows)


def _order(key: _Money) -> tuple[int, int, str, str]:
    year, basis, currency, what = key
    return (year.start if year else 0, BASES.index(basis) if basis in BASES else len(BASES), currency, what)


def say_pilot(card: PilotCard, as_of: date, *, told: bool = True) -> Finding:
    """Say by when a pilot is to teach, which way its measures went since, and by which rule; ask for the rest.

    Parameters
    ----------
    card : PilotCard
        What is known of it.
    as_of : date
        The day.
    told : bool
        Whether all values of measures are there: of withheld ones nobody can say that there are none.
    """
    name = f"“{card.branch.name_of(card.service_id)}”"
    withheld = card.branch[card.service_id].items(WITHHELD)
    if card.learn_by is None and "learn_by" in withheld:
        said = f"By when {name} is to have taught what it set out to is withheld here."
    elif card.learn_by is None:
        said = f"{name} has no day by which it is to have taught what it set out to: ask by when."
    elif card.learn_by < as_of:
        said = f"{name} was to have taught what it set out to by {say_day(card.learn_by)}: ask what was decided."
    else:
        days = (card.learn_by - as_of).days
        left = "1 day is" if days == 1 else f"{days:,} days are"
        said = f"{name} is to have taught what it set out to by {say_day(card.learn_by)}; {left} left."
    said += _say_since(card, told=told) + _say_ending(card)
    if not card.rule and "decision_rule" in withheld:
        said += " The rule that decides about it is withheld here."
    elif not card.rule:
        said += " No rule decides between scaling, stopping and redesigning it: ask for one before the results are in."
    ids = tuple(each.reading.measure.id for each in card.readings)
    missing = () if card.readings or not told else (f"what {name} changes, as nothing measures it",)
    about = (card.service_id, *ids)
    values = (each for reading in card.readings for each in (reading.first, reading.reading.latest) if each)
    rests_on = (*about, *dict.fromkeys(each.record_id for each in values if each.record_id not in ids))
    return Finding("pilot", said, about, {}, rests_on, missing, as_of, card.branch.scenario)


def _say_since(card: PilotCard, *, told: bool) -> str:
    """Say which way its measures went since it began, and never that it moved them."""
    count = len(card.readings)
    if not count:
        return ""
    if card.began is None:
        return " When it began is not known, and so which way its measures went since."
    ways = [each.way for each in card.readings]
    if not told and set(ways) == {"cannot_tell"}:
        return " Which way its measures went since it began cannot be told here, as values are withheld."
    none = not any(each.since for each in card.readings)
    if count == 1:
        said = f"its one measure {WAYS[ways[0]][1]}"
        lacks = f"its one measure has {'no value' if none else 'too few values'} to tell its way"
    else:
        said = f"of its {count} measures " + ", ".join(
            f"{ways.count(way)} {words}" for way, (_, words) in WAYS.items() if way in ways
        )
        lacks = f"none of its {count} measures has a value, so which way they went cannot be told" if none else said
    return f" Since it began, {lacks if set(ways) == {'cannot_tell'} else f'{said}; that does not say why'}."


def _say_ending(card: PilotCard) -> str:
    """Ask what carries a pilot on whose agreement ends before it is to have taught anything."""
    if card.learn_by is None:
        return ""
    ends = ((each, card.branch[each].last_day("end_date")) for each in card.agreements)
    early = [
        f"“{card.branch.name_of(each)}” ends on {say_day(day)}" for each, day in ends if day and day < card.learn_by
    ]
    return f" {' and '.join(early)}, before that day: ask what carries it until then." if early else ""
