"""Two maps that explain the same thing: which of them makes what was seen likelier (a Bayes factor).

How likely what was seen is under a map is the share of its versions that show it. The ratio of the two shares is the
Bayes factor (Kass and Raftery 1995, JASA 90:773; for loop models Melbourne-Thomas and others 2012). Its interval is of
the drawing only: half a version is added to every count, so that it is finite where nothing fits (Walter 1975,
Biometrika 62:371).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Literal

from sysmap.analysis.press.causal_matrix import CausalMatrix
from sysmap.analysis.press.seen import RegimeFit, Seen, share_that_fits
from sysmap.analysis.press.settings import Regime, Settings

Strength = Literal["none", "mention", "positive", "strong", "very_strong"]

STEPS: tuple[tuple[float, Strength], ...] = ((150, "very_strong"), (20, "strong"), (3, "positive"), (1, "mention"))
"""From which Bayes factor on evidence is called so (Kass and Raftery 1995, their table on the factor itself)."""

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Odds:
    """How two maps compare under one way to damp.

    Parameters
    ----------
    first, second : RegimeFit
        How many versions of each fit what was seen.
    ratio : float or None
        The share of the first that fits by that of the second; None where none of one of them fits.
    low, high : float or None
        Its 95 % interval from drawing no more versions than were drawn; the end that is not bounded is None.
    """

    first: RegimeFit
    second: RegimeFit
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def cautious(self) -> float:
        """The end of the interval that says least; 1 where the interval holds 1 or where no end says anything."""
        if self.low is not None and self.low > 1:
            return self.low
        if self.high is not None and self.high < 1:
            return self.high
        return 1.0


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Which of two maps what was seen speaks for.

    Parameters
    ----------
    odds : Mapping of str to Odds
        Under every way to damp in which both maps settle.
    favours : {1, 2, 0}
        The first map, the second, or neither: 0 where the ways to damp disagree or cannot tell.
    strength : str
        How much, by the way to damp that says least: one of `STEPS`, or "none".
    cautious : float
        The factor by which it favours that map at least, 1 or more.
    """

    odds: Mapping[Regime, Odds]
    favours: int
    strength: Strength
    cautious: float


def compare_rivals(first: tuple[CausalMatrix, Seen], second: tuple[CausalMatrix, Seen], settings: Settings) -> Rivalry:
    """Say which of two maps makes what was seen likelier, and by how much.

    Parameters
    ----------
    first, second : tuple of (CausalMatrix, Seen)
        Each map, and what was seen by its own ids.
    settings : Settings
        How many versions of each to draw, from which seed, with what sizes.
    """
    one, other = share_that_fits(*first, settings), share_that_fits(*second, settings)
    odds = {
        regime: odds_of(one[regime], other[regime])
        for regime in settings.regimes
        if one[regime].settles and other[regime].settles
    }
    sides = {(each.cautious > 1) - (each.cautious < 1) for each in odds.values()}
    if len(sides) != 1 or 0 in sides:
        return Rivalry(odds, 0, "none", 1.0)
    least = min((exp(abs(log(each.cautious))) for each in odds.values()), default=1.0)
    strength = next(word for bound, word in STEPS if least >= bound)
    return Rivalry(odds, 1 if sides == {1} else 2, strength, least)


def odds_of(first: RegimeFit, second: RegimeFit) -> Odds:
    """Give the ratio of two shares of versions with its interval."""
    if not first.fitting and not second.fitting:
        return Odds(first, second, None, None, None)
    one, other, all_one, all_other = (
        first.fitting + 0.5,
        second.fitting + 0.5,
        first.settled + 0.5,
        second.settled + 0.5,
    )
    middle = log(one / all_one) - log(other / all_other)
    half = _Z * sqrt(max(0.0, 1 / one - 1 / all_one + 1 / other - 1 / all_other))
    ratio = first.share / second.share if first.fitting and second.fitting else None
    low = exp(middle - half) if first.fitting else None
    high = exp(middle + half) if second.fitting else None
    return Odds(first, second, ratio, low, high)
