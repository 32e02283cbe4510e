"""What a fuzzy cognitive map says when elements are held up or down, and for which lambdas that holds (METHODS 4).

What is told is the difference from where the map ends by itself, never a level: with a sigmoid an element without any
link sits at 0.5. The form and lambda are choices that the map says nothing about, so a direction is told only together
with the lambdas for which it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sysmap.analysis.lab.fuzzy import SPAN, Dynamics, Ends, Floats, Rule, Squash, follow
from sysmap.analysis.press.causal_matrix import CausalMatrix, matrix_of
from sysmap.analysis.press.settings import CONSISTENT, LEANING, Settings
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch

LAMBDAS = (0.5, 1.0, 2.0, 5.0)
"""The lambdas that every answer is given for (METHODS 4)."""

STEPPED = frozenset({"bivalent", "trivalent"})
"""Forms without a lambda."""

SEEN = 1e-9
"""Differences of less are none: states settle to a thousandth of this."""

ENOUGH = 0.5
"""Less than this share of starts or versions settled, and no direction is told."""


_AGREED = 2 * CONSISTENT - 1
"""Nine of ten agree where rising less falling is this share of those that move."""


@dataclass(frozen=True, slots=True)
class FuzzySettings:
    """What an answer was made with.

    Parameters
    ----------
    rule : {"kosko", "modified", "rescaled"}
        How a state follows from the one before.
    squash : {"sigmoid", "tanh", "bivalent", "trivalent"}
        The form that keeps states within bounds.
    lambdas : tuple of float
        The steepnesses tried.
    starts : int
        From how many states the map as said is followed.
    draws : int
        How many versions of the map are drawn.
    seed : int
        Where the random numbers begin.
    """

    rule: Rule = "kosko"
    squash: Squash = "sigmoid"
    lambdas: tuple[float, ...] = LAMBDAS
    starts: int = 100
    draws: int = 200
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one element at one lambda.

    Parameters
    ----------
    difference : float or None
        The median over the starts of its state less what it comes to by itself, on the map as said; None where too few
        starts settle.
    rising, falling : float
        In what share of the settled versions of the map it ends higher, and lower.
    direction : int
        1 or -1 where rising less falling is at least 0.6 either way, else 0.
    if_at_all : int
        1 or -1 where nine of ten of the versions in which it moves agree, else 0.
    settled : bool
        Whether enough versions settle to say so.
    """

    difference: float | None
    rising: float
    falling: float
    direction: int
    if_at_all: int
    settled: bool


@dataclass(frozen=True, slots=True)
class AtLambda:
    """What one lambda gives.

    Parameters
    ----------
    steepness : float
        The lambda.
    one_end : bool
        Whether the map as said must end in one state, whatever the start: certain, by contraction.
    ends : int
        In how many different states or rounds the starts end by themselves, on the map as said.
    going_round : int
        How many of the starts end in a round by themselves.
    lost : int
        How many come to no end that is known, pushed or by themselves.
    versions : int
        How many versions settle, pushed and by themselves.
    moves : tuple of Move
        By the places of the elements.
    """

    steepness: float
    one_end: bool
    ends: int
    going_round: int
    lost: int
    versions: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class FuzzyReport:
    """The answer.

    Parameters
    ----------
    matrix : CausalMatrix
        What the map was read as.
    pushes : Mapping of str to int
        Ids of what is held: 1 up, -1 down.
    settings : FuzzySettings
        With what.
    at : tuple of AtLambda
        One for each lambda; one in all where the form has none.
    left_out : int
        Links whose sign is unsure: not in the map as said, drawn either way in the versions.
    unsaid : int
        Links whose strength nobody said.
    findings : tuple of Finding
        What it says of every element that was not held.
    """

    matrix: CausalMatrix
    pushes: Mapping[str, int]
    settings: FuzzySettings
    at: tuple[AtLambda, ...]
    left_out: int
    unsaid: int
    findings: tuple[Finding, ...]

    def holds(self, place: int) -> tuple[int, tuple[float, ...]]:
        """Give the direction of an element and the lambdas that agree on it; 0 where they differ or none has one."""
        directions = {each.moves[place].direction for each in self.at} - {0}
        if len(directions) != 1:
            return 0, ()
        way = directions.pop()
        return way, tuple(each.steepness for each in self.at if each.moves[place].direction == way)

    def if_at_all(self, place: int) -> int:
        """Give the way an element goes where it moves at all: the same at every lambda, else 0."""
        ways = {each.moves[place].if_at_all for each in self.at if each.moves[place].settled}
        return ways.pop() if len(ways) == 1 else 0

    def turns(self, place: int) -> bool:
        """Whether the direction of an element is the opposite at another lambda."""
        return len({each.moves[place].direction for each in self.at} - {0}) > 1


def report_fuzzy(branch: Branch, pushes: Mapping[str, int], settings: FuzzySettings | None = None) -> FuzzyReport:
    """Hold elements up or down and see where the others end, against where they end by themselves.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    pushes : Mapping of str to int
        Ids of elements: 1 to hold up, -1 down.
    settings : FuzzySettings, optional
        The form, the lambdas, and what is drawn.

    Raises
    ------
    NoAnswerError
        When there are no causal links, all are unsure of their sign, or what is held is on none of them.
    """
    settings = settings or FuzzySettings()
    matrix = matrix_of(branch)
    place = matrix.index()
    if not matrix.effects:
        raise NoAnswerError("this map has no causal links yet: draw some, as in: sysmap link MAP A + B")
    if all(effect.polarity == "?" for effect in matrix.effects):
        raise NoAnswerError(
            "every causal link on this map is unsure of its sign, and a fuzzy cognitive map is made of signs: say +"
            " or - where you can"
        )
    for each in pushes:
        if each not in place:
            raise NoAnswerError(f"“{branch.name_of(each)}” is on no causal link: draw what it moves first")
    span = SPAN[settings.squash]
    held = {place[each]: span[way > 0] for each, way in pushes.items()}
    said = weights_as_said(matrix)
    versions = _draw(matrix, settings)
    lambdas = settings.lambdas if settings.squash not in STEPPED else (1.0,)
    at = tuple(_at(matrix, said, versions, held, settings, each) for each in lambdas)
    unsure = sum(effect.polarity == "?" for effect in matrix.effects)
    whole = Settings().strength[""]
    unsaid = sum((effect.smallest, effect.largest) == whole for effect in matrix.effects)
    report = FuzzyReport(matrix, dict(pushes), settings, at, unsure, unsaid, ())
    findings = tuple(_say(branch, report, each) for each in matrix.elements if each not in pushes)
    return FuzzyReport(matrix, dict(pushes), settings, at, unsure, unsaid, findings)


def weights_as_said(matrix: CausalMatrix) -> Floats:
    """Give the map as people said it: every link that has a sign, in the middle of the range of its strength.

    Returns
    -------
    ndarray of float, shape (n, n)
        `[i, j]` is the influence of i on j.
    """
    weights = np.zeros((matrix.size, matrix.size))
    for effect in matrix.effects:
        size = (effect.smallest + effect.largest) / 2
        weights[effect.column, effect.row] = {"+": size, "-": -size}.get(effect.polarity, 0.0)
    return weights


def _draw(matrix: CausalMatrix, settings: FuzzySettings) -> Floats:
    """Draw versions: each link there as likely as people are sure, as strong as they said, unsure signs either way."""
    numbers = np.random.default_rng(settings.seed)
    versions = np.zeros((settings.draws, matrix.size, matrix.size))
    for effect in matrix.effects:
        chance, size, sign = numbers.random((3, settings.draws))
        drawn = effect.smallest + (effect.largest - effect.smallest) * size
        way = {"+": 1.0, "-": -1.0}.get(effect.polarity)
        signs = np.where(sign < 0.5, -1.0, 1.0) if way is None else way
        versions[:, effect.column, effect.row] = np.where(chance < effect.existence, signs * drawn, 0.0)
    return versions


def _at(  # noqa: PLR0917 - it only joins what was worked out once for all lambdas
    matrix: CausalMatrix,
    said: Floats,
    versions: Floats,
    held: Mapping[int, float],
    settings: FuzzySettings,
    steepness: float,
) -> AtLambda:
    dynamics = Dynamics(settings.rule, settings.squash, steepness)
    low, high = SPAN[settings.squash]
    numbers = np.random.default_rng((settings.seed, 1))
    starts = low + (high - low) * numbers.random((settings.starts, matrix.size))
    others = low + (high - low) * numbers.random((settings.draws, matrix.size))
    if settings.squash in STEPPED:
        starts, others = np.round(starts), np.round(others)
    # By itself and pushed from the same start: where there are several ends, each is compared with its own.
    alone, pushed = follow(dynamics, said, starts), follow(dynamics, said, starts, held)
    there = (alone.periods > 0) & (pushed.periods > 0)
    differences = (pushed.states - alone.states)[there]
    middle = np.median(differences, axis=0) if there.mean() >= ENOUGH else None
    drawn_alone, drawn_pushed = follow(dynamics, versions, others), follow(dynamics, versions, others, held)
    both = (drawn_alone.periods > 0) & (drawn_pushed.periods > 0)
    moved = (drawn_pushed.states - drawn_alone.states)[both]
    enough = bool(both.any()) and float(both.mean()) >= ENOUGH
    rising = (moved > SEEN).mean(axis=0) if enough else np.zeros(matrix.size)
    falling = (moved < -SEEN).mean(axis=0) if enough else np.zeros(matrix.size)
    moves = tuple(
        Move(
            None if middle is None else float(middle[each]),
            float(rising[each]),
            float(falling[each]),
            _direction(float(rising[each] - falling[each]), LEANING),
            _direction(float((rising[each] - falling[each]) / (rising[each] + falling[each] or 1)), _AGREED),
            enough,
        )
        for each in range(matrix.size)
    )
    return AtLambda(
        steepness,
        dynamics.contracts(said),
        _distinct(alone),
        int((alone.periods > 1).sum()),
        int((~there).sum()),
        int(both.sum()),
        moves,
    )


def _direction(index: float, least: float) -> int:
    return 0 if abs(index) < least else 1 if index > 0 else -1


def _distinct(ends: Ends) -> int:
    """Count the different ends: those that agree to five decimals are one."""
    found = ends.periods > 0
    told = np.round(ends.states[found], 5) + 0.0
    return len(np.unique(np.column_stack((ends.periods[found], told)), axis=0)) if found.any() else 0


def say_lambdas(lambdas: Sequence[float]) -> str:
    """Say lambdas: 0.5, 1 and 2."""
    told = [f"{each:g}" for each in lambdas]
    return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def _say(branch: Branch, report: FuzzyReport, element: str) -> Finding:
    place = report.matrix.elements.index(element)
    name = f"“{branch.name_of(element)}”"
    way, lambdas = report.holds(place)
    moves = [each.moves[place] for each in report.at]
    stepped = report.settings.squash in STEPPED
    if report.turns(place):
        sentence = f"{name} goes one way at some lambdas and the other way at others: nothing is said."
    elif way:
        sure = all(abs(each.rising - each.falling) >= CONSISTENT for each in moves if each.direction == way)
        ends = (
            f"{name} ends {'higher' if way > 0 else 'lower'} in {'nearly every version' if sure else 'most versions'}"
        )
        if stepped:
            sentence = f"{ends}."
        elif len(lambdas) == len(report.at):
            sentence = f"{ends}, at every lambda tried ({say_lambdas(lambdas)})."
        else:
            sentence = f"{ends}, but only at lambda {say_lambdas(lambdas)} of {say_lambdas(report.settings.lambdas)}."
    elif not any(each.settled for each in moves):
        sentence = f"{name}: too few versions of the map settle to say anything."
    elif not any(each.rising or each.falling for each in moves):
        sentence = f"{name} is not moved."
    elif report.if_at_all(place):
        sentence = f"{name} ends {'higher' if report.if_at_all(place) > 0 else 'lower'}, if it moves at all."
    else:
        sentence = f"{name} could go either way."
    figures = {
        f"lambda_{each.steepness:g}": Figure(
            f"{each.moves[place].rising - each.moves[place].falling:.4f}",
            "",
            f"rising less falling in {each.versions} settled versions",
        )
        for each in report.at
    }
    return Finding("fuzzy_map_press", sentence, (element, *report.pushes), figures, scenario=branch.scenario)
