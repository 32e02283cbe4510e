"""What crosses between groups: links, hand-offs along loops, and who the ways between groups pass through (METHODS 9).

Groups are those of `sysmap.analysis.groups`. What is in no group may be passed through, but is an end of nothing: a
loop that goes from one group to another over what nobody owns hands over between those two.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sysmap.analysis.brokerage import Floats, Ints
from sysmap.analysis.loop_search import find_loops
from sysmap.analysis.loops import CausalGraph
from sysmap.model.maps import Branch

EXACT_WORK = 10_000_000
"""Elements times links up to which ways from every element are followed; beyond, from a sample."""

SAMPLE = 128
"""Elements of that sample."""

MOST_LOOPS = 50_000
LOOP_SECONDS = 5.0
"""Where looking for loops that cross is stopped; the answer then says to which length it is complete."""

SHOWN_LOOPS = 20

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Between:
    """How often the shortest ways between groups pass through each element.

    Parameters
    ----------
    scores : ndarray of float, length n
        Over all pairs of elements in different groups, the share of the shortest ways from one to the other that pass
        through it, added up; ends do not count.
    sources : int
        From how many elements ways were followed.
    of : int
        How many there are; more than `sources` where that is a sample, and scores are estimates.
    """

    scores: Floats
    sources: int
    of: int


def boundary_betweenness(ties: Ints, groups: Sequence[int], *, sample: int = SAMPLE, seed: int = 1) -> Between:
    """Say who the shortest ways between groups pass through: Brandes 2001, ends in different groups only.

    Parameters
    ----------
    ties : ndarray of int, shape (m, 2)
        From and to of each tie, each pair once, none to itself.
    groups : sequence of int, length n
        The group of each element; -1 where it is in none.
    sample : int, optional
        From how many elements to follow ways where doing so from all would take too long.
    seed : int, optional
        Where the random numbers of that sample begin.
    """
    labels = np.asarray(groups)
    ends = np.flatnonzero(labels >= 0)
    chosen = ends
    if len(labels) * len(ties) > EXACT_WORK and len(ends) > sample:
        chosen = np.sort(np.random.default_rng(seed).choice(ends, sample, replace=False))
    onward: list[list[int]] = [[] for _ in labels]
    for start, finish in ties.tolist():
        onward[start].append(finish)
    scores = [0.0] * len(labels)
    told = labels.tolist()
    for source in chosen.tolist():
        _add_ways(onward, told, source, scores)
    return Between(np.array(scores) * (len(ends) / max(1, len(chosen))), len(chosen), len(ends))


def _add_ways(onward: Sequence[Sequence[int]], groups: Sequence[int], source: int, scores: list[float]) -> None:
    """Follow the shortest ways from one element, and add to all that they pass through on the way to other groups."""
    distance, ways = {source: 0}, {source: 1}
    before: dict[int, list[int]] = {source: []}
    order = [source]
    for here in order:
        further = distance[here] + 1
        for there in onward[here]:
            if there not in distance:
                distance[there], ways[there], before[there] = further, 0, []
                order.append(there)
            if distance[there] == further:
                ways[there] += ways[here]
                before[there].append(here)
    own = groups[source]
    passed = dict.fromkeys(order, 0.0)
    # Each end shares what it is worth among the ways to it; what is passed on adds up on the way back.
    for there in reversed(order[1:]):
        share = ((groups[there] not in {own, -1}) + passed[there]) / ways[there]
        for here in before[there]:
            passed[here] += ways[here] * share
        scores[there] += passed[there]


@dataclass(frozen=True, slots=True)
class HandOffs:
    """Loops that pass from group to group.

    Parameters
    ----------
    loops : int
        Loops that were looked at, all of at most `complete_to_length` elements.
    complete_to_length : int
        Every loop of at most so many elements was looked at.
    is_whole : bool
        There is no longer one.
    crossing : int
        How many of them visit two groups or more.
    by_pair : Mapping of (str, str) to int
        Along how many loops the one group hands over to the other, the most first.
    by_crossings : Mapping of int to int
        How many loops hand over so many times, by that number.
    examples : tuple of (tuple of str, int)
        The shortest that cross: their elements in order, and how often they hand over.
    """

    loops: int
    complete_to_length: int
    is_whole: bool
    crossing: int
    by_pair: Mapping[Pair, int]
    by_crossings: Mapping[int, int]
    examples: tuple[tuple[tuple[str, ...], int], ...]


def find_hand_offs(
    branch: Branch, groups: Mapping[str, str], *, limit: int = MOST_LOOPS, seconds: float = LOOP_SECONDS
) -> HandOffs:
    """Follow the loops of influence from group to group.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    groups : Mapping of str to str
        The group of each element that has one.
    limit : int, optional
        How many loops are looked at.
    seconds : float, optional
        How long they are looked for.
    """
    stream = find_loops(CausalGraph(branch).successors, limit=limit, seconds=seconds)
    pairs: dict[int, Counter[Pair]] = {}
    crossings: dict[int, Counter[int]] = {}
    examples: list[tuple[tuple[str, ...], int]] = []
    for loop in stream:
        handed = list(_hands_over(loop, groups))
        crossings.setdefault(len(loop), Counter())[len(handed)] += 1
        if handed:
            pairs.setdefault(len(loop), Counter()).update(set(handed))
            if len(examples) < SHOWN_LOOPS:
                examples.append((loop, len(handed)))
    account = stream.account
    complete = account.complete_to_length
    by_crossings = sum((each for length, each in crossings.items() if length <= complete), Counter[int]())
    by_pair = sum((each for length, each in pairs.items() if length <= complete), Counter[Pair]())
    looked = sum(by_crossings.values())
    return HandOffs(
        looked,
        complete,
        account.is_whole,
        looked - by_crossings[0],
        dict(sorted(by_pair.items(), key=lambda each: (-each[1], each[0]))),
        {times: count for times, count in sorted(by_crossings.items()) if times},
        tuple(each for each in examples if len(each[0]) <= complete),
    )


def _hands_over(loop: Sequence[str], groups: Mapping[str, str]) -> Iterator[Pair]:
    """Give each place where a loop passes from one group to another; what is in none is passed over."""
    met = [group for element in loop if (group := groups.get(element))]
    for place, group in enumerate(met):
        if met[place - 1] != group:
            yield met[place - 1], group
