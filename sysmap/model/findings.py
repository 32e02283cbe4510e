"""Findings: what an analysis says, what it rests on, what is missing, and where every figure came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

FigureValue = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure or word of a finding.

    Parameters
    ----------
    value : Decimal, int, str or None
        The value; None means not known, which is never 0.
    unit : str
        Its unit: "GBP", "links", "percent"; empty for words.
    made_from : str
        Where it came from, in words: what was counted or added up, year and basis included.
    rests_on : tuple of str
        Ids of the records it was worked out from.
    """

    value: FigureValue
    unit: str = ""
    made_from: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def or_zero(self) -> Decimal:
        """The value, 0 where it is not known: to sort and to add up, never to say of a figure that may not be known."""
        return self.value if isinstance(self.value, Decimal) else Decimal(0)

    def to_json(self) -> dict[str, Any]:
        """Give the figure as plain JSON values; exact numbers as text."""
        value = str(self.value) if isinstance(self.value, Decimal) else self.value
        return {"value": value, "unit": self.unit, "made_from": self.made_from, "rests_on": list(self.rests_on)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What an analysis says about one thing.

    Parameters
    ----------
    kind : str
        A stable name of the sort of finding, such as `spend_by_tier`.
    sentence : str
        One plain sentence, in the words people use in the room.
    about : tuple of str
        Ids of the records it is about.
    figures : Mapping of str to Figure
        Its values by a stable name.
    rests_on : tuple of str
        Ids of the records it rests on; remove one and it may change.
    missing : tuple of str
        What is not known and could change it, each in one plain phrase.
    as_of : date or None
        The day it speaks of, where it depends on one.
    scenario : str
        The scenario it speaks of; empty for the base map.
    """

    kind: str
    sentence: str
    about: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    as_of: date | None = None
    scenario: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give the finding as plain JSON values."""
        return {
            "kind": self.kind,
            "sentence": self.sentence,
            "about": list(self.about),
            "figures": {name: figure.to_json() for name, figure in self.figures.items()},
            "rests_on": list(self.rests_on),
            "missing": list(self.missing),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "scenario": self.scenario or None,
        }
