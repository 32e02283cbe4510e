"""What the guardrails ask, as a page shows it to those who chose to have it there."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sysmap.analysis.guardrails.limits import InForce
from sysmap.analysis.guardrails.report import Asked, Checked, check_guardrails
from sysmap.analysis.guardrails.table import RULES
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.render.figures import say_date, say_day
from sysmap.render.findings import Card

GUARDRAILS = "guardrails"
"""The view that shows them."""

_VIEW = {
    "id": GUARDRAILS,
    "shape": "findings",
    "question": "What should we ask ourselves?",
    "hint": "Questions and no accusations: each says what often looks like it with nothing the matter. Choose one.",
}

_HEADINGS = {
    "high": "Worth asking first",
    "medium": "Worth asking next",
    "low": "Perhaps worth asking",
    "info": "For information",
}
"""How much it matters to ask, as a heading says it."""

_EXPLAINED = "Explained"
_UNCHECKED = "Not checked"


def cards_of_page(branch: Branch, as_of: date, withheld: Collection[str] = ()) -> list[Finding]:
    """Give every question with its rule, evidence, limits, source and caution; then what was not checked.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    withheld : collection of str
        Ids of the rules that cannot be checked for what is withheld.
    """
    report = check_guardrails(branch, as_of, withheld=withheld)
    unchecked = [_unchecked(each, branch.scenario) for each in report.checked if each.missing]
    return [*(_card(each) for each in report.asked), *unchecked]


def with_view(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of a page with the view that shows what is asked, before that of everything as tables."""
    views = list(data["views"])
    at = next((number for number, view in enumerate(views) if view["shape"] == "tables"), len(views))
    return {**data, "views": [*views[:at], _VIEW, *views[at:]]}


def _card(asked: Asked) -> Card:
    question, finding = asked.question, asked.question.finding
    rule = RULES[question.rule]
    told = [("Often with nothing the matter", rule.caution)]
    if asked.explanation is not None:
        record = asked.explanation
        said = f"{record.get('why')} ({record.get('explained_by')}, until {say_date(record.get('until'))})"
        explained = (_EXPLAINED, said) if asked.is_explained else ("Open again", f"{asked.why_open}. It was: {said}")
        told.insert(0, explained)
    return Card(
        rule.name,
        finding.sentence,
        finding.about,
        _evidence(finding.figures),
        finding.rests_on,
        finding.missing,
        finding.as_of,
        finding.scenario,
        heading=_EXPLAINED if asked.is_explained else _HEADINGS[question.severity],
        compared=tuple(_compared(each) for each in question.limits),
        told=tuple(told),
        rule=((f"The rule, {rule.id}", rule.test), ("Where the rule comes from", rule.source)),
    )


def _evidence(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Give figures under what they were made from, in words: their names are for programs."""
    told: dict[str, Figure] = {}
    for name, figure in figures.items():
        known = figure.made_from and figure.made_from not in told
        told[figure.made_from if known else name] = replace(figure, made_from="") if known else figure
    return told


def _compared(limit: InForce) -> tuple[str, str, str]:
    of, days = limit.limit, ""
    if of.first:
        days = f"from {say_day(of.first)}"
    if of.last:
        days = f"{days} until {say_day(of.last)}".lstrip()
    return of.words, f"{limit.value:,}", ", ".join(part for part in (days, of.source) if part)


def _unchecked(checked: Checked, scenario: str) -> Card:
    looked = "Checked in part" if checked.looked else "Not checked"
    return Card(
        checked.rule.name,
        f"{looked}: “{checked.rule.name}” ({checked.rule.id}). Missing: {'; '.join(checked.missing)}.",
        scenario=scenario,
        heading=_UNCHECKED,
    )
