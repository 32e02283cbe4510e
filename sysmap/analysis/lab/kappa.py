"""Whether two raters agree beyond chance: Cohen's kappa, plain and weighted, with its interval.

Sources: Cohen 1960, Educational and Psychological Measurement 20:37; Cohen 1968, Psychological Bulletin 70:213
(weights); Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72:323 (the standard error). Meadows 1999, Leverage
Points: Places to Intervene in a System; Abson and others 2017, Ambio 46:30 (the four realms).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch

Floats = NDArray[np.float64]
Weighting = Literal["none", "linear", "quadratic"]

LEVELS = 12
FEW = 30
"""With fewer items than this the interval is rough: it is made for many."""

REALMS: Mapping[str, range] = {
    "parameters": range(10, 13),
    "feedbacks": range(7, 10),
    "design": range(4, 7),
    "intent": range(1, 4),
}
"""Abson and others' four realms by Meadows's numbers."""

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance.

    Parameters
    ----------
    value : float or None
        1 full agreement, 0 as much as chance gives; None where chance alone gives full agreement.
    interval : tuple of float or None
        Its 95 % interval, within -1 and 1; None with it, and where it has no spread to be worked out from.
    observed, expected : float
        The share in agreement, weighted, as it is and by chance.
    """

    value: float | None
    interval: tuple[float, float] | None
    observed: float
    expected: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rater said of one intervention.

    Parameters
    ----------
    intervention : str
        What would be done.
    rater : str
        Who judged.
    level : int
        Meadows's number, 1 to 12.
    about : str
        The id of what it acts on; empty where not said.
    note : str
        Why, in the rater's words.
    """

    intervention: str
    rater: str
    level: int
    about: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An intervention that both raters judged.

    Parameters
    ----------
    intervention : str
        What would be done.
    about : str
        The id of what it acts on; empty where not said.
    levels : tuple of (int, int)
        What each of the two said.
    notes : tuple of (str, str)
        Why, in the words of each.
    """

    intervention: str
    about: str
    levels: tuple[int, int]
    notes: tuple[str, str]

    @property
    def apart(self) -> int:
        """How many places apart the two are."""
        return abs(self.levels[0] - self.levels[1])


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """The answer.

    Parameters
    ----------
    raters : tuple of (str, str)
        The two.
    items : tuple of Item
        What both judged, those furthest apart first.
    table : ndarray of int, shape (12, 12)
        `table[a - 1, b - 1]` counts the items that the first put at place a and the second at b.
    exact, near, realms : Kappa
        On the same place; by how many places apart (linear weights); on the four realms.
    one_only : tuple of tuple of str
        Interventions that only the first judged, and only the second.
    findings : tuple of Finding
        What it says.
    """

    raters: tuple[str, str]
    items: tuple[Item, ...]
    table: NDArray[np.int64]
    exact: Kappa
    near: Kappa
    realms: Kappa
    one_only: tuple[tuple[str, ...], tuple[str, ...]]
    findings: tuple[Finding, ...]


def cohens_kappa(table: NDArray[np.int64], weighting: Weighting = "none") -> Kappa:
    """Give Cohen's kappa of a table of two raters.

    Parameters
    ----------
    table : ndarray of int, shape (k, k)
        `table[a, b]` counts the items that the first put in category a and the second in b; in order where weighted.
    weighting : {"none", "linear", "quadratic"}
        Whether being near counts as half agreeing: by how many categories apart, or by the square of it.
    """
    size = len(table)
    total = int(table.sum())
    if not total:
        return Kappa(None, None, 0.0, 0.0)
    weights = _weights(size, weighting)
    shares = table / total
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    observed = float((weights * shares).sum())
    expected = float((weights * np.outer(first, second)).sum())
    if 1 - expected < 1e-12:
        return Kappa(None, None, observed, expected)
    value = (observed - expected) / (1 - expected)
    # Fleiss, Cohen and Everitt, their equation for any weights.
    mean = (weights @ second)[:, None] + (weights.T @ first)[None, :]
    inner = shares * np.square(weights - mean * (1 - value))
    variance = (float(inner.sum()) - (value - expected * (1 - value)) ** 2) / ((1 - expected) ** 2 * total)
    if variance <= 1e-15:
        return Kappa(value, None, observed, expected)
    half = _Z * sqrt(variance)
    return Kappa(value, (max(-1.0, value - half), min(1.0, value + half)), observed, expected)


def _weights(size: int, weighting: Weighting) -> Floats:
    if weighting == "none" or size < 2:
        return np.eye(size)
    places = np.arange(size)
    apart = np.abs(places[:, None] - places[None, :]) / (size - 1)
    weights: Floats = 1 - (apart if weighting == "linear" else np.square(apart))
    return weights


def judgements_of(branch: Branch) -> tuple[Judgement, ...]:
    """Give the ratings that a map keeps and that say what of, where and by whom."""
    return tuple(
        Judgement(
            each.get("intervention") or branch.name_of(each.get("about_id")),
            each.get("rater"),
            int(each.get("level")),
            each.get("about_id"),
            each.get("note"),
        )
        for each in branch.of("Rating")
        if each.get("level").isdecimal() and each.get("rater") and (each.get("intervention") or each.get("about_id"))
    )


def compare_raters(
    judgements: Iterable[Judgement], raters: Sequence[str] = (), *, scenario: str = ""
) -> AgreementReport:
    """Say how far two raters agree, and what to talk about.

    An intervention is the same where its words are, whatever their case. Where a rater judged one twice, the last
    counts.

    Parameters
    ----------
    judgements : iterable of Judgement
        What raters said.
    raters : sequence of str, optional
        Which two, the first of whom is shown down the side; those two who judged most in common where not given.
    scenario : str
        The scenario it speaks of; empty for the base map.

    Raises
    ------
    NoAnswerError
        When there are no two raters, or none who judged something in common.
    """
    said: dict[str, dict[str, Judgement]] = {}
    for each in judgements:
        said.setdefault(_plain(each.rater), {})[_plain(each.intervention)] = each
    first, second = _two(said, raters)
    one, other = said[first], said[second]
    common = [each for each in one if each in other]
    if not common:
        raise NoAnswerError(
            f"“{_name(one)}” and “{_name(other)}” judged nothing in common: have both judge the same interventions, in"
            " the same words"
        )
    items = [
        Item(
            one[each].intervention,
            one[each].about or other[each].about,
            (one[each].level, other[each].level),
            (one[each].note, other[each].note),
        )
        for each in common
    ]
    items.sort(key=lambda each: (-each.apart, _plain(each.intervention)))
    table = np.zeros((LEVELS, LEVELS), dtype=np.int64)
    for item in items:
        table[item.levels[0] - 1, item.levels[1] - 1] += 1
    alone = (
        tuple(one[each].intervention for each in one if each not in other),
        tuple(other[each].intervention for each in other if each not in one),
    )
    names = (_name(one), _name(other))
    exact, near = cohens_kappa(table), cohens_kappa(table, "linear")
    findings = (_say_agreement(names, items, exact, near, scenario), *_say_items(names, items, scenario))
    return AgreementReport(names, tuple(items), table, exact, near, cohens_kappa(_realms(table)), alone, findings)


def _two(said: Mapping[str, Mapping[str, Judgement]], raters: Sequence[str]) -> tuple[str, str]:
    known = ", ".join(f"“{_name(each)}”" for each in said.values())
    if raters:
        for each in raters:
            if _plain(each) not in said:
                raise NoAnswerError(f"no rater {each!r}; there are: {known or 'none'}")
        return _plain(raters[0]), _plain(raters[1])
    if len(said) < 2:
        there = f"only {known} judged" if said else "nobody judged"
        raise NoAnswerError(
            f"{there} where an intervention takes hold, and agreement takes two raters: give a table of both by --from"
        )
    pairs = combinations(said, 2)
    return max(pairs, key=lambda pair: len(said[pair[0]].keys() & said[pair[1]].keys()))


def _name(judged: Mapping[str, Judgement]) -> str:
    return next(iter(judged.values())).rater


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _realms(table: NDArray[np.int64]) -> NDArray[np.int64]:
    of = np.array([next(at for at, each in enumerate(REALMS.values()) if level in each) for level in range(1, 13)])
    found = np.zeros((len(REALMS), len(REALMS)), dtype=np.int64)
    np.add.at(found, (of[:, None], of[None, :]), table)
    return found


def _say_agreement(raters: tuple[str, str], items: Sequence[Item], exact: Kappa, near: Kappa, scenario: str) -> Finding:
    same = Counter(item.apart == 0 for item in items)[True]
    both = f"“{raters[0]}” and “{raters[1]}”"
    sentence = f"{both} put {same} of {len(items)} interventions at the same place; {say_beyond(near)}."
    figures = {
        "kappa": Figure(_figure(exact.value), "", "Cohen's kappa on the same place"),
        "kappa_linear": Figure(_figure(near.value), "", "Cohen's kappa, weighted by how many places apart"),
    }
    return Finding("raters_agree", sentence, (), figures, scenario=scenario)


def say_beyond(kappa: Kappa) -> str:
    """Say whether agreement is beyond chance: only where the whole interval is on one side of it."""
    if kappa.value is None:
        return "both put everything at one place, where chance alone would agree"
    if kappa.interval is None:
        return "alike in full" if kappa.value == 1 else "too even to tell from chance"
    low, high = kappa.interval
    if low > 0:
        return "more alike than chance would have it"
    return "less alike than chance would have it" if high < 0 else "chance alone could make them as alike"


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _say_items(raters: tuple[str, str], items: Sequence[Item], scenario: str) -> list[Finding]:
    return [
        Finding(
            "raters_disagree",
            f"“{item.intervention}”: “{raters[0]}” sees it at {item.levels[0]}, “{raters[1]}” at {item.levels[1]}. What"
            " does each think it would change?",
            (item.about,) if item.about else (),
            {"apart": Figure(item.apart, "places", "of Meadows's twelve")},
            scenario=scenario,
        )
        for item in items
        if item.apart
    ]
