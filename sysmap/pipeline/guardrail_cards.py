"""What the guardrails ask, as a page shows it to those who chose to have it there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sysmap.analysis.guardrails.asking import say_limit
from sysmap.analysis.guardrails.report import Asked, check_guardrails
from sysmap.analysis.guardrails.table import RULES
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch

GUARDRAILS = "guardrails"
"""The view that shows them."""

_VIEW = {
    "id": GUARDRAILS,
    "shape": "findings",
    "question": "What should we ask ourselves?",
    "hint": "Questions and no accusations: each says what often looks like it with nothing the matter. Choose one.",
}

_HOW_MUCH = {"high": "first", "medium": "then", "low": "perhaps", "info": "for information"}
"""How much it matters to ask, as a heading says it."""


def cards_of_page(branch: Branch, as_of: date) -> list[Finding]:
    """Give every question with its rule, evidence, limits, source and caution; then what was not checked.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    """
    report = check_guardrails(branch, as_of)
    unchecked = [
        Finding(
            "Not checked by the guardrails",
            f"{each.rule.id}, {each.rule.name}: not checked{'' if each.status == 'not_checked' else ' in part'}.",
            missing=tuple(each.missing),
            scenario=branch.scenario,
        )
        for each in report.checked
        if each.missing
    ]
    return [*(_card(each) for each in report.asked), *unchecked]


def with_view(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of a page with the view that shows what is asked, before that of everything as tables."""
    views = list(data["views"])
    at = next((number for number, view in enumerate(views) if view["shape"] == "tables"), len(views))
    return {**data, "views": [*views[:at], _VIEW, *views[at:]]}


def _card(asked: Asked) -> Finding:
    question = asked.question
    rule = RULES[question.rule]
    title = f"Worth asking, {_HOW_MUCH[question.severity]}: {rule.name}"
    told: dict[str, Figure] = dict(question.finding.figures)
    for number, limit in enumerate(question.limits):
        told[f"compared with{' ' * bool(number)}{number or ''}"] = Figure(say_limit(limit))
    told |= _words({f"rule {rule.id}": rule.test, "source": rule.source, "often with nothing the matter": rule.caution})
    if asked.explanation is not None:
        record = asked.explanation
        said = f"{record.get('why')} ({record.get('explained_by')}, until {record.get('until')})"
        if asked.is_explained:
            title = f"Explained: {rule.name}"
            told |= _words({"explained": said})
        else:
            told |= _words({"open again": f"{asked.why_open}. It was explained: {said}"})
    return replace(question.finding, kind=title, figures=told)


def _words(told: Mapping[str, str]) -> dict[str, Figure]:
    return {name: Figure(text) for name, text in told.items()}
