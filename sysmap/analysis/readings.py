"""What measures tell on a day: from where, to where, which way, and whether they have gone silent (DOMAIN 1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import erfc, factorial, sqrt
from typing import Literal

from sysmap.model.findings import Finding
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.values import write_number

Going = Literal["better", "worse", "level", "no_clear_way", "too_few", "not_known"]

Doubt = Literal["", "target_worse", "target_early"]

DOUBT: dict[Doubt, str] = {
    "target_worse": "its target is worse than where it began, by what it calls better",
    "target_early": "its target is of a day before where it began",
}
"""What is wrong with a measure's target, in words: how far it has come is then not known."""

GOING: dict[Going, str] = {
    "better": "getting better",
    "worse": "getting worse",
    "level": "level",
    "no_clear_way": "no clear way",
    "too_few": "too few values to tell",
    "not_known": "which way is better is not known",
}
"""Which way a measure goes, in words."""

BY_CHANCE = 0.1
"""A way is clear where values without any would look so in at most one of ten cases: this project's choice."""

FEWEST = 4
"""Fewer values than this can never be that clear."""

_EXACT = 30
"""Up to so many values chances are counted, above they are those of a bell curve."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value on one day.

    Parameters
    ----------
    day : date
        The last day that it speaks of.
    value : Decimal
        The value, in the unit of its measure.
    record_id : str
        The record that says so.
    """

    day: date
    value: Decimal
    record_id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one measure tells.

    Parameters
    ----------
    measure : Record
        The measure.
    baseline, target : Point or None
        Where it began and where it should be by when; None where either day or value is not known.
    observed : tuple of Point
        What was observed up to the day asked about, the earliest first.
    going : str
        One of `GOING`: by the baseline and what was observed (Mann 1945).
    progress : Decimal or None
        How much of the way from baseline to target is gone, in percent; below 0 where it is further off than it began.
    on_line : Decimal or None
        What it would be on the day of its latest value, had it gone from baseline to target at one pace.
    silent : bool
        Whether nothing was observed in the twelve months up to the day asked about.
    doubt : str
        A key of `DOUBT` where baseline and target contradict each other, or what is better; else empty.
    """

    measure: Record
    baseline: Point | None
    target: Point | None
    observed: tuple[Point, ...]
    going: Going
    progress: Decimal | None
    on_line: Decimal | None
    silent: bool
    doubt: Doubt = ""

    @property
    def latest(self) -> Point | None:
        """What was observed last."""
        return self.observed[-1] if self.observed else None

    @property
    def distance(self) -> Decimal | None:
        """How far its latest value is from its target, in its unit; 0 where it is reached or passed."""
        if self.latest is None or self.target is None or not self.better or self.doubt == "target_worse":
            return None
        return max((self.target.value - self.latest.value) * self.better, Decimal(0))

    @property
    def behind(self) -> bool | None:
        """Whether its latest value is worse than one pace from baseline to target would have it."""
        if self.on_line is None or self.latest is None or not self.better:
            return None
        return (self.latest.value - self.on_line) * self.better < 0

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the records that it is read from."""
        return (self.measure.id, *(point.record_id for point in self.observed))

    @property
    def better(self) -> int:
        """1 where higher is better, -1 where lower is, 0 where nobody said."""
        return _better(self.measure)


def read_measures(branch: Branch, as_of: date) -> tuple[Reading, ...]:
    """Read every measure of a branch as it stood on a day, in the order of the map.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day; what was observed later is left out.
    """
    observed: dict[str, list[Point]] = {}
    for each in branch.of("Observation"):
        first, last, value = each.day("date"), each.last_day("date"), each.number("value")
        if first and last and value is not None and first <= as_of:
            observed.setdefault(each.get("measure_id"), []).append(Point(last, value, each.id))
    return tuple(_read(measure, observed.get(measure.id, []), as_of) for measure in branch.of("Measure"))


def a_year_before(day: date) -> date:
    """Give the same day of the year before; 28 February for the 29th."""
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def say_value(value: Decimal, unit: str) -> str:
    """Say a value of a measure: 52, 81.6%, 120,000."""
    said = f"{value:,f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return f"{said}%" if unit in {"percent", "%"} else said


def say_day(day: date) -> str:
    """Say a day: 31 March 2026."""
    return f"{day.day} {day:%B %Y}"


def say_reading(branch: Branch, reading: Reading, as_of: date) -> Finding:
    """Say what a measure tells, as one sentence."""
    measure, unit = reading.measure, reading.measure.get("unit")
    name = f"“{measure.name}”" + (f" ({unit})" if unit not in {"", "percent", "%"} else "")
    latest, baseline, target = reading.latest, reading.baseline, reading.target
    missing = []
    if latest is None:
        said = f"{name} has not been observed"
    else:
        said = f"{name} was {say_value(latest.value, unit)} on {say_day(latest.day)}"
    if baseline:
        said += f", {say_value(baseline.value, unit)} at the start on {say_day(baseline.day)}"
    else:
        missing.append(f"where {name} began")
    if target:
        said += f"; wanted is {say_value(target.value, unit)} by {say_day(target.day)}"
    else:
        missing.append(f"where {name} should be, and by when")
    if latest:
        said += f": {_say_way(reading)}"
    if reading.doubt:
        missing.append(f"which is right of {name}: {DOUBT[reading.doubt]}")
    if reading.going == "not_known":
        missing.append(f"whether more or less of {name} is better")
    return Finding(
        "measure_reading",
        f"{said}.",
        tuple(each for each in (measure.get("factor_id"), measure.id) if each),
        {},
        reading.rests_on,
        tuple(missing),
        as_of,
        branch.scenario,
    )


def _say_way(reading: Reading) -> str:
    unit = reading.measure.get("unit")
    parts = []
    if reading.distance == 0:
        parts.append("reached")
    elif reading.progress is not None:
        away = f"{write_number(abs(reading.progress))}%"
        parts.append(
            f"{away} of the way" if reading.progress >= 0 else f"further off than it began, by {away} of the way"
        )
    parts.append(GOING[reading.going])
    if reading.behind and reading.on_line is not None:
        parts.append(f"at one pace it would be {say_value(reading.on_line, unit)} by then")
    return ", ".join(parts)


def _read(measure: Record, observed: Sequence[Point], as_of: date) -> Reading:
    points = tuple(sorted(observed, key=lambda each: (each.day, each.record_id)))
    baseline, target = _point(measure, "baseline"), _point(measure, "target")
    latest = points[-1] if points else None
    progress = on_line = None
    doubt = _doubt(baseline, target, _better(measure))
    if baseline and target and latest and target.value != baseline.value and not doubt:
        gone = (latest.value - baseline.value) / (target.value - baseline.value)
        progress = (100 * gone).quantize(Decimal(1), ROUND_HALF_UP)
        if baseline.day < target.day:
            part = Decimal((latest.day - baseline.day).days) / (target.day - baseline.day).days
            part = min(max(part, Decimal(0)), Decimal(1))
            on_line = (baseline.value + part * (target.value - baseline.value)).quantize(_step(baseline, target))
    # What began before anything was observed is the first value of all.
    begins = (baseline,) if baseline and (not points or baseline.day < points[0].day) else ()
    silent = latest is None or latest.day < a_year_before(as_of)
    return Reading(
        measure,
        baseline,
        target,
        points,
        _going((*begins, *points), _better(measure)),
        progress,
        on_line,
        silent,
        doubt,
    )


def _doubt(baseline: Point | None, target: Point | None, better: int) -> Doubt:
    if baseline is None or target is None:
        return ""
    if (target.value - baseline.value) * better < 0:
        return "target_worse"
    return "target_early" if target.day <= baseline.day else ""


def _point(measure: Record, name: str) -> Point | None:
    day, value = measure.last_day(f"{name}_date"), measure.number(f"{name}_value")
    return Point(day, value, measure.id) if day and value is not None else None


def _step(baseline: Point, target: Point) -> Decimal:
    """Give the last place that a value between the two is told to: one more than they are."""
    places = max(len(write_number(each.value).partition(".")[2]) for each in (baseline, target))
    return Decimal(1).scaleb(-places) if abs(target.value - baseline.value) >= 10 else Decimal(1).scaleb(-places - 1)


def _better(measure: Record) -> int:
    return {"higher": 1, "lower": -1}.get(measure.get("better"), 0)


def _going(points: Sequence[Point], better: int) -> Going:
    """Say which way values go: the later of two higher or lower so often that it is hardly chance (Mann 1945)."""
    if not better:
        return "not_known"
    if len(points) < FEWEST:
        return "too_few"
    if len({point.value for point in points}) == 1:
        return "level"
    score = sum(
        (later.value > earlier.value) - (later.value < earlier.value)
        for at, earlier in enumerate(points)
        for later in points[at + 1 :]
        if later.day > earlier.day
    )
    if chance_of(len(points), abs(score)) > BY_CHANCE:
        return "no_clear_way"
    return "better" if score * better > 0 else "worse"


def chance_of(count: int, score: int) -> float:
    """Give how often values in any order score so much or more, either way (Kendall 1938).

    Parameters
    ----------
    count : int
        How many values, no two alike; with some alike the chance is less, so this is at most too careful.
    score : int
        Pairs in which the later is higher less those in which it is lower, 0 or more.
    """
    pairs = count * (count - 1) // 2
    if score <= 0:
        return 1.0
    if count > _EXACT:
        spread = sqrt(count * (count - 1) * (2 * count + 5) / 18)
        return erfc((score - 1) / spread / sqrt(2))
    # How many orders have 0, 1, 2 ... pairs the wrong way round.
    orders = [1]
    for size in range(2, count + 1):
        wider = [0] * (len(orders) + size - 1)
        for wrong, ways in enumerate(orders):
            for more in range(size):
                wider[wrong + more] += ways
        orders = wider
    return min(1.0, 2 * sum(orders[: (pairs - score) // 2 + 1]) / factorial(count))
