"""What analyses say, as a page shows it: a sentence, what it is about, its figures and where they came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sysmap.model.commands import say_link
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.vocabulary import property_of
from sysmap.render.facts import Fact, fact
from sysmap.render.figures import NOT_KNOWN, exact_number

_SHARE = Decimal("0.1")
_ROUNDED_FROM = 1000
"""Below it pence count: it is the price of an hour or a night."""

_TIER = property_of("Service", "prevention_tier")
_TITLES = {"named_loop": "Named loops"}
"""Headings over findings of which there are usually several; any other is headed by its kind."""

_TIER_WORDS = {choice.value: choice.on_screen for choice in _TIER.allowed} if _TIER else {}


@dataclass(frozen=True, slots=True)
class Card(Finding):
    """A finding that a page shows as a card: under a heading with others of its sort, its reasons in prose.

    Parameters
    ----------
    heading : str
        What it stands under with others.
    compared : tuple of (str, str, str)
        What its figures are held against: the limit in words, its figure, its days and source.
    told, rule : tuple of (str, str)
        What is said before its figures, and behind them of the rule it comes from: headings and texts.
    """

    heading: str = ""
    compared: tuple[tuple[str, str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    rule: tuple[tuple[str, str], ...] = ()


def say_findings(branch: Branch, findings: Mapping[str, Iterable[Finding]]) -> list[dict[str, Any]]:
    """Give findings as the page takes them.

    Parameters
    ----------
    branch : Branch
        The branch that they speak of; ids of anything that is not on it are left out.
    findings : Mapping of str to iterable of Finding
        Findings by the view that shows them.
    """
    return [
        {
            "title": _TITLES.get(each.kind) or each.kind.replace("_", " ").capitalize(),
            "sentence": each.sentence,
            "about": [item for item in dict.fromkeys((*each.about, *each.rests_on)) if item in branch],
            "facts": [
                *(_figure(_label(branch, name), figure) for name, figure in each.figures.items()),
                *(fact(NOT_KNOWN, missing) for missing in each.missing),
            ],
            "view": view,
            **(_card(each) if isinstance(each, Card) else {}),
        }
        for view, several in findings.items()
        for each in several
    ]


def _card(card: Card) -> dict[str, Any]:
    compared = [fact(words, figure, source) for words, figure, source in card.compared]
    told, rule = ([list(each) for each in several] for several in (card.told, card.rule))
    return {"card": {"heading": card.heading, "told": told, "compared": compared, "rule": rule}}


def _label(branch: Branch, name: str) -> str:
    """Say what a figure is called: of a record its name, of a tier the words for it, else the name of the figure."""
    record = branch.get(name)
    if record is not None:
        return record.name if record.declared.form == "element" else say_link(branch, record)
    tier, _, share = name.partition("_")
    if tier in _TIER_WORDS and share in {"", "share"}:
        return f"{_TIER_WORDS[tier]} {share}".rstrip()
    return name.replace("_", " ")


def _figure(label: str, figure: Figure) -> Fact:
    value = figure.value
    if value is None:
        return fact(label, NOT_KNOWN, figure.made_from)
    if isinstance(value, str):
        return fact(label, value, figure.made_from)
    number = Decimal(value)
    if len(figure.unit) == len("GBP") and figure.unit.isupper():
        exact, rounded = say_exact_money(number, figure.unit), say_money(number, figure.unit)
        if abs(number) < _ROUNDED_FROM:
            return fact(label, exact, figure.made_from)
        note = "; ".join(part for part in (exact if exact != rounded else "", figure.made_from) if part)
        return fact(label, rounded, note)
    unit = figure.unit.removesuffix("s") if number == 1 else figure.unit
    said = f"{number.quantize(_SHARE)}%" if unit == "percent" else f"{exact_number(number)} {unit}".strip()
    return fact(label, said, figure.made_from)
