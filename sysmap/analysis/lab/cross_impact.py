"""Cross-impact analysis (MICMAC): who drives and who depends, directly and along ways of several links.

The literature writes `M[i, j]`, the influence of i on j: a row drives and a column depends. That is the transpose of
the causal matrix used for press perturbation. Source: Godet, From Anticipation to Action, 1994; Díaz, arXiv:0906.1610.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sysmap.analysis.press.settings import EXISTENCE
from sysmap.errors import NoAnswerError
from sysmap.model.maps import Branch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

CAP = 60
"""The highest power that is tried."""

USUAL = 4
"""The power that is told where the order goes round and nobody asked for one; 3 to 8 are usual."""

UNSAID = 2
"""The strength, of 1 to 3, of a link whose strength nobody said."""

STRONGEST = 3
POTENTIAL = frozenset({"low", "contested"})
"""How sure people are of links that count as potential: not directly, and as the strongest in what could be."""

Quadrant = Literal["driver", "relay", "dependent", "autonomous"]
QUADRANTS: Mapping[Quadrant, tuple[str, str]] = MappingProxyType(
    {
        "driver": ("drives, depends little", "variable d'entrée"),
        "relay": ("drives and depends", "variable relais"),
        "dependent": ("depends, drives little", "variable résultat"),
        "autonomous": ("stands apart", "variable exclue"),
    }
)
"""Each quadrant in plain words and in Godet's."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Whether the order of elements stops changing as the power rises.

    Parameters
    ----------
    outcome : {"settled", "periodic", "ends", "unsettled"}
        It stays the same; it goes round; no way is longer than some number of links; or none of these by the cap.
    power : int
        The power at which it first stays the same; the period where it goes round; the links of the longest way where
        ways end; the cap otherwise.
    """

    outcome: Literal["settled", "periodic", "ends", "unsettled"]
    power: int


@dataclass(frozen=True, slots=True)
class Impacts:
    """How much each element influences and depends, as shares that add up to 1.

    Parameters
    ----------
    influence, dependence : tuple of float
        By the places of the elements.
    """

    influence: tuple[float, ...]
    dependence: tuple[float, ...]

    def quadrant(self, place: int) -> Quadrant:
        """Say in which quadrant an element is: above the mean or not, which is 1 divided by their number."""
        mean = (1 + 1e-9) / len(self.influence)
        drives, depends = self.influence[place] > mean, self.dependence[place] > mean
        if drives:
            return "relay" if depends else "driver"
        return "dependent" if depends else "autonomous"


@dataclass(frozen=True, slots=True)
class CrossImpact:
    """The answer.

    Parameters
    ----------
    elements : tuple of str
        Ids, by their places.
    direct : Impacts or None
        Along single links; None where every link is potential.
    indirect : Impacts or None
        Along ways of `power` links; None where there are none so long.
    potential : Impacts
        Along single links, with the potential ones as the strongest.
    potential_indirect : Impacts or None
        The same along ways of `power` links.
    settling : Settling
        Whether the indirect order settles.
    power : int or None
        The power used; None where no indirect answer is given.
    influence_ranks, dependence_ranks : tuple of (float, float)
        Between what two ranks nine in ten redrawn maps put each element, indirectly; empty where none could be ranked.
    redrawn : int
        Redrawn maps that have ways of `power` links.
    unsaid : int
        Pairs of elements joined by links whose strength nobody said.
    doubtful : int
        Pairs joined by potential links only.
    """

    elements: tuple[str, ...]
    direct: Impacts | None
    indirect: Impacts | None
    potential: Impacts
    potential_indirect: Impacts | None
    settling: Settling
    power: int | None
    influence_ranks: tuple[tuple[float, float], ...]
    dependence_ranks: tuple[tuple[float, float], ...]
    redrawn: int
    unsaid: int
    doubtful: int


def impacts_of(influences: "Numbers", power: int = 1) -> Impacts | None:
    """Give influence and dependence along ways of some number of links, or None where there are no such ways.

    Parameters
    ----------
    influences : array, shape (n, n)
        `influences[i, j]` is the influence of i on j, never negative.
    power : int
        How many links long ways are. Ways may pass an element more than once.
    """
    step = influences
    for _ in range(power - 1):
        step = _share(step @ influences)
    total = float(step.sum())
    if not total:
        return None
    return Impacts(tuple((step.sum(axis=1) / total).tolist()), tuple((step.sum(axis=0) / total).tolist()))


def settle(influences: "Numbers", cap: int = CAP) -> Settling:
    """Say whether the order of elements by indirect influence and dependence stops changing.

    An order counts as settled only where it stays to the cap: that it repeats once may be chance.

    Parameters
    ----------
    influences : array, shape (n, n)
        `influences[i, j]` is the influence of i on j.
    cap : int
        The highest power that is tried.
    """
    orders: list[tuple[int, ...]] = []
    step = _share(influences)
    for power in range(1, cap + 1):
        if not step.any():
            return Settling("ends", power - 1)
        orders.append((*ranks(step.sum(axis=1)), *ranks(step.sum(axis=0))))
        step = _share(step @ influences)
    last = next((at for at in range(cap - 1, -1, -1) if orders[at] != orders[-1]), -1)
    if last < cap * 3 // 4:
        return Settling("settled", last + 2)
    tail = orders[cap // 2 :]
    for period in range(2, len(tail) // 2 + 1):
        if all(tail[at] == tail[at + period] for at in range(len(tail) - period)):
            return Settling("periodic", period)
    return Settling("unsettled", cap)


def ranks(shares: "Numbers | Sequence[float]") -> tuple[int, ...]:
    """Rank from the largest, 1 the first; those equal to nine decimals share the better rank."""
    rounded = [round(float(share), 9) for share in shares]
    first: dict[float, int] = {}
    for at, share in enumerate(sorted(rounded, reverse=True), 1):
        first.setdefault(share, at)
    return tuple(first[share] for share in rounded)


def report_cross_impact(branch: Branch, *, power: int | None = None, draws: int = 1000, seed: int = 1) -> CrossImpact:
    """Work out direct, indirect and potential influence and dependence.

    Signs play no part. Links that join the same two elements the same way count as one, as strong and as sure as any.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    power : int, optional
        How many links long indirect ways are; where not given, the power from which the order stays the same.
    draws, seed : int
        How often to redraw the map, each link kept by how sure people are of it, and where random numbers begin.

    Raises
    ------
    NoAnswerError
        When fewer than three elements are joined by causal links.
    """
    import numpy as np

    elements, pairs = _pairs(branch)
    if len(elements) < 3:
        count = "no elements are" if not elements else "only two elements are" if len(elements) == 2 else "only one is"
        raise NoAnswerError(f"{count} joined by causal links; cross-impact compares three or more: draw more links")
    size = len(elements)
    strengths, existence = np.zeros((size, size)), np.zeros((size, size))
    likely, unsaid = np.zeros((size, size), dtype=bool), np.zeros((size, size), dtype=bool)
    for ends, (strength, chance, sure) in pairs.items():
        strengths[ends], existence[ends], likely[ends] = strength or UNSAID, chance, sure
        unsaid[ends] = not strength
    direct = np.where(likely, strengths, 0.0)
    potential = np.where(likely, strengths, np.where(strengths > 0, float(STRONGEST), 0.0))
    settling = settle(direct)
    used: int | None = power
    if used is None and settling.outcome != "ends":
        used = settling.power if settling.outcome == "settled" else USUAL
    indirect = impacts_of(direct, used) if used else None
    influence_ranks: tuple[tuple[float, float], ...] = ()
    dependence_ranks: tuple[tuple[float, float], ...] = ()
    redrawn = 0
    if used and indirect and draws:
        generator = np.random.default_rng(seed)
        found: list[Impacts] = []
        for _ in range(draws):
            # Both are drawn for every pair, so that what one link says never shifts the numbers of another.
            kept = generator.random((size, size)) < existence
            guessed = generator.integers(1, STRONGEST + 1, (size, size))
            again = impacts_of(np.where(kept, np.where(unsaid, guessed, strengths), 0.0), used)
            if again:
                found.append(again)
        redrawn = len(found)
        influence_ranks = _between([ranks(each.influence) for each in found])
        dependence_ranks = _between([ranks(each.dependence) for each in found])
    first = impacts_of(potential)
    if first is None:
        raise NoAnswerError("the causal links of this map have no strength at all: say how strong they are")
    return CrossImpact(
        elements,
        impacts_of(direct),
        indirect,
        first,
        impacts_of(potential, used) if used else None,
        settling,
        used if indirect else None,
        influence_ranks,
        dependence_ranks,
        redrawn,
        int(unsaid.sum()),
        int((~likely & (strengths > 0)).sum()),
    )


def _pairs(branch: Branch) -> tuple[tuple[str, ...], dict[tuple[int, int], tuple[int, float, bool]]]:
    """Give each pair, by the places of cause and effect: strength or 0, how likely it is there, and if it counts."""
    found: dict[tuple[str, str], tuple[int, float, bool]] = {}
    for link in branch.of("INFLUENCES"):
        if link.from_id not in branch or link.to_id not in branch or link.from_id == link.to_id:
            continue
        strength, chance, sure = found.get((link.from_id, link.to_id), (0, 0.0, False))
        confidence = link.get("confidence")
        found[link.from_id, link.to_id] = (
            max(strength, int(link.get("strength") or 0)),
            max(chance, EXISTENCE[confidence]),
            sure or confidence not in POTENTIAL,
        )
    elements = tuple(sorted({end for pair in found for end in pair}))
    place = {element: at for at, element in enumerate(elements)}
    return elements, {(place[start], place[end]): said for (start, end), said in found.items()}


def _share(step: "Numbers") -> "Numbers":
    """Keep powers from overflowing: only shares matter."""
    total = step.sum()
    return step / total if total else step


def _between(drawn: Sequence[Sequence[int]]) -> tuple[tuple[float, float], ...]:
    import numpy as np

    if not drawn:
        return ()
    low, high = np.quantile(np.array(drawn), (0.05, 0.95), axis=0, method="closest_observation")
    return tuple(zip(low.tolist(), high.tolist(), strict=True))
