"""What follows from a cut, as values: what each body and service loses, what stops, where outcomes go."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sysmap.analysis.cut_units import Bought, NotCounted
from sysmap.analysis.money_network import MoneyNetwork
from sysmap.analysis.press.verdicts import Response
from sysmap.model.findings import Figure, Finding

What = Literal["funder", "supplier", "agreement"]
Stops = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Loss:
    """What one body or service loses.

    Parameters
    ----------
    element_id : str
        Its id.
    lost : Figure
        How much money.
    share : float
        That as a share of the cash that reaches it, 0 to 1.
    stops : {"yes", "no", "unknown"}
        Of a service, whether what is left is under the least it can run on.
    floor : Decimal or None
        The least it can run on, in percent of what it has now; None where nobody said.
    needed_by : tuple of str
        Ids of those drawn as depending on it.
    """

    element_id: str
    lost: Figure
    share: float
    stops: Stops = "unknown"
    floor: Decimal | None = None
    needed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutReport:
    """What follows from a cut.

    Parameters
    ----------
    element_id : str
        The funder, supplier or agreement.
    what : {"funder", "supplier", "agreement"}
        What it was cut as.
    share : float
        By how much of what it pays or is paid, 0 to 1.
    money : MoneyNetwork
        The money of the year.
    cut : Figure
        What is lost at first.
    first : Mapping of str to Figure
        By body that money is paid to and that is no service: how much less it is paid at first, the most first. Nothing
        is in two of them, as what is passed on is not told again.
    services, bodies : tuple of Loss
        What each service and each body loses, the largest loss first.
    also_stop : Mapping of str to tuple of str
        By service that stops: what stops with it.
    bought_from : tuple of str
        Of a supplier, the services that it is paid for or delivers; else none.
    without_money : tuple of str
        Those of them that no money on the map is spent on through it.
    bought : tuple of Bought
        Of a supplier or an agreement, the hours, places and other units that the lost money buys.
    not_counted : tuple of NotCounted
        The lost money that does not say what it buys and how many.
    pushed_wrong : Mapping of str to Response
        Outcomes that go against the wanted way, nearly always or usually.
    unsure : tuple of str
        Outcomes that could go either way.
    reached : int
        How many outcomes that people want one way a chain of influence leads to from what shrinks or stops.
    assumptions : tuple of str
        What was taken for granted, a line each.
    findings : tuple of Finding
        What this says.
    """

    element_id: str
    what: What
    share: float
    money: MoneyNetwork
    cut: Figure
    first: Mapping[str, Figure]
    services: tuple[Loss, ...]
    bodies: tuple[Loss, ...]
    also_stop: Mapping[str, tuple[str, ...]]
    bought_from: tuple[str, ...]
    without_money: tuple[str, ...]
    bought: tuple[Bought, ...]
    not_counted: tuple[NotCounted, ...]
    pushed_wrong: Mapping[str, Response]
    unsure: tuple[str, ...]
    reached: int
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]
