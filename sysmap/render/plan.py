"""What there is to place: which element stands in which box, how large it is, and what draws it to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.render.lettering import Lettering, letter

SHAPES = ("Organisation", "Service", "Factor")
"""Kinds that a room draws. Every other kind is a small mark, shown only when asked, and takes no ground from these."""

NOT_DRAWN = ("Scenario", "Note")
"""Kinds that are no place on the picture: they are about the whole map, or about something on it."""

_PULLS = {
    "INFLUENCES": 1.0,
    "FUNDS": 0.7,
    "DELIVERS": 0.6,
    "COMMISSIONS": 0.4,
    "DEPENDS_ON": 0.5,
    "WORKS_WITH": 0.3,
    "GOVERNS": 0.4,
    "STEWARDS": 0.4,
    "HOLDS": 0.2,
    "PARTY_TO": 0.2,
    "COVERS": 0.4,
    "IN_PLACE": 0.2,
}
_SEEN = {"INFLUENCES": 1.0, "FUNDS": 0.5}
"""Relationship types whose links are looked at most, and so should run through nothing."""

_NEGLIGIBLE = 100
"""Who pays this many times what they take in counts as one who only pays."""

_MOST = 3.0
_OWN_PULL = 0.3
"""How strongly links of a relationship type draw their ends together; what is told most on a map counts most."""


@dataclass(frozen=True, slots=True)
class Pull:
    """What draws two items together.

    Parameters
    ----------
    one, other : str
        Their ids.
    weight : float
        How strongly.
    seen : float
        How much it matters that the line between them runs through nothing else; 0 where none is drawn at first.
    """

    one: str
    other: str
    weight: float
    seen: float


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to place.

    Parameters
    ----------
    id : str
        The element's id.
    parent : str
        The id of the box it stands in; empty for free ground.
    lettering : Lettering
        Its name broken into lines, and the size those take in map units.
    kind : str
        The element's kind.
    top, bottom : bool
        Whether it belongs towards the top (money starts there) or the bottom (an outcome for people).
    """

    id: str
    parent: str
    lettering: Lettering
    kind: str
    top: bool = False
    bottom: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that there is to place, each in the order of ids.

    Parameters
    ----------
    items : tuple of Item
        Organisations, services and factors.
    marks : tuple of Item
        Small marks that find a place beside those.
    pulls : tuple of Pull
        How strongly pairs of items, marks included, draw each other; one a pair, in the order of ids.
    """

    items: tuple[Item, ...]
    marks: tuple[Item, ...]
    pulls: tuple[Pull, ...]


def plan_picture(branch: Branch, drawn_first: Iterable[str] | None = None) -> Plan:
    """Work out what is drawn, inside which box, and what draws it where.

    A unit stands in the organisation it is part of; a service in the box of who answers for it, else of who delivers
    it; a factor in the box of its steward. The first in the order of ids counts where there are several.

    Parameters
    ----------
    branch : Branch
        The map, or the part of it that is drawn.
    drawn_first : iterable of str, optional
        The relationship types that a view is about: those of their links that run through something spoil it.
    """
    drawn = _drawn(branch)
    parents = find_parents(branch)
    payers = _who_only_pay(branch)
    items = [
        Item(
            record.id,
            parents[record.id],
            letter(record.name, record.kind, outcome=record.yes("outcome")),
            record.kind,
            top=record.id in payers,
            bottom=record.yes("outcome"),
        )
        for record in sorted(drawn.values(), key=lambda each: each.id)
    ]
    return Plan(
        tuple(item for item in items if item.kind in SHAPES),
        tuple(item for item in items if item.kind not in SHAPES),
        _pulls(branch, drawn, _SEEN if drawn_first is None else dict.fromkeys(drawn_first, 1.0)),
    )


def find_parents(branch: Branch) -> dict[str, str]:
    """Give the box that each drawn thing stands in, by id; empty for free ground."""
    drawn = _drawn(branch)
    parents = {record_id: _parent(branch, record, drawn) for record_id, record in drawn.items()}
    _break_rings(parents)
    return parents


def _drawn(branch: Branch) -> dict[str, Record]:
    return {record.id: record for record in branch.elements if record.kind not in NOT_DRAWN}


def _who_only_pay(branch: Branch) -> set[str]:
    """Give who pays and takes in nothing, or next to nothing: a ledger has refunds to the payer."""
    paid: dict[str, Decimal] = {}
    taken: dict[str, Decimal] = {}
    for flow in branch.of("FUNDS"):
        amount = flow.number("amount") or Decimal(0)
        paid[flow.from_id] = paid.get(flow.from_id, Decimal(0)) + amount
        taken[flow.to_id] = taken.get(flow.to_id, Decimal(0)) + amount
    return {body for body, amount in paid.items() if body not in taken or taken[body] * _NEGLIGIBLE < amount}


def _first(ids: Iterable[str], drawn: dict[str, Record]) -> str:
    return min((each for each in ids if each in drawn and drawn[each].kind == "Organisation"), default="")


def _parent(branch: Branch, record: Record, drawn: dict[str, Record]) -> str:
    def reached_by(kind: str) -> str:
        return _first((link.from_id for link in branch.reaching(record.id, kind)), drawn)

    if record.kind == "Organisation":
        return _first((link.to_id for link in branch.leaving(record.id, "PART_OF")), drawn)
    if record.kind == "Service":
        return reached_by("COMMISSIONS") or reached_by("DELIVERS")
    if record.kind == "Factor":
        return reached_by("STEWARDS")
    return ""


def _break_rings(parents: dict[str, str]) -> None:
    """Let a box that is, by some slip, inside itself stand free."""
    for record_id in sorted(parents):
        seen = {record_id}
        above = parents[record_id]
        while above:
            if above in seen:
                parents[record_id] = ""
                break
            seen.add(above)
            above = parents.get(above, "")


def _pulls(branch: Branch, drawn: dict[str, Record], looked_at: Mapping[str, float]) -> tuple[Pull, ...]:
    weights: dict[tuple[str, str], float] = {}
    seen: dict[tuple[str, str], float] = {}
    for link in branch.relationships:
        one, other = link.from_id, link.to_id
        if one == other or one not in drawn or other not in drawn or link.kind == "PART_OF":
            continue
        strength = float(link.number("strength") or 2) / 2 if link.kind == "INFLUENCES" else 1.0
        pair = (one, other) if one < other else (other, one)
        weights[pair] = weights.get(pair, 0.0) + _PULLS.get(link.kind, _OWN_PULL) * strength
        seen[pair] = max(seen.get(pair, 0.0), looked_at.get(link.kind, 0.0))
    return tuple(Pull(*pair, min(weight, _MOST), seen[pair]) for pair, weight in sorted(weights.items()))
