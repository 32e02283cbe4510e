"""Loops ranked by how likely they are there and how strong they are for their length, with intervals.

Only a complete list is ranked: all loops up to some length, the longest of which all are known and not too many. A list
that was cut off holds what the search met first, and the first of those are not the strongest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod, sqrt

import numpy as np

from sysmap.analysis.loop_search import DEFAULT_SECONDS, count_loops, find_loops
from sysmap.analysis.loop_sets import IndependentLoops, find_independent_loops, find_strong_loops
from sysmap.analysis.loops import CausalGraph, Cycle, FoundLoop
from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect, matrix_of
from sysmap.analysis.press.ensemble import Floats, numbers_of_draws, sizes_between
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError
from sysmap.model.maps import Branch
from sysmap.model.vocabulary.relationships import DELAYS

MOST_RANKED = 2_000
"""Loops that are ranked at most: what more there are is longer."""

_DIGITS = 12

_BATCH = 100
_LENGTHS = tuple(choice.value for choice in DELAYS)


@dataclass(frozen=True, slots=True)
class WeighedLoop:
    """A loop and what is known of it under uncertainty.

    Parameters
    ----------
    loop : FoundLoop
        The loop.
    existence : float
        How likely all its links are there, 0 to 1, if each is or is not by itself.
    reinforcing : float
        How likely it feeds itself if it is there, 0 to 1.
    gain : float
        The product of the middle sizes of its links, without its sign.
    per_link : float
        The same normalised for length: the gain to the power of one over the length.
    delay : str
        The longest of its links' delays; empty where none is known.
    delays_unknown : int
        How many of its steps do not say.
    rank, rank_low, rank_high : float
        Its rank by score, and the 5th and 95th percentile of its rank over the versions; 0 where it is not ranked.
    """

    loop: FoundLoop
    existence: float
    reinforcing: float
    gain: float
    per_link: float
    delay: str
    delays_unknown: int
    rank: float = 0
    rank_low: float = 0
    rank_high: float = 0

    @property
    def score(self) -> float:
        """What it is ranked by: how likely it is there, times its gain normalised for length."""
        return self.existence * self.per_link


@dataclass(frozen=True, slots=True)
class LoopRanking:
    """All loops up to a length, ranked.

    Parameters
    ----------
    loops : tuple of WeighedLoop
        By score, the highest first.
    complete_to_length : int
        All loops of at most this length are in it.
    is_whole : bool
        There is no longer loop.
    settings : Settings
        What the versions were drawn with.
    out_of_time : bool
        Longer ones were not all found in the time there was.
    """

    loops: tuple[WeighedLoop, ...]
    complete_to_length: int
    is_whole: bool
    settings: Settings
    out_of_time: bool = False


@dataclass(frozen=True, slots=True)
class LoopSample:
    """Some loops of a map, never ranked.

    Parameters
    ----------
    loops : tuple of WeighedLoop
        The loops, in the order of the search.
    independent : IndependentLoops or None
        The set they are, with the cycle rank; None for the strongest loops.
    stopped : bool
        There are weaker loops, which it does not hold.
    """

    loops: tuple[WeighedLoop, ...]
    independent: IndependentLoops | None = None
    stopped: bool = False


class _Weighing:
    """What is known of each link, by the two elements it joins."""

    def __init__(self, branch: Branch, settings: Settings) -> None:
        self.branch = branch
        self.graph = CausalGraph(branch)
        self.matrix: CausalMatrix = matrix_of(branch, settings)
        elements = self.matrix.elements
        self.number = {
            (elements[each.column], elements[each.row]): place for place, each in enumerate(self.matrix.effects)
        }
        self.middles = [_middle(each, settings) for each in self.matrix.effects]

    def effects_of(self, cycle: Cycle) -> list[int]:
        """Give the places of a loop's effects in the matrix."""
        return [self.number[ends] for ends in zip(cycle, cycle[1:] + cycle[:1], strict=True)]

    def weigh(self, cycle: Cycle) -> WeighedLoop:
        """Say what is known of a loop."""
        places = self.effects_of(cycle)
        effects = [self.matrix.effects[place] for place in places]
        chance = {"+": 1.0, "-": 0.0}
        gain = prod(self.middles[place] for place in places)
        delays = [self._delay(effect) for effect in effects]
        known = [each for each in delays if each >= 0]
        return WeighedLoop(
            self.graph.describe(cycle),
            prod(effect.existence for effect in effects),
            (1 + prod(2 * chance.get(effect.polarity, 0.5) - 1 for effect in effects)) / 2,
            gain,
            gain ** (1 / len(cycle)),
            _LENGTHS[max(known)] if known else "",
            len(delays) - len(known),
        )

    def _delay(self, effect: Effect) -> int:
        """Give the longest delay of the links that say an effect; -1 where none says."""
        said = [self.branch[link].get("delay") for link in effect.links]
        return max((_LENGTHS.index(each) for each in said if each in _LENGTHS), default=-1)


def _middle(effect: Effect, settings: Settings) -> float:
    """Give a size in the middle of its range, as the versions are drawn."""
    if settings.weights == "log_uniform":
        return sqrt(max(effect.smallest, 1e-9) * effect.largest)
    return (effect.smallest + effect.largest) / 2


def rank_loops(
    branch: Branch,
    settings: Settings | None = None,
    *,
    max_length: int | None = None,
    seconds: float | None = DEFAULT_SECONDS,
) -> LoopRanking:
    """Rank all loops up to the greatest length of which all can be.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    settings : Settings, optional
        How many versions to draw, from which seed, with what sizes; the same versions as of `sysmap press`.
    max_length : int, optional
        Rank no longer loops.
    seconds : float, optional
        How long to look for loops.

    Raises
    ------
    NoAnswerError
        When there is no loop, or even the shortest are too many.
    """
    settings = settings or Settings()
    weighing = _Weighing(branch, settings)
    successors = weighing.graph.successors
    counts = count_loops(successors, max_length=max_length, limit=MOST_RANKED, seconds=seconds)
    length = counts.account.complete_to_length
    if not sum(counts.by_length.values()):
        if not counts.account.at_least:
            raise NoAnswerError(f"there is no feedback loop{f' of at most {length} elements' if max_length else ''}")
        if counts.account.stopped_by == "time":
            raise NoAnswerError(
                "the search was stopped before it had found all of the shortest loops, and a part of them is never"
                " ranked: give it longer with --seconds"
            )
        raise NoAnswerError(
            f"more than {counts.account.count:,} loops of {length + 1} elements: too many to rank, and a part of them"
            " would say nothing of the rest; --sils and --strongest give some that are worth a look"
        )
    cycles = list(find_loops(successors, max_length=max(counts.by_length)))
    weighed = [weighing.weigh(cycle) for cycle in cycles]
    ranks = _draw_ranks(weighing, [weighing.effects_of(cycle) for cycle in cycles], settings)
    low, high = np.percentile(ranks, (5, 95), axis=0)
    scores = np.array([each.score for each in weighed])
    # Level is what is level but for the order in which its numbers were multiplied.
    own = _ranks(scores[None, :].round(_DIGITS))[0]
    ranked = [
        WeighedLoop(
            each.loop,
            each.existence,
            each.reinforcing,
            each.gain,
            each.per_link,
            each.delay,
            each.delays_unknown,
            float(own[place]),
            float(low[place]),
            float(high[place]),
        )
        for place, each in enumerate(weighed)
    ]
    ranked.sort(key=lambda each: (-each.score, each.loop.length, each.loop.elements))
    account = counts.account
    return LoopRanking(tuple(ranked), length, account.is_whole, settings, account.stopped_by == "time")


def sample_independent(branch: Branch, settings: Settings | None = None) -> LoopSample:
    """Give the shortest independent loop set of a branch, beside its cycle rank.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    settings : Settings, optional
        How likely and large links are.

    Raises
    ------
    NoAnswerError
        When too many elements all act on each other.
    """
    weighing = _Weighing(branch, settings or Settings())
    found = find_independent_loops(weighing.graph.successors)
    return LoopSample(tuple(map(weighing.weigh, found.loops)), found)


def sample_strong(branch: Branch, settings: Settings | None = None) -> LoopSample:
    """Give the strongest loops of any length, by gain; no other loop is as strong.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    settings : Settings, optional
        How likely and large links are.
    """
    weighing = _Weighing(branch, settings or Settings())
    sizes = {ends: weighing.middles[place] for ends, place in weighing.number.items()}
    found = find_strong_loops(weighing.graph.successors, sizes)
    return LoopSample(tuple(map(weighing.weigh, found.loops)), stopped=found.stopped)


def _draw_ranks(weighing: _Weighing, loops: Sequence[Sequence[int]], settings: Settings) -> Floats:
    """Rank the loops in each version; shape (draws, loops). A loop with a link that is not there scores nothing."""
    effects = weighing.matrix.effects
    m = len(effects)
    existence = np.array([each.existence for each in effects])
    smallest = np.array([each.smallest for each in effects])
    largest = np.array([each.largest for each in effects])
    ends = np.cumsum([0, *map(len, loops)])[:-1]
    along = np.concatenate([np.asarray(each) for each in loops])
    lengths = np.array([len(each) for each in loops])
    ranks = np.empty((settings.draws, len(loops)), dtype=np.float32)
    for start in range(0, settings.draws, _BATCH):
        stop = min(start + _BATCH, settings.draws)
        numbers = numbers_of_draws(settings.seed, m, weighing.matrix.size, start, stop)
        sizes = sizes_between(smallest, largest, numbers[:, 2 * m : 3 * m], log=settings.weights == "log_uniform")
        logs = np.where(numbers[:, :m] < existence, np.log(np.maximum(sizes, 1e-300)), -np.inf)
        ranks[start:stop] = _ranks(np.exp(np.add.reduceat(logs[:, along], ends, axis=1) / lengths))
    return ranks


def _ranks(scores: Floats) -> Floats:
    """Rank within each row, 1 the highest; those that are level share the middle of their ranks."""
    rising = np.sort(scores, axis=1)
    ranks = np.empty(scores.shape)
    for row, (values, order) in enumerate(zip(scores, rising, strict=True)):
        below = np.searchsorted(order, values, side="left")
        upto = np.searchsorted(order, values, side="right")
        ranks[row] = len(values) - (below + upto - 1) / 2
    return ranks
