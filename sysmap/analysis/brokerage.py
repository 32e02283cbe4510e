"""Who stands between groups: brokerage roles, and whether ties lead in or out (METHODS 9).

Gould and Fernandez 1989, Sociological Methodology 19:89; Krackhardt and Stern 1988, Social Psychology Quarterly 51:123.
Names of roles are Gould and Fernandez's: another package prints two of them the wrong way round. `A[i, j]` is here a
tie from i to j, as in that literature.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
"""a to v to b within one group; v outside the one group of both; v with a; v with b; three groups."""

PERMUTATIONS = 1000

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]


def as_ties(pairs: Sequence[tuple[int, int]]) -> Ints:
    """Give pairs of numbers as an array of ties, shape (m, 2)."""
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often each element stands between two others that have no tie of their own.

    Parameters
    ----------
    counts : ndarray of int, shape (n, 5)
        By element and role, in the order of `ROLES`.
    expected : ndarray of float, shape (n, 5)
        What the same drawing gives on average when the groups are dealt out anew among the elements.
    rarer : ndarray of float, shape (n, 5)
        The share of those dealings in which the count was as high or higher.
    """

    counts: Ints
    expected: Floats
    rarer: Floats


def find_brokers(ties: Ints, groups: Sequence[int], *, permutations: int = PERMUTATIONS, seed: int = 1) -> Brokerage:
    """Count brokerage roles.

    Parameters
    ----------
    ties : ndarray of int, shape (m, 2)
        From and to of each tie, by number of element; each pair once, none to itself.
    groups : sequence of int, length n
        The group of each element.
    permutations : int, optional
        How often the groups are dealt out anew.
    seed : int, optional
        Where the random numbers begin.
    """
    n = len(groups)
    triads = open_triads(ties, n)
    labels = np.asarray(groups)
    counts = _roles(triads, labels, n)
    expected = np.zeros((n, len(ROLES)))
    rarer = np.zeros((n, len(ROLES)))
    numbers = np.random.default_rng(seed)
    for _ in range(permutations):
        dealt = _roles(triads, numbers.permutation(labels), n)
        expected += dealt
        rarer += dealt >= counts
    if permutations:
        expected, rarer = expected / permutations, rarer / permutations
    return Brokerage(counts, expected, rarer)


def open_triads(ties: Ints, n: int) -> Ints:
    """Give every a, v, b with ties from a to v and from v to b, none from a to b, and a other than b; shape (t, 3)."""
    there = set(map(tuple, ties.tolist()))
    into: list[list[int]] = [[] for _ in range(n)]
    out: list[list[int]] = [[] for _ in range(n)]
    for start, finish in there:
        into[finish].append(start)
        out[start].append(finish)
    found = [
        (a, v, b) for v in range(n) for a in sorted(into[v]) for b in sorted(out[v]) if a != b and (a, b) not in there
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def _roles(triads: Ints, labels: Ints, n: int) -> Ints:
    a, v, b = (labels[triads[:, place]] for place in range(3))
    role = np.select([(a == v) & (v == b), (a == b) & (a != v), (a == v) & (v != b), (v == b) & (a != v)], range(4), 4)
    flat = np.bincount(triads[:, 1] * len(ROLES) + role, minlength=n * len(ROLES))
    return flat.reshape(n, len(ROLES))


@dataclass(frozen=True, slots=True)
class OutAndIn:
    """Whether ties lead out of groups or stay in them.

    Parameters
    ----------
    external, internal : int
        Ties between groups, and within one.
    index : float or None
        External less internal as a share of all, -1 to 1; None without ties.
    expected : float or None
        The index when the groups are dealt out anew, on average.
    lower, higher : float
        The shares of dealings with an index as low or lower, and as high or higher.
    """

    external: int
    internal: int
    index: float | None
    expected: float | None
    lower: float
    higher: float


def out_and_in(ties: Ints, groups: Sequence[int], *, permutations: int = PERMUTATIONS, seed: int = 1) -> OutAndIn:
    """Compare ties between groups with ties within them; parameters as of `find_brokers`."""
    labels = np.asarray(groups)
    external = _external(ties, labels)
    internal = len(ties) - external
    if not len(ties):
        return OutAndIn(0, 0, None, None, 1.0, 1.0)
    numbers = np.random.default_rng(seed)
    dealt = np.array([_external(ties, numbers.permutation(labels)) for _ in range(permutations)])
    index = (external - internal) / len(ties)
    if not permutations:
        return OutAndIn(external, internal, index, None, 1.0, 1.0)
    expected = float((2 * dealt - len(ties)).mean() / len(ties))
    lower, higher = float((dealt <= external).mean()), float((dealt >= external).mean())
    return OutAndIn(external, internal, index, expected, lower, higher)


def _external(ties: Ints, labels: Ints) -> int:
    return int((labels[ties[:, 0]] != labels[ties[:, 1]]).sum())
