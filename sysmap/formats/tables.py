"""A map laid out as tables of text, the one layout that the CSV folder and the workbook share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sysmap.formats.layout import STARTS, Column, Layout, fold, layout_of, write_kind
from sysmap.model.maps import SystemMap
from sysmap.model.polarity import named_loop
from sysmap.model.records import Record
from sysmap.model.values import join_list, split_list
from sysmap.model.vocabulary import Property, kind_of, tables

ID_MARK = "id:"
"""Before a reference that is an id for certain, where it would otherwise be looked up as a name."""

ALWAYS_WRITTEN = ("nodes", "relationships")
"""Tables that are written even where they have no rows, so that people see where to type."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, ready to be written: its columns, their headers and rows of text."""

    name: str
    layout: Layout
    columns: tuple[Column, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write_tables(system_map: SystemMap) -> list[Table]:
    """Lay a map out as tables.

    Parameters
    ----------
    system_map : SystemMap
        The map. Nothing of it is left out.

    Returns
    -------
    list of Table
        The tables in the order of the vocabulary: elements and relationships always, others where they have rows.
    """
    names = set(name_index(system_map))
    records: dict[str, list[Record]] = {}
    for record in system_map:
        records.setdefault(_table_of(record), []).append(record)
    made = []
    for name in tables():
        if name in records or name in ALWAYS_WRITTEN:
            layout = layout_of(name)
            cells = list(_rows(layout, records.get(name, []), system_map, names))
            made.append(_table(layout, cells))
    return made


def name_index(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Give the records that go by each name or alias, names made comparable."""
    index: dict[str, list[Record]] = {}
    for record in records:
        given = record.get("name")
        for name in (given, *record.items("aliases")) if given else record.items("aliases"):
            same = index.setdefault(fold(name), [])
            if record not in same:
                same.append(record)
    return index


def written(prop: Property | None, text: str) -> str:
    """Give a value as tables show it: a word for a sign, which spreadsheets take for the start of a formula."""
    if prop is not None and prop.reads == "choice" and not text[:1].isalnum():
        for choice in prop.allowed:
            if choice.value == text and choice.synonyms:
                return choice.synonyms[0]
    return text


def _table_of(record: Record) -> str:
    return kind_of(record.kind, joins=record.joins).table


def _table(layout: Layout, cells: Sequence[Mapping[Column, str]]) -> Table:
    used = {column for row in cells for column in row}
    declared = layout.order()
    shown = [each for each in declared if each in used or each.role != "property" or _starts(layout, each)]
    shown = [each for each in shown if not each.detail or any(other.detail == each.detail for other in used)]
    own = sorted(used - set(declared), key=lambda each: (each.detail, each.name))
    columns = (*shown, *own)
    rows = tuple(tuple(row.get(column, "") for column in columns) for row in cells)
    return Table(layout.table, layout, columns, tuple(layout.header(column) for column in columns), rows)


def _starts(layout: Layout, column: Column) -> bool:
    return bool(layout.kind_header) and not column.detail and column.name in STARTS


def _rows(layout: Layout, records: list[Record], system_map: SystemMap, names: set[str]) -> Iterator[dict[Column, str]]:
    details: dict[str, list[Record]] = {}
    firsts = {}
    for record in records:
        link = layout.links.get(record.kind)
        if link is None:
            firsts[record.id] = record
        else:
            details.setdefault(record.get(link.name), []).append(record)
    for record in firsts.values():
        row = _cells(layout, record, system_map, names)
        hanging = details.pop(record.id, ())
        if not hanging or len(row) == 1:
            yield row
        for detail in hanging:
            yield {**row, **_cells(layout, detail, system_map, names)}
    for first_id, hanging in details.items():
        start = {Column("id"): _write_reference(first_id, system_map, names)} if first_id else {}
        for detail in hanging:
            yield {**start, **_cells(layout, detail, system_map, names)}


def _cells(layout: Layout, record: Record, system_map: SystemMap, names: set[str]) -> dict[Column, str]:
    link = layout.links.get(record.kind)
    detail = record.kind if link else ""
    kind = layout.kind(record.kind)
    cells = {Column("id", detail=detail): record.id}
    if layout.kind_header:
        cells[Column("kind")] = write_kind(record.kind)
    for name, text in record.values.items():
        prop = kind.property(name)
        if prop is not None and (prop == link or prop.computed):
            continue
        cells[Column("property", name, detail)] = _write_value(prop, text, system_map, names)
    for prop in kind.properties:
        if prop.computed:
            cells[Column("property", prop.name, detail)] = computed_value(system_map, record, prop)
    return {column: text for column, text in cells.items() if text}


def computed_value(system_map: SystemMap, record: Record, prop: Property) -> str:
    """Work out a value that is shown in tables and never stored; empty where it cannot be worked out."""
    if record.kind == "Loop" and prop.name == "type":
        return named_loop(system_map, record).type
    return ""


def _write_value(prop: Property | None, text: str, system_map: SystemMap, names: set[str]) -> str:
    if prop is None or prop.reads not in {"ref", "refs"}:
        return written(prop, text)
    if prop.several:
        return join_list(_write_reference(item, system_map, names) for item in split_list(text))
    return _write_reference(text, system_map, names)


def _write_reference(text: str, system_map: SystemMap, names: set[str]) -> str:
    loose = text not in system_map and fold(text) in names
    return ID_MARK + text if loose or text.startswith(ID_MARK) else text
