"""What is missing from a map as far as an audience can be told: what was withheld from it is not missing."""

from collections.abc import Iterable, Mapping

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

_TOLD_BY_EMPTINESS: Mapping[str, tuple[str, frozenset[str]]] = {
    "no_amount": ("how much is paid", frozenset({"amount"})),
    "no_source": ("where claims come from", frozenset({"source_id"})),
    "no_polarity": ("which way influences go", frozenset({"polarity"})),
    "signs_disagree": ("which influences disagree", frozenset({"polarity"})),
    "not_confirmed": ("what awaits a look", frozenset({"confirmed"})),
    "overdue": ("what should be looked at again", frozenset({"review_date"})),
}
"""Findings that rest on a field being empty or not: what they ask, and the field."""


def settled(view: View, findings: Iterable[Finding]) -> list[Finding]:
    """Leave out the findings that what was withheld could show to be untrue.

    Parameters
    ----------
    view : View
        The map as its audience may see it.
    findings : iterable of Finding
        What is missing from that.
    """
    return [each for each in findings if not _open(view, each.kind)]


def say_open(view: View) -> str:
    """Say which questions what is withheld leaves open; empty where none.

    Parameters
    ----------
    view : View
        The map as its audience may see it.
    """
    told = (*_TOLD_BY_ABSENCE.items(), *_TOLD_BY_EMPTINESS.items())
    asked = dict.fromkeys(words for kind, (words, _) in told if _open(view, kind))
    return f"Withheld too, so not asked here: {', '.join(asked)}." if asked else ""


def _open(view: View, kind: str) -> bool:
    _, kinds = _TOLD_BY_ABSENCE.get(kind, ("", frozenset()))
    _, fields = _TOLD_BY_EMPTINESS.get(kind, ("", frozenset()))
    withheld = {each.rpartition(".")[2] for each in view.fields}
    return not kinds.isdisjoint(view.withheld) or not fields.isdisjoint(withheld)
