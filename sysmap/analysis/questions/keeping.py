"""Twins of the questions about keeping a map true: what is stale, contested, ending, not connected, not sourced."""

from datetime import date

from sysmap.analysis.questions.rows import Row
from sysmap.model.maps import Branch
from sysmap.model.records import Record

_DRAWN = ("Organisation", "Service", "Factor")

FAR = 2
"""How far apart two scores of one relationship are a disagreement (DOMAIN question 19)."""


def where_people_disagree(branch: Branch) -> list[Row]:
    """List what is contested, unsure influences, notes of a disagreement, and bodies whose scores are far apart."""
    rows: list[Row] = [
        {"id": each.id, "kind": each.kind, "why": "contested"}
        for each in branch
        if each.get("confidence") == "contested"
    ]
    unsure = [each for each in branch.of("INFLUENCES") if each.get("polarity") == "?"]
    rows += [{"id": each.id, "kind": each.kind, "why": "unsure"} for each in unsure]
    noted = [each for each in branch.of("Note") if each.get("kind") == "disagreement"]
    rows += [{"id": each.id, "kind": each.kind, "why": "noted"} for each in noted]
    apart = [each for each in branch.of("WORKS_WITH") if _scored_lower(branch, each)]
    return rows + [{"id": each.id, "kind": each.kind, "why": "apart"} for each in apart]


def _scored_lower(branch: Branch, there: Record) -> list[Record]:
    """Give the scores of the other side that are lower by two or more."""
    own = there.number("collab_level")
    back = [each for each in branch.leaving(there.to_id, "WORKS_WITH") if each.to_id == there.from_id]
    return [
        each for each in back if own is not None and (it := each.number("collab_level")) is not None and own - it >= FAR
    ]


def overdue(branch: Branch, as_of: date) -> list[Row]:
    """List what should have been looked at again."""
    rows: list[Row] = []
    for each in branch:
        due = each.day("review_date")
        if due is not None and due < as_of:
            rows.append({"id": each.id, "kind": each.kind, "due": due})
    return rows


def ending_soon(branch: Branch, as_of: date, until: date) -> list[Row]:
    """List the agreements that end between two days, with the services they cover."""
    rows: list[Row] = []
    for each in branch.of("Agreement"):
        ends = each.day("end_date")
        if ends is not None and as_of <= ends < until:
            services = sorted({link.to_id for link in branch.leaving(each.id, "COVERS")})
            rows.append({"agreement": each.id, "name": each.values.get("name"), "ends": ends, "services": services})
    return rows


def learnt_before_buying(branch: Branch, as_of: date, until: date) -> list[Row]:
    """List the agreements that end between two days, with what was learnt under each."""
    rows: list[Row] = []
    for each in branch.of("Agreement"):
        ends = each.day("end_date")
        if ends is not None and as_of <= ends < until:
            notes = {link.from_id for link in branch.reaching(each.id, "ABOUT")}
            lessons = sorted(note for note in notes if note in branch and branch[note].get("kind") == "learning")
            rows.append({"agreement": each.id, "ends": ends, "lessons": lessons})
    return rows


def single_bids(branch: Branch) -> list[Row]:
    """List the agreements for which one bid came in though others could bid."""
    return [
        {"agreement": each.id, "name": each.values.get("name"), "procedure": each.get("procedure")}
        for each in branch.of("Agreement")
        if each.get("procedure") in {"open", "competitive_flexible"} and each.number("bids_received") == 1
    ]


def who_decides(branch: Branch) -> list[Row]:
    """List the services that decide who gets what, with who answers for them, who does them, and what they open."""
    rows: list[Row] = []
    for each in branch.of("Service"):
        if each.get("kind") == "access_control":
            opened = {link.to_id for link in branch.leaving(each.id, "INFLUENCES")}
            answers = sorted({link.from_id for link in branch.reaching(each.id, "COMMISSIONS")})
            delivers = sorted({link.from_id for link in branch.reaching(each.id, "DELIVERS")})
            opens = sorted(end for end in opened if branch[end].kind == "Service")
            rows.append({"service": each.id, "answers": answers, "delivers": delivers, "opens": opens})
    return rows


def reached_in_place(branch: Branch, place: str) -> list[Row]:
    """List what is in a place or in a place within it."""
    within, fresh = {place}, {place}
    for _ in range(5):
        fresh = {each.from_id for one in fresh for each in branch.reaching(one, "PART_OF")} - within
        within |= fresh
    return [
        {
            "element": element,
            "kind": branch[element].kind,
            "place": in_it,
            "delivered_by": sorted({each.from_id for each in branch.reaching(element, "DELIVERS")}),
        }
        for element, in_it in dict.fromkeys((link.from_id, link.to_id) for link in branch.of("IN_PLACE"))
        if in_it in within
    ]


def not_connected(branch: Branch) -> list[Row]:
    """List the organisations, services and factors that no link joins."""
    return [
        {"element": each.id, "kind": each.kind, "name": each.values.get("name")}
        for each in branch.of(*_DRAWN)
        if not branch.leaving(each.id) and not branch.reaching(each.id)
    ]


def silent_measures(branch: Branch, since: date) -> list[Row]:
    """List the measures without an observation on or after a day."""
    rows: list[Row] = []
    for measure in branch.of("Measure"):
        days = [each.day("date") for each in branch.of("Observation") if each.get("measure_id") == measure.id]
        last = max((day for day in days if day), default=None)
        if last is None or last < since:
            rows.append({"measure": measure.id, "last": last})
    return rows


def claims_of_source(branch: Branch, source: str) -> list[Row]:
    """List what cites a source."""
    return [{"id": each.id, "kind": each.kind} for each in branch if _cites(each, source)]


def pilots_without_end(branch: Branch) -> list[Row]:
    """List the pilots that have no day or rule to end on."""
    return [
        {"service": each.id, "learn_by": each.day("learn_by"), "has_rule": bool(each.get("decision_rule"))}
        for each in branch.of("Service")
        if each.get("status") == "pilot" and not (each.day("learn_by") and each.get("decision_rule"))
    ]


def _cites(record: Record, source: str) -> bool:
    prop = record.declared.property("source_id")
    return prop is not None and prop.implies == "CITES" and record.get("source_id") == source
