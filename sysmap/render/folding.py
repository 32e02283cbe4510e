"""Many small bodies drawn as one: a ledger has hundreds of payees, and a picture of them all shows nothing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import BAND
from sysmap.model.values import DEFAULT_CURRENCY, write_number
from sysmap.render.figures import count_words

DRAWN = 40
"""Bodies joined to the rest by money alone that are drawn each by itself; the largest by money."""

SPARED = 20
"""Fewer than this beyond `DRAWN` are drawn too: folding a handful hides more than it clears."""

FOLDED_ID = "folded_bodies"

NAMED_PARTS = 6
"""Services named in the note of flows that were added up; the tables have all."""

_SAME = ("period_start", "period_end", "basis", "currency", "mechanism", "flow_role", "capital_or_revenue")


@dataclass(frozen=True, slots=True)
class Folded:
    """A branch as it is drawn and as it is told.

    Parameters
    ----------
    drawn : Branch
        What the picture shows: the small bodies are one.
    told : Branch
        Everything, and the one that stands for the small bodies: what can be found and read.
    parts : Mapping of str to tuple of str
        The ids of the flows that each flow between the two ends of the picture stands for.
    """

    drawn: Branch
    told: Branch
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def classes(self, boundaries: Mapping[str, str]) -> dict[str, str]:
        """Give the boundary class of links, and of flows that are added up where it is that of all of them."""
        found = dict(boundaries)
        for bundle, parts in self.parts.items():
            of_parts = {boundaries.get(part, "") for part in parts}
            found[bundle] = of_parts.pop() if len(of_parts) == 1 else ""
        return found

    def stands_for(self, link_id: str) -> int:
        """Say how many links one is in a count: none where those of a folded body stand beside it by themselves."""
        if link_id not in self.parts:
            return 1
        bundle = self.told[link_id]
        return 0 if FOLDED_ID in {bundle.from_id, bundle.to_id} else len(self.parts[link_id])


def fold_small_bodies(branch: Branch) -> Folded:
    """Let one body stand, in the picture, for the many small ones of a map.

    Only organisations that money alone joins to the rest are folded; what people drew, placed or linked otherwise stays
    as it is. Money between the same two ends is drawn as one ribbon for each year and basis, never across those, with
    the services it pays for in its note.

    Parameters
    ----------
    branch : Branch
        The branch to draw; where it has few such bodies it is drawn as it is.
    """
    small = _small_bodies(branch)
    if not small:
        return Folded(branch, branch)
    name = f"{count_words(len(small), 'smaller body', 'smaller bodies')}, drawn as one"
    note = (
        f"Joined to the rest by money alone, and each smaller than the {DRAWN} drawn."
        " Each can be found by its name and stands in the tables."
    )
    stand_in = Record(FOLDED_ID, "Organisation", {"name": name, "note": note})
    bundles, bundled, parts = _bundle(branch, small)
    gone = small | bundled
    drawn = branch.where([*(record for record in branch if not _goes(record, gone)), stand_in, *bundles])
    told = branch.where([*(record for record in branch if record.id not in bundled), stand_in, *bundles])
    drawn.scenario = told.scenario = branch.scenario
    return Folded(drawn, told, parts)


def _small_bodies(branch: Branch) -> set[str]:
    placed = {position.get("element_id") for position in branch.of("Position")}
    paying_alone = [
        body.id
        for body in branch.of("Organisation")
        if body.id not in placed and all(link.kind == "FUNDS" for link in _links(branch, body.id))
    ]
    if len(paying_alone) <= DRAWN + SPARED:
        return set()
    size = {body: max((_amount(link) for link in _links(branch, body)), default=Decimal(0)) for body in paying_alone}
    return set(sorted(paying_alone, key=lambda body: (-size[body], body))[DRAWN:])


def _links(branch: Branch, body: str) -> list[Record]:
    return [*branch.leaving(body), *branch.reaching(body)]


def _amount(flow: Record) -> Decimal:
    return flow.number("amount") or Decimal(0)


def _goes(record: Record, small: set[str]) -> bool:
    return record.id in small or record.from_id in small or record.to_id in small


def _bundle(branch: Branch, small: set[str]) -> tuple[list[Record], set[str], dict[str, tuple[str, ...]]]:
    """Add up flows between the same two ends of the picture, of one year and basis.

    Returns
    -------
    tuple of list of Record, set of str and dict of str to tuple of str
        The flows to draw instead; the ids of flows between two drawn bodies that they stand for; and those of all that
        each stands for. A flow from or to a folded body has no line of its own in the picture and stays, to be read
        where that body is found.
    """
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for flow in branch.of("FUNDS"):
        start, finish = flow.from_id in small, flow.to_id in small
        if not (start and finish):
            ends = (FOLDED_ID if start else flow.from_id, FOLDED_ID if finish else flow.to_id)
            groups[*ends, *(flow.get(name) for name in _SAME)].append(flow)
    bundles: list[Record] = []
    bundled: set[str] = set()
    parts: dict[str, tuple[str, ...]] = {}
    for key, flows in groups.items():
        if len(flows) == 1 and FOLDED_ID not in key:
            continue
        bundles.append(_bundle_of(branch, key, flows, f"{FOLDED_ID}_{len(bundles)}"))
        parts[bundles[-1].id] = tuple(flow.id for flow in flows)
        if FOLDED_ID not in key[:2]:
            bundled.update(flow.id for flow in flows)
    return bundles, bundled, parts


def _bundle_of(branch: Branch, key: tuple[str, ...], flows: list[Record], bundle_id: str) -> Record:
    by_service: dict[str, Decimal] = defaultdict(Decimal)
    for flow in flows:
        by_service[flow.get("service_id")] += _amount(flow)
    values = {"from_id": key[0], "to_id": key[1], **dict(zip(_SAME, key[2:], strict=True))}
    known = [flow for flow in flows if flow.number("amount") is not None]
    if known:
        values["amount"] = write_number(sum(by_service.values(), Decimal(0)))
    elif any(f"amount{BAND}" in flow.values for flow in flows):
        values[f"amount{BAND}"] = "given as bands"
    values["note"] = f"{count_words(len(flows), 'flow', 'flows')} added up for the picture"
    if len(known) < len(flows):
        values["note"] += f", {len(flows) - len(known):,} of them without an exact amount"
    if len(by_service) == 1 or not known:
        values["service_id"] = next(iter(by_service)) if len(by_service) == 1 else ""
    else:
        currency = values["currency"] or branch.about.get("currency", DEFAULT_CURRENCY)
        parts = sorted(by_service.items(), key=lambda part: (-part[1], part[0]))
        said = [
            f"{branch.name_of(service) if service else 'no service named'} {say_money(amount, currency)}"
            for service, amount in parts[:NAMED_PARTS]
        ]
        more = [f"{len(parts) - NAMED_PARTS} more"] if len(parts) > NAMED_PARTS else []
        values["note"] += f": {'; '.join([*said, *more])}"
    values["note"] += "."
    # One flow joins the years and bases of the same two ends.
    values["flow_id"] = "/".join(key[:2] + key[5:])
    return Record(bundle_id, "FUNDS", {name: text for name, text in values.items() if text})
