"""The tidy-up list: what is missing, stale or drawn twice (question 29). Counted and shown, never invented."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sysmap.analysis.duplicates import find_duplicates
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.records import Record

SHOWN = 5
"""Names said in a sentence; all ids are in the finding."""

DRAWN = ("Organisation", "Service", "Factor")
"""Kinds that a room draws and joins up."""

NEEDS_SOURCE = ("INFLUENCES", "DEPENDS_ON", "FUNDS", "Factor", "Measure")
"""Kinds that make a claim somebody could doubt."""


@dataclass(frozen=True, slots=True)
class _Chore:
    kind: str
    things: str
    words: str
    applies: Callable[[Branch, Record], bool]
    untidy: Callable[[Branch, Record], bool]


def find_untidy(branch: Branch, *, as_of: date) -> list[Finding]:
    """List what somebody should look at: one finding for each sort of gap, then likely duplicates.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day on which reviews are overdue or not.
    """
    return [*find_gaps(branch, as_of=as_of), *_duplicates(branch, as_of)]


def find_gaps(branch: Branch, *, as_of: date) -> list[Finding]:
    """List what is missing or stale, one finding for each sort of gap: quick however many names there are.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day on which reviews are overdue or not.
    """
    measured = {measure.get("factor_id") for measure in branch.of("Measure")}
    paid_for = {flow.get("service_id") for flow in branch.of("FUNDS")}
    chores = (
        _Chore(
            "no_owner", "factors and services", "have no owner on this map", _of("Factor", "Service"), _has_no_owner
        ),
        _Chore("no_source", "claims", "do not say where they come from", _of(*NEEDS_SOURCE), _lacks("source_id")),
        _Chore(
            "not_connected",
            "organisations, services and factors",
            "are not yet connected",
            _of(*DRAWN),
            _is_alone(paid_for),
        ),
        _Chore("no_polarity", "influences", "do not say which way they go", _of("INFLUENCES"), _lacks("polarity")),
        _Chore("signs_disagree", "influences", "go beside one of another sign", _of("INFLUENCES"), _has_rival),
        _Chore("no_amount", "flows of money", "do not say how much", _of("FUNDS"), _lacks("amount")),
        _Chore("not_confirmed", "things", "came from an import and await a look", _any, _is_not_confirmed),
        _Chore("overdue", "things", f"should have been looked at again by {as_of}", _has_review, _is_overdue(as_of)),
        _Chore("no_measure", "outcomes", "have nothing that measures them", _is_outcome, _is_not_in(measured)),
    )
    return [finding for chore in chores if (finding := _find(branch, chore, as_of))]


def _find(branch: Branch, chore: _Chore, as_of: date) -> Finding | None:
    asked = [record for record in branch if chore.applies(branch, record)]
    found = [record for record in asked if chore.untidy(branch, record)]
    if not found:
        return None
    names = ", ".join(_name(branch, record) for record in found[:SHOWN])
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    ids = tuple(record.id for record in found)
    figures = {
        "count": Figure(len(found), "records", f"{chore.things} that {chore.words}", ids),
        "asked": Figure(len(asked), "records", f"all {chore.things} asked about"),
    }
    return Finding(
        chore.kind,
        f"{len(found)} of {len(asked)} {chore.things} {chore.words}: {names}{more}.",
        ids,
        figures,
        ids,
        as_of=as_of,
        scenario=branch.scenario,
    )


def _name(branch: Branch, record: Record) -> str:
    if record.joins:
        return f"“{branch.name_of(record.from_id)}” {record.declared.words} “{branch.name_of(record.to_id)}”"
    return f"“{record.name}”"


def _of(*kinds: str) -> Callable[[Branch, Record], bool]:
    return lambda _, record: record.kind in kinds


def _lacks(name: str) -> Callable[[Branch, Record], bool]:
    return lambda _, record: not record.get(name)


def _any(_: Branch, record: Record) -> bool:
    return record.declared.property("confirmed") is not None


def _is_not_confirmed(_: Branch, record: Record) -> bool:
    return record.get("confirmed") == "no"


def _has_no_owner(branch: Branch, record: Record) -> bool:
    kinds = ("STEWARDS",) if record.kind == "Factor" else ("COMMISSIONS", "DELIVERS")
    return not branch.reaching(record.id, *kinds)


def _has_rival(branch: Branch, record: Record) -> bool:
    """Whether another link joins the same two the same way, with another sign: together they say nothing."""
    return any(
        each.to_id == record.to_id and each.get("polarity") != record.get("polarity")
        for each in branch.leaving(record.from_id, "INFLUENCES")
    )


def _is_alone(paid_for: Collection[str]) -> Callable[[Branch, Record], bool]:
    """Whether nothing joins it: a flow that names a service does, a note about it does not."""

    def alone(branch: Branch, record: Record) -> bool:
        joined = (each for each in branch.reaching(record.id) if each.kind != "ABOUT")
        return not branch.leaving(record.id) and next(joined, None) is None and record.id not in paid_for

    return alone


def _has_review(_: Branch, record: Record) -> bool:
    return record.day("review_date") is not None


def _is_overdue(as_of: date) -> Callable[[Branch, Record], bool]:
    def overdue(_: Branch, record: Record) -> bool:
        review = record.last_day("review_date")
        return review is not None and review < as_of

    return overdue


def _is_outcome(_: Branch, record: Record) -> bool:
    return record.kind == "Factor" and (record.yes("outcome") or record.get("kind") == "outcome")


def _is_not_in(ids: Collection[str]) -> Callable[[Branch, Record], bool]:
    return lambda _, record: record.id not in ids


def _duplicates(branch: Branch, as_of: date) -> Iterable[Finding]:
    for pair in find_duplicates(branch).pairs:
        others = "1 other" if pair.shared_neighbours == 1 else f"{pair.shared_neighbours} others"
        shared = f" and are both joined to {others}" if pair.shared_neighbours else ""
        ids = (pair.first.id, pair.second.id)
        yield Finding(
            "likely_duplicate",
            f"“{pair.first.name}” and “{pair.second.name}” look like one thing ({pair.why}){shared}: are they?",
            ids,
            {
                "likeness": Figure(
                    round(pair.likeness),
                    "of 100",
                    "how alike the names are, order of words and company endings apart",
                    ids,
                ),
                "shared_neighbours": Figure(pair.shared_neighbours, "elements", "elements both are joined to", ids),
            },
            ids,
            as_of=as_of,
            scenario=branch.scenario,
        )
