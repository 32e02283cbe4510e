"""What is asked of one of the thirty questions, with what was given for it."""

from dataclasses import dataclass
from datetime import date

from sysmap.model.years import FinancialYear
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import Opened


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, with what was given for it.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day it speaks of.
    listed : int
        How many rows a text lists.
    funder, supplier, about, place, start, finish, since : str
        Names, typed loosely, and a moment; empty where not given.
    share : float
        The part that is cut, from 0 to 1.
    year : FinancialYear or None
        The year of the money; the latest with actual figures where None.
    ask : callable or None
        Asks which of several is meant.
    """

    opened: Opened
    as_of: date
    listed: int
    funder: str = ""
    supplier: str = ""
    about: str = ""
    place: str = ""
    start: str = ""
    finish: str = ""
    since: str = ""
    share: float = 1.0
    year: FinancialYear | None = None
    ask: Ask | None = None
