"""How closely bodies say they work together: differences, ties that are weak where it matters, what nobody scored.

The Levels of Collaboration Scale, 0 to 5, each side scoring the other (Frey and others 2006, American Journal of
Evaluation 27:383). It measures how much is done together, not trust; not every pair should be a 5 (DOMAIN 1.5, question
21).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from sysmap.analysis.flows import Selection, select_flows
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear

BANDS: Mapping[str, tuple[int, int]] = {"transactional": (0, 1), "working_together": (2, 3), "shared": (4, 5)}
"""Scores by their plain names."""

BAND_WORDS: Mapping[str, str] = {
    "transactional": "transactional or none",
    "working_together": "working together",
    "shared": "shared",
}

LOPSIDED = 2
"""From which difference on two sides see a tie so differently that it is worth a talk (DOMAIN question 19)."""

WEAK = 1
"""Up to which score, by either side, a tie is weak."""

LARGE = Decimal(1_000_000)
"""More money than this between two in a year, in its currency, makes their tie matter (DOMAIN question 21)."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """How closely two bodies work together.

    Parameters
    ----------
    first, second : str
        The bodies.
    by_first, by_second : int or None
        What each scored; None where it was not asked.
    money : Figure
        Cash between them in the year, both ways, their units' with it; not known where none is mapped.
    depends : tuple of str
        Ids of the links that say that one badly needs the other.
    rests_on : tuple of str
        Ids of the scores.
    """

    first: str
    second: str
    by_first: int | None
    by_second: int | None
    money: Figure
    depends: tuple[str, ...]
    rests_on: tuple[str, ...]

    @property
    def difference(self) -> int | None:
        """How many levels the two sides differ by; None where only one was asked."""
        if self.by_first is None or self.by_second is None:
            return None
        return abs(self.by_first - self.by_second)

    @property
    def matters(self) -> bool:
        """Whether one badly needs the other, or much money is between them."""
        return bool(self.depends) or (isinstance(self.money.value, Decimal) and self.money.value > LARGE)

    @property
    def weak(self) -> bool:
        """Whether either side scored it low."""
        return any(score is not None and score <= WEAK for score in (self.by_first, self.by_second))


@dataclass(frozen=True, slots=True)
class TieReport:
    """How closely bodies work together.

    Parameters
    ----------
    ties : tuple of Tie
        Every pair that either side scored, the largest difference first.
    unscored : tuple of Tie
        Pairs whose tie matters and that neither side scored, the most money first.
    mean : Figure
        The mean of all scores; not known where there is none. The scale is an order: compare it with itself only.
    bands : Mapping of str to Figure
        How many scores are in each of `BANDS`.
    selection : Selection
        The year, basis and currency of the money between them.
    findings : tuple of Finding
        What this says.
    """

    ties: tuple[Tie, ...]
    unscored: tuple[Tie, ...]
    mean: Figure
    bands: Mapping[str, Figure]
    selection: Selection
    findings: tuple[Finding, ...]

    @property
    def lopsided(self) -> tuple[Tie, ...]:
        """Pairs whose sides differ by `LOPSIDED` levels or more."""
        return tuple(tie for tie in self.ties if (tie.difference or 0) >= LOPSIDED)

    @property
    def weak_where_it_matters(self) -> tuple[Tie, ...]:
        """Pairs that are weak though one badly needs the other, or much money is between them."""
        return tuple(tie for tie in self.ties if tie.weak and tie.matters)


def report_ties(branch: Branch, year: FinancialYear | None = None) -> TieReport:
    """Say how closely bodies say they work together, and where that is weak though it matters.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear, optional
        The year of the money between them; the latest with actual figures where not given.
    """
    selection = select_flows(branch, year)
    scores: dict[Pair, tuple[int, str]] = {}
    for row in branch.of("WORKS_WITH"):
        level = row.number("collab_level")
        if level is not None and row.from_id in branch and row.to_id in branch:
            scores[row.from_id, row.to_id] = (int(level), row.id)
    over = _Over(branch)
    money, depends = _money_between(branch, selection, over), _needs(branch, over)
    scored = list(dict.fromkeys(_pair(*ends) for ends in scores))

    def tie(pair: Pair) -> Tie:
        there, back = scores.get(pair), scores.get((pair[1], pair[0]))
        between = money.get(pair, [])
        total = sum((amount for amount, _ in between), Decimal(0)) if between else None
        rows = tuple(row for _, row in between)
        figure = Figure(total, selection.currency, f"cash between them, {selection.label}", rows)
        ids = tuple(each[1] for each in (there, back) if each)
        return Tie(
            *pair, there[0] if there else None, back[0] if back else None, figure, tuple(depends.get(pair, ())), ids
        )

    ties = sorted(map(tie, scored), key=lambda each: (-(each.difference or 0), each.first, each.second))
    # A pair is scored where its units are: what an organisation said of another need not be said for each unit again.
    covered = {pair for ends in scored for pair in over.pairs(*ends)} | set(scored)
    rest = [tie(pair) for pair in dict.fromkeys((*money, *depends)) if pair not in covered and over.tops(pair)]
    unscored = sorted(
        (each for each in rest if each.matters), key=lambda each: (-each.money.or_zero, each.first, each.second)
    )
    levels = [level for level, _ in scores.values()]
    ids = tuple(row for _, row in scores.values())
    mean = (Decimal(sum(levels)) / len(levels)).quantize(Decimal("0.001"), ROUND_HALF_UP) if levels else None
    report = TieReport(
        tuple(ties),
        tuple(unscored),
        Figure(mean, "score 0-5", "the mean of all scores of how closely bodies work together", ids),
        {
            name: Figure(
                sum(low <= level <= high for level in levels),
                "scores",
                f"scores of {low} or {high}: {BAND_WORDS[name]}",
                tuple(row for level, row in scores.values() if low <= level <= high),
            )
            for name, (low, high) in BANDS.items()
        },
        selection,
        (),
    )
    return replace(report, findings=tuple(_say(branch, report)))


class _Over:
    """What each body is part of, itself first."""

    def __init__(self, branch: Branch) -> None:
        self._parents: dict[str, list[str]] = defaultdict(list)
        for each in branch.of("PART_OF"):
            self._parents[each.from_id].append(each.to_id)
        self._known: dict[str, frozenset[str]] = {}

    def __call__(self, body: str) -> frozenset[str]:
        if body not in self._known:
            seen, climbing = {body}, [body]
            while climbing:
                fresh = [each for each in self._parents.get(climbing.pop(), ()) if each not in seen]
                seen.update(fresh)
                climbing.extend(fresh)
            self._known[body] = frozenset(seen)
        return self._known[body]

    def pairs(self, first: str, second: str) -> set[Pair]:
        """Give the pairs of all that two are part of, none of which both are."""
        here, there = self(first), self(second)
        return {_pair(one, other) for one in here - there for other in there - here}

    def tops(self, pair: Pair) -> bool:
        """Whether neither of a pair is part of something else."""
        return not any(self._parents.get(each) for each in pair)


def _pair(first: str, second: str) -> Pair:
    return (first, second) if first <= second else (second, first)


def _money_between(branch: Branch, selection: Selection, over: _Over) -> dict[Pair, list[tuple[Decimal, str]]]:
    """Gather cash between bodies by pair, also between all that they are part of; a group of many has no ties."""
    found: dict[Pair, list[tuple[Decimal, str]]] = defaultdict(list)
    bodies = {body.id for body in branch.of("Organisation") if body.get("kind") != "market_group"}
    for flow in selection.flows:
        payer, payee = flow.record.from_id, flow.record.to_id
        if flow.is_cash and payer in bodies and payee in bodies:
            for pair in over.pairs(payer, payee):
                found[pair].append((flow.amount, flow.record.id))
    return found


def _needs(branch: Branch, over: _Over) -> dict[Pair, list[str]]:
    """Give links that say that one body badly needs another, by pair; who buys or delivers a service stands for it."""
    found: dict[Pair, list[str]] = defaultdict(list)
    for link in branch.of("DEPENDS_ON"):
        if link.get("criticality") != "high":
            continue
        ends = [_bodies(branch, end) for end in (link.from_id, link.to_id)]
        if set(ends[0]) & set(ends[1]):
            continue
        for pair in {pair for one in ends[0] for other in ends[1] for pair in over.pairs(one, other)}:
            found[pair].append(link.id)
    return found


def _bodies(branch: Branch, end: str) -> list[str]:
    record = branch.get(end)
    if record is None or record.kind == "Organisation":
        return [end] if record else []
    return [each.from_id for each in branch.reaching(end, "COMMISSIONS", "DELIVERS")]


def _say(branch: Branch, report: TieReport) -> Iterable[Finding]:
    if isinstance(report.mean.value, Decimal):
        count = len(report.mean.rests_on)
        shares = ", ".join(
            f"{figure.value} ({_percent(len(figure.rests_on), count)}) {BAND_WORDS[name]}"
            for name, figure in report.bands.items()
        )
        half = sum(tie.difference is None for tie in report.ties)
        mean = report.mean.value.quantize(Decimal("0.1"), ROUND_HALF_UP)
        pairs = "1 pair" if half == 1 else f"{half} pairs"
        yield Finding(
            "ties",
            f"Of {count} scores of how closely two work together: {shares}. Their mean is {mean} of 5.",
            (),
            {"mean": report.mean, **report.bands},
            report.mean.rests_on,
            (f"what the other side of {pairs} says",) if half else (),
            scenario=branch.scenario,
        )
    for tie in report.lopsided:
        yield _finding(
            branch,
            "lopsided_tie",
            tie,
            f"{_names(branch, tie)} see their working together {tie.difference} levels apart: {_scores(tie)}."
            " Ask both what they see.",
        )
    for tie in report.weak_where_it_matters:
        yield _finding(
            branch,
            "weak_tie",
            tie,
            f"{_names(branch, tie)} score {_scores(tie)}, and {_why(tie, report)}. Ask whether that is close enough.",
        )
    for tie in report.unscored:
        yield _finding(
            branch,
            "unscored_tie",
            tie,
            f"{_names(branch, tie)} have not said how closely they work together, and {_why(tie, report)}.",
        )


def _percent(part: int, whole: int) -> str:
    return f"{(Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP)}%"


def _finding(branch: Branch, kind: str, tie: Tie, sentence: str) -> Finding:
    return Finding(
        kind,
        sentence,
        (tie.first, tie.second),
        {"money": tie.money},
        (*tie.rests_on, *tie.depends, *tie.money.rests_on),
        scenario=branch.scenario,
    )


def _names(branch: Branch, tie: Tie) -> str:
    return f"“{branch.name_of(tie.first)}” and “{branch.name_of(tie.second)}”"


def _scores(tie: Tie) -> str:
    return " and ".join("not asked" if score is None else str(score) for score in (tie.by_first, tie.by_second))


def _why(tie: Tie, report: TieReport) -> str:
    why = []
    if isinstance(tie.money.value, Decimal) and tie.money.value > LARGE:
        why.append(f"{say_money(tie.money.value, tie.money.unit)} is between them ({report.selection.label})")
    if tie.depends:
        why.append("one badly needs the other")
    return " and ".join(why)
