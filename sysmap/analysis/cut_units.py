"""What the money that is lost buys: hours, places, bed weeks, as far as payments say what is bought and how many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sysmap.analysis.flows import Flow, total_of
from sysmap.analysis.prices import count_fits, said_unit, say_unit
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.sharing.redaction import BAND, WITHHELD
from sysmap.model.values import write_number

_PEOPLE = frozenset({"household", "participant"})
"""Units that count those who are served: of any other nobody knows from a count how many people that is."""

_NO_UNIT = "it is bought by no unit"

_MANY = 100
"""Units from which on a part of them is told in whole ones."""

_Unit = tuple[str, str]
"""A unit of purchase, and of biodiversity units which; unlike units never add."""


@dataclass(frozen=True, slots=True)
class Bought:
    """Units of one service that the lost money buys.

    Parameters
    ----------
    service_id : str
        The service.
    unit, sort : str
        What is bought, and of biodiversity units which; that is empty for any other.
    count : Figure
        How many that is.
    of : Figure
        How many of them all payments for the service buy.
    part_counted, whole_counted : bool
        Whether every payment that is lost, and every one for the service, says what it buys and how many: where not,
        there are at least so many.
    """

    service_id: str
    unit: str
    sort: str
    count: Figure
    of: Figure
    part_counted: bool
    whole_counted: bool


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Lost money for a service that does not say what it buys and how many.

    Parameters
    ----------
    service_id : str
        The service.
    amount : Figure
        How much.
    why : str
        In words: nothing is said, or count and price do not come to the amount, or it is withheld.
    """

    service_id: str
    amount: Figure
    why: str


def find_bought(
    branch: Branch, flows: Iterable[Flow], hit: Sequence[Flow], share: float
) -> tuple[tuple[Bought, ...], tuple[NotCounted, ...]]:
    """Say what lost payments buy, by service, and which of them do not say it.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    flows : iterable of Flow
        The cash of the year.
    hit : sequence of Flow
        Those of it that are cut.
    share : float
        By how much, 0 to 1.
    """
    lost = {flow.record.id for flow in hit}
    by_service: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        if flow.service_id and flow.is_spend:
            by_service[flow.service_id].append(flow)
    part, bought, silent = Decimal(repr(share)), [], []
    for service in dict.fromkeys(flow.service_id for flow in hit if flow.service_id in by_service):
        every = by_service[service]
        mute = {flow.record.id: why for flow in every if (why := _why_not(branch, flow))}
        own = [flow for flow in every if flow.record.id in lost and flow.record.id in mute]
        counted: dict[_Unit, list[Flow]] = defaultdict(list)
        for flow in every:
            if flow.record.id not in mute:
                counted[said_unit(branch, flow), flow.record.get("biodiversity_kind")].append(flow)
        for (unit, sort), rows in counted.items():
            gone = [flow for flow in rows if flow.record.id in lost]
            if gone:
                count = _count(gone, part, unit)
                of = _count(rows, Decimal(1), unit)
                # What is bought by no unit, such as a team, lacks no count of another.
                ours = all(mute[flow.record.id] == _NO_UNIT for flow in own)
                bought.append(
                    Bought(service, unit, sort, count, of, ours, all(why == _NO_UNIT for why in mute.values()))
                )
        for why in dict.fromkeys(mute[flow.record.id] for flow in own):
            rows = [flow for flow in own if mute[flow.record.id] == why]
            amount = part * total_of(rows)
            ids = tuple(flow.record.id for flow in rows)
            silent.append(NotCounted(service, Figure(amount, rows[0].currency, "cash without a count", ids), why))
    return tuple(bought), tuple(silent)


def _why_not(branch: Branch, flow: Flow) -> str:
    """Say why it is not known what a payment buys and how many; empty where it is."""
    row = flow.record
    if not {"unit_count", "unit_of_purchase"}.isdisjoint(row.items(WITHHELD)):
        return "that is withheld here"
    if said_unit(branch, flow) == "none":
        return _NO_UNIT
    if not row.number("unit_count") or not said_unit(branch, flow):
        return "its payments do not say what is bought and how many (unit_of_purchase, unit_count)"
    # A banded amount is no sum to hold a count against.
    if not row.get(BAND) and not count_fits(row, flow.amount):
        return "count times price is not the amount (unit_count, unit_price)"
    return ""


def _count(rows: Sequence[Flow], part: Decimal, unit: str) -> Figure:
    total = sum((row.record.number("unit_count") or Decimal(0) for row in rows), Decimal(0))
    # Half a bed week tells nothing of 8,750; of 3.5 it does.
    places = Decimal(1) if part * total >= _MANY else Decimal("0.1")
    value = total if part == 1 else (part * total).quantize(places, ROUND_HALF_UP)
    return Figure(value, say_unit(unit), "units bought", tuple(row.record.id for row in rows))


def say_bought(each: Bought) -> str:
    """Say how many units are lost: 17,500 of 27,700 bed weeks."""
    words = say_unit(each.unit) + (f" ({each.sort.replace('_', ' ')})" if each.sort else "")
    count, total = each.count.value, each.of.value
    if not isinstance(count, Decimal) or not isinstance(total, Decimal):
        return "not known"
    if not each.part_counted:
        return f"at least {_say_count(count, words)}"
    if count == total and not each.whole_counted:
        return _say_count(count, words)
    if count == total:
        return f"all {_say_count(count, words)}"
    least = "" if each.whole_counted else "at least "
    return f"{_number(count)} of {least}{_say_count(total, words)}"


def _say_count(count: Decimal, words: str) -> str:
    one, _, sort = words.partition(" (")
    sort = f" ({sort}" if sort else ""
    return f"{_number(count)} {one if count == 1 else one + 's'}{sort}"


def _number(count: Decimal) -> str:
    return f"{Decimal(write_number(count)):,f}"


def say_not_counted(branch: Branch, bought: Sequence[Bought], silent: Sequence[NotCounted]) -> list[str]:
    """Say what is not known of what is bought, and whom it is for."""
    said = [
        f"how many hours, places or people {_amount(each)} of “{branch.name_of(each.service_id)}” is for: {each.why}"
        for each in silent
    ]
    if any(each.unit not in _PEOPLE for each in bought):
        said.append("how many people that leaves without: what is bought is counted, not who gets it")
    return said


def _amount(each: NotCounted) -> str:
    return say_money(each.amount.value, each.amount.unit) if isinstance(each.amount.value, Decimal) else "a sum"
