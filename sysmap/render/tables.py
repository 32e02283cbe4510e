"""Tables of everything on a branch, one a kind of record: the text of a page where no script runs, and on paper."""

import re
from collections.abc import Sequence
from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money
from sysmap.model.polarity import named_loops, say_loop
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import BAND, WITHHELD
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.vocabulary import KINDS, Property, kind_of
from sysmap.render.facts import MONEY, in_words
from sysmap.render.figures import NOT_KNOWN

Table = dict[str, Any]

_NO_TABLE = frozenset(
    {"Map", "View", "Position", "Merge", "Distinct", "Transaction", "Observation", "Comment", "Rating", "Explanation"}
)
"""What the map is called and its views stand above; positions are the picture; observations stand under measures.

What readers wrote is for the maker, who has it from `sysmap comments`."""

_NO_COLUMN = frozenset(
    {"scenario", "scenario_action", "scenario_target", "created_by", "confirmed", "currency", "flow_id", "type"}
)
_SPELT = re.compile("[^a-z0-9]+")
_FIGURES = frozenset({"amount", "number", "percent"})
_OWN_WORDS = frozenset({"long_text", "ref", "refs"})
_NAMES = frozenset({"name", "aliases", "publisher"})
_SILENT = frozenset({"text", "long_text", "list", "ref", "refs"})
"""Where nothing is written, nothing need be known: a cell stays empty. Elsewhere it says that it is not known."""


def tables_of(branch: Branch) -> list[Table]:
    """Give a table of every kind of record that the branch has.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.

    Returns
    -------
    list of dict
        Tables with `id`, `title`, `headers`, `rows` of text, and the numbers of the columns that hold `figures`.
    """
    kinds = list(dict.fromkeys([*KINDS, *(record.kind for record in branch)]))
    tables = [_table(branch, kind, branch.of(kind)) for kind in kinds if kind not in _NO_TABLE and branch.of(kind)]
    return [*tables, *([_observations(branch)] if branch.of("Observation") else [])]


def _table(branch: Branch, kind: str, records: Sequence[Record]) -> Table:
    declared = kind_of(kind, joins=records[0].joins)
    used = {name for record in records for name in record.values}
    columns = [
        prop for prop in declared.properties if {prop.name, f"{prop.name}{BAND}"} & used and prop.name not in _NO_COLUMN
    ]
    columns.sort(key=lambda prop: prop.name != "name")
    own = sorted(used - {f"{prop.name}{part}" for prop in declared.properties for part in ("", BAND)} - {WITHHELD})
    headers = [*_headers(columns), *(name.replace("_", " ") for name in own)]
    rows = [
        [*(_cell(branch, record, prop) for prop in columns), *(record.get(name) for name in own)] for record in records
    ]
    if kind == "Loop":
        headers.insert(1, "what it does")
        for row, loop in zip(rows, named_loops(branch), strict=True):
            broken = f"broken: {'; '.join(loop.breaks)}" if loop.broken else ""
            row.insert(1, broken or say_loop(loop.type, loop.contested))
    return {
        "id": _SPELT.sub("-", kind.lower()),
        "title": f"{declared.plural[:1].upper()}{declared.plural[1:]}",
        "headers": headers,
        "rows": rows,
        "note": declared.help,
        "figures": [index for index, prop in enumerate(columns) if prop.reads in _FIGURES],
        **_words(branch, headers, columns),
    }


def _words(branch: Branch, headers: Sequence[str], columns: Sequence[Property]) -> dict[str, list[int]]:
    """Give the numbers of the columns that are in the map's own language, where it names one."""
    if not branch.about.get("language"):
        return {}
    own = {prop.on_screen for prop in columns if prop.reads in _OWN_WORDS or prop.name in _NAMES}
    return {"words": [index for index, header in enumerate(headers) if header in own]}


def _headers(columns: Sequence[Property]) -> list[str]:
    """Give what stands above each column; where two would be called the same, the later goes by its name."""
    headers: list[str] = []
    for prop in columns:
        headers.append(prop.name.replace("_", " ") if prop.on_screen in headers else prop.on_screen)
    return headers


def _cell(branch: Branch, record: Record, prop: Property) -> str:
    if not record.get(prop.name):
        if band := record.get(f"{prop.name}{BAND}"):
            return band
        if prop.name.removesuffix("_id").replace("_", " ") in record.items(WITHHELD):
            return WITHHELD
        return "" if prop.reads in _SILENT else NOT_KNOWN
    if prop.reads in {"ref", "refs"}:
        return "; ".join(_name(branch, item) for item in record.items(prop.name))
    amount = record.number(prop.name) if prop.name in MONEY else None
    if amount is not None:
        return say_exact_money(amount, record.get("currency", DEFAULT_CURRENCY))
    return in_words(record, prop)


def _name(branch: Branch, record_id: str) -> str:
    record = branch.get(record_id)
    if record is None:
        return record_id
    if record.joins:
        return f"{branch.name_of(record.from_id)} to {branch.name_of(record.to_id)}"
    return record.get("name") or record.get("publisher") or record_id


def _observations(branch: Branch) -> Table:
    headers = ["measure", "date", "value", "unit", "how it is known", "source"]
    rows = []
    for seen in branch.of("Observation"):
        measure = branch.get(seen.get("measure_id"))
        number = seen.declared.property("value")
        value = _cell(branch, seen, number) if number else NOT_KNOWN
        rows.append(
            [
                measure.name if measure else seen.get("measure_id"),
                seen.get("date") or NOT_KNOWN,
                value,
                measure.get("unit") if measure else "",
                seen.words("basis") or NOT_KNOWN,
                _name(branch, seen.get("source_id")) if seen.get("source_id") else "",
            ]
        )
    declared = kind_of("Observation")
    return {
        "id": "observation",
        "title": "Observations",
        "headers": headers,
        "rows": rows,
        "note": declared.help,
        "figures": [2],
    }
