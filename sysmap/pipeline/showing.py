"""Showing a map, or one thing on it with everything that is joined to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sysmap.analysis.tidy import find_gaps
from sysmap.model.commands import say_link
from sysmap.model.maps import MAP_RECORD_ID, Branch, SystemMap
from sysmap.model.polarity import named_loop, say_loop
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from sysmap.model.vocabulary import KINDS, kind_of
from sysmap.pipeline.answers import Answer, Table, make_table, say_amount, say_more
from sysmap.pipeline.editing import find_target
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import Opened, asked, open_map
from sysmap.pipeline.withholding import say_open, settled
from sysmap.stores.base import open_store

_ASIDE = frozenset(
    {
        "polarity",
        "source_id",
        "note",
        "created_by",
        "confirmed",
        "flow_id",
        "currency",
        "evidence_type",
        "sensitivity",
        "review_date",
    }
)
"""Properties of a link that are shown where it is shown by itself, and not in a list of links."""

_UNSAID = {"name", "from_id", "to_id", "element_ids", "relationship_ids"}
"""Properties that an element's page shows in another way."""


def show_map(opened: Opened, *, as_of: date) -> Answer:
    """Give an overview: what is on the map, what is missing, what was named.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day on which reviews are overdue or not.
    """
    branch = opened.branch
    counts = Counter(record.kind for record in branch)
    gaps = settled(opened.view, find_gaps(branch, as_of=as_of))
    problems = Counter(problem.severity for problem in check_map(opened.view.map))
    with open_store(opened.address) as store:
        # Moments are part of the log, which only those have who see everything.
        snapshots, edits = store.snapshots() if opened.view.whole else [], store.head
    about = branch.about
    rows = [(_kind_words(kind), str(counts[kind])) for kind in _in_order(counts) if kind != "Map"]
    parts: list[str | Table] = [f"{opened.heading}."]
    parts.extend(f"{label}: {text}" for label, text in _values(about) if label != "name")
    parts.extend(
        ["", make_table(("on the map", "how many"), rows, ("how many",))] if rows else ["Nothing is on it yet."]
    )
    scenarios = [(each, sum(row.scenario == each.id for row in opened.view.map)) for each in branch.of("Scenario")]
    parts.extend(f"Scenario “{each.name}” lays {number} rows over it." for each, number in scenarios)
    if gaps:
        parts.extend(["", f"Missing, as of {as_of}:", *(f"  {finding.sentence}" for finding in gaps)])
    if problems:
        said = " and ".join(f"{number} {severity}{'s' * (number > 1)}" for severity, number in problems.items())
        parts.extend(["", f"{said}: sysmap check {opened.address} lists them."])
    parts.append("")
    parts.extend(f"Snapshot “{each.name}” after edit {each.number}." for each in snapshots)
    parts.append(f"{edits} edit{'s' * (edits != 1)} in the log.")
    parts.extend(filter(None, (say_open(opened.view), opened.withheld)))
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "about": dict(about.values),
        "counts": {kind: counts[kind] for kind in _in_order(counts)},
        "scenarios": [{"id": each.id, "name": each.name, "rows": number} for each, number in scenarios],
        "missing": [finding.to_json() for finding in gaps],
        "problems": dict(problems),
        "snapshots": [{"name": each.name, "edit": each.number} for each in snapshots],
        "edits": edits,
    }
    return Answer(tuple(parts), data, make_table(("kind", "count"), _as_rows(counts)), opened.cautions)


def _as_rows(counts: Counter[str]) -> list[tuple[str, str]]:
    return [(kind, str(counts[kind])) for kind in _in_order(counts)]


def _in_order(counts: Counter[str]) -> list[str]:
    """Give kinds in the order of the vocabulary, the user's own last."""
    return [*(kind for kind in KINDS if kind in counts), *sorted(kind for kind in counts if kind not in KINDS)]


def _kind_words(kind: str) -> str:
    declared = kind_of(kind)
    return f"{declared.words} (link)" if declared.form == "relationship" else declared.plural


def show_element(opened: Opened, target: Sequence[str], *, listed: int, ask: Ask | None = None) -> Answer:
    """Show one element with its links as sentences, or one link with what stands behind it.

    Parameters
    ----------
    opened : Opened
        The map.
    target : sequence of str
        One name or id, or the three words of a link.
    listed : int
        How many links, and payments, the text lists.
    ask : callable, optional
        Asks which of several is meant.
    """
    branch = opened.branch
    record = find_target(branch, target, ask)
    links = [*branch.leaving(record.id), *branch.reaching(record.id)]
    loops = [named_loop(branch, each) for each in branch.of("Loop") if _passes(each, record)]
    measures = [each for each in branch.of("Measure") if each.get("factor_id") == record.id]
    payments = _payments(opened, record)
    title = say_link(branch, record) if record.joins else f"“{record.name}”, {record.declared.words}"
    parts: list[str | Table] = [f"{title} ({record.id})"]
    parts.extend(f"  {label}: {text}" for label, text in _values(record, branch) if label != "name")
    if record.kind == "Loop":
        loop = named_loop(branch, record)
        parts.append(
            f"  {say_loop(loop.type, loop.contested)}" if not loop.broken else f"  broken: {'; '.join(loop.breaks)}"
        )
        parts.extend(f"  {say_link(branch, each)}." for each in loop.links)
    told = [_tell(branch, each) for each in links]
    parts.extend(
        ["", *told[:listed]] if told else [] if record.joins or record.kind == "Loop" else ["  not yet connected"]
    )
    parts.extend(say_more(len(told), listed, "more links"))
    parts.extend(f"On the loop “{each.record.name}”: {say_loop(each.type, each.contested)}." for each in loops)
    parts.extend(f"Measured by “{each.name}”, {each.get('unit', 'unit not said')}." for each in measures)
    if payments:
        parts.extend(["", _payment_table(payments[:listed])])
        parts.extend(say_more(len(payments), listed, "more payments"))
    data = {
        **asked(opened),
        "id": record.id,
        "kind": record.kind,
        "name": record.get("name"),
        "values": dict(record.values),
        "links": [{**plain(each), "sentence": say_link(branch, each)} for each in links],
        "loops": [
            {"id": each.record.id, "name": each.record.name, "polarity": each.type, "broken": each.broken}
            for each in loops
        ],
        "measures": [plain(each) for each in measures],
        "payments": [plain(each) for each in payments],
    }
    columns = ("id", "kind", "from_id", "to_id", "sentence")
    rows = [(each.id, each.kind, each.from_id, each.to_id, say_link(branch, each)) for each in links]
    table = _payment_table(payments) if payments else make_table(columns, rows)
    return Answer(tuple(parts), data, table, opened.cautions)


def show_about(address: str) -> Answer:
    """Show what was said about a map.

    Parameters
    ----------
    address : str
        The map.
    """
    opened = open_map(address)
    about = opened.branch.about
    said = _values(about)
    parts = [f"{label}: {text}" for label, text in said] or ["Nothing was said about this map yet: name=... names it."]
    return Answer(tuple(parts), {"about": dict(about.values)}, make_table(("property", "value"), about.values.items()))


def plain(record: Record) -> dict[str, Any]:
    """Give a record as plain JSON values."""
    return {"id": record.id, "kind": record.kind, "values": dict(record.values)}


def _values(
    record: Record, system_map: SystemMap | None = None, leave_out: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Give the values of a record in the words of the screen, names in place of ids."""
    said = []
    for name, text in record.values.items():
        prop = record.declared.property(name)
        if name in leave_out or (name in _UNSAID and record.id != MAP_RECORD_ID):
            continue
        words = record.words(name)
        if prop and prop.reads in {"ref", "refs"} and system_map is not None:
            words = ", ".join(system_map.name_of(each) for each in (record.items(name) if prop.several else [text]))
        number = record.number(name) if prop and prop.reads == "amount" else None
        said.append((prop.on_screen if prop else name, words if number is None else say_amount(number)))
    return said


def _tell(branch: Branch, link: Record) -> str:
    said = [f"{label} {text}" for label, text in _values(link, branch, _ASIDE)]
    detail = f" ({'; '.join(said)})" if said else ""
    return f"{say_link(branch, link)}{detail}."


def _passes(loop: Record, record: Record) -> bool:
    return record.id in loop.items("element_ids") or record.id in loop.items("relationship_ids")


def _payments(opened: Opened, record: Record) -> list[Record]:
    """Give the single payments behind a flow, as far as the audience may see them."""
    if record.kind != "FUNDS" or not opened.view.whole:
        return []
    with open_store(opened.address) as store:
        return [each for each in store.read_records("Transaction") if each.get("funding_id") == record.id]


def _payment_table(payments: Sequence[Record]) -> Table:
    columns = ("date", "amount", "payee", "service_area", "purpose", "reference", "file", "line")
    rows = [[each.get(column) for column in columns] for each in payments]
    return replace(make_table(columns, rows), right=frozenset({"amount", "line"}))
