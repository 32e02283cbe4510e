"""The numbers of the method that are choices: kept in one place, said in every answer, open to change.

The thresholds are proposals of this project, not values of the literature.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

CONSISTENT = 0.9
"""From this sign index on an effect "holds in nearly every version"."""

LEANING = 0.6
"""From this sign index on it is "usually" so; below, it could go either way."""

MARGIN = 0.05
"""How far below zero spectral shift brings the largest real part, so that a map settles."""

LEAST_ACCEPTED = 0.05
LEAST_KEPT = 500
"""Rejection is an answer only where it keeps this share of the versions, and this many."""

LEAST_FITTING = 100
"""Versions that must fit what was seen before anything is said from them: of fewer, a share is uncertain by more than
ten points."""

EXACT_LIMIT = 14
"""Elements of a block up to which permanents are worked out: their cost doubles with each element."""

Regime = Literal["rejection", "spectral_shift", "row_dominance"]
REGIMES: tuple[Regime, ...] = ("rejection", "spectral_shift", "row_dominance")

WeightFamily = Literal["as_said", "uniform", "log_uniform"]

EXISTENCE: Mapping[str, float] = MappingProxyType({"high": 0.95, "medium": 0.8, "low": 0.5, "contested": 0.5, "": 0.8})
"""How likely a link is there by how sure people are of it; as for medium where nobody said."""

STRENGTH: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"1": (0.0, 0.4), "2": (0.3, 0.7), "3": (0.6, 1.0), "": (0.0, 1.0)}
)
"""Between what two sizes an effect is drawn by how strong people said it is; anything where nobody said."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an answer was made with; whoever has it and the map can make the answer again.

    Parameters
    ----------
    draws : int
        Versions of the map that are drawn.
    seed : int
        Where the random numbers begin. The same seed gives the same answer, whatever the batches or threads.
    weights : {"as_said", "uniform", "log_uniform"}
        How large effects are: by what people said of their strength; anything from 0 to 1; or from 0.01 to 1 with
        small ones as likely as large.
    existence : Mapping of str to float
        How likely a link is there, from 0 to 1, by how sure people are of it.
    strength : Mapping of str to (float, float)
        The range of an effect's size by how strong people said it is.
    regimes : tuple of str
        The ways to damp that are tried; each that is feasible is run.
    """

    draws: int = 2000
    seed: int = 1
    weights: WeightFamily = "as_said"
    existence: Mapping[str, float] = field(default_factory=lambda: EXISTENCE)
    strength: Mapping[str, tuple[float, float]] = field(default_factory=lambda: STRENGTH)
    regimes: tuple[Regime, ...] = REGIMES
