"""What is missing from a map as far as an audience can be told: what was withheld from it is not missing."""

from collections.abc import Collection, Iterable, Mapping

from sysmap.model.findings import Finding
from sysmap.model.visibility import View
from sysmap.model.vocabulary import KINDS

_LINKS = frozenset(kind.name for kind in KINDS.values() if kind.form == "relationship")
_TOLD_BY_ABSENCE: Mapping[str, tuple[str, frozenset[str]]] = {
    "no_owner": ("who answers for what", frozenset({"STEWARDS", "COMMISSIONS", "DELIVERS"})),
    "no_source": ("where claims come from", frozenset({"Source"})),
    "not_connected": ("what is not connected", _LINKS),
    "no_measure": ("what measures the outcomes", frozenset({"Measure"})),
}
"""Findings that rest on nothing of some kinds being there: in words what they ask, and those kinds."""

_OF_VALUE: Mapping[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "outcome_without_measure": ("which outcomes nothing measures", frozenset({"Measure"}), frozenset({"factor_id"})),
    "measure_silent": ("which measures have gone silent", frozenset({"Observation"}), frozenset({"value", "date"})),
    "spend_without_outcome": (
        "which spend has no stated better outcome",
        frozenset({"INFLUENCES", "Factor"}),
        frozenset({"polarity", "outcome", "desired_direction"}),
    ),
    "spend_without_outcome_not_told": (
        "which spend has no stated better outcome",
        frozenset({"INFLUENCES", "Factor"}),
        frozenset({"polarity", "outcome", "desired_direction"}),
    ),
    "consequences": (
        "where crisis is paid for that prevention works against",
        frozenset({"INFLUENCES", "Factor"}),
        frozenset({"polarity", "prevention_tier"}),
    ),
    "benefits": (
        "what nobody benefits from",
        frozenset({"INFLUENCES", "Factor", "STEWARDS"}),
        frozenset({"polarity", "outcome", "desired_direction"}),
    ),
    "unscored_tie": (
        "who has not said how closely they work together",
        frozenset({"WORKS_WITH"}),
        frozenset({"collab_level"}),
    ),
}
"""The same of findings about what money achieves, which their own commands tell: what they ask, kinds and fields."""

_TOLD_BY_EMPTINESS: Mapping[str, tuple[str, frozenset[str]]] = {
    "no_amount": ("how much is paid", frozenset({"amount"})),
    "no_source": ("where claims come from", frozenset({"source_id"})),
    "no_polarity": ("which way influences go", frozenset({"polarity"})),
    "signs_disagree": ("which influences disagree", frozenset({"polarity"})),
    "not_confirmed": ("what awaits a look", frozenset({"confirmed"})),
    "overdue": ("what should be looked at again", frozenset({"review_date"})),
}
"""Findings that rest on a field being empty or not: what they ask, and the field."""


_OF_RULES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "G01": (frozenset({"Agreement"}), frozenset({"conflicts_assessment_date", "last_conflicts_check"})),
    "G02": (frozenset(), frozenset({"conflicts_assessment_date", "last_conflicts_check"})),
    "G03": (frozenset({"Agreement"}), frozenset({"agreement_id"})),
    "G04": (frozenset(), frozenset({"direct_award_ground", "notices"})),
    "G08": (frozenset(), frozenset({"kpi_count"})),
    "G09": (frozenset({"Measure", "Observation"}), frozenset({"last_performance_review", "value", "date"})),
    "G14": (frozenset({"Agreement"}), frozenset({"subsidy_assessment_date"})),
    "G16": (frozenset({"FUNDS"}), frozenset({"amount", "restriction", "purposes"})),
    "G18": (frozenset({"Measure"}), frozenset({"learn_by", "decision_rule"})),
    "G20": (
        frozenset({"Measure", "Observation", "INFLUENCES", "Factor"}),
        frozenset({"value", "date", "polarity", "outcome", "desired_direction"}),
    ),
}
"""Rules of the guardrails that ask whether something is missing: kinds and fields of what they miss."""


def rules_open(view: View) -> frozenset[str]:
    """Give the rules of the guardrails whose question may be answered by what was withheld."""
    withheld = {each.rpartition(".")[2] for each in view.fields}
    return frozenset(
        rule
        for rule, (kinds, fields) in _OF_RULES.items()
        if not kinds.isdisjoint(view.withheld) or not fields.isdisjoint(withheld)
    )


def settled(view: View, findings: Iterable[Finding]) -> list[Finding]:
    """Leave out the findings that what was withheld could show to be untrue.

    Parameters
    ----------
    view : View
        The map as its audience may see it.
    findings : iterable of Finding
        What is missing from that.
    """
    return [each for each in findings if not is_open(view, each.kind)]


def say_open(view: View, kinds: Collection[str] = ()) -> str:
    """Say which questions what is withheld leaves open; empty where none.

    Parameters
    ----------
    view : View
        The map as its audience may see it.
    kinds : collection of str
        The sorts of findings that were asked for; those of what is missing from a map where empty.
    """
    told = [*_TOLD_BY_ABSENCE.items(), *_TOLD_BY_EMPTINESS.items()]
    if kinds:
        told = [(kind, (asked, about)) for kind, (asked, about, _) in _OF_VALUE.items() if kind in kinds]
    asked = dict.fromkeys(words for kind, (words, _) in told if is_open(view, kind))
    return f"Withheld too, so not asked here: {', '.join(asked)}." if asked else ""


def is_open(view: View, kind: str) -> bool:
    """Whether what was withheld could show a sort of finding to be untrue."""
    _, kinds, fields = _OF_VALUE.get(kind, ("", frozenset(), frozenset()))
    kinds |= _TOLD_BY_ABSENCE.get(kind, ("", frozenset()))[1]
    fields |= _TOLD_BY_EMPTINESS.get(kind, ("", frozenset()))[1]
    withheld = {each.rpartition(".")[2] for each in view.fields}
    return not kinds.isdisjoint(view.withheld) or not fields.isdisjoint(withheld)
