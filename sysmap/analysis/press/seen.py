"""What was seen to move, and the versions of a map that fit it (Melbourne-Thomas and others 2012, validation).

A version in which something seen to rise would fall is left out. What becomes of the rest is an answer only where
enough are left; how much rarer an assumption is among them says what the observations speak against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sysmap.analysis.press.causal_matrix import CausalMatrix
from sysmap.analysis.press.ensemble import Floats, Sight, Versions, draw_versions
from sysmap.analysis.press.hangs import SHOWN, Doubt, Hangs
from sysmap.analysis.press.paths import find_paths
from sysmap.analysis.press.settings import LEAST_FITTING, Regime, Settings
from sysmap.analysis.press.verdicts import RegimeCounts, Tally
from sysmap.errors import NoAnswerError
from sysmap.model.maps import Branch

RARE = 0.05
"""Where fewer versions than this agree with something seen, signs that were taken as known are doubted too."""

WORTH_TELLING = 0.1
"""By how much the share of versions in which something is so must change to be told: less moves no discussion."""

MOST_DRAWS = 100_000
"""More draws than this are not proposed: where so few versions fit, the map is what to look at."""

_TURNED_DRAWS = 300
_MOST_TURNED = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen to move after a push that is known to have happened.

    Parameters
    ----------
    after : Mapping of str to int
        What was pushed, by id: 1 up, -1 down.
    moved : Mapping of str to int
        What was seen to move, by id: 1 up, -1 down.
    """

    after: Mapping[str, int]
    moved: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RegimeFit:
    """How many versions under one way to damp fit what was seen.

    Parameters
    ----------
    settled, fitting : int
        Versions that settle, and those of them that agree with all that was seen.
    alone : Mapping of str to int
        How many agree with each thing that was seen, whatever of the rest, by its id.
    settles : bool
        Whether enough versions settle for this way to damp to be an answer at all.
    """

    settled: int
    fitting: int
    alone: Mapping[str, int]
    settles: bool

    @property
    def used(self) -> bool:
        """Whether enough of them fit to say something from them."""
        return self.settles and self.fitting >= min(LEAST_FITTING, self.settled)

    @property
    def share(self) -> float:
        """The share that fits: how likely what was seen is, if the map is right."""
        return self.fitting / self.settled if self.settled else 0.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the observations say of one unsure thing about a link.

    Parameters
    ----------
    links : tuple of str
        Ids of the links that say so.
    doubt : {"there", "way", "strength"}
        What is unsure: whether it is there, whether it works the same way, whether it is strong.
    before, after : float
        In what share of all versions that is so, and of those that fit what was seen.
    """

    links: tuple[str, ...]
    doubt: Doubt
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Turned:
    """A sign that was taken as known, and what would fit if it were the other way.

    Parameters
    ----------
    element : str
        What was seen to move, and hardly does in any version.
    links : tuple of str
        Ids of the links whose sign is turned.
    before, after : float
        The share of versions in which it moves as seen, as drawn and with the sign turned.
    """

    element: str
    links: tuple[str, ...]
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class FitReport:
    """How the versions of a map agree with what was seen.

    Parameters
    ----------
    seen : Seen
        What was seen.
    regimes : Mapping of str to RegimeFit
        How many fit, under every way to damp.
    speaks : tuple of Weighed
        What is most more common or rarer among the versions that fit, the weightiest first.
    turned : tuple of Turned
        Known signs that would explain what no version does, the likeliest first.
    """

    seen: Seen
    regimes: Mapping[Regime, RegimeFit]
    speaks: tuple[Weighed, ...]
    turned: tuple[Turned, ...]

    @property
    def effective(self) -> int:
        """Versions that the answer rests on: those that fit under the way to damp that keeps fewest of those used."""
        return min((each.fitting for each in self.regimes.values() if each.used), default=0)


class Fitting:
    """Leaves out versions that contradict what was seen, as they are drawn, and remembers what they were like."""

    def __init__(self, matrix: CausalMatrix, seen: Seen, rows: int, columns: int) -> None:
        self.matrix, self.seen = matrix, seen
        self.sight = sight_of(matrix, seen)
        self._before, self._after = Tally(rows, columns), Tally(rows, columns)
        self._hangs = Hangs(matrix)
        self._alone: dict[Regime, Floats] = {}
        self._facts: Floats = np.zeros((2, 4, len(matrix.effects)))

    def keep(self, versions: Versions) -> Versions:
        """Count some versions, and give those that fit."""
        fits = versions.fits
        kept = versions.fitting()
        self._before.add(versions)
        self._after.add(kept)
        self._hangs.add(versions, fits[:, None].astype(float))
        alone = versions.agrees.sum(axis=0, dtype=float)
        self._alone[versions.regime] = self._alone.get(versions.regime, np.zeros_like(alone)) + alone
        for place, some in enumerate((versions, kept)):
            there = some.exists
            facts = (np.ones_like(there), there, there & some.positive, there & some.strong)
            self._facts[place] += np.stack([each.sum(axis=0) for each in facts])
        return kept

    @property
    def before(self) -> dict[Regime, RegimeCounts]:
        """What all versions say, whether they fit or not."""
        return self._before.counts()

    def report(self, settings: Settings) -> FitReport:
        """Say how many fit, and what the observations speak for and against."""
        regimes = {
            regime: RegimeFit(
                counts.settled,
                counts.kept,
                dict(zip(self.seen.moved, map(int, self._alone[regime]), strict=True)),
                counts.settles,
            )
            for regime, counts in self._after.counts().items()
        }
        return FitReport(self.seen, regimes, self._weighed(), self._turned(regimes, settings))

    def _weighed(self) -> tuple[Weighed, ...]:
        said: list[Weighed] = []
        for check in self._hangs.most(0, SHOWN):
            # Of a link whose sign is open people ask that first, even where its being there matters as much.
            said.extend(self._weigh(check.effect, doubt) for doubt in dict.fromkeys(("way", check.doubt)))
        return tuple(each for each in said if abs(each.after - each.before) >= WORTH_TELLING)

    def _weigh(self, effect: int, doubt: Doubt) -> Weighed:
        part, whole = {"there": (1, 0), "way": (2, 1), "strength": (3, 1)}[doubt]
        before, after = (
            float(facts[part, effect] / facts[whole, effect]) if facts[whole, effect] else 0.0 for facts in self._facts
        )
        return Weighed(self.matrix.effects[effect].links, doubt, before, after)

    def _turned(self, regimes: Mapping[Regime, RegimeFit], settings: Settings) -> tuple[Turned, ...]:
        found: list[Turned] = []
        for element, way in self.seen.moved.items():
            share = max((fit.alone[element] / fit.settled for fit in regimes.values() if fit.settled), default=0.0)
            if share < RARE:
                found.extend(self._turned_for(element, way, settings))
        return tuple(sorted(found, key=lambda each: (-each.after, each.links)))[:SHOWN]

    def _turned_for(self, element: str, way: int, settings: Settings) -> list[Turned]:
        few = replace(settings, draws=min(settings.draws, _TURNED_DRAWS), regimes=("row_dominance",))
        seen = Seen(self.seen.after, {element: way})
        along = {link for path in find_paths(self.matrix, tuple(self.seen.after), element) for link in path.links}
        known = [each for each in self.matrix.effects if each.polarity != "?" and along.intersection(each.links)]
        if not known:
            return []
        before = share_that_fits(self.matrix, seen, few)["row_dominance"].share
        turned = []
        for effect in known[:_MOST_TURNED]:
            other = replace(effect, polarity="-" if effect.polarity == "+" else "+")
            matrix = replace(
                self.matrix, effects=tuple(other if each is effect else each for each in self.matrix.effects)
            )
            after = share_that_fits(matrix, seen, few)["row_dominance"].share
            if after > max(4 * RARE, 2 * before):
                turned.append(Turned(element, effect.links, before, after))
        return turned


def sight_of(matrix: CausalMatrix, seen: Seen) -> Sight:
    """Give what was seen by the places of elements."""
    place = matrix.index()
    return Sight(
        {place[each]: float(way) for each, way in seen.after.items()},
        tuple(place[each] for each in seen.moved),
        tuple(seen.moved.values()),
    )


def share_that_fits(matrix: CausalMatrix, seen: Seen, settings: Settings) -> dict[Regime, RegimeFit]:
    """Count the versions of a map that agree with what was seen, under each way to damp.

    Parameters
    ----------
    matrix : CausalMatrix
        What the versions are drawn from.
    seen : Seen
        What was seen; every element of it is on the matrix.
    settings : Settings
        How many versions, from which seed, with what sizes.
    """
    sight = sight_of(matrix, seen)
    tally = Tally(0, 0)
    alone: dict[Regime, Floats] = {}
    for versions in draw_versions(
        matrix,
        [],
        [],
        draws=settings.draws,
        seed=settings.seed,
        regimes=settings.regimes,
        weights=settings.weights,
        sight=sight,
    ):
        tally.add(versions.fitting())
        counted = versions.agrees.sum(axis=0, dtype=float)
        alone[versions.regime] = alone.get(versions.regime, np.zeros_like(counted)) + counted
    return {
        regime: RegimeFit(
            counts.settled, counts.kept, dict(zip(seen.moved, map(int, alone[regime]), strict=True)), counts.settles
        )
        for regime, counts in tally.counts().items()
    }


def check_seen(branch: Branch, matrix: CausalMatrix, seen: Seen) -> None:
    """Refuse what no map can answer to.

    Raises
    ------
    NoAnswerError
        When something of it is on no causal link, or no way leads from what was pushed to what was seen.
    """
    for element in (*seen.after, *seen.moved):
        if element not in matrix.elements:
            raise NoAnswerError(
                f"no causal link starts or ends at “{branch.name_of(element)}”, so what was seen of it says nothing of"
                " this map: draw one"
            )
    for element in seen.moved:
        if not find_paths(matrix, tuple(seen.after), element, 1):
            pushed = _names(branch, list(seen.after))
            raise NoAnswerError(
                f"no way leads from {pushed} to “{branch.name_of(element)}” on this map, so that it moved says nothing"
                " of what is drawn: draw what moves it, or leave it out"
            )


def check_enough(branch: Branch, fit: FitReport, draws: int) -> None:
    """Refuse an answer from too few versions.

    Raises
    ------
    NoAnswerError
        When under no way to damp enough versions fit; it says which of what was seen is hardest to explain, and which
        links to look at.
    """
    if any(each.used for each in fit.regimes.values()):
        return
    best = max(each.fitting for each in fit.regimes.values())
    hardest = min(fit.seen.moved, key=lambda each: max(regime.alone[each] for regime in fit.regimes.values()))
    way = "more" if fit.seen.moved[hardest] > 0 else "less"
    said = "no version of the map fits" if not best else f"only {best:,} of {draws:,} versions of the map fit"
    said += f" what was seen, so nothing is said from them (it needs {LEAST_FITTING})"
    if len(fit.seen.moved) > 1:
        alone = max(regime.alone[hardest] for regime in fit.regimes.values())
        said += f"; hardest to explain: {way} “{branch.name_of(hardest)}”, which {alone:,} show"
    looks = [_ends(branch, each.links) for each in fit.turned if each.links]
    looks = looks or [_ends(branch, each.links) for each in fit.speaks if each.links]
    if looks:
        said += f"; ask about {', '.join(looks)}"
    needed = _rounded(draws * LEAST_FITTING * 1.3 / best) if best else 0
    if 0 < needed <= MOST_DRAWS:
        said += f", or draw more versions: --draws {needed}"
    raise NoAnswerError(said)


def _rounded(draws: float) -> int:
    """Give whole thousands, upwards."""
    return -int(-draws // 1000) * 1000


def _names(branch: Branch, elements: Sequence[str]) -> str:
    return " and ".join(f"“{branch.name_of(each)}”" for each in elements)


def _ends(branch: Branch, links: Sequence[str]) -> str:
    link = branch[links[0]]
    return f"{branch.name_of(link.from_id)} → {branch.name_of(link.to_id)}"
