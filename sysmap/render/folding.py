"""Many small bodies drawn as one: a ledger has hundreds of payees, and a picture of them all shows nothing."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.values import write_number
from sysmap.render.figures import count_words

DRAWN = 40
"""Bodies joined to the rest by money alone that are drawn each by itself; the largest by money."""

SPARED = 20
"""Fewer than this beyond `DRAWN` are drawn too: folding a handful hides more than it clears."""

FOLDED_ID = "folded_bodies"

_SAME = (
    "period_start",
    "period_end",
    "basis",
    "currency",
    "mechanism",
    "flow_role",
    "service_id",
    "capital_or_revenue",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A branch as it is drawn and as it is told.

    Parameters
    ----------
    drawn : Branch
        What the picture shows: the small bodies are one.
    told : Branch
        Everything, and the one that stands for the small bodies: what can be found and read.
    """

    drawn: Branch
    told: Branch


def fold_small_bodies(branch: Branch) -> Folded:
    """Let one body stand, in the picture, for the many small ones of a map.

    Only organisations that money alone joins to the rest are folded; what people drew, placed or linked otherwise stays
    as it is. Money from and to them is added up for each other end, service, year and basis, never across those.

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
    stand_in = [Record(FOLDED_ID, "Organisation", {"name": name, "note": note}), *_added_up(branch, small)]
    drawn = branch.where([*(record for record in branch if not _goes(record, small)), *stand_in])
    told = branch.where([*branch, *stand_in])
    drawn.scenario = told.scenario = branch.scenario
    return Folded(drawn, told)


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


def _added_up(branch: Branch, small: set[str]) -> list[Record]:
    """Add up the flows from and to the folded bodies; those between two of them are not drawn."""
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for flow in branch.of("FUNDS"):
        start, finish = flow.from_id in small, flow.to_id in small
        if start != finish:
            ends = (FOLDED_ID if start else flow.from_id, FOLDED_ID if finish else flow.to_id)
            groups[*ends, *(flow.get(name) for name in _SAME)].append(flow)
    rows = []
    for number, (key, flows) in enumerate(groups.items()):
        total = sum((_amount(flow) for flow in flows), Decimal(0))
        values = {"from_id": key[0], "to_id": key[1], **dict(zip(_SAME, key[2:], strict=True))}
        values["amount"] = write_number(total)
        values["note"] = f"{count_words(len(flows), 'flow', 'flows')} added up for the picture."
        # One flow joins the years of the same two ends and service.
        values["flow_id"] = "/".join((key[0], key[1], *(flows[0].get(name) for name in _SAME[3:])))
        given = {name: text for name, text in values.items() if text}
        rows.append(Record(f"{FOLDED_ID}_{number}", "FUNDS", given))
    return rows
