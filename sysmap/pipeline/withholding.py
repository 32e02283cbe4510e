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
    asked = [words for kind, (words, _) in _TOLD_BY_ABSENCE.items() if _open(view, kind)]
    return f"Withheld too, so not asked here: {', '.join(asked)}." if asked else ""


def _open(view: View, kind: str) -> bool:
    _, kinds = _TOLD_BY_ABSENCE.get(kind, ("", frozenset()))
    return not kinds.isdisjoint(view.withheld)
