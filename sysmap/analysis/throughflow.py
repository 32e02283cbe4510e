"""Flow networks: how much passes through each node, how much of it cycles, and where it began (Finn 1976; Leontief).

`F[i, j]` is the flow from i to j, `z` what enters from outside and `y` what leaves, as in METHODS 10. A node passes on
what it receives in proportion to what it pays out: that is the one rule behind every figure here.

Nothing is inverted as a whole: groups of nodes that reach each other are inverted by themselves, one after the other in
the order in which money reaches them, so that a map of thousands of bodies, of which few pay in circles, costs little.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sysmap.analysis.loop_core import find_strong_parts

Floats = NDArray[np.float64]

_Part = tuple[list[int], Floats | None, Floats | None]
"""A group of nodes, what it passes among itself as shares, and what comes of one unit at each (Leontief's inverse)."""

LEAST = 1e-9
"""Share of a node's throughflow below which what enters or leaves counts as rounding."""


@dataclass(frozen=True)
class Network:
    """A flow network that balances: what a node lacks enters from outside, what it keeps leaves.

    Parameters
    ----------
    flows : Mapping of (int, int) to float
        F: what flows from one node to another.
    entering : ndarray of float, shape (n,)
        z: what enters each node from outside.
    through : ndarray of float, shape (n,)
        T: all that comes into each node.
    """

    flows: Mapping[tuple[int, int], float]
    entering: Floats
    through: Floats

    @cached_property
    def leaving(self) -> Floats:
        """y: what leaves the network at each node, never below nought."""
        gone = self.through - _sums(self.flows, len(self.through))[0]
        return np.where(gone > LEAST * self.through, gone, 0.0)

    @property
    def total(self) -> float:
        """Total system throughflow: everything counted each time that it passes a node."""
        return float(self.through.sum())

    @property
    def average_path_length(self) -> float:
        """How many nodes a unit that enters passes, on average (APL); nan where nothing enters."""
        entering = float(self.entering.sum())
        return self.total / entering if entering else float("nan")

    @property
    def shares_by_hand(self) -> tuple[float, float, float]:
        """Shares of all throughflow that have just entered, that one node passed on, and that more than one did.

        The boundary, direct and indirect flow indices of enaR; they add up to 1, and are nan where nothing flows.
        """
        if not self.total:
            return (float("nan"),) * 3
        entered = float(self.entering.sum()) / self.total
        once = sum(float(self.entering[start]) * share for start, paid in enumerate(self._from) for _, share in paid)
        return entered, once / self.total, max(0.0, 1 - entered - once / self.total)

    @property
    def cycling_index(self) -> float:
        """Share of all throughflow that passes a node again (Finn's cycling index); nan where nothing flows."""
        if not self.total:
            return float("nan")
        return float((self.through * (self.returning - 1) / self.returning).sum() / self.total)

    @cached_property
    def returning(self) -> Floats:
        """n_ii: how often a unit passes each node that it has once reached; 1 where nothing comes back."""
        often = np.ones(len(self.through))
        for group, _, inverse in self._parts:
            if inverse is not None:
                often[group] = inverse.diagonal()
        return often

    def began_at(self, node: int) -> Floats:
        """Give the share of a node's throughflow that entered at each node; the shares add up to 1.

        The column of the Ghosh inverse: `z_i n_ij / T_j`.
        """
        unit = np.zeros(len(self.through))
        unit[node] = 1.0
        shares: Floats = self.entering * self._backwards(unit) / self.through[node]
        return shares

    def passed(self, nodes: Sequence[int]) -> Floats:
        """Give how much of each node's throughflow has passed any of some nodes.

        Where those pay nothing on, that is what every other loses.
        """
        if not nodes:
            return np.zeros(len(self.through))
        chosen = list(nodes)
        rows = []
        for node in chosen:
            unit = np.zeros(len(self.through))
            unit[node] = 1.0
            rows.append(self.spread(unit))
        reached = np.vstack(rows)
        first = np.linalg.solve(reached[:, chosen].T, self.through[chosen])
        arrived: Floats = first @ reached
        return arrived

    def spread(self, pushed: Floats, held: Collection[int] = ()) -> Floats:
        """Give what reaches each node where something is put in, or taken away, and every node passes it on.

        Parameters
        ----------
        pushed : ndarray of float, shape (n,)
            What each node gets, or loses, at first.
        held : collection of int
            Nodes that pay on what they paid before, whatever they get.
        """
        return self._solve(pushed, self._parts, self._from, frozenset(held))

    def needed(self, wanted: Floats) -> Floats:
        """Give what has to pass each node so that more leaves the network, every node being paid in today's shares.

        Leontief's inverse times a final demand. It always has an answer: money that only goes round is not in the
        network, so that no node buys all that it puts out from itself.

        Parameters
        ----------
        wanted : ndarray of float, shape (n,)
            How much more is to leave at each node; only at nodes through which something flows.
        """
        each = np.divide(wanted, self.through, out=np.zeros(len(self.through)), where=self.through > 0)
        passing: Floats = self.through * self._backwards(each)
        return passing

    def _backwards(self, wanted: Floats) -> Floats:
        return self._solve(wanted, self._parts[::-1], self._to, turned=True)

    def _solve(
        self,
        pushed: Floats,
        parts: Sequence["_Part"],
        links: Sequence[Sequence[tuple[int, float]]],
        held: frozenset[int] = frozenset(),
        *,
        turned: bool = False,
    ) -> Floats:
        """Carry something along, group by group; within a group all at once."""
        answer = np.array(pushed, dtype=np.float64)
        for group, inside, inverse in parts:
            if not any(answer[node] for node in group):
                continue
            members = set(group)
            if inside is not None and not held.isdisjoint(members):
                pays = np.array([[node not in held] for node in group])
                answer[group] = np.linalg.solve((np.eye(len(group)) - pays * inside).T, answer[group])
            elif inverse is not None:
                answer[group] = inverse @ answer[group] if turned else answer[group] @ inverse
            for node in group:
                if answer[node] and node not in held:
                    for other, share in links[node]:
                        if other not in members:
                            answer[other] += answer[node] * share
        return answer

    def _inside(self, group: Sequence[int]) -> Floats | None:
        """Give what a group passes among itself as shares; None where it passes nothing."""
        place = {node: index for index, node in enumerate(group)}
        shares = np.zeros((len(group), len(group)))
        for node in group:
            for other, share in self._from[node]:
                if other in place:
                    shares[place[node], place[other]] = share
        return shares if shares.any() else None

    @cached_property
    def _from(self) -> list[list[tuple[int, float]]]:
        """G: for each node those it pays, each with its share of the payer's throughflow."""
        paid: list[list[tuple[int, float]]] = [[] for _ in self.through]
        for (start, finish), flow in self.flows.items():
            paid[start].append((finish, flow / float(self.through[start])))
        return paid

    @cached_property
    def _to(self) -> list[list[tuple[int, float]]]:
        """For each node those that pay it, each with the share of the payer's throughflow."""
        payers: list[list[tuple[int, float]]] = [[] for _ in self.through]
        for start, paid in enumerate(self._from):
            for finish, share in paid:
                payers[finish].append((start, share))
        return payers

    @cached_property
    def _parts(self) -> list["_Part"]:
        """Groups in that order, worked out once: they are asked for each service and each funder."""
        parts: list[_Part] = []
        for group in self._groups:
            inside = self._inside(group)
            inverse = None if inside is None else np.linalg.inv(np.eye(len(group)) - inside).astype(np.float64)
            parts.append((group, inside, inverse))
        return parts

    @cached_property
    def _groups(self) -> list[list[int]]:
        """Groups of nodes that reach each other, each after those that pay into it."""
        return find_strong_parts([[finish for finish, _ in paid] for paid in self._from])


def balance(
    flows: Mapping[tuple[int, int], float], size: int, entering: Sequence[float] | None = None
) -> tuple[Network, tuple[int, ...]]:
    """Make a network that balances.

    Where what enters is not given, each node is taken to receive from outside what it pays out beyond what it takes in.

    Parameters
    ----------
    flows : Mapping of (int, int) to float
        The flow from one node to another, above nought.
    size : int
        How many nodes there are.
    entering : sequence of float, optional
        What enters each node from outside.

    Returns
    -------
    Network
        The network.
    tuple of int
        Nodes left out of it: money that only goes round there, and neither comes from anywhere nor gets anywhere.
    """
    flowing = {ends: flow for ends, flow in flows.items() if flow > 0}
    if entering is not None:
        outside = np.asarray(entering, dtype=np.float64)
        return Network(flowing, outside, _sums(flowing, size)[1] + outside), ()
    closed = _closed(flowing, size)
    flowing = {ends: flow for ends, flow in flowing.items() if ends[0] not in closed}
    going, coming = _sums(flowing, size)
    short = going - coming
    outside = np.where(short > LEAST * np.maximum(going, coming), short, 0.0)
    return Network(flowing, outside, np.maximum(coming + outside, going)), tuple(sorted(closed))


def _sums(flows: Mapping[tuple[int, int], float], size: int) -> tuple[Floats, Floats]:
    """Give what each node pays and what it is paid."""
    going, coming = np.zeros(size), np.zeros(size)
    for (start, finish), flow in flows.items():
        going[start] += flow
        coming[finish] += flow
    return going, coming


def _closed(flows: Mapping[tuple[int, int], float], size: int) -> set[int]:
    """Find groups of nodes into which nothing comes and out of which nothing goes."""
    going, coming = _sums(flows, size)
    successors: list[list[int]] = [[] for _ in range(size)]
    for start, finish in flows:
        successors[start].append(finish)
    groups = find_strong_parts(successors)
    number = {node: index for index, group in enumerate(groups) for node in group}
    crossed = {number[end] for start, finish in flows if number[start] != number[finish] for end in (start, finish)}
    return {
        node
        for index, group in enumerate(groups)
        if index not in crossed
        and all(coming[each] and abs(going[each] - coming[each]) <= LEAST * coming[each] for each in group)
        for node in group
    }
