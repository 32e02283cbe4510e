"""What analyses say, as a page shows it: a sentence, what it is about, its figures and where they came from."""

from collections.abc import Iterable, Mapping
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
_TIER = property_of("Service", "prevention_tier")
_TITLES = {"named_loop": "Named loops"}
"""Headings over findings of which there are usually several; any other is headed by its kind."""

_TIER_WORDS = {choice.value: choice.on_screen for choice in _TIER.allowed} if _TIER else {}


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
        }
        for view, several in findings.items()
        for each in several
    ]


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
        note = "; ".join(part for part in (exact if exact != rounded else "", figure.made_from) if part)
        return fact(label, rounded, note)
    said = (
        f"{number.quantize(_SHARE)}%" if figure.unit == "percent" else f"{exact_number(number)} {figure.unit}".strip()
    )
    return fact(label, said, figure.made_from)
