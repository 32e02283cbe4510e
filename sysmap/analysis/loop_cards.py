"""The loops that people named: what each crosses, what in it is ours, what money touches it (DOMAIN question 6)."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from sysmap.analysis.boundaries import report_boundaries
from sysmap.analysis.flows import add_up, select_flows
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.polarity import named_loops
from sysmap.model.sureness import least_sure

WITHIN_REACH = ("ours", "shared")

SORTS = {"R": "feeds itself", "B": "keeps itself in check", "undetermined": "could do either, as signs are unsure"}
"""What a loop does, in words."""


@dataclass(frozen=True, slots=True)
class LoopCard:
    """What a room needs to talk about one loop.

    Parameters
    ----------
    loop_id, name, type : str
        The loop, and R, B or undetermined.
    broken : bool
        Whether a link of it is no longer on the map.
    crosses : tuple of str
        Ids of its links that leave an organisation.
    within_reach : tuple of str
        Ids of its elements of which the map says that we decide, or decide with others.
    money : Figure
        Cash in the year on services in it; not known where none is mapped.
    elements : tuple of str
        Ids of its elements, in order.
    weakest : str
        The least sure of what people said of its links: contested, low, medium, high; empty where nobody said of one.
    """

    loop_id: str
    name: str
    type: str
    broken: bool
    crosses: tuple[str, ...]
    within_reach: tuple[str, ...]
    money: Figure
    elements: tuple[str, ...]
    weakest: str


def make_loop_cards(branch: Branch) -> tuple[tuple[LoopCard, ...], tuple[Finding, ...]]:
    """Make a card for every named loop, with a sentence for each.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    """
    crossing = {each.link.id for each in report_boundaries(branch).links["accountable"] if each.crosses}
    selection = select_flows(branch)
    cards = []
    for loop in named_loops(branch):
        elements = [each for each in loop.record.items("element_ids") if each in branch]
        inside = set(elements)
        flows = [flow for flow in selection.flows if flow.is_spend and flow.is_cash and flow.service_id in inside]
        money = add_up(selection, flows, "cash on services in it", if_none=None)
        links = [
            link
            for start, finish in zip(elements, [*elements[1:], *elements[:1]], strict=True)
            for link in branch.leaving(start, "INFLUENCES")
            if link.to_id == finish
        ]
        reach = tuple(each for each in elements if branch[each].get("control") in WITHIN_REACH)
        crosses = tuple(each.id for each in links if each.id in crossing)
        cards.append(
            LoopCard(
                loop.record.id,
                loop.record.name,
                loop.type,
                loop.broken,
                crosses,
                reach,
                money,
                tuple(elements),
                least_sure(links),
            )
        )
    return tuple(cards), (
        *_say_all(branch, cards, selection.label),
        *(_say(branch, card, selection.label) for card in cards),
    )


def _say_all(branch: Branch, cards: list[LoopCard], label: str) -> list[Finding]:
    """Say in one sentence how many loops do what, and which of them most money touches."""
    if not cards:
        return []
    counts = Counter("broken" if card.broken else card.type for card in cards)
    words = {"R": "feed themselves", "B": "keep themselves in check", "broken": "no longer close"}
    said = [f"{counts[sort]} {does}" for sort, does in words.items() if counts[sort]]
    said += [f"{counts['undetermined']} could do either, as signs are unsure"] if counts["undetermined"] else []
    rich = [(card.money.value, card) for card in cards if not card.broken and isinstance(card.money.value, Decimal)]
    most = ""
    if rich:
        value, card = max(rich, key=lambda each: each[0])
        most = f" Most money touches “{card.name}”: {say_money(value, card.money.unit)} ({label})."
    return [
        Finding(
            "loop_cards",
            f"{len(cards)} loop{'s' * (len(cards) != 1)} on this map {'have' if len(cards) != 1 else 'has'} a name:"
            f" {', '.join(said)}.{most}",
            tuple(card.loop_id for card in cards),
            rests_on=tuple(dict.fromkeys(each for card in cards for each in card.elements)),
            scenario=branch.scenario,
        )
    ]


def _say(branch: Branch, card: LoopCard, label: str) -> Finding:
    if card.broken:
        sentence = f"“{card.name}” no longer closes: a link of it was removed."
    else:
        reach = ", ".join(f"“{branch.name_of(each)}”" for each in card.within_reach)
        spent = (
            f"{say_money(card.money.value, card.money.unit)} touches it ({label})"
            if isinstance(card.money.value, Decimal)
            else "no money is mapped on it"
        )
        crossed = len(card.crosses)
        links = "1 link crosses" if crossed == 1 else f"{crossed} links cross"
        sentence = (
            f"“{card.name}” {SORTS[card.type]}; {links} between bodies; within our reach:"
            f" {reach or 'nothing that the map says'}; {spent}."
        )
    return Finding(
        "loop_card",
        sentence,
        (card.loop_id, *card.within_reach),
        {"money": card.money},
        (*card.crosses, *card.money.rests_on),
        scenario=branch.scenario,
    )
