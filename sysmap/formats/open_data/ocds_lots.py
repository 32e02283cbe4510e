"""The lots of a procurement: what an award of one is called, how long it runs, what is told of them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sysmap.formats.open_data.contents import Entry
from sysmap.formats.open_data.values import read_amount, read_currency, read_text
from sysmap.model.values import write_number

_TOLD = 30
"""Most lots that a note lists."""

_MONTH = 30
"""Days to which Public Contracts Scotland and Sell2Wales turn a month: four years are 1440 days there."""


def lots_of(tender: Mapping[str, Any], related: Sequence[str]) -> list[dict[str, Any]]:
    """Give the lots that an award is for; all of them where it names none.

    Parameters
    ----------
    tender : Mapping
        The tender, with its lots.
    related : sequence of str
        Ids of the lots of the award.

    Returns
    -------
    list of dict
        In the order of the file.
    """
    given = tender.get("lots")
    lots = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    return [each for each in lots if str(each.get("id")) in related] if related else lots


def say_lots(lots: Sequence[Mapping[str, Any]]) -> str:
    """Tell what the lots are, with what each is put at where that is said.

    Parameters
    ----------
    lots : sequence of Mapping
        The lots.

    Returns
    -------
    str
        A sentence; empty where there is nothing to tell.
    """
    told = [_say(each) for each in lots if name_of(each)]
    if not told:
        return ""
    more = f"; and {len(told) - _TOLD:,} more" if len(told) > _TOLD else ""
    return f"{'Lot' if len(told) == 1 else 'Lots'}: {'; '.join(told[:_TOLD])}{more}."


def _say(lot: Mapping[str, Any]) -> str:
    value = lot.get("value")
    quiet = Entry("", 0)
    given = value if isinstance(value, dict) else {}
    amount = read_amount(given.get("amount"), "", quiet)
    currency = read_currency(given.get("currency"), "", quiet) if amount else ""
    return f"{name_of(lot)} ({write_number(amount)} {currency})" if amount and currency else name_of(lot)


def name_of(lot: Mapping[str, Any]) -> str:
    """Give the title of a lot, or its number."""
    number = read_text(lot.get("id"))
    return read_text(lot.get("title")).rstrip(".") or (f"Lot {number}" if number else "")


def term_of(lots: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Give the term that all of these lots share; empty where they differ or say none.

    Parameters
    ----------
    lots : sequence of Mapping
        The lots.
    """
    periods = [each.get("contractPeriod") for each in lots]
    first = periods[0] if periods else None
    return first if isinstance(first, dict) and all(each == first for each in periods) else {}


def months_of(term: Mapping[str, Any]) -> str:
    """Give the months of a term that says how many days it has; empty where it does not.

    Parameters
    ----------
    term : Mapping
        A period of OCDS.
    """
    days = term.get("durationInDays")
    if isinstance(days, bool) or not isinstance(days, int | Decimal) or days <= 0:
        return ""
    months = Decimal(days) / _MONTH if days % _MONTH == 0 else Decimal(days) * 12 / Decimal("365.25")
    return write_number(months.quantize(Decimal("0.1")).normalize())
