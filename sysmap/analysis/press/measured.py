"""Which way things moved since a day, as far as the measures of a map tell.

A measure tells that something moved only where every value after the day lies on the same side of the last value before
it. Whether a higher value means more of the thing itself is taken from which way each is better.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sysmap.model.maps import Branch
from sysmap.model.records import Record


@dataclass(frozen=True, slots=True)
class Movements:
    """What measures tell.

    Parameters
    ----------
    moved : Mapping of str to int
        By id of a factor or service: 1 where there is more of it, -1 where less.
    told_by : Mapping of str to tuple of str
        By the same: ids of the measures that say so.
    silent : Mapping of str to str
        By id of a measure from which nothing follows: why, in words.
    """

    moved: Mapping[str, int]
    told_by: Mapping[str, tuple[str, ...]]
    silent: Mapping[str, str]


def movements_since(branch: Branch, day: date) -> Movements:
    """Read which way things moved since a day.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    day : date
        When what is known to have happened did.
    """
    ways: dict[str, dict[str, int]] = {}
    silent: dict[str, str] = {}
    values = _values(branch)
    for measure in branch.of("Measure"):
        thing = branch.get(measure.get("factor_id"))
        if thing is None or thing.kind not in {"Factor", "Service"}:
            continue
        way, why = _way(values.get(measure.id, {}), day)
        sense = _sense(measure, thing)
        if not way:
            silent[measure.id] = why
        elif not sense:
            silent[measure.id] = "whether a higher value means more of it is not known: say which way each is better"
        else:
            ways.setdefault(thing.id, {})[measure.id] = way * sense
    moved: dict[str, int] = {}
    for thing_id, said in ways.items():
        if len(set(said.values())) == 1:
            moved[thing_id] = next(iter(said.values()))
        else:
            silent |= dict.fromkeys(said, "two measures of it went opposite ways")
    return Movements(moved, {each: tuple(ways[each]) for each in moved}, silent)


def _values(branch: Branch) -> dict[str, dict[date, Decimal]]:
    """Give the values of every measure by their day; the baseline is one of them."""
    found: dict[str, dict[date, Decimal]] = {}
    for measure in branch.of("Measure"):
        _put(found.setdefault(measure.id, {}), measure.day("baseline_date"), measure.number("baseline_value"))
    for observation in branch.of("Observation"):
        measure_id = observation.get("measure_id")
        _put(found.setdefault(measure_id, {}), observation.day("date"), observation.number("value"))
    return found


def _put(values: dict[date, Decimal], day: date | None, value: Decimal | None) -> None:
    if day is not None and value is not None:
        values[day] = value


def _way(values: Mapping[date, Decimal], day: date) -> tuple[int, str]:
    before = [each for each in values if each <= day]
    after = [value for each, value in values.items() if each > day]
    if not before:
        return 0, f"it has no value from {day} or before"
    if not after:
        return 0, f"it has no value after {day}"
    start = values[max(before)]
    ways = {(value > start) - (value < start) for value in after}
    if len(ways) > 1 or 0 in ways:
        return 0, f"its values after {day} lie on both sides of the one before, or at it"
    return ways.pop(), ""


def _sense(measure: Record, thing: Record) -> int:
    """Give 1 where a higher value means more of the thing, -1 where less, 0 where nobody said."""
    better = {"higher": 1, "lower": -1}.get(measure.get("better"), 0)
    wanted = {"up": 1, "down": -1}.get(thing.get("desired_direction"), 0)
    return better * wanted
